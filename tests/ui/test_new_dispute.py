"""A new dispute from anywhere: who, what about, by when; an old client found, a new one added."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from clientcare import services
from clientcare.records import DisputeDetail


@pytest.fixture
def clients(owner: Any) -> dict[str, int]:
    names = ("Dana Okafor", "Daniel Goldberg", "Ángel Ruiz", "Sam Lee", "Sam Lee")
    made = owner.write(lambda session: [services.clients.create(session, name) for name in names])
    return dict(zip(names, made, strict=True))


def ask(owner: Any, fill: Callable[[Any], object]) -> None:
    owner.dialogs.fill = fill
    owner.window.new_dispute()
    owner.settle()


def disputes(owner: Any) -> list[DisputeDetail]:
    def read(session: Any) -> list[DisputeDetail]:
        return [services.disputes.detail(session, id) for id in services.disputes.ids(session)]

    return owner.read(read)  # type: ignore[no-any-return]


def type_name(owner: Any, dialog: Any, text: str) -> None:
    owner.type("new_dispute.client", text, dialog)
    owner.qtbot.wait(180)
    owner.settle()


def test_a_new_client_is_added_with_the_dispute_and_the_page_opens(owner: Any) -> None:
    due = date.today() + timedelta(days=3)

    def fill(dialog: Any) -> None:
        type_name(owner, dialog, "Harbour Café")
        assert owner.find("new_dispute.who", within=dialog).text() == "A new client is added with this name."
        owner.type("new_dispute.title", "Door closer failed", dialog)
        dialog.fields["due_on"].field.set_value(due)
        owner.click("new_dispute.save", dialog)

    ask(owner, fill)
    (dispute,) = disputes(owner)
    assert (dispute.title, dispute.client.name, dispute.answers["due_on"]) == ("Door closer failed", "Harbour Café", due)
    assert owner.place[:2] == ("dispute", dispute.id)


@pytest.mark.parametrize("way", ["reject", "cancel"])
def test_a_second_thought_while_it_is_saved_neither_doubles_it_nor_hides_it(owner: Any, way: str) -> None:
    def fill(dialog: Any) -> None:
        owner.type("new_dispute.client", "Harbour Café", dialog)
        owner.type("new_dispute.title", "Door closer failed", dialog)
        dialog.save_button.click()
        getattr(dialog, way)()
        owner.settle()

    ask(owner, fill)
    (dispute,) = disputes(owner)
    assert owner.place[:2] == ("dispute", dispute.id)
    assert owner.read(lambda s: services.drafts.get(s, "new_dispute", 0)) is None


def test_a_known_client_is_suggested_and_taken_by_keys_alone(owner: Any, clients: dict[str, int]) -> None:
    def fill(dialog: Any) -> None:
        type_name(owner, dialog, "angel")
        popup = owner.find("new_dispute.client", within=dialog).completer().popup()
        assert popup.isVisible() and [popup.model().index(0, 0).data()] == ["Ángel Ruiz"]
        owner.qtbot.keyClick(popup, Qt.Key.Key_Down)
        owner.qtbot.keyClick(popup, Qt.Key.Key_Return)
        assert dialog.value("client_name") == "Ángel Ruiz"
        assert owner.find("new_dispute.who", within=dialog).text() == "A client you know"
        owner.type("new_dispute.title", "Gate", dialog)
        owner.qtbot.keyClick(owner.find("new_dispute.title", within=dialog), Qt.Key.Key_Return)
        owner.settle()

    ask(owner, fill)
    assert disputes(owner)[0].client.id == clients["Ángel Ruiz"]


def test_a_name_typed_in_full_and_fast_is_the_known_client(owner: Any, clients: dict[str, int]) -> None:
    def fill(dialog: Any) -> None:
        owner.type("new_dispute.client", "dana okafor", dialog)
        owner.type("new_dispute.title", "Tiles", dialog)
        owner.click("new_dispute.save", dialog)

    ask(owner, fill)
    assert disputes(owner)[0].client.id == clients["Dana Okafor"]
    assert len(owner.read(lambda s: services.clients.ids(s))) == 5, "no second Dana"


def test_typing_on_after_choosing_lets_the_choice_go(owner: Any, clients: dict[str, int]) -> None:
    def fill(dialog: Any) -> None:
        type_name(owner, dialog, "dana")
        popup = owner.find("new_dispute.client", within=dialog).completer().popup()
        owner.qtbot.keyClick(popup, Qt.Key.Key_Down)
        owner.qtbot.keyClick(popup, Qt.Key.Key_Return)
        type_name(owner, dialog, "Dana Okafor junior")
        owner.type("new_dispute.title", "Tiles", dialog)
        owner.click("new_dispute.save", dialog)

    ask(owner, fill)
    assert disputes(owner)[0].client.name == "Dana Okafor junior"


def test_what_is_missing_is_asked_for_plainly(owner: Any) -> None:
    said: list[str] = []

    def fill(dialog: Any) -> None:
        owner.click("new_dispute.save", dialog)
        said.append(owner.find("new_dispute.client.trouble", within=dialog).text())
        owner.type("new_dispute.client", "Dana", dialog)
        owner.click("new_dispute.save", dialog)
        said.append(owner.find("new_dispute.title.trouble", within=dialog).text())
        assert not owner.sees("new_dispute.client.trouble", dialog)
        dialog.cancel()

    ask(owner, fill)
    assert said == ["Please say who it is. A first name will do.", "Please say in a few words what it is about."]
    assert disputes(owner) == []


def test_what_was_typed_comes_back_after_escape(owner: Any) -> None:
    seen: list[Any] = []

    def slip(dialog: Any) -> None:
        owner.type("new_dispute.title", "Tiles, the wrong sha", dialog)
        dialog.fields["due_on"].field.set_value(date(2027, 1, 2))
        owner.qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    def look(dialog: Any) -> None:
        seen.extend([dialog.value("title"), dialog.value("due_on"), owner.sees("new_dispute.again", dialog)])
        dialog.cancel()

    ask(owner, slip)
    ask(owner, look)
    assert seen == ["Tiles, the wrong sha", date(2027, 1, 2), True]


def test_hostile_names_are_suggested_as_plain_text(owner: Any) -> None:
    name = "<img src=x>\tBo & Co"
    owner.write(lambda session: services.clients.create(session, name))
    seen: list[str] = []

    def fill(dialog: Any) -> None:
        type_name(owner, dialog, "bo")
        seen.append(owner.find("new_dispute.client", within=dialog).completer().model().index(0, 0).data())
        dialog.cancel()

    ask(owner, fill)
    assert seen == ["<img src=x> Bo & Co"]


def test_it_waits_until_the_data_is_open(qapp: Any, owner: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(owner.window.jobs), "ready", property(lambda self: False))
    asked: list[Any] = []
    owner.dialogs.fill = asked.append
    owner.window.new_dispute()
    owner.window.page("today").new_dispute()
    assert asked == []
