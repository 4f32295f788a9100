"""The owner's own reminders, and what goes into a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ReminderForm:
    """A reminder to add, or to change where it has an `id`. `repeat`: "" (once), day, week, month or year."""

    text: str
    due_at: datetime
    repeat: str = ""
    dispute_id: int | None = None
    client_id: int | None = None
    id: int | None = None


@dataclass(frozen=True)
class ReminderRow:
    """A reminder that is not done. `snoozed_until`: put off until then, in the future."""

    id: int
    text: str
    due_at: datetime
    repeat: str
    dispute_id: int | None
    client_id: int | None
    snoozed_until: datetime | None


@dataclass(frozen=True)
class CalendarEntry:
    """Something with a day, or with a time: `what` as `TodayItem`, or due, paused or asleep; `id` of the record it is about.

    `repeat`, `anchor` as a reminder's. `title` of the dispute, or the words of an own reminder.
    """

    what: str
    id: int
    client_name: str
    title: str
    when: date | datetime
    repeat: str = ""
    anchor: int = 0
