"""The files beside the timeline as the backups keep them: each once, however many backups name it, and never linked."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO

from clientcare.db import attachments as kept
from clientcare.db.copying import sync
from clientcare.services.keeping.manifest import FINGERPRINT

FOLDER = "files"
_AT_ONCE = 4
READ_AGAIN = 1 << 30  # bytes of older copies that each new backup reads again, in turn


def fill(files: Path, pool: Path, wanted: Mapping[str, int], turn: int, step: Callable[[int], None]) -> tuple[str, ...]:
    """Have a sound copy of each of `wanted` (fingerprint to bytes) in the pool, on the disk; those that are gone or damaged
    in both.

    Of the copies there are, some are read again at each `turn`, and all of them in the course of time.
    """
    turns, missing = sum(wanted.values()) // READ_AGAIN + 1, list[str]()
    with ThreadPoolExecutor(_AT_ONCE) as disk:  # a disk takes several files at once better than one after the other
        settling: deque[Future[None]] = deque()
        for place, (sha256, size) in enumerate(wanted.items()):
            known = FINGERPRINT.fullmatch(sha256) is not None
            if not (known and _here(pool, sha256, size, again=place % turns == turn % turns)):
                new = _copied(files, pool, sha256) if known else None
                if new is None:
                    missing.append(sha256)
                else:
                    settling.append(disk.submit(_settle, new, kept.place(pool, sha256)))
            while len(settling) > _AT_ONCE:
                settling.popleft().result()
            step(size)
        for one in settling:
            one.result()
    for folder in (*{kept.place(pool, one).parent for one in wanted if one not in missing}, pool):
        if folder.is_dir():
            sync(folder)
    return tuple(missing)


def is_sound(folder: Path, sha256: str) -> bool:
    """Whether the file is there and is what its name says."""
    return fingerprint(kept.place(folder, sha256)) == sha256


def fingerprint(file: Path) -> str:
    """SHA-256 of what is in it; "" where it cannot be read."""
    with suppress(OSError), file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
    return ""


def found(folders: Sequence[Path], wanted: Mapping[str, int], step: Callable[[int], None]) -> dict[str, Path]:
    """Where each of `wanted` lies, sound, in the first of the folders that has it so; those that none has are left out."""
    places = {}
    for sha256, size in wanted.items():
        sound = next((one for one in folders if FINGERPRINT.fullmatch(sha256) and is_sound(one, sha256)), None)
        if sound is not None:
            places[sha256] = kept.place(sound, sha256)
        step(size)
    return places


def put_back(pool: Path, files: Path, sha256: str) -> bool:
    """Whether the pool has a sound one, which `files` now has, too. WorldError where it cannot be written."""
    sound = FINGERPRINT.fullmatch(sha256) is not None and is_sound(pool, sha256)
    if sound:
        kept.put(files, kept.place(pool, sha256), -1)
    return sound


def _here(pool: Path, sha256: str, size: int, again: bool) -> bool:
    try:
        there = kept.place(pool, sha256).stat().st_size == size
    except OSError:
        return False
    return there and (not again or is_sound(pool, sha256))


def _copied(files: Path, pool: Path, sha256: str) -> Path | None:
    """A copy under a name of its own, handed to the disk but not yet on it; None where the file is gone or damaged."""
    kept.private(pool)
    handle, name = tempfile.mkstemp(prefix="new-", dir=pool)  # 0600, and swept if it stays
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            if _is_written(kept.place(files, sha256), sha256, out):
                return new
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    new.unlink(missing_ok=True)
    return None


def _is_written(source: Path, sha256: str, out: IO[bytes]) -> bool:
    """Whether all of it could be read, and was what its name says. OSError where it cannot be written."""
    seen = hashlib.sha256()
    for block in _blocks(source):
        seen.update(block)
        out.write(block)
    return seen.hexdigest() == sha256


def _blocks(source: Path) -> Iterator[bytes]:
    """As far as it can be read: what is cut short has another fingerprint."""
    with suppress(OSError), source.open("rb", buffering=0) as stream:
        while block := stream.read(kept.BLOCK):
            yield block


def _settle(new: Path, place: Path) -> None:
    try:
        new.chmod(0o600)  # whatever the umask
        sync(new)
        kept.private(place.parent)
        new.replace(place)
    finally:
        new.unlink(missing_ok=True)
