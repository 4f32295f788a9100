"""Asks what the owner wants to be reminded of, when, and whether again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.records import ReminderForm, ReminderRow
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.form_dialog import FormDialog
from clientcare.ui.widgets.moment import MORNING, MomentField
from clientcare.ui.wording import tr

REPEATS = (
    ("", mark("Once")),
    ("day", mark("Daily")),
    ("week", mark("Weekly")),
    ("month", mark("Monthly")),
    ("year", mark("Yearly")),
)


class ReminderDialog(FormDialog):
    """A reminder of a dispute, of a client, or of neither; `row` is the one to change."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        dispute: int | None = None,
        client: int | None = None,
        row: ReminderRow | None = None,
    ) -> None:
        self._of, self._row = (dispute, client), row
        title, verb = (tr("Change the reminder"), tr("Save")) if row else (tr("Remind me"), tr("Remind me"))
        kind = "change" if row else "dispute" if dispute else "client" if client else "own"
        record = row.id if row else dispute or client or 0
        super().__init__(desk, parent, title, verb, draft=f"reminder.{kind}", record=record)
        self.ask_for("text", tr("Of what?"), LineField("reminder.text", hint=tr("Call and ask whether the tiles arrived")))
        self.ask_for("due_at", tr("When?"), MomentField("reminder.when", tr("When?")))
        self.ask_for("repeat", tr("Again?"), OneAlways(REPEATS, "reminder.repeat", tr("Again?")))
        tomorrow = datetime.now().date() + timedelta(days=1)
        first = {"text": "", "due_at": datetime.combine(tomorrow, MORNING).astimezone(UTC), "repeat": ""}
        if row is not None:
            first = {"text": row.text, "due_at": row.snoozed_until or row.due_at, "repeat": row.repeat}
        self.set_values(first)

    def check(self) -> bool:
        if not self.value("text"):
            return self.object_to("text", tr("What do you want to be reminded of? Type a word or two."))
        return True

    def save(self) -> Callable[[Any], int]:
        dispute, client = self._of
        id = self._row.id if self._row else None
        form = ReminderForm(self.value("text"), self.value("due_at"), self.value("repeat"), dispute, client, id)
        return lambda session: services.own_reminders.save(session, form)


def remind(desk: Desk, parent: QWidget, dispute: int | None = None, client: int | None = None) -> None:
    """Ask for a new reminder."""
    if desk.jobs.ready:
        ReminderDialog(desk, parent, dispute=dispute, client=client).ask()


def change(desk: Desk, parent: QWidget, row: ReminderRow) -> None:
    """Ask how a reminder is to be from now on."""
    ReminderDialog(desk, parent, row=row).ask()
