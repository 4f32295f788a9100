"""Says marked sentences in plain English where there is no window to say them: the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from clientcare.said import Amount, Said
from clientcare.settings import Settings

Say = Callable[[Said], str]
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def teller(settings: Settings) -> Say:
    """Says sums in this business's currency."""
    return partial(_say, settings)


def _say(settings: Settings, said: Said) -> str:
    text = said.text
    if said.n is not None:
        text = text.replace("%n", str(said.n)).replace("(s)", "" if said.n == 1 else "s")
    return text.format(**{name: _value(settings, value) for name, value in said.values.items()}) if said.values else text


def _value(settings: Settings, value: Any) -> str:
    if isinstance(value, Said):
        return _say(settings, value)
    if isinstance(value, Amount):
        return _money(settings, value.value)
    if isinstance(value, datetime):
        local = value.astimezone()
        return f"{_day(local)}, {local:%H:%M}"
    return _day(value) if isinstance(value, date) else str(value)


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _money(settings: Settings, value: float) -> str:
    from babel.numbers import format_currency

    try:
        return str(format_currency(round(value, 2), settings.currency, locale=settings.locale))
    except ValueError:
        return f"{value:.2f} {settings.currency}"
