"""What every painted chart shares: items walked by keys and clicks, each said in a sentence, its whole read out as text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from clientcare.ui.keys import ENTER
from clientcare.ui.theme import Theme
from clientcare.ui.wording import Wording

PLAIN, NOTE, TICK = 14, 12, 12  # px, as in the style sheet
_FORWARD, _BACK = (Qt.Key.Key_Down, Qt.Key.Key_Right), (Qt.Key.Key_Up, Qt.Key.Key_Left)
_PRESS = (*ENTER, Qt.Key.Key_Space)


class Item(Protocol):
    """One thing drawn: `sentence` is all it says, in words."""

    @property
    def key(self) -> str: ...
    @property
    def sentence(self) -> str: ...


@dataclass(frozen=True)
class Scale:
    """Where a number lies between two points of the drawing."""

    ends: tuple[float, float]
    left: int
    right: int

    def at(self, value: float) -> float:
        low, high = self.ends
        return self.left + (value - low) / (high - low) * (self.right - self.left)


class Chart(QWidget):
    """`chosen(key)`: looked at, by click or arrow key. `pressed(key)`: clicked, or Enter on what is looked at.

    A subclass says where its items are (`item_at`) and paints them.
    """

    chosen = Signal(str)
    pressed = Signal(str)

    def __init__(self, theme: Theme, words: Wording, name: str, title: str) -> None:
        super().__init__()
        self._theme, self._words, self._title = theme, words, title
        self._shown: tuple[Item, ...] = ()
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._key = ""
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    @property
    def key(self) -> str:
        """What is looked at, "" for nothing."""
        return self._key

    def show_items(self, items: Sequence[Item]) -> None:
        """Draw these; what was looked at stays so while it is there."""
        self._shown = tuple(items)
        if self._key and self._key not in [item.key for item in self._shown]:
            self._key = ""
        self.setAccessibleName(self._sentence() or self._title)
        self.setAccessibleDescription("\n".join(item.sentence for item in self._shown))
        self.update()

    def choose(self, key: str) -> None:
        """Look at this, and say its sentence to a screen reader."""
        self._key = key
        self.setAccessibleName(self._sentence() or self._title)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()
        self.chosen.emit(key)

    def retitle(self, title: str) -> None:
        """Name the chart as a whole anew."""
        self._title = title

    def forget(self) -> None:
        """Look at nothing in particular."""
        self._key = ""
        self.setAccessibleName(self._title)
        self.update()

    def _sentence(self) -> str:
        return next((item.sentence for item in self._shown if item.key == self._key), "")

    def sized(self, pixels: int, *, bold: bool = False) -> QFont:
        """The widget's font in this size."""
        if (made := self._fonts.get((pixels, bold))) is None:
            made = self._fonts[pixels, bold] = QFont(self.font())
            made.setPixelSize(pixels)
            made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return made

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fonts.clear()
        super().changeEvent(event)

    def paint_looked_at(self, painter: QPainter, place: QRectF) -> None:
        """Draw what lies behind the item that is looked at; while none is and the focus is here, behind all of them."""
        tokens = self._theme.tokens
        painter.setPen(QPen(QColor(tokens.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.page))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 8, 8)

    def item_at(self, point: QPoint) -> int:
        """The place of the item under a point, or -1."""
        raise NotImplementedError

    # -- hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, pressed = [item.key for item in self._shown], event.key()
        at = keys.index(self._key) if self._key in keys else -1
        if pressed in _PRESS and at >= 0:
            self.pressed.emit(self._key)
            return
        goes = dict.fromkeys(_FORWARD, at + 1) | dict.fromkeys(_BACK, at - 1)
        goes |= {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(keys) - 1}
        if keys and pressed in goes:
            self.choose(keys[min(max(goes[Qt.Key(pressed)], 0), len(keys) - 1)])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.item_at(event.position().toPoint())
        if place >= 0:
            self.choose(self._shown[place].key)
            self.pressed.emit(self._key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.item_at(event.pos())
            text = self._shown[place].sentence if place >= 0 else ""
            QToolTip.showText(event.globalPos(), as_plain(text), self)
            return True
        return super().event(event)


@lru_cache(512)
def wrapped(text: str, look: QFont, width: int, most: int) -> tuple[str, ...]:
    """A text on at most `most` lines. Remembered: while a slider moves, most rows say what they said before."""
    return tuple(two_lines(text, QFontMetrics(look), width, most))


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


def axis(low: float, high: float, most: float) -> tuple[tuple[float, float], tuple[float, ...]]:
    """The ends of an axis that takes in nought and `low` to `high`, and round numbers between, `most` at most about.

    The ends are quarter steps, so that the axis stands still while a slider moves what is drawn a little.
    """
    low, high = min(0.0, low), max(0.0, high)
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


def as_plain(text: str) -> str:
    """A tooltip's text. Tooltips read rich text: what the owner typed must stay as it is."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{plain}</qt>" if text else ""
