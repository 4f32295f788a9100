"""The outbox: e-mails that wait in the file, go once, can be taken back, and say honestly when nobody knows whether they went.

Each function is one write transaction that looks before it changes, so that window, sending thread and a second start of
the program may meet on one file. What goes over the wire in between is `posting`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import Sending, StoredLetter
from clientcare.errors import WorldError
from clientcare.letters import email_draft
from clientcare.letters.short import message as message_of
from clientcare.mail.account import LARGEST
from clientcare.said import Said, mark
from clientcare.services import checks
from clientcare.services.referring.referral_records import may_leave
from clientcare.services.sending.outbox_handover import Parcel, claim, in_hand, parcel, recover, settle, went
from clientcare.services.sending.outbox_rows import UNDO_FOR, next_due, row, rows, wait_for
from clientcare.services.writing import letters
from clientcare.services.writing.letter_standing import UNDER_WAY

if TYPE_CHECKING:
    from clientcare.letters.letter import Letter

__all__ = [
    "UNDO_FOR",
    "Parcel",
    "again",
    "arrived",
    "claim",
    "in_hand",
    "next_due",
    "parcel",
    "queue",
    "recover",
    "resend",
    "row",
    "rows",
    "settle",
    "take_back",
    "try_all",
    "try_now",
    "wait_for",
]

TOO_LATE = mark("This e-mail is just being handed over or has gone, so it cannot be taken back any more.")
NOT_OPEN = mark("This e-mail has gone on meanwhile. Look at how it stands now.")
TOO_LARGE = mark("With its PDF this e-mail has {size} MB; mail servers take {most}. Use smaller pictures, or print the letter.")
BUSY = mark("An e-mail of this letter is already under way. Look at how it stands first.")


def queue(session: Session, letter_id: int, content: Letter, pdf: bytes, to: str) -> int:
    """Fix the letter and put its e-mail into the outbox, to go to `to` when `UNDO_FOR` is over; the id of the sending.

    `due_at` says so in the file, for a later start. Whoever runs the outbox also waits `UNDO_FOR` by a clock of its own that
    nobody can set (`time.monotonic`) from when this returned: a change of the system's clock must not cut the undo short.
    InvalidInput (field "to", or "email" where the business has no address), WorldError if it is too large or no draft.
    """
    letter = checks.find(session, StoredLetter, letter_id)
    content = replace(content, short=message_of(content, letter.edits))  # as it is read in the e-mail
    letters.fix(session, letter_id, content, pdf)
    return _added(session, letter, content, pdf, to)


def again(session: Session, letter_id: int, to: str) -> int:
    """Send a letter that is done once more: exactly its words and page. Errors and the wait as for `queue`."""
    letter = checks.find(session, StoredLetter, letter_id)
    page = letters.pdf(session, letter_id)
    if letter.state != "done" or any(one.state in UNDER_WAY for one in letter.sendings):
        raise WorldError(Said(BUSY))
    may_leave(letter)
    return _added(session, letter, letters.letter_of(letter), page, to)


def take_back(session: Session, sending_id: int) -> str:
    """Out of the outbox: the letter is the draft it was, unless it had gone before. WorldError once it is leaving.

    Returns what is known of the letter then: "draft", "done" (it went before), or "maybe": one that was to go again after
    nobody knew whether it had gone is as uncertain as before.
    """
    sending = checks.find(session, Sending, sending_id)
    if sending.state not in ("waiting", "stopped"):
        raise WorldError(Said(TOO_LATE))
    if sending.ended_at is not None:
        sending.state = "maybe"
        return "maybe"
    letter = sending.letter
    if letter.state == "outbox":
        letters.release(letter)
    letter.sendings.remove(sending)
    return letter.state


def try_now(session: Session, sending_id: int) -> None:
    """Do not wait any longer. WorldError if it does not wait."""
    _open(session, sending_id, ("waiting",)).due_at = datetime.now(UTC)


def try_all(session: Session) -> None:
    """Do not wait any longer, whichever has been tried before: settings or network are others now."""
    now = datetime.now(UTC)
    for sending in session.scalars(select(Sending).where(Sending.state == "waiting", Sending.tries > 0)):
        sending.due_at = min(sending.due_at, now)


def resend(session: Session, sending_id: int) -> None:
    """Hand the very same e-mail over again, as the owner wants: it stopped, or nobody knows whether it went."""
    sending = _open(session, sending_id, ("maybe", "stopped"))
    may_leave(sending.letter)
    sending.state, sending.due_at, sending.trouble = "waiting", datetime.now(UTC), None


def arrived(session: Session, sending_id: int) -> None:
    """The owner knows that one went of which we do not."""
    sending = _open(session, sending_id, ("maybe", "waiting"))
    if sending.ended_at is None:
        raise WorldError(Said(NOT_OPEN))  # it never left
    went(session, sending, sending.ended_at)


def _added(session: Session, letter: StoredLetter, content: Letter, pdf: bytes, to: str) -> int:
    head, now = letters.letterhead(session), datetime.now(UTC)
    recipient = to.strip()
    email_draft.usable(recipient)  # objects before anything else does: it is the field the owner is looking at
    id = email_draft.new_message_id(head)
    message = email_draft.to_send(content, head, recipient, pdf, id, now)
    if len(message) > LARGEST:
        raise WorldError(Said(TOO_LARGE, {"size": -(-len(message) // 1_000_000), "most": LARGEST // 1_000_000}))
    sending = Sending(state="waiting", sender=head.email.strip(), recipient=recipient, message_id=id, message=message)
    sending.queued_at, sending.due_at = now, now + UNDO_FOR
    letter.sendings.append(sending)
    session.flush()
    return sending.id


def _open(session: Session, sending_id: int, states: tuple[str, ...]) -> Sending:
    sending = checks.find(session, Sending, sending_id)
    if sending.state not in states:
        raise WorldError(Said(NOT_OPEN))
    return sending
