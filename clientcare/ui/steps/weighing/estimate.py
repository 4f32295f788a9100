"""A guess as an owner gives it: a number and how sure, or "not sure"; and what it counts as while nothing is said."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.decision.guess import Sure
from clientcare.decision.moves import NEVER
from clientcare.records import Default, Known
from clientcare.said import mark
from clientcare.ui.amounts import in_words
from clientcare.ui.steps.definition import Estimate
from clientcare.ui.steps.weighing.sums import SHARES, NumberAnswer
from clientcare.ui.widgets.choice import Choice, OneAlways
from clientcare.ui.widgets.parts import button, label
from clientcare.ui.wording import Wording, tr

FAIRLY, UNSURE = Sure.FAIRLY.value, Sure.UNSURE.value
SURE = ((Sure.SURE.value, mark("Sure")), (FAIRLY, mark("Fairly sure")), (UNSURE, mark("Not sure")))
MONTHS = (
    ("0", mark("At once")),
    ("3", mark("3 months")),
    ("6", mark("6 months")),
    ("12", mark("12 months")),
    ("24", mark("24 months")),
    (f"{NEVER:g}", mark("Never")),
    (UNSURE, mark("Not sure")),
)
BLANK = " "  # a line high from the start: nothing jumps once it is known what to say


class EstimateField(NumberAnswer):
    """A guess to type. While nothing is typed it shows what it counts as, and why; then how sure the owner is of it.

    Its value is what `Estimate` says: None, {"value", "sure"}, or the bare number where nobody asks how sure.
    """

    def __init__(self, asked: Estimate, words: Wording, name: str, title: str) -> None:
        units = {"money": words.currency, "hours": tr("h"), "clients": ""} | dict.fromkeys(SHARES, "%")
        super().__init__(words, asked.unit, name, title, units[asked.unit])
        self._asked = asked
        self._default: Default | None = None
        self._number: Decimal | None = None  # as typed, while it can be used
        self._not_sure, self._level = False, FAIRLY  # what was said without a number, and how sure one is of a number
        self._unsure = button(tr("Not sure"), self._said_not_sure, "chip", f"{name}.not_sure")
        self._unsure.setProperty("tone", "small")
        self._unsure.setAccessibleName(tr("{question}: not sure", question=title))
        self._unsure.setCheckable(True)
        self._sure = OneAlways(SURE, f"{name}.sure", tr("How sure"), small=True)
        self._sure.edited.connect(self._judged)
        self._origin = label(BLANK, "soft", wrap=True, name=f"{name}.origin")
        self.line.insertWidget(self.line.count() - 1, self._unsure)
        self.column.addWidget(self._origin)
        self.column.addWidget(self._sure)
        self._show()

    def value(self) -> Any:
        if self._number is None:
            return {"value": None, "sure": UNSURE} if self._not_sure else None
        number = self._number / 100 if self._unit in SHARES else self._number
        if self._asked.is_judged:
            return {"value": float(number), "sure": self._level}
        return number if self._unit == "money" else float(number)

    def set_value(self, value: object) -> None:
        if self.in_trouble or value == self.value():
            return  # what is typed stays as it is typed
        given: Mapping[str, Any] = value if isinstance(value, Mapping) else {"value": value}
        number, sure = given.get("value"), given.get("sure")
        self._number = None if number is None else self._as_typed(number)
        self._not_sure = number is None and sure == UNSURE
        if number is not None:
            self._level = sure or FAIRLY
        self.field.set_value(self._number)
        self._show()

    def _as_typed(self, value: Decimal | float) -> Decimal:
        number = Decimal(str(value))
        return round(number * 100, 1) if self._unit in SHARES else round(number, 2)

    def show_known(self, known: Known) -> None:
        super().show_known(known)
        self._default = known.defaults.get(self._asked.name)
        self._show()

    def _take(self, number: Decimal | None) -> None:
        """What cannot be used counts as nothing said."""
        self._number, self._not_sure = number, False
        self._show()
        self.edited.emit(self.value())

    def put_back(self, text: str) -> None:
        if self.value() is None:
            super().put_back(text)
            self._show()
        else:  # it was said on the board since
            self.refused.emit("")

    def _said_not_sure(self) -> None:
        self._not_sure = self._unsure.isChecked()
        self._show()
        self.edited.emit(self.value())

    def _judged(self, level: object) -> None:
        self._level = str(level)
        self.edited.emit(self.value())

    def _show(self) -> None:
        typed = bool(self.field.text().strip())
        judged = self._asked.is_judged
        self._unsure.setVisible(judged and not typed)
        self._unsure.setChecked(self._not_sure)
        self._sure.setVisible(judged and self._number is not None)
        self._sure.set_value(self._level)
        self._origin.setVisible(not typed)
        self._show_feel(self._number)
        self._show_default()

    def _show_default(self) -> None:
        default = self._default
        if default is None:
            return
        origin, taken = self._words.say(default.origin), ""
        if default.value is not None:
            self.field.setPlaceholderText(self._words.number(float(self._as_typed(default.value)), self._places(default.value)))
            taken = tr("Left empty, it counts as {value}.", value=in_words(default.value, default.unit, self._words))
        self.field.setAccessibleDescription(f"{taken} {origin}".strip())
        if self._not_sure and default.value is not None:
            origin = tr("It counts as {value}, give or take a lot.", value=in_words(default.value, default.unit, self._words))
        self._origin.setText(origin)

    def _places(self, value: float) -> int:
        number = self._as_typed(value)
        return 0 if self._unit == "money" or number == int(number) else 1


class MonthsField(QWidget):
    """How many months, as chips; "not sure" is one of them. Its value: the number, {"value": None, "sure"}, or None."""

    edited = Signal(object)

    def __init__(self, asked: Estimate, words: Wording, name: str, title: str) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._asked, self._words = asked, words
        self._default: Default | None = None
        self._months: float | None = None
        self._chips = Choice(MONTHS, name, title)
        self._chips.edited.connect(lambda _: self._tapped())
        self._origin = label(BLANK, "soft", wrap=True, name=f"{name}.origin")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._chips)
        column.addWidget(self._origin)

    def value(self) -> Any:
        chosen = self._chips.value()
        if chosen == UNSURE:
            return {"value": None, "sure": UNSURE}
        return float(chosen) if chosen else self._months

    def set_value(self, value: object) -> None:
        given: Mapping[str, Any] = value if isinstance(value, Mapping) else {"value": value}
        self._months, unsure = given.get("value"), given.get("sure") == UNSURE
        self._chips.set_value(f"{self._months:g}" if self._months is not None else UNSURE if unsure else "")
        self._show()

    def show_known(self, known: Known) -> None:
        self._default = known.defaults.get(self._asked.name)
        self._show()

    def _tapped(self) -> None:
        self._months = None  # a slider's own number of months gives way
        self._show()
        self.edited.emit(self.value())

    def _show(self) -> None:
        chosen, default = self._chips.value(), self._default
        if self._months is not None and not chosen:
            self._origin.setText(tr("On the board you set %n month(s).", round(self._months)))
        elif chosen not in ("", UNSURE):
            self._origin.setText(BLANK)
        elif default is not None and default.value is not None:
            taken = tr("Until you say, it counts as {value}.", value=in_words(default.value, default.unit, self._words))
            self._origin.setText(f"{taken} {self._words.say(default.origin)}")
