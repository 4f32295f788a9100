"""Looks for clients who may be one, off the window's thread and in bites, so that nothing else has to wait for it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from clientcare import services
from clientcare.records import Pair
from clientcare.ui.jobs import Jobs

BITE = 0.03  # seconds


class DuplicateSearch(QObject):
    """`found(pairs)` when it has looked through all; begun again meanwhile, only the newest search tells."""

    found = Signal(object)

    def __init__(self, parent: QObject, jobs: Jobs) -> None:
        super().__init__(parent)
        self._jobs, self._turn = jobs, 0

    def begin(self) -> None:
        self._turn += 1
        self._jobs.read(lambda session: services.duplicates.read(session), partial(self._read, self._turn))

    def _read(self, turn: int, read: Any) -> None:
        if turn == self._turn:
            held = [read]
            self._jobs.work(partial(_begin, held), partial(self._look, turn, held))

    def _look(self, turn: int, held: list[Any], _: object = None) -> None:
        if turn == self._turn:
            self._jobs.work(partial(_go_on, held), partial(self._looked, turn, held))

    def _looked(self, turn: int, held: list[Any], found: tuple[Pair, ...] | None) -> None:
        if turn != self._turn:
            return
        if found is None:
            self._look(turn, held)
        else:
            self.found.emit(found)


# What is held is large: it is let go of where it was made, or the window would stand still for that.


def _begin(held: list[Any]) -> None:
    held.append(services.duplicates.Search(services.duplicates.made_ready(held.pop())))


def _go_on(held: list[Any]) -> tuple[Pair, ...] | None:
    """The pairs once all is looked through, until then None."""
    if held[0].go_on(BITE):
        return None
    found: tuple[Pair, ...] = held.pop().found()
    return found
