"""Care at the start: shows what is the matter with the data folder in place of the pages, and does what the owner chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from clientcare import __version__, services
from clientcare.errors import WorldError
from clientcare.said import Said
from clientcare.services.progress import Progress, Stopped
from clientcare.ui.desk import Desk
from clientcare.ui.starting import doorbell, folder
from clientcare.ui.starting.screen import Screen
from clientcare.ui.starting.words import WORDS
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.records import Backup

AGAIN_MS = 2000


class Cover(Protocol):
    """The window: shows something in place of its pages, and the pages again."""

    def cover(self, screen: QWidget) -> None: ...
    def uncover(self) -> None: ...


class StartCare(QObject):
    """For a window that could not open its data, or found it damaged; `try_again` opens it anew. `led_elsewhere()`: another
    window has it, and came forward. `went_on()`: the owner knows of the damage, and leaves it so for now."""

    led_elsewhere = Signal()
    went_on = Signal()

    def __init__(self, desk: Desk, window: Any, try_again: Callable[[], object]) -> None:
        super().__init__(window)
        self._desk, self._try_again = desk, try_again
        self._window: Cover = window
        self._open = False  # whether the data is open all the same
        self._waits = False  # whether the screen says that it tries again by itself
        self._screen = Screen(desk.words, desk.folder)
        self._screen.offered.connect(self._do)
        self._timer = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._timer.timeout.connect(self._again_quietly)
        self._does: dict[str, Callable[[], object]] = {
            "again": self._again,
            "restore": self._restore,
            "file": self._restore_file,
            "find": self._find,
            "other": self._other,
            "show": self._show_folder,
            "new": self._begin_new,
            "go_on": self._go_on,
            "understood": self._understood,
        }

    # -- what is the matter

    def cannot_open(self, error: BaseException) -> None:
        """Say why the data could not be opened. Where another window has it, that one is asked to come forward first."""
        why = folder.why(error, self._desk.folder)
        if why == "in_use":
            self._desk.jobs.work(partial(_calls, self._desk.folder), self._answered, self._desk.jobs.failed.emit)
            return
        if why in WORDS:
            self._say(why)
        elif isinstance(error, WorldError):
            self._say("said", why=self._desk.words.say(error.said))
        else:
            self._say("ours")
            self._desk.dialogs.trouble(self._screen, error)

    def found_damage(self, findings: Sequence[Said]) -> None:
        """The data is open, and part of it cannot be read."""
        self._open = True
        told = (self._desk.words.say(each) for each in findings if each.text != services.health.DAMAGED)  # the title says that
        self._say("found", "\n".join(told))

    def is_synced(self, service: str) -> None:
        """The data is open, in a folder that a cloud service keeps the same elsewhere."""
        self._open = True
        self._say("synced", service=service)

    def done(self) -> None:
        """The data is open: the pages again."""
        self._timer.stop()
        self._screen.end_wait()
        self._window.uncover()

    def _answered(self, answered: bool) -> None:
        if answered:
            self.led_elsewhere.emit()
        else:
            self._say("in_use")

    def _say(self, key: str, details: str = "", **values: Any) -> None:
        was_in_front = self._screen.isVisible()
        self._screen.say(WORDS[key], details, **{"version": __version__, **values})
        self._window.cover(self._screen)
        if not was_in_front:
            self._screen.focus_primary()  # what is shown in place of something else takes the focus to its first button
        if "restore" in WORDS[key].first + WORDS[key].ways:
            self._desk.jobs.work(partial(_backups, self._desk.folder), self._screen.show_backups, self._no_backups)
        self._waits = WORDS[key].waits
        self._wait_on()

    def _wait_on(self) -> None:
        if self._waits:
            self._timer.start()

    def _no_backups(self, error: Exception) -> None:
        """What cannot be read is none: a backup from elsewhere can still be chosen."""

    # -- what the owner does about it

    def _do(self, key: str) -> None:
        self._timer.stop()
        self._does[key]()

    def _again(self) -> None:
        self._screen.say_trouble("")
        self._try_again()

    def _again_quietly(self) -> None:
        self._try_again()

    def _restore(self) -> None:
        if self._screen.backup is not None:
            self._bring(self._screen.backup.file)

    def _restore_file(self) -> None:
        kinds = tr("Backups and data files (*.clientcare *.db);;All files (*)")
        self._bring(self._desk.dialogs.file_to_open(self._screen, tr("Choose a backup"), kinds))

    def _find(self) -> None:
        kinds = tr("Data files and backups (*.db *.clientcare);;All files (*)")
        self._bring(self._desk.dialogs.file_to_open(self._screen, tr("Find your data file (clientcare.db) or a backup"), kinds))

    def _bring(self, source: Path | None) -> None:
        """Lay the backup out, verify it, and have it take the place of the data when that is opened next."""
        if source is None:
            self._wait_on()
            return
        progress = Progress()
        self._screen.wait(tr("Restoring your backup"), progress, tr("Nothing changes until all of it has been checked."))
        self._desk.jobs.post(partial(_bring, self._desk.folder, source, progress), self._brought, self._not_done)

    def _brought(self, _: object) -> None:
        if self._open:
            self._desk.begin_again()
        else:
            self._try_again()

    def _not_done(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            self._screen.say_trouble(tr("Stopped. Nothing was changed."))
        elif isinstance(error, WorldError):
            self._screen.say_trouble(self._desk.words.say(error.said))
        else:
            self._screen.end_wait()
            self._desk.jobs.failed.emit(error)
        self._wait_on()

    def _other(self) -> None:
        chosen = self._desk.dialogs.folder_to_use(self._screen, tr("Choose a folder for your data"))
        if chosen is not None:
            self._desk.begin_again(chosen)
        else:
            self._wait_on()

    def _show_folder(self) -> None:
        folder.show(self._desk.folder)
        self._wait_on()

    def _begin_new(self) -> None:
        text = tr(
            "ClientCare begins with an empty data file in this folder. What is left of the old one is kept in the folder "
            "“aside”, and your backups stay."
        )
        if self._desk.dialogs.confirm(self._screen, tr("Start with no data?"), text, tr("Start with no data")):
            self._desk.jobs.work(partial(_begin_new, self._desk.folder), self._begun, self._not_done)
        else:
            self._wait_on()

    def _begun(self, _: object) -> None:
        self._try_again()

    def _go_on(self) -> None:
        self.went_on.emit()
        self.done()

    def _understood(self) -> None:
        self._desk.jobs.work(partial(_understood, self._desk.folder), self._noted, self._desk.jobs.failed.emit)
        self.done()

    def _noted(self, _: object) -> None:
        """From now on it is not said again."""


def _calls(data: Path) -> bool:
    return doorbell.rings(data)


def _backups(data: Path) -> Sequence[Backup]:
    return services.backups.all(data)


def _bring(data: Path, source: Path, progress: Progress, read: object, write: object) -> None:
    staged = services.restoring.stage(data, source, progress)
    services.restoring.adopt(data, staged, progress)


def _begin_new(data: Path) -> None:
    services.data_folder.begin_new(data)


def _understood(data: Path) -> None:
    services.data_folder.understood(data)
