"""What is done with something that needs the owner: done, put off, brought back. Each says so, and can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from clientcare import services
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.reminding.today_cards import in_short

if TYPE_CHECKING:
    from clientcare.records import TodayItem

DONE, DONE_FOR_NOW = mark("Done."), mark("Done for this time. It comes again.")
PUT_OFF = mark("Put off until {moment}.")
BACK_WHEN_DUE = mark("Put off until {day}, the day it is due.")
BACK = mark("It is back.")


def done(desk: Desk, reminder_id: int, repeat: str) -> None:
    """A reminder is done with; one that repeats comes again."""
    told = Said(DONE_FOR_NOW if repeat else DONE)
    desk.jobs.write(lambda session: services.own_reminders.done(session, reminder_id), undo=told)


def put_off(desk: Desk, item: TodayItem, until: datetime) -> None:
    """Say it again then, or on the day it is due if that comes first."""
    back = services.snoozing.comes_back(item, until, datetime.now(UTC))
    told = Said(PUT_OFF, {"moment": in_short(desk.words, back)})
    if back != until:
        told = Said(BACK_WHEN_DUE, {"day": in_short(desk.words, back)})
    desk.jobs.write(lambda session: services.snoozing.put_off(session, item, until), undo=told)


def bring_back(desk: Desk, item: TodayItem) -> None:
    """Say it again at once."""
    desk.jobs.write(lambda session: services.snoozing.bring_back(session, item), undo=Said(BACK))
