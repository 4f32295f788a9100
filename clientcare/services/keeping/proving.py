"""A copy of the data file of one moment, proven to be whole before anything is built on it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from clientcare.db import contents, copying, errors, health, search
from clientcare.db.database import FILE
from clientcare.errors import WorldError
from clientcare.records import Contents
from clientcare.said import Said
from clientcare.services.progress import Progress


@dataclass(frozen=True)
class Copy:
    """`files`: those beside the timeline, fingerprint to bytes; `counts`: rows of each table, as the original said."""

    file: Path
    schema: int
    contents: Contents
    counts: dict[str, int]
    files: dict[str, int]

    @property
    def size(self) -> int:
        return self.file.stat().st_size

    def fingerprint(self) -> str:
        """SHA-256 of the data file; OSError where it cannot be read."""
        with self.file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


def copied(data: Path, to: Path, progress: Progress, settled: Callable[[], None] = lambda: None, rounds: int = 1) -> Copy:
    """Copy what `data` holds now, and tell what it is. `settled` as in `db.copying.snapshot`.

    `rounds`: how often the files beside the timeline are to be gone through after it, and the copy once more than that.
    """
    with errors.in_plain_words(), copying.snapshot(data / FILE, settled) as source:
        files = contents.files(source)
        progress.begin((rounds + 1) * contents.size(source) + rounds * sum(files.values()))
        copying.copy(source, to, progress.step)
        return Copy(to, contents.version(source), contents.contents(source), contents.counts(source), files)


def prove(copy: Copy, progress: Progress) -> None:
    """WorldError unless the copy is sound and has every row the original had. A search that is wrong keeps nobody from a
    backup: in the copy it is put right."""
    look = partial(progress.step, 0)
    found = health.sound(copy.file, look)
    if [one.text for one in found] == [health.SEARCH]:
        _search_anew(copy.file)
        found = health.sound(copy.file, look)
    if found:
        raise WorldError(found[0])
    with errors.in_plain_words(), copying.opened(copy.file) as connection:
        same = contents.counts(connection) == copy.counts and contents.version(connection) == copy.schema
    if not same:
        raise WorldError(Said(errors.DAMAGED))
    progress.step(copy.size)


def _search_anew(file: Path) -> None:
    with errors.in_plain_words(), copying.opened(file) as connection:
        search.rebuild(connection)
