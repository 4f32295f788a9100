"""What one line of the table is: our times and the floor's taken in turn in one run, and the goal they are held to."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter_ns
from typing import Any


@dataclass(frozen=True)
class Goal:
    """At most so many times the floor, 95 of 100 within so many milliseconds, so much `more` than the floor; none: watched."""

    ratio: float | None = None
    p95: float | None = None
    more: float | None = None


@dataclass(frozen=True)
class Line:
    """One measurement. `ours`, `floor`: medians; `spread`: how far the runs' medians lie apart, as a share of ours;
    `growth`: ours against the size before."""

    name: str
    size: int
    unit: str
    ours: float
    floor: float
    ratio: float
    p95: float
    spread: float
    growth: float | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


Pair = tuple[float, float]  # ours and the floor, milliseconds, one right after the other
Runs = Sequence[Sequence[Pair]]


def line(name: str, size: int, runs: Runs, before: Line | None = None, unit: str = "ms") -> Line:
    """The line that these runs make; `before` is that of the next smaller size."""
    pairs = [pair for run in runs for pair in run]
    ours = median(mine for mine, _ in pairs)
    medians = [median(mine for mine, _ in run) for run in runs]
    return Line(
        name,
        size,
        unit,
        round(ours, 3),
        round(median(floor for _, floor in pairs), 3),
        round(median(mine / floor for mine, floor in pairs), 3),
        round(percentile([mine for mine, _ in pairs], 0.95), 3),
        round((max(medians) - min(medians)) / ours, 3),
        round(ours / before.ours, 3) if before else None,
    )


def taken_in_turn(ours: Callable[[], float], floor: Callable[[], float], runs: int, times: int) -> list[list[Pair]]:
    """So many pairs a run, after one that does not count; who goes first changes, as the first warms the second's caches."""
    ours(), floor()
    return [[_pair(ours, floor, n % 2 == 0) for n in range(times)] for _ in range(runs)]


def _pair(ours: Callable[[], float], floor: Callable[[], float], first: bool) -> Pair:
    if first:
        mine = ours()
        return mine, floor()
    theirs = floor()
    return ours(), theirs


def timed(call: Callable[[], object]) -> Callable[[], float]:
    """`call`, telling the milliseconds it took."""

    def took() -> float:
        begun = perf_counter_ns()
        call()
        return (perf_counter_ns() - begun) / 1e6

    return took


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[math.ceil(share * len(ordered)) - 1]
