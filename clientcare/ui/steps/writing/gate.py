"""What a letter passes on its way out: where something in it may hurt, the owner is asked once, and nothing is forced."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from clientcare.ui.jobs import Jobs
from clientcare.ui.steps.writing.before import BeforeItGoes
from clientcare.ui.steps.writing.care import Care
from clientcare.ui.steps.writing.letter import LetterInProgress
from clientcare.ui.steps.writing.review import MESSAGE, STOP, Spot, read_message

Way = Callable[[], None]


class Gate(QObject):
    """Asks on `card`. `message_wanted`: the owner wants to see the short message again."""

    message_wanted = Signal()

    def __init__(self, jobs: Jobs, letter: LetterInProgress, care: Care, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._letter, self._care = jobs, letter, care
        self._way: Way | None = None
        self._asked: list[Spot] = []
        self.card = BeforeItGoes()
        self.card.look.connect(self._look)
        self.card.send.connect(self._send)
        care.shown.connect(self._follow)
        care.rested.connect(self._close)

    def let_go(self, way: Way) -> None:
        """Take the letter out that way, after the question where there is one."""
        self._care.when_read(partial(self._judge, way))

    def _judge(self, way: Way) -> None:
        self._ask(way, self._care.unresolved())

    def let_message_go(self, message: str, way: Way) -> None:
        """The same for the short message, which is read by itself."""
        facts = self._letter.facts
        if facts is not None:
            read, unread = partial(self._message_read, way), partial(self._unread, way)
            self._jobs.work(partial(read_message, message, facts), read, unread)

    def _message_read(self, way: Way, spots: tuple[Spot, ...]) -> None:
        self._ask(way, [spot for spot in self._care.not_kept(spots) if spot.level == STOP])

    def _unread(self, way: Way, error: Exception) -> None:
        """It is not held up by a mistake of ours; that is told all the same."""
        self._jobs.failed.emit(error)
        self._ask(way, [])

    def _ask(self, way: Way, spots: list[Spot]) -> None:
        self._close()
        if spots:
            self._way, self._asked = way, spots
            self.card.ask(spots)
        else:
            way()

    def _close(self) -> None:
        self._way, self._asked = None, []
        self.card.hide()

    def _send(self) -> None:
        way, asked = self._way, self._asked
        self._close()
        self._care.keep(*asked)
        if way is not None:
            way()

    def _look(self) -> None:
        spot = self._asked[0]
        self._close()
        if spot.box == MESSAGE:
            self.message_wanted.emit()
        else:
            self._care.look_at(spot)

    def _follow(self) -> None:
        """What the question is about may have been changed meanwhile."""
        if self._asked and self._asked[0].box != MESSAGE:
            self._asked = self._care.unresolved()
            if self._asked:
                self.card.say(self._asked)
            else:
                self._close()
