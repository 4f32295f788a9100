"""Knows what a sum feels like: how long the owner works for it."""

from __future__ import annotations

import math
from decimal import Decimal

from clientcare.decision.guess import as_float
from clientcare.said import Said, mark

DAY = 8  # hours of work
WEEK = 5  # days of work
YEAR = 52  # weeks
_LIFE = 50  # years of work; a sum beyond it is no longer felt


def feels_like(amount: float | Decimal, hour_worth: float | Decimal) -> Said | None:
    """“about 14 hours of your work”: `amount` (money, owed or owing) at what an hour is worth, to go on with inside a line.

    Rounded as people speak: minutes, half an hour, hours up to two days, days up to two weeks, weeks up to two years,
    years. None where it says nothing: no sum, no worth of an hour, no numbers, more than a working life.
    """
    sums = as_float(amount), as_float(hour_worth)
    if not all(map(math.isfinite, sums)) or sums[1] <= 0:
        return None
    hours = abs(sums[0]) / sums[1]
    days, weeks, years = (_rounded(hours / each) for each in (DAY, DAY * WEEK, DAY * WEEK * YEAR))
    if hours == 0 or years > _LIFE:
        return None
    if hours < 1 / 4:
        return Said(mark("a few minutes of your work"))
    if hours < 3 / 4:
        return Said(mark("about half an hour of your work"))
    if _rounded(hours) < 2 * DAY:
        return Said(mark("about %n hour(s) of your work"), n=int(_rounded(hours)))
    if days < 2 * WEEK:
        return Said(mark("about %n working day(s)"), n=int(days))
    if weeks < 2 * YEAR:
        return Said(mark("about %n week(s) of your work"), n=int(weeks))
    return Said(mark("about %n year(s) of your work"), n=int(years))


def _rounded(value: float) -> float:
    """To the nearest whole number, halves up; a float, since it may be endless."""
    return value if math.isinf(value) else float(math.floor(value + 0.5))
