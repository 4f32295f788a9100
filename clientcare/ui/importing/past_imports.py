"""The files that were taken in, each with a way to take the whole of it back."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from clientcare import services
from clientcare.records import Changes
from clientcare.services.importing.plan import CLIENTS, PAYMENTS
from clientcare.services.progress import Progress, Stopped
from clientcare.texts import one_line
from clientcare.ui.desk import Desk
from clientcare.ui.importing import words
from clientcare.ui.importing.waiting import Waiting
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, empty, label, row
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.records import PastImport, TakenBack

SHOWN = 20


class PastImports(Card):
    """A line for each of the newest `most`; hidden while there is none. `taken_back` when one was."""

    taken_back = Signal()

    def __init__(self, desk: Desk, name: str, *, most: int = SHOWN) -> None:
        super().__init__(label(tr("Files you took in"), "heading"), spacing=10)
        self._desk, self._name, self._most = desk, name, most
        self.setObjectName(name)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._said = label("", "soft", wrap=True, name=f"{name}.said")
        self._said.hide()
        self._under_way = Waiting(f"{name}.under_way")
        self._under_way.setObjectName(f"{name}.under_way")
        self._under_way.hide()
        self.column.addLayout(self._lines)
        self.column.addWidget(self._under_way)
        self.column.addWidget(self._said)
        self.hide()

    def load(self) -> None:
        if self._desk.jobs.ready:
            self._desk.jobs.read(lambda session: services.imports.past(session), self._show)

    def _show(self, found: list[PastImport]) -> None:
        empty(self._lines)
        for each in found[: self._most]:
            self._lines.addLayout(self._line(each))
        self.setVisible(bool(found))

    def _line(self, each: PastImport) -> QVBoxLayout:
        column, name = QVBoxLayout(), ElidedLabel(each.file_name)
        column.setSpacing(0)
        back = button(tr("Take back"), partial(self._take_back, each), name=f"{self._name}.back.{each.id}")
        back.setAccessibleName(tr("Take back all of {file}", file=each.file_name))
        back.setVisible(each.undone_at is None)
        back.setEnabled(self._under_way.isHidden())
        words_of_it = QVBoxLayout()
        words_of_it.setSpacing(0)
        words_of_it.addWidget(name)
        words_of_it.addWidget(ElidedLabel(self._about(each), "soft"))
        line = row(spacing=12)
        line.addLayout(words_of_it, 1)
        line.addWidget(back)
        column.addLayout(line)
        return column

    def _about(self, each: PastImport) -> str:
        if each.kind == PAYMENTS:
            what = tr("%n payment(s)", each.added)
        else:
            what = tr("%n new client(s)", each.added) if each.kind == CLIENTS else tr("%n new firm(s)", each.added)
        when = self._desk.words.moment(each.at)
        if each.undone_at is not None:
            return tr("{when} · taken back on {day}", when=when, day=self._desk.words.day(each.undone_at.astimezone().date()))
        return tr("{when} · {what}", when=when, what=what)

    def _take_back(self, each: PastImport) -> None:
        title = tr("Take back “{file}”?", file=one_line(each.file_name)[:80])
        text = tr("What it brought goes, but for what you have used or changed since. To have it again, import the file again.")
        if self._desk.dialogs.confirm(self, title, text, tr("Take it back")):
            self._said.hide()
            progress = self._show_under_way(tr("Making a backup first"))
            then = partial(self._take_back_now, each)
            self._desk.keeper.before("delete", then, partial(self._stopped, Stopped()), progress)

    def _take_back_now(self, each: PastImport) -> None:
        progress = self._show_under_way(tr("Taking it back"))
        self._desk.jobs.write(partial(_taken_back, id=each.id, progress=progress), self._done, self._stopped)

    def _show_under_way(self, what: str) -> Progress:
        progress = Progress()
        self._under_way.show_progress(what, progress, tr("Until it is done nothing is changed."))
        self._busy(under_way=True)
        return progress

    def _busy(self, *, under_way: bool) -> None:
        """While one is taken back there is no other that could be."""
        self._under_way.setVisible(under_way)
        if not under_way:
            self._under_way.end()
        for back in self.findChildren(QPushButton, QRegularExpression(rf"^{re.escape(self._name)}\.back\.")):
            back.setEnabled(not under_way)

    def _stopped(self, error: Exception) -> None:
        self._busy(under_way=False)
        if isinstance(error, Stopped):
            self._said.setText(tr("Stopped: nothing was changed."))
            self._said.show()
        else:
            self._desk.jobs.failed.emit(error)

    def _done(self, done: TakenBack) -> None:
        self._busy(under_way=False)
        self._said.setText(words.taken_back(done))
        self._said.show()
        announce(self._desk)
        self.taken_back.emit()
        self.load()


def announce(desk: Desk) -> None:
    """Tell every page that clients, firms and payments are others now: bulk statements pass the journal unseen."""
    desk.jobs.changed.emit(Changes(frozenset({("Client", 0), ("Payment", 0), ("Provider", 0)})))


def _taken_back(session: object, id: int, progress: Progress) -> TakenBack:
    return services.imports.take_back(session, id, progress)  # type: ignore[arg-type]
