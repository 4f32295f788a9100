"""The controls of an offer that take back their own raw text, as a draft keeps it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from clientcare.said import mark
from clientcare.ui.widgets.choice import Choice
from clientcare.ui.widgets.fields import NumberField

OWED_FROM = (("nobody", mark("Nothing")), ("us", mark("We owe them")), ("them", mark("They owe us")))
REACHES = (("0.25", mark("A little")), ("0.5", mark("Half")), ("0.75", mark("Most of it")), ("1", mark("All of it")))


class Sum(NumberField):
    """A number that takes back its own raw text, as it was kept."""

    def __init__(self, locale: str, name: str, unit: str, title: str = "") -> None:
        super().__init__(locale, name, title, unit)
        self.setFixedWidth(128)

    def set_value(self, value: object) -> None:
        if isinstance(value, str):
            self.setText(value)
            self._typed()
        else:
            super().set_value(value)

    def sum(self) -> Decimal | None:
        """What is typed, None also while it is no number."""
        return None if self.invalid else self.value()


class OwedFrom(Choice):
    """Who owes something once the offer is taken."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__(OWED_FROM, name, title)

    def text(self) -> str:
        return self.value()


class Reaches(Choice):
    """How far an offer meets what they want, as a share from 0 to 1; None while not said."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__(REACHES, name, title)

    def value(self) -> Any:
        chosen = self.text()
        return float(chosen) if chosen else None

    def set_value(self, value: object) -> None:
        """Choose the answer nearest to this share, or the one whose text was kept."""
        if isinstance(value, float | int):
            share = float(value)
            value = min((text for text, _ in REACHES), key=lambda text: abs(float(text) - share))
        super().set_value(value)

    def text(self) -> str:
        return Choice.value(self)
