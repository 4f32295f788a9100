"""`start` and `start-filled`: from the start of the process to the first picture, and to what needs the owner today."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter_ns

from tests.benchmarks import data
from tests.benchmarks.measure import Goal, Line, Pair, line

GOALS = {"start": Goal(ratio=1.5), "start-filled": Goal(ratio=4.0)}
ROOT = Path(__file__).resolve().parents[2]
TIMES = 3  # pairs a run


def measure(runs: int, sizes: tuple[int, ...]) -> Iterator[Line]:
    """Ours and an empty window's starts in turn; the system's clock is the same in parent and child."""
    before: dict[str, Line] = {}
    for size in sizes:
        folder = str(data.history(size))
        _start("clientcare", folder), _start("empty")
        taken = [[(_start("clientcare", folder), _start("empty")) for _ in range(TIMES)] for _ in range(runs)]
        for name, moment in (("start", "painted"), ("start-filled", "filled")):
            pairs: list[list[Pair]] = [[(ours[moment], empty["painted"]) for ours, empty in run] for run in taken]
            before[name] = line(name, size, pairs, before.get(name))
            yield before[name]


def _as_installed() -> dict[str, str]:
    """Compiled modules are kept, as on an owner's computer, whatever the developer's shell says; in a place of our own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(data.scratch() / "compiled")}


def _start(*what: str) -> dict[str, float]:
    """Milliseconds until each moment that the started process tells."""
    line = [sys.executable, "-m", "tests.benchmarks.started", *what]
    environment = _as_installed()
    begun = perf_counter_ns()
    ended = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30)
    if ended.returncode:
        raise RuntimeError(f"{what[0]} did not start:\n{ended.stderr}")
    told = dict(said.split() for said in ended.stdout.splitlines())
    return {moment: (int(at) - begun) / 1e6 for moment, at in told.items()}
