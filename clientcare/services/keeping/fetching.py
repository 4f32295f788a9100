"""Fetching: one file after another copied into a staging folder, from a folder or an archive that others wrote."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from clientcare.db import attachments as kept
from clientcare.db.admitting import Refused
from clientcare.services.keeping import pool
from clientcare.services.keeping.swap import FILES
from clientcare.services.keeping.unpacking import Archive
from clientcare.services.progress import Progress

Fetch = Callable[[str], bool]  # lays out the file of a fingerprint, sound; whether the backup has it
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def as_link(files: Path, folder: Path) -> Fetch:
    """One that is in use already gets a second name: so it takes no room, and it is never changed."""

    def fetch(sha256: str) -> bool:
        if not pool.is_sound(files, sha256):
            return False
        with suppress(OSError):  # not every disk can
            os.link(kept.place(files, sha256), _place(folder, sha256))
            return True
        return from_folder(files, folder)(sha256)

    return fetch


def from_folder(files: Path, folder: Path) -> Fetch:
    def fetch(sha256: str) -> bool:
        with regular(kept.place(files, sha256)) as stream:
            copy(stream, _place(folder, sha256), sha256)
        return True

    return fetch


def from_archive(archive: Archive, folder: Path) -> Fetch:
    def fetch(sha256: str) -> bool:
        name = f"{FILES}/{sha256[:2]}/{sha256}"
        if archive.size(name) is None:
            return False
        with archive.open(name) as stream:
            copy(stream, _place(folder, sha256), sha256)
        return True

    return fetch


def is_sound(fetch: Fetch, sha256: str) -> bool:
    """Whether it was laid out; a damaged one is none, perhaps there is a better one elsewhere."""
    try:
        return fetch(sha256)
    except Refused:
        return False


def copy(stream: IO[bytes], to: Path, sha256: str, progress: Progress | None = None) -> None:
    """On the disk, for the owner alone; Refused, and nothing left, where it is not what the fingerprint says, if one does."""
    seen = hashlib.sha256()
    try:
        with os.fdopen(os.open(to, _NEW, 0o600), "wb") as out:
            to.chmod(0o600)  # whatever the umask
            for block in blocks(stream, kept.BLOCK):
                seen.update(block)
                out.write(block)
                if progress:
                    progress.step(len(block))
            out.flush()
            os.fsync(out.fileno())
        if sha256 and seen.hexdigest() != sha256:
            raise Refused("damaged")
    except BaseException:
        to.unlink(missing_ok=True)
        raise


def blocks(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """So many bytes at a time, until the end."""
    while True:
        with reading():
            block = stream.read(size)
        if not block:
            return
        yield block


@contextmanager
def regular(file: Path) -> Iterator[IO[bytes]]:
    """Open to be read, where it is a file and no device, pipe or folder."""
    with reading():
        if not file.is_file():
            raise FileNotFoundError(file)
        stream = file.open("rb")
    with stream:
        yield stream


def state(file: Path) -> tuple[int, int]:
    """Its bytes, and when it was written last."""
    with reading():
        found = file.stat()
    return found.st_size, found.st_mtime_ns


@contextmanager
def reading() -> Iterator[None]:
    """What goes wrong here is the backup's fault, not that of the disk the data is on."""
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a name with a null in it
        raise Refused("unread") from error


def _place(folder: Path, sha256: str) -> Path:
    to = kept.place(folder / FILES, sha256)
    for inner in (folder / FILES, to.parent):
        kept.private(inner)
    return to
