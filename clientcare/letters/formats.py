"""How days and money read in a letter: by its locale, without cents when the sum is whole."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_date_format
from babel.numbers import format_currency

_FALLBACK = "en_US"
_CODE = re.compile(r"(?<=[A-Za-z]{2})(?=\d)")  # "KWD 90", as CLDR has it and Babel does not
_COMMA = re.compile(r"(?<=^EEEE),")  # "el viernes 4 de diciembre" has none inside a sentence
_YEAR = re.compile(r"[,\s]*(?:'[^']*'\s*)?y+$")


@lru_cache(maxsize=64)
def letter_locale(wanted: str, language: str) -> str:
    """The letter's language as written in the business's country: ("de_DE", "en") → "en_DE"; unknown ones fall back."""
    try:
        locale = Locale.parse(wanted or _FALLBACK)
    except (ValueError, UnknownLocaleError):
        locale = Locale.parse(_FALLBACK)
    if locale.language == language:
        return str(locale)
    try:
        return str(Locale(language, locale.territory))
    except UnknownLocaleError:
        return language


@lru_cache(maxsize=512)
def money(amount: Decimal, currency: str, locale: str) -> str:
    """ "$320" or "$320.50"; the currency's own number of decimals otherwise."""
    if amount == amount.to_integral_value():
        pattern = Locale.parse(locale).currency_formats["standard"].pattern.replace(".00", "")
        said = format_currency(amount, currency, pattern, locale=locale, currency_digits=False)
    else:
        said = format_currency(amount, currency, locale=locale)
    return _CODE.sub("\xa0", said)


@lru_cache(maxsize=512)
def long_day(day: date, locale: str) -> str:
    """Babel's long form: "20 November 2026" in en_GB, "November 20, 2026" in en_US."""
    return format_date(day, "long", locale=locale)


@lru_cache(maxsize=512)
def near_day(day: date, seen_from: date, locale: str) -> str:
    """ "18 December", with the year when it is not the letter's own."""
    return _day(day, "long", day.year == seen_from.year, locale)


@lru_cache(maxsize=512)
def named_day(day: date, seen_from: date, locale: str) -> str:
    """ "Friday 4 December", with the year when it is not the letter's own: for the days that matter."""
    return _day(day, "full", day.year == seen_from.year, locale)


def _day(day: date, form: Literal["long", "full"], without_year: bool, locale: str) -> str:
    # Babel's own skeletons shorten the weekday ("Fri, Dec 4"), so the year is taken off the long patterns instead.
    pattern = get_date_format(form, locale).pattern
    if locale.startswith("es"):
        pattern = _COMMA.sub("", pattern)
    return format_date(day, _YEAR.sub("", pattern) if without_year else pattern, locale=locale)


def month(day: date, seen_from: date, locale: str) -> str:
    """ "June", with the year when it is not the letter's own."""
    if day.year == seen_from.year:
        return format_date(day, "LLLL", locale=locale)
    return format_skeleton("yMMMM", day, locale=locale)


def told_day(day: date, seen_from: date, locale: str) -> str:
    """ "Wednesday" within the last week, the date before that."""
    if (seen_from - day).days <= 6:
        return format_date(day, "EEEE", locale=locale)
    return near_day(day, seen_from, locale)
