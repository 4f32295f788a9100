"""`memory-…`: what the process holds after the start, after 500 actions of an owner, and after 1,000."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import data
from tests.benchmarks.measure import Goal, Line, Pair, line

GOALS = {"memory-start": Goal(more=90), "memory-500": Goal(more=90), "memory-1000": Goal(ratio=1.02)}
ROOT = Path(__file__).resolve().parents[2]
MOST_RUNS = 2  # a thousand actions take minutes, and what they leave behind hardly differs
PATIENCE = 900  # seconds


def measure(runs: int, sizes: tuple[int, ...]) -> Iterator[Line]:
    """The first two beside an empty window; the third beside the second, as what goes on growing ends badly."""
    before: dict[str, Line] = {}
    for size in sizes:
        taken = [_held(size) for _ in range(min(runs, MOST_RUNS))]
        for name, ours, floor in (("start", 0, 3), ("500", 1, 3), ("1000", 2, 1)):
            pairs: list[list[Pair]] = [[(held[ours], held[floor])] for held in taken]
            before[name] = line(f"memory-{name}", size, pairs, before.get(name), unit="MB")
            yield before[name]


def _held(size: int) -> list[float]:
    """Megabytes after the start, after 500 actions, after 1,000, and of an empty window."""
    folder = data.copy_of(data.history(size), f"memory-{size}")
    return [*_told("clientcare", str(folder)), *_told("empty")]


def _told(*what: str) -> list[float]:
    line = [sys.executable, "-m", "tests.benchmarks.worked", *what]
    ended = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
    if ended.returncode:
        raise RuntimeError(f"{what[0]} did not end well:\n{ended.stderr}")
    return [float(said) for said in ended.stdout.split()]
