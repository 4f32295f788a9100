"""The staircase: one step a year of what a client brings beyond what other work would, with the running total at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from clientcare.ui.theme import Theme
from clientcare.ui.widgets.chart import TICK, Chart
from clientcare.ui.wording import Wording, tr

if TYPE_CHECKING:
    from clientcare.decision.client_value import Stair

STEPS, ABOVE, BELOW, GAP = 120, 22, 24, 6  # px


@dataclass(frozen=True)
class Step:
    """One year as drawn and said."""

    stair: Stair
    total: str
    sentence: str

    @property
    def key(self) -> str:
        return str(self.stair.year)


class Staircase(Chart):
    """Draws the years: filled what only they bring, dashed above it what other work would bring instead.

    Where they cost more than they bring the steps go down, and the years stand above the ground.
    """

    def __init__(self, theme: Theme, words: Wording) -> None:
        super().__init__(theme, words, "worth.stairs", tr("What they bring, year by year"))
        self._steps: tuple[Step, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def steps(self) -> tuple[Step, ...]:
        return self._steps

    @property
    def sentence(self) -> str:
        """The year that is looked at, in words; "" while none is."""
        return self._sentence()

    def show_stairs(self, stairs: Sequence[Stair]) -> None:
        """Draw these years."""
        words = self._words
        self._steps = tuple(Step(stair, words.whole_money(stair.total), in_words(stair, words)) for stair in stairs)
        self.show_items(self._steps)

    # -- where things are

    def sizeHint(self) -> QSize:
        return QSize(300, ABOVE + STEPS + BELOW)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def item_at(self, point: QPoint) -> int:
        if not self._steps or not self.rect().contains(point):
            return -1
        return min(int(point.x() / self.width() * len(self._steps)), len(self._steps) - 1)

    def _column(self, place: int) -> QRectF:
        """The whole room of a year, from top to bottom."""
        wide = self.width() / len(self._steps)
        return QRectF(place * wide, 0, wide, self.height())

    def _height(self, money: float) -> float:
        """Where a sum lies, in pixels from the top."""
        stairs = [step.stair for step in self._steps]
        low = min([0.0, *(stair.total for stair in stairs)])
        high = max([0.0, *(stair.total + stair.other_work for stair in stairs)])
        return ABOVE + STEPS * (high - money) / ((high - low) or 1.0)

    @property
    def _goes_down(self) -> bool:
        return bool(self._steps) and self._steps[-1].stair.total < 0

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self.sized(TICK))
            if self.key:
                self.paint_looked_at(painter, self._column(int(self.key) - 1))
            elif self.hasFocus():
                self.paint_looked_at(painter, QRectF(self.rect()))
            before = 0.0
            for place, step in enumerate(self._steps):
                self._paint_step(painter, self._column(place).adjusted(GAP / 2, 0, -GAP / 2, 0), step.stair, before)
                before = step.stair.total
            self._paint_ground(painter)
            self._paint_totals(painter)

    def _paint_step(self, painter: QPainter, room: QRectF, stair: Stair, before: float) -> None:
        """What the years before left, this year's step on it, and above it, only outlined, what other work would bring."""
        tokens = self._theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.wash))
        painter.drawRect(self._between(room, 0.0, before))
        painter.setBrush(QColor(tokens.accent if stair.counts >= 0 else tokens.soft))
        painter.drawRect(self._between(room, before, stair.total))
        if stair.other_work > 0:
            painter.setPen(QPen(QColor(tokens.soft), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._between(room, stair.total, stair.total + stair.other_work).adjusted(0.5, 0.5, -0.5, 0))

    def _between(self, room: QRectF, one: float, other: float) -> QRectF:
        top, bottom = sorted((self._height(one), self._height(other)))
        return QRectF(room.left(), top, room.width(), bottom - top)

    def _paint_ground(self, painter: QPainter) -> None:
        ground = round(self._height(0))
        painter.setPen(QPen(QColor(self._theme.tokens.soft), 1))
        painter.drawLine(0, ground, self.width(), ground)
        top = ground - BELOW + 4 if self._goes_down else ABOVE + STEPS + 4
        for place, step in enumerate(self._steps):
            room = self._column(place)
            room.setTop(top)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, self._words.number(step.stair.year))

    def _paint_totals(self, painter: QPainter) -> None:
        """The running total at the steps where it has changed: at the last of them always, else where it fits its column."""
        metrics, wide = painter.fontMetrics(), self._column(0).width()
        painter.setPen(QColor(self._theme.tokens.ink))
        totals = [step.total for step in self._steps]
        changed = [place for place, total in enumerate(totals) if place == 0 or total != totals[place - 1]]
        for place in changed:
            half = metrics.horizontalAdvance(totals[place]) / 2 + 1
            if place == changed[-1] or 2 * half <= wide:
                middle = min(max(self._column(place).center().x(), half), self.width() - half)
                at = self._height(self._steps[place].stair.total)
                top = at + 2 if self._goes_down else at - metrics.height() - 1
                room = QRectF(middle - half, top, 2 * half, metrics.height())
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, totals[place])


def in_words(stair: Stair, words: Wording) -> str:
    """One year as a sentence with all its numbers."""
    values = {
        "year": stair.year,
        "chance": words.percent(stair.still_here),
        "sum": words.money(abs(round(stair.brings))),
        "other": words.money(round(stair.other_work)),
        "total": words.whole_money(stair.total),
    }
    if stair.brings < 0:
        return tr("Year {year}: still here with a chance of {chance}, costing {sum} on average. So far {total}.", **values)
    if not round(stair.other_work):
        return tr("Year {year}: still here with a chance of {chance}, bringing {sum} on average. So far {total}.", **values)
    return tr(
        "Year {year}: still here with a chance of {chance}, bringing {sum} on average. "
        "Other work would bring {other} of it. So far {total}.",
        **values,
    )
