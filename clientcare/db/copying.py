"""A copy of the data file, made beside whoever writes to it: all of one moment, one file, safe on the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlite

from clientcare.db.database import PATIENCE_MS

PAGES = 1000  # copied at once, between two looks at whether to go on
_OPS = 100_000  # steps of SQLite's machine between two such looks, some milliseconds
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_PRAGMAS = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "temp_store=MEMORY", "foreign_keys=ON")


@contextmanager
def opened(file: Path, *pragmas: str) -> Iterator[Any]:
    """A bare connection to a file that is there, changed in nothing by being opened."""
    connection = sqlite.connect(f"file:{quote(str(file))}?mode=rw", uri=True, isolation_level=None, check_same_thread=False)
    try:
        for pragma in (f"busy_timeout={PATIENCE_MS}", *_PRAGMAS, *pragmas):
            connection.execute(f"PRAGMA {pragma}")
        yield connection
    finally:
        connection.close()


@contextmanager
def snapshot(file: Path, settled: Callable[[], None]) -> Iterator[Any]:
    """A connection that sees the file as it is now, whatever is written meanwhile.

    `settled` is called when it does, while nobody is in the middle of a write; not at all where somebody stays there.
    """
    with opened(file) as reader:
        with opened(file) as gate:
            alone = _alone(gate)
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # only a read takes hold of the moment
            if alone:
                settled()
                gate.execute("ROLLBACK")
        yield reader
        reader.execute("ROLLBACK")


def copy(source: Any, to: Path, step: Callable[[int], None]) -> None:
    """Write what `source` sees to a new file, for the owner alone, not yet synced; `step` is told the bytes, and may raise."""
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    to.chmod(0o600)  # whatever the umask
    size, done = int(source.execute("PRAGMA page_size").fetchone()[0]), 0

    def told(_status: int, left: int, all: int) -> None:
        nonlocal done
        step((all - left - done) * size)
        done = all - left

    with opened(to, "synchronous=OFF") as target:  # whoever keeps it syncs it, once
        source.backup(target, pages=PAGES, progress=told)
        target.execute("PRAGMA journal_mode=DELETE").fetchall()  # or it would not be one file


@contextmanager
def stoppable(connection: Any, look: Callable[[], object]) -> Iterator[None]:
    """Whatever `look` raises ends what `connection` is busy with."""
    raised: list[BaseException] = []

    def looked() -> int:
        try:
            look()
        except BaseException as error:
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(looked, _OPS)
    try:
        yield
    except sqlite.Error:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def keep(content: bytes, file: Path, new: Path) -> None:
    """A small file of ours: whole or not at all, for the owner alone, and on the disk. `new`: what it is called until then."""
    new.unlink(missing_ok=True)  # of one that was killed
    try:
        with os.fdopen(os.open(new, _NEW, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        new.chmod(0o600)  # whatever the umask
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
    sync(file.parent)


def sync(place: Path) -> None:
    """See a file, or which files a folder holds, safely onto the disk."""
    if os.name == "nt" and place.is_dir():  # there a folder cannot be synced, nor needs to be
        return
    handle = os.open(place, os.O_RDWR if place.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _alone(gate: Any) -> bool:
    with suppress(sqlite.OperationalError):
        gate.execute("BEGIN IMMEDIATE")
    return bool(gate.in_transaction)
