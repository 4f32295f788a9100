"""What was typed and is not in the file: the last call to write it, what could not be saved, what its record has gone from."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from clientcare.errors import Gone, InvalidInput, WorldError
from clientcare.ui.callbacks import Then, lives, receiver_of

if TYPE_CHECKING:
    from clientcare.ui.jobs import Jobs

Key = Hashable  # what is saved under one key takes the place of what was to be saved under it before


@dataclass(frozen=True)
class _Save:
    """One save: what it writes, and who is to hear of it. `typed`: the words of it."""

    key: Key
    call: Callable[[Any], Any]
    then: Then | None
    failed: Then | None
    typed: str


def is_held(error: Exception) -> bool:
    """Whether a save that ended so is tried again: the disk or another program stood in its way, not what was typed."""
    return isinstance(error, WorldError) and not isinstance(error, Gone | InvalidInput)


class Fingers(QObject):
    """Saves what was typed; what the disk or another program stood in the way of is held, and tried again.

    `last_call()`: the window closes or the session ends, write now what is still in the fingers. `changed()`: something could
    not be saved, or is in the file at last. `put_aside()`: what was typed for a record that has gone is kept elsewhere.
    """

    last_call = Signal()
    changed = Signal()
    put_aside = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._held: dict[Key, _Save] = {}
        self._turns: dict[Key, int] = {}  # under way: which try is the newest

    @property
    def hold_something(self) -> bool:
        return bool(self._held)

    def save(
        self,
        key: Key,
        call: Callable[[Any], Any],
        then: Then | None = None,
        failed: Then | None = None,
        *,
        typed: str = "",
    ) -> None:
        """Write what was typed. What cannot be saved now is held past the life of who typed it, unless a newer save of the
        same `key` came after it; the owner is told of it here, and `failed` only says how it stands.

        `typed`: the words, which are set aside for the owner where their record has gone.
        """
        save = _Save(key, call, then, failed, typed)
        if key in self._held:
            self._held[key] = save
        self._begin(save)

    def try_again(self) -> None:
        """Save all that is held anew, in the order it was typed, except what is being tried at this moment."""
        for save in list(self._held.values()):
            if save.key not in self._turns:
                self._begin(save)

    def set_aside(self, typed: str) -> None:
        """Keep words whose record has gone where the owner finds them."""
        if typed.strip():
            from clientcare import services

            self.save(("aside", typed), lambda session: services.drafts.set_aside(session, typed), self._is_aside)

    def _is_aside(self, _: object) -> None:
        self.put_aside.emit()

    def _begin(self, save: _Save) -> None:
        turn = self._turns[save.key] = self._turns.get(save.key, 0) + 1
        self._jobs.write(save.call, partial(self._saved, save, turn), partial(self._not_saved, save, turn))

    def _saved(self, save: _Save, turn: int, result: Any) -> None:
        self._settled(save, turn)
        if save.then is not None and lives(receiver_of(save.then)):
            save.then(result)

    def _not_saved(self, save: _Save, turn: int, error: Exception) -> None:
        heard = save.failed is not None and lives(receiver_of(save.failed))
        if is_held(error):
            self._hold(save, turn, error)
        else:
            self._settled(save, turn)  # no second try would end otherwise
            if isinstance(error, Gone):
                self.set_aside(save.typed)
            if not heard:
                self._jobs.failed.emit(error)
        if heard and save.failed is not None:
            save.failed(error)

    def _hold(self, save: _Save, turn: int, error: Exception) -> None:
        """Why it is, is said of the first only: the others are stopped by the same."""
        if self._turns.get(save.key) != turn:
            return
        del self._turns[save.key]
        news = not self._held
        self._held[save.key] = save
        self.changed.emit()
        if news:
            self._jobs.failed.emit(error)

    def _settled(self, save: _Save, turn: int) -> None:
        if self._turns.get(save.key) == turn:
            del self._turns[save.key]
            if self._held.pop(save.key, None) is not None:
                self.changed.emit()
