"""Today: what needs the owner, most urgent first, and three quiet figures; on the first day, the first steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientcare import services
from clientcare.said import mark
from clientcare.settings import Settings
from clientcare.ui.desk import Desk
from clientcare.ui.pages.new_client import add_client
from clientcare.ui.pages.page import Page
from clientcare.ui.widgets.parts import button, empty, label
from clientcare.ui.widgets.today_cards import ItemCard, figures, is_soon, item_card
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.records import TodayItem, TodayView

AT_A_TIME = 8
LOOKS_AGAIN_MS = 60_000  # the night of a letter ends, and a day begins, while this page stands there
HEADED_FROM = 7  # fewer cards than this need no headings
NUMBERS = (
    mark("Two"),
    mark("Three"),
    mark("Four"),
    mark("Five"),
    mark("Six"),
    mark("Seven"),
    mark("Eight"),
    mark("Nine"),
)


class TodayPage(Page):
    """The greeting stands before the data is there; each card leads to the one screen where it is dealt with."""

    kinds = ("Client", "Dispute", "Decision", "StoredLetter", "Sending", "Setting")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, greeting(datetime.now().hour))
        self._seen: object = None
        self._items: tuple[TodayItem, ...] = ()
        self._shown = self._wanted = 0
        self._adding = QTimer(self, interval=0)
        self._adding.timeout.connect(self._add_some)
        self._clock = QTimer(self, interval=LOOKS_AGAIN_MS)
        self._clock.timeout.connect(self._look_again)
        self._clock.start()
        self._today = date.today()
        self._heading = ""
        self.head_buttons.addWidget(button(tr("New dispute"), self.new_dispute, name="today.new_dispute"))
        self.head_buttons.addWidget(button(tr("Buy time"), lambda: desk.go("buy_time"), "primary", "today.buy_time"))
        self._list, self._figures = QVBoxLayout(), QHBoxLayout()
        self._list.setSpacing(14)
        self._figures.setSpacing(16)
        self._more = button("", self._show_more, "plain", "today.more")
        self._more.hide()
        self.body.addLayout(self._list)
        self.body.addWidget(self._more)
        self.body.addLayout(self._figures)
        self.body.addStretch(1)

    def load(self) -> None:
        self._today = today = date.today()
        self.title.setText(greeting(datetime.now().hour))
        if self.desk.jobs.ready:
            self.desk.jobs.read(lambda s: (services.reminders.today(s, today), services.settings.load(s)), self._show)

    def _look_again(self) -> None:
        if self.isVisible():
            self.load()

    def _show(self, found: tuple[TodayView, Settings]) -> None:
        view, settings = found
        if self._seen == (found, self._today):
            return
        self._seen = (found, self._today)
        self._clear()
        if not view.any_clients:
            self.set_soft(tr("Everything stays on this computer. Three small steps, in any order:"))
            self._show_first_steps(settings)
            return
        self.set_soft(summary(view.items, self._today))
        self._items = view.items
        self._show_more()
        self._show_figures(view)

    def _clear(self) -> None:
        self._adding.stop()
        self._items, self._shown, self._wanted, self._heading = (), 0, 0, ""
        empty(self._list)
        empty(self._figures)
        self._more.hide()

    def _show_more(self) -> None:
        """A few at a time: more than that helps nobody."""
        self._more.hide()
        self._wanted = min(self._shown + AT_A_TIME, len(self._items))
        self._adding.start()

    def _add_some(self) -> None:
        """Two cards, then the window may breathe."""
        following = self._items[self._shown : min(self._shown + 2, self._wanted)]
        for item in following:
            self._head(item)
            go = partial(self.desk.go, "dispute", item.dispute_id, item.screen)
            self._list.addWidget(item_card(item, self._today, self.desk.words, go))
        self._shown += len(following)
        if self._shown == self._wanted:
            self._adding.stop()
            self._offer_more()

    def _offer_more(self) -> None:
        left = len(self._items) - self._shown
        self._more.setText(tr("Show %n more", min(left, AT_A_TIME)) if left else "")
        self._more.setVisible(left > 0)

    def _head(self, item: TodayItem) -> None:
        heading = tr(_group(item, self._today))
        if len(self._items) >= HEADED_FROM and heading != self._heading:
            self._heading = heading
            self._list.addWidget(label(heading, "strong"))

    def _show_figures(self, view: TodayView) -> None:
        cards = figures(view)
        for card in cards:
            self._figures.addWidget(card, 1)
        for _ in range(3 - len(cards) if cards else 0):
            self._figures.addWidget(QWidget(), 1)

    def _show_first_steps(self, settings: Settings) -> None:
        go = self.desk.go
        named = bool(settings.business_name)
        self._step(
            tr("Put your name on your letters"),
            tr("Business, address and what an hour of yours is worth. It takes a minute."),
            tr("Fill it in"),
            lambda: go("settings"),
            "today.first.settings",
        ).set_pill(tr("Done") if named else "", "")
        self._step(
            tr("Add a client"),
            tr("What they pay you shows what is at stake before you decide."),
            tr("Add a client"),
            self.new_client,
            "today.first.client",
        )
        self._step(
            tr("Somebody is upset right now?"),
            tr("Buy time first: a warm word is on its way in a minute, and you can think."),
            tr("Buy time first"),
            lambda: go("buy_time"),
            "today.first.buy_time",
        )

    def _step(self, heading: str, text: str, verb: str, on_click: Callable[[], object], name: str) -> ItemCard:
        made = ItemCard(heading, text, verb, on_click, name)
        self._list.addWidget(made)
        return made

    def new_dispute(self) -> None:
        from clientcare.ui.pages.new_dispute import NewDispute

        if self.desk.jobs.ready:
            NewDispute(self.desk, self.window()).ask()

    def new_client(self) -> None:
        add_client(self.desk)


def greeting(hour: int) -> str:
    """Good morning, afternoon or evening."""
    if 5 <= hour < 12:
        return tr("Good morning")
    return tr("Good afternoon") if 12 <= hour < 18 else tr("Good evening")


def summary(items: tuple[TodayItem, ...], today: date) -> str:
    """One sentence: how many things need the owner, and that the rest can wait."""
    soon = sum(is_soon(item, today) for item in items)
    if soon == 1:
        return tr("One thing needs you today. The rest can wait.")
    if soon:
        number: Any = tr(NUMBERS[soon - 2]) if soon - 2 < len(NUMBERS) else soon
        return tr("{number} things need you today. The rest can wait.", number=number)
    if items:
        return tr("Nothing needs you today. This is coming up within the week.")
    return tr("Nothing needs you today. Go and do what you are good at.")


def _group(item: TodayItem, today: date) -> str:
    if item.when is None:
        return mark("No day set")
    if item.when < today:
        return mark("Overdue")
    return mark("Today and tomorrow") if (item.when - today).days <= 1 else mark("This week")
