"""An e-mail in the sending thread's hands: taken out of the outbox before its first byte leaves, settled by the answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from clientcare.db.models import Sending, TimelineEvent
from clientcare.letters import email_draft
from clientcare.said import Said, mark
from clientcare.services.sending.outbox_rows import kept, put_off
from clientcare.services.writing import letters

if TYPE_CHECKING:
    from clientcare.mail.transport import Outcome

NO_ANSWER = mark("The program ended before the mail server had answered, so it may have arrived.")
_in_hand: set[int] = set()  # what this very process is handing over; no table can tell after a crash


@dataclass(frozen=True)
class Parcel:
    """What is handed over: every byte of the e-mail, and the two addresses as mail servers want them."""

    message: bytes
    sender: str
    recipient: str


def parcel(session: Session, sending_id: int) -> Parcel | None:
    """What to hand over, if it still waits."""
    found = session.get(Sending, sending_id, options=[undefer(Sending.message)])
    if found is None or found.state != "waiting":
        return None
    return Parcel(found.message, email_draft.usable(found.sender), email_draft.usable(found.recipient))


def claim(session: Session, sending_id: int) -> int:
    """Take it in hand, on the disk before its first byte leaves: the number of this attempt, or 0 if it does not wait."""
    sending = session.get(Sending, sending_id)
    if sending is None or sending.state != "waiting":
        return 0
    sending.state, sending.tries, sending.trouble = "handing_over", sending.tries + 1, None
    return sending.tries


def settle(session: Session, sending_id: int, outcome: Outcome, attempt: int = 0) -> None:
    """Keep how an attempt ended; `attempt` as `claim` gave it, 0 if it never came to that.

    "sent" is true whatever was thought meanwhile. Any other end counts only for who has it in hand: an attempt that failed
    before its claim says nothing about one that another start of the program is handing over.
    """
    sending = session.get(Sending, sending_id)
    if sending is None or sending.state == "sent":
        return
    if outcome.answer == "sent":
        went(session, sending, datetime.now(UTC))
    elif attempt and sending.state == "handing_over" and sending.tries == attempt:
        _failed(sending, outcome)
    elif not attempt and sending.state == "waiting" and outcome.answer in ("later", "stopped"):
        sending.tries += 1
        _failed(sending, outcome)


@contextmanager
def in_hand(sending_id: int) -> Iterator[None]:
    """While this process tries to hand it over: its own `recover` lets it be."""
    _in_hand.add(sending_id)
    try:
        yield
    finally:
        _in_hand.discard(sending_id)


def recover(session: Session) -> int:
    """At the start: what an earlier start left half handed over may have arrived; how many. It never goes again by itself.

    If that start is still at it after all, its answer "sent" counts when it comes.
    """
    left = session.scalars(select(Sending).where(Sending.state == "handing_over")).all()
    lost = [one for one in left if one.id not in _in_hand]
    for sending in lost:
        sending.state, sending.ended_at, sending.trouble = "maybe", datetime.now(UTC), kept(Said(NO_ANSWER))
    return len(lost)


def _failed(sending: Sending, outcome: Outcome) -> None:
    """It waits for another attempt, has stopped, or may have gone; in all three the row says why."""
    now = datetime.now(UTC)
    if outcome.answer in ("later", "withdrawn"):
        sending.state, sending.due_at = "waiting", now + put_off(sending.tries)
    elif outcome.answer == "stopped" and sending.ended_at is None:
        sending.state = "stopped"
    else:  # refused now, it may still have gone when it was handed over before
        sending.state, sending.ended_at = "maybe", sending.ended_at or now
    sending.trouble = kept(outcome.said)


def went(session: Session, sending: Sending, at: datetime) -> None:
    """The letter has gone, or has gone once more; then it stays as it is, and only the timeline tells."""
    letter = sending.letter
    sending.state, sending.ended_at, sending.trouble = "sent", at, None
    if letter.state == "done":
        words = f"Sent once more to {sending.recipient}: {letter.subject}"
        letter.dispute.events.append(TimelineEvent(kind="email", at=at, by="us", text=words, private=False))
        return
    day, opened, today = (moment.astimezone().date() for moment in (at, letter.dispute.opened_at, datetime.now(UTC)))
    letters.gone(letter, "sent", sending.recipient, day if opened <= day < today else None)  # the clock may have been wrong
