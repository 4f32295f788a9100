"""Sleep on it: the letter rests in Write until its morning, Today leaves it alone, and it is read once more before it goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from clientcare import services
from clientcare.records import SleepLimit
from clientcare.said import Said
from clientcare.settings import Settings
from clientcare.ui.steps.writing.sleep import moment_words, times
from clientcare.ui.wording import Wording

from .test_write import Writer, decided

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 10, 10, 0, tzinfo=ZONE)  # a Wednesday
SENDING = ("dispute.next", "write.copy", "write.save", "write.print")


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW) as traveller:
        yield traveller


@pytest.fixture
def writer(clock: Any, owner: Any) -> Writer:
    return Writer(owner, owner.write(decided))


def offered(writer: Writer) -> list[QAction]:
    """What stands in the menu once the button is pressed."""
    writer.owner.click("write.sleep")
    menu = writer.owner.window.findChild(QMenu, "write.sleep.menu")
    menu.hide()
    return [action for action in menu.actions() if not action.isSeparator()]


def sleep(writer: Writer) -> None:
    offered(writer)[0].trigger()
    writer.settle()


def row_of(writer: Writer) -> Any:
    return writer.detail.letters[0]


def test_it_rests_until_tomorrow_at_nine(writer: Writer) -> None:
    assert not writer.owner.sees("sleep.title")
    assert [action.text() for action in offered(writer)] == [
        "Tomorrow, 09:00",
        "Monday, 15 Jun 2026, 09:00",
        "Choose a day and time…",
    ]
    sleep(writer)
    assert writer.owner.find("sleep.title").text() == "It rests until tomorrow, 09:00"
    assert "reads differently in the morning" in writer.owner.find("sleep.text").text()
    assert (row_of(writer).standing, row_of(writer).held_until) == ("sleeping", datetime(2026, 6, 11, 7, tzinfo=UTC))
    assert not any(writer.owner.find(name).isEnabled() for name in SENDING)


def test_writing_goes_on_quietly_meanwhile(writer: Writer) -> None:
    writer.type("passage.close", "Yours.")
    sleep(writer)
    assert writer.owner.find("passage.close").toPlainText() == "Yours."
    writer.type("passage.close", "Warmly.")
    writer.saved()
    assert "Warmly." in writer.page_text() and row_of(writer).standing == "sleeping"
    assert not writer.owner.find("dispute.next").isEnabled(), "a new page is no reason to send it"


def test_it_can_be_taken_up_before_its_time(writer: Writer) -> None:
    sleep(writer)
    writer.owner.click("sleep.wake")
    assert not writer.owner.sees("sleep.title") and row_of(writer).standing == "draft"
    assert all(writer.owner.find(name).isEnabled() for name in SENDING)


def test_falling_asleep_can_be_undone(writer: Writer) -> None:
    sleep(writer)
    writer.owner.click("toast.undo")
    assert not writer.owner.sees("sleep.title") and writer.owner.find("dispute.next").isEnabled()


def test_when_its_night_is_over_it_is_read_once_more(writer: Writer, clock: Any) -> None:
    """Also while it stands there in the window."""
    sleep(writer)
    clock.move_to(NOW + timedelta(days=1))
    writer.panel.sleep._clock.timeout.emit()
    writer.settle()
    assert writer.owner.find("sleep.title").text() == "You have slept on it"
    assert "slowly, as they will read it" in writer.owner.find("sleep.text").text()
    assert writer.owner.find("dispute.next").isEnabled()
    writer.owner.click("sleep.wake")
    assert not writer.owner.sees("sleep.title") and row_of(writer).standing == "draft"


def test_today_leads_to_the_letter_that_has_slept(writer: Writer, clock: Any) -> None:
    sleep(writer)
    assert "Write to Dana" not in writer.owner.reads(writer.owner.go("today"))
    clock.move_to(NOW + timedelta(days=1))
    page = writer.owner.window.page("today")
    page._clock.timeout.emit()
    writer.settle()
    said = writer.owner.reads(page)
    assert "Read it once more: your letter to Dana Okafor" in said and "One thing needs you today" in said
    writer.owner.click(f"today.reread.{writer.id}")
    assert writer.owner.place[:2] == ("dispute", writer.id)
    assert writer.owner.find("sleep.title").text() == "You have slept on it"


def test_another_letter_is_awake(writer: Writer) -> None:
    sleep(writer)
    writer.kind("holding")
    assert not writer.owner.sees("sleep.title")
    writer.kind("compromise")
    assert writer.owner.sees("sleep.title")


def test_what_has_gone_does_not_rest(writer: Writer) -> None:
    sleep(writer)
    id = row_of(writer).id

    def send(session: Any) -> None:
        sheet = writer.sheet.whole
        services.letters.finish(session, id, sheet.letter, sheet.pdf, "posted", "Dana Okafor")

    writer.owner.write(send)
    assert writer.owner.sees("sent.title") and not writer.owner.sees("sleep.title")


def test_only_what_no_deadline_forbids_is_offered_and_why(writer: Writer) -> None:
    writer.owner.write(lambda s: services.disputes.update(s, writer.id, due_on=date(2026, 6, 10)))
    until, choose, why = offered(writer)
    assert until.text() == "Until today, 17:00" and choose.isEnabled() and not why.isEnabled()
    assert why.text() == "Your answer is due on 10 Jun 2026, so it can rest until 10 Jun 2026, 17:00 at the latest."
    until.trigger()
    writer.settle()
    assert row_of(writer).held_until == datetime(2026, 6, 10, 15, tzinfo=UTC)


def test_where_there_is_no_time_that_is_said(writer: Writer) -> None:
    writer.owner.write(lambda s: services.disputes.update(s, writer.id, due_on=date(2026, 6, 9)))
    writer.owner.click("write.sleep")
    assert "Your answer was due on 9 Jun 2026" in writer.owner.window.toast.text
    assert not writer.owner.window.findChild(QMenu, "write.sleep.menu").actions()


def test_any_day_and_time_can_be_chosen_but_no_wrong_one(writer: Writer) -> None:
    def choose(dialog: Any) -> None:
        def press(day: date, at: str) -> str:
            dialog._day.set_value(day)
            dialog._time.setCurrentText(at)
            writer.owner.click("sleep.save", within=dialog)
            return str(dialog._asked.trouble)

        assert writer.owner.find("sleep.time", within=dialog).currentText() == "09:00"
        assert "has passed" in press(date(2026, 6, 10), "07:00")
        assert "too late" in press(date(2026, 12, 24), "09:00")
        assert press(date(2026, 6, 12), "15:30") == ""

    writer.owner.dialogs.fill = choose
    offered(writer)[-1].trigger()
    writer.settle()
    assert row_of(writer).held_until == datetime(2026, 6, 12, 13, 30, tzinfo=UTC)
    assert writer.owner.find("sleep.title").text() == "It rests until 12 Jun 2026, 15:30"


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 6, 14, 20, tzinfo=ZONE), ["Tomorrow, 09:00"]),  # a Sunday
        (datetime(2026, 6, 15, 8, tzinfo=ZONE), ["Tomorrow, 09:00", "Monday, 22 Jun 2026, 09:00"]),
        (datetime(2026, 10, 24, 20, tzinfo=ZONE), ["Tomorrow, 09:00", "Monday, 26 Oct 2026, 09:00"]),  # clocks change
    ],
)
def test_mornings_are_nine_on_the_owners_clock(now: datetime, said: list[str]) -> None:
    with time_machine.travel(now, tick=False):
        found = times(now, SleepLimit(now + timedelta(days=60), Said("")), Wording(Settings()))
        assert [text for text, _ in found] == said
        assert all((until.astimezone(ZONE).hour, until.astimezone(ZONE).minute) == (9, 0) for _, until in found)
        assert found[0][1].astimezone(ZONE).date() == now.date() + timedelta(days=1)


def test_today_and_tomorrow_are_called_so() -> None:
    words = Wording(Settings())
    with time_machine.travel(NOW, tick=False):
        assert moment_words(words, NOW + timedelta(hours=2)) == "today, 12:00"
        assert moment_words(words, NOW + timedelta(days=1)) == "tomorrow, 10:00"
        assert moment_words(words, NOW + timedelta(days=2)) == "12 Jun 2026, 10:00"
