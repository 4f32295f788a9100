"""Which backups are kept, by their numbers alone: days are counted, not measured, so that no clock can mislead it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date

WHOLE_DAYS, DAYS, WEEKS, MONTHS, LEAST = 2, 12, 10, 9, 3


def kept(backups: Iterable[tuple[int, date]]) -> set[int]:
    """The numbers to keep of (number, the day it was made on by the clock of then).

    All of the newest 2 days that have any; the newest of each of 12 days, 10 weeks and 9 months that have any; 3 at least,
    whatever their days, and so the newest always.
    """
    newest = sorted(backups, reverse=True)
    last_days = {*_first(newest, lambda day: day, WHOLE_DAYS)}
    keep = {number for number, day in newest if day in last_days} | {number for number, _ in newest[:LEAST]}
    for period, most in ((lambda day: day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        keep |= {*_first(newest, period, most).values()}
    return keep


def _first(newest: Iterable[tuple[int, date]], period: Callable[[date], Hashable], most: int) -> dict[Hashable, int]:
    """The newest number of each of the newest so many periods that have one."""
    found: dict[Hashable, int] = {}
    for number, day in newest:
        if len(found) < most:
            found.setdefault(period(day), number)
    return found


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return day.year, day.month
