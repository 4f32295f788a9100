"""A field for a day: typed, chosen from a calendar, or one of the owner's usual days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from clientcare.ui import presets
from clientcare.ui.keys import ENTER
from clientcare.ui.widgets.parts import button
from clientcare.ui.wording import tr


class DayField(QWidget):
    """A date, or none: a calendar behind a field that can be left empty. `entered`: Enter says "that is it".

    Beside it the owner's usual days, unless it asks for a day that is `past`.
    """

    edited = Signal(object)
    entered = Signal()
    NONE = QDate(1990, 1, 1)

    def __init__(self, name: str = "", title: str = "", *, may_be_empty: bool = True, past: bool = False) -> None:
        super().__init__()
        self._may_be_empty, self._setting = may_be_empty, False
        self._edit = _Day()
        self._edit.setObjectName(name)
        self._edit.setAccessibleName(title)
        self._edit.setCalendarPopup(True)
        self._edit.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel, which only passes over it
        self._edit.setDisplayFormat("d MMM yyyy")
        self._edit.setFixedSize(160, 38)
        if may_be_empty:
            self._edit.setMinimumDate(self.NONE)
            self._edit.setSpecialValueText(tr("No date"))
        self._edit.dateChanged.connect(self._changed)
        self._edit.entered.connect(self.entered)
        self.setFocusProxy(self._edit)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._edit)
        if not past:
            line.addWidget(self._usual(name, title))
        line.addStretch(1)
        self.set_value(None if may_be_empty else date.today())

    def _usual(self, name: str, title: str) -> QPushButton:
        """The days the owner often chooses, in a menu made when it opens: they change in the settings."""
        made = button(tr("In …"), lambda: None, "plain", f"{name}.usual")
        made.setProperty("tone", "quiet")
        made.setAccessibleName(tr("{field}: one of your usual days", field=title) if title else tr("One of your usual days"))
        self._menu = QMenu(made)
        self._menu.aboutToShow.connect(self._fill_usual)
        made.setMenu(self._menu)
        return made

    def _fill_usual(self) -> None:
        self._menu.clear()
        for words, day in presets.offered(date.today()):
            shown = QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM")
            self._menu.addAction(f"{words}\t{shown}").triggered.connect(partial(self._choose, day))
        if self._menu.isEmpty():
            self._menu.addAction(tr("You choose them in Settings")).setEnabled(False)

    def _choose(self, day: date, _: bool = False) -> None:
        self.set_value(day)
        self.edited.emit(day)

    def value(self) -> date | None:
        chosen = self._edit.date()
        if self._may_be_empty and chosen == self.NONE:
            return None
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_value(self, value: object) -> None:
        self._setting = True
        shown = QDate(value.year, value.month, value.day) if isinstance(value, date) else self.NONE
        self._edit.setDate(shown)
        self._setting = False

    def _changed(self) -> None:
        if not self._setting:
            self.edited.emit(self.value())


_ARROWS = {"qt_calendar_prevmonth": "‹", "qt_calendar_nextmonth": "›"}


class _Day(QDateEdit):
    """Opens its calendar at today when empty, and leaves the wheel to the page."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if self.specialValueText() and not self.lineEdit().text().strip():
            self.setDate(DayField.NONE)  # emptied: Qt's own field would put the old date back
            self.selectAll()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in ENTER:
            self.entered.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        calendar = self.calendarWidget()
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, QTextCharFormat())  # in our ink: red is for trouble
        for arrow in calendar.findChildren(QToolButton):
            if arrow.objectName() in _ARROWS:
                arrow.setIcon(QIcon())  # Qt's own is black, also in the dark
                arrow.setText(_ARROWS[arrow.objectName()])
        if self.date() == DayField.NONE:  # only now: opening, it turns to the date in the field
            calendar.setCurrentPage(QDate.currentDate().year(), QDate.currentDate().month())

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes from day to month to year; where there is no date there are none, and Qt's own Tab would stay for ever."""
        if self.date() == DayField.NONE:
            return QWidget.focusNextPrevChild(self, following)
        return super().focusNextPrevChild(following)

    def stepBy(self, steps: int) -> None:
        if self.date() == DayField.NONE:
            day = date.today() + timedelta(days=max(steps, 0))
            self.setDate(QDate(day.year, day.month, day.day))
        else:
            super().stepBy(steps)
