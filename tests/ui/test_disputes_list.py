"""The list of disputes: filtered, sorted, and opened from."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt

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
        ("Tiles", "Dana", "Write the letter", "Due in 2 days", "$480"),
        ("Gate", "Łukasz", "Listen to them", "", "–"),
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
    assert shown(owner)[0][2] == "Waiting for their answer" and shown(owner)[0][3].startswith("until ")
    owner.click("disputes.status.closed")
    assert shown(owner)[0][2:4] == ("Closed", "")


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
