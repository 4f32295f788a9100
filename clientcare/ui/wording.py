"""The only place where marked text becomes words: translation, plurals, money, dates."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from unicodedata import bidirectional

from PySide6.QtCore import QCoreApplication, QLocale

from clientcare.said import Amount, Said
from clientcare.settings import Settings
from clientcare.texts import one_line


def tr(text: str, n: int = -1, /, **values: Any) -> str:
    """Translate `text` and fill its `{names}`; `n` chooses the plural and fills `%n`."""
    said = QCoreApplication.translate("", text, "", n)
    if n >= 0:  # "%n day(s)" is English written for translators; other languages bring their own plurals
        said = said.replace("%n", str(n)).replace("(s)", "" if n == 1 else "s")
    return said.format(**values) if values else said


def capital(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


def as_sentence(text: str) -> str:
    """With a capital and a full stop; "" stays empty."""
    return f"{capital(text).rstrip('.')}." if text else ""


def short(text: str, longest: int) -> str:
    """On one line of at most `longest` letters, ending in … where it had to be cut."""
    line = one_line(text)
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def breakable(text: str, longest: int = 24) -> str:
    """A word of more letters than `longest` may go on in the next line, so that it pushes nothing out of the window."""
    return re.sub(rf"\S{{{longest}}}(?=\S)", "\\g<0>\u200b", text)


def _two_digits(value: float) -> float:
    return float(f"{value:.2g}")


REMEMBERED = 2048  # sums, as they are said
# A currency written from right to left must not turn the sentence around it, nor move to the other end of a label.
ISOLATED, ISOLATED_ENDS, FROM_RIGHT = "\u2066", "\u2069", ("R", "AL")
LETTER_PAPER = ("US", "CA", "MX", "PH", "CL", "CO", "VE", "PR", "GT", "CR", "PA")


def here(system: QLocale | None = None) -> Settings:
    """The settings a business starts with where this computer stands: its currency, its way with dates, its paper."""
    system = system or QLocale.system()
    currency = system.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    country = QLocale.territoryToCode(system.territory())
    if system.language() == QLocale.Language.C or not currency or not country:
        return Settings()
    return Settings(currency=currency, locale=system.name(), paper="letter" if country in LETTER_PAPER else "a4")


class Wording:
    """Says money, dates and marked sentences the way this business writes them."""

    def __init__(self, settings: Settings) -> None:
        self.use(settings)

    def use(self, settings: Settings) -> None:
        self.currency, self.locale = settings.currency, settings.locale
        self._qt = QLocale(settings.locale)
        self._money = lru_cache(REMEMBERED)(self._write_money)  # a board says the same sums at every step of a slider

    def money(self, value: Decimal | float, *, rounded: bool = False) -> str:
        """`$480`, `$12.50`: no cents on whole sums; `rounded` keeps two leading digits, for guesses."""
        return self._money(value, rounded)

    def _write_money(self, value: Decimal | float, rounded: bool) -> str:
        from babel.core import Locale
        from babel.numbers import format_currency, get_currency_precision

        value = Decimal(str(_two_digits(float(value)) if rounded else value))
        whole = value == value.to_integral_value()
        value = value.quantize(Decimal(1).scaleb(0 if whole else -get_currency_precision(self.currency)))
        pattern = re.sub(r"\.0+", "", Locale.parse(self.locale).currency_formats["standard"].pattern) if whole else None
        said: str = format_currency(value, self.currency, pattern, self.locale, not whole, decimal_quantization=False)
        return f"{ISOLATED}{said}{ISOLATED_ENDS}" if any(bidirectional(letter) in FROM_RIGHT for letter in said) else said

    def signed(self, value: float) -> str:
        """`+$180` or `−$29`, with a true minus."""
        return ("+" if round(value) > 0 else "") + self.whole_money(value)

    def whole_money(self, value: float) -> str:
        """`$355` or `−$900`, with a true minus: a guess needs no cents."""
        return ("−" if round(value) < 0 else "") + self.money(abs(round(value)))

    def number(self, value: float, places: int = 0) -> str:
        return self._qt.toString(float(value), "f", places)

    def count(self, value: float) -> str:
        """`6` or `1.5`: a decimal only where there is one."""
        return self.number(value, 0 if value == int(value) else 1)

    def percent(self, share: float) -> str:
        return tr("{share} %", share=round(share * 100))

    def day(self, day: date, *, year: bool = True) -> str:
        """`18 Nov 2026`, or without the year for days near today."""
        month = self._qt.standaloneMonthName(day.month, QLocale.FormatType.ShortFormat).rstrip(".")
        return f"{day.day} {month} {day.year}" if year else f"{day.day} {month}"

    def month(self, day: date) -> str:
        """`Nov 2026`."""
        return f"{self._qt.standaloneMonthName(day.month, QLocale.FormatType.ShortFormat).rstrip('.')} {day.year}"

    def month_letter(self, day: date) -> str:
        """`N`, for below a bar."""
        return self._qt.standaloneMonthName(day.month, QLocale.FormatType.NarrowFormat)

    def moment(self, at: datetime) -> str:
        """A UTC time in the owner's own zone: `18 Nov 2026, 14:02`."""
        local = at.astimezone()
        return f"{self.day(local.date())}, {local:%H:%M}"

    def due(self, day: date, today: date) -> str:
        """`Due in 2 days`, `Due tomorrow`, `Due today`, `3 days overdue`."""
        days = (day - today).days
        if days == 0:
            return tr("Due today")
        if days == 1:
            return tr("Due tomorrow")
        return tr("Due in %n day(s)", days) if days > 0 else tr("%n day(s) overdue", -days)

    def say(self, said: Said) -> str:
        """The sentence of `said` in the owner's language with its values formatted."""
        values = {name: self._value(value) for name, value in said.values.items()}
        return tr(said.text, -1 if said.n is None else said.n, **values)

    def _value(self, value: Any) -> str:
        if isinstance(value, Said):
            return self.say(value)
        if isinstance(value, Amount):
            return self.money(value.value, rounded=value.rounded)
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, float):
            return self._qt.toString(value, "g", 3)
        return str(value)
