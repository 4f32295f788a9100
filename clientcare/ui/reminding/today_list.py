"""The cards of Today, a few at a time; what still holds keeps its card when the page is shown anew."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.said import mark
from clientcare.ui.reminding.today_cards import ItemCard, has_come, item_card
from clientcare.ui.widgets.parts import button, empty, label, row
from clientcare.ui.wording import Wording, tr

if TYPE_CHECKING:
    from clientcare.records import TodayItem

AT_A_TIME = 8
HEADED_FROM = 7  # fewer cards than this need no headings


class TodayList(QWidget):
    """`opened(item)`, `later(item, button)`, `done(item, button)`: what was pressed. `whole`: every card wanted stands."""

    opened = Signal(object)
    later = Signal(object, object)
    done = Signal(object, object)
    whole = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._words, self._today = words, date.today()
        self._items: tuple[TodayItem, ...] = ()
        self.cards: list[ItemCard] = []
        self._kept: dict[object, tuple[object, ItemCard]] = {}
        self._drawn_by: object = None
        self.wanted, self._heading = 0, ""
        self._adding = QTimer(self, interval=0)
        self._adding.timeout.connect(self._add_some)
        self.more = button("", self._show_more, "plain", "today.more")
        self.more.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(14)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addLayout(self._column)
        whole.addLayout(row(self.more, None))

    def show_items(self, items: tuple[TodayItem, ...], today: date, drawn_by: object, at_least: int) -> None:
        """Most urgent first. `drawn_by`: what else the cards depend on; `at_least` so many were on show before."""
        self._clear((drawn_by, today))
        self._items, self._today = items, today
        still = {_whose(item) for item in items}
        for whose in [whose for whose in self._kept if whose not in still]:
            _drop(self._kept.pop(whose)[1])  # what needs nobody any more goes at once
        self._want(max(AT_A_TIME, at_least))

    def show_widgets(self, widgets: list[ItemCard]) -> None:
        """These in place of items."""
        self._clear(None)
        self._drop_kept()
        for widget in widgets:
            self._column.addWidget(widget)

    def _clear(self, drawn_by: object) -> None:
        self._adding.stop()
        if drawn_by == self._drawn_by:
            self._kept |= {_whose(item): (_look(item), card) for item, card in zip(self._items, self.cards, strict=False)}
            for card in self.cards:
                self._column.removeWidget(card)
        self._drawn_by = drawn_by
        self._items, self.cards, self.wanted, self._heading = (), [], 0, ""
        empty(self._column)
        self.more.hide()

    def _show_more(self) -> None:
        """A few at a time: more than that helps nobody."""
        self._want(len(self.cards) + AT_A_TIME)

    def _want(self, cards: int) -> None:
        self.more.hide()
        self.wanted = min(cards, len(self._items))
        self._adding.start()

    def _add_some(self) -> None:
        """Two new cards, then the window may breathe."""
        made = 0
        while len(self.cards) < self.wanted and made < 2:
            item = self._items[len(self.cards)]
            look, card = self._kept.pop(_whose(item), (None, None))
            if card is None or look != _look(item):
                _drop(card)
                card, made = self._card(item), made + 1
            self._head(item)
            self.cards.append(card)
            self._column.addWidget(card)
        if len(self.cards) == self.wanted:
            self._adding.stop()
            self._drop_kept()
            self._offer_more()
            self.whole.emit()

    def _card(self, item: TodayItem) -> ItemCard:
        made = item_card(item, self._today, self._words, partial(self.opened.emit, item))
        end = f"{item.key}.{item.reminder_id or item.dispute_id}"
        made.add_before(tr("Later"), partial(self.later.emit, item), f"today.later.{end}")
        if item.what == "own":
            made.add_before(tr("Done"), partial(self.done.emit, item), f"today.done.{end}")
        return made

    def _head(self, item: TodayItem) -> None:
        heading = tr(_group(item, self._today))
        if len(self._items) >= HEADED_FROM and heading != self._heading:
            self._heading = heading
            self._column.addWidget(label(heading, "strong"))

    def _offer_more(self) -> None:
        left = len(self._items) - len(self.cards)
        self.more.setText(tr("Show %n more", min(left, AT_A_TIME)) if left else "")
        self.more.setVisible(left > 0)

    def _drop_kept(self) -> None:
        for _, card in self._kept.values():
            _drop(card)
        self._kept = {}


def _whose(item: TodayItem) -> object:
    return item.dispute_id, item.reminder_id, item.key


def _look(item: TodayItem) -> object:
    """All that its card shows."""
    return item, has_come(item, datetime.now(UTC))


def _drop(card: ItemCard | None) -> None:
    if card is not None:
        card.hide()
        card.deleteLater()


def _group(item: TodayItem, today: date) -> str:
    if item.when is None:
        return mark("No day set")
    if item.when < today:
        return mark("Overdue")
    return mark("Today and tomorrow") if (item.when - today).days <= 1 else mark("This week")
