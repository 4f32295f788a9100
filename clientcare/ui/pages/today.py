"""Today: what needs the owner, what waits longest first, and three quiet figures; on the first day, the first steps."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QWidget

from clientcare import services
from clientcare.said import mark
from clientcare.settings import Settings
from clientcare.ui.desk import Desk
from clientcare.ui.pages.new_client import add_client
from clientcare.ui.pages.page import Page
from clientcare.ui.reminding import doing
from clientcare.ui.reminding.first_steps import first_steps
from clientcare.ui.reminding.put_off import PutOff
from clientcare.ui.reminding.today_cards import figures, has_come, is_soon
from clientcare.ui.reminding.today_list import TodayList
from clientcare.ui.widgets.parts import button, empty, row
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.records import Changes, ReminderRow, TodayItem, TodayView
    from clientcare.ui.reminding.later_menu import LaterMenu

LOOKS_AGAIN_MS = 60_000  # the night of a letter ends, and a day begins, while this page stands there
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

    kinds = ("Client", "Dispute", "Decision", "StoredLetter", "Sending", "Setting", "Reminder", "Snooze")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, greeting(datetime.now().hour))
        self._seen: object = None
        self._keeps = 0  # so many cards stay on show when the page is read again
        self._returns: tuple[int, int] | None = None  # how far it was scrolled, the card that had the focus
        self._clock = QTimer(self, interval=LOOKS_AGAIN_MS)
        self._clock.timeout.connect(self._look_again)
        self._clock.start()
        self._today = date.today()
        self._later: LaterMenu | None = None
        self.head_buttons.addWidget(button(tr("New dispute"), self.new_dispute, name="today.new_dispute"))
        self.head_buttons.addWidget(button(tr("Buy time"), lambda: desk.go("buy_time"), "primary", "today.buy_time"))
        self._lay_out()

    def _lay_out(self) -> None:
        self.list, self._figures = TodayList(self.desk.words), QHBoxLayout()
        self._figures.setSpacing(16)
        self._put_off = PutOff(self.desk.words)
        self._remind = button(tr("Remind me of something…"), self.remind, "plain", "today.remind")
        self._remind.hide()
        self.list.opened.connect(self._go_to)
        self.list.later.connect(self._ask_when)
        self.list.done.connect(self._done)
        self.list.whole.connect(self._return)
        self._put_off.back.connect(self._bring_back)
        self.body.addWidget(self.list)
        self.body.addLayout(self._figures)
        self.body.addLayout(row(self._remind, None))
        self.body.addWidget(self._put_off)
        self.body.addStretch(1)

    # -- reading and showing

    def open(self, record: int | None, screen: str = "") -> None:
        self._keeps = 0
        super().open(record, screen)

    def load(self) -> None:
        self._today = today = date.today()
        self.title.setText(greeting(datetime.now().hour))
        if self.desk.jobs.ready:
            self.desk.jobs.read(lambda s: (services.reminders.today(s, today), services.settings.load(s)), self._show)

    def refresh(self, changes: Changes) -> None:
        self._keeps = self.list.wanted
        super().refresh(changes)

    def _look_again(self) -> None:
        if self.isVisible():
            self._keeps = self.list.wanted
            self.load()

    def _show(self, found: tuple[TodayView, Settings]) -> None:
        view, settings = found
        now = datetime.now(UTC)
        seen = (found, self._today, [has_come(item, now) for item in view.items])
        if self._seen == seen:
            return
        self._seen = seen
        self._remember_place()
        empty(self._figures)
        self._put_off.show_items(view.put_off)
        self._remind.setVisible(view.any_clients or bool(view.items))
        if not view.any_clients and not view.items:
            self.set_soft(tr("Everything stays on this computer. Three small steps, in any order:"))
            self.list.show_widgets(first_steps(self.desk.go, self.new_client, named=bool(settings.business_name)))
            return
        self.set_soft(summary(view.items, self._today))
        self.list.show_items(view.items, self._today, settings, self._keeps)
        self._show_figures(view)

    def _remember_place(self) -> None:
        """What the owner does on one card must not throw them back to the first."""
        focused = self.focusWidget()
        on_card = (n for n, card in enumerate(self.list.cards) if card.isAncestorOf(focused))
        self._returns = (self._area().verticalScrollBar().value(), next(on_card, -1)) if self._keeps else None

    def _return(self) -> None:
        if self._returns is None:
            return
        (scrolled, place), self._returns = self._returns, None
        self.body.activate()
        self._area().verticalScrollBar().setValue(scrolled)
        if place >= 0 and self.list.cards:
            self.list.cards[min(place, len(self.list.cards) - 1)].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _area(self) -> QScrollArea:
        area = self.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        return area

    def _show_figures(self, view: TodayView) -> None:
        cards = figures(view)
        for card in cards:
            self._figures.addWidget(card, 1)
        for _ in range(3 - len(cards) if cards else 0):
            self._figures.addWidget(QWidget(), 1)

    # -- doing

    def _go_to(self, item: TodayItem) -> None:
        """The one screen where it is dealt with."""
        if item.dispute_id:
            self.desk.go("dispute", item.dispute_id, item.screen)
        elif item.client_id:
            self.desk.go("client", item.client_id)
        else:
            self.desk.jobs.read(lambda session: services.own_reminders.get(session, item.reminder_id), self._change)

    def _change(self, reminder: ReminderRow) -> None:
        from clientcare.ui.reminding.reminder_form import change

        change(self.desk, self.window(), reminder)

    def _ask_when(self, item: TodayItem, at: QPushButton) -> None:
        from clientcare.ui.reminding.later_menu import LaterMenu  # not needed for the first picture

        if self._later is None:
            self._later = LaterMenu(self.desk, self)
            self._later.chosen.connect(self._put_it_off)
        self._later.ask(item, at)

    def _put_it_off(self, item: TodayItem, until: datetime) -> None:
        doing.put_off(self.desk, item, until)

    def _bring_back(self, item: TodayItem) -> None:
        doing.bring_back(self.desk, item)

    def _done(self, item: TodayItem, at: QPushButton) -> None:
        at.setEnabled(False)  # once; it goes with the next reading
        doing.done(self.desk, item.reminder_id, item.repeat)

    def remind(self) -> None:
        from clientcare.ui.reminding.reminder_form import remind

        remind(self.desk, self.window())

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
