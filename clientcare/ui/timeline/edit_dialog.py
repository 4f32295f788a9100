"""An entry of the timeline in full: what happened, of which kind, when in the owner's own time, whose, and who may see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.called import EVENTS
from clientcare.records import EventForm
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.timeline.words import AS_IF_READ, BY, clock, moment
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.fields import LineField, TextField
from clientcare.ui.widgets.form_dialog import FormDialog
from clientcare.ui.widgets.growing_dialog import GrowingDialog
from clientcare.ui.widgets.parts import row
from clientcare.ui.wording import tr

WHO = (("private", mark("Only me")), ("shareable", mark("May be shared with the client")))
CLOCK = "%H:%M"
EARLIEST = date(1990, 1, 2)


class Chips(OneAlways):
    """Chips as a form keeps them: what is chosen, as text."""

    def text(self) -> str:
        return self.value()

    def set_value(self, value: object) -> None:
        if value:
            super().set_value(value)


class EntryDialog(FormDialog, GrowingDialog):
    """Adds an entry, or with an id in `form` changes one. `added` is called once it is in the file."""

    def __init__(self, desk: Desk, parent: QWidget, form: EventForm, added: Callable[[], object] = lambda: None) -> None:
        title, verb = (tr("Change the entry"), tr("&Save")) if form.id else (tr("Add to the timeline"), tr("&Add"))
        self._form, self._added = form, added
        super().__init__(desk, parent, title, verb, draft="timeline.entry", record=form.id or -form.dispute_id)
        kind: Any = Chips(EVENTS, "timeline.entry.kind", tr("Kind of event"), small=True)
        by: Any = Chips(BY, "timeline.entry.by", tr("Whose doing was it?"), small=True)
        who: Any = Chips(WHO, "timeline.entry.who", tr("Who may see it?"), small=True)
        self.ask_for("text", tr("&What happened?"), TextField("timeline.entry.text", lines=4, most=9), tr(AS_IF_READ))
        self.ask_for("kind", tr("Kind of event"), kind)
        self.ask_for("day", tr("&Day"), DayField("timeline.entry.day", tr("Day"), may_be_empty=False, past=True))
        self.ask_for("time", tr("&Time, where you are"), LineField("timeline.entry.time", hint=tr("such as 14:30")))
        self.ask_for("by", tr("Whose doing was it?"), by)
        self.ask_for("who", tr("Who may see it?"), who, tr("What is only for you never goes into anything others read."))
        self.fields["time"].field.setFixedWidth(180)
        self._side_by_side("day", "time")
        local = form.at.astimezone()
        who_sees = "private" if form.private else "shareable"
        said = {"text": form.text, "kind": form.kind, "day": local.date(), "time": local.strftime(CLOCK)}
        self.set_values({**said, "by": form.by, "who": who_sees})

    def _side_by_side(self, *names: str) -> None:
        for name in names:
            self.column.removeWidget(self.fields[name])
        self.column.insertLayout(2, row(*(self.fields[name] for name in names), None))

    def check(self) -> bool:
        at = self._at()
        if not self.value("text"):
            return self.object_to("text", tr("Nothing to keep yet. Type a line on what happened."))
        if at is None:
            return self.object_to("time", tr("Please type a time of day, such as {example}.", example="14:30"))
        if self.value("day") < EARLIEST:
            return self.object_to("day", tr("That is very long ago. Check the day."))
        if at > datetime.now(UTC) + timedelta(minutes=1) and at != self._form.at:
            return self.object_to("time", tr("This is still to come. The timeline holds what has happened."))
        return True

    def _at(self) -> datetime | None:
        """When it was. Left as shown, it stays to the second, also in the hour that the clocks go through twice."""
        local, day, typed = self._form.at.astimezone(), self.value("day"), self.value("time")
        if day == local.date() and typed == local.strftime(CLOCK):
            return self._form.at
        time = clock(typed)
        return None if time is None else moment(day, time)

    def save(self) -> Callable[[Any], int]:
        at = self._at()
        assert at is not None  # checked
        by, private = self.value("by"), self.value("who") == "private"
        form = EventForm(self._form.dispute_id, self.value("kind"), at, self.value("text"), by, private, self._form.id)
        return partial(_write, form)

    def saved(self, id: int) -> None:
        self._added()
        if self._form.id:
            self.desk.tell(Said(mark("Changed. What it said before is kept with it.")))


def _write(form: EventForm, session: Any) -> int:
    if not form.id:
        services.drafts.drop(session, "timeline", form.dispute_id)  # it came along from the box
    return services.entries.save(session, form)
