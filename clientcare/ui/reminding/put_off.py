"""What was put off, said quietly: one line that opens into a list, each with a way to take it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.ui.reminding.today_cards import heading_of, in_short, line_of
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, empty, row
from clientcare.ui.wording import Wording, tr

if TYPE_CHECKING:
    from clientcare.records import TodayItem

SHOWN = 20


class PutOff(QWidget):
    """`back(item)`: it is to be said again at once."""

    back = Signal(object)

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._words = words
        self._items: tuple[TodayItem, ...] = ()
        self._all = False
        self._toggle = button("", self._turn, "plain", "today.put_off")
        self._card = Card(margin=16, spacing=6)
        self._card.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row(self._toggle, None))
        column.addWidget(self._card)
        self.hide()

    def show_items(self, items: tuple[TodayItem, ...]) -> None:
        """Soonest first."""
        if items != self._items:
            self._items = items
            self._fill()
        self.setVisible(bool(items))

    def _turn(self) -> None:
        self._card.setVisible(not self._card.isVisible())
        self._say()

    def _say(self) -> None:
        back = self._items[0].until if self._items else None
        closed = not self._card.isVisible()
        first = tr(", the first until {moment}", moment=in_short(self._words, back)) if back and closed else ""
        self._toggle.setText(tr("%n thing(s) put off", len(self._items)) + first)

    def _fill(self) -> None:
        empty(self._card.column)
        for item in self._items if self._all else self._items[:SHOWN]:
            self._card.column.addWidget(self._row(item))
        hidden = 0 if self._all else len(self._items) - SHOWN
        if hidden > 0:
            self._card.column.addLayout(row(button(tr("Show %n more", hidden), self._show_all, "plain", "put_off.more"), None))
        else:
            self._all = False  # once there are many again, a few come first
        self._card.setVisible(self._card.isVisible() and bool(self._items))
        self._say()

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _row(self, item: TodayItem) -> QWidget:
        made = QWidget()
        made.setProperty("look", "clear")
        line = row(spacing=12)
        made.setLayout(line)
        words = QVBoxLayout()
        words.setSpacing(0)
        heading = heading_of(item)
        until = tr("until {moment}", moment=in_short(self._words, item.until)) if item.until else ""
        words.addWidget(ElidedLabel(heading, "strong"))
        words.addWidget(ElidedLabel(f"{until} · {line_of(item, self._words)}", "soft"))
        line.addLayout(words, 1)
        name = f"put_off.{item.key}.{item.reminder_id or item.dispute_id}"
        back = button(tr("Bring it back"), partial(self.back.emit, item), "plain", name)
        back.setProperty("tone", "quiet")
        back.setAccessibleName(f"{back.text()}: {heading}")
        line.addWidget(back)
        return made
