"""Today: what needs the owner, what has waited longest first, and three quiet figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, literal, or_, select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Decision, Dispute
from clientcare.records import TodayItem, TodayView
from clientcare.services.dispute_detail import last_decision
from clientcare.services.stages import STAGES

SOON = timedelta(days=7)
LOOK_BACK_FOR = timedelta(days=60)  # after that nobody remembers well enough
CAUSES_OF = 20  # the newest disputes whose cause is known
_BEFORE_WRITING = STAGES[: STAGES.index("write")]


def today(session: Session, on: date) -> TodayView:
    """What needs the owner on that day: overdue first, the longest first, then what is due within a week.

    `settled_this_year`: closed disputes of which is known whether the client stayed; `kept_this_year`: those who did.
    """
    items = sorted(_items(session, on), key=lambda item: (item.when is None, item.when or on, item.dispute_id))
    waiting = _count(session, Dispute.status == "waiting")
    closed = Dispute.closed_at >= datetime.combine(date(on.year, 1, 1), time()).astimezone(UTC)
    kept = _count(session, closed, Dispute.stayed == "yes")
    causes = _causes(session)
    return TodayView(
        tuple(items),
        open_disputes=waiting + _count(session, Dispute.status == "open"),
        waiting=waiting,
        settled_this_year=kept + _count(session, closed, Dispute.stayed == "no"),
        kept_this_year=kept,
        top_cause=causes.most_common(1)[0][0] if causes else "",
        top_cause_count=causes.most_common(1)[0][1] if causes else 0,
        causes_of=causes.total(),
        any_clients=session.scalar(select(Client.id).limit(1)) is not None,
    )


def _items(session: Session, on: date) -> Iterator[TodayItem]:
    d = Dispute
    look_back = _item("look_back", Decision.look_back_on, "follow.outcome")
    look_back = look_back.join(Decision, Decision.id == last_decision(d.id))
    soon = on + SOON
    due = or_(d.due_on <= soon, d.due_on.is_(None))
    open_, awaited = (d.status == "open") & _is_taken_up(on), d.status == "waiting"
    queries = (
        _item("reply", d.due_on, d.screen).where(open_, d.stage.in_(_BEFORE_WRITING), due),
        _item("letter", d.due_on, "write").where(open_, d.stage == "write"),
        _item("answer", d.waiting_until, "follow.answer").where(awaited, d.waiting_until <= on),
        _item("deliver", d.deliver_by, "follow.deliver").where(~d.delivered, d.deliver_by <= soon),
        _item("lesson", d.lesson_by, "learn.change").where(~d.lesson_done, d.lesson_by <= soon, d.lesson != ""),
        look_back.where(d.stayed.in_(("", "unknown")), Decision.look_back_on.between(on - LOOK_BACK_FOR, on)),
    )
    for query in queries:
        for row in session.execute(query):
            yield TodayItem(*row)


def _is_taken_up(on: date) -> Any:
    """Not paused any longer; on the day an answer is due no pause counts."""
    now = max(datetime.now(UTC), datetime.combine(on, time()).astimezone(UTC))
    return or_(Dispute.paused_until.is_(None), Dispute.paused_until <= now, Dispute.due_on <= on)


def _item(what: str, when: Any, screen: Any) -> Select[Any]:
    place = literal(screen) if isinstance(screen, str) else screen
    columns = (Dispute.id, literal(what), Client.name, Dispute.title, when, place)
    return select(*columns).join(Client, Client.id == Dispute.client_id)


def _count(session: Session, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(Dispute).where(*conditions)) or 0


def _causes(session: Session) -> Counter[str]:
    newest = select(Dispute.cause).where(Dispute.cause != "").order_by(Dispute.opened_at.desc()).limit(CAUSES_OF)
    return Counter(session.scalars(newest))
