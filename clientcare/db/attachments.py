"""The files beside the timeline: each kept once, under the fingerprint of what is in it, readable by the owner alone."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator, Set
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO

from clientcare.db.errors import DAMAGED_FILE, in_plain_words
from clientcare.errors import WorldError
from clientcare.said import Said

BLOCK = 1 << 20
GRACE = 60.0  # seconds a file without a row is left alone: another window may be about to write the row
_HALF = re.compile("new-[a-z0-9_]{8}")
_OURS = re.compile(f"[0-9a-f]{{64}}|{_HALF.pattern}")
_SMALL = "small"  # the folder of small pictures, made from the files and made again when missing


def put(folder: Path, source: bytes | Path, most: int) -> tuple[str, int] | None:
    """Keep a file; its fingerprint and its bytes, None where there are more than `most`. On the disk when this returns.

    WorldError where the disk stands in the way; then nothing of it is left.
    """
    with in_plain_words(), _opened(source) as stream:
        private(folder)
        handle, name = tempfile.mkstemp(prefix="new-", dir=folder)  # 0600
        kept = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                taken = _copied(stream, out, most)
                out.flush()
                os.fsync(out.fileno())
            if taken is not None:
                _settle(kept, place(folder, taken[0]))
        finally:
            kept.unlink(missing_ok=True)
    return taken


def place(folder: Path, sha256: str) -> Path:
    """Where the file of that fingerprint is, or would be."""
    return folder / sha256[:2] / sha256


def copy(folder: Path, sha256: str, to: IO[bytes]) -> None:
    """Write the file out. WorldError where it is gone, or is not what was put there; OSError where `to` cannot be written."""
    seen = hashlib.sha256()
    for block in _blocks(place(folder, sha256)):
        seen.update(block)
        to.write(block)
    if seen.hexdigest() != sha256:
        raise WorldError(Said(DAMAGED_FILE))


def start(folder: Path, sha256: str, many: int) -> bytes:
    """Its first bytes; none where it is gone."""
    with suppress(OSError), place(folder, sha256).open("rb") as stream:
        return stream.read(many)
    return b""


def small(folder: Path, sha256: str) -> bytes | None:
    """The small picture kept of it; b"" where it is known to have none, None where none was made yet."""
    with suppress(OSError):
        return (folder / _SMALL / sha256).read_bytes()
    return None


def keep_small(folder: Path, sha256: str, png: bytes) -> None:
    """Keep it for the next time; where that fails it is made again."""
    with suppress(OSError):
        private(folder / _SMALL)
        handle, name = tempfile.mkstemp(prefix="new-", dir=folder / _SMALL)
        with os.fdopen(handle, "wb") as out:
            out.write(png)
        Path(name).replace(folder / _SMALL / sha256)


def sweep(folder: Path, kept: Set[str]) -> int:
    """Take away what no row stands for any more, and what a broken start left half written; how many files went."""
    gone, before = 0, time.time() - GRACE
    for file in _all(folder):
        if file.name not in kept:
            with suppress(OSError):
                if file.parent.name == _SMALL or file.stat().st_mtime < before:
                    file.unlink()
                    gone += 1
    return gone


def private(folder: Path) -> None:
    """Make the folder, for the owner alone."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)


def _all(folder: Path) -> Iterator[Path]:
    """What we called so; anything else in there is somebody's."""
    with suppress(OSError):
        for inner in list(os.scandir(folder)):
            if inner.is_dir(follow_symlinks=False):
                there = (file for file in list(os.scandir(inner)) if file.is_file(follow_symlinks=False))
                yield from (Path(file.path) for file in there if _OURS.fullmatch(file.name))
            elif _HALF.fullmatch(inner.name):
                yield Path(inner.path)


def _opened(source: bytes | Path) -> IO[bytes]:
    return BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _blocks(file: Path) -> Iterator[bytes]:
    """What is in it, nothing where it is gone. WorldError where it cannot be read, and never for what a reader does with it."""
    with in_plain_words(), suppress(FileNotFoundError):
        stream = file.open("rb")
        with stream:
            while block := stream.read(BLOCK):
                yield block


def _copied(stream: IO[bytes], out: IO[bytes], most: int) -> tuple[str, int] | None:
    """The fingerprint and the bytes of what was copied; None as soon as there are more than `most` (-1: any number)."""
    seen, size = hashlib.sha256(), 0
    while block := stream.read(BLOCK):
        size += len(block)
        if 0 <= most < size:
            return None
        seen.update(block)
        out.write(block)
    return seen.hexdigest(), size


def _settle(new: Path, place: Path) -> None:
    """Give it its place. One that is there already is replaced: it may have been damaged since."""
    private(place.parent)
    new.replace(place)
    if os.name != "nt":  # there a folder cannot be synced, nor needs to be
        for folder in (place.parent, place.parent.parent):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
