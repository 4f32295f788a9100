"""Everything that has a date, of all disputes or of one, for the owner's calendar program."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import case, func, literal, or_, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Decision, Dispute, Reminder, Setting, StoredLetter
from clientcare.records import CalendarEntry
from clientcare.services.disputing.dispute_detail import last_decision
from clientcare.services.disputing.stages import STAGES
from clientcare.services.reminding.found import LOOK_BACK_FOR
from clientcare.services.writing.letter_standing import asleep

NAME = "calendar:name"
_UNANSWERED = STAGES[: STAGES.index("follow")]


def entries(session: Session, dispute_id: int | None = None) -> tuple[CalendarEntry, ...]:
    """What is still to come or to be done, in the order of its days. Times are UTC."""
    found = [CalendarEntry(*row) for query in _queries(dispute_id) for row in session.execute(query)]
    found += [CalendarEntry(*row) for row in session.execute(_reminders(dispute_id))]
    return tuple(sorted(found, key=lambda entry: (_day(entry.when), entry.what, entry.id)))


def name(session: Session) -> str:
    """What this data file is called in calendars, the same for ever: there, one entry must not be taken for another's."""
    made = insert(Setting).values(key=NAME, value=json.dumps(uuid.uuid4().hex)).on_conflict_do_nothing()
    session.execute(made)  # outside the journal: it is never undone
    return str(json.loads(session.scalar(select(Setting.value).where(Setting.key == NAME)) or '""'))


def _queries(dispute_id: int | None) -> Iterator[Any]:
    d, now = Dispute, datetime.now(UTC)
    since = now.astimezone().date() - LOOK_BACK_FOR
    decision = _about("look_back", Decision.look_back_on).join(Decision, Decision.id == last_decision(d.id))
    letter = _about("asleep", StoredLetter.held_until, StoredLetter.id).join(StoredLetter, StoredLetter.dispute_id == d.id)
    queries = (
        _about("due", d.due_on).where(d.status == "open", d.due_on.is_not(None), d.stage.in_(_UNANSWERED)),
        _about("answer", d.waiting_until).where(d.status == "waiting", d.waiting_until.is_not(None)),
        _about("deliver", d.deliver_by).where(~d.delivered, d.deliver_by.is_not(None)),
        _about("lesson", d.lesson_by).where(~d.lesson_done, d.lesson_by.is_not(None), d.lesson != ""),
        decision.where(d.stayed.in_(("", "unknown")), Decision.look_back_on >= since),
        _about("paused", d.paused_until).where(d.status.in_(("open", "waiting")), d.paused_until > now),
        letter.where(asleep(now), StoredLetter.state == "draft"),
    )
    for query in queries:
        yield query if dispute_id is None else query.where(d.id == dispute_id)


def _about(what: str, when: Any, id: Any = Dispute.id) -> Any:
    return select(literal(what), id, Client.name, Dispute.title, when).join(Client, Client.id == Dispute.client_id)


def _reminders(dispute_id: int | None) -> Any:
    r, own = Reminder, literal("own")
    client = func.coalesce(r.client_id, Dispute.client_id)
    put_off = case((r.repeat == "", r.snoozed_until))  # of what repeats, the calendar has every turn in its place
    when = func.coalesce(put_off, r.due_at, type_=r.due_at.type)
    query = select(own, r.id, func.coalesce(Client.name, ""), r.text, when, r.repeat, r.anchor)
    query = query.outerjoin(Dispute, Dispute.id == r.dispute_id).outerjoin(Client, Client.id == client)
    mine = or_(literal(dispute_id is None), r.dispute_id == dispute_id)
    return query.where(r.done_at.is_(None), mine)


def _day(when: date | datetime) -> date:
    return when.astimezone().date() if isinstance(when, datetime) else when
