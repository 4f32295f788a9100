"""Ctrl+K: what the owner types is found while they type, and Enter goes there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from clientcare import services
from clientcare.db.models import Client, StoredLetter
from clientcare.records import DisputeForm, EventForm, ProviderForm
from clientcare.ui.side_bar import NARROW

AT = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
KEY = Qt.Key


class Searcher:
    """The owner with the search open: types, presses keys, reads the lines."""

    def __init__(self, owner: Any) -> None:
        self.owner = owner
        owner.window.activateWindow()

    def open(self) -> None:
        self.owner.qtbot.keyClick(self.owner.window, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
        self.owner.settle()

    def type(self, text: str) -> None:
        self.owner.type("search.text", text)
        self.owner.settle()

    def press(self, key: Qt.Key) -> None:
        self.owner.qtbot.keyClick(self.owner.find("search.text"), key)
        self.owner.settle()

    @property
    def view(self) -> Any:
        return self.owner.window._palette.view

    @property
    def lines(self) -> list[str]:
        return [line.title for line in self.view.lines]

    @property
    def chosen(self) -> str:
        return str(self.view.chosen.title)

    @property
    def is_open(self) -> bool:
        return bool(self.owner.sees("search.text"))


@pytest.fixture
def tiles_of_okafor(owner: Any) -> dict[str, int]:
    """A client, her dispute with an entry, a letter to her, and another firm."""

    def write(session: Any) -> dict[str, int]:
        dispute = services.disputes.create(session, DisputeForm("Hall tiles", client_name="Dana Okafor"))
        client = services.clients.ids(session)[0]
        event = services.entries.save(session, EventForm(dispute, "call", AT, "Three tiles have cracked"))
        letter = StoredLetter(dispute_id=dispute, kind="apology", subject="Your new tiles", written_at=AT)
        session.add(letter)
        session.flush()
        firm = services.referrals.save(session, ProviderForm("Pioneer", "tiles of slate"))
        return {"client": client, "dispute": dispute, "event": event, "letter": letter.id, "provider": firm}

    return dict(owner.write(write))


@pytest.fixture
def search(owner: Any, tiles_of_okafor: dict[str, int]) -> Searcher:
    made = Searcher(owner)
    made.open()
    return made


def test_all_that_holds_the_words_stands_there_by_kind(search: Searcher) -> None:
    search.type("tile")
    assert search.lines[:4] == ["Disputes", "Hall tiles", "Timeline", "Three tiles have cracked"]
    assert search.lines[4:] == ["Letters", "Your new tiles", "Other firms", "Pioneer"]
    assert search.chosen == "Hall tiles", "what fits first is chosen already"
    read_out = [search.view.model().index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in (1, 3, 5)]
    assert "Dana Okafor" in read_out[0] and "Call · Hall tiles · Dana Okafor" in read_out[1] and "Apology" in read_out[2]


def test_enter_goes_to_each_kind_of_record(search: Searcher, tiles_of_okafor: dict[str, int]) -> None:
    at = tiles_of_okafor
    places = {
        "okafor": ("client", at["client"], ""),
        "hall": ("dispute", at["dispute"], ""),
        "cracked": ("dispute", at["dispute"], f"timeline:{at['event']}"),
        "apology": ("letters", at["letter"], ""),
        "slate": ("provider", at["provider"], ""),
    }
    for typed, place in places.items():
        if not search.is_open:
            search.open()
        search.type(typed)
        search.press(KEY.Key_Return)
        assert search.owner.place == place and not search.is_open, typed


def test_a_letter_that_was_found_is_the_chosen_one_of_its_page(search: Searcher, tiles_of_okafor: dict[str, int]) -> None:
    def another(session: Any) -> None:
        newer = {"dispute_id": tiles_of_okafor["dispute"], "kind": "goodwill", "subject": "Newer"}
        session.add(StoredLetter(**newer, written_at=datetime.now(UTC)))

    search.owner.write(another)
    page = search.owner.go("letters")
    page.filter.set_value("nothing like it")
    search.open()
    search.type("apology")
    search.press(KEY.Key_Return)
    assert page.table.chosen == tiles_of_okafor["letter"] and page.filter.value() == ""


def test_up_and_down_pass_over_the_headings_and_stop_at_the_ends(search: Searcher) -> None:
    search.type("tile")
    passed = [search.chosen]
    for _ in range(5):
        search.press(KEY.Key_Down)
        passed.append(search.chosen)
    assert passed == ["Hall tiles", "Three tiles have cracked", "Your new tiles", "Pioneer", "Pioneer", "Pioneer"]
    search.press(KEY.Key_PageUp)
    assert search.chosen == "Hall tiles"
    assert search.owner.window.focusWidget() is search.owner.find("search.text"), "the cursor stays where one types"


def test_escape_gives_the_focus_back(owner: Any, tiles_of_okafor: dict[str, int]) -> None:
    page = owner.go("disputes")
    page.filter.setFocus()
    search = Searcher(owner)
    search.open()
    search.type("tile")
    search.press(KEY.Key_Escape)
    assert not search.is_open and owner.window.focusWidget() is page.filter and owner.place[0] == "disputes"


def test_a_click_on_a_line_goes_there_and_one_beside_the_box_closes(search: Searcher, tiles_of_okafor: dict[str, int]) -> None:
    search.type("tile")
    view, left = search.view, Qt.MouseButton.LeftButton
    places = [view.visualRect(view.model().index(n, 0)).center() for n in (0, 1)]
    search.owner.qtbot.mouseClick(view.viewport(), left, pos=places[0])
    assert search.is_open, "a heading leads nowhere"
    search.owner.qtbot.mouseClick(view.viewport(), left, pos=places[1])
    search.owner.settle()
    assert search.owner.place[:2] == ("dispute", tiles_of_okafor["dispute"])
    search.open()
    search.owner.qtbot.mouseClick(search.owner.find("search"), left, pos=QPoint(5, 5))
    assert not search.is_open


def test_the_last_searches_are_offered_and_can_be_forgotten(search: Searcher) -> None:
    assert search.lines == []
    search.type("okafor")
    search.press(KEY.Key_Return)
    search.open()
    assert search.lines == ["You looked for", "okafor"]
    search.press(KEY.Key_Return)
    assert search.owner.find("search.text").value() == "okafor" and "Dana Okafor" in search.lines
    search.press(KEY.Key_Escape)
    search.open()
    search.owner.click("search.forget")
    assert search.lines == [] and not search.owner.sees("search.forget")


def test_commands_are_found_by_name_and_done(search: Searcher) -> None:
    search.type("sett")
    assert search.lines == ["Commands", "Settings"]
    search.press(KEY.Key_Return)
    assert search.owner.place[0] == "settings"


def test_nothing_found_says_so_and_hostile_words_are_plain(search: Searcher) -> None:
    search.type("zanzibar")
    assert "Nothing holds all of these words" in search.owner.find("search.said").text()
    assert not search.owner.sees("search.found")
    for typed in ('"', "C++", "<img src=x>", "O'Brien \"", "* - NOT"):
        search.type(typed)
    search.owner.write(lambda s: services.clients.create(s, "<b>Bold</b> & Sons"))
    search.type("bold")
    assert "<b>Bold</b> & Sons" in search.lines


def test_typing_fast_ends_with_what_stands_there(search: Searcher) -> None:
    search.owner.type("search.text", "hall tiles cracked")  # nothing is waited for between the letters
    search.owner.settle()
    assert search.lines == ["Timeline", "Three tiles have cracked"]


def test_enter_pressed_before_it_is_found_goes_there_once_it_is(search: Searcher, tiles_of_okafor: dict[str, int]) -> None:
    search.owner.type("search.text", "okafor")
    search.owner.qtbot.keyClick(search.owner.find("search.text"), KEY.Key_Return)  # in one go, nothing is waited for
    search.owner.settle()
    assert search.owner.place == ("client", tiles_of_okafor["client"], "") and not search.is_open


def test_tab_stays_in_the_box(search: Searcher) -> None:
    search.type("okafor")
    search.press(KEY.Key_Return)
    search.open()
    reached = set()
    for _ in range(4):
        focused = QApplication.focusWidget() or search.owner.window.focusWidget()
        reached.add(focused.objectName())
        search.owner.qtbot.keyClick(focused, KEY.Key_Tab)
    assert reached == {"search.text", "search.forget"}


@pytest.mark.parametrize("size", [(900, 600), (1280, 800)])
def test_the_box_lies_within_the_window_however_much_is_found(search: Searcher, size: tuple[int, int]) -> None:
    def many(session: Any) -> None:
        for n in range(12):
            form = DisputeForm(f"Tiles {n} " + "long words " * 20, client_name=f"Tilly {n} " + "Name" * 60)
            services.disputes.create(session, form)

    search.owner.write(many)
    search.owner.window.resize(*size)
    search.type("ti")
    box = search.owner.window._palette.box
    assert search.owner.window.rect().contains(box.geometry()) and search.view.height() > 300
    assert "Disputes" in search.lines and any(line.beside.startswith("the best 8") for line in search.view.lines)


def test_the_side_bar_begins_with_the_search(search: Searcher) -> None:
    search.press(KEY.Key_Escape)
    search.owner.click("nav.search")
    assert search.is_open
    search.press(KEY.Key_Escape)
    search.owner.window.resize(900, 600)
    search.owner.settle()
    assert search.owner.window.side_bar.width() == NARROW
    assert search.owner.find("nav.search").accessibleName() == "Search everything"
    search.owner.click("nav.search")
    assert search.is_open


def test_an_older_file_is_made_searchable_in_the_background(open_window: Callable[..., Any], tmp_path: Path) -> None:
    from sqlalchemy import insert

    from clientcare.services.store import Store

    store = Store.open(tmp_path / "old")
    rows = [{"name": f"Old{n} Client", "sort_key": f"old{n}", "added_at": AT} for n in range(900)]
    store.write(lambda s: s.execute(insert(Client), rows))
    store.close()
    owner = open_window(tmp_path / "old")
    search = Searcher(owner)
    search.open()
    search.type("old899")
    assert "still being made ready" in owner.find("search.said").text()
    owner.qtbot.waitUntil(lambda: "Old899 Client" in search.lines, timeout=15_000)
    owner.settle()
    assert not owner.sees("search.said")


def test_signs_alone_say_that_they_cannot_be_searched_for(search: Searcher) -> None:
    for typed in ('""', "- *", "😀"):
        search.type(typed)
        assert "signs alone" in search.owner.find("search.said").text(), typed


def test_what_is_deleted_while_it_is_shown_is_no_longer_offered(search: Searcher, tiles_of_okafor: dict[str, int]) -> None:
    search.type("cracked")
    assert search.lines == ["Timeline", "Three tiles have cracked"]
    search.owner.write(lambda s: services.entries.delete(s, tiles_of_okafor["event"]))
    assert search.lines == [] and search.is_open
    assert search.owner.find("search.text").value() == "cracked"


def test_the_chosen_line_stays_chosen_when_something_else_is_saved_meanwhile(search: Searcher) -> None:
    search.type("tile")
    search.press(KEY.Key_Down)
    search.owner.write(lambda s: services.clients.create(s, "Tile Roth"))
    assert "Tile Roth" in search.lines and search.chosen == "Three tiles have cracked"
    search.type("tiles")  # another search begins at the top
    search.owner.qtbot.waitUntil(lambda: search.chosen == "Tile Roth", timeout=5000)
