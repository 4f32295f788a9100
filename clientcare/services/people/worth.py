"""What clients bring, worked out in Python for one and in SQL for all, by the same sums: paid, left of it, worth over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from sqlalchemy import ColumnElement, Double, Subquery, case, func, select, type_coerce
from sqlalchemy.orm import Session

from clientcare.db.models import Client, JobMargin, Payment
from clientcare.decision import client_value
from clientcare.settings import Settings

CENT = Decimal("0.01")
UNITS = 1000.0  # money is stored in whole thousandths


@dataclass(frozen=True)
class Figures:
    """A client's money: paid in the last 365 days, left of it a year, and the lifetime value (None: nothing known)."""

    revenue: Decimal
    contribution: Decimal
    worth: Decimal | None


def a_year_ago() -> date:
    return date.today() - timedelta(days=365)


def paid_by_client(ids: Sequence[int] | None = None) -> Subquery:
    """What each client paid in the last 365 days, by `client_id`; who paid nothing is not in it.

    `sum`; what is left of jobs with a margin of their own, `of_jobs`; and what was paid for all others, `of_others`.
    """
    amount = type_coerce(Payment.amount, Double)
    of_others = func.sum(case((JobMargin.margin.is_(None), amount), else_=0))
    of_jobs = func.sum(amount * func.coalesce(JobMargin.margin, 0.0))
    query = select(Payment.client_id, func.sum(Payment.amount).label("sum"), of_jobs.label("of_jobs"))
    query = query.add_columns(of_others.label("of_others")).where(Payment.paid_on > a_year_ago())
    if ids is not None:
        query = query.where(Payment.client_id.in_(ids))
    return query.outerjoin(JobMargin, JobMargin.job == Payment.job).group_by(Payment.client_id).subquery()


def figures_of(session: Session, client: Client, business: Settings) -> Figures:
    """The figures of one client."""
    return figures(_paid(session, client.id), client, business)


def figures(paid: Any, known: Client | Any, business: Settings) -> Figures:
    """The figures of a client or a row with margin, hours_beyond and retention; `paid`: a row of `paid_by_client` or None."""
    revenue = paid.sum if paid and paid.sum else Decimal(0)
    hours, hour_worth = known.hours_beyond or 0.0, float(business.hour_worth)
    left = client_value.yearly_contribution(_sold(paid, known, business), 1.0, hours, hour_worth)
    nothing_known = not revenue and not known.hours_beyond
    retention = client_value.RETENTION if known.retention is None else known.retention
    worth = None if nothing_known else _exact(client_value.lifetime_value(left, retention))
    return Figures(revenue, _exact(left), worth)


def usual_margin(session: Session, client_id: int, business: Settings) -> tuple[float, bool]:
    """What is left of each sale to a client without a margin of their own, −1 to 1, and whether kinds of job say so."""
    paid = _paid(session, client_id)
    if not paid or paid.sum <= 0 or not paid.of_jobs:
        return float(business.margin), False
    left = paid.of_jobs / UNITS + paid.of_others / UNITS * float(business.margin)
    return min(max(left / float(paid.sum), -1.0), 1.0), True


def left_of(paid: Subquery, business: Settings) -> ColumnElement[Any]:
    """What a client leaves in a year, in SQL; `paid` by `paid_by_client`."""
    of_jobs, of_others = (func.coalesce(column / UNITS, 0.0) for column in (paid.c.of_jobs, paid.c.of_others))
    total = func.coalesce(type_coerce(paid.c.sum, Double) / UNITS, 0.0)
    sold = case((Client.margin.is_(None), of_jobs + of_others * float(business.margin)), else_=total * Client.margin)
    return sold - func.coalesce(Client.hours_beyond, 0.0) * float(business.hour_worth)


def worth_of(paid: Subquery, business: Settings) -> ColumnElement[Any]:
    """The sum of `client_value.lifetime_value`, in SQL."""
    kept = func.coalesce(Client.retention, client_value.RETENTION)
    return left_of(paid, business) * kept / (1 + client_value.DISCOUNT - kept)


def _paid(session: Session, id: int) -> Any:
    paid = paid_by_client([id])
    return session.execute(select(paid.c.sum, paid.c.of_jobs, paid.c.of_others)).first()


def _sold(paid: Any, known: Client | Any, business: Settings) -> float:
    """What is left of the sales: by the client's own margin, else by that of each kind of job, else as usual."""
    if not paid or paid.sum is None:
        return 0.0
    if known.margin is not None:
        return float(paid.sum) * float(known.margin)
    return float(paid.of_jobs) / UNITS + float(paid.of_others) / UNITS * float(business.margin)


def _exact(value: float) -> Decimal:
    return Decimal(value).quantize(CENT, ROUND_HALF_EVEN)
