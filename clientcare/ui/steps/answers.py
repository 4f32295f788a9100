"""Answers on their way to the file: kept for a second after the last key, then written; kept on when that fails."""

from __future__ import annotations

from collections import deque
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel

from clientcare import services
from clientcare.ui.jobs import Jobs
from clientcare.ui.wording import tr

WAIT_MS = 1000


class Unsaved(QObject):
    """What was answered and is not in the file yet. `names` are the fields not to be overwritten by what is read."""

    def __init__(self, jobs: Jobs, status: QLabel, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._status = jobs, status
        self._dispute = 0
        self._waiting: dict[tuple[str, str], Any] = {}  # (record, field) → value
        self._writing: deque[dict[tuple[str, str], Any]] = deque()  # batches under way; they finish in order
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.save)

    @property
    def values(self) -> dict[str, Any]:
        known = {key: value for batch in (*self._writing, self._waiting) for key, value in batch.items()}
        return {name: value for (_, name), value in known.items()}

    @property
    def names(self) -> set[str]:
        return set(self.values)

    @property
    def quiet(self) -> bool:
        return not self._waiting

    def note(self, dispute: int, record: str, name: str, value: object) -> None:
        """Take an answer; it is written a second after the last one."""
        if dispute != self._dispute:
            self.save()
            self._dispute = dispute
        self._waiting[record, name] = value
        self._status.setText("")
        self._timer.start()

    def forget(self) -> None:
        self._timer.stop()
        self._waiting.clear()

    def save(self) -> None:
        """Write now whatever waits."""
        self._timer.stop()
        if not self._waiting:
            return
        id, answers = self._dispute, dict(self._waiting)
        self._writing.append(answers)
        self._waiting.clear()
        of = {record: {n: v for (r, n), v in answers.items() if r == record} for record in ("dispute", "assessment")}

        def write(session: Any) -> None:
            if of["dispute"]:
                services.disputes.update(session, id, **of["dispute"])
            if of["assessment"]:
                services.decisions.answer(session, id, **of["assessment"])

        self._jobs.write(write, then=self._saved, failed=self._not_saved)

    def _saved(self, _: object) -> None:
        self._writing.popleft()
        if not self._waiting and not self._writing:
            self._status.setText(tr("Saved a moment ago"))

    def _not_saved(self, error: Exception) -> None:
        self._waiting = self._writing.popleft() | self._waiting
        self._status.setText(tr("Not saved yet. What you typed is still here."))
        self._jobs.failed.emit(error)
