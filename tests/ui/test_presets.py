"""The days the owner often chooses: what they are called, which day each is, and where they are offered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from clientcare import services
from clientcare.settings import Settings
from clientcare.ui import presets
from clientcare.ui.presets import Preset
from clientcare.ui.reminding.later_menu import times
from clientcare.ui.widgets.day_field import DayField

TODAY = date.today()


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    yield
    presets.use(Settings().day_presets)


@pytest.mark.parametrize(
    ("preset", "words", "from_day", "day"),
    [
        (Preset(1, "d"), "Tomorrow", date(2026, 12, 31), date(2027, 1, 1)),
        (Preset(1, "b"), "In 1 working day", date(2026, 11, 20), date(2026, 11, 23)),
        (Preset(2, "w"), "In 2 weeks", date(2026, 11, 20), date(2026, 12, 4)),
        (Preset(1, "m"), "In 1 month", date(2027, 1, 31), date(2027, 2, 28)),
        (Preset(13, "m"), "In 13 months", date(2026, 12, 31), date(2028, 1, 31)),
    ],
)
def test_each_has_its_words_and_its_day(preset: Preset, words: str, from_day: date, day: date) -> None:
    assert preset.words == words and preset.day(from_day) == day


def test_what_is_none_is_left_out() -> None:
    assert presets.read("1d, 3x,,w,-2d,2b") == (Preset(1, "d"), Preset(2, "b"))


def chosen(menu: QMenu, words: str) -> None:
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()


def test_a_field_for_a_day_offers_them_by_mouse_and_keyboard(qtbot: Any) -> None:
    field, heard = DayField("due", "Due"), list[object]()
    qtbot.addWidget(field)
    field.edited.connect(heard.append)
    opener = field.findChild(QMenu).parentWidget()
    assert opener.objectName() == "due.usual" and opener.accessibleName() == "Due: one of your usual days"
    assert opener.focusPolicy() & Qt.FocusPolicy.TabFocus
    chosen(field.findChild(QMenu), "In 1 week")
    assert field.value() == TODAY + timedelta(days=7) and heard == [TODAY + timedelta(days=7)]


def test_a_day_that_is_past_has_no_use_for_them(qtbot: Any) -> None:
    field = DayField("paid", "Paid", past=True)
    qtbot.addWidget(field)
    assert field.findChild(QMenu) is None


@pytest.mark.parametrize(
    ("at", "first"),
    [
        ("2027-03-10 09:10", ("Later today", "12:30")),
        ("2027-03-10 17:30", ("Later today", "20:30")),
        ("2027-03-10 18:20", ("Tomorrow", "09:00")),
        ("2027-03-10 23:59", ("Tomorrow", "09:00")),
    ],
)
def test_later_begins_with_today_while_there_is_enough_of_it(at: str, first: tuple[str, str]) -> None:
    with time_machine.travel(datetime.fromisoformat(at).astimezone(UTC), tick=False):
        words, until = times(datetime.now(UTC))[0]
        assert (words, f"{until.astimezone():%H:%M}") == first


def test_the_owner_changes_them_in_the_settings_and_they_are_offered_at_once(owner: Any) -> None:
    owner.go("settings")
    owner.click("settings.day_presets.2b")
    for typed in ("", "0", "x", "10"):
        owner.type("settings.day_presets.n", typed)
        owner.click("settings.day_presets.add")
    owner.window.page("settings").leave()
    owner.settle()
    assert owner.read(services.settings.load).day_presets == "1d,1w,2w,1m,10d"
    assert [words for words, _ in presets.offered(TODAY)] == ["Tomorrow", "In 1 week", "In 10 days", "In 2 weeks", "In 1 month"]
    assert not owner.sees("settings.day_presets.2b") and owner.sees("settings.day_presets.10d")


def test_none_at_all_is_fine(owner: Any, qtbot: Any) -> None:
    owner.write(lambda session: services.settings.update(session, day_presets=""))
    field = DayField("due", "Due")
    qtbot.addWidget(field)
    menu = field.findChild(QMenu)
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False]
    assert len(times(datetime.now(UTC))) <= 1
