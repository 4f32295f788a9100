"""Paints one cell of a long list by hand: a style sheet takes as long for a screen of them as two pictures may."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionButton, QStyleOptionViewItem, QTableView

from clientcare.ui.lists.row_model import Column, RowModel

MARGIN, BOX, AFTER_BOX = 15, 20, 6  # px
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
SELECTED = QStyle.StateFlag.State_Selected.value
Role = QPalette.ColorRole


class Cell(QStyledItemDelegate):
    """A line of text, in strong letters where it names the record; a box before it where several can be chosen."""

    def __init__(self, table: QTableView, rows: RowModel) -> None:
        super().__init__(table)
        self._table, self._rows = table, rows
        self.hovered = -1  # the row under the pointer
        self._palette, self._colours = 0, dict[Role, QColor]()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        line, number, place = index.row(), index.column(), option.rect
        rows, colours = self._rows, self._colours_of(option.palette)
        picked = rows.is_picked(line)
        if picked or option.state.value & SELECTED:
            painter.fillRect(place, colours[Role.Highlight])
        elif line == self.hovered:
            painter.fillRect(place, colours[Role.AlternateBase])
        painter.setPen(colours[Role.Mid])
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        words = place.adjusted(MARGIN, 0, -MARGIN, 0)
        if number == 0 and rows.picked is not None:
            self._box(painter, words, checked=picked)
            words.setLeft(words.left() + BOX + AFTER_BOX)
        row = rows.row(line)
        if row is not None and (text := rows.columns[number].text(row)):
            painter.setPen(colours[Role.Text])
            _write(painter, option, words, rows.columns[number], text)

    def _colours_of(self, palette: QPalette) -> dict[Role, QColor]:
        """Asked for once, not for every cell."""
        if palette.cacheKey() != self._palette:
            self._palette = palette.cacheKey()
            self._colours = {role: palette.color(role) for role in (Role.Highlight, Role.AlternateBase, Role.Mid, Role.Text)}
        return self._colours

    def _box(self, painter: QPainter, place: QRect, *, checked: bool) -> None:
        """As every box of the window looks."""
        option = QStyleOptionButton()
        option.rect = QRect(place.left(), place.center().y() - BOX // 2 + 1, BOX, BOX)
        option.state = QStyle.StateFlag.State_Enabled
        option.state |= QStyle.StateFlag.State_On if checked else QStyle.StateFlag.State_Off
        self._table.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, option, painter, self._table)


def _write(painter: QPainter, option: QStyleOptionViewItem, place: QRect, column: Column, text: str) -> None:
    font, metrics = option.font, option.fontMetrics
    if column.strong:
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
    painter.setFont(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, RIGHT if column.numeric else LEFT, shown)
