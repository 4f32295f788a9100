"""Answers on their way to the file: written a second after they were typed at the latest; kept on when that fails."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel

from clientcare import services
from clientcare.ui.jobs import Jobs
from clientcare.ui.wording import tr

WAIT_MS = 1000
Values = dict[tuple[str, str], Any]  # (record, field) → value


@dataclass(frozen=True)
class _Batch:
    """What is being written, and to which dispute."""

    dispute: int
    answers: Values


class Unsaved(QObject):
    """What was answered and is not in the file yet. `names` are the fields not to be overwritten by what is read.

    `written(dispute, values)` says by name what has just arrived there.
    """

    written = Signal(int, object)

    def __init__(self, jobs: Jobs, status: QLabel, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._status = jobs, status
        self._dispute = 0
        self._waiting: Values = {}
        self._writing: deque[_Batch] = deque()  # under way; they finish in order
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.save)

    @property
    def values(self) -> dict[str, Any]:
        under_way = (batch.answers for batch in self._writing if batch.dispute == self._dispute)
        known = {key: value for answers in (*under_way, self._waiting) for key, value in answers.items()}
        return {name: value for (_, name), value in known.items()}

    @property
    def names(self) -> set[str]:
        return set(self.values)

    @property
    def quiet(self) -> bool:
        return not self._waiting

    def turn_to(self, dispute: int) -> None:
        """Take the answers of this dispute from now on; what waits is still written to the one it was typed for."""
        if dispute != self._dispute:
            self.save()
            self._dispute = dispute

    def note(self, record: str, name: str, value: object) -> None:
        """Take an answer; it is written within a second, also while the owner types on."""
        self._waiting[record, name] = value
        self._status.setText("")
        if not self._timer.isActive():
            self._timer.start()

    def forget(self) -> None:
        self._timer.stop()
        self._waiting.clear()

    def save(self) -> None:
        """Write now whatever waits."""
        self._timer.stop()
        if not self._waiting:
            return
        batch = _Batch(self._dispute, dict(self._waiting))
        self._writing.append(batch)
        self._waiting.clear()
        self._jobs.write(lambda session: _write(session, batch), then=self._saved, failed=self._not_saved)

    def _saved(self, _: object) -> None:
        batch = self._writing.popleft()
        self.written.emit(batch.dispute, {name: value for (_, name), value in batch.answers.items()})
        if not self._waiting and not self._writing:
            self._status.setText(tr("Saved a moment ago"))

    def _not_saved(self, error: Exception) -> None:
        batch = self._writing.popleft()
        if batch.dispute == self._dispute:  # never into another dispute
            newer = {key for later in self._writing for key in later.answers}
            again = {key: value for key, value in batch.answers.items() if key not in newer}
            self._waiting = again | self._waiting
            self._status.setText(tr("Not saved yet. What you typed is still here."))
        self._jobs.failed.emit(error)


def _write(session: Any, batch: _Batch) -> None:
    of: dict[str, dict[str, Any]] = defaultdict(dict)
    for (record, name), value in batch.answers.items():
        of[record][name] = value
    if of["dispute"]:
        services.disputes.update(session, batch.dispute, **of["dispute"])
    if of["assessment"]:
        services.decisions.answer(session, batch.dispute, **of["assessment"])
    if of["client"]:
        services.decisions.about_client(session, batch.dispute, **of["client"])
    for name, answer in of["guess"].items():
        services.decisions.guess(session, batch.dispute, name, answer)
