"""Room to agree as a strip: from nothing to what they ask, the span that may suit both, what is owed, the owner's offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen

from clientcare.ui.theme import Theme
from clientcare.ui.widgets.chart import TICK, Chart, Scale
from clientcare.ui.wording import Wording, tr

HEIGHT, TOP, BAND, DOT = 62, 22, 14, 6
SIDE, NEAR = 16, 14  # px: free at both ends; how near a click must be
LEAST, MOST, OWED = "room.least", "room.most", "owed"


@dataclass(frozen=True)
class Point:
    """A sum on the strip: `room.least`, `room.most`, `owed`, or an offer by `way:<key>`. `sentence` says it in words."""

    key: str
    value: float
    sentence: str


class RoomStrip(Chart):
    """Draws the strip. Its points are walked with the arrow keys, from nothing to what they ask."""

    def __init__(self, theme: Theme, words: Wording) -> None:
        super().__init__(theme, words, "weigh.room_strip", tr("Room to agree, from nothing to all they ask"))
        self._points: tuple[Point, ...] = ()
        self._ask = 0.0
        self._span: tuple[float, float] | None = None

    @property
    def points(self) -> tuple[Point, ...]:
        return self._points

    @property
    def span(self) -> tuple[float, float] | None:
        """From where to where a sum may suit both; None where no sum does."""
        return self._span

    def show_points(self, points: Sequence[Point], ask: float, span: tuple[float, float] | None) -> None:
        self._points = tuple(sorted(points, key=lambda point: point.value))
        self._ask, self._span = ask, span
        self.show_items(self._points)

    # -- where things are

    def sizeHint(self) -> QSize:
        return QSize(420, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, HEIGHT)

    def _scale(self) -> Scale:
        return Scale((0.0, max(self._ask, 1.0)), SIDE, self.width() - SIDE)

    def x_of(self, value: float) -> float:
        """Where a sum is drawn; what is more than they ask stands at the end."""
        return self._scale().at(min(max(value, 0.0), self._ask))

    def item_at(self, point: QPoint) -> int:
        far = [abs(self.x_of(each.value) - point.x()) for each in self._points]
        if not far:
            return -1
        # Of points on one spot the offer lies on top, and is meant.
        nearest = min(range(len(far)), key=lambda i: (round(far[i]), not self._points[i].key.startswith("way:")))
        return nearest if far[nearest] <= NEAR else -1

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, middle = self._theme.tokens, TOP + BAND / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus() and not self._key:
                self.paint_looked_at(painter, QRectF(self.rect()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.line))
            painter.drawRoundedRect(QRectF(SIDE, middle - 3, self.width() - 2 * SIDE, 6), 3, 3)
            self._paint_span(painter)
            for point in self._points:
                self._paint_point(painter, point, middle)
            self._paint_ends(painter)

    def _paint_span(self, painter: QPainter) -> None:
        if self._span is None:
            return
        tokens = self._theme.tokens
        left, right = (self.x_of(value) for value in self._span)
        painter.setPen(QPen(QColor(tokens.accent), 1))
        painter.setBrush(QColor(tokens.wash))
        painter.drawRoundedRect(QRectF(left, TOP - 2, max(right - left, 4.0), BAND + 4), 5, 5)
        painter.setFont(self.sized(TICK))
        painter.setPen(QColor(tokens.accent))
        self._paint_ends_of_span(painter, left, right)

    def _paint_ends_of_span(self, painter: QPainter, left: float, right: float) -> None:
        """Both sums above the span; beside each other where it is short, and one where they are the same."""
        assert self._span is not None
        metrics, said = QFontMetrics(self.sized(TICK)), [self._words.money(value, rounded=True) for value in self._span]
        if said[0] == said[1]:
            said, middles = said[:1], [(left + right) / 2]
        else:
            apart = (metrics.horizontalAdvance(said[0]) + metrics.horizontalAdvance(said[1])) / 2 + 8
            spread = max(0.0, apart - (right - left)) / 2
            middles = [left - spread, right + spread]
        for text, middle in zip(said, middles, strict=True):
            width = metrics.horizontalAdvance(text)
            painter.drawText(QPointF(min(max(middle - width / 2, 0.0), self.width() - width), TOP - 7), text)

    def _paint_point(self, painter: QPainter, point: Point, middle: float) -> None:
        tokens, x, looked_at = self._theme.tokens, self.x_of(point.value), point.key == self._key
        if looked_at:
            self.paint_looked_at(painter, QRectF(x - 12, TOP - 6, 24, BAND + 12))
        if point.key.startswith("way:"):
            painter.setPen(QPen(QColor(tokens.soft), 2))
            painter.setBrush(QColor(tokens.card))
            painter.drawEllipse(QPointF(x, middle), DOT, DOT)
        elif point.key == OWED:
            painter.setPen(QPen(QColor(tokens.ink), 3))
            painter.drawLine(QPointF(x, TOP - 3), QPointF(x, TOP + BAND + 3))
        elif looked_at:
            painter.setPen(QPen(QColor(tokens.accent), 3))
            painter.drawLine(QPointF(x, TOP), QPointF(x, TOP + BAND))

    def _paint_ends(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        painter.setFont(self.sized(TICK))
        painter.setPen(QColor(tokens.soft))
        below = QRect(SIDE, TOP + BAND + 5, self.width() - 2 * SIDE, 18)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self._words.money(0))
        asked = tr("they ask {sum}", sum=self._words.money(self._ask))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, asked)
        owed = next((point for point in self._points if point.key == OWED), None)
        if owed is not None:
            self._paint_owed(painter, tr("you owe {sum}", sum=self._words.money(round(owed.value))), asked, owed.value)

    def _paint_owed(self, painter: QPainter, said: str, asked: str, value: float) -> None:
        """Below its tick, between the two ends; left out where there is no room, for the sentence below says it, too."""
        metrics = QFontMetrics(self.sized(TICK))
        width, first = metrics.horizontalAdvance(said), SIDE + metrics.horizontalAdvance(self._words.money(0)) + 12
        last = self.width() - SIDE - metrics.horizontalAdvance(asked) - 12 - width
        if first <= last:
            painter.setPen(QColor(self._theme.tokens.ink))
            x = min(max(self.x_of(value) - width / 2, first), last)
            painter.drawText(QPointF(x, TOP + BAND + 5 + metrics.ascent()), said)
