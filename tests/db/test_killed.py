"""kill -9: what was confirmed is there, and a file is old or new, never half of each."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from data_file import MIGRATE, on_posix

from clientcare.db import health
from clientcare.db.database import FILE, SCHEMA
from clientcare.services import clients
from clientcare.services.store import Store

SAVE = """
import sys
from pathlib import Path
from clientcare.db.models import Dispute
from clientcare.services import disputes
from clientcare.records import DisputeForm
from clientcare.services.store import Store

def save(session):
    dispute = session.get(Dispute, disputes.create(session, DisputeForm("Hall tiles", client_name=name)))
    dispute.their_words = "x" * (n % 5000)

store = Store.open(Path(sys.argv[1]))
n = 0
while True:
    n += 1
    name = f"{sys.argv[2]}-{n}"
    store.write(save)
    print(name, flush=True)
"""


def confirmed_until_killed(folder: Path, run: int, after: float) -> list[str]:
    """Saves in a process of its own, killed `after` seconds from its first confirmed save; what it had confirmed."""
    process = subprocess.Popen([sys.executable, "-c", SAVE, str(folder), str(run)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    return (first + rest[: rest.rfind("\n") + 1]).split()


def nothing_is_lost(folder: Path, kills: int) -> None:
    chance, confirmed, lost = random.Random(kills), list[str](), set[str]()
    for run in range(kills):
        confirmed += confirmed_until_killed(folder, run, chance.uniform(0, 0.15))
        store = Store.open(folder)
        found = store.read(lambda s: {row.name: row.disputes_open for row in clients.rows(s, clients.ids(s))})
        store.close()
        lost |= set(confirmed) - found.keys()
        assert set(found.values()) == {1}  # client and dispute were one save
        assert health.sound(folder / FILE, lambda: None) == ()  # structure, what rows point at, every word of the search
    print(f"killed {kills} times during saving, {len(confirmed)} confirmed saves, lost {len(lost)}")
    assert len(confirmed) >= kills and not lost


@on_posix
def test_no_confirmed_save_is_lost(folder: Path) -> None:
    nothing_is_lost(folder, 10)


@on_posix
@pytest.mark.slow
def test_no_confirmed_save_is_lost_in_200_kills(folder: Path) -> None:
    nothing_is_lost(folder, 200)


def begin_and_kill(folder: Path, statement: int) -> bool:
    """Whether the process was killed before that statement, rather than ending by itself."""
    code = subprocess.run([sys.executable, "-c", MIGRATE, str(folder), str(statement)], check=False).returncode
    assert code in (0, -signal.SIGKILL)
    return code != 0


@on_posix
@pytest.mark.parametrize("statement", [1, 5, 20, 33, 43, 50, 58, 66])
def test_a_killed_migration_leaves_old_or_new(folder: Path, statement: int) -> None:
    begin_and_kill(folder, statement)
    works_whole(folder)


@on_posix
@pytest.mark.slow
def test_a_migration_killed_at_any_statement_leaves_old_or_new(tmp_path: Path) -> None:
    statement = 1
    while begin_and_kill(tmp_path / str(statement), statement):
        works_whole(tmp_path / str(statement))
        statement += 1
    assert statement > 40


def works_whole(folder: Path) -> None:
    store = Store.open(folder)
    store.write(lambda session: clients.create(session, "Dana"))
    version = store.read(lambda s: s.connection().exec_driver_sql("PRAGMA user_version").scalar())
    tables = store.read(lambda s: s.connection().exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar())
    store.close()
    assert version == SCHEMA and tables and tables > 30
    assert [path.name for path in folder.iterdir() if path.is_file()] == [FILE]
