"""What is known of a client's money before the owner says more, and where each figure comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Payment
from clientcare.decision import client_value
from clientcare.decision.guess import Guess, Sure
from clientcare.services.people import clients
from clientcare.services.people.worth import left_of, paid_by_client, usual_margin
from clientcare.services.weighing import retention
from clientcare.settings import Settings

A_DAY = 8  # hours of the owner's work
YEAR = 365  # days


class Source(StrEnum):
    """Where a figure comes from, while the owner has not said."""

    PAID = "paid"  # what they paid, if only nothing
    AVERAGE = "average"  # an average client, as nothing is known of this one
    ASK = "ask"  # a job a year like the one in dispute, as nothing is known of any
    WORK = "work"  # some hours of the owner's own work, as nothing is known of any and no money is asked
    NOTED = "noted"  # with this client, by the owner
    HISTORY = "history"  # how the owner's own clients came back
    USUAL = "usual"
    JOBS = "jobs"  # the kinds of job they paid for
    SETTINGS = "settings"
    RECORDS = "records"  # the clients known to have come through them


@dataclass(frozen=True)
class Standing:
    """`revenue` taken for a year, `margin` and `retention` (0 to 1), `hours` beyond the job in a year.

    `margin_unasked`: the margin as long as the owner gives this client none. `sent`: clients they send in a year, from
    `sent_count` known ones where the owner has not said. `average`: what one average client leaves in a year. `clients`:
    how many the retention rests on (0: none).
    """

    name: str
    share: float | None
    revenue: float
    revenue_from: Source
    margin: float
    margin_unasked: float
    margin_from: Source
    hours: float
    hour_worth: float
    sent: float
    sent_from: Source
    sent_count: int
    average: float
    retention: float
    retention_from: Source
    clients: int

    def contribution(self, revenue: Decimal | None) -> Guess:
        """What they leave in a year; `revenue`: what the owner typed they pay, in place of what is known."""
        yearly = self.revenue if revenue is None else float(revenue)
        left = client_value.yearly_contribution(yearly, self.margin, self.hours, self.hour_worth)
        known = revenue is not None or self.revenue_from is Source.PAID
        return Guess.amount(left, Sure.FAIRLY if known else Sure.UNSURE)

    def weighed(self, revenue: Decimal | None) -> dict[str, Any]:
        """The client's share of an `Assessment`."""
        return {
            "contribution": self.contribution(revenue),
            "retention": Guess.chance(self.retention),
            "sent_clients": Guess.amount(self.sent),
            "average_contribution": self.average,
            "revenue_share": self.share,
            "client_name": self.name,
        }


def standing(session: Session, client: Client, business: Settings, ask: float, closer: bool) -> Standing:
    """What is known of this client. `ask`: what they ask in money, for the first client of a new business.

    `closer`: the owner looks closer, and so is asked what the client pays before the hours they take.
    """
    paid, total = clients.paid(session, client.id), clients.paid(session)
    average = average_contribution(session, business)
    if _is_on_record(session, client, closer):
        revenue, source = float(paid), Source.PAID
    else:
        revenue, source = _usual_revenue(average, business, ask)
    kept, kept_from, behind = _retention(session, client)
    margin, by_jobs = usual_margin(session, client.id, business)
    sent, sent_from, sent_count = _sent(session, client)
    return Standing(
        name=client.name,
        share=min(1.0, max(0.0, float(paid / total))) if total > 0 else None,
        revenue=revenue,
        revenue_from=source,
        margin=margin if client.margin is None else client.margin,
        margin_unasked=margin,
        margin_from=Source.JOBS if by_jobs else Source.SETTINGS,
        hours=client.hours_beyond or 0.0,
        hour_worth=float(business.hour_worth),
        sent=sent,
        sent_from=sent_from,
        sent_count=sent_count,
        average=average,
        retention=kept,
        retention_from=kept_from,
        clients=behind,
    )


def _is_on_record(session: Session, client: Client, closer: bool) -> bool:
    """Whether something is known of what they pay. Hours noted without a payment tell of one who costs and does not pay;
    asked for in a closer look they tell of hours only."""
    paid_once = session.scalar(select(Payment.id).where(Payment.client_id == client.id).limit(1)) is not None
    return paid_once or bool(client.hours_beyond and not closer)


def _usual_revenue(average: float, business: Settings, ask: float) -> tuple[float, Source]:
    """What they pay in a year while nothing is known of it, and nothing is not nought: what leaves as much as an average
    client leaves, or a job a year like the one in dispute, or a day's work where nobody asks for money."""
    if average > 0 and business.margin > 0:
        return average / float(business.margin), Source.AVERAGE
    if ask:
        return ask, Source.ASK
    left = A_DAY * float(business.hour_worth)
    return left / (float(business.margin) or 1.0), Source.WORK


def _retention(session: Session, client: Client) -> tuple[float, Source, int]:
    """The chance that they come back, where it comes from, and how many clients it rests on."""
    if client.retention is not None:
        return client.retention, Source.NOTED, 0
    if model := retention.model(session):
        return retention.chance(session, client.id, model), Source.HISTORY, model.clients
    return client_value.RETENTION, Source.USUAL, 0


def _sent(session: Session, client: Client) -> tuple[float, Source, int]:
    """How many clients they send in a year: as noted, else as many as came through them since they are known."""
    count = session.scalar(select(func.count()).select_from(Client).where(Client.sent_by_id == client.id)) or 0
    if client.clients_sent is not None or not count:
        return client.clients_sent or 0.0, Source.NOTED if client.clients_sent else Source.USUAL, count
    first = session.scalar(select(func.min(Payment.paid_on)).where(Payment.client_id == client.id))
    known_since = min(filter(None, (first, client.added_at.date())))
    return count / max(1.0, (date.today() - known_since).days / YEAR), Source.RECORDS, count


def average_contribution(session: Session, business: Settings) -> float:
    """What a client who paid during the last 365 days leaves in a year, on average; 0 if none did."""
    paid = paid_by_client()
    average = select(func.avg(left_of(paid, business))).join(paid, paid.c.client_id == Client.id)
    return float(session.scalar(average) or 0.0)
