"""The way into a data folder: looked at before a byte is written, locked, and never begun anew where data was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clientcare import folder_lock
from clientcare.errors import DataTrouble
from clientcare.said import Said, mark

if TYPE_CHECKING:
    from clientcare.services.store import Store

# Everything else is imported where it is needed: this is made before the first picture.

GONE = mark("The data file is gone from its folder. Put it back, or restore a backup.")
AWAY = mark("The folder with your data cannot be found. Connect the disk it is on, then try again.")
OURS = ("damaged", "missing")  # a folder in these straits may be locked and written in
SYNCED = "synced"


class DataFolder:
    """The data folder of one window: its lock from the opening, or from `seize`, until `release`."""

    def __init__(self, path: Path, *, sample: bool = False) -> None:
        self.path, self.sample = path, sample
        self._lock: folder_lock.FolderLock | None = None

    def seize(self) -> None:
        """Lock a folder that was opened before, and write nothing; DataTrouble("in_use") where another window has it."""
        self._lock = self._lock or folder_lock.take_if_there(self.path)

    @property
    def held(self) -> bool:
        """Whether this window has it, so that a second start can be led here."""
        return self._lock is not None

    def note(self, address: str) -> str:
        """Leave where this window answers; returns where one before it did."""
        return self._lock.note(address) if self._lock else ""

    def release(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()

    def open(self) -> Store:
        """Open the store, a restore that was begun carried out first. DataTrouble says why not, and then nothing of the
        owner's was changed; it may be tried again."""
        from clientcare.db.errors import in_plain_words
        from clientcare.services.keeping import known, restoring
        from clientcare.services.store import Store

        with in_plain_words():
            trouble = _trouble(self.path)
            if trouble is None or trouble.why in OURS or restoring.is_noted(self.path):
                self._hold()
                restoring.finish(self.path)
                trouble = _trouble(self.path)
            if trouble is not None:
                raise trouble
            store = Store.open(self.path)
        if not self.sample:
            known.remember(self.path)
        return store

    def _hold(self) -> None:
        from clientcare.db.database import make_private_folder

        if self._lock is None:
            make_private_folder(self.path)
            self._lock = folder_lock.take(self.path)

    @property
    def synced_by(self) -> str:
        """The cloud service that keeps this folder the same elsewhere, if the owner has not been warned of it yet; or ""."""
        from clientcare.services.keeping import known, synced

        return "" if self.sample or known.was_told(self.path, SYNCED) else synced.service(self.path)


def begin_new(data: Path) -> None:
    """An empty data file where the old one is gone or damaged; what is left of that is set aside, and backups stay."""
    from clientcare.db.errors import in_plain_words
    from clientcare.services.keeping import swap
    from clientcare.services.store import Store

    with in_plain_words():
        swap.set_aside(data, files=True)  # nothing in the new one needs them, and they would be swept
        Store.open(data).close()


def understood(data: Path) -> None:
    """The owner has read that a cloud service keeps the folder the same elsewhere."""
    from clientcare.services.keeping import known

    known.told(data, SYNCED)


def _trouble(data: Path) -> DataTrouble | None:
    """Why the folder cannot be opened as it is; reads without writing a byte."""
    from clientcare.db import database
    from clientcare.db.errors import in_plain_words
    from clientcare.services.keeping import known

    try:
        with in_plain_words():
            version = database.found(data / database.FILE)
    except DataTrouble as trouble:
        return trouble
    if version or not known.had_data(data):
        return None
    return DataTrouble("missing", Said(GONE)) if data.is_dir() else DataTrouble("away", Said(AWAY))
