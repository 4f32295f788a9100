"""Two years of payments as bars: each of the last twelve months before the same month a year earlier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from clientcare.ui.theme import Theme
from clientcare.ui.widgets.chart import TICK, Chart
from clientcare.ui.wording import Wording, tr

BARS, BELOW, ABOVE = 56, 20, 4  # px
WIDEST, NARROWEST = 10, 3  # px, of one bar


@dataclass(frozen=True)
class Month:
    """One month as drawn and said."""

    first: date
    now: float
    before: float
    sentence: str

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"


class YearsChart(Chart):
    """Draws the months: filled what came in, in grey beside it what came in a year before. Refunds go down."""

    def __init__(self, theme: Theme, words: Wording) -> None:
        super().__init__(theme, words, "client.payments.years", tr("What they paid, month by month"))
        self._months: tuple[Month, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def sentence(self) -> str:
        """The month that is looked at, in words; "" while none is."""
        return self._sentence()

    def show_months(self, months: Sequence[tuple[date, Decimal, Decimal]]) -> None:
        """Draw these: the first day of each, what came in, and what came in a year earlier."""
        self._months = tuple(self._month(*month) for month in months)
        self.show_items(self._months)

    def _month(self, first: date, now: Decimal, before: Decimal) -> Month:
        month, words = self._words.month(first), self._words
        said = tr("{month}: {sum}, a year before {before}.", month=month, sum=words.money(now), before=words.money(before))
        return Month(first, float(now), float(before), said)

    # -- where things are

    def sizeHint(self) -> QSize:
        return QSize(300, ABOVE + BARS + BELOW)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def item_at(self, point: QPoint) -> int:
        if not self._months or not self.rect().contains(point):
            return -1
        return min(int(point.x() / self.width() * len(self._months)), len(self._months) - 1)

    def _height(self, money: float) -> float:
        """Where a sum lies, in pixels from the top."""
        sums = [0.0, *(month.now for month in self._months), *(month.before for month in self._months)]
        low, high = min(sums), max(sums)
        return ABOVE + BARS * (high - money) / ((high - low) or 1.0)

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._months:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus() and not self._key:
                self.paint_looked_at(painter, QRectF(self.rect()))
            wide = self.width() / len(self._months)
            for place, month in enumerate(self._months):
                self._paint_month(painter, month, place, wide)
            painter.setPen(QPen(QColor(self._theme.tokens.line), 1))
            ground = round(self._height(0)) + 0.5
            painter.drawLine(0, int(ground), self.width(), int(ground))

    def _paint_month(self, painter: QPainter, month: Month, place: int, wide: float) -> None:
        tokens, left = self._theme.tokens, place * wide
        if month.key == self._key:
            self.paint_looked_at(painter, QRectF(left, 0, wide, self.height()))
        bar = min(max((wide - 8) / 2, NARROWEST), WIDEST)
        middle = left + wide / 2
        for x, money, colour in ((middle - bar - 1, month.before, tokens.quiet), (middle + 1, month.now, tokens.accent)):
            top, bottom = sorted((self._height(money), self._height(0)))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            if money:
                painter.drawRoundedRect(QRectF(x, top, bar, max(bottom - top, 2.0)), 2, 2)
        painter.setFont(self.sized(TICK))
        painter.setPen(QColor(tokens.soft))
        below = QRectF(left, ABOVE + BARS + 2, wide, BELOW - 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._words.month_letter(month.first))
