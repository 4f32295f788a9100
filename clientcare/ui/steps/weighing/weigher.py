"""Weighs a dispute as its guesses move: at once on the window's thread, and into the file when the hand rests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from clientcare import services
from clientcare.decision.advice import Advice, advise
from clientcare.decision.assessment import Assessment
from clientcare.decision.levers import Lever, levers, move
from clientcare.decision.weighing import Weighing
from clientcare.ui.jobs import Jobs

REST_MS = 600


@dataclass(frozen=True)
class Weighed:
    """One assessment with all that follows from it."""

    assessment: Assessment
    weighing: Weighing
    advice: Advice
    levers: tuple[Lever, ...]


def weigh_all(assessment: Assessment) -> Weighed:
    """Weigh and advise. The first call loads numpy, so it belongs on the work thread."""
    from clientcare.decision.stakes import weigh

    weighing = weigh(assessment)
    return Weighed(assessment, weighing, advise(weighing, assessment), levers(assessment))


class Weigher(QObject):
    """`weighed(Weighed)` follows every reading and every move of a guess.

    A guess that was moved and is not in the file yet stands above what is read meanwhile, so a slider never jumps back.
    """

    weighed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._dispute = 0
        self._assessment: Assessment | None = None
        self._moved: dict[str, tuple[float, str | None]] = {}
        self._warm = False
        self._soon = QTimer(self, singleShot=True, interval=0)  # of many moves between two frames only the newest is weighed
        self._soon.timeout.connect(self._weigh)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.store)

    def read(self, dispute: int) -> None:
        """Weigh what the file says, with what has been moved since."""
        if dispute != self._dispute:
            self.store()
            self._dispute, self._assessment = dispute, None
        self._jobs.read(lambda session: services.decisions.assessment(session, dispute), partial(self._read, dispute))

    def _read(self, dispute: int, assessment: Assessment) -> None:
        if dispute != self._dispute:
            return
        for key, (value, sure) in self._moved.items():
            assessment = move(assessment, key, value, sure)
        self._assessment = assessment
        # On the work thread: a first weighing loads numpy and draws its ten thousand shapes.
        self._jobs.work(lambda: weigh_all(assessment), self._ready, key=f"weigh.{id(self)}")

    def _ready(self, weighed: Weighed) -> None:
        self._warm = True
        if weighed.assessment is self._assessment:
            self.weighed.emit(weighed)
        elif self._assessment is not None:
            self._soon.start()

    def move(self, key: str, value: float, sure: str | None = None) -> None:
        """Take a guess from a slider or its small menu."""
        if self._assessment is None:
            return
        before = self._moved.get(key, (value, None))
        self._moved[key] = (value, sure or before[1])
        self._assessment = move(self._assessment, key, value, sure)
        self._rest.start()
        if self._warm:
            self._soon.start()

    def value(self, key: str) -> float | None:
        """Where the guess `key` stands now, or None where there is none."""
        found = levers(self._assessment) if self._assessment is not None else ()
        return next((lever.value for lever in found if lever.key == key), None)

    def _weigh(self) -> None:
        if self._assessment is not None:
            self.weighed.emit(weigh_all(self._assessment))

    def store(self) -> None:
        """Write the moved guesses now."""
        self._rest.stop()
        if not self._moved:
            return
        dispute, moved = self._dispute, dict(self._moved)

        def write(session: Any) -> None:
            for key, (value, sure) in moved.items():
                services.decisions.move(session, dispute, key, value, sure)

        self._jobs.write(write, then=partial(self._stored, dispute, moved))

    def _stored(self, dispute: int, moved: dict[str, tuple[float, str | None]], _: object) -> None:
        if dispute == self._dispute:
            self._moved = {key: value for key, value in self._moved.items() if moved.get(key) != value}
