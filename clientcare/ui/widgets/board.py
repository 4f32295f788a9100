"""The board: one row a way out, its range of real outcomes as a bar, its average as a dot, all against holding firm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from clientcare.texts import one_line
from clientcare.ui.theme import Theme
from clientcare.ui.widgets.chart import PLAIN, Scale
from clientcare.ui.widgets.row_chart import Row, RowChart
from clientcare.ui.wording import Wording, tr

BAR, DOT = 12, 6


@dataclass(frozen=True)
class Bar:
    """One way out as drawn: money against holding firm. `note` stands under the label, `sentence` is the row in words.

    `short`: the label where there is no room for all of it, if it must not end just anywhere.
    """

    key: str
    label: str
    low: float
    value: float
    high: float
    figure: str
    sentence: str
    note: str = ""
    leads: bool = False
    short: str = ""


class Board(RowChart):
    """Draws the bars, best first; the leading way wears the accent."""

    letters, line, least = PLAIN, 19, 38
    share = (130, 0.34, 230)

    def __init__(self, theme: Theme, words: Wording) -> None:
        super().__init__(theme, words, "weigh.bars", tr("The ways out, best first"))
        self._bars: tuple[Bar, ...] = ()

    @property
    def bars(self) -> tuple[Bar, ...]:
        return self._bars

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        self.show_rows(self._bars)

    def _name(self, row: Row, width: int, text: str = "") -> tuple[str, ...]:
        lines = super()._name(row, width)
        cut = isinstance(row, Bar) and row.short and " ".join(lines) != one_line(row.label)
        return super()._name(row, width, row.short) if isinstance(row, Bar) and cut else lines

    def is_bold(self, row: Row) -> bool:
        return isinstance(row, Bar) and row.leads

    def span(self) -> tuple[float, float]:
        ends = [end for bar in self._bars for end in (bar.low, bar.value, bar.high)]
        return min(ends), max(ends)

    def right_of_axis(self) -> int:
        metrics = QFontMetrics(self.sized(PLAIN, bold=True))
        return max([56, *(metrics.horizontalAdvance(bar.figure) for bar in self._bars)]) + 20

    def paint_row(self, painter: QPainter, place: QRect, row: Row, scale: Scale) -> None:
        assert isinstance(row, Bar)
        tokens, middle = self._theme.tokens, place.center().y() + 0.5
        low, high, dot = (scale.at(value) for value in (row.low, row.high, row.value))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent if row.leads else tokens.quiet))
        painter.drawRoundedRect(QRectF(low, middle - BAR / 2, max(high - low, BAR), BAR), BAR / 2, BAR / 2)
        painter.setPen(QPen(QColor(tokens.accent if row.leads else tokens.soft), 2))
        painter.setBrush(QColor(tokens.card))
        painter.drawEllipse(QPointF(dot, middle), DOT, DOT)
        painter.setFont(self.sized(PLAIN, bold=row.leads))
        painter.setPen(QColor(tokens.accent if row.leads else tokens.soft))
        space = QRect(scale.right, place.top(), self.width() - scale.right - 8, place.height())
        painter.drawText(space, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.figure)
