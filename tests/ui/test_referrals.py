"""The directory of providers: added, changed, deleted, and nothing typed lost on the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from clientcare import services
from clientcare.records import ProviderForm, ProviderRow


def rows(owner: Any) -> list[ProviderRow]:
    return owner.read(services.referrals.rows)  # type: ignore[no-any-return]


@pytest.fixture
def provider(owner: Any) -> int:
    form = ProviderForm("Valley Tile Studio", "Tiles", phone="555-0182", tie="They pay us $50 a job")
    id: int = owner.write(lambda session: services.referrals.save(session, form))
    owner.go("referrals")
    return id


def open_first(owner: Any) -> None:
    table = owner.find("referrals.table")
    table.selectRow(0)
    owner.qtbot.keyClick(table, Qt.Key.Key_Return)
    owner.settle()


def test_an_empty_directory_says_what_belongs_here(owner: Any) -> None:
    def fill(dialog: Any) -> None:
        owner.type("provider.name", "Valley Tile Studio", dialog)
        owner.type("provider.tie", "My cousin's firm", dialog)
        owner.click("provider.save", dialog)

    owner.dialogs.fill = fill
    assert "No providers yet" in owner.reads(owner.go("referrals"))
    owner.click("referrals.empty.step")
    assert [(p.name, p.tie) for p in rows(owner)] == [("Valley Tile Studio", "My cousin's firm")]
    assert not owner.sees("referrals.empty")


def test_each_line_says_who_what_where_and_any_tie(owner: Any, provider: int) -> None:
    model = owner.find("referrals.table").rows
    line = [model.index(0, column).data() for column in range(4)]
    assert line == ["Valley Tile Studio", "Tiles", "555-0182", "They pay us $50 a job"]


def test_a_provider_is_changed(owner: Any, provider: int) -> None:
    def fill(dialog: Any) -> None:
        assert owner.find("provider.phone", within=dialog).text() == "555-0182"
        owner.type("provider.phone", "555-0199", dialog)
        owner.qtbot.keyClick(owner.find("provider.phone", within=dialog), Qt.Key.Key_Return)
        owner.settle()

    owner.dialogs.fill = fill
    open_first(owner)
    assert rows(owner)[0].phone == "555-0199" and rows(owner)[0].tie == "They pay us $50 a job"


def test_a_provider_without_a_name_is_asked_for_it(owner: Any, provider: int) -> None:
    said: list[str] = []

    def fill(dialog: Any) -> None:
        owner.type("provider.name", "", dialog)
        owner.click("provider.save", dialog)
        said.append(owner.find("provider.name.trouble", within=dialog).text())
        dialog.cancel()

    owner.dialogs.fill = fill
    open_first(owner)
    assert said == ["Please give their name."] and rows(owner)[0].name == "Valley Tile Studio"


def test_cancel_changes_nothing_and_forgets(owner: Any, provider: int) -> None:
    offered: list[bool] = []

    def fill(dialog: Any) -> None:
        offered.append(owner.sees("provider.again", dialog))
        owner.type("provider.name", "Another", dialog)
        dialog.keep()
        owner.click("provider.cancel", dialog)

    owner.dialogs.fill = fill
    open_first(owner)
    open_first(owner)
    assert offered == [False, False] and rows(owner)[0].name == "Valley Tile Studio"


def test_a_provider_is_deleted_and_brought_back(owner: Any, provider: int) -> None:
    owner.dialogs.fill = lambda dialog: owner.click("provider.delete", dialog)
    open_first(owner)
    assert rows(owner) == [] and owner.window.toast.text == "Valley Tile Studio was deleted."
    owner.click("toast.undo")
    assert [p.id for p in rows(owner)] == [provider]


def test_escape_may_be_a_slip_so_what_was_typed_is_offered_again(owner: Any) -> None:
    seen: list[str] = []

    def slip(dialog: Any) -> None:
        owner.type("provider.name", "Valley Ti", dialog)
        owner.qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    def again(dialog: Any) -> None:
        seen.append(owner.find("provider.name", within=dialog).text())
        owner.click("provider.afresh", dialog)
        seen.append(owner.find("provider.name", within=dialog).text())
        dialog.cancel()

    owner.go("referrals")
    owner.dialogs.fill = slip
    owner.click("referrals.new")
    owner.dialogs.fill = again
    owner.click("referrals.new")
    assert seen == ["Valley Ti", ""]


def test_what_was_typed_survives_a_kill(open_window: Callable[..., Any], tmp_path: Path) -> None:
    """A copy of the folder, taken while the form stands open, is what a power cut would leave."""
    first, left = open_window(), tmp_path / "left"

    def type_then_die(dialog: Any) -> None:
        first.type("provider.name", "Valley <Tile>", dialog)
        first.type("provider.notes", "Ask for Keisha\nafter four", dialog)
        first.qtbot.wait(1100)
        first.settle()
        shutil.copytree(tmp_path / "data", left)
        dialog.cancel()

    first.go("referrals")
    first.dialogs.fill = type_then_die
    first.click("referrals.new")
    again = open_window(left)
    seen: dict[str, Any] = {}

    def look(dialog: Any) -> None:
        seen.update(name=dialog.value("name"), notes=dialog.value("notes"), said=again.sees("provider.again", dialog))
        again.click("provider.save", dialog)

    again.go("referrals")
    again.dialogs.fill = look
    again.click("referrals.new")
    assert seen == {"name": "Valley <Tile>", "notes": "Ask for Keisha\nafter four", "said": True}
    assert [p.name for p in rows(again)] == ["Valley <Tile>"]
    assert again.read(lambda session: services.drafts.get(session, "provider", 0)) is None, "saved, so offered no more"


def test_the_filter_looks_at_name_and_trade(owner: Any, provider: int) -> None:
    owner.write(lambda session: services.referrals.save(session, ProviderForm("Brightline", "Electrician")))
    for typed, count in (("TILE", 1), ("electric", 1), ("e", 2), ("zzz", 0)):
        owner.type("referrals.filter", typed)
        owner.qtbot.wait(200)
        owner.settle()
        assert owner.window.page("referrals").table.rows.rowCount() == count
