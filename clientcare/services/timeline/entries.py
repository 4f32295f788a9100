"""The timeline of a dispute: its entries newest first, what each said before it was changed, when both last spoke."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Attachment, Dispute, EventVersion, StoredLetter, TimelineEvent
from clientcare.records import CONTACTS, AttachmentRow, EventForm, EventRow, EventVersionRow
from clientcare.said import mark
from clientcare.services import checks
from clientcare.services.writing.letter_standing import subject

KINDS = ("call", "visit", "email", "letter", "offer", "answer", "payment", "note")
FIELDS = ("kind", "at", "by", "text", "private")
PAGE = 50  # entries that are read at once
WENT = mark("This letter stands here as it went. Add a note of your own beside it.")


def save(session: Session, form: EventForm) -> int:
    """Add an entry, or change one: then what it said before goes into its history."""
    checks.one_of("kind", form.kind, KINDS)
    checks.one_of("by", form.by, ("us", "them"))
    event = checks.find(session, TimelineEvent, form.id) if form.id else TimelineEvent()
    event.dispute = checks.find(session, Dispute, form.dispute_id)
    fields = checks.checked(TimelineEvent, {name: getattr(form, name) for name in FIELDS}, FIELDS)
    if form.id and any(getattr(event, name) != value for name, value in fields.items()):
        _remember(session, event)
    for name, value in fields.items():
        setattr(event, name, value)
    session.add(event)
    session.flush()
    return event.id


def _remember(session: Session, event: TimelineEvent) -> None:
    """Keep what it says now. InvalidInput for a letter of ours that went."""
    if event.by == "us" and (event.at, event.text) in _went(session, event.dispute_id):
        checks.objection("text", WENT)
    event.edited_at = datetime.now(UTC)
    before = {name: getattr(event, name) for name in FIELDS}
    event.versions.append(EventVersion(until=event.edited_at, **before))


def delete(session: Session, id: int) -> None:
    """With its history and its files' rows; the files themselves wait until the window closes, so that undo finds them."""
    session.delete(checks.find(session, TimelineEvent, id))


def rows(session: Session, dispute_id: int, limit: int | None = None) -> tuple[EventRow, ...]:
    """The entries, newest first, at most `limit`; a letter of ours says how it went, and to whom."""
    e = TimelineEvent
    query = select(e.id, e.kind, e.at, e.by, e.text, e.private, e.edited_at, e.message_id).where(e.dispute_id == dispute_id)
    found = session.execute(query.order_by(e.at.desc(), e.id.desc()).limit(limit)).all()
    went, files = _went(session, dispute_id), _files(session, [row.id for row in found])
    return tuple(
        EventRow(*row[:6], *(went.get((row.at, row.text), ("", "")) if row.by == "us" else ("", "")), files[row.id], *row[6:])
        for row in found
    )


def in_all(session: Session, dispute_id: int) -> int:
    """How many entries there are."""
    return session.scalar(select(func.count()).select_from(TimelineEvent).where(TimelineEvent.dispute_id == dispute_id)) or 0


def place(session: Session, dispute_id: int, id: int) -> int | None:
    """How many entries are newer than this one; None where it is not there."""
    e = TimelineEvent
    at = session.scalar(select(e.at).where(e.id == id, e.dispute_id == dispute_id))
    if at is None:
        return None
    newer = (e.at > at) | ((e.at == at) & (e.id > id))
    return session.scalar(select(func.count()).select_from(e).where(e.dispute_id == dispute_id, newer)) or 0


def last_contact(session: Session, dispute_id: int) -> datetime | None:
    """When we or the client last spoke or wrote; notes and payments do not count, nor what is still to come."""
    e = TimelineEvent
    past = (e.dispute_id == dispute_id) & (e.at <= datetime.now(UTC))
    return session.scalar(select(e.at).where(past, e.kind.in_(CONTACTS)).order_by(e.at.desc()).limit(1))


def history(session: Session, id: int) -> tuple[EventVersionRow, ...]:
    """What an entry said before, newest first."""
    v = EventVersion
    query = select(v.until, v.kind, v.at, v.by, v.text, v.private).where(v.event_id == id).order_by(v.id.desc())
    return tuple(EventVersionRow(*row) for row in session.execute(query))


def _went(session: Session, dispute_id: int) -> dict[tuple[datetime | None, str], tuple[str, str]]:
    """How each letter of ours went, by the time and the subject its entry has."""
    letter = StoredLetter
    query = select(letter.sent_at, subject(), letter.how, letter.sent_to)
    done = session.execute(query.where(letter.dispute_id == dispute_id, letter.state == "done"))
    return {(at, text): (how, to) for at, text, how, to in done}


def _files(session: Session, ids: Sequence[int]) -> dict[int, tuple[AttachmentRow, ...]]:
    found: dict[int, tuple[AttachmentRow, ...]] = defaultdict(tuple)
    a = Attachment
    for first in range(0, len(ids), 500):
        some = a.event_id.in_(ids[first : first + 500])
        for row in session.execute(select(a.event_id, a.id, a.name, a.size, a.sha256).where(some).order_by(a.id)):
            found[row.event_id] += (AttachmentRow(row.id, row.name, row.size, row.sha256),)
    return found
