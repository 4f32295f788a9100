"""How far a long piece of work has come, for the window to read while it runs; and the owner's wish to stop it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
BITE = 1000  # rows between two looks at what the owner wants


class Stopped(Exception):
    """The owner had the work stopped: nothing was changed."""


class Progress:
    """`done` of `total` steps; the thread that works counts, any other may read it or call `stop`."""

    def __init__(self, total: int = 0) -> None:
        self.done, self.total = 0, total
        self._stop = False

    def stop(self) -> None:
        self._stop = True

    def begin(self, total: int) -> None:
        self.done, self.total = 0, total

    def step(self, steps: int = 1) -> None:
        """Count so many more steps; raises Stopped if the owner wants no more."""
        if self._stop:
            raise Stopped
        self.done += steps

    def bites(self, rows: Sequence[T], size: int = BITE) -> Iterator[Sequence[T]]:
        """`rows` in pieces, each counted once it is done with."""
        for start in range(0, len(rows), size):
            bite = rows[start : start + size]
            self.step(0)
            yield bite
            self.step(len(bite))
