"""A number to type with what it means beside it, and a sum of money; what cannot be is said below, and kept."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.records import Known
from clientcare.said import mark
from clientcare.ui.amounts import in_words
from clientcare.ui.steps.definition import Money
from clientcare.ui.widgets.fields import NumberField
from clientcare.ui.widgets.parts import label, row, set_tone
from clientcare.ui.wording import Wording, tr

UNIT_WIDE = 28  # px: what stands behind the unit begins at the same place in every line
SHARES = ("chance", "share")  # 0 to 1, typed as 0 to 100
MOST = {"chance": 100, "share": 100, "hours": 10_000, "clients": 10_000}
TROUBLE = {
    "money": mark("Type a sum in numbers, 0 or more, such as 120 or 99.50."),
    "hours": mark("Type the hours as a number from 0 to 10,000, such as 4."),
    "clients": mark("Type how many as a number from 0 to 10,000, such as 2."),
}
TROUBLE |= dict.fromkeys(SHARES, mark("Type a number from 0 to 100, such as 40."))


class NumberAnswer(QWidget):
    """A number to type, with its unit and a line beside it; below, a line that says what to do about what cannot be.

    `refused(text)`: this cannot be; "" once something that can is typed.
    """

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, words: Wording, unit: str, name: str, title: str, unit_text: str) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.in_trouble = False
        self._words, self._unit, self._hour_worth = words, unit, 0.0
        self.field = NumberField(words.locale, name, f"{title} ({unit_text})" if unit_text else title)
        self.setFocusProxy(self.field)
        self._feels = label("", "soft", wrap=True, name=f"{name}.feels")
        self._trouble = label(tr(TROUBLE[unit]), "trouble", wrap=True, name=f"{name}.trouble")
        self._trouble.hide()
        parts: list[QWidget] = [self.field, self._feels]
        if unit != "money" or unit_text:
            parts.insert(1, told := label(unit_text, "soft"))
            told.setMinimumWidth(UNIT_WIDE)
        self.line = row(*parts, spacing=8)
        self.line.setStretch(len(parts) - 1, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.column.addLayout(self.line)
        self.column.addWidget(self._trouble)
        self.field.textEdited.connect(lambda _: self._typed())

    def _typed(self) -> None:
        number = self._judge()
        self._take(number)
        self.refused.emit(self.field.text() if self.in_trouble else "")

    def _judge(self) -> Decimal | None:
        """The number, where it can be; else say below what to do."""
        number = None if self.field.invalid else self.field.value()
        self.in_trouble = self.field.invalid or (number is not None and not _can_be(number, self._unit))
        set_tone(self.field, "true" if self.in_trouble else "false", "trouble")
        self._trouble.setVisible(self.in_trouble)
        return None if self.in_trouble else number

    def put_back(self, text: str) -> None:
        """Show what was typed before and cannot be."""
        self.field.put_back(text)
        self._judge()

    def _take(self, number: Decimal | None) -> None:
        raise NotImplementedError

    def show_known(self, known: Known) -> None:
        self._hour_worth = float(known.hour_worth)

    def _show_feel(self, amount: Decimal | None) -> None:
        """What the sum comes to in the owner's own work."""
        said = None
        if amount and self._unit == "money" and self._hour_worth > 0:
            from clientcare.decision.money_words import feels_like

            said = feels_like(float(amount), self._hour_worth)
        self._feels.setText(self._words.say(said) if said else "")

    def focus_trouble(self) -> bool:
        """Put the cursor into what cannot be used; False where all can."""
        if self.in_trouble:
            self.field.setFocus()
            self.field.selectAll()
        return self.in_trouble


class SumField(NumberAnswer):
    """A sum of money. Its value: Decimal, or None while empty; what cannot be used is not passed on."""

    def __init__(self, asked: Money, words: Wording, name: str, title: str) -> None:
        super().__init__(words, "money", name, title, "")
        self._asked = asked
        self.field.setPlaceholderText(words.currency)
        self._sum: Decimal | None = None

    def value(self) -> Decimal | None:
        return self._sum

    def set_value(self, value: object) -> None:
        if not self.in_trouble:
            self.field.set_value(value)
            self._sum = self.field.value()
            self._show_feel(self._sum)

    def show_known(self, known: Known) -> None:
        super().show_known(known)
        default = known.defaults.get(self._asked.name)
        if default is not None and default.value is not None:
            self.field.setPlaceholderText(in_words(default.value, default.unit, self._words))
        self._show_feel(self._sum)

    def _take(self, number: Decimal | None) -> None:
        self._show_feel(number)
        if not self.in_trouble:
            self._sum = number
            self.edited.emit(number)


def _can_be(number: Decimal, unit: str) -> bool:
    """Whether it can be kept: not too much of it, and sums to the thousandth."""
    return number == round(number, 3) if unit == "money" else number <= MOST.get(unit, number)
