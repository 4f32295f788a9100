"""`backup`: a gigabyte backed up and verified, beside SQLite's backup API and a copy of the files, both safe on the disk."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from clientcare.db.database import FILE
from clientcare.services import backups
from tests.benchmarks import data
from tests.benchmarks.measure import Goal, Line, line, taken_in_turn, timed

GOALS = {"backup": Goal(ratio=1.5)}
ALL = 1_000_000_000  # bytes, the data file's among them
ONE = 4_000_000  # of one file beside the timeline: a photo
SQL = "INSERT INTO attachment (event_id, sha256, name, size, added_at) VALUES (?, ?, 'photo.jpg', ?, '2026-05-04 12:30:00')"


def measure(runs: int, sizes: tuple[int, ...]) -> Iterator[Line]:
    """Each makes the first backup there is: later ones copy no file twice."""
    before = None
    for size in sizes:
        folder = _filled(data.copy_of(data.searchable(size), f"backup-{size}"))
        ours = _from_nothing(partial(backups.take, folder, "asked"), folder / backups.FOLDER)
        bare = folder.with_name(f"backup-bare-{size}")
        floor = _from_nothing(partial(_copied, folder, bare), bare)
        before = line("backup", size, taken_in_turn(ours, floor, runs, 1), before)
        shutil.rmtree(folder)
        yield before


def _filled(folder: Path) -> Path:
    """With files beside its timeline, up to a gigabyte in all."""
    chance, rows = random.Random(1), []
    for number in range(max(0, ALL - (folder / FILE).stat().st_size) // ONE):
        content = chance.randbytes(ONE)
        sha256 = hashlib.sha256(content).hexdigest()
        place = folder / backups.FILES / sha256[:2] / sha256
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        rows.append((number + 1, sha256, ONE))
    with closing(sqlite.connect(str(folder / FILE))) as connection:
        connection.executemany(SQL, rows)
        connection.commit()
    return folder


def _from_nothing(call: Callable[[], object], left: Path) -> Callable[[], float]:
    """Timed, what it leaves taken away before it, and the disk at rest."""

    def took() -> float:
        shutil.rmtree(left, ignore_errors=True)
        os.sync()
        return timed(call)()

    return took


def _copied(folder: Path, to: Path) -> None:
    """What anybody would write who trusts the disk, down to seeing it all safely there."""
    to.mkdir()
    with closing(sqlite.connect(str(folder / FILE))) as source, closing(sqlite.connect(str(to / FILE))) as target:
        source.backup(target)
    shutil.copytree(folder / backups.FILES, to / backups.FILES)
    for file in to.rglob("*"):
        handle = os.open(file, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
