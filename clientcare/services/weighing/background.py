"""What stands behind one weighing beside the client: the owner's own record, the time that has passed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Decision, Dispute, StoredLetter
from clientcare.decision.assessment import Past, WayKind
from clientcare.decision.rules import OFFERS
from clientcare.services.disputing.dispute_detail import last_decision

RECENT = 200  # closed disputes that make the owner's record: the newest count
_KNOWN = ("yes", "no")


def record(session: Session, but: int) -> tuple[Past, ...]:
    """How the newest closed disputes ended, by kind of way; the dispute `but` itself aside.

    Those of which is known whether the client stayed, by the last decision of each. After an offer they declined we held
    firm. Where nobody noted whether they complained, that teaches nothing about complaints.
    """
    recent = select(Dispute.id, Dispute.stayed, Dispute.complained, Dispute.answer)
    recent = recent.where(Dispute.closed_at.is_not(None), Dispute.id != but)
    closed = recent.order_by(Dispute.closed_at.desc()).limit(RECENT).subquery()
    refused = (closed.c.answer == "declined") & Decision.way_kind.in_(OFFERS)
    kind = case((refused, str(WayKind.HOLD)), else_=Decision.way_kind).label("kind")
    counts = (_count(closed.c.stayed == "yes"), _count(closed.c.complained == "yes"), _count(closed.c.complained.in_(_KNOWN)))
    query = select(kind, func.count(), *counts).join(closed, Decision.id == last_decision(closed.c.id))
    found = session.execute(query.where(closed.c.stayed.in_(_KNOWN)).group_by(kind).order_by(kind))
    return tuple(Past(WayKind(kind), *numbers) for kind, *numbers in found)


def times(session: Session, dispute: Dispute, today: date | None) -> dict[str, Any]:
    """Weeks without an answer, hours since they told us, hours until an answer is due."""
    now = datetime.now().astimezone()
    day = today or now.date()
    told = dispute.told_on or dispute.opened_at.astimezone().date()
    to_client = (StoredLetter.dispute_id == dispute.id) & (StoredLetter.state == "done") & StoredLetter.provider_id.is_(None)
    first = select(func.min(StoredLetter.sent_at)).where(to_client)
    answered = session.scalar(first)
    until = min(day, answered.astimezone().date()) if answered else day
    return {
        "weeks_waiting": max(0, (until - told).days // 7),
        "hours_since_told": _hours_since(dispute, told, day, now),
        "hours_to_deadline": None if dispute.due_on is None else _hours_left(dispute.due_on, day, now),
    }


def _hours_since(dispute: Dispute, told: date, day: date, now: datetime) -> float:
    if told < day:
        return (day - told).days * 24.0
    return max(0.0, (now.astimezone(UTC) - dispute.opened_at).total_seconds() / 3600)


def _hours_left(due: date, day: date, now: datetime) -> float:
    """Until the end of the day an answer is due."""
    midnight = datetime.combine(now.date(), time.max, now.tzinfo)
    return max(0.0, (due - day).days * 24 + (midnight - now).total_seconds() / 3600)


def _count(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))
