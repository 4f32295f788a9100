"""The days the owner often chooses, as in the settings ("1d,2b,1w"): what they are called, and which day each is."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from clientcare.letters.dates import working_days
from clientcare.said import mark
from clientcare.settings import Settings
from clientcare.ui.wording import tr

UNITS = (("d", mark("days")), ("b", mark("working days")), ("w", mark("weeks")), ("m", mark("months")))
MOST, MOST_OF_A_UNIT = 12, 999
SAID = {
    "d": mark("In %n day(s)"),
    "b": mark("In %n working day(s)"),
    "w": mark("In %n week(s)"),
    "m": mark("In %n month(s)"),
}


@dataclass(frozen=True)
class Preset:
    """So many days (d), working days (b), weeks (w) or months (m) from today."""

    n: int
    unit: str

    @property
    def words(self) -> str:
        return tr("Tomorrow") if (self.n, self.unit) == (1, "d") else tr(SAID[self.unit], self.n)

    def day(self, today: date) -> date:
        if self.unit == "b":
            return working_days(today, self.n)
        if self.unit == "m":
            month = today.month - 1 + self.n
            year, month = today.year + month // 12, month % 12 + 1
            return date(year, month, min(today.day, monthrange(year, month)[1]))
        return today + timedelta(days=self.n * (7 if self.unit == "w" else 1))


def read(text: str) -> tuple[Preset, ...]:
    """As they stand in the settings; what is none is left out."""
    found = (part.strip() for part in text.split(","))
    return tuple(Preset(int(one[:-1]), one[-1]) for one in found if one[:-1].isdecimal() and one[-1] in SAID)


def written(presets: tuple[Preset, ...]) -> str:
    return ",".join(f"{one.n}{one.unit}" for one in presets)


_offered = read(Settings().day_presets)


def use(text: str) -> None:
    """Offer these from now on, wherever a day is asked."""
    global _offered
    _offered = read(text)


def offered(today: date) -> tuple[tuple[str, date], ...]:
    """Each with its words and its day, soonest first."""
    return tuple(sorted(((one.words, one.day(today)) for one in _offered), key=lambda pair: pair[1]))
