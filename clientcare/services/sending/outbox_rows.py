"""E-mails under way, as the window is told of them, and what may not be deleted while one is leaving."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from clientcare.db.models import Dispute, Sending, StoredLetter
from clientcare.errors import WorldError
from clientcare.records import SendingRow
from clientcare.said import Said, mark
from clientcare.services import checks
from clientcare.services.writing.letter_standing import UNDER_WAY

UNDO_FOR = timedelta(seconds=30)
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30))  # after each failed attempt; the last for ever
LEAVING = mark("An e-mail of this is just being handed over. Wait a moment, then delete it.")


def row(session: Session, sending_id: int) -> SendingRow:
    """One e-mail. WorldError if it is gone."""
    return row_of(checks.find(session, Sending, sending_id))


def rows(session: Session, letter_id: int | None = None) -> list[SendingRow]:
    """Every e-mail of a letter, oldest first; without a letter all that somebody still waits for (`UNDER_WAY`)."""
    wanted = Sending.state.in_(UNDER_WAY) if letter_id is None else Sending.letter_id == letter_id
    return [row_of(one) for one in session.scalars(select(Sending).where(wanted).order_by(Sending.id))]


def next_due(session: Session, now: datetime) -> SendingRow | None:
    """The e-mail to hand over next, due or not: `wait_for` says in how long. None: nothing waits."""
    waiting = (one for one in rows(session) if one.state == "waiting")
    return min(waiting, key=lambda one: (wait_for(one, now), one.due_at, one.id), default=None)


def wait_for(row: SendingRow, now: datetime) -> float:
    """Seconds until it is due, 0 if it is. One that lies further off than it was ever put off is due: the clock was changed."""
    left = row.due_at - now
    return max(left.total_seconds(), 0.0) if left <= put_off(row.tries) else 0.0


def put_off(tries: int) -> timedelta:
    """How long an e-mail waits after so many attempts."""
    return BACK_OFF[min(tries, len(BACK_OFF)) - 1] if tries else UNDO_FOR


def none_leaving(session: Session, held: ColumnElement[bool]) -> None:
    """WorldError if an e-mail of these disputes is being handed over: its answer must find what it belongs to."""
    letters = select(StoredLetter.id).join(Dispute).where(held)
    leaving = select(Sending.id).where(Sending.state == "handing_over", Sending.letter_id.in_(letters)).limit(1)
    if session.scalar(leaving) is not None:
        raise WorldError(Said(LEAVING))


def kept(said: Said) -> dict[str, Any]:
    """A sentence as the file keeps it: numbers stay numbers, all else is words."""
    values = {name: value if isinstance(value, str | int | float) else str(value) for name, value in said.values.items()}
    return {"text": said.text, "values": values, "n": said.n}


def told(kept: Mapping[str, Any] | None) -> Said | None:
    """The sentence again."""
    return Said(kept["text"], kept.get("values", {}), kept.get("n")) if kept else None


def row_of(sending: Sending) -> SendingRow:
    return SendingRow(
        sending.id,
        sending.letter_id,
        sending.state,
        sending.recipient,
        sending.message_id,
        sending.queued_at,
        sending.due_at,
        sending.tries,
        told(sending.trouble),
        sending.ended_at,
    )
