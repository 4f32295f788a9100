"""Answers on their way to the file: written a second after they were typed at the latest; kept on when that fails."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel

from clientcare import services
from clientcare.errors import Gone
from clientcare.ui.fingers import is_held
from clientcare.ui.jobs import Jobs
from clientcare.ui.steps.definition import Line, Words
from clientcare.ui.steps.questions import STEPS
from clientcare.ui.wording import tr

WAIT_MS = 1000
IN_WORDS = {field.name for step in STEPS for field in step.fields if isinstance(field, Words | Line)} | {"need"}


@dataclass(frozen=True)
class _Answer:
    """One answer on its way: to which dispute, to which of its records, to which question."""

    dispute: int
    record: str
    name: str
    value: Any

    @property
    def key(self) -> tuple[str, int, str, str]:
        return "answer", self.dispute, self.record, self.name


class Unsaved(QObject):
    """What was answered and is not in the file yet. `names` are the fields not to be overwritten by what is read.

    `written(dispute, values)` says by name what has just arrived there.
    """

    written = Signal(int, object)

    def __init__(self, jobs: Jobs, status: QLabel, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._status = jobs, status
        self._dispute = 0
        self._waiting: dict[tuple[str, str], Any] = {}  # (record, name) → value
        self._writing: deque[_Answer] = deque()  # under way, or held because it could not be saved; oldest first
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.save)
        jobs.fingers.last_call.connect(self.save)

    @property
    def values(self) -> dict[str, Any]:
        under_way = {one.name: one.value for one in self._writing if one.dispute == self._dispute}
        return under_way | {name: value for (_, name), value in self._waiting.items()}

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
        """The dispute has gone: words that were typed are set aside."""
        self._timer.stop()
        for (_, name), value in self._waiting.items():
            self._jobs.fingers.set_aside(_words(name, value))
        self._waiting.clear()

    def save(self) -> None:
        """Write now whatever waits, each answer for itself: one that cannot be kept stops no other."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        for (record, name), value in waiting.items():
            one = _Answer(self._dispute, record, name, value)
            self._writing.append(one)
            saved, failed = partial(self._saved, one), partial(self._not_saved, one)
            self._jobs.fingers.save(one.key, partial(_write, one), saved, failed, typed=_words(name, value))

    def _saved(self, one: _Answer, _: object) -> None:
        self._drop(one)
        self.written.emit(one.dispute, {one.name: one.value})
        if not self._waiting and not any(each.dispute == self._dispute for each in self._writing):
            self._status.setText(tr("Saved a moment ago"))

    def _not_saved(self, one: _Answer, error: Exception) -> None:
        if isinstance(error, Gone):
            self._drop(one)
        elif one.dispute == self._dispute:
            self._status.setText(tr("Not saved yet. What you typed is still here."))
        if not is_held(error):
            self._jobs.failed.emit(error)

    def _drop(self, done: _Answer) -> None:
        """It is home, and with it whatever was said to that question before."""
        ends = next((place for place, one in enumerate(self._writing) if one is done), -1)
        self._writing = deque(one for place, one in enumerate(self._writing) if place > ends or one.key != done.key)


def _words(name: str, value: object) -> str:
    return str(value or "") if name in IN_WORDS else ""


def _write(one: _Answer, session: Any) -> None:
    answer = {one.name: one.value}
    if one.record == "dispute":
        services.disputes.update(session, one.dispute, **answer)
    elif one.record == "assessment":
        services.decisions.answer(session, one.dispute, **answer)
    elif one.record == "client":
        services.decisions.about_client(session, one.dispute, **answer)
    elif one.record == "guess":
        services.decisions.guess(session, one.dispute, one.name, one.value)
