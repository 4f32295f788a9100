"""`search`: what is found at each keystroke of 200 queries an owner would type, beside a bare FTS5 query by the bare driver.

Both ask the same index. The floor reads the newest 50 entries of each kind that hold the words, the last of them begun; it
forgives no ending, weighs nothing and marks nothing. FTS5's own `ORDER BY rank` would read every entry that holds them, which
are seconds at a million.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter_ns
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from clientcare.db.database import FILE, PRAGMAS
from clientcare.db.search import KINDS, table
from clientcare.services import search
from clientcare.services.finding.words import folded
from clientcare.services.store import Store
from tests.benchmarks import data
from tests.benchmarks.measure import Goal, Line, Pair, line

GOALS = {"search": Goal(ratio=1.5, p95=16)}
QUERIES = 200
KEYS = 200  # of the two thousand keystrokes of these queries
HITS = 50


def measure(runs: int, sizes: tuple[int, ...]) -> Iterator[Line]:
    before = None
    for size in sizes:
        folder = data.searchable(size)
        store, bare = Store.open(folder), _connect(folder)
        every = list(keystrokes(size))
        typed = random.Random(size).sample(every, KEYS)
        ours, floor = partial(_ours, store), partial(_floor, bare)
        for text in typed[:20]:
            ours(text), floor(text)
        pairs = [[_pair(ours, floor, n, text) for n, text in enumerate(typed)] for _ in range(runs)]
        before = line("search", size, pairs, before)
        store.close()
        bare.close()
        yield before


def keystrokes(size: int) -> Iterator[str]:
    """What stands in the field after each key of each query, and now and then a phrase or a word left out."""
    chance = random.Random(size)
    for number in range(QUERIES):
        query = _query(chance, number, size)
        yield from (query[:n] for n in range(1, len(query) + 1) if query[n - 1] not in ' "-')


def _query(chance: random.Random, number: int, size: int) -> str:
    """A name, words of a title, words somebody said, a number: each as often as an owner looks for it."""
    name = f"{chance.choice(data.NAMES)} {chance.randrange(1, size // data.DISPUTES_A_CLIENT + 1)}".lower()
    said = chance.choice(data.sentences()).lower().rstrip(".").split()
    title = f"{chance.choice(data.WORK)} {chance.choice(data.TROUBLE)}".lower()
    start = chance.randrange(len(said) - 1)
    two, number_of_one = f"{said[start]} {said[start + 1]}", f"d-{chance.randrange(size):06}"
    mixed, without = f"{name.split()[1]} {chance.choice(said)}", f"{title.split()[0]} -{said[0]}"
    kinds = (name, name, title, two, chance.choice(said), number_of_one, mixed, f'"{two}"', without)
    return kinds[number % len(kinds)]


def _pair(ours: Callable[[str], object], floor: Callable[[str], object], number: int, text: str) -> Pair:
    """Who goes first changes, as the first warms the second's caches."""
    if number % 2:
        theirs = _took(floor, text)
        return _took(ours, text), theirs
    mine = _took(ours, text)
    return mine, _took(floor, text)


def _took(call: Callable[[str], object], text: str) -> float:
    begun = perf_counter_ns()
    call(text)
    return (perf_counter_ns() - begun) / 1e6


def _ours(store: Store, text: str) -> None:
    store.read(lambda session: search.find(session, text))


def _connect(folder: Path) -> Any:
    connection = sqlite.connect(str(folder / FILE), isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _floor(connection: Any, text: str) -> None:
    """Each word, whether it is marked as a name or not."""
    *words, last = folded(text.partition(" -")[0]).split() or [""]
    match = " AND ".join([*(f'("{word}" OR "·{word}")' for word in words), f'("{last}"* OR "·{last}"*)'])
    for kind in KINDS if last else ():
        name = table(kind)
        found = f"SELECT rowid FROM {name} WHERE {name} MATCH ? ORDER BY rowid DESC LIMIT {HITS}"
        connection.execute(f"SELECT names, body FROM search_entry WHERE id IN ({found})", (match,)).fetchall()
