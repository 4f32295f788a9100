"""The box to add to the timeline: what happened, what kind of thing, whose, and whether only the owner sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from clientcare import services
from clientcare.called import EVENTS
from clientcare.records import EventForm
from clientcare.ui.desk import Desk
from clientcare.ui.timeline.arrivals import Found, found_in
from clientcare.ui.timeline.edit_dialog import EntryDialog
from clientcare.ui.timeline.words import AS_IF_READ, BY, usual_by
from clientcare.ui.widgets.fields import TextField
from clientcare.ui.widgets.flow import FlowLayout
from clientcare.ui.widgets.parts import button, label, row
from clientcare.ui.wording import tr

DRAFT, AFTER_MS = "timeline", 1000


class Box(TextField):
    """Takes pasted and dropped files, too: `brought` has them."""

    brought = Signal(object)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(found_in(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        found = found_in(source)
        if found:
            self.brought.emit(found)
        else:
            super().insertFromMimeData(source)


class Composer(QWidget):
    """What is typed survives a kill until it is added. `brings(form, found)`: files for an entry made of what is typed."""

    brings = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._desk, self._dispute, self._own_choice = desk, 0, False
        self._text = Box("timeline.text", tr("What happened?"), tr("What happened?"), lines=1, most=6)
        self._kind, self._by = _combo("kind", tr("Kind of event"), EVENTS), _combo("by", tr("Whose doing was it?"), BY)
        self._private = QCheckBox(tr("Private"))
        self._private.setObjectName("timeline.private")
        self._private.setAccessibleDescription(tr("Only you see private entries"))
        self._private.setToolTip(tr("Only you see private entries. They never go into anything you send or print for others."))
        self._trouble = label("", "trouble", wrap=True, name="timeline.trouble")
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self._keep)
        desk.jobs.fingers.last_call.connect(self._keep_now)
        self._build()
        self.setFocusProxy(self._text)
        self._set_kind("note")

    def _build(self) -> None:
        files = button(tr("Add files…"), self._choose_files, "plain", "timeline.files")
        files.setToolTip(tr("Or drop files and e-mails here"))
        later = button(tr("At another time…"), self._ask_more, "plain", "timeline.more")
        add = button(tr("Add"), self._add, name="timeline.add")
        choices, rest = QWidget(self), QWidget(self)
        for part, widgets in ((choices, (self._kind, self._by, self._private)), (rest, (files, later))):
            part.setProperty("look", "clear")
            flow = FlowLayout(part)
            for widget in widgets:
                flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._text)
        column.addWidget(label(tr(AS_IF_READ), "soft", wrap=True, name="timeline.as_if_read"))
        column.addWidget(choices)
        line = row(rest, add)
        line.setStretch(0, 1)
        column.addLayout(line)
        column.addWidget(self._trouble)
        self._trouble.hide()
        self._text.edited.connect(lambda _: self._typed())
        self._text.brought.connect(self._bring)
        self._kind.currentIndexChanged.connect(lambda _: self._usual())
        for choice in (self._kind, self._by):
            choice.activated.connect(lambda _: self._typed())
        self._private.clicked.connect(lambda _: self._chosen())

    # -- what it is

    def show_dispute(self, dispute: int) -> None:
        if dispute != self._dispute:
            self._dispute = dispute
            self._desk.jobs.read(lambda session: services.drafts.get(session, DRAFT, dispute), partial(self._take_up, dispute))

    def _take_up(self, dispute: int, kept: dict[str, str] | None) -> None:
        """Go on with what was typed before, unless typing has begun."""
        if kept and dispute == self._dispute and not self._text.value():
            self._text.set_value(kept.get("text", ""))
            self._set_kind(kept.get("kind", "note"))
            if kept.get("by"):
                self._by.setCurrentIndex(max(0, self._by.findData(kept["by"])))
            if kept.get("private"):
                self._own_choice = True
                self._private.setChecked(kept["private"] == "yes")

    def form(self) -> EventForm:
        kind, by = self._kind.currentData(), self._by.currentData()
        return EventForm(self._dispute, kind, datetime.now(UTC), self._text.value(), by, self._private.isChecked())

    def _set_kind(self, kind: str) -> None:
        self._kind.setCurrentIndex(max(0, self._kind.findData(kind)))
        self._usual()

    def _usual(self) -> None:
        """A note is for the owner, unless they say otherwise; what was between both is not."""
        kind = self._kind.currentData()
        self._by.setCurrentIndex(self._by.findData(usual_by(kind)))
        if not self._own_choice:
            self._private.setChecked(kind == "note")

    def _chosen(self) -> None:
        self._own_choice = True
        self._typed()

    # -- keeping what is typed

    def _typed(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _keep(self) -> None:
        dispute, form = self._dispute, self.form()
        texts = {"text": form.text, "kind": form.kind, "by": form.by}
        if self._own_choice:
            texts["private"] = "yes" if form.private else "no"
        if dispute and form.text:
            self._save_draft(lambda session: services.drafts.keep(session, DRAFT, dispute, texts))
        elif dispute:
            self._drop_draft()

    def _drop_draft(self) -> None:
        dispute = self._dispute
        self._save_draft(lambda session: services.drafts.drop(session, DRAFT, dispute))

    def _save_draft(self, call: Callable[[Any], None]) -> None:
        self._desk.jobs.fingers.save((DRAFT, self._dispute), call)

    def _keep_now(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def hideEvent(self, event: QHideEvent) -> None:
        self._keep_now()
        super().hideEvent(event)

    # -- adding

    def _add(self) -> None:
        form = self.form()
        if not form.text:
            self._text.setFocus()
            return

        def write(session: Any) -> int:
            services.drafts.drop(session, DRAFT, form.dispute_id)
            return services.entries.save(session, form)

        self._desk.jobs.write(write, self._added, partial(self._not_added, form))
        self._empty()

    def _added(self, _: object) -> None:
        self._say("")

    def _not_added(self, form: EventForm, error: Exception) -> None:
        """What was typed is there again."""
        if not self._text.value() and form.dispute_id == self._dispute:
            self._text.set_value(form.text)
            self._set_kind(form.kind)
            self._by.setCurrentIndex(max(0, self._by.findData(form.by)))
            self._private.setChecked(form.private)
            self._own_choice = True
            self._keep()
            self._say(tr("Not saved yet. What you typed is still here."))
        self._desk.jobs.failed.emit(error)

    def _say(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    def _empty(self) -> None:
        self._timer.stop()
        self._text.set_value("")
        self._own_choice = False
        self._set_kind("note")

    def _ask_more(self) -> None:
        """The same with everything that can be said about it; what is typed here goes along."""
        EntryDialog(self._desk, self.window(), self.form(), self._empty).ask()

    # -- files

    def _choose_files(self) -> None:
        self._bring(list(self._desk.dialogs.files_to_open(self.window(), tr("Add files to the timeline"))))

    def _bring(self, found: Found) -> None:
        """They go with what is typed here, as one entry."""
        if found:
            self.brings.emit(replace(self.form()), found)
            self._drop_draft()
            self._empty()


def _combo(name: str, title: str, options: tuple[tuple[str, str], ...]) -> QComboBox:
    made = QComboBox()
    made.setObjectName(f"timeline.{name}")
    made.setAccessibleName(title)
    for key, text in options:
        made.addItem(tr(text), key)
    return made
