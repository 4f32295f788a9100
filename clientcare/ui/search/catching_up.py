"""Makes what an older file has no words of yet findable, a bite at a time, while the owner works."""

from __future__ import annotations

import logging
import time
from typing import Any

from PySide6.QtCore import QObject, Signal

from clientcare import services
from clientcare.ui.jobs import Ask, Jobs

BREATH = 0.02  # seconds between two bites, so that whatever else is asked for comes in between


class CatchingUp(QObject):
    """`ended()` once all there is can be found."""

    ended = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs

    def start(self) -> None:
        self._jobs.post(_bites, self._ended, self._left)

    def _ended(self, made: bool) -> None:
        if made:
            self.ended.emit()

    def _left(self, error: Exception) -> None:
        """What stands in the way is told when it is in the owner's way; the next start goes on, and the search says so."""
        logging.getLogger(__name__).info("the search is not complete: %s", type(error).__name__)


def _bites(read: Ask, write: Ask) -> Any:
    """Whether there is more to be found now."""
    complete = read(lambda session: services.index.is_complete(session.connection()))
    while write(services.index.catch_up):
        time.sleep(BREATH)
    return not complete
