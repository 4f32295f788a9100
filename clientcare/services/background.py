"""What stands behind one weighing: the client's money, the owner's own record, the time that has passed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Decision, Dispute, Payment, StoredLetter
from clientcare.decision import client_value, starting
from clientcare.decision.assessment import Past, WayKind
from clientcare.decision.guess import Guess, Sure
from clientcare.services import clients
from clientcare.services.client_list import a_year_before, figures, in_units
from clientcare.services.dispute_detail import last_decision
from clientcare.settings import Settings

RECENT = 200  # closed disputes that make the owner's record: the newest count


def about_client(session: Session, client: Client, business: Settings, ask: float) -> dict[str, Any]:
    """The client's share of an `Assessment`."""
    money, total = figures(clients.paid(session, client.id), client, business), clients.paid(session)
    average = average_contribution(session, business)
    return {
        "contribution": _contribution(session, client, float(money.contribution), average or ask * float(business.margin)),
        "retention": Guess.chance(client_value.RETENTION if client.retention is None else client.retention),
        "sent_clients": Guess.amount(client.clients_sent or 0),
        "average_contribution": average,
        "revenue_share": min(1.0, max(0.0, float(money.revenue / total))) if total > 0 else None,
        "client_name": client.name,
    }


def _contribution(session: Session, client: Client, reckoned: float, usual: float) -> Guess:
    """What they leave in a year. Of a client without a single payment nothing is known, and nothing is not nought:
    then `usual`, an average client or a job a year like the one in dispute, and not sure at all."""
    known = session.scalar(select(Payment.id).where(Payment.client_id == client.id).limit(1)) is not None
    if known or client.hours_beyond:
        return Guess.amount(reckoned)
    return Guess.amount(usual, Sure.UNSURE)


def average_contribution(session: Session, business: Settings) -> float:
    """What a client who paid during the last 365 days leaves in a year, on average; 0 if none did."""
    paid = select(Payment.client_id, func.sum(Payment.amount).label("sum")).where(Payment.paid_on > a_year_before())
    by_client = paid.group_by(Payment.client_id).subquery()
    margin = func.coalesce(Client.margin, float(business.margin))
    hours = func.coalesce(Client.hours_beyond, 0.0) * float(business.hour_worth)
    left = func.avg(in_units(by_client.c.sum) * margin - hours)
    return float(session.scalar(select(left).join(by_client, by_client.c.client_id == Client.id)) or 0.0)


def record(session: Session, but: int) -> tuple[Past, ...]:
    """How the newest closed disputes ended, by kind of way; the dispute `but` itself aside."""
    recent = select(Dispute.id, Dispute.stayed, Dispute.complained).where(Dispute.closed_at.is_not(None), Dispute.id != but)
    closed = recent.order_by(Dispute.closed_at.desc()).limit(RECENT).subquery()
    counts = (_count(closed.c.stayed == "yes"), _count(closed.c.complained == "yes"), _count(closed.c.complained == ""))
    query = select(Decision.way_kind, func.count(), *counts).join(closed, Decision.id == last_decision(closed.c.id))
    found = session.execute(
        query.where(closed.c.stayed.in_(("yes", "no"))).group_by(Decision.way_kind).order_by(Decision.way_kind)
    )
    return tuple(_past(WayKind(kind), *numbers) for kind, *numbers in found)


def times(session: Session, dispute: Dispute, today: date | None) -> dict[str, Any]:
    """Weeks without an answer, hours since they told us, hours until an answer is due."""
    now = datetime.now().astimezone()
    day = today or now.date()
    told = dispute.told_on or dispute.opened_at.astimezone().date()
    first = select(func.min(StoredLetter.written_at)).where(StoredLetter.dispute_id == dispute.id, StoredLetter.state == "done")
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


def _past(kind: WayKind, closed: int, stayed: int, complained: int, unknown: int) -> Past:
    """Where nobody noted whether they complained, the starting guess stands in, so that silence teaches nothing."""
    usual = starting.HARM.get(kind, starting.HARM_REPAID)
    return Past(kind, closed, stayed, complained + round(unknown * usual))
