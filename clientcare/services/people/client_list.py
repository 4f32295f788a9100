"""The list of clients: ids in any order, rows with their money figures, all worked out in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from sqlalchemy import ColumnElement, Double, Select, Subquery, case, func, select, type_coerce
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Dispute, Payment
from clientcare.decision import client_value
from clientcare.records import ClientRow
from clientcare.services import plain, settings
from clientcare.services.folding import fold
from clientcare.settings import Settings

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Figures:
    """A client's money: paid in the last 365 days, left of it a year, and the lifetime value (None: nothing known)."""

    revenue: Decimal
    contribution: Decimal
    worth: Decimal | None


def ids(session: Session, text: str = "", sort: str = "name", descending: bool = False) -> list[int]:
    """Ids of the clients whose name holds `text`, sorted by `name`, `revenue`, `worth` or `open` (disputes)."""
    query = select(Client.id)
    if words := fold(text):
        query = query.where(func.instr(Client.sort_key, words) > 0)
    query = _sorted(query, sort, descending, settings.load(session) if sort == "worth" else None)
    return plain.ids(session, query)


def rows(session: Session, ids: Sequence[int]) -> list[ClientRow]:
    """The rows of these clients in the order of `ids`; one deleted meanwhile is left out."""
    paid = paid_by_client(ids)
    disputes = select(Dispute.client_id, func.count().label("n")).where(Dispute.client_id.in_(ids), Dispute.status != "closed")
    open_ = disputes.group_by(Dispute.client_id).subquery()
    query = (
        select(Client.id, Client.name, Client.email, Client.phone, Client.margin, Client.hours_beyond, Client.retention)
        .add_columns(paid.c.sum, func.coalesce(open_.c.n, 0))
        .outerjoin(paid, paid.c.client_id == Client.id)
        .outerjoin(open_, open_.c.client_id == Client.id)
        .where(Client.id.in_(ids))
    )
    business = settings.load(session)
    found = {row[0]: _row(row, business) for row in session.execute(query)}
    return [found[id] for id in ids if id in found]


def suggest(session: Session, text: str, limit: int = 8) -> list[tuple[int, str]]:
    """Clients to choose from while a name is typed: those that begin with it first."""
    words = fold(text)
    begins = case((func.instr(Client.sort_key, words) == 1, 0), else_=1)
    query = select(Client.id).where(func.instr(Client.sort_key, words) > 0)
    found = plain.ids(session, query.order_by(begins, Client.sort_key, Client.id).limit(limit))
    clients = session.execute(select(Client.id, Client.name).where(Client.id.in_(found)))
    names = {client.id: client.name for client in clients}
    return [(id, names[id]) for id in found]


def figures(revenue: Decimal | None, known: Client | Any, business: Settings) -> Figures:
    """The figures of a client, or of a row with margin, hours_beyond and retention; gaps come from the settings."""
    margin = float(business.margin) if known.margin is None else known.margin
    paid = revenue or Decimal(0)
    left = client_value.yearly_contribution(float(paid), margin, known.hours_beyond or 0.0, float(business.hour_worth))
    nothing_known = not paid and not known.hours_beyond
    retention = client_value.RETENTION if known.retention is None else known.retention
    worth = None if nothing_known else _exact(client_value.lifetime_value(left, retention))
    return Figures(paid, _exact(left), worth)


def a_year_ago() -> date:
    return date.today() - timedelta(days=365)


def left_of(paid: Subquery, business: Settings) -> ColumnElement[Any]:
    """What a client leaves in a year, the sum of `client_value.yearly_contribution` in SQL; `paid` by `paid_by_client`."""
    margin = func.coalesce(Client.margin, float(business.margin))
    hours = func.coalesce(Client.hours_beyond, 0.0) * float(business.hour_worth)
    in_units = type_coerce(paid.c.sum, Double) / 1000.0  # money is stored in whole thousandths
    return func.coalesce(in_units, 0.0) * margin - hours


def _exact(value: float) -> Decimal:
    return Decimal(value).quantize(CENT, ROUND_HALF_EVEN)


def _row(row: Any, business: Settings) -> ClientRow:
    money = figures(row.sum, row, business)
    return ClientRow(row.id, row.name, row.email, row.phone, money.revenue, money.worth, row[-1])


def paid_by_client(ids: Sequence[int] | None = None) -> Subquery:
    """What each client paid in the last 365 days, as `sum` by `client_id`; who paid nothing is not in it."""
    query = select(Payment.client_id, func.sum(Payment.amount).label("sum")).where(Payment.paid_on > a_year_ago())
    if ids is not None:
        query = query.where(Payment.client_id.in_(ids))
    return query.group_by(Payment.client_id).subquery()


def _sorted(query: Select[int], sort: str, descending: bool, business: Settings | None) -> Select[int]:
    if sort == "name":
        order: list[ColumnElement[Any]] = [Client.sort_key.expression]
    elif sort == "open":
        count = select(func.count()).where(Dispute.client_id == Client.id, Dispute.status != "closed")
        order = [count.scalar_subquery()]
    elif sort in ("revenue", "worth"):
        paid = paid_by_client()
        query = query.outerjoin(paid, paid.c.client_id == Client.id)
        order = [func.coalesce(paid.c.sum, 0)] if business is None else _worth(paid, business)
    else:
        raise ValueError(f"clients are not sorted by {sort!r}")
    turned = [key.desc() if descending else key for key in order]
    return query.order_by(*turned, Client.id.desc() if descending else Client.id)


def _worth(paid: Subquery, business: Settings) -> list[ColumnElement[Any]]:
    """The sum of `client_value.lifetime_value`, in SQL."""
    kept = func.coalesce(Client.retention, client_value.RETENTION)
    return [left_of(paid, business) * kept / (1 + client_value.DISCOUNT - kept)]
