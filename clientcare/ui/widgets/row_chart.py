"""A chart of rows: a name with a few words of warning below it on the left, something drawn along one axis of money."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar, Protocol

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent

from clientcare.ui.theme import Theme
from clientcare.ui.widgets.chart import NOTE, TICK, Chart, Scale, axis, wrapped
from clientcare.ui.wording import Wording

AXIS, INSET, AROUND = 28, 8, 10  # px: below the rows, left of a name, and what is free above and below one
NOTE_LINE, MOST_LINES, MOST_NOTE_LINES = 16, 3, 2
DENSE, DENSE_AROUND, DENSE_LINES = 28, 6, 2  # the lowest row, what is free around a name, and its lines where room is scarce


class Row(Protocol):
    """A row: its name, the warning under it ("" for none), and the whole of it in words."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def sentence(self) -> str: ...


class RowChart(Chart):
    """Names on as many lines as they need, so a row's height follows from the width. A subclass draws what lies along the axis.

    `letters`: px of a name, on lines of `line` px; `least`: px of the lowest row; `share` of the width for the names.
    """

    letters: ClassVar[int]
    line: ClassVar[int]
    least: ClassVar[int]
    share: ClassVar[tuple[int, float, int]]  # at least so many px, the share, at most so many px

    def __init__(self, theme: Theme, words: Wording, name: str, title: str) -> None:
        super().__init__(theme, words, name, title)
        self._rows: tuple[Row, ...] = ()
        self._tall, self._dense = 0, False
        self._named: tuple[object, ...] = ()  # all that a row's height follows from, beside the width
        self._tops: dict[int, list[int]] = {}  # by width: where each row begins, and the last one ends
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Draw these, the first on top."""
        self._rows = tuple(rows)
        named = tuple((row.label, row.note, self.is_bold(row)) for row in self._rows)
        if named != self._named:
            self._named = named
            self._tops.clear()
        self.show_items(self._rows)
        self._grow()

    def set_dense(self, dense: bool) -> None:
        """Whether room is scarce: lower rows, and a wider column of names so that they need fewer lines."""
        if dense != self._dense:
            self._dense = dense
            self._tops.clear()
            self._grow()
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        """Ask for another height where names need more lines, or fewer, than before."""
        if self._tall != (tall := self.heightForWidth(self.width())):
            self._tall = tall
            self.updateGeometry()

    def is_bold(self, row: Row) -> bool:
        return False

    def span(self) -> tuple[float, float]:
        """The least and the most money that is drawn."""
        raise NotImplementedError

    def right_of_axis(self) -> int:
        """Pixels kept free to the right of the axis."""
        return 24

    def paint_row(self, painter: QPainter, place: QRect, row: Row, scale: Scale) -> None:
        """Draw one row right of its name."""
        raise NotImplementedError

    # -- where things are

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._tops_at(width)[-1] + AXIS

    def sizeHint(self) -> QSize:
        return QSize(420, self.heightForWidth(max(self.width(), 300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.sizeHint().height())

    def for_names(self, width: int) -> int:
        """How wide the column of names is."""
        least, share, most = self.share
        return min(most, max(least, int(width * (share + 0.06 if self._dense else share))))

    def _tops_at(self, width: int) -> list[int]:
        if width not in self._tops:
            names, tops = self.for_names(width), [0]
            least, around = (DENSE, DENSE_AROUND) if self._dense else (self.least, AROUND)
            for row in self._rows:
                lines = self.line * len(self._name(row, names)) + NOTE_LINE * len(self._note(row, names))
                tops.append(tops[-1] + max(least, lines + around))
            self._tops[width] = tops
        return self._tops[width]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not self._fonts:
            self._tops.clear()

    def _name(self, row: Row, width: int, text: str = "") -> tuple[str, ...]:
        most = DENSE_LINES if self._dense else MOST_LINES
        return wrapped(text or row.label, self.sized(self.letters, bold=self.is_bold(row)), width - INSET, most)

    def _note(self, row: Row, width: int) -> tuple[str, ...]:
        return wrapped(row.note, self.sized(NOTE), width - INSET, MOST_NOTE_LINES) if row.note else ()

    def places(self) -> list[QRect]:
        """Where each row stands."""
        tops = self._tops_at(self.width())
        return [QRect(0, top, self.width(), below - top) for top, below in pairwise(tops)]

    def item_at(self, point: QPoint) -> int:
        return next((i for i, place in enumerate(self.places()) if place.top() <= point.y() <= place.bottom()), -1)

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            places, names = self.places(), self.for_names(self.width())
            bottom, left = places[-1].bottom() + 1, names + 20
            right = max(left + 40, self.width() - self.right_of_axis())
            low, high = self.span()
            ends, ticks = axis(low, high, (right - left) / self._tick_width(low, high))
            scale = Scale(ends, left, right)
            for place, row in zip(places, self._rows, strict=True):
                if row.key == self._key:
                    self.paint_looked_at(painter, QRectF(place))
            if self.hasFocus() and not self._key:
                self.paint_looked_at(painter, QRectF(0, 0, self.width(), bottom))
            self._paint_axis(painter, ticks, scale, bottom)
            for place, row in zip(places, self._rows, strict=True):
                if place.intersects(event.rect()):
                    self._paint_words(painter, place, row, names)
                    self.paint_row(painter, place, row, scale)
            self.paint_above(painter, scale, bottom)

    def paint_above(self, painter: QPainter, scale: Scale, bottom: int) -> None:
        """Draw what lies over all rows."""

    def _tick_width(self, low: float, high: float) -> int:
        """Room for the widest sum below the axis."""
        widest = "−" + self._words.money(round(max(abs(low), abs(high), 100.0)))
        return QFontMetrics(self.sized(TICK)).horizontalAdvance(widest) + 14

    def _paint_axis(self, painter: QPainter, ticks: Sequence[float], scale: Scale, bottom: int) -> None:
        tokens = self._theme.tokens
        painter.setFont(self.sized(TICK))
        for tick in ticks:
            x = round(scale.at(tick))
            painter.setPen(QPen(QColor(tokens.soft if tick == 0 else tokens.line), 1))
            painter.drawLine(x, 4, x, bottom)
            painter.setPen(QColor(tokens.soft))
            text = ("−" if tick < 0 else "") + self._words.money(abs(tick))
            painter.drawText(QRect(x - 60, bottom + 4, 120, AXIS - 6), Qt.AlignmentFlag.AlignHCenter, text)

    def _paint_words(self, painter: QPainter, place: QRect, row: Row, width: int) -> None:
        tokens, bold = self._theme.tokens, self.is_bold(row)
        name, note = self._name(row, width), self._note(row, width)
        top = place.top() + (place.height() - self.line * len(name) - NOTE_LINE * len(note)) // 2
        first = (name, self.sized(self.letters, bold=bold), tokens.accent if bold else tokens.ink, self.line)
        for lines, look, colour, tall in (first, (note, self.sized(NOTE), tokens.attention, NOTE_LINE)):
            painter.setFont(look)
            painter.setPen(QColor(colour))
            ascent = painter.fontMetrics().ascent()
            for text in lines:
                painter.drawText(QPoint(INSET, top + ascent), text)
                top += tall
