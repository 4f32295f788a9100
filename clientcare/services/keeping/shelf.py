"""The folder of the backups: what each is called, which of them count, which go, and what is only half made."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from clientcare.db import attachments, errors
from clientcare.db.copying import sync
from clientcare.errors import WorldError
from clientcare.said import Said
from clientcare.services.keeping import manifest, pool, thinning
from clientcare.services.keeping.manifest import Manifest

FOLDER = "backups"
_NAME = re.compile(r"clientcare-\d{4}-\d\d-\d\d-\d{6}-(\d+)\.(db|json)")
_NEW = re.compile(r"new-[a-z0-9_]{8}\.db.*")  # together with what SQLite, and the slip, are called meanwhile
_in_use: set[Path] = set()


def standing(folder: Path) -> Iterator[tuple[Path, Manifest]]:
    """The backups with a readable slip, newest first."""
    numbered = ((number, file) for number, file in _all(folder) if file.suffix == ".db")
    for number, file in sorted(numbered, reverse=True):
        slip = manifest.load(file)
        if slip and slip.verified and slip.number == number and _size(file) == slip.bytes:
            yield file, slip


def next_number(folder: Path) -> int:
    """Above all there were, those that do not count included."""
    return max((number for number, _ in _all(folder)), default=0) + 1


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Where a new data file may be written; gone at the end unless it was given its place."""
    attachments.private(folder)
    new = Path(tempfile.mktemp(prefix="new-", suffix=".db", dir=folder))  # the file must not be there: the copy makes it 0600
    _in_use.add(new)
    _sweep_new(folder)
    try:
        yield new
    finally:
        _in_use.discard(new)
        _sweep_new(folder)


def settle(new: Path, made: Manifest, folder: Path) -> Path:
    """Give a proven copy its place, then write its slip, which makes it count once it can be read."""
    file = folder / f"clientcare-{made.at.astimezone():%Y-%m-%d-%H%M%S}-{made.number}.db"
    new.replace(file)
    sync(folder)
    manifest.save(made, file, new.with_name(f"{new.name}.json"))
    if manifest.load(file) != made:
        raise WorldError(Said(errors.DISK))
    return file


def thin(folder: Path) -> None:
    """Let go of the backups that are no longer needed, of those that never came to count, and of files none of them names."""
    there = list(standing(folder))
    keep = thinning.kept((slip.number, slip.at.astimezone().date()) for _, slip in there)
    for file, slip in there:
        if slip.number not in keep:
            _remove(file)
    for number, file in _all(folder):
        if number < there[0][1].number and not (file.with_suffix(".db").exists() and manifest.place(file).exists()):
            _remove(file)
    _thin_pool(folder)


def local_day(at: datetime) -> str:
    """As it stands in names."""
    return f"{at.astimezone():%Y-%m-%d}"


def _thin_pool(folder: Path) -> None:
    """Nothing goes where a slip cannot be read: its files might be among them."""
    slips = [manifest.load(file) for _, file in _all(folder) if file.suffix == ".db"]
    if None not in slips:
        attachments.sweep(folder / pool.FOLDER, {one for slip in slips if slip for one in slip.files})


def _all(folder: Path) -> list[tuple[int, Path]]:
    with suppress(OSError):
        return [(int(match[1]), file) for file in folder.iterdir() if (match := _NAME.fullmatch(file.name))]
    return []


def _size(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size
    return -1


def _remove(file: Path) -> None:
    """The slip first: without it the rest is no backup."""
    for one in (manifest.place(file), file.with_suffix(".db")):
        with suppress(OSError):
            one.unlink(missing_ok=True)


def _sweep_new(folder: Path) -> None:
    """What a kill left half made, and SQLite's companions of it."""
    used = tuple(one.name for one in list(_in_use))
    for left in list(folder.glob("new-*")):
        if _NEW.fullmatch(left.name) and not left.name.startswith(used):
            with suppress(OSError):
                left.unlink()
