"""What follows every answer beside the questions: worked out from what the file holds, with what has been typed since."""

from __future__ import annotations

from functools import partial
from typing import Any

from clientcare import services
from clientcare.records import Changes, DisputeDetail
from clientcare.ui.desk import Desk
from clientcare.ui.steps.beside import Beside
from clientcare.ui.steps.weighing.weigher import WEIGHED_FROM


class Following(Beside):
    """`answers` are all of the dispute's, `typed` those among them that the file did not hold when it was read.

    A subclass shows the answers at once in `show_answers`, and in `work_out` what follows from them.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.answers: dict[str, Any] = {}
        self.typed: dict[str, Any] = {}
        self._id = 0
        self._base: Any = None

    @staticmethod
    def read(session: Any, id: int) -> Any:
        """What it is worked out from."""
        return services.decisions.assessment(session, id)

    def show_answers(self) -> None:
        """Show what was said."""

    def work_out(self, base: Any) -> None:
        """Show what follows from `base`, as it was read, and from the answers typed since."""
        raise NotImplementedError

    def show_dispute(self, dispute: DisputeDetail) -> None:
        if dispute.id != self._id:
            self._id, self.typed, self._base = dispute.id, {}, None
        self.typed = {name: value for name, value in self.typed.items() if not _is(dispute.answers.get(name), value)}
        self.answers = {**dispute.answers, **self.typed}
        self._read_again()
        self.show_answers()

    def answer(self, name: str, value: object) -> None:
        self.answers[name] = self.typed[name] = value
        self.show_answers()
        self._work_out()

    def refresh(self, changes: Changes) -> None:
        if self._id and changes.touches(*WEIGHED_FROM):
            self._read_again()

    def _read_again(self) -> None:
        id, jobs = self._id, self.desk.jobs
        jobs.read(partial(self.read, id=id), partial(self._read, id), jobs.fail_unless_gone)

    def _read(self, id: int, base: Any) -> None:
        if id == self._id:
            self._base = base
            self._work_out()

    def _work_out(self) -> None:
        if self._base is not None:
            self.work_out(self._base)


def _is(stored: object, typed: object) -> bool:
    """Whether the file holds what was typed: a number without how sure is kept as a guess that says nothing of it."""
    return stored in (typed, {"value": typed, "sure": None})
