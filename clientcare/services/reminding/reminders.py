"""Today: what needs the owner, what has waited longest first, what was put off, and three quiet figures."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Dispute
from clientcare.records import TodayItem, TodayView
from clientcare.services.reminding import found, own_reminders, snoozing

CAUSES_OF = 20  # the newest disputes whose cause is known


def today(session: Session, on: date) -> TodayView:
    """What needs the owner on that day: overdue first, the longest first, then what is due within a week.

    `settled_this_year`: closed disputes of which is known whether the client stayed; `kept_this_year`: those who did.
    """
    items, put_off = needs(session, on)
    waiting = _count(session, Dispute.status == "waiting")
    closed = Dispute.closed_at >= datetime.combine(date(on.year, 1, 1), time()).astimezone(UTC)
    kept = _count(session, closed, Dispute.stayed == "yes")
    causes = _causes(session)
    return TodayView(
        items,
        open_disputes=waiting + _count(session, Dispute.status == "open"),
        waiting=waiting,
        settled_this_year=kept + _count(session, closed, Dispute.stayed == "no"),
        kept_this_year=kept,
        top_cause=causes.most_common(1)[0][0] if causes else "",
        top_cause_count=causes.most_common(1)[0][1] if causes else 0,
        causes_of=causes.total(),
        any_clients=session.scalar(select(Client.id).limit(1)) is not None,
        put_off=put_off,
    )


def needs(session: Session, on: date) -> tuple[tuple[TodayItem, ...], tuple[TodayItem, ...]]:
    """What needs the owner on that day, most urgent first, and what was put off, soonest first."""
    now = found.now_on(on)
    ours, later = snoozing.sifted(session, found.items(session, on), now)
    own, own_later = own_reminders.due(session, on, now)
    last = datetime.combine(date.max, time(), UTC)  # of one day, what has a time comes before what has the whole day

    def urgency(item: TodayItem) -> tuple[Any, ...]:
        return item.when is None, item.when or on, item.at or last, item.dispute_id, item.reminder_id

    return tuple(sorted((*ours, *own), key=urgency)), tuple(sorted((*later, *own_later), key=lambda item: item.until or last))


def _count(session: Session, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(Dispute).where(*conditions)) or 0


def _causes(session: Session) -> Counter[str]:
    newest = select(Dispute.cause).where(Dispute.cause != "").order_by(Dispute.opened_at.desc()).limit(CAUSES_OF)
    return Counter(session.scalars(newest))
