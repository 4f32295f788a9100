"""Saves each field a second after the last key, one field a write, so that one that is refused stops no other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from clientcare.ui.jobs import Jobs

AFTER_MS = 1000
AT_LATEST_MS = 3000  # somebody who never pauses is saved too


class SavesAsTyped(QObject):
    """Collects what was typed and writes it with `update(session, name=value)`. `saved` and `refused(name, error)` tell."""

    noted = Signal()
    saved = Signal(str)
    refused = Signal(str, object)

    def __init__(self, parent: QObject, jobs: Jobs, update: Callable[..., object]) -> None:
        super().__init__(parent)
        self._jobs, self._update = jobs, update
        self._pending: dict[str, Any] = {}
        self._sent: dict[str, int] = {}
        self._refused: set[str] = set()
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self._since = QElapsedTimer()

    def note(self, name: str, value: object) -> None:
        """A field was typed in."""
        if not self._pending:
            self._since.start()
        self._pending[name] = value
        self._refused.discard(name)
        self.noted.emit()
        if self._since.hasExpired(AT_LATEST_MS):
            self.flush()
        else:
            self._timer.start()

    def withdraw(self, name: str) -> None:
        """What was typed cannot be used now: write nothing, and leave it standing."""
        self._pending.pop(name, None)
        self._refused.add(name)

    def holds(self, name: str) -> bool:
        """Whether the field says something the file does not say yet."""
        return name in self._pending or name in self._sent or name in self._refused

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
            self._jobs.write(self._call(name, value), then=partial(self._done, name), failed=partial(self._failed, name))

    def _call(self, name: str, value: object) -> Callable[[Any], object]:
        update = self._update
        return lambda session: update(session, **{name: value})

    def use(self, update: Callable[..., object]) -> None:
        """Write to another record from now on; what was typed before still goes to the one it was typed for."""
        self.flush()
        self._update = update
        self._refused.clear()

    def forget(self) -> None:
        """What was typed has nowhere to go any more."""
        self._timer.stop()
        self._pending.clear()

    def _home(self, name: str) -> None:
        self._sent[name] -= 1
        if not self._sent[name]:
            del self._sent[name]

    def _done(self, name: str, _: object) -> None:
        self._home(name)
        self.saved.emit(name)

    def _failed(self, name: str, error: Exception) -> None:
        self._home(name)
        self._refused.add(name)
        self.refused.emit(name, error)
