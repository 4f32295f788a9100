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
from clientcare.decision.supposing import said, suppose
from clientcare.decision.weighing import Weighing
from clientcare.said import Said
from clientcare.ui.jobs import Jobs

REST_MS = 600
WEIGHED_FROM = ("Provider", "Payment", "Client", "Trait", "Setting")  # what a weighing rests on beside the dispute itself
Moved = tuple[float | None, str | None]  # a value (None: as usual) and how sure (None: as it was)


@dataclass(frozen=True)
class Weighed:
    """One assessment with all that follows from it.

    While something is supposed, `assessment`, `weighing` and `advice` are of the supposed world and `supposed` says what
    that changes; the `levers` are always the owner's own guesses.
    """

    assessment: Assessment
    weighing: Weighing
    advice: Advice
    levers: tuple[Lever, ...]
    supposed: Said | None = None


def weigh_all(assessment: Assessment, supposing: tuple[str, ...] = ()) -> Weighed:
    """Weigh and advise. The first call loads numpy, so it belongs on the work thread."""
    from clientcare.decision.stakes import weigh

    world = suppose(assessment, supposing)
    weighing = weigh(world)
    supposed = said(weigh(assessment), weighing, supposing) if supposing else None
    return Weighed(world, weighing, advise(weighing, world), levers(assessment), supposed)


class Weigher(QObject):
    """`weighed(Weighed)` follows every reading and every move of a guess.

    A guess that was moved and is not in the file yet stands above what is read meanwhile, so a slider never jumps back.
    What is supposed stands above both, and never reaches the file.
    """

    weighed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._dispute = 0
        self._assessment: Assessment | None = None
        self._supposing: tuple[str, ...] = ()
        self._moved: dict[str, Moved] = {}
        self._warm = False
        self._soon = QTimer(self, singleShot=True, interval=0)  # of many moves between two frames only the newest is weighed
        self._soon.timeout.connect(self._weigh)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.store)
        jobs.fingers.last_call.connect(self.store)

    @property
    def moved(self) -> set[str]:
        """The guesses that are not in the file yet."""
        return set(self._moved)

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
        self._assessment, supposing = assessment, self._supposing
        # On the work thread: a first weighing loads numpy and draws its ten thousand shapes.
        work = partial(weigh_all, assessment, supposing)
        self._jobs.work(work, partial(self._ready, assessment, supposing), key=f"weigh.{id(self)}")

    def _ready(self, assessment: Assessment, supposing: tuple[str, ...], weighed: Weighed) -> None:
        self._warm = True
        if assessment is self._assessment and supposing == self._supposing:
            self.weighed.emit(weighed)
        elif self._assessment is not None:
            self._soon.start()

    def move(self, key: str, value: float | None, sure: str | None = None) -> None:
        """Take a guess from a slider, or from its small menu; `value` None: only how sure is said of what is usual."""
        if self._assessment is None:
            return
        before = self._moved.get(key, (value, None))
        self._moved[key] = (before[0] if value is None else value, sure or before[1])
        self._assessment = move(self._assessment, key, value, sure)
        if not self._rest.isActive():  # a hand that never rests is kept, too
            self._rest.start()
        if self._warm:
            self._soon.start()

    def suppose(self, keys: tuple[str, ...]) -> None:
        """Weigh as if this were so, until told otherwise."""
        self._supposing = keys
        if self._warm:
            self._soon.start()

    def value(self, key: str) -> float | None:
        """Where the guess `key` stands now, or None where there is none."""
        found = levers(self._assessment) if self._assessment is not None else ()
        return next((lever.value for lever in found if lever.key == key), None)

    def _weigh(self) -> None:
        if self._assessment is not None:
            self.weighed.emit(weigh_all(self._assessment, self._supposing))

    def store(self) -> None:
        """Write the moved guesses now."""
        self._rest.stop()
        if not self._moved:
            return
        dispute = self._dispute
        for key, moved in self._moved.items():
            write, stored = partial(_write, dispute, key, moved), partial(self._stored, dispute, key, moved)
            self._jobs.fingers.save(("guess", dispute, key), write, stored)

    def _stored(self, dispute: int, key: str, moved: Moved, _: object) -> None:
        if dispute == self._dispute and self._moved.get(key) == moved:
            del self._moved[key]

    def as_usual(self, key: str, said: Said) -> None:
        """Drop the owner's guess, in a way that can be undone by `said`; what it is then comes with the next reading."""
        self._moved.pop(key, None)
        self.store()
        dispute = self._dispute
        drop = partial(services.decisions.guess, dispute_id=dispute, key=key, answer=None)
        self._jobs.write(lambda session: drop(session), then=partial(self._dropped, dispute), undo=said)

    def _dropped(self, dispute: int, _: object) -> None:
        if dispute == self._dispute:
            self.read(dispute)  # also where nothing of it was in the file yet


def _write(dispute: int, key: str, moved: Moved, session: Any) -> None:
    value, sure = moved
    if value is None:
        services.decisions.guess(session, dispute, key, {"value": None, "sure": sure})
    else:
        services.decisions.move(session, dispute, key, value, sure)
