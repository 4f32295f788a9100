"""Working days, Monday to Friday: how long offers stay open and when the next word is due."""

from __future__ import annotations

from datetime import date, timedelta

OFFER_STAYS_OPEN = 10


def working_days(from_date: date, n: int) -> date:
    """The n-th weekday after `from_date` (n of 1 or more); public holidays count as weekdays. Ends with the calendar."""
    day = from_date
    for _ in range(n):
        step = timedelta(days=3 if day.weekday() == 4 else 2 if day.weekday() == 5 else 1)
        day = day + step if date.max - day > step else date.max
    return day


def ten_working_days(from_date: date) -> date:
    """How long an offer stays open unless the owner says otherwise."""
    return working_days(from_date, OFFER_STAYS_OPEN)
