"""The timeline of a dispute: what happened, newest first, and a line to add to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from clientcare.records import EventForm, EventRow
from clientcare.said import mark
from clientcare.ui.widgets.fields import TextField
from clientcare.ui.widgets.parts import Card, button, empty, label, pill, row, rule
from clientcare.ui.wording import Wording, tr

KINDS = (
    ("note", mark("Note")),
    ("call", mark("Call")),
    ("visit", mark("Visit")),
    ("email", mark("E-mail")),
    ("letter", mark("Letter")),
    ("offer", mark("Offer")),
    ("answer", mark("Answer")),
    ("payment", mark("Payment")),
)
WENT = {  # how a letter of ours went → in which words
    "saved": mark("as a PDF to {to}"),
    "printed": mark("on paper to {to}"),
    "emailed": mark("by e-mail to {to}"),
    "copied": mark("as a message to {to}"),
    "posted": mark("posted to {to}"),
    "handed": mark("handed to {to}"),
    "sent": mark("sent to {to}"),
}
SHOWN = 30


class Timeline(Card):
    """Lists the events. `save(EventForm)` adds one, `delete(id)` removes one."""

    def __init__(self, words: Wording, save: Callable[[EventForm], object], delete: Callable[[int], object]) -> None:
        super().__init__(spacing=10)
        self._words, self._save, self._delete = words, save, delete
        self._dispute = 0
        self._kind = QComboBox()
        self._text = TextField("timeline.text", tr("What happened?"), tr("What happened?"), lines=1, most=5)
        self._build()

    def _build(self) -> None:
        self._kind.setObjectName("timeline.kind")
        self._kind.setAccessibleName(tr("Kind of event"))
        for key, title in KINDS:
            self._kind.addItem(tr(title), key)
        add = button(tr("Add"), self._add, name="timeline.add")
        self.column.addWidget(label(tr("Timeline"), "heading"))
        self.column.addWidget(self._text)
        self.column.addLayout(row(self._kind, None, add))
        holder = QWidget()
        holder.setProperty("look", "clear")
        self._events = QVBoxLayout(holder)
        self._events.setContentsMargins(0, 0, 0, 0)
        self._events.setSpacing(8)
        self.column.addWidget(holder)
        self.column.addStretch(1)

    def show_events(self, dispute: int, events: tuple[EventRow, ...]) -> None:
        self._dispute = dispute
        empty(self._events)
        for event in sorted(events, key=lambda event: event.at, reverse=True)[:SHOWN]:
            self._events.addWidget(rule())
            self._events.addWidget(self._entry(event))
        if not events:
            self._events.addWidget(label(tr("Calls, visits and letters gather here. Notes stay private."), "soft", wrap=True))

    def _entry(self, event: EventRow) -> QWidget:
        entry = QWidget()
        entry.setProperty("look", "clear")
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        title = tr(dict(KINDS).get(event.kind, event.kind))
        remove = button(tr("Remove"), lambda: self._delete(event.id), "plain", f"timeline.remove.{event.id}")
        remove.clicked.connect(lambda: remove.setEnabled(False))  # once; it goes with the next reading
        remove.setAccessibleName(tr("Remove {title} of {when}", title=title, when=self._words.moment(event.at)))
        private = pill(tr("Private"), "quiet") if event.private else None
        parts = [label(title, "strong"), *([private] if private else []), None, remove]
        column.addLayout(row(*parts, spacing=8))
        if event.text:
            column.addWidget(label(event.text, wrap=True))
        column.addWidget(label(f"{self._when(event)} · {_by(event)}", "soft", wrap=bool(event.to)))
        return entry

    def _when(self, event: EventRow) -> str:
        """Of what the owner sent in their own way, only the day is known."""
        only_day = event.how not in ("", "sent")
        return self._words.day(event.at.astimezone().date()) if only_day else self._words.moment(event.at)

    def _add(self) -> None:
        text = self._text.value()
        if not text:
            self._text.setFocus()
            return
        kind = self._kind.currentData()
        by = "them" if kind == "answer" else "us"
        self._save(EventForm(self._dispute, kind, datetime.now(UTC), text, by, private=kind == "note"))
        self._text.set_value("")


def _by(event: EventRow) -> str:
    if event.how and event.to:
        return tr(WENT[event.how], to=event.to)
    return tr("by the client") if event.by == "them" else tr("by us")
