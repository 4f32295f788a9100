"""The list of lines: a heading, an icon, two lines of text with the words that were looked for marked in them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clientcare.ui.search.lines import Line, Spans
from clientcare.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
PAD, ICON, GAP = 12, 18, 12
SMALLER = 1  # px: of the second line


class Lines(QAbstractListModel):
    """The lines as Qt and a screen reader ask for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        return line.read_out if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        heading = index.isValid() and self.lines[index.row()].heading
        return Qt.ItemFlag.ItemIsEnabled if heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LineView(QListView):
    """Shows lines; one of them is chosen, headings never are. `wanted(Line)`: it was clicked."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = Lines(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "found")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the cursor stays where one types; the keys there move through the lines
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda index: self._want(index.row()))

    @property
    def lines(self) -> list[Line]:
        return self._model.lines

    def show_lines(self, lines: list[Line], keep: Line | None = None) -> None:
        """Show these; chosen is the one to `keep` if it is still there, or the first that can be gone to."""
        self._model.show(lines)
        self.scrollToTop()
        if keep is not None and keep in lines:
            self._choose(lines.index(keep))
            return
        self._choose(next((place for place, line in enumerate(lines) if not line.heading), -1))
        self.scrollToTop()

    @property
    def chosen(self) -> Line | None:
        index = self.currentIndex()
        return self.lines[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Choose the line so many further, headings not counted; the ends are ends."""
        places = [place for place, line in enumerate(self.lines) if not line.heading]
        if places:
            now = self.currentIndex().row()
            at = places.index(now) if now in places else -1
            self._choose(places[min(max(at + by, 0), len(places) - 1)])
            if self.currentIndex().row() == places[0]:
                self.scrollToTop()  # its heading, too

    @property
    def lines_at_once(self) -> int:
        """About how many are seen."""
        return max(self.viewport().height() // max(self.sizeHintForRow(1), 1) - 1, 1)

    @property
    def needed_height(self) -> int:
        return sum(self.sizeHintForRow(place) for place in range(len(self.lines)))

    def _choose(self, place: int) -> None:
        self.setCurrentIndex(self._model.index(place, 0) if place >= 0 else QModelIndex())

    def _want(self, place: int) -> None:
        if not self.lines[place].heading:
            self.wanted.emit(self.lines[place])


class _Painter(QStyledItemDelegate):
    """Draws a line. What people typed is drawn as it is, never read as markup."""

    def __init__(self, theme: Theme, view: LineView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, high = self._view.lines[index.row()], QFontMetrics(self._view.font()).height()
        if line.heading:
            return QSize(0, high + 16)
        return QSize(0, high * 2 + 18 if line.text else high + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, area = self._view.lines[index.row()], option.rect
        if line.heading:
            self._heading(painter, line, area)
        else:
            chosen = index.row() == self._view.currentIndex().row()
            over = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._found(painter, line, area, chosen=chosen, over=over)
        painter.restore()

    def _heading(self, painter: QPainter, line: Line, area: QRect) -> None:
        font = _smaller(self._view.font())
        box = area.adjusted(PAD, 6, -PAD, 0)
        painter.setPen(QColor(self._theme.tokens.soft))
        painter.setFont(_strong(font))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line.title)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.beside)

    def _found(self, painter: QPainter, line: Line, area: QRect, *, chosen: bool, over: bool) -> None:
        tokens, box = self._theme.tokens, area.adjusted(PAD, 6, -PAD, -6)
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.wash if chosen else tokens.page))
            painter.drawRoundedRect(area.adjusted(2, 1, -2, -1), 8, 8)
        font, small = self._view.font(), _smaller(self._view.font())
        high = QFontMetrics(font).height()
        colour = tokens.accent if chosen else tokens.soft
        icon = self._theme.icon(line.icon, colour).pixmap(ICON, ICON)
        painter.drawPixmap(box.left(), box.top() + (high - ICON) // 2 + 1, icon)
        text = box.adjusted(ICON + GAP, 0, 0, 0)
        first = QRect(text.left(), text.top(), text.width(), high + 2)
        first.setRight(first.right() - self._beside(painter, line.beside, first, small))
        self._write(painter, first, line.title, line.title_spans, font, tokens.ink)
        if line.text:
            second = QRect(text.left(), text.top() + high + 4, text.width(), high)
            self._write(painter, second, line.text, line.text_spans, small, tokens.soft)

    def _beside(self, painter: QPainter, said: str, box: QRect, font: QFont) -> int:
        """Write at the right; the room that takes."""
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.soft))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
        return QFontMetrics(font).horizontalAdvance(said) + GAP if said else 0

    def _write(self, painter: QPainter, box: QRect, text: str, spans: Spans, font: QFont, colour: str) -> None:
        """One line of text, its marked letters strong and in the accent; it ends in … where there is no room."""
        shown = QFontMetrics(_strong(font)).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        layout = QTextLayout(shown, font)
        layout.setTextOption(_one_line())
        accent, upto = self._theme.tokens.accent, len(shown)
        layout.setFormats([_marked(text, span, upto, accent) for span in spans if span[0] < upto])
        layout.beginLayout()
        line = layout.createLine()
        if line.isValid():
            line.setLineWidth(box.width())
        layout.endLayout()
        painter.setPen(QColor(colour))
        layout.draw(painter, QPointF(box.left(), box.top() + (box.height() - layout.boundingRect().height()) / 2))


def _marked(text: str, span: tuple[int, int], shown: int, colour: str) -> QTextLayout.FormatRange:
    """Qt counts in halves of the letters beyond the first plane."""
    made = QTextLayout.FormatRange()
    made.start = _units(text[: span[0]])
    made.length = _units(text[span[0] : min(span[1], shown)])
    made.format = QTextCharFormat()
    made.format.setForeground(QColor(colour))
    made.format.setFontWeight(QFont.Weight.DemiBold)
    return made


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _one_line() -> QTextOption:
    made = QTextOption()
    made.setWrapMode(QTextOption.WrapMode.NoWrap)
    return made


def _strong(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def _smaller(font: QFont) -> QFont:
    made = QFont(font)
    made.setPixelSize(font.pixelSize() - SMALLER)
    return made
