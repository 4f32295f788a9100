"""Which records of a list are chosen, by id: whatever the list is sorted by, and however often it is read again."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Picked(QObject):
    """The ids that are chosen. `changed` when others are."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ids: set[int] = set()

    def __contains__(self, id: int) -> bool:
        return id in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    def choose(self, ids: Iterable[int]) -> None:
        """Exactly these from now on."""
        self._now(set(ids))

    def turn(self, id: int) -> None:
        """In if it was out, out if it was in."""
        self._now(self._ids ^ {id})

    def clear(self) -> None:
        self._now(set())

    def keep_only(self, shown: Iterable[int]) -> None:
        """Nothing stays chosen that is not on the list any more: what is done to the chosen is done to what is seen."""
        if self._ids:
            self._now(self._ids.intersection(shown))

    def copy(self) -> set[int]:
        return set(self._ids)

    def _now(self, ids: set[int]) -> None:
        if ids != self._ids:
            self._ids = ids
            self.changed.emit()
