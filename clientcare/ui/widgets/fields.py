"""Fields to type in. Each has `value()`, `set_value()` and `edited`; what cannot be used is said below it, and kept."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from clientcare.texts import keepable
from clientcare.ui.widgets.parts import set_tone
from clientcare.ui.wording import tr

LONGEST_LINE = 300
LONGEST_TEXT = 20_000


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
        if bar != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(bar)
            QTimer.singleShot(0, self, self._break_anew)
        self.setFixedHeight(min(max(needed, self._lines), self._most) * self.fontMetrics().lineSpacing() + 26)
        self._stay()

    def _break_anew(self) -> None:
        """Where the scroll bar came while Qt laid out the lines, they are as wide as without it."""
        if self.horizontalScrollBar().maximum():
            self.setLineWrapMode(self.LineWrapMode.NoWrap)
            self.setLineWrapMode(self.LineWrapMode.WidgetWidth)

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
