"""`import`: payments read from a CSV file, compared with the clients there are and written, beside csv and executemany."""

from __future__ import annotations

import csv
import gc
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from clientcare.db.database import FILE, PATIENCE_MS, PRAGMAS
from clientcare.services import imports
from clientcare.services.importing.source import Wanted
from clientcare.services.progress import Progress
from clientcare.services.store import Store
from tests.benchmarks import data
from tests.benchmarks.measure import Goal, Line, line, taken_in_turn, timed

GOALS = {"import": Goal(ratio=3.0)}
TIMES = 3
DAY = date(2019, 1, 7)
SQL = "INSERT INTO payment (client_id, paid_on, amount, what, job, reference) VALUES (?, ?, ?, ?, '', ?)"


def measure(runs: int, sizes: tuple[int, ...]) -> Iterator[Line]:
    """As many payments as the size says, by the clients of a history of that size; each writes to a file of its own."""
    before = None
    gc.disable()  # as in the window, which collects by a timer of its own
    for size in sizes:
        history = data.history(size)
        here, there = (data.copy_of(history, f"import-{which}-{size}") for which in ("ours", "bare"))
        store, bare = Store.open(here), _connect(there / FILE)
        clients = bare.execute("SELECT id, name FROM client ORDER BY id").fetchall()
        turns = iter(range(1_000_000))
        ours = _Ours(store, clients, size, turns)
        floor = _Bare(bare, clients, size, turns)
        before = line("import", size, taken_in_turn(ours, floor, runs, TIMES), before)
        store.close()
        bare.close()
        yield before
    gc.enable()


def _file(clients: list[tuple[int, str]], size: int, turn: int) -> Path:
    """A processor's export; every turn has numbers of its own, so that nothing is there already."""
    path = data.scratch() / "payments.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("Date", "Amount", "Customer name", "Description", "Transaction ID"))
        for n in range(size):
            day = DAY + timedelta(days=n % 2000)
            name, sum = clients[n % len(clients)][1], f"{n % 900 + 20}.{n % 100:02}"
            writer.writerow((day.isoformat(), sum, name, "Work", f"tr{turn}-{n}"))
    return path


class _Timed:
    """Makes a new file before each turn, and counts only what comes after."""

    def __init__(self, opened: Any, clients: list[tuple[int, str]], size: int, turns: Iterator[int]) -> None:
        self.opened, self.clients, self.size, self.turns = opened, clients, size, turns

    def __call__(self) -> float:
        path = _file(self.clients, self.size, next(self.turns))
        return timed(partial(self.take_in, path))()

    def take_in(self, path: Path) -> None:
        raise NotImplementedError


class _Ours(_Timed):
    def take_in(self, path: Path) -> None:
        source = imports.read(path, Progress())
        assert source.mappings is not None
        wanted = Wanted(source, "payments", source.mappings["payments"], "USD")
        plan = imports.plan(wanted, Progress())
        imports.compare(plan, self.opened.read(imports.here), Progress())
        self.opened.read(partial(imports.check, made=plan, wanted=wanted))
        done = self.opened.write(partial(imports.take_in, made=plan, progress=Progress())).result
        assert done.payments == self.size, done


class _Bare(_Timed):
    """What anybody would write who trusts the file: the names are known, the sums are right, nothing is there already."""

    def take_in(self, path: Path) -> None:
        ids = {name: id for id, name in self.clients}
        with path.open(newline="", encoding="utf-8") as file:
            rows = csv.reader(file)
            next(rows)
            self.opened.execute("BEGIN IMMEDIATE")
            made = ((ids[who], day, int(Decimal(sum) * 1000), what, number) for day, sum, who, what, number in rows)
            self.opened.executemany(SQL, made)
            self.opened.execute("COMMIT")


def _connect(file: Path) -> Any:
    connection = sqlite.connect(str(file), isolation_level=None)
    for pragma in (f"busy_timeout={PATIENCE_MS}", *PRAGMAS):
        connection.execute(f"PRAGMA {pragma}")
    return connection
