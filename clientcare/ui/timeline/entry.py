"""One entry of the timeline: what happened, whose and when, the files beside it, and what it said before it was changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from clientcare import services
from clientcare.records import EventRow, EventVersionRow
from clientcare.ui.desk import Desk
from clientcare.ui.timeline.files import FileButton
from clientcare.ui.timeline.thumbnails import Thumbnails
from clientcare.ui.timeline.words import title, when, whose
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.parts import button, empty, label, pill, row
from clientcare.ui.wording import breakable, tr

LONGEST, LINES = 700, 10  # letters and lines of a text until it is opened


class Entry(QFrame):
    """`changes` and `removes` carry the entry."""

    changes = Signal(object)
    removes = Signal(object)

    def __init__(self, desk: Desk, thumbnails: Thumbnails, event: EventRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._thumbnails, self.event_row = desk, thumbnails, event
        self.setObjectName(f"timeline.entry.{event.id}")
        self.setProperty("look", "private" if event.private else "shared")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 6, 10)
        self._column.setSpacing(4)
        self._head()
        if event.text:
            self._say(event.text)
        self._column.addWidget(label(f"{when(event, desk.words)} · {whose(event)}", "soft", wrap=True))
        if event.attachments:
            self._files()
        if event.edited_at:
            self._edited()

    def _head(self) -> None:
        event, said = self.event_row, {"title": title(self.event_row.kind), "when": when(self.event_row, self._desk.words)}
        parts: list[QWidget | None] = [label(said["title"], "strong")]
        if event.private:
            mark = pill(tr("Private"), "attention")
            mark.setToolTip(tr("Only you see this entry"))
            parts.append(mark)
        parts.append(None)
        if not event.how:  # a letter that went stays as it is
            change = button(tr("Change"), self._change, "small", f"timeline.change.{event.id}")
            change.setAccessibleName(tr("Change {title} of {when}", **said))
            parts.append(change)
        remove = button(tr("Remove"), lambda: self.removes.emit(event), "small", f"timeline.remove.{event.id}")
        remove.clicked.connect(lambda: remove.setEnabled(False))  # once; it goes with the next reading
        remove.setAccessibleName(tr("Remove {title} of {when}", **said))
        self._column.addLayout(row(*parts, remove, spacing=6))

    def _change(self) -> None:
        self.changes.emit(self.event_row)

    def _say(self, text: str) -> None:
        self._text = label(breakable(_opening(text)), wrap=True)
        self._column.addWidget(self._text)
        if _opening(text) != text:
            self._more = button(tr("Show all of it"), self._show_all, "plain", f"timeline.all.{self.event_row.id}")
            self._column.addLayout(row(self._more, None))

    def _show_all(self) -> None:
        self._text.setText(breakable(self.event_row.text))
        self._more.hide()

    def _files(self) -> None:
        files = [FileButton(self._desk, one, self) for one in self.event_row.attachments]
        self._column.addWidget(Flow(*files))
        for file in files:
            self._thumbnails.want(file.file, file)

    # -- what it said before

    def _edited(self) -> None:
        at = self.event_row.edited_at
        assert at is not None
        said = tr("Changed {when}: what it said before", when=self._desk.words.moment(at))
        self._before = button(said, self._toggle, "small", f"timeline.history.{self.event_row.id}")
        self._before.setCheckable(True)
        self._versions = QVBoxLayout()
        self._versions.setSpacing(4)
        self._column.addLayout(row(self._before, None))
        self._column.addLayout(self._versions)

    def _toggle(self) -> None:
        empty(self._versions)
        if self._before.isChecked():
            id = self.event_row.id
            self._desk.jobs.read(lambda session: services.entries.history(session, id), self._show_versions)

    def _show_versions(self, versions: tuple[EventVersionRow, ...]) -> None:
        empty(self._versions)
        for one in versions if self._before.isChecked() else ():
            until = tr("Until {when} it said:", when=self._desk.words.moment(one.until))
            head = f"{title(one.kind)} · {when(one, self._desk.words)} · {whose(one)}"
            self._versions.addWidget(label(until, "soft", wrap=True))
            private = [pill(tr("Private"), "attention")] if one.private else []
            self._versions.addLayout(row(*private, label(head, "soft", wrap=True), spacing=6))
            self._versions.addWidget(label(breakable(one.text), "soft", wrap=True))


def _opening(text: str) -> str:
    """As much of a long text as shows what it is about."""
    lines = text.split("\n")
    cut = "\n".join(lines[:LINES])
    cut = cut if len(cut) <= LONGEST else cut[:LONGEST].rsplit(" ", 1)[0]
    return text if len(text) - len(cut) < 80 else f"{cut.rstrip()} …"
