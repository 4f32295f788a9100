"""Backups: taken beside whatever is being written, verified before they count, thinned by rule."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from clientcare import __version__
from clientcare.db import errors
from clientcare.db.copying import sync
from clientcare.db.database import FILE
from clientcare.errors import WorldError
from clientcare.records import Backup, BackupStatus
from clientcare.said import Said, mark
from clientcare.services.keeping import marks, pool, shelf
from clientcare.services.keeping.manifest import Manifest
from clientcare.services.keeping.proving import Copy, copied, prove
from clientcare.services.keeping.shelf import FOLDER
from clientcare.services.progress import Progress

__all__ = ["FOLDER", "REASONS", "all", "changed", "status", "take", "take_elsewhere"]

FILES = "files"
AMONG_THE_DATA = mark("That is in the folder with your data, and would be lost together with it. Choose another place.")
REASONS = {
    "quit": mark("When ClientCare was closed"),
    "timed": mark("By itself, after changes"),
    "asked": mark("Made by you"),
    "migration": mark("Before a newer version took over"),
    "import": mark("Before an import"),
    "delete": mark("Before several were deleted"),
    "merge": mark("Before clients were merged"),
    "restore": mark("Before a backup was restored"),
}
_NOT_MADE = {
    errors.FULL: mark("The disk is full, so no backup was made. Free some space, then try again."),
    errors.READ_ONLY: mark("The folder may not be written to, so no backup was made. Allow that, then try again."),
    errors.DISK: mark("The disk reported an error, so no backup was made. Check the disk and the room left on it."),
    errors.LOCKED: mark("Another program is using the data file, so no backup was made. Close it, then try again."),
    errors.OUT_OF_REACH: mark("The disk cannot be reached, so no backup was made. Check that it is connected, then try again."),
}
_ONE = threading.Lock()  # one at a time, as each thins what the others made


def take(data: Path, reason: str, progress: Progress | None = None) -> Backup:
    """Copy the data folder's file and attachments into its `backups`, verify the copy, and thin the older ones.

    `data` is the folder, its store open or not: this uses a connection of its own. WorldError, and the older ones untouched,
    where it cannot be made; Stopped where the owner had it stopped.
    """
    folder, progress = data / FOLDER, progress or Progress()
    with _ONE, _noted(folder):
        with marks.taking(folder), shelf.scratch(folder) as new:
            copy = copied(data, new, progress, partial(marks.settled, folder))
            made = _proven(data, copy, reason, progress)
            file = shelf.settle(new, made, folder)
        if marks.is_well(folder):
            shelf.thin(folder)
    return made.backup(file)


def take_elsewhere(data: Path, file: Path, progress: Progress | None = None) -> Backup:
    """Write a backup with all attachments as one file, verified by reading it back; what is there already is replaced only
    once the new one is whole. WorldError where it cannot be made, and for a place among the data itself."""
    from clientcare.services.keeping import one_file

    folder, progress = data / FOLDER, progress or Progress()
    with in_words(), shelf.scratch(folder) as new:
        if any(above.exists() and above.samefile(data) for above in file.resolve().parents):
            raise WorldError(Said(AMONG_THE_DATA))
        copy = copied(data, new, progress, rounds=3)  # looking for its files, writing, reading back
        prove(copy, progress)
        files = pool.found((data / FILES, folder / pool.FOLDER), copy.files, progress.step)
        missing = tuple(one for one in copy.files if one not in files)
        made = slip(copy, copy.fingerprint(), shelf.next_number(folder), "asked", missing)
        one_file.write(made, new, files, file, progress.step)
    return made.backup(file)


def all(data: Path) -> Sequence[Backup]:
    """The backups there are, newest first, as their manifests tell; what has no readable manifest is none."""
    return [slip.backup(file) for file, slip in shelf.standing(data / FOLDER)]


def status(data: Path) -> BackupStatus:
    """A look at the disk: not for the window's thread."""
    folder = data / FOLDER
    last = next((slip.backup(file) for file, slip in shelf.standing(folder)), None)
    is_changed = marks.is_changed(folder) or (last is None and (data / FILE).exists())
    return BackupStatus(last, is_changed, marks.last_trouble(folder), marks.is_well(folder))


def changed(data: Path) -> None:
    """Something was written that no backup has: called by the store with each write, so a single look at the disk."""
    marks.changed(data / FOLDER)


def slip(copy: Copy, sha256: str, number: int, reason: str, missing: tuple[str, ...]) -> Manifest:
    """What is to be said of a proven copy; `missing`: of its files, those that could not be had."""
    here = {one: size for one, size in copy.files.items() if one not in missing}
    size, at = copy.size, datetime.now(UTC)
    whole = size + sum(here.values())
    about = (number, at, reason, __version__, copy.schema, copy.contents, copy.counts)
    return Manifest(*about, size, whole, sha256, tuple(here), missing)


@contextmanager
def in_words() -> Iterator[None]:
    """An error of the world, said as what it means for a backup."""
    try:
        with errors.in_plain_words():
            yield
    except WorldError as error:
        if error.said.text not in _NOT_MADE:
            raise
        raise WorldError(Said(_NOT_MADE[error.said.text])) from error


@contextmanager
def _noted(folder: Path) -> Iterator[None]:
    """Keep why it failed; damage stops the thinning."""
    try:
        with in_words():
            yield
    except WorldError as error:
        if error.said.text not in _NOT_MADE.values():
            marks.damaged(folder)
        marks.trouble(folder, error.said)
        raise


def _proven(data: Path, copy: Copy, reason: str, progress: Progress) -> Manifest:
    """The copy is read, and seen onto the disk, while its files are copied: the one keeps the processor busy, the other the
    disk."""
    folder = data / FOLDER
    number = shelf.next_number(folder)
    with ThreadPoolExecutor(1) as beside:
        proving = beside.submit(_settled, copy, progress)
        missing = pool.fill(data / FILES, folder / pool.FOLDER, copy.files, number, progress.step)
        sha256 = proving.result()
    if missing:
        marks.damaged(folder)  # the backup is as good as the data is; the older ones may be better
    return slip(copy, sha256, number, reason, missing)


def _settled(copy: Copy, progress: Progress) -> str:
    """The fingerprint of the copy, proven, and on the disk."""
    prove(copy, progress)
    sync(copy.file)
    return copy.fingerprint()
