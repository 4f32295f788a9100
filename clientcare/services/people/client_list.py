"""The list of clients: ids in any order, rows with their money figures, all worked out in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Dispute
from clientcare.records import ClientRow
from clientcare.services import plain, settings
from clientcare.services.people import tags
from clientcare.services.people.client_filter import conditions
from clientcare.services.people.worth import figures, paid_by_client, worth_of
from clientcare.settings import Settings
from clientcare.texts import fold


def ids(
    session: Session,
    text: str = "",
    sort: str = "name",
    descending: bool = False,
    *,
    show: str = "",
    tag: str = "",
    disputes: str = "",
) -> list[int]:
    """Ids of the clients found by `client_filter.conditions`, sorted by `name`, `revenue`, `worth` or `open` (disputes)."""
    query = select(Client.id).where(*conditions(text, show, tag, disputes))
    query = _sorted(query, sort, descending, settings.load(session) if sort == "worth" else None)
    return plain.ids(session, query)


def rows(session: Session, ids: Sequence[int]) -> list[ClientRow]:
    """The rows of these clients in the order of `ids`; one deleted meanwhile is left out."""
    paid = paid_by_client(ids)
    disputes = select(Dispute.client_id, func.count().label("n")).where(Dispute.client_id.in_(ids), Dispute.status != "closed")
    open_ = disputes.group_by(Dispute.client_id).subquery()
    query = (
        select(Client.id, Client.name, Client.email, Client.phone, Client.margin, Client.hours_beyond, Client.retention)
        .add_columns(Client.archived_at, paid.c.sum, paid.c.of_jobs, paid.c.of_others, func.coalesce(open_.c.n, 0))
        .outerjoin(paid, paid.c.client_id == Client.id)
        .outerjoin(open_, open_.c.client_id == Client.id)
        .where(Client.id.in_(ids))
    )
    business, tagged = settings.load(session), tags.of(session, ids)
    found = {row[0]: _row(row, business, tagged.get(row[0], ())) for row in session.execute(query)}
    return [found[id] for id in ids if id in found]


def suggest(session: Session, text: str, limit: int = 8) -> list[tuple[int, str]]:
    """Clients to choose from while a name is typed: those that begin with it first, those put away last."""
    words = fold(text)
    order = Client.archived_at.is_not(None), case((func.instr(Client.sort_key, words) == 1, 0), else_=1)
    query = select(Client.id).where(func.instr(Client.sort_key, words) > 0)
    found = plain.ids(session, query.order_by(*order, Client.sort_key, Client.id).limit(limit))
    names = names_of(session, found)
    return [(id, names[id]) for id in found]


def names_of(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The names of these clients by id; one deleted meanwhile is not in it."""
    return {row.id: row.name for row in session.execute(select(Client.id, Client.name).where(Client.id.in_(ids)))}


def _row(row: Any, business: Settings, tagged: tuple[str, ...]) -> ClientRow:
    money, archived = figures(row, row, business), row.archived_at is not None
    return ClientRow(row.id, row.name, row.email, row.phone, money.revenue, money.worth, row[-1], tagged, archived)


def _sorted(query: Select[int], sort: str, descending: bool, business: Settings | None) -> Select[int]:
    if sort == "name":
        order: list[ColumnElement[Any]] = [Client.sort_key.expression]
    elif sort == "open":
        count = select(func.count()).where(Dispute.client_id == Client.id, Dispute.status != "closed")
        order = [count.scalar_subquery()]
    elif sort in ("revenue", "worth"):
        paid = paid_by_client()
        query = query.outerjoin(paid, paid.c.client_id == Client.id)
        order = [func.coalesce(paid.c.sum, 0)] if business is None else [worth_of(paid, business)]
    else:
        raise ValueError(f"clients are not sorted by {sort!r}")
    turned = [key.desc() if descending else key for key in order]
    return query.order_by(*turned, Client.id.desc() if descending else Client.id)
