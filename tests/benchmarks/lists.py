"""`list-*`: the list of disputes opened, seen at its end, sorted and sifted until it is painted; and scrolled through.

The floor is the same SQL by the bare driver, run beside it. `list-call` and `list-gap` are those of a scroll from the first
row to the last, on a screen of its own where there is one: how long the window's thread was away at most, and how long
no new picture came.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from clientcare.db.database import FILE, PRAGMAS
from clientcare.services import disputes
from clientcare.services.store import Store
from clientcare.ui.lists.row_model import PAGE
from clientcare.ui.main_window import MainWindow
from tests.benchmarks import data, real_window
from tests.benchmarks.measure import Goal, Line, Pair, line, taken_in_turn, timed
from tests.benchmarks.painting import until_painted

GOALS = {name: Goal(ratio=2.0) for name in ("list-open", "list-end", "list-sort", "list-filter")}
GOALS |= {"list-call": Goal(p95=16.0), "list-gap": Goal(p95=50.0)}
TIMES = 8
ROOT = Path(__file__).resolve().parents[2]
GATHERED = re.compile(r"SELECT json_group_array.*?FROM \((.*)\) AS anon_1", re.S)  # how we fetch ids; a row each is plainer
SORTS = ("asked", "title")
WORDS = ("wedding", "boiler")


def measure(runs: int, sizes: tuple[int, ...]) -> Iterator[Line]:
    before: dict[str, Line] = {}
    for size in sizes:
        folder = data.copy_of(data.history(size), f"lists-{size}")
        for measured in (_in_the_window, _scrolled):
            for name, pairs in measured(folder, runs):
                before[name] = line(name, size, pairs, before.get(name))
                yield before[name]


# -- one thing at a time


def _in_the_window(folder: Path, runs: int) -> Iterator[tuple[str, list[list[Pair]]]]:
    window = real_window.window_on(folder)
    hand, bare = _Hand(window), _Bare(folder)
    acts: dict[str, tuple[Callable[[], float], Callable[[], float]]] = {
        "list-open": (hand.open, bare.times(partial(_first, sort="due"))),
        "list-end": (hand.end, bare.times(_last)),
        "list-sort": (hand.sort, bare.times(*(partial(_first, sort=sort) for sort in SORTS))),
        "list-filter": (hand.sift, bare.times(*(partial(_first, sort="due", text=words) for words in WORDS))),
    }
    for name, (ours, floor) in acts.items():
        yield name, taken_in_turn(ours, floor, runs, TIMES)
    bare.close()
    window.close()
    window.theme.deleteLater()
    window.deleteLater()


def _first(session: Session, sort: str, text: str = "") -> None:
    """What the list reads before it is shown: all ids, and the first page of rows."""
    found = disputes.ids(session, text=text, sort=sort)
    disputes.rows(session, found[:PAGE])


def _last(session: Session) -> None:
    """What it reads at its end; the ids are known there."""
    found = disputes.ids(session, sort="due")
    disputes.rows(session, found[(len(found) - 1) // PAGE * PAGE :])


class _Hand:
    """Does with the list what an owner does; each act takes until the list is painted as it is wanted."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        window.go("disputes")
        real_window.wait_until_quiet(window)
        self._page: Any = window.page("disputes")
        self._page.status_filter.set_value("")
        self._page.load()
        real_window.wait_until_quiet(window)
        self._sorts, self._words = cycle(SORTS), cycle(WORDS)
        self._is_shown, self._show_found = False, self._page.show_found
        self._page.show_found = self._show

    def open(self) -> float:
        self._window.go("today")
        real_window.wait_until_quiet(self._window)
        return self._until_read(partial(self._window.go, "disputes"))

    def end(self) -> float:
        table = self._page.table
        table.scrollToTop()
        real_window.pause(30)
        table.rows._pages.clear()  # as for a list that is seen there for the first time
        return until_painted(self._window, table.viewport(), table.scrollToBottom, lambda: True)

    def sort(self) -> float:
        return self._until_read(partial(self._page._sort, next(self._sorts), False))

    def sift(self) -> float:
        self._page.sort = "due"
        self._page.filter.set_value(next(self._words))
        took = self._until_read(self._page.load)  # when the owner rests on the keys
        self._page.filter.set_value("")
        self._page.load()
        real_window.wait_until_quiet(self._window)
        return took

    def _until_read(self, act: Callable[[], object]) -> float:
        self._is_shown = False
        return until_painted(self._window, self._page.table.viewport(), act, lambda: self._is_shown)

    def _show(self, ids: list[int], first: list[Any]) -> None:
        self._show_found(ids, first)
        self._is_shown = True


class _Bare:
    """The statements of a call, as the driver gets them, run without anything around them."""

    def __init__(self, folder: Path) -> None:
        self._store = Store.open(folder)
        self._connection: Any = sqlite.connect(str(folder / FILE), isolation_level=None)
        for pragma in PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")

    def times(self, *calls: Callable[[Session], object]) -> Callable[[], float]:
        """Runs the statements of one call after the other, in turn; tells the milliseconds."""
        taken = cycle([timed(partial(self._run, self._statements(call))) for call in calls])
        return lambda: next(taken)()

    def _statements(self, call: Callable[[Session], object]) -> list[tuple[str, Any]]:
        seen: list[tuple[str, Any]] = []

        def note(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
            if not statement.startswith("BEGIN"):
                seen.append((GATHERED.sub(r"\1", statement), parameters))

        event.listen(Engine, "before_cursor_execute", note)
        self._store.read(call)
        event.remove(Engine, "before_cursor_execute", note)
        return seen[-1:] if call is _last else seen

    def _run(self, statements: list[tuple[str, Any]]) -> None:
        for statement, parameters in statements:
            self._connection.execute(statement, parameters).fetchall()

    def close(self) -> None:
        self._connection.close()
        self._store.close()


# -- a scroll through all of it


def _scrolled(folder: Path, runs: int) -> Iterator[tuple[str, list[list[Pair]]]]:
    """The longest of each scroll, beside those of a plain table of as many rows, in a process of its own each."""
    found = [(_scroll("clientcare", folder), _scroll("plain", folder)) for _ in range(runs)]
    for name in ("call", "gap"):
        yield f"list-{name}", [[(ours[name], plain[name])] for ours, plain in found]


def _scroll(what: str, folder: Path) -> dict[str, float]:
    line = [sys.executable, "-m", "tests.benchmarks.scrolled", what, str(folder)]
    environment = dict(os.environ)
    if shutil.which("xvfb-run"):
        line = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1280x800x24", *line]
        environment["QT_QPA_PLATFORM"] = "xcb"
    ended = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    if ended.returncode:
        raise RuntimeError(f"nothing was scrolled:\n{ended.stderr}")
    found: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return found
