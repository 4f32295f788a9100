"""Fields to type in. Each has `value()`, `set_value()` and `edited`; what cannot be used is said below it, and kept."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QDate, QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent, QResizeEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QToolButton, QWidget

from clientcare.ui.widgets.parts import set_tone
from clientcare.ui.wording import tr

LONGEST_LINE = 300
LONGEST_TEXT = 20_000
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")  # NUL and half characters


def keepable(text: str) -> str:
    """Without blanks around it, and without what a clipboard may bring along and no file of text can hold."""
    return UNKEEPABLE.sub("", text).strip()


class LineField(QLineEdit):
    """One line of text."""

    edited = Signal(object)

    def __init__(self, name: str = "", title: str = "", hint: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setPlaceholderText(hint)
        self.setMaxLength(LONGEST_LINE)
        self.textEdited.connect(lambda _: self.edited.emit(self.value()))

    def value(self) -> str:
        return keepable(self.text())

    def set_value(self, value: object) -> None:
        if value != self.value():
            self.setText(str(value or ""))
            self.setCursorPosition(0)


class TextField(QPlainTextEdit):
    """Several lines of plain text; grows with what is typed between `lines` and three times as many."""

    edited = Signal(object)

    def __init__(self, name: str = "", title: str = "", hint: str = "", lines: int = 3, most: int = 0) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self._lines, self._most, self._setting = lines, most or lines * 3, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._stay())
        self._grow()

    def value(self) -> str:
        return keepable(self.toPlainText())

    def set_value(self, value: object) -> None:
        if value != self.value():
            self._setting = True
            self.setPlainText(str(value or ""))
            self._setting = False

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def _changed(self) -> None:
        if len(self.toPlainText()) > LONGEST_TEXT:
            self.textCursor().deletePreviousChar()
        elif not self._setting:
            self.edited.emit(self.value())

    def _grow(self) -> None:
        needed = self._lines_needed()
        # A scroll bar that comes and goes would change the width, and with it the lines, for ever.
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed > self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)
        self.setFixedHeight(min(max(needed, self._lines), self._most) * self.fontMetrics().lineSpacing() + 26)
        self._stay()

    def _stay(self) -> None:
        """At the top while all of it is shown: Qt scrolls to a new line before the box has grown for it."""
        if self.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            self.verticalScrollBar().setValue(0)

    def _lines_needed(self) -> int:
        """How many lines there are, or one more than the most that are shown."""
        layout, block, lines = self.document().documentLayout(), self.document().begin(), 0
        while block.isValid() and lines <= self._most:
            layout.blockBoundingRect(block)  # Qt itself lays out, and counts, only what is on show
            lines += block.layout().lineCount()
            block = block.next()
        return lines

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page's, while all of the text can be seen: Qt would still move it up by a line."""
        if self.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded:
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()


class NumberField(QLineEdit):
    """A sum or a number, typed the owner's way ("1,250.50" or "1.250,50"). Its value: Decimal, or None while empty.

    `invalid` is True while the text is no number; then nothing is emitted, and the field says so by its outline.
    """

    edited = Signal(object)

    def __init__(self, locale: str, name: str = "", title: str = "", unit: str = "", least: int = 0) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._locale, self._least = QLocale(locale), Decimal(least)
        self.invalid = False
        self.setPlaceholderText(unit)
        self.setMaxLength(24)
        self.setFixedWidth(160)
        self.textEdited.connect(lambda _: self._typed())

    def speak(self, locale: str) -> None:
        """Write numbers the way of this place from now on; what stands here is written anew, what is no number stays."""
        place, value = QLocale(locale), self._value_or_none()
        if place != self._locale:
            self._locale = place
            if value is not None and not self.invalid:
                self.setText(_written(value, place))

    def value(self) -> Decimal | None:
        return parse_number(self.text(), self._locale)

    def set_value(self, value: object) -> None:
        if self.hasFocus() and self.invalid:
            return
        if value is None or not isinstance(value, Decimal | int | float):
            self.setText("")
        elif value != self._value_or_none():
            self.setText(_written(Decimal(str(value)), self._locale))
        self._judge(valid=True)

    def _value_or_none(self) -> Decimal | None:
        try:
            return self.value()
        except ValueError:
            return None

    def put_back(self, text: str) -> None:
        """Show what was typed before, number or not."""
        self.setText(text)
        self._judge(valid=self._is_sound())

    def _typed(self) -> None:
        valid = self._is_sound()
        self._judge(valid=valid)
        if valid:
            self.edited.emit(self.value())

    def _is_sound(self) -> bool:
        try:
            value = self.value()
        except ValueError:
            return False
        return value is None or self._least <= value < Decimal(10) ** 12

    def _judge(self, *, valid: bool) -> None:
        self.invalid = not valid
        set_tone(self, "false" if valid else "true", "trouble")
        example = _written(Decimal("1250.5"), self._locale)
        self.setToolTip("" if valid else tr("Please type a number, such as {example}.", example=example))


def parse_number(text: str, locale: QLocale) -> Decimal | None:
    """Read a number as people type it. Raises ValueError for what is none."""
    kept = "".join(c for c in text if not c.isspace() and c not in "'’\u00a0$€£¥₺zł")
    if not kept:
        return None
    point, group = locale.decimalPoint(), locale.groupSeparator()
    kept = kept.replace("−", "-")
    other = {",", "."} - {point}
    if point not in kept and group not in (" ", "\u00a0", "\u202f"):
        # "12.50" typed where the comma is the decimal point: one mark with one or two digits behind it is cents.
        for mark in other:
            head, found, tail = kept.rpartition(mark)
            if found and mark not in head and len(tail) in (1, 2):
                kept = head + point + tail
    kept = kept.replace(group, "").replace(point, "\0")
    kept = kept.replace(",", "").replace("\0", ".") if point == "." else kept.replace("\0", ".")
    try:
        value = Decimal(kept)
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite():
        raise ValueError(text)
    return value


def _written(value: Decimal, locale: QLocale) -> str:
    places = max(0, -int(value.normalize().as_tuple().exponent))
    places = 2 if places == 1 else min(places, 3)
    return locale.toString(float(value), "f", places)


class DayField(QWidget):
    """A date, or none: a calendar behind a field that can be left empty. `entered`: Enter says "that is it"."""

    edited = Signal(object)
    entered = Signal()
    NONE = QDate(1990, 1, 1)

    def __init__(self, name: str = "", title: str = "", *, may_be_empty: bool = True) -> None:
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
        line.addStretch(1)
        self.set_value(None if may_be_empty else date.today())

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
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
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
