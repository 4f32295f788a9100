"""The outbox at work: sends what is due, one letter at a time, and tells what became of it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from clientcare import services
from clientcare.errors import WorldError
from clientcare.said import Said, mark
from clientcare.ui.attempt import NO_PASSWORD, Attempt
from clientcare.ui.jobs import Jobs
from clientcare.ui.threads import LAST_WORDS
from clientcare.ui.widgets.toast import Countdown, Toast
from clientcare.ui.wording import Wording, short, tr

if TYPE_CHECKING:
    from clientcare.mail.account import Account
    from clientcare.mail.transport import Outcome
    from clientcare.records import Changes, LetterDraft, SendingRow
    from clientcare.ui.paper.sheet import Whole

LOOKS_EVERY = 60.0  # seconds, while something waits: then it is seen that the computer has slept
SLEPT = 30.0  # seconds by which the clock on the wall ran ahead of this computer's own
ANSWER_WITHIN = 2.0  # seconds a server that has the letter gets to say so when the window closes
AFTER_TROUBLE = 60.0  # seconds until the next try when a try could not even be written down
LONGEST = 60  # letters of an address, in passing
QUEUED = mark("The letter waits to be sent.")
BACK = {
    "draft": mark("Taken back. Nothing was sent."),
    "done": mark("Taken back. It does not go a second time."),
    "maybe": mark("It does not go again. Whether it went the first time is still not certain."),
}
TOLD = {
    "sent": mark("Your letter to {to} has gone."),
    "later": mark("Your letter waits, and goes by itself as soon as it can."),
    "stopped": mark("Your letter has not gone. Today says why."),
    "maybe": mark("Your letter may have gone: the connection broke after it was handed over."),
}


@dataclass(frozen=True)
class Next:
    """What the outbox does next: send `row` in `wait` seconds from `account`, or nothing where one of them is None.

    `gone`: e-mails held back in the window that do not wait any more; a client who takes their yes back stops one, too.
    """

    row: SendingRow | None
    wait: float
    account: Account | None
    gone: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Window:
    """The time in which a letter just queued is held back: `until` (monotonic), and the call that takes it back."""

    until: float
    take_back: Callable[[], object]


class Outbox(QObject):
    """Runs while the window is open. `queued(SendingRow)`: a letter waits; `refused(Exception)`: it could not be queued."""

    queued = Signal(object)
    refused = Signal(object)

    def __init__(self, jobs: Jobs, words: Wording, toast: Toast, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._words, self._toast = jobs, words, toast
        self._next: Next | None = None
        self._windows: dict[int, Window] = {}
        self._attempt: Attempt | None = None
        self._closing, self._at = False, (time.time(), time.monotonic())
        self._rests_until = 0.0  # monotonic
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._wake)
        jobs.changed.connect(self._changed)

    def start(self) -> None:
        """The data are open: what was being sent when the program ended may have gone, the rest goes when it is due."""
        self._jobs.write(lambda session: services.outbox.recover(session), then=self._look)

    def stop(self) -> float:
        """The window closes: nothing is handed over any more. Returns how many seconds the answer to a letter is worth."""
        self._closing = True
        self._timer.stop()
        return ANSWER_WITHIN if self._attempt is not None and self._attempt.stop() else LAST_WORDS

    @property
    def waits(self) -> bool:
        """Whether a letter has still to go by itself."""
        return self._next is not None and self._next.row is not None and self._next.account is not None

    @property
    def needs_password(self) -> bool:
        """Whether what waits can go after a new start only once the password has been typed again."""
        from clientcare.mail import password

        account = self._next.account if self._next is not None else None
        return account is not None and password.is_fleeting(account)

    @property
    def is_held_up(self) -> bool:
        """Whether a letter waits that cannot go: the settings say that the owner's mail program sends, or are not complete."""
        return self._next is not None and self._next.row is not None and self._next.account is None

    def held(self, id: int) -> int:
        """Seconds for which this e-mail is held back so that it can be taken back; 0: no longer."""
        window = self._windows.get(id)
        return max(0, math.ceil(window.until - time.monotonic())) if window else 0

    # -- what the owner does

    def send(self, whole: Whole, draft: LetterDraft, to: str, also: Callable[[Any], object] | None = None) -> None:
        """Queue this letter, to the byte, for one address; `also` is written in the same breath."""
        from clientcare.ui.steps.writing.draft import save

        def write(session: Any) -> SendingRow:
            id = services.outbox.queue(session, save(session, draft), whole.letter, whole.pdf, to)
            if also is not None:
                also(session)
            return services.outbox.row(session, id)

        self._jobs.write(write, then=self._queued, failed=self._refused)

    def send_again(self, letter_id: int, to: str) -> None:
        """Send a letter that has gone once more, exactly as it went."""

        def write(session: Any) -> SendingRow:
            return services.outbox.row(session, services.outbox.again(session, letter_id, to))

        self._jobs.write(write, then=self._queued, failed=self._refused)

    def take_back(self, id: int) -> None:
        """Out of the outbox; a letter that never went is a draft again."""
        self._forget_window(id)
        self._jobs.write(lambda session: services.outbox.take_back(session, id), then=self._taken_back, failed=self._too_late)

    def _taken_back(self, stands: str) -> None:
        self._tell(Said(BACK[stands]))

    def try_now(self, id: int) -> None:
        self._write(lambda session: services.outbox.try_now(session, id))

    def arrived(self, id: int) -> None:
        """The owner knows that it has."""
        self._write(lambda session: services.outbox.arrived(session, id))

    def resend(self, id: int) -> None:
        """The owner wants it sent, though it stopped, or may have gone."""
        self._write(lambda session: services.outbox.resend(session, id))

    def try_all(self) -> None:
        """What only waits for a better moment goes now: the settings have changed, or the computer has slept."""
        self._write(lambda session: services.outbox.try_all(session))

    def password_typed(self) -> None:
        """What stopped for want of a password goes now."""
        self._write(_go_on_with_password)

    def _write(self, call: Callable[[Any], object]) -> None:
        self._jobs.write(call, failed=self._too_late)

    def _refused(self, error: Exception) -> None:
        self.refused.emit(error)

    def _too_late(self, error: Exception) -> None:
        """It stands otherwise by now: a word, no trouble."""
        if isinstance(error, WorldError):
            self._tell(error.said)
        else:
            self._jobs.failed.emit(error)

    def _tell(self, said: Said) -> None:
        self._toast.say(self._words.say(said))

    # -- the time to take it back

    def _queued(self, row: SendingRow) -> None:
        seconds = (row.due_at - row.queued_at).total_seconds()  # by this computer's own clock: the one on the wall may change
        window = Window(time.monotonic() + seconds, partial(self.take_back, row.id))
        self._windows[row.id] = window
        self._jobs.offer_undo(Said(QUEUED), window.take_back)
        self._count_down(window)
        self.queued.emit(row)

    def _count_down(self, window: Window) -> None:
        self._toast.count_down(Countdown(window.until, _in_seconds, window.take_back))

    def _forget_window(self, id: int) -> None:
        window = self._windows.pop(id, None)
        if window is not None:
            self._jobs.withdraw_undo(window.take_back)
            self._toast.stop_counting(window.until)
            for other in [*self._windows.values()][-1:]:
                self._count_down(other)

    # -- what goes when

    def _changed(self, changes: Changes) -> None:
        if not self._closing and changes.touches("Sending", "Setting"):
            self._look()

    def _look(self, _: object = None) -> None:
        self._jobs.read(partial(_what_next, frozenset(self._windows)), self._plan)

    def _plan(self, next: Next) -> None:
        before, self._next = self._next, next
        self._timer.stop()
        for id in next.gone:
            self._forget_window(id)
        if self._closing or next.row is None or next.account is None or self._attempt is not None:
            return
        if before is not None and before.row is not None and before.account != next.account:
            self.try_all()  # a better server, perhaps
        wait = max(self._wait(next.row, next.wait), self._rests_until - time.monotonic())
        if wait > 0:
            self._at = time.time(), time.monotonic()
            self._timer.start(round(min(wait, LOOKS_EVERY) * 1000) + 1)
        else:
            self._deliver(next.row, next.account)

    def _wait(self, row: SendingRow, wait: float) -> float:
        window = self._windows.get(row.id)
        return window.until - time.monotonic() if window else wait

    def _wake(self) -> None:
        wall, own = self._at
        if (time.time() - wall) - (time.monotonic() - own) > SLEPT:
            self.try_all()
        self._look()

    def _deliver(self, row: SendingRow, account: Account) -> None:
        self._forget_window(row.id)
        self._attempt = Attempt(row.id, account)
        self._jobs.post(self._attempt.made, partial(self._delivered, row), self._not_delivered)

    def _delivered(self, row: SendingRow, outcome: Outcome) -> None:
        self._attempt = None
        first = row.tries == 0 or outcome.answer != "later"  # that it still waits is told once
        if first and outcome.answer in TOLD:
            self._tell(Said(TOLD[outcome.answer], {"to": short(row.recipient, LONGEST)}))
        self._look()

    def _not_delivered(self, error: Exception) -> None:
        """Nothing is known of it, so it may have gone; nothing is tried at once, lest this goes round in circles."""
        self._attempt, self._rests_until = None, time.monotonic() + AFTER_TROUBLE
        self._jobs.failed.emit(error)
        self._jobs.write(lambda session: services.outbox.recover(session), then=self._look, failed=self._look)


def _in_seconds(left: int) -> str:
    return tr("It goes in %n second(s).", left)


def _go_on_with_password(session: Any) -> None:
    for row in services.outbox.rows(session):
        if row.state == "stopped" and row.trouble is not None and row.trouble.text == NO_PASSWORD:
            services.outbox.resend(session, row.id)


def _what_next(held: frozenset[int], session: Any) -> Next:
    now = datetime.now(UTC)
    row = services.outbox.next_due(session, now)
    if row is None:
        return Next(None, 0.0, None, held)
    gone = held - {one.id for one in services.outbox.rows(session)}
    return Next(row, services.outbox.wait_for(row, now), services.posting.account(session), gone)
