"""Long work on the whole of the data, each piece on a thread and a connection of its own, one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from clientcare.services.progress import Progress
from clientcare.ui.callbacks import lives, receiver_of
from clientcare.ui.jobs import Jobs
from clientcare.ui.threads import LAST_WORDS

ENDS_IN = 5.0  # seconds that what is stopped gets to tidy up in, when the window closes


@dataclass(frozen=True, eq=False)
class Task:
    """A long piece of work: what to say of it, and of stopping it; `call(progress)` runs on a thread of its own.

    `backs_up`: the side bar says so.
    """

    what: str
    call: Callable[[Progress], Any]
    then: Callable[[Any], object]
    failed: Callable[[Exception], object]
    promise: str = ""
    progress: Progress = field(default_factory=Progress)
    backs_up: bool = False


class Tasks(QObject):
    """`turned()` when something begins or ends: see `under_way`. `ended()` when it is done and told."""

    turned = Signal()
    ended = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.under_way: Task | None = None
        self._waiting: deque[Task] = deque()

    @property
    def busy(self) -> bool:
        return self.under_way is not None or bool(self._waiting)

    @property
    def backing_up(self) -> bool:
        return self.under_way is not None and self.under_way.backs_up

    def run(self, task: Task) -> None:
        """Do this as soon as nothing else is under way."""
        self._waiting.append(task)
        self._next()

    def is_to_do(self, task: Task) -> bool:
        return task is self.under_way or task in self._waiting

    def _next(self) -> None:
        if self.under_way is None and self._waiting:
            task = self.under_way = self._waiting.popleft()
            self.turned.emit()
            self._jobs.post(partial(_run, task), partial(self._ended, task.then), partial(self._ended, task.failed))

    def _ended(self, tell: Callable[[Any], object], result: Any) -> None:
        """It is done, or has failed; whoever asked for it may have more to do at once."""
        self.under_way = None
        try:
            if lives(receiver_of(tell)):
                tell(result)
        finally:
            self._next()
            self.turned.emit()
            self.ended.emit()

    def stop(self) -> float:
        """The window closes: seconds that what is under way needs to end in."""
        self._waiting.clear()
        if self.under_way is None:
            return LAST_WORDS
        self.under_way.progress.stop()
        return ENDS_IN


def _run(task: Task, read: object, write: object) -> Any:
    return task.call(task.progress)
