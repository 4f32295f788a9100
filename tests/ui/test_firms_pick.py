"""The firms a referral letter may name: those that suit first, with why; ticked one to three; found among many."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel

from clientcare.records import ProviderRow, Suggestion
from clientcare.said import Said, mark
from clientcare.ui.steps.writing.firms import SHOWN, FirmsPick

ROW = ProviderRow(0, "", "", "555", "", "", "", "")
FIRMS = (
    replace(ROW, id=1, name="Alder & Sons", does="Slate roofs, gutters", tie="My sister runs it"),
    replace(ROW, id=2, name="Birch", does="Roofs"),
    replace(ROW, id=3, name="Cedar <b>", does="Lamps"),
    replace(ROW, id=4, name="Dogwood", does="Fences"),
)
WELL = Said(mark("{n} of {known} went well"), {"n": 2, "known": 2})
SUITED = (
    Suggestion(1, True, "Slate roofs", (WELL,)),
    Suggestion(2, True, "Roofs"),
    Suggestion(4, False),
    Suggestion(3, False),
)


@pytest.fixture
def pick(owner: Any) -> Iterator[FirmsPick]:
    made = FirmsPick(owner.window.desk)
    made.show()
    yield made
    made.deleteLater()


def shown(pick: FirmsPick) -> list[str]:
    QApplication.processEvents()  # what was just laid out appears
    return [box.accessibleName() for box in pick.findChildren(QCheckBox) if box.isVisible()]


def box(pick: FirmsPick, id: int) -> QCheckBox:
    QApplication.processEvents()
    found = [box for box in pick.findChildren(QCheckBox, f"firms.{id}") if box.isVisible()]
    return found[0]


def texts(pick: FirmsPick) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in pick.findChildren(QLabel) if label.isVisible())


def test_those_that_suit_come_first_with_one_line_why_and_any_tie(owner: Any, pick: FirmsPick) -> None:
    pick.show_firms(FIRMS, (1,), SUITED)
    assert shown(pick) == ["Alder & Sons", "Birch"] and pick.ticked == (1,)
    assert "Fits: Slate roofs · 2 of 2 went well" in texts(pick) and "Between you: My sister runs it" in texts(pick)
    assert "2 of 2 went well" in box(pick, 1).accessibleDescription(), "read out, too"
    owner.click("firms.all", pick)
    assert shown(pick) == ["Alder & Sons", "Birch", "Dogwood", "Cedar <b>"] and "Lamps" in texts(pick)
    owner.click("firms.all", pick)
    assert shown(pick) == ["Alder & Sons", "Birch"]


def test_where_none_fits_the_whole_list_is_there_and_none_ticked(owner: Any, pick: FirmsPick) -> None:
    pick.show_firms(FIRMS, (), [Suggestion(firm.id, False) for firm in FIRMS])
    assert len(shown(pick)) == 4 and pick.ticked == () and not owner.sees("firms.all", pick)
    assert "None of your firms clearly fits" in texts(pick)


def test_one_that_was_ticked_stays_in_sight_though_it_does_not_fit(pick: FirmsPick) -> None:
    pick.show_firms(FIRMS, (3,), SUITED)
    assert shown(pick) == ["Alder & Sons", "Birch", "Cedar <b>"] and box(pick, 3).isChecked()


def test_three_are_the_most_and_they_are_told_in_the_order_suggested(owner: Any, pick: FirmsPick) -> None:
    told: list[tuple[int, ...]] = []
    pick.picked.connect(told.append)
    pick.show_firms(FIRMS, (), SUITED)
    owner.click("firms.all", pick)
    for id in (3, 2, 1):
        box(pick, id).click()
    assert told == [(3,), (2, 3), (1, 2, 3)] and not box(pick, 4).isEnabled()
    box(pick, 2).click()
    assert told[-1] == (1, 3) and box(pick, 4).isEnabled()


def test_what_is_ticked_and_not_used_yet_stays_when_the_list_is_read_again(pick: FirmsPick) -> None:
    pick.show_firms(FIRMS, (), SUITED)
    box(pick, 2).click()
    pick.show_firms((*FIRMS, replace(ROW, id=5, name="Elm")), (), (*SUITED, Suggestion(5, False)))
    assert pick.ticked == (2,)
    pick.show_firms(FIRMS[2:], (), SUITED)
    assert pick.ticked == (), "a firm deleted meanwhile cannot be named"


def test_an_empty_directory_says_so(pick: FirmsPick) -> None:
    pick.show_firms((), (), ())
    assert "still empty" in texts(pick) and shown(pick) == []


def test_of_very_many_a_few_are_drawn_and_the_rest_is_found_by_typing(owner: Any, pick: FirmsPick) -> None:
    many = [replace(ROW, id=n, name=f"Firm {n}", does="Lamps", area="Köln" * (n == 1999)) for n in range(1, 2001)]
    suited = [Suggestion(firm.id, False) for firm in many]
    began = time.perf_counter()
    pick.show_firms(many, (1500,), suited)
    assert time.perf_counter() - began < 1
    assert len(shown(pick)) == SHOWN and "more. Type above" in texts(pick)
    owner.type("firms.find", "köln", pick)
    assert shown(pick) == ["Firm 1500", "Firm 1999"], "the one ticked, and the one found"


def test_a_tick_by_keyboard_leaves_the_keyboard_where_it_is(owner: Any, pick: FirmsPick) -> None:
    pick.show_firms(FIRMS, (1,), SUITED)
    pick.activateWindow()
    owner.qtbot.waitUntil(pick.isActiveWindow)
    second = box(pick, 2)
    second.setFocus()
    second.click()
    pick.show_firms(FIRMS, pick.ticked, SUITED)  # it was saved, and the rows are built anew
    assert box(pick, 2).isChecked() and box(pick, 2).hasFocus()
