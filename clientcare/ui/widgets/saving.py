"""Saves each field a second after the last key, one field a write, so that one that is refused stops no other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from clientcare.errors import InvalidInput, WorldError
from clientcare.ui.jobs import Jobs

Of = str | tuple[str, int] | None  # whose fields they are: a kind of record and its id, or a kind there is one of
AFTER_MS = 1000
AT_LATEST_MS = 3000  # somebody who never pauses is saved too


class SavesAsTyped(QObject):
    """Collects what was typed and writes it with `update(session, name=value)`. `saved` and `refused(name, error)` tell.

    `of` names the record among all: a newer save of one of its fields takes the place of one that could not be made.
    `refused_of(of, name, typed, error)`: that cannot be kept, and by the time it is known another record is written to.
    """

    noted = Signal()
    saved = Signal(str)
    refused = Signal(str, object)
    refused_of = Signal(object, str, str, object)

    def __init__(self, parent: QObject, jobs: Jobs, update: Callable[..., object], of: Of = None) -> None:
        super().__init__(parent)
        self._jobs, self._update, self._of = jobs, update, of
        self._pending: dict[str, Any] = {}
        self._sent: dict[str, int] = {}
        self._refused: set[str] = set()
        self._withdrawn: set[str] = set()
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self._since = QElapsedTimer()
        jobs.fingers.last_call.connect(self.flush)

    def note(self, name: str, value: object) -> None:
        """A field was typed in."""
        if not self._pending:
            self._since.start()
        self._pending[name] = value
        self._refused.discard(name)
        self._withdrawn.discard(name)
        self.noted.emit()
        if self._since.hasExpired(AT_LATEST_MS):
            self.flush()
        else:
            self._timer.start()

    def withdraw(self, name: str) -> None:
        """What was typed cannot be used now: write nothing, and leave it standing."""
        self._pending.pop(name, None)
        self._withdrawn.add(name)

    def holds(self, name: str) -> bool:
        """Whether the field says something the file does not say yet."""
        return name in self._pending or name in self._sent or name in self._refused | self._withdrawn

    @property
    def quiet(self) -> bool:
        """Whether everything that can be kept is in the file."""
        return not self._pending and not self._sent

    def flush(self) -> None:
        """Write now what is still in the fingers."""
        self._timer.stop()
        pending, self._pending = self._pending, {}
        for name, value in pending.items():
            self._sent[name] = self._sent.get(name, 0) + 1
            call, typed = self._call(name, value), "" if value is None else str(value)
            done, failed = partial(self._done, name), partial(self._failed, self._of, name, typed)
            self._jobs.fingers.save((self._of or self, name), call, done, failed, typed=typed)

    def _call(self, name: str, value: object) -> Callable[[Any], object]:
        update = self._update
        return lambda session: update(session, **{name: value})

    def use(self, update: Callable[..., object], of: Of = None) -> None:
        """Write to another record from now on; what was typed before still goes to the one it was typed for."""
        self.flush()
        self._update, self._of = update, of
        self._refused.clear()
        self._withdrawn.clear()

    def forget(self) -> None:
        """Its record has gone: what was typed is set aside."""
        self._timer.stop()
        for value in self._pending.values():
            self._jobs.fingers.set_aside(str(value or ""))
        self._pending.clear()

    def _home(self, name: str) -> None:
        """One that was tried again has come home before."""
        left = self._sent.pop(name, 1) - 1
        if left:
            self._sent[name] = left

    def _done(self, name: str, _: object) -> None:
        self._home(name)
        self._refused.discard(name)
        self.saved.emit(name)

    def _failed(self, of: Of, name: str, typed: str, error: Exception) -> None:
        self._home(name)
        if of == self._of:
            self._refused.add(name)
            self.refused.emit(name, error)
        elif isinstance(error, InvalidInput):
            self.refused_of.emit(of, name, typed, error)
        elif not isinstance(error, WorldError):
            self._jobs.failed.emit(error)
