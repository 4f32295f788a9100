"""Asks for the day and the time a letter sleeps until, and lets no deadline pass."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.records import SleepLimit
from clientcare.ui.desk import Desk
from clientcare.ui.steps.listening.pause import tomorrow_morning
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.growing_dialog import GrowingDialog
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.moment import Times
from clientcare.ui.widgets.parts import button, label, row
from clientcare.ui.wording import tr

WIDTH = 420


class SleepDialog(GrowingDialog):
    """`chosen(datetime)`: until when, in UTC, and no later than `limit`."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, limit: SleepLimit) -> None:
        super().__init__(parent)
        self._desk, self._limit = desk, limit
        self.setObjectName("sleep.dialog")
        self.setWindowTitle(tr("Sleep on it"))
        self.setMinimumWidth(WIDTH)
        first = min(tomorrow_morning(), limit.until).astimezone()
        self._day, self._time = DayField("sleep.day", tr("Day"), may_be_empty=False), Times("sleep.time", tr("Time"))
        self._day.set_value(first.date())
        self._time.set_time(first.time())
        self._asked = Labelled(tr("Until when?"), self._day, desk.words.say(limit.why))
        self._lay_out()
        self._day.edited.connect(self._typed)
        self._time.currentIndexChanged.connect(self._typed)
        self._day.setFocus()

    def _lay_out(self) -> None:
        rests = button(tr("Let it rest"), self._rest, "primary", "sleep.save")
        rests.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(tr("Sleep on it"), "heading"))
        column.addWidget(self._asked)
        column.addLayout(row(Labelled(tr("Time"), self._time), None))
        column.addStretch(1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject, name="sleep.cancel"), rests))

    def _typed(self, _: object) -> None:
        self._asked.set_trouble("")

    def _rest(self) -> None:
        day, at = self._day.value(), self._time.value()
        assert day is not None  # this field cannot be empty
        until = datetime.combine(day, at).astimezone(UTC)
        if until <= datetime.now(UTC):
            self._object(tr("That time has passed. Choose a later one."))
        elif until > self._limit.until:
            self._object(tr("That is too late: {moment} is the latest.", moment=self._desk.words.moment(self._limit.until)))
        else:
            self.chosen.emit(until)
            self.accept()

    def _object(self, text: str) -> None:
        self._asked.set_trouble(text)
        self._day.setFocus()
