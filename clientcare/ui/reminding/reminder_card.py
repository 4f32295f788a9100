"""A small card on the page of a dispute or a client: what the owner wants to be reminded of there."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from clientcare import services
from clientcare.called import REPEAT
from clientcare.records import Changes, ReminderRow, TodayItem
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.reminding import doing
from clientcare.ui.reminding.later_menu import LaterMenu
from clientcare.ui.reminding.reminder_form import change, remind
from clientcare.ui.reminding.today_cards import in_short
from clientcare.ui.widgets.parts import Card, button, empty, label, row, rule
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

SHOWN = 8


class ReminderCard(Card):
    """Reads what it shows by itself: `show_dispute` or `show_client` say of what, `refresh` that records changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=8)
        self.setObjectName("reminders")
        self._desk = desk
        self._dispute: int | None = None
        self._client: int | None = None
        self._shown: tuple[ReminderRow, ...] = ()
        self._all = False
        self._later = LaterMenu(desk, self)
        self._later.chosen.connect(self._put_off)
        add = button(tr("Remind me…"), self._add, "plain", "reminders.add")
        self.column.addLayout(row(label(tr("Reminders"), "heading"), None, add))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.column.addLayout(self._list)

    def show_dispute(self, id: int) -> None:
        self._turn_to(id, None)

    def show_client(self, id: int) -> None:
        self._turn_to(None, id)

    def refresh(self, changes: Changes) -> None:
        if changes.touches("Reminder"):
            self._read()

    def _turn_to(self, dispute: int | None, client: int | None) -> None:
        if (dispute, client) != (self._dispute, self._client):
            self._dispute, self._client, self._all = dispute, client, False
            self._show((dispute, client), ())
        self._read()

    def _read(self) -> None:
        of = dispute, client = self._dispute, self._client

        def read(session: Any) -> tuple[ReminderRow, ...]:
            own = services.own_reminders
            return own.of_dispute(session, dispute) if dispute else own.of_client(session, client or 0)

        if dispute or client:
            self._desk.jobs.read(read, partial(self._show, of))

    def _show(self, of: tuple[int | None, int | None], rows: tuple[ReminderRow, ...]) -> None:
        if of != (self._dispute, self._client) or rows == self._shown:
            return
        self._shown = rows
        self._fill()

    def _fill(self) -> None:
        empty(self._list)
        for reminder in self._shown if self._all else self._shown[:SHOWN]:
            self._list.addWidget(rule())
            self._list.addWidget(self._entry(reminder))
        hidden = 0 if self._all else len(self._shown) - SHOWN
        if hidden > 0:
            self._list.addLayout(row(button(tr("Show %n more", hidden), self._show_all, "plain", "reminders.more"), None))

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _entry(self, reminder: ReminderRow) -> QWidget:
        entry = QWidget()
        entry.setProperty("look", "clear")
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        done = self._button(tr("Done"), reminder, self._done, "done")
        more = self._button(tr("More"), reminder, lambda _: None, "more")
        more.setMenu(self._menu(reminder, more))
        column.addWidget(label(reminder.text, wrap=True))
        below = row(label(self._when(reminder), "soft", wrap=True), done, more, spacing=0)
        below.setStretch(0, 1)
        column.addLayout(below)
        return entry

    def _button(
        self, verb: str, reminder: ReminderRow, does: Callable[[ReminderRow], object], name: str
    ) -> QPushButton:
        made = button(verb, partial(does, reminder), "plain", f"reminders.{name}.{reminder.id}")
        made.setProperty("tone", "quiet")
        made.setAccessibleName(f"{verb}: {reminder.text}")
        return made

    def _menu(self, reminder: ReminderRow, at: QPushButton) -> QMenu:
        menu = QMenu(at)
        menu.addAction(tr("Change…")).triggered.connect(lambda _=False: change(self._desk, self.window(), reminder))
        menu.addAction(tr("Later…")).triggered.connect(lambda _=False: self._later.ask(reminder, at))
        if reminder.snoozed_until:
            menu.addAction(tr("Bring it back")).triggered.connect(lambda _=False: self._bring_back(reminder))
        menu.addSeparator()
        menu.addAction(tr("Delete")).triggered.connect(lambda _=False: self._delete(reminder))
        return menu

    def _when(self, reminder: ReminderRow) -> str:
        at = in_short(self._desk.words, reminder.snoozed_until or reminder.due_at)
        if reminder.snoozed_until:
            said = tr("Put off until {moment}", moment=at)
        elif reminder.due_at <= datetime.now(UTC):
            said = tr("Since {moment}", moment=at)
        else:
            today = reminder.due_at.astimezone().date() == datetime.now().date()
            said = tr("Today at {time}", time=at) if today else at
        again = tr(REPEAT[reminder.repeat]) if reminder.repeat in REPEAT else ""
        return f"{said} · {again}" if again else said

    # -- doing

    def _add(self) -> None:
        remind(self._desk, self.window(), self._dispute, self._client)

    def _done(self, reminder: ReminderRow) -> None:
        doing.done(self._desk, reminder.id, reminder.repeat)

    def _delete(self, reminder: ReminderRow) -> None:
        told = Said(mark("The reminder was deleted."))
        self._desk.jobs.write(lambda session: services.own_reminders.delete(session, reminder.id), undo=told)

    def _put_off(self, reminder: ReminderRow, until: datetime) -> None:
        doing.put_off(self._desk, _item(reminder), until)

    def _bring_back(self, reminder: ReminderRow) -> None:
        doing.bring_back(self._desk, _item(reminder))


def _item(reminder: ReminderRow) -> TodayItem:
    """As Today would say it."""
    day = reminder.due_at.astimezone().date()
    return TodayItem(0, "own", "", reminder.text, day, "", reminder_id=reminder.id)
