"""What matters most: each guess swung from its low to its high end, and how far the leading way is then ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from clientcare.ui.theme import Theme
from clientcare.ui.widgets.chart import Scale
from clientcare.ui.widgets.row_chart import Row, RowChart
from clientcare.ui.wording import Wording, tr

BAR, THINNEST = 12, 4


@dataclass(frozen=True)
class Spread:
    """One guess as drawn: how far ahead the leader is (money) at the guess's low and at its high end.

    `sentence` is the row in words; `note` stands under the title where the answer would change.
    """

    key: str
    label: str
    low: float
    high: float
    sentence: str
    note: str = ""


class Tornado(RowChart):
    """Draws the spreads, widest first, around the lead as it is now. Left of nought another way leads."""

    letters, line, least = 13, 18, 38
    share = (150, 0.42, 260)

    def __init__(self, theme: Theme, words: Wording) -> None:
        super().__init__(theme, words, "weigh.tornado", tr("What matters most, widest first"))
        self._spreads: tuple[Spread, ...] = ()
        self._now = 0.0

    @property
    def spreads(self) -> tuple[Spread, ...]:
        return self._spreads

    def show_spreads(self, spreads: Sequence[Spread], now: float) -> None:
        """Draw these; `now`: how far ahead the leader is at what is likely, money."""
        self._spreads, self._now = tuple(spreads), now
        self.show_rows(self._spreads)

    def span(self) -> tuple[float, float]:
        ends = [self._now, *(end for spread in self._spreads for end in (spread.low, spread.high))]
        return min(ends), max(ends)

    def paint_row(self, painter: QPainter, place: QRect, row: Row, scale: Scale) -> None:
        assert isinstance(row, Spread)
        tokens, middle = self._theme.tokens, place.center().y() + 0.5
        left, right = sorted((scale.at(row.low), scale.at(row.high)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.attention if row.note else tokens.quiet))
        painter.drawRoundedRect(QRectF(left, middle - BAR / 2, max(right - left, THINNEST), BAR), 3, 3)

    def paint_above(self, painter: QPainter, scale: Scale, bottom: int) -> None:
        painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
        now = round(scale.at(self._now))
        painter.drawLine(now, 4, now, bottom)
