"""Backups: what there is, what is in each, the way back to one, and a copy for a second place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from clientcare import services
from clientcare.said import Said, mark
from clientcare.services.progress import Progress, Stopped
from clientcare.ui.desk import Desk
from clientcare.ui.importing.waiting import Waiting
from clientcare.ui.keeping import words
from clientcare.ui.keeping.keeper import STOPPED
from clientcare.ui.keeping.overview import Overview
from clientcare.ui.keeping.preview import Preview
from clientcare.ui.keeping.tasks import Task
from clientcare.ui.pages.page import Page
from clientcare.ui.widgets.parts import button
from clientcare.ui.wording import short, tr

if TYPE_CHECKING:
    from clientcare.records import Backup, BackupStatus, Health, Newer, Staged

KINDS_OF_FILE = mark("Backups of ClientCare (*.clientcare *.db);;All files (*)")
ENDING = ".clientcare"
AT_ONCE_MS = 300  # what takes less is not shown to be under way


class BackupsPage(Page):
    """The list, then what a backup holds beside what there is now, then the window opened anew on it."""

    kinds = ("Setting",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Backups"), scrolls=False)
        self._staged: Staged | None = None
        self.overview, self.waiting, self.preview = Overview(desk), Waiting("backups"), Preview(desk)
        self._steps = QStackedWidget()
        self._steps.setProperty("look", "clear")
        for step in (self.overview, self.waiting, self.preview):
            self._steps.addWidget(step)
        self.body.addWidget(self._steps, 1)
        self._rest: QWidget = self.overview  # what is shown while nothing is under way
        self._from_file = button(tr("Restore from a file…"), self.restore_from_file, name="backups.from_file")
        self._now = button(tr("Back up now"), desk.keeper.back_up_now, "primary", "backups.now")
        self._leave_it = button(tr("Leave everything as it is"), self.leave_it, name="restore.leave")
        self._restore = button(tr("Restore this backup"), self.restore, "primary", "restore.go")
        for made in (self._from_file, self._now, self._leave_it, self._restore):
            self.footer.addWidget(made)
        self._slow = QTimer(self, singleShot=True, interval=AT_ONCE_MS)
        self._slow.timeout.connect(self._show_waiting)
        self._connect()
        self._show(self.overview)

    def _connect(self) -> None:
        self.overview.chosen.connect(self._look_inside)
        self.overview.back_up.connect(self.desk.keeper.back_up_now)
        self.overview.check.connect(self.check)
        self.overview.elsewhere.connect(self.save_elsewhere)
        self.desk.keeper.turned.connect(self._turned)
        self.desk.keeper.status.connect(self._show_status)

    # -- what is shown

    def open(self, record: int | None, screen: str = "") -> None:
        """`screen` "take_back": the last restore was a mistake."""
        super().open(record, screen)
        if screen == "take_back":
            self.desk.jobs.work(partial(_before_restore, self.desk.folder), self._take_back)

    def _take_back(self, backup: Backup | None) -> None:
        if backup is not None:
            self._look_inside(backup)

    def load(self) -> None:
        if self.desk.jobs.ready:
            self.desk.jobs.read(lambda session: services.settings.load(session), self.overview.show_second_place)
            self.desk.keeper.look()
            self._turned()

    def _show_status(self, status: BackupStatus) -> None:
        self.overview.show_status(status, busy=self.desk.keeper.backing_up)
        if self.isVisible():
            self.desk.jobs.work(partial(_all, self.desk.folder), self._show_backups, key="backups.all")

    def _show_backups(self, found: Sequence[Backup]) -> None:
        self.overview.show_backups(found, self.desk.keeper.restored)

    def _turned(self) -> None:
        if self.desk.keeper.under_way is None:
            self._slow.stop()
            self.waiting.end()
            self._show(self._rest)
        elif not self._slow.isActive():
            self._slow.start()

    def _show_waiting(self) -> None:
        task = self.desk.keeper.under_way
        if task is not None:
            self._show(self.waiting)
            self.waiting.show_progress(task.what, task.progress, task.promise)

    def _show(self, step: QWidget) -> None:
        """A hand on the keyboard goes on where it was, or at what changes nothing."""
        before = self._steps.currentWidget()
        if step is not self.waiting:
            self._rest = step
        self._steps.setCurrentWidget(step)
        self._label_buttons()
        if step is not before and self.isVisible():
            first = {self.overview: self.overview.table, self.preview: self._leave_it}.get(step)
            if first is not None:
                first.setFocus()

    def _label_buttons(self) -> None:
        step = self._steps.currentWidget()
        for made, where in (
            (self._from_file, self.overview), (self._now, self.overview),
            (self._leave_it, self.preview), (self._restore, self.preview),
        ):  # fmt: skip
            made.setVisible(step is where)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            self.desk.tell(Said(STOPPED))
        else:
            self.desk.jobs.failed.emit(error)

    def _run(self, what: str, call: Any, then: Any, promise: str = "", *, backs_up: bool = False) -> None:
        if self.desk.jobs.ready and not self.desk.keeper.busy:
            self.desk.keeper.run(Task(what, call, then, self._failed, promise, backs_up=backs_up))

    # -- the way back

    def _look_inside(self, backup: Backup) -> None:
        self._stage(backup.file)

    def restore_from_file(self) -> None:
        path = self.desk.dialogs.file_to_open(self, tr("Restore from a file"), tr(KINDS_OF_FILE))
        if path is not None:
            self._stage(path)

    def _stage(self, source: Path) -> None:
        call = partial(_stage, self.desk.folder, source)
        self._run(tr("Reading and checking the backup"), call, self._was_staged, tr("Nothing is changed."))

    def _was_staged(self, found: tuple[Staged, Newer | None]) -> None:
        self._drop()
        self._staged, newer = found
        self.preview.show_staged(self._staged, newer)
        self._show(self.preview)

    def leave_it(self) -> None:
        """The owner thought better of it."""
        self._drop()
        self._show(self.overview)

    def _drop(self) -> None:
        staged, self._staged = self._staged, None
        if staged is not None:
            self.desk.jobs.work(partial(_drop, staged), self._dropped, self._dropped)  # what is left goes at the next start

    def _dropped(self, _: object) -> None:
        """Nobody waits for it."""

    def restore(self) -> None:
        staged = self._staged
        if staged is not None:
            promise = tr("What you have now is backed up, then ClientCare opens anew.")
            self._run(tr("Restoring"), partial(_adopt, self.desk.folder, staged), self._adopted, promise)

    def _adopted(self, _: object) -> None:
        """The rest is done with no window in the way."""
        self._staged = None
        self._show(self.overview)
        self.desk.begin_again()

    # -- a second place, and the check

    def save_elsewhere(self) -> None:
        if self.desk.jobs.ready:
            self.desk.jobs.read(lambda session: services.settings.load(session).second_place, self._find_place)

    def _find_place(self, folder: str) -> None:
        """A drive that is not there may take its time to say so."""
        self.desk.jobs.work(partial(_if_there, folder), self._ask_where)

    def _ask_where(self, folder: str) -> None:
        name = tr("ClientCare {day}", day=date.today().isoformat()) + ENDING
        kinds = tr("Backup of ClientCare (*.clientcare)")
        path = self.desk.dialogs.file_to_save(self, tr("Save a backup elsewhere"), str(Path(folder, name)), kinds)
        if path is None:
            return
        if not path.suffix:
            path = path.with_name(path.name + ENDING)
        if self.desk.folder.resolve() in path.resolve().parents:
            self.desk.tell(Said(mark("That is where your data is. Choose a place outside that folder, best on another drive.")))
            return
        promise = tr("Stopped, it leaves nothing behind.")
        call, then = partial(_take_elsewhere, self.desk.folder, path), partial(self._saved_elsewhere, path)
        self._run(tr("Saving a backup to “{file}”", file=short(path.name, 60)), call, then, promise, backs_up=True)

    def _saved_elsewhere(self, path: Path, _: Backup) -> None:
        said = Said(mark("Saved “{file}”, and checked: it can be restored."), {"file": path.name})
        self.desk.jobs.write(partial(_remember, path), partial(self._tell_saved, said))

    def _tell_saved(self, said: Said, _: object) -> None:
        self.desk.tell(said)

    def check(self) -> None:
        call = partial(_check, self.desk.folder)
        self._run(tr("Checking your data"), call, self._was_checked, tr("Nothing is changed by it."))

    def _was_checked(self, health: Health) -> None:
        self.overview.show_health(health, words.when(datetime.now(UTC), self.desk.words))


def _all(folder: Path) -> Sequence[Backup]:
    return services.backups.all(folder)


def _before_restore(folder: Path) -> Backup | None:
    """The backup of what was there before the last restore."""
    return next((one for one in services.backups.all(folder) if one.reason == "restore"), None)


def _stage(folder: Path, source: Path, progress: Progress) -> tuple[Staged, Newer | None]:
    staged = services.restoring.stage(folder, source, progress)
    return staged, services.newer.newer(folder, staged.at or staged.contents.newest)


def _drop(staged: Staged) -> None:
    services.restoring.drop(staged)


def _adopt(folder: Path, staged: Staged, progress: Progress) -> None:
    services.restoring.adopt(folder, staged, progress)


def _take_elsewhere(folder: Path, file: Path, progress: Progress) -> Backup:
    return services.backups.take_elsewhere(folder, file, progress)


def _check(folder: Path, progress: Progress) -> Health:
    return services.health.whole(folder, progress)


def _if_there(folder: str) -> str:
    return folder if folder and Path(folder).is_dir() else ""


def _remember(path: Path, session: Any) -> None:
    services.settings.update(session, second_place=str(path.parent), second_place_on=date.today().isoformat())
