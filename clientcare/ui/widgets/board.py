"""The board: one row a way out, its range of real outcomes as a bar, its average as a dot, all against holding firm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from clientcare.ui.theme import Theme
from clientcare.ui.wording import Wording, tr

ROW, ROW_WITH_NOTE, AXIS, BAR, DOT = 42, 50, 28, 12, 6
PLAIN, NOTE, TICK = 14, 12, 12  # px, as in the style sheet


@dataclass(frozen=True)
class Bar:
    """One way out as drawn: money against holding firm. `note` stands under the label, `sentence` is the row in words."""

    key: str
    label: str
    low: float
    value: float
    high: float
    figure: str
    sentence: str
    note: str = ""
    leads: bool = False


@dataclass(frozen=True)
class _Scale:
    """Where a sum lies between two points of the drawing."""

    ends: tuple[float, float]
    left: int
    right: int

    def at(self, value: float) -> float:
        low, high = self.ends
        return self.left + (value - low) / (high - low) * (self.right - self.left)


class Board(QWidget):
    """Draws the bars. `chosen(key)`: by click, or with the arrow keys."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, words: Wording) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._bars: tuple[Bar, ...] = ()
        self._key = ""
        self.setObjectName("weigh.bars")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    @property
    def bars(self) -> tuple[Bar, ...]:
        return self._bars

    @property
    def key(self) -> str:
        """The way that is looked at."""
        return self._key

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw these, best first; the way that was looked at stays chosen while it is there."""
        changed = self.sizeHint().height()
        self._bars = tuple(bars)
        if self._key not in [bar.key for bar in self._bars]:
            self._key = ""
        self.setAccessibleName(tr("The ways out, best first"))
        self.setAccessibleDescription("\n".join(bar.sentence for bar in self._bars))
        if changed != self.sizeHint().height():
            self.updateGeometry()
        self.update()

    def choose(self, key: str) -> None:
        """Look at this way, and say its sentence to a screen reader."""
        self._key = key
        sentence = next((bar.sentence for bar in self._bars if bar.key == key), "")
        self.setAccessibleName(sentence)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()
        self.chosen.emit(key)

    # -- where things are

    def sizeHint(self) -> QSize:
        return QSize(420, sum(self._heights()) + AXIS)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.sizeHint().height())

    def _heights(self) -> list[int]:
        return [ROW_WITH_NOTE if bar.note else ROW for bar in self._bars]

    def _rows(self) -> list[QRect]:
        top, rows = 0, []
        for height in self._heights():
            rows.append(QRect(0, top, self.width(), height))
            top += height
        return rows

    def row_at(self, y: float) -> int:
        """The row under a point, or -1."""
        return next((i for i, row in enumerate(self._rows()) if row.top() <= y <= row.bottom()), -1)

    def _columns(self) -> tuple[int, int, int]:
        """Where the labels end, and where the bars start and end."""
        figures = QFontMetrics(_font(self, PLAIN, bold=True))
        for_figures = max([56, *(figures.horizontalAdvance(bar.figure) for bar in self._bars)]) + 20
        for_labels = min(230, max(120, int(self.width() * 0.32)))
        return for_labels, for_labels + 20, max(for_labels + 60, self.width() - for_figures)

    def _tick_width(self) -> int:
        """Room for the widest sum below the axis."""
        far = max([100.0, *(max(abs(bar.low), abs(bar.high)) for bar in self._bars)])
        return QFontMetrics(_font(self, TICK)).horizontalAdvance("−" + self._words.money(round(far))) + 14

    # -- hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [bar.key for bar in self._bars]
        at = keys.index(self._key) if self._key in keys else -1
        goes = {Qt.Key.Key_Down: at + 1, Qt.Key.Key_Up: at - 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(keys) - 1}
        if event.key() in goes and keys:
            self.choose(keys[min(max(goes[Qt.Key(event.key())], 0), len(keys) - 1)])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().y())
        if row >= 0:
            self.choose(self._bars[row].key)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.row_at(event.pos().y())
            text = self._bars[row].sentence if row >= 0 else ""
            # A tooltip reads rich text: what the owner typed must stay text.
            QToolTip.showText(event.globalPos(), f"<qt>{_escaped(text)}</qt>" if text else "", self)
            return True
        return super().event(event)

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            labels, left, right = self._columns()
            ends, ticks = axis(self._bars, (right - left) / self._tick_width())
            place = _Scale(ends, left, right)
            for row, bar in zip(self._rows(), self._bars, strict=True):
                if bar.key == self._key:
                    self._paint_chosen(painter, row)
            if self.hasFocus() and not self._key:
                self._paint_chosen(painter, QRect(0, 0, self.width(), sum(self._heights())))
            self._paint_axis(painter, ticks, place)
            for row, bar in zip(self._rows(), self._bars, strict=True):
                self._paint_label(painter, row, bar, labels)
                self._paint_bar(painter, row, bar, place)
                self._paint_figure(painter, row, bar, right)

    def _paint_chosen(self, painter: QPainter, row: QRect) -> None:
        tokens, focused = self._theme.tokens, self.hasFocus()
        painter.setPen(QPen(QColor(tokens.accent), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.page))
        painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), 8, 8)

    def _paint_axis(self, painter: QPainter, ticks: Sequence[float], place: _Scale) -> None:
        tokens, bottom = self._theme.tokens, sum(self._heights())
        painter.setFont(_font(self, TICK))
        for tick in ticks:
            x = round(place.at(tick))
            painter.setPen(QPen(QColor(tokens.soft if tick == 0 else tokens.line), 1))
            painter.drawLine(x, 4, x, bottom)
            painter.setPen(QColor(tokens.soft))
            text = ("−" if tick < 0 else "") + self._words.money(abs(tick))
            painter.drawText(QRect(x - 60, bottom + 4, 120, AXIS - 6), Qt.AlignmentFlag.AlignHCenter, text)

    def _paint_label(self, painter: QPainter, row: QRect, bar: Bar, width: int) -> None:
        tokens = self._theme.tokens
        painter.setFont(_font(self, PLAIN, bold=bar.leads))
        painter.setPen(QColor(tokens.accent if bar.leads else tokens.ink))
        line, space = painter.fontMetrics().lineSpacing(), QRect(row).adjusted(8, 3, 0, -3)
        space.setWidth(width - 8)
        lines = two_lines(bar.label, painter.fontMetrics(), space.width(), 1 if bar.note else 2)
        top = space.top() + (space.height() - line * len(lines) - (18 if bar.note else 0)) // 2
        for number, text in enumerate(lines):
            painter.drawText(QPoint(space.left(), top + number * line + painter.fontMetrics().ascent()), text)
        if bar.note:
            painter.setFont(_font(self, NOTE))
            painter.setPen(QColor(tokens.attention))
            note = painter.fontMetrics().elidedText(bar.note, Qt.TextElideMode.ElideRight, space.width() + 12)
            painter.drawText(QPoint(space.left(), top + line * len(lines) + painter.fontMetrics().ascent() + 2), note)

    def _paint_bar(self, painter: QPainter, row: QRect, bar: Bar, place: _Scale) -> None:
        tokens = self._theme.tokens
        colour = QColor(tokens.accent if bar.leads else tokens.quiet)
        low, high, dot = (place.at(value) for value in (bar.low, bar.high, bar.value))
        middle = row.center().y() + 0.5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(low, middle - BAR / 2, max(high - low, BAR), BAR), BAR / 2, BAR / 2)
        painter.setPen(QPen(QColor(tokens.accent if bar.leads else tokens.soft), 2))
        painter.setBrush(QColor(tokens.card))
        painter.drawEllipse(QPointF(dot, middle), DOT, DOT)

    def _paint_figure(self, painter: QPainter, row: QRect, bar: Bar, right: int) -> None:
        tokens = self._theme.tokens
        painter.setFont(_font(self, PLAIN, bold=bar.leads))
        painter.setPen(QColor(tokens.accent if bar.leads else tokens.soft))
        space = QRect(right, row.top(), self.width() - right - 8, row.height())
        painter.drawText(space, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, bar.figure)


def axis(bars: Sequence[Bar], most: float) -> tuple[tuple[float, float], tuple[float, ...]]:
    """The ends of the axis, which takes in every bar and nought, and round sums between them, `most` at most about.

    The ends are quarter steps, so that the axis stands still while a slider moves the bars a little.
    """
    low = min([0.0, *(min(bar.low, bar.value) for bar in bars)])
    high = max([0.0, *(max(bar.high, bar.value) for bar in bars)])
    if high - low < 1:
        low, high = low - 50, high + 50
    step = _round_up((high - low) / most)
    part = step / 4
    ends = math.floor(low / part) * part, math.ceil(high / part) * part
    first, last = math.ceil(ends[0] / step), math.floor(ends[1] / step)
    return ends, tuple(number * step for number in range(first, last + 1))


def _round_up(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= rough * (1 - 1e-9))


def two_lines(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """A label on at most `most` lines, the last one ending in … where there is no room for all of it."""
    words, lines = text.split(), [""]
    while words and len(lines) <= most:
        longer = f"{lines[-1]} {words[0]}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > width:
            if len(lines) == most:
                break
            lines.append("")
            continue
        lines[-1] = longer
        words.pop(0)
    lines[-1] = " ".join([lines[-1], *words])
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]


def _font(widget: QWidget, pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(widget.font())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
