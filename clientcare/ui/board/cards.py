"""A dispute as a card of the board: its title on two lines, the client, when something is due, what they ask."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clientcare.records import DisputeRow
from clientcare.ui.theme import Theme
from clientcare.ui.tokens import Tokens

HEIGHT, GAP, INSIDE = 104, 8, 10  # px: of a card with the gap below it; between cards; from its edge to its words
LINES = 2  # of a title
CardWords = tuple[str, str, str, str, bool]
Words = Callable[[DisputeRow], CardWords]


class Cards(QStyledItemDelegate):
    """Paints the rows of a RowModel of disputes. `words(row)`: title, client, due, sum, and whether the date has passed."""

    def __init__(self, theme: Theme, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, words

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        row = index.model().row(index.row())  # type: ignore[attr-defined]
        if row is None:
            return
        place = option.rect.adjusted(1, 1, -1, -GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter, QRectF(place), option)
        self._write(painter, place.adjusted(INSIDE, INSIDE - 2, -INSIDE, 2 - INSIDE), option.font, self._words(row))
        painter.restore()

    def _frame(self, painter: QPainter, place: QRectF, option: QStyleOptionViewItem) -> None:
        colours, state = self._theme.tokens, option.state
        chosen = state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus
        over = state & QStyle.StateFlag.State_MouseOver
        edge = colours.accent if chosen else colours.soft if over else colours.line
        painter.setPen(QPen(QColor(edge), 2 if chosen else 1))
        painter.setBrush(QColor(colours.card))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _write(self, painter: QPainter, place: QRect, font: QFont, words: CardWords) -> None:
        title, client, due, asked, late = words
        colours = self._theme.tokens
        strong, small = QFont(font), QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        small.setPixelSize(max(QFontMetrics(font).height() * 13 // 19, 9))
        _title(painter, place, strong, QColor(colours.ink), title)
        painter.setFont(small)
        line = QFontMetrics(small).height()
        _line(painter, place, place.bottom() - 2 * line, QColor(colours.soft), client)
        self._foot(painter, place, colours, due, asked, late)

    def _foot(self, painter: QPainter, place: QRect, colours: Tokens, due: str, asked: str, late: bool) -> None:
        metrics = painter.fontMetrics()
        top, wide = place.bottom() - metrics.height(), metrics.horizontalAdvance(asked)
        painter.setPen(QColor(colours.ink))
        right = Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(place.left(), top, place.width(), metrics.height()), right, asked)
        rest = place.adjusted(0, 0, -wide - 6 if asked else 0, 0)
        _line(painter, rest, top, QColor(colours.attention if late else colours.soft), due)


def _title(painter: QPainter, place: QRect, font: QFont, colour: QColor, text: str) -> None:
    """On two lines; what does not fit ends in …"""
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(colour)
    laid = QTextLayout(text[:300], font)
    laid.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    laid.beginLayout()
    for number in range(LINES):
        line = laid.createLine()
        if not line.isValid():
            break
        line.setLineWidth(place.width())
        last = number == LINES - 1
        part = text[line.textStart() :] if last else text[line.textStart() : line.textStart() + line.textLength()]
        shown = metrics.elidedText(part.strip(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(QPointF(place.left(), place.top() + number * metrics.height() + metrics.ascent()), shown)
    laid.endLayout()


def _line(painter: QPainter, place: QRect, top: int, colour: QColor, text: str) -> None:
    metrics = painter.fontMetrics()
    painter.setPen(colour)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(QRect(place.left(), top, place.width(), metrics.height()), Qt.AlignmentFlag.AlignLeft, shown)
