"""The fields of one payment: its day, sum, what it was for and the kind of job."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.records import PaymentRow
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.fields import LineField, NumberField
from clientcare.ui.widgets.job_field import JobField
from clientcare.ui.widgets.parts import row
from clientcare.ui.wording import tr

ANY_SUM = -(10**12)  # a refund is a payment below nothing


class PaymentFields(QWidget):
    """`edited(column, value)` while typing, `unusable()` while the sum is no number, `entered()` on Enter.

    `beside`: buttons at the end of the last line.
    """

    edited = Signal(str, object)
    unusable = Signal()
    entered = Signal()

    def __init__(self, desk: Desk, *beside: QWidget) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        words = desk.words
        self.day = DayField("client.payment.day", tr("Day of the payment"), may_be_empty=False, past=True)
        self.sum = NumberField(words.locale, "client.payment.sum", tr("Sum paid"), tr("Sum"), least=ANY_SUM)
        self.sum.setFixedWidth(120)
        self.what = LineField("client.payment.what", tr("What they paid for"), tr("For what"))
        self.job = JobField("client.payment.job", tr("Kind of job"), tr("Kind of job"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row(self.day, self.sum, None))
        column.addWidget(self.what)
        column.addLayout(row(self.job, *beside))
        self._listen()

    def _listen(self) -> None:
        columns: tuple[tuple[str, Any], ...] = (
            ("paid_on", self.day), ("amount", self.sum), ("what", self.what), ("job", self.job),
        )
        self._fields = dict(columns)
        for column, field in columns:
            field.edited.connect(partial(self.edited.emit, column))
        self.sum.textEdited.connect(self._judge)
        for field in (self.sum, self.what, self.job):
            field.returnPressed.connect(self.entered)
        self.day.entered.connect(self.entered)

    def _judge(self, _: str) -> None:
        if self.sum.invalid:
            self.unusable.emit()

    def field(self, column: str) -> Any:
        return self._fields[column]

    def values(self) -> dict[str, Any] | None:
        """By column; None while there is no sum."""
        amount = None if self.sum.invalid else self.sum.value()
        if amount is None:
            return None
        return {name: field.value() for name, field in self._fields.items()}

    def show_payment(self, payment: PaymentRow) -> None:
        for name, field in self._fields.items():
            field.set_value(getattr(payment, name))

    def clear(self) -> None:
        """Ready for the next one, on the day of the one before."""
        for field in (self.sum, self.what, self.job):
            field.set_value(None)

    def texts(self) -> dict[str, str]:
        """As typed, number or not; {} while nothing is typed."""
        typed = {"sum": self.sum.text(), "what": self.what.text(), "job": self.job.text()}
        day = self.day.value()
        return {**typed, "day": day.isoformat() if day else ""} if any(typed.values()) else {}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Show again what was typed before; {} empties the fields."""
        day = QDate.fromString(texts.get("day", ""), "yyyy-MM-dd")
        self.day.set_value(date(day.year(), day.month(), day.day()) if day.isValid() else date.today())
        self.sum.set_value(None)
        if texts.get("sum"):
            self.sum.put_back(texts["sum"])
        self.what.set_value(texts.get("what", ""))
        self.job.set_value(texts.get("job", ""))

    def speak(self, locale: str) -> None:
        self.sum.speak(locale)
