"""Everything the owner has, saved as a folder that needs no ClientCare: what is in it, how far it is, where it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from clientcare import services
from clientcare.errors import InvalidInput
from clientcare.said import Said, mark
from clientcare.services.exporting.place import check
from clientcare.services.progress import Progress, Stopped
from clientcare.ui.desk import Desk
from clientcare.ui.exporting.offer import Offer, Ready
from clientcare.ui.importing.waiting import Waiting
from clientcare.ui.keeping.tasks import Task
from clientcare.ui.pages.page import Page
from clientcare.ui.paper import file_window
from clientcare.ui.wording import Wording, tr

if TYPE_CHECKING:
    from clientcare.records import Exported

INDEX = "index.html"
STOPPED = mark("Stopped. Nothing was left behind.")
NOT_SHOWN = mark("No window answered. Where the folder is, is copied: paste it.")


class ExportPage(Page):
    """One export at a time; the owner may go elsewhere meanwhile."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Export everything"))
        self._done: Exported | None = None
        self.offer, self.waiting, self.ready = Offer(), Waiting("export"), Ready()
        self._steps = QStackedWidget()
        self._steps.setProperty("look", "clear")
        for step in (self.offer, self.waiting, self.ready):
            self._steps.addWidget(step)
        self.body.addWidget(self._steps, 1)
        self.offer.wanted.connect(self.choose)
        self.ready.opened.connect(self._open)
        self.ready.shown.connect(self._show_folder)
        self.ready.again.connect(partial(self._show, self.offer))

    def choose(self) -> None:
        """Ask where, then save it there."""
        place = self.desk.dialogs.folder(self, tr("Where to save everything"))
        if place is None or not self.desk.jobs.ready:
            return
        try:
            check(place, self.desk.folder)
        except InvalidInput as refusal:
            self.desk.tell(refusal.said)
        else:
            self._save(place)

    def _save(self, place: Path) -> None:
        call = partial(_export, self.desk.folder, place, self.desk.words)
        task = Task(tr("Saving everything"), call, self._saved, self._not_saved, tr("Stopped, it leaves nothing behind."))
        self.waiting.show_progress(task.what, task.progress, task.promise)
        self._show(self.waiting)
        self.desk.keeper.run(task)

    def _saved(self, done: Exported) -> None:
        self._done = done
        self.ready.show_done(done)
        self._show(self.ready)
        if self.isVisible():
            self.ready.take_up()
        else:
            self.desk.tell(Said(mark("Everything is saved in “{folder}”."), {"folder": done.folder.name}))

    def _not_saved(self, error: Exception) -> None:
        self._show(self.offer)
        if isinstance(error, Stopped):
            self.desk.tell(Said(STOPPED))
        else:
            self.desk.jobs.failed.emit(error)

    def _show(self, step: QWidget) -> None:
        if step is not self.waiting:
            self.waiting.end()
        self._steps.setCurrentWidget(step)

    def _open(self) -> None:
        assert self._done is not None
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._done.folder / INDEX))):
            self._show_folder()

    def _show_folder(self) -> None:
        assert self._done is not None
        self.desk.jobs.work(partial(file_window.show, self._done.folder), self._was_shown)

    def _was_shown(self, shown: bool) -> None:
        assert self._done is not None
        if not shown and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._done.folder))):
            QGuiApplication.clipboard().setText(str(self._done.folder))
            self.desk.tell(Said(NOT_SHOWN))


def _export(data: Path, place: Path, words: Wording, progress: Progress) -> Exported:
    return services.everything.export_data(data, place, progress, words.say)
