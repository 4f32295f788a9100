"""Fields whose words can be underlined and replaced; no line moves the text, the cursor or what Ctrl+Z knows.

Places count as Qt does, in units of UTF-16.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QMenu, QTextEdit

from clientcare.ui.widgets.fields import LineField, TextField

Line = QTextCharFormat.UnderlineStyle
_CURSOR_AT = 5  # pixels from the left of a line field's cursorRect to the cursor itself


@dataclass(frozen=True)
class Mark:
    """The words from `start` to `end`, and the line below them."""

    start: int
    end: int
    line: Line
    colour: str

    @property
    def format(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setUnderlineStyle(self.line)
        made.setUnderlineColor(QColor(self.colour))
        return made


def _nobody(place: int, at: QPoint) -> bool:
    return False


def _asks_for_menu(event: QKeyEvent) -> bool:
    """Shift+F10, which not every desktop turns into a context menu itself."""
    return event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier


def _leaves(event: QFocusEvent) -> bool:
    return event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class MarkedText(TextField):
    """Several lines. `left`: the focus went elsewhere. `on_menu(place, at)`: may show a menu of its own, and says whether."""

    left = Signal()
    on_menu: Callable[[int, QPoint], bool] = staticmethod(_nobody)

    def plain(self) -> str:
        return self.toPlainText()

    def mark(self, marks: Sequence[Mark]) -> None:
        """Underline these places of the text as it is now, and no others."""
        made = []
        for mark in marks:
            one = QTextEdit.ExtraSelection()
            one.cursor, one.format = self._over(mark.start, mark.end), mark.format
            made.append(one)
        if made or self.extraSelections():
            self.setExtraSelections(made)

    def replace(self, start: int, end: int, text: str) -> None:
        """Put `text` in that place, as one thing to undo, the cursor behind it."""
        cursor = self._over(start, end)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def choose(self, start: int, end: int) -> None:
        """Select that place and show it."""
        self.setTextCursor(self._over(start, end))
        self.ensureCursorVisible()

    def place(self) -> int:
        """Where the cursor is, or the end of what is selected."""
        return self.textCursor().selectionEnd()

    def standard_menu(self) -> QMenu:
        return self.createStandardContextMenu()

    def _over(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if _leaves(event):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (_asks_for_menu(event) and self._menu_at_cursor()):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            shown = self._menu_at_cursor()
        else:
            shown = self.on_menu(self.cursorForPosition(event.pos()).position(), event.globalPos())
        if not shown:
            super().contextMenuEvent(event)

    def _menu_at_cursor(self) -> bool:
        below = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        return self.on_menu(self.textCursor().selectionEnd(), below)


class MarkedLine(LineField):
    """One line; the same as MarkedText."""

    left = Signal()
    on_menu: Callable[[int, QPoint], bool] = staticmethod(_nobody)

    def __init__(self, name: str = "", title: str = "", hint: str = "") -> None:
        super().__init__(name, title, hint)
        self._marks: tuple[Mark, ...] = ()
        self.textChanged.connect(lambda _: self.mark(()))  # until it is read again: places have moved

    def plain(self) -> str:
        return self.text()

    def mark(self, marks: Sequence[Mark]) -> None:
        if tuple(marks) != self._marks:
            self._marks = tuple(marks)
            self.update()

    def replace(self, start: int, end: int, text: str) -> None:
        self.setSelection(start, end - start)
        self.insert(text)

    def choose(self, start: int, end: int) -> None:
        self.setSelection(start, end - start)

    def place(self) -> int:
        return self.selectionEnd() if self.hasSelectedText() else self.cursorPosition()

    def standard_menu(self) -> QMenu:
        return self.createStandardContextMenu()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if _leaves(event):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (_asks_for_menu(event) and self._menu_at_cursor()):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            shown = self._menu_at_cursor()
        else:
            shown = self.on_menu(self.cursorPositionAt(event.pos()), event.globalPos())
        if not shown:
            super().contextMenuEvent(event)

    def _menu_at_cursor(self) -> bool:
        return self.on_menu(self.place(), self.mapToGlobal(self.cursorRect().bottomLeft()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The same text once more, invisible, with the lines below it: Qt knows no underline here."""
        super().paintEvent(event)
        if not self._marks:
            return
        layout, left = QTextLayout(self.text(), self.font()), self.cursorRect()
        layout.setFormats([_range(mark) for mark in self._marks])
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        x = left.x() + _CURSOR_AT - line.cursorToX(self.cursorPosition())[0]  # type: ignore[index]
        painter = QPainter(self)
        painter.setClipRect(self.rect().adjusted(6, 2, -6, -2))
        painter.setPen(Qt.GlobalColor.transparent)
        layout.draw(painter, QPointF(x, left.y()))
        painter.end()


def _range(mark: Mark) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = mark.start, mark.end - mark.start, mark.format
    return made
