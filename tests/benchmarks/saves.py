"""`save`: one event of a timeline saved and confirmed, beside the bare driver's commit with the same settings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from clientcare.db.database import FILE, PATIENCE_MS, PRAGMAS
from clientcare.records import EventForm
from clientcare.services import entries
from clientcare.services.store import Store
from tests.benchmarks import data
from tests.benchmarks.measure import Goal, Line, line, taken_in_turn, timed

GOALS = {"save": Goal(ratio=2.0)}
TIMES = 40
AT = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
TEXT = "They called and asked when we would come back."
SQL = "INSERT INTO timeline_event (dispute_id, kind, at, by, text, private) VALUES (?, 'call', ?, 'us', ?, 1)"


def measure(runs: int, sizes: tuple[int, ...]) -> Iterator[Line]:
    """Each writes to a file of its own: one of them must not find the other's pages in its way."""
    before = None
    for size in sizes:
        history = data.searchable(size)
        store = Store.open(data.copy_of(history, f"save-{size}"))
        bare = _connect(data.copy_of(history, f"save-bare-{size}") / FILE)
        ours, floor = timed(partial(_save, store, size)), timed(partial(_insert, bare, size))
        before = line("save", size, taken_in_turn(ours, floor, runs, TIMES), before)
        store.close()
        bare.close()
        yield before


def _save(store: Store, dispute: int) -> None:
    form = EventForm(dispute, "call", AT, TEXT)
    store.write(lambda session: entries.save(session, form))


def _connect(file: Path) -> Any:
    connection = sqlite.connect(str(file), isolation_level=None)
    for pragma in (f"busy_timeout={PATIENCE_MS}", *PRAGMAS):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _insert(connection: Any, dispute: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(SQL, (dispute, AT.isoformat(" "), TEXT))
    connection.execute("COMMIT")
