"""A backup as one file, for a stick or another disk: the data file, its slip and all attachments, in a plain zip.

Nothing in it is packed: it is written as fast as the disk takes it, and can hold no more than it weighs.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from clientcare.db.attachments import BLOCK
from clientcare.db.copying import sync
from clientcare.db.database import FILE
from clientcare.errors import WorldError
from clientcare.said import Said, mark
from clientcare.services.keeping import manifest, pool
from clientcare.services.keeping.manifest import Manifest
from clientcare.services.keeping.unpacking import MANIFEST

ENDING = ".clientcare"
NOT_READ_BACK = mark("What was written there could not be read back, so the backup does not count. Choose another place.")
TOO_LARGE = mark("That disk takes no file as large as your backup. Choose another disk.")  # 4 GB, where it is FAT
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

Step = Callable[[int], None]


def write(made: Manifest, database: Path, files: Mapping[str, Path], to: Path, step: Step) -> None:
    """Write it, read it back, and only then let it take the place of what is at `to`. `files`: where each of its files lies.

    `step` is told each byte twice.
    """
    try:
        with _beside(to) as stream:
            _fill(stream, made, database, files, step)
            _sync(stream)
            _read_back(stream, made, step)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise WorldError(Said(TOO_LARGE)) from error
        raise


def _fill(stream: IO[bytes], made: Manifest, database: Path, files: Mapping[str, Path], step: Step) -> None:
    with ZipFile(stream, "w") as archive:
        slip = manifest.written(made)
        _add(archive, MANIFEST, BytesIO(slip), len(slip), lambda size: None)
        for name, place in ((FILE, database), *((_name(one), files[one]) for one in made.files)):
            with place.open("rb") as source:
                _add(archive, name, source, place.stat().st_size, step)


def _add(archive: ZipFile, name: str, source: IO[bytes], size: int, step: Step) -> None:
    entry = ZipInfo(name)  # the day it carries is never looked at, and a clock that is far off has none to give
    entry.external_attr, entry.file_size = (stat.S_IFREG | 0o600) << 16, size
    with archive.open(entry, "w") as out:
        while block := source.read(BLOCK):
            out.write(block)
            step(len(block))


def _read_back(stream: IO[bytes], made: Manifest, step: Step) -> None:
    try:
        with ZipFile(stream) as archive:
            wanted = {FILE: made.sha256, **{_name(one): one for one in made.files}}
            same = archive.read(MANIFEST) == manifest.written(made) and {MANIFEST, *wanted} == set(archive.namelist())
            same = same and all(_fingerprint(archive, name, step) == sha256 for name, sha256 in wanted.items())
    except (BadZipFile, EOFError, ValueError, KeyError) as error:
        raise WorldError(Said(NOT_READ_BACK)) from error
    if not same:
        raise WorldError(Said(NOT_READ_BACK))


def _fingerprint(archive: ZipFile, name: str, step: Step) -> str:
    seen = hashlib.sha256()
    with archive.open(name) as source:
        while block := source.read(BLOCK):
            seen.update(block)
            step(len(block))
    return seen.hexdigest()


def _name(sha256: str) -> str:
    return f"{pool.FOLDER}/{sha256[:2]}/{sha256}"


def _sync(stream: IO[bytes]) -> None:
    """On the disk, and where it can be had read from there again, not from memory."""
    stream.flush()
    os.fsync(stream.fileno())
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def _beside(to: Path) -> Iterator[IO[bytes]]:
    """A new file for the owner alone, that takes the place of `to` if all goes well, and else is gone."""
    new = to.with_name(f".clientcare-{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(new, _NEW, 0o600), "w+b") as stream:
            yield stream
        new.replace(to)
        with suppress(OSError):  # not every stick can
            sync(to.parent)
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
