"""The list of clients sifted, and several changed at once."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from clientcare import services
from clientcare.records import DisputeForm
from clientcare.ui.clients.filters import RENAME
from clientcare.ui.clients.together import MANY


@pytest.fixture
def clients(owner: Any) -> dict[str, int]:
    def write(session: Any) -> dict[str, int]:
        made = {name: services.clients.create(session, name) for name in ("Ana", "Ben", "Cleo")}
        services.tags.add(session, [made["Ana"], made["Ben"]], "VIP")
        services.clients.archive(session, [made["Cleo"]])
        services.clients.update(session, made["Ben"], email="ben@work.example", phone="(413) 555-0117")
        services.disputes.create(session, DisputeForm("Gate", client_id=made["Ana"]))
        return made

    made: dict[str, int] = owner.write(write)
    owner.go("clients")
    return made


def shown(owner: Any) -> list[str]:
    model = owner.window.page("clients").table.rows
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def pick(owner: Any, name: str, value: str) -> None:
    """Choose in a list to choose from, as the keyboard does."""
    box = owner.find(name)
    box.setFocus()
    owner.qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findData(value)):
        owner.qtbot.keyClick(box, Qt.Key.Key_Down)
    owner.settle()


def choose(owner: Any, *names: str) -> None:
    table = owner.find("clients.table")
    table.setFocus()
    for name in names:
        table.selectRow(shown(owner).index(name))
        owner.qtbot.keyClick(table, Qt.Key.Key_Space)


def press_in_menu(owner: Any, button: str, text: str) -> None:
    owner.click(f"clients.chosen.{button}")
    menu = owner.window.findChild(QMenu, f"clients.chosen.{button}.menu")
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()
    owner.settle()


def tagged(owner: Any, tag: str) -> list[str]:
    return [row.name for row in owner.read(lambda s: services.clients.rows(s, services.clients.ids(s, tag=tag)))]


def test_who_is_put_away_is_shown_when_asked_for(owner: Any, clients: dict[str, int]) -> None:
    assert shown(owner) == ["Ana", "Ben"]
    pick(owner, "clients.show", "archived")
    assert shown(owner) == ["Cleo (archived)"]
    pick(owner, "clients.show", "")
    assert shown(owner) == ["Ana", "Ben", "Cleo (archived)"]


@pytest.mark.parametrize(("name", "value", "left"), [("tag", "VIP", ["Ana", "Ben"]), ("disputes", "none", ["Ben"])])
def test_the_list_is_sifted(owner: Any, clients: dict[str, int], name: str, value: str, left: list[str]) -> None:
    owner.write(lambda s: services.disputes.create(s, DisputeForm("Fence", client_name="Dora")))
    pick(owner, f"clients.{name}", value)
    assert shown(owner) == left


@pytest.mark.parametrize("text", ["@work", "413555", "garden"])
def test_the_filter_line_finds_mail_phone_and_tag(owner: Any, clients: dict[str, int], text: str) -> None:
    owner.write(lambda s: services.tags.add(s, [clients["Ben"]], "garden"))
    owner.type("clients.filter", text)
    owner.qtbot.waitUntil(lambda: shown(owner) == ["Ben"])


def test_an_empty_archive_says_so_and_leads_back(owner: Any, clients: dict[str, int]) -> None:
    owner.write(lambda s: services.clients.take_back(s, clients.values()))
    pick(owner, "clients.show", "archived")
    assert "The archive is empty" in owner.reads()
    owner.click("clients.empty.step")
    assert shown(owner) == ["Ana", "Ben", "Cleo"]


def test_a_tag_that_is_nobodys_any_more_sifts_nothing(owner: Any, clients: dict[str, int]) -> None:
    pick(owner, "clients.tag", "VIP")
    owner.write(lambda s: services.tags.remove(s, clients.values(), "VIP"))
    assert shown(owner) == ["Ana", "Ben"] and not owner.sees("clients.tag")


def test_several_are_tagged_and_untagged(owner: Any, clients: dict[str, int]) -> None:
    owner.write(lambda s: services.tags.add(s, [clients["Cleo"]], "tile & stone"))
    choose(owner, "Ana", "Ben")
    press_in_menu(owner, "tag", "tile && stone")
    assert tagged(owner, "tile & stone") == ["Ana", "Ben", "Cleo"]
    assert owner.window.toast.text == "Tagged “tile & stone”: 2 clients."
    press_in_menu(owner, "untag", "VIP")
    assert tagged(owner, "VIP") == []
    owner.click("toast.undo")
    assert tagged(owner, "VIP") == ["Ana", "Ben"]


def test_a_new_tag_is_asked_for_and_can_be_taken_back(owner: Any, clients: dict[str, int]) -> None:
    def fill(dialog: Any) -> None:
        owner.click("new_tag.save", within=dialog)
        assert owner.find("new_tag.tag.trouble", within=dialog).text() == "Please type a word."
        owner.type("new_tag.tag", "garden", within=dialog)
        owner.click("new_tag.save", within=dialog)

    owner.dialogs.fill = fill
    choose(owner, "Ana", "Ben")
    press_in_menu(owner, "tag", "New tag…")
    assert tagged(owner, "garden") == ["Ana", "Ben"]
    owner.click("toast.undo")
    assert tagged(owner, "garden") == []


def test_several_are_put_away_and_taken_back(owner: Any, clients: dict[str, int]) -> None:
    assert not owner.sees("clients.chosen.archive")
    choose(owner, "Ana", "Ben")
    assert not owner.sees("clients.chosen.take_back"), "none of those shown is put away"
    owner.click("clients.chosen.archive")
    assert owner.window.toast.text == "Put into the archive: 2 clients."
    assert "All your clients are in the archive" in owner.reads()
    owner.click("clients.empty.step")
    choose(owner, "Ana (archived)", "Cleo (archived)")
    owner.click("clients.chosen.take_back")
    assert shown(owner) == ["Ben (archived)"]


def test_several_are_deleted_and_brought_back(owner: Any, clients: dict[str, int]) -> None:
    choose(owner, "Ana", "Ben")
    owner.click("clients.chosen.delete")
    assert owner.dialogs.asked == [] and owner.window.toast.text == "Deleted: 2 clients."
    owner.click("toast.undo")
    assert shown(owner) == ["Ana", "Ben"]


@pytest.mark.parametrize("sure", [True, False])
def test_to_delete_many_is_asked_first(owner: Any, sure: bool) -> None:
    owner.write(lambda s: [services.clients.create(s, f"Client {n:02}") for n in range(MANY + 1)])
    owner.go("clients")
    owner.find("clients.table").setFocus()
    owner.qtbot.keyClick(owner.find("clients.table"), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    owner.dialogs.confirms = sure
    owner.click("clients.chosen.delete")
    assert owner.dialogs.asked == [f"Delete {MANY + 1} clients?"]
    assert len(owner.read(lambda s: services.clients.ids(s))) == (0 if sure else MANY + 1)


def test_who_is_sought_and_put_away_is_found_in_the_archive(owner: Any, clients: dict[str, int]) -> None:
    owner.type("clients.filter", "Cle")
    owner.qtbot.keyClick(owner.find("clients.filter"), Qt.Key.Key_Return)
    owner.qtbot.waitUntil(lambda: owner.sees("clients.empty"))
    assert "Nothing among your active clients holds “Cle”." in owner.reads()
    owner.click("clients.empty.step")
    assert shown(owner) == ["Cleo (archived)"] and owner.find("clients.filter").value() == "Cle"


def test_a_tag_gets_another_name_and_stays_the_one_chosen(owner: Any, clients: dict[str, int]) -> None:
    box = owner.find("clients.tag")
    assert box.findData(RENAME) < 0  # none is chosen
    pick(owner, "clients.tag", "VIP")
    owner.qtbot.keyClick(box, Qt.Key.Key_Down)  # the arrow keys do not come to it
    assert box.value() == "VIP"

    def fill(dialog: Any) -> None:
        owner.type("rename_tag.tag", "Gold", within=dialog)
        owner.click("rename_tag.save", within=dialog)

    owner.dialogs.fill = fill
    box.setCurrentIndex(box.findData(RENAME))
    box.activated.emit(box.currentIndex())  # as a click in the open list
    owner.settle()
    assert box.value() == "Gold" and shown(owner) == ["Ana", "Ben"]
    owner.window.undo()
    owner.settle()
    assert box.value() == "" and "VIP (2)" in [box.itemText(n) for n in range(box.count())]
