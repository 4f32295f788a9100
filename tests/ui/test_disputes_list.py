"""The list of disputes: filtered, sorted, and opened from."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from clientcare import services
from clientcare.records import DisputeForm
from clientcare.ui.widgets.choice import Choice

TODAY = date.today()


@pytest.fixture
def disputes(owner: Any) -> dict[str, int]:
    """Tiles is open and due soonest, Gate open and undated, Café waits, Deck is closed."""

    def write(session: Any) -> dict[str, int]:
        made = {}
        known = (("Tiles", "Dana", 2), ("Gate", "Łukasz", None), ("Café door", "Harbour", -3), ("Deck", "Dana", -9))
        for title, client, due in known:
            day = None if due is None else TODAY + timedelta(due)
            made[title] = services.disputes.create(session, DisputeForm(title, client_name=client, due_on=day))
        services.disputes.update(session, made["Tiles"], asked=Decimal(480), stage="write")
        services.disputes.update(session, made["Café door"], waiting_until=TODAY + timedelta(5), stage="follow")
        services.disputes.close(session, made["Deck"])
        return made

    made: dict[str, int] = owner.write(write)
    return made


def shown(owner: Any) -> list[tuple[str, ...]]:
    model = owner.window.page("disputes").table.rows
    return [tuple(model.index(r, c).data() for c in range(model.columnCount())) for r in range(model.rowCount())]


def titles(owner: Any) -> list[str]:
    return [line[0] for line in shown(owner)]


def test_at_first_it_shows_what_is_open_and_due_first(owner: Any, disputes: dict[str, int]) -> None:
    page = owner.go("disputes")
    assert shown(owner) == [
        ("Tiles", "Dana", "Open", "Write the letter", "Due in 2 days", "$480", "–"),
        ("Gate", "Łukasz", "Open", "Listen to them", "", "–", "–"),
    ]
    assert page.count.text() == "2 disputes"


@pytest.mark.parametrize(
    ("chip", "expected"), [("", {"Tiles", "Gate", "Café door", "Deck"}), ("waiting", {"Café door"}), ("closed", {"Deck"})]
)
def test_a_chip_shows_those_alone(owner: Any, disputes: dict[str, int], chip: str, expected: set[str]) -> None:
    owner.go("disputes")
    owner.click(f"disputes.status.{chip}")
    assert set(titles(owner)) == expected


def test_a_second_tap_on_a_chip_shows_all(owner: Any, disputes: dict[str, int]) -> None:
    owner.go("disputes")
    owner.click("disputes.status.open")
    assert len(titles(owner)) == 4 and owner.find("disputes.status", Choice).value() == ""


def test_what_waits_says_until_when_and_what_is_closed_needs_nothing(owner: Any, disputes: dict[str, int]) -> None:
    owner.go("disputes")
    owner.click("disputes.status.waiting")
    assert shown(owner)[0][3] == "Their answer" and shown(owner)[0][4].startswith("until ")
    owner.click("disputes.status.closed")
    assert shown(owner)[0][3:5] == ("Closed", "")


def filter_by(owner: Any, text: str) -> None:
    owner.type("disputes.filter", text)
    owner.qtbot.wait(200)
    owner.settle()


def test_the_filter_line_forgives_accents_and_finds_clients(owner: Any, disputes: dict[str, int]) -> None:
    owner.go("disputes")
    owner.click("disputes.status.")
    for typed, found in (("cafe", {"Café door"}), ("lukasz", {"Gate"}), ("DANA", {"Tiles", "Deck"})):
        filter_by(owner, typed)
        assert set(titles(owner)) == found


def test_nothing_found_says_so_and_leads_back(owner: Any, disputes: dict[str, int]) -> None:
    page = owner.go("disputes")
    filter_by(owner, "<i>nobody</i>")
    assert "Nothing here holds “<i>nobody</i>”." in owner.reads(page)
    owner.click("disputes.empty.step")
    assert len(titles(owner)) == 4 and not owner.sees("disputes.empty")


def test_headers_sort_both_ways(owner: Any, disputes: dict[str, int]) -> None:
    page = owner.go("disputes")
    owner.click("disputes.status.")
    header = page.table.horizontalHeader()
    header.sectionClicked.emit(0)
    owner.settle()
    assert titles(owner) == ["Café door", "Deck", "Gate", "Tiles"]
    header.sectionClicked.emit(0)
    owner.settle()
    assert titles(owner) == ["Tiles", "Gate", "Deck", "Café door"]


def test_a_click_opens_the_dispute(owner: Any, disputes: dict[str, int]) -> None:
    page = owner.go("disputes")
    place = page.table.visualRect(page.table.rows.index(1, 0)).center()
    owner.qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    owner.settle()
    assert owner.place[:2] == ("dispute", disputes["Gate"])


def test_from_the_filter_line_enter_and_enter_open_the_first(owner: Any, disputes: dict[str, int]) -> None:
    page = owner.go("disputes")
    filter_by(owner, "tiles")
    owner.qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    page.table.selectRow(0)
    owner.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    owner.settle()
    assert owner.place[:2] == ("dispute", disputes["Tiles"])


def test_where_there_is_none_it_offers_the_first(owner: Any) -> None:
    asked: list[str] = []
    owner.dialogs.fill = lambda dialog: (asked.append(dialog.windowTitle()), dialog.cancel())
    page = owner.go("disputes")
    assert "No disputes yet" in owner.reads(page), "no filter is blamed where there is nothing at all"
    owner.click("disputes.empty.step")
    assert asked == ["New dispute"]


def test_a_change_elsewhere_shows_at_once(owner: Any, disputes: dict[str, int]) -> None:
    owner.go("disputes")
    owner.write(lambda session: services.disputes.update(session, disputes["Gate"], title="Gate in pine"))
    assert titles(owner) == ["Tiles", "Gate in pine"]


def test_a_title_of_many_lines_stands_on_one(owner: Any) -> None:
    owner.write(lambda s: services.disputes.create(s, DisputeForm("a " * 140, client_name="<b>Bo</b>\tRay")))
    owner.go("disputes")
    assert "\n" not in titles(owner)[0] and shown(owner)[0][1] == "<b>Bo</b> Ray"


# -- sifting


def choose(owner: Any, name: str, value: str) -> None:
    """Choose one of a pick by the keyboard's arrow keys, as an owner may."""
    pick = owner.find(name)
    pick.setFocus()
    while pick.value() != value:
        before = pick.currentIndex()
        owner.qtbot.keyClick(pick, Qt.Key.Key_Down)
        assert pick.currentIndex() > before, f"{value} is not offered"
    owner.settle()


def open_panel(owner: Any) -> Any:
    page = owner.go("disputes")
    owner.click("disputes.status.")
    owner.click("disputes.sift.open")
    return page


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("disputes.sift.stage", "write", {"Tiles"}),
        ("disputes.sift.due", "week", {"Tiles", "Café door"}),
        ("disputes.sift.due", "none", {"Gate"}),
        ("disputes.sift.opened", "older", set()),
        ("disputes.sift.opened", "month", {"Tiles", "Gate", "Café door", "Deck"}),
    ],
)
def test_the_panel_sifts(owner: Any, disputes: dict[str, int], name: str, value: str, expected: set[str]) -> None:
    open_panel(owner)
    choose(owner, name, value)
    assert set(titles(owner)) == expected
    assert owner.find("disputes.sift.open").text() == "Filter (1)"


def test_sums_and_a_client_sift_too_and_clear_takes_all_back(owner: Any, disputes: dict[str, int]) -> None:
    open_panel(owner)
    owner.type("disputes.sift.from", "400")
    owner.settle()
    assert titles(owner) == ["Tiles"]
    owner.type("disputes.sift.to", "450")
    owner.settle()
    assert "No dispute is like that." in owner.reads()
    owner.click("disputes.sift.clear")
    assert len(titles(owner)) == 4
    owner.type("disputes.sift.client", "harbour")
    owner.qtbot.waitUntil(lambda: titles(owner) == ["Café door"])
    assert owner.find("disputes.sift.open").text() == "Filter (1)"


def test_no_number_sifts_nothing_and_stays_as_typed(owner: Any, disputes: dict[str, int]) -> None:
    open_panel(owner)
    owner.type("disputes.sift.from", "lots")
    owner.settle()
    assert len(titles(owner)) == 4 and owner.find("disputes.sift.from").text() == "lots"


def kept_menu(owner: Any) -> dict[str, Any]:
    """What the menu of saved filters offers, by its words; submenus as “Rename Late ones”."""
    from PySide6.QtWidgets import QMenu

    page = owner.window.page("disputes")
    menu = QMenu(page)
    page.kept.fill(menu, owner.read(lambda session: services.saved_filters.kept(session, "disputes")))
    found = {action.text(): action for action in menu.actions() if action.text() and not action.menu()}
    for within in [action for action in menu.actions() if action.menu()]:
        found |= {f"{within.text()} {action.text()}": action for action in within.menu().actions()}
    return found


def test_a_filter_is_saved_chosen_renamed_deleted_and_the_deleting_undone(owner: Any, disputes: dict[str, int]) -> None:
    open_panel(owner)
    assert not kept_menu(owner)["Save this filter…"].isEnabled() or owner.find("disputes.status", Choice).value() == ""
    choose(owner, "disputes.sift.due", "week")
    owner.dialogs.fill = lambda dialog: (owner.type("filter.name", "Late & soon", dialog), owner.click("filter.save", dialog))
    kept_menu(owner)["Save this filter…"].trigger()
    owner.settle()
    owner.click("disputes.sift.clear")
    owner.click("disputes.status.open")
    kept_menu(owner)["Late && soon"].trigger()
    owner.settle()
    assert set(titles(owner)) == {"Tiles", "Café door"} and owner.find("disputes.status", Choice).value() == ""

    owner.dialogs.fill = lambda dialog: (owner.type("filter.name", "This week", dialog), owner.click("filter.save", dialog))
    kept_menu(owner)["Rename Late && soon"].trigger()
    owner.settle()
    assert "This week" in kept_menu(owner)
    kept_menu(owner)["Delete This week"].trigger()
    owner.settle()
    assert "This week" not in kept_menu(owner)
    owner.window.jobs.undo()
    owner.settle()
    assert "This week" in kept_menu(owner)


def test_a_saved_filter_that_makes_no_sense_any_more_is_no_trouble(owner: Any, disputes: dict[str, int]) -> None:
    page = open_panel(owner)
    page.put({"status": "nowhere", "stage": 3, "due": None, "asked_from": "many", "client_id": 99_999, "client": "Gone"})
    owner.settle()
    assert titles(owner) == [] and "No dispute is like that." in owner.reads()
    owner.click("disputes.empty.step")
    assert len(titles(owner)) == 4


# -- several at once


def choose_all(owner: Any, status: str = "") -> Any:
    page = owner.go("disputes")
    if owner.find("disputes.status", Choice).value() != status:
        owner.click(f"disputes.status.{status}")
    page.table.setFocus()
    owner.qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    owner.settle()
    return page


def test_choosing_shows_what_can_be_done_and_moves_no_row(owner: Any, disputes: dict[str, int]) -> None:
    page = owner.go("disputes")
    before = page.table.mapTo(page, QPoint(0, 0))
    choose_all(owner, "closed")
    assert owner.find("disputes.chosen").text() == "1 chosen" and not owner.sees("disputes.filter")
    assert not owner.sees("disputes.chosen.close"), "what is closed cannot be closed"
    assert page.table.mapTo(page, QPoint(0, 0)) == before
    owner.click("disputes.chosen.none")
    assert owner.sees("disputes.filter") and not owner.sees("disputes.chosen")


def test_all_are_closed_in_one_go_and_opened_again_by_one_undo(owner: Any, disputes: dict[str, int]) -> None:
    choose_all(owner)
    owner.click("disputes.chosen.close")
    statuses = lambda: {row[2] for row in shown(owner)}  # noqa: E731
    assert statuses() == {"Closed"}
    owner.window.jobs.undo()
    owner.settle()
    assert statuses() == {"Open", "Waiting", "Closed"}


def test_only_those_that_it_was_done_to_are_counted(owner: Any, disputes: dict[str, int]) -> None:
    choose_all(owner)
    owner.click("disputes.chosen.close")
    assert owner.window.toast.text == "Closed: 3 disputes.", "the fourth was closed before"
    owner.window.page("disputes")._together.close([disputes["Deck"]])
    owner.settle()
    assert owner.window.toast.text == "Nothing to change: they are like that already."


def test_what_takes_long_tells_of_it_and_can_be_stopped(
    owner: Any, disputes: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from clientcare.ui.disputes import together

    monkeypatch.setattr(together, "LONG", 3)
    page = choose_all(owner)
    begun, go_on = threading.Event(), threading.Event()
    owner.window.jobs.read(lambda session: (begun.set(), go_on.wait(20)), lambda _: None)  # so that it has to wait
    begun.wait(20)
    page._together.close(list(disputes.values()))
    assert "Working on 4 disputes" in owner.reads() and owner.sees("disputes.bar")
    owner.find("disputes.stop").click()
    go_on.set()
    owner.settle()
    assert owner.window.toast.text == "Stopped. Nothing was changed." and not owner.sees("disputes.bar")
    assert {row[2] for row in shown(owner)} == {"Open", "Waiting", "Closed"}


def test_a_due_date_for_all(owner: Any, disputes: dict[str, int]) -> None:
    page = choose_all(owner)
    days = dict(page._together._days())
    words = next(text for text in days if text.startswith("Tomorrow"))
    page._do_with_chosen(days[words])
    owner.settle()
    due = {row[0]: row[4] for row in shown(owner)}
    assert due["Tiles"] == due["Gate"] == "Due tomorrow" and due["Deck"] == ""
    assert owner.find("disputes.chosen").text() == "4 chosen", "to be done more with"


def test_what_is_paused_says_until_when(owner: Any, disputes: dict[str, int]) -> None:
    page = choose_all(owner, "open")
    later = dict(page._together._times())
    page._do_with_chosen(later["Tomorrow"])
    owner.settle()
    assert [row[3][:12] for row in shown(owner)] == ["Paused until"] * 2
    page._do_with_chosen(later["Take up again"])
    owner.settle()
    assert shown(owner)[0][3] == "Write the letter"


def test_all_are_deleted_and_undo_brings_them_back_with_all_that_is_theirs(owner: Any, disputes: dict[str, int]) -> None:
    choose_all(owner)
    owner.click("disputes.chosen.delete")
    assert titles(owner) == [] and not owner.sees("disputes.chosen")
    owner.window.jobs.undo()
    owner.settle()
    assert len(titles(owner)) == 4


def test_the_menu_of_one_row_does_the_same_with_that_row(owner: Any, disputes: dict[str, int]) -> None:
    from PySide6.QtWidgets import QMenu

    page = owner.go("disputes")
    page.table.selectRow(1)
    menu = QMenu(page)
    page.table.fill_menu(menu)
    next(action for action in menu.actions() if action.text() == "Close").trigger()
    owner.settle()
    assert titles(owner) == ["Tiles"]


def test_find_leaves_the_choice_and_goes_to_the_words(owner: Any, disputes: dict[str, int]) -> None:
    page = choose_all(owner)
    page._find()
    assert owner.sees("disputes.filter") and not page.picked


# -- the board


def heads(owner: Any) -> list[str]:
    return [column.head.text() for column in owner.window.page("disputes").board.columns.values()]


def test_the_board_shows_the_same_disputes_by_step(owner: Any, disputes: dict[str, int]) -> None:
    page = owner.go("disputes")
    owner.click("disputes.status.")
    owner.click("disputes.view.board")
    counts = ["Listen  ·  1", "Weigh  ·  0", "Decide  ·  0", "Write  ·  1", "Follow through  ·  1", "Learn  ·  1"]
    assert heads(owner) == counts and page.count.text() == "4 disputes"
    cards = page.board.columns["write"].cards
    assert cards.rows.index(0, 0).data() == "Tiles. Dana. Due in 2 days. $480"
    owner.click("disputes.status.open")
    assert heads(owner)[4:] == ["Follow through  ·  0", "Learn  ·  0"]


def test_on_the_board_arrows_walk_and_enter_opens(owner: Any, disputes: dict[str, int]) -> None:
    page = owner.go("disputes")
    owner.click("disputes.status.")
    owner.click("disputes.view.board")
    page.board.set_focus()
    listen, write = (page.board.columns[step].cards for step in ("listen", "write"))
    assert listen.currentIndex().row() == 0
    owner.qtbot.keyClick(listen, Qt.Key.Key_Right)
    assert write.currentIndex().row() == 0, "columns that hold nothing are passed over"
    owner.qtbot.keyClick(write, Qt.Key.Key_Return)
    owner.settle()
    assert owner.place[:2] == ("dispute", disputes["Tiles"])


def test_a_card_opens_by_a_click(owner: Any, disputes: dict[str, int]) -> None:
    page = owner.go("disputes")
    owner.click("disputes.view.board")
    cards = page.board.columns["listen"].cards
    owner.qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=cards.visualRect(cards.rows.index(0, 0)).center())
    owner.settle()
    assert owner.place[:2] == ("dispute", disputes["Gate"])


def test_the_view_is_remembered(open_window: Any, tmp_path: Any) -> None:
    first = open_window(tmp_path / "own")
    first.write(lambda session: services.disputes.create(session, DisputeForm("Gate", client_name="Bo")))
    first.go("disputes")
    first.click("disputes.view.board")
    first.window.close()
    again = open_window(tmp_path / "own")
    again.go("disputes")
    assert again.find("disputes.view").value() == "board" and again.sees("disputes.board")


def test_hostile_words_stay_words_on_a_card(owner: Any, qtbot: Any) -> None:
    title = "<b>bold</b> &amp; \u202eright " + "long " * 55
    owner.write(lambda s: services.disputes.create(s, DisputeForm(title, client_name="<img src=x>\n" * 9)))
    page = owner.go("disputes")
    owner.click("disputes.view.board")
    cards = page.board.columns["listen"].cards
    assert cards.rows.index(0, 0).data().startswith("<b>bold</b> &amp;")
    assert not cards.grab().isNull()
