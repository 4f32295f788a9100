"""Keeps backups coming: when one is due, before anything big, on request; and says how they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.errors import WorldError
from clientcare.said import Said, mark
from clientcare.services.progress import Progress, Stopped
from clientcare.ui.dialogs import Dialogs
from clientcare.ui.jobs import Jobs
from clientcare.ui.keeping.tasks import Task, Tasks
from clientcare.ui.wording import Wording, tr

if TYPE_CHECKING:
    from clientcare.records import Backup, BackupStatus, Restored

DUE_MS = 30 * 60 * 1000  # after the first change that no backup has
LEFT_OVER_MS = 60 * 1000  # after the start, where the last time ended without one
AGAIN_MS = 5 * 60 * 1000  # “today” is said anew, or it would still be said tomorrow
SAID_MS = 400  # what takes less needs no word
STOPPED = mark("Stopped. Nothing was changed.")


class Keeper(Tasks):
    """`status(BackupStatus)` whenever it is known anew; `take_back_wanted()`: the restore of a moment ago was a mistake."""

    status = Signal(object)
    take_back_wanted = Signal()

    def __init__(
        self, jobs: Jobs, words: Wording, dialogs: Dialogs, tell: Callable[[Said], None], folder: Path, window: QWidget
    ) -> None:
        super().__init__(jobs, window)
        self.words, self._dialogs, self._tell = words, dialogs, tell
        self._folder, self._window = folder, window
        self.known: BackupStatus | None = None
        self.restored: Restored | None = None  # what took the place of the data when this window opened
        self.opened = False  # the data of this folder is ours to back up
        self._asked = False  # somebody waits for a backup, to go on after it
        self._trouble: Said | None = None  # of the last attempt; a full disk may not have kept it
        self._writes = 0
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self._back_up_in_time)
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self._say_again)
        jobs.saved.connect(self._written)
        self.ended.connect(self.look)

    def start(self) -> None:
        """Look how things stand, once the window has nothing more urgent to do; and whether a backup was just restored."""
        self._again.start()
        self.look()
        self._jobs.work(partial(_told, self._folder), self._say_restored, self._jobs.fail_unless_gone)

    # -- how things stand

    def look(self) -> None:
        if self._jobs.ready:
            call, then = partial(_status, self._folder), partial(self._looked, self._writes)
            self._jobs.work(call, then, self._jobs.fail_unless_gone, key="backups.status")

    def _looked(self, writes: int, found: BackupStatus) -> None:
        changed = found.changed or writes != self._writes  # something may have been written while it was looked
        first, self.opened = self.known is None, True
        self._learn(replace(found, changed=changed, trouble=found.trouble or self._trouble))
        if not changed:
            self._due.stop()
        elif not self._due.isActive():
            self._due.start(LEFT_OVER_MS if first else DUE_MS)

    def _learn(self, status: BackupStatus) -> None:
        self.known = status
        self.status.emit(status)

    def _say_again(self) -> None:
        if self.known is not None:
            self.status.emit(self.known)

    def _written(self) -> None:
        self._writes, self.opened = self._writes + 1, True
        if not self._due.isActive():
            self._due.start(DUE_MS)
        if self.known is not None and not self.known.changed:
            self._learn(replace(self.known, changed=True))

    def _say_restored(self, told: tuple[Restored | None, bool]) -> None:
        """Another window asked for it, or this one did before it opened anew."""
        found, can_go_back = told
        if found is None:
            return
        if found.trouble is not None:
            self._jobs.failed.emit(WorldError(found.trouble))
            return
        self.restored, at = found, found.staged.at
        said = Said(mark("Restored: the backup of {when}."), {"when": at}) if at else Said(mark("The backup was restored."))
        if can_go_back:
            self._jobs.offer_undo(said, self.take_back_wanted.emit)
            self._jobs.undoable.emit(said)
        else:
            self._tell(said)

    def stop(self) -> float:
        self._due.stop()
        self._again.stop()
        return super().stop()

    # -- backups

    def back_up_now(self) -> None:
        if self._jobs.ready and not self.busy:
            self.run(self._backup("asked", self._made, self._not_made))

    def _back_up_in_time(self) -> None:
        if self.busy:
            self._due.start(DUE_MS)
        else:
            self.run(self._backup("timed", self._made_in_time, self._not_made_in_time))

    def before(
        self,
        reason: str,
        then: Callable[[], object],
        given_up: Callable[[], object] | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Have a backup of what is there now, then go on with `then`; or `given_up`, where the owner wants it so.

        `reason` is a key of `backups.REASONS`. `progress`: of whoever shows it; without one a word in passing does.
        """
        given_up = given_up or _nothing
        if self._asked:  # pressed twice
            self._tell(Said(mark("One moment: a backup is being made first.")))
            given_up()
            return
        self._asked = True
        task = self._backup(reason, partial(self._secured, then), partial(self._not_secured, then, given_up), progress)
        if progress is None:
            QTimer.singleShot(SAID_MS, self, partial(self._say_first, task))
        self.run(task)

    def before_several(self, n: int, then: Callable[[], object]) -> None:
        """Before so many are deleted at once; a single one is easily taken back."""
        if n > 1:
            self.before("delete", then)
        else:
            then()

    def _backup(
        self,
        reason: str,
        then: Callable[[Any], object],
        failed: Callable[[Exception], object],
        progress: Progress | None = None,
    ) -> Task:
        call = partial(_take if reason == "asked" else _take_if_changed, self._folder, reason)
        promise = tr("Your earlier backups stay as they are.")
        return Task(tr("Making a backup"), call, then, failed, promise, progress or Progress(), backs_up=True)

    def _say_first(self, task: Task) -> None:
        if task is self.under_way:
            self._tell(Said(mark("Making a backup first…")))
        elif self.under_way is not None and self.is_to_do(task):
            what = {"what": self.under_way.what}
            self._tell(Said(mark("First this has to end: {what}. Then a backup is made, and it goes on."), what))

    def _made(self, backup: Backup) -> None:
        self._trouble = None
        self._tell(Said(mark("Backed up, and checked.")))

    def _not_made(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            self._tell(Said(mark("Stopped. Your earlier backups are as they were.")))
        else:
            self._note(error)
            self._jobs.failed.emit(error)

    def _made_in_time(self, backup: Backup | None) -> None:
        self._trouble = None

    def _not_made_in_time(self, error: Exception) -> None:
        """Nobody asked for it: the side bar says so, unless the mistake is ours."""
        self._note(error)
        if not isinstance(error, WorldError | Stopped):
            self._jobs.failed.emit(error)

    def _secured(self, then: Callable[[], object], _: Backup | None) -> None:
        self._asked, self._trouble = False, None
        then()

    def _not_secured(self, then: Callable[[], object], given_up: Callable[[], object], error: Exception) -> None:
        self._asked = False
        if isinstance(error, Stopped):
            self._tell(Said(STOPPED))
            given_up()
            return
        self._note(error)
        then() if self._goes_on_without(error) else given_up()

    def _goes_on_without(self, error: Exception) -> bool:
        why = self.words.say(error.said) if isinstance(error, WorldError) else ""
        text = tr("No backup could be made. {why} What you are about to do is safer with one.", why=why).replace("  ", " ")
        return self._dialogs.confirm(self._window, tr("Go on without a backup?"), text, tr("Go on without"))

    def _note(self, error: Exception) -> None:
        if isinstance(error, WorldError):
            self._trouble = error.said
        elif not isinstance(error, Stopped):
            self._trouble = Said(mark("The last backup failed, and that is our mistake."))


def _nothing() -> None:
    """There is nothing to put back."""


def _told(folder: Path) -> tuple[Restored | None, bool]:
    """What a restore came to, and whether the newest backup is of what was there before it."""
    told = services.restoring.told(folder)
    return told, told is not None and any(one.reason == "restore" for one in services.backups.all(folder)[:1])


def _status(folder: Path) -> BackupStatus:
    return services.backups.status(folder)


def _take(folder: Path, reason: str, progress: Progress) -> Backup:
    return services.backups.take(folder, reason, progress)


def _take_if_changed(folder: Path, reason: str, progress: Progress) -> Backup | None:
    """None where the newest backup has everything already."""
    status = services.backups.status(folder)
    return services.backups.take(folder, reason, progress) if status.changed or status.last is None else None
