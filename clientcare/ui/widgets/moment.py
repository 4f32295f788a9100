"""A day and a time, to be chosen in a field or in a dialog of its own."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.growing_dialog import GrowingDialog
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import button, label, row
from clientcare.ui.wording import tr

WIDTH = 420
FIRST, LAST = 6 * 60, 22 * 60  # minutes of the day
MORNING = time(9)


class Times(QComboBox):
    """The half hours of a day that people are up, and any other time it is set to. Leaves the wheel to the page."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFixedWidth(110)
        self.setMaxVisibleItems(12)
        for minutes in range(FIRST, LAST + 1, 30):
            self._add(time(minutes // 60, minutes % 60))

    def value(self) -> time:
        at: time = self.currentData()
        return at

    def set_time(self, at: time) -> None:
        at = at.replace(second=0, microsecond=0)
        if self.findText(f"{at:%H:%M}") < 0:
            self._add(at)
        self.setCurrentText(f"{at:%H:%M}")

    def _add(self, at: time) -> None:
        place = next((n for n in range(self.count()) if self.itemData(n) > at), self.count())
        self.insertItem(place, f"{at:%H:%M}", at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class MomentField(QWidget):
    """A day with a time. Its value: an aware datetime in UTC, by the clock on the wall here."""

    edited = Signal(object)

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._day, self._time = DayField(name, title, may_be_empty=False), Times(f"{name}.time", tr("Time"))
        self._time.set_time(MORNING)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._day)
        line.addWidget(self._time)
        line.addStretch(1)
        self.setFocusProxy(self._day)
        self._day.edited.connect(lambda _: self.edited.emit(self.value()))
        self._time.activated.connect(lambda _: self.edited.emit(self.value()))

    def value(self) -> datetime:
        day = self._day.value()
        assert day is not None  # this field cannot be empty
        return datetime.combine(day, self._time.value()).astimezone(UTC)

    def set_value(self, value: object) -> None:
        if isinstance(value, datetime):
            local = value.astimezone()
            self._day.set_value(local.date())
            self._time.set_time(local.time())


class MomentDialog(GrowingDialog):
    """Asks until when; `chosen(datetime)` in UTC, always still to come."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, title: str, verb: str) -> None:
        super().__init__(parent)
        self.setObjectName("moment.dialog")
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self._moment = MomentField("moment.day", tr("Day"))
        tomorrow = datetime.now().date() + timedelta(days=1)
        self._moment.set_value(datetime.combine(tomorrow, MORNING).astimezone(UTC))
        self._asked = Labelled(tr("Until when?"), self._moment)
        self._moment.edited.connect(lambda _: self._asked.set_trouble(""))
        does = button(verb, self._choose, "primary", "moment.save")
        does.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(title, "heading", wrap=True))
        column.addWidget(self._asked)
        column.addStretch(1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject, name="moment.cancel"), does))
        self._moment.setFocus()

    def _choose(self) -> None:
        until = self._moment.value()
        if until <= datetime.now(UTC):
            self._asked.set_trouble(tr("That time has passed. Choose a later one."))
            self._moment.setFocus()
        else:
            self.chosen.emit(until)
            self.accept()
