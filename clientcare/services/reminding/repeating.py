"""When a reminder comes again: by the calendar and the clock on the wall, whatever the zone or the season does to them."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

REPEATS = ("", "day", "week", "month", "year")


def anchor_of(day: date, repeat: str) -> int:
    """The day of the week or of the month it repeats on; 0 where it does not matter."""
    if repeat == "week":
        return day.isoweekday()
    return day.day if repeat in ("month", "year") else 0


def minute_of(moment: datetime) -> int:
    """The minute of the day by the clock on the wall, here."""
    local = moment.astimezone()
    return local.hour * 60 + local.minute


def next_time(due: datetime, repeat: str, anchor: int, minute: int, now: datetime) -> datetime:
    """The first time after `due` that is still to come, in UTC. What was missed meanwhile is not made up for.

    The 31st is the last day of a shorter month, and the 31st again after it. A time that the clocks skip in spring comes
    as much later that day.
    """
    day = due.astimezone().date()
    if repeat in ("day", "week"):  # not a step for each of the days missed
        day = max(day, now.astimezone().date() - timedelta(days=8))
    while True:
        day = _following(day, repeat, anchor)
        moment = at(day, minute)
        if moment > max(now, due):
            return moment


def at(day: date, minute: int) -> datetime:
    """That minute of the day, by the clock on the wall here, in UTC: the first of two, and after an hour that is skipped."""
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    both = [wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
    there = [moment for moment in both if moment.astimezone().replace(tzinfo=None, fold=0) == wall]
    return min(there) if there else max(both)


def _following(day: date, repeat: str, anchor: int) -> date:
    if repeat == "day":
        return day + timedelta(days=1)
    if repeat == "week":
        return day + timedelta(days=(anchor - day.isoweekday() - 1) % 7 + 1)
    if repeat == "year":
        return _clamped(day.year + 1, day.month, anchor)
    this = _clamped(day.year, day.month, anchor)
    return this if this > day else _clamped(day.year + day.month // 12, day.month % 12 + 1, anchor)


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
