"""Backups beside a busy writer, and killed in the middle: each that counts is whole, and nothing that was saved is missing."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from backing import BUSY, FILE, TAKE, left_over, named

from clientcare.db import copying
from clientcare.services import backups, restoring
from clientcare.services.store import Store

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")


@contextmanager
def busy(folder: Path) -> Iterator[list[str]]:
    """What a process of its own has saved so far, on and on until the end."""
    saved = list[str]()
    process = subprocess.Popen([sys.executable, "-c", BUSY, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    listening = Thread(target=lambda: saved.extend(line.strip() for line in process.stdout))  # type: ignore[union-attr]
    try:
        saved.append(process.stdout.readline().strip())
        listening.start()
        yield saved
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        listening.join()
        process.stdout.close()


def taken_beside_a_busy_writer(folder: Path, many: int) -> None:
    Store.open(folder).close()
    with busy(folder) as saved:
        for number in range(1, many + 1):
            before = set(saved)
            made = backups.take(folder, "timed")
            assert made.number == number and made.contents.clients == made.contents.disputes, "each save was of both"
            there = named(made.file)
            assert before <= there
            assert backups.status(folder).changed, "the writer goes on"
    Store.open(folder).close()
    confirmed = {name for name in saved if name}
    lost = confirmed - named(folder / FILE)
    print(f"\nbackups beside a busy writer: {many} tried, {len(confirmed)} saves meanwhile, {len(lost)} lost")
    assert not lost and len(confirmed) > many
    staged = restoring.stage(folder, backups.all(folder)[0].file)
    restoring.drop(staged)


@on_posix
def test_backups_beside_a_busy_writer(folder: Path) -> None:
    taken_beside_a_busy_writer(folder, 3)


@on_posix
@pytest.mark.slow
def test_25_backups_beside_a_busy_writer(folder: Path) -> None:
    taken_beside_a_busy_writer(folder, 25)


def killed_while_taking(folder: Path, kills: int) -> None:
    chance, ended = random.Random(kills), 0
    for _ in range(kills):
        backups.changed(folder)
        process = subprocess.Popen([sys.executable, "-c", TAKE, str(folder)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.2))
        process.send_signal(signal.SIGKILL)
        taken = process.stdout.read() == "taken\n"
        process.stdout.close()
        process.wait()
        ended += taken
        for one in backups.all(folder):
            assert "busy-1" in named(one.file)
        assert backups.status(folder).changed or backups.all(folder), "never forgotten without a backup"
        if not taken and not backups.status(folder).changed:
            with copying.opened(backups.all(folder)[0].file) as file:
                assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    made = backups.take(folder, "asked")
    assert left_over(folder) == [] and not backups.status(folder).changed
    assert "busy-1" in named(made.file)
    print(f"\nkilled while a backup was taken: {kills} tried, {ended} had ended before, all {made.number} that count are whole")


@pytest.fixture
def some(folder: Path) -> Path:
    Store.open(folder).close()
    with busy(folder) as saved:
        until = time.monotonic() + 60
        while len(saved) < 20 and time.monotonic() < until:
            time.sleep(0.01)
    assert len(saved) >= 20
    Store.open(folder).close()
    return folder


@on_posix
def test_a_backup_killed_in_the_middle_is_none(some: Path) -> None:
    killed_while_taking(some, 4)


@on_posix
@pytest.mark.slow
def test_50_backups_killed_in_the_middle(some: Path) -> None:
    killed_while_taking(some, 50)
