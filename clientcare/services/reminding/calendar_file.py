"""A calendar file (iCalendar, RFC 5545) that any calendar program takes, and takes again without doubling an entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clientcare.errors import WorldError, reason
from clientcare.records import CalendarEntry
from clientcare.said import Said, mark
from clientcare.services.whole_file import whole_file

CANNOT = mark("The file could not be saved there: {reason}. Choose another folder.")
TAKES = timedelta(minutes=15)
COUNTS_FROM = datetime(2020, 1, 1, tzinfo=UTC)
FREQUENCY = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Worded:
    """An entry and how it is called in the calendar, with a line about it."""

    entry: CalendarEntry
    summary: str
    description: str


def save(path: Path, entries: Iterable[Worded], name: str, zone: str) -> None:
    """Save the file, whole or not at all. WorldError where it cannot be."""
    content = written(entries, name, zone)
    try:
        with whole_file(path) as out:
            out.write(content)
    except OSError as error:
        raise WorldError(Said(CANNOT, {"reason": reason(error)})) from error


def written(entries: Iterable[Worded], name: str, zone: str, now: datetime | None = None) -> bytes:
    """The file. `name` of the data file (`calendar.name`); `zone`: the owner's, as "Europe/Madrid"; unknown, times are UTC."""
    from icalendar import Calendar

    made, stamp, here = Calendar(), now or datetime.now(UTC), _zone(zone)
    made.add("prodid", "-//ClientCare//ClientCare//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    for worded in entries:
        made.add_component(_event(worded, name, here, stamp))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(worded: Worded, name: str, zone: ZoneInfo | None, stamp: datetime) -> Any:
    from icalendar import Event

    entry, made = worded.entry, Event()
    made.add("uid", f"{entry.what}-{entry.id}-{name}@clientcare")
    made.add("dtstamp", stamp.astimezone(UTC))
    # Counts up, so that a later file changes what an earlier one said.
    made.add("sequence", max(0, int((stamp - COUNTS_FROM) / timedelta(minutes=1))))
    made.add("summary", _plain(worded.summary))
    if worded.description:
        made.add("description", _plain(worded.description))
    made.add("class", "PRIVATE")
    made.add("transp", "TRANSPARENT")  # a reminder, no meeting: the day stays free
    if isinstance(entry.when, datetime):
        _add_time(made, entry, entry.when.astimezone(zone or UTC), worded.summary)
    else:
        made.add("dtstart", entry.when)
        made.add("dtend", min(entry.when, date.max - timedelta(days=1)) + timedelta(days=1))
    return made


def _add_time(made: Any, entry: CalendarEntry, start: datetime, summary: str) -> None:
    from icalendar import Alarm

    made.add("dtstart", start)
    made.add("dtend", start + TAKES)
    if entry.repeat in FREQUENCY:
        made.add("rrule", _rule(entry.repeat, entry.anchor, start))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(0))
    alarm.add("description", _plain(summary))
    made.add_component(alarm)


def _rule(repeat: str, anchor: int, start: datetime) -> dict[str, Any]:
    """The 31st means the last day of a shorter month: of the 28th to the 31st, the last there is."""
    rule: dict[str, Any] = {"freq": FREQUENCY[repeat]}
    if repeat == "week":
        return rule | {"byday": WEEKDAYS[start.weekday()]}
    if repeat == "year":
        rule |= {"bymonth": start.month}
    if repeat in ("month", "year"):
        rule |= {"bymonthday": list(range(28, anchor + 1)), "bysetpos": -1} if anchor > 28 else {"bymonthday": start.day}
    return rule


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _plain(text: str) -> str:
    """Without the control characters that no calendar file may hold."""
    return "".join(letter for letter in text if letter in "\n\t" or (letter >= " " and letter != "\x7f"))
