"""How a letter stands, in one word, inside a query: from its state, its sleep, and the e-mail it travels in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select
from sqlalchemy.orm import aliased

from clientcare.db.models import Sending, StoredLetter
from clientcare.records import LONGEST_SLEEP

UNDER_WAY = ("waiting", "handing_over", "stopped", "maybe")  # sendings nobody is done with


def standing(now: datetime | None = None) -> ColumnElement[str]:
    """draft, sleeping, reread, waiting, sending, stopped, maybe or sent: the newest sending under way counts first."""
    letter, sending = StoredLetter, newest_sending()
    at = now or datetime.now(UTC)
    return case(
        (sending == "waiting", "waiting"),
        (sending == "handing_over", "sending"),
        (sending == "stopped", "stopped"),
        (sending == "maybe", "maybe"),
        (letter.state == "done", "sent"),
        (asleep(at), "sleeping"),
        (letter.held_until.is_not(None), "reread"),
        else_="draft",
    )


def asleep(at: datetime) -> ColumnElement[bool]:
    """Whether a draft sleeps at that time."""
    return (StoredLetter.held_until > at) & (StoredLetter.held_until <= at + LONGEST_SLEEP)


def has_slept(at: datetime) -> ColumnElement[bool]:
    """Whether the night of a draft is over at that time; an index finds these."""
    return (StoredLetter.held_until <= at) | (StoredLetter.held_until > at + LONGEST_SLEEP)


def subject() -> ColumnElement[str]:
    """What stands at the head of a letter; of one in the outbox that of its page, as a draft's owner may have typed none."""
    fixed = func.json_extract(StoredLetter.content, "$.subject")
    return case((StoredLetter.state == "outbox", fixed), else_=StoredLetter.subject)


def newest_sending() -> ScalarSelect[Any]:
    """The state of the newest e-mail of the letter that somebody still waits for."""
    sending, last = Sending, aliased(Sending)
    newest = select(func.max(last.id)).where(last.letter_id == StoredLetter.id).correlate(StoredLetter).scalar_subquery()
    return select(sending.state).where(sending.id == newest).correlate(StoredLetter).scalar_subquery()
