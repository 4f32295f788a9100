"""The list of disputes: ids in any order, rows as they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, func, select, union_all
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Dispute
from clientcare.records import DisputeRow
from clientcare.services import plain
from clientcare.services.folding import fold

_ORDER: dict[str, tuple[Any, ...]] = {
    "due": (Dispute.due_on, Dispute.id),
    "opened": (Dispute.opened_at, Dispute.id),
    "title": (Dispute.sort_key, Dispute.id),
    "asked": (Dispute.asked, Dispute.id),
    "client": (Client.sort_key, Client.id, Dispute.id),
}


def ids(session: Session, status: str = "", text: str = "", sort: str = "due", descending: bool = False) -> list[int]:
    """Ids of the disputes with this status ("" = all), sorted by `due`, `opened`, `title`, `client` or `asked`.

    `text` is looked for in title, client and reference. What has no date or sum stands last, either way round.
    """
    query = select(Dispute.id).order_by(*_order(sort, descending))
    if sort == "client":
        query = query.join(Client, Client.id == Dispute.client_id)
    if words := fold(text):
        query = query.where(Dispute.id.in_(_holding(words)))
    if status:  # by client, the plus keeps SQLite on the index that gives the order: https://sqlite.org/optoverview.html
        named = sql("+dispute.status = :status").bindparams(status=status)
        query = query.where(named if sort == "client" else Dispute.status == status)
    return plain.ids(session, query)


def rows(session: Session, ids: Sequence[int]) -> list[DisputeRow]:
    """The rows of these disputes in the order of `ids`; one deleted meanwhile is left out."""
    found = {row.id: row for row in of(session, Dispute.id.in_(ids))}
    return [found[id] for id in ids if id in found]


def of(session: Session, condition: ColumnElement[bool]) -> list[DisputeRow]:
    """The rows that meet `condition`, the newest first."""
    d = Dispute
    query = (
        select(d.id, d.reference, d.title, d.client_id, Client.name, d.asked, d.status, d.stage)
        .add_columns(d.due_on, d.waiting_until, d.opened_at)
        .join(Client, Client.id == d.client_id)
        .where(condition)
        .order_by(d.opened_at.desc(), d.id.desc())
    )
    return [_row(row) for row in session.execute(query)]


def _row(row: Any) -> DisputeRow:
    values = [*row[:-1], row[-1].astimezone().date()]
    return DisputeRow(*values)


def _holding(words: str) -> CompoundSelect[int]:
    """Disputes with `words` in title, reference or client; three narrow indexes are read instead of the whole table."""
    by_client = select(Dispute.id).join(Client).where(func.instr(Client.sort_key, words) > 0)
    by_title = select(Dispute.id).where(func.instr(Dispute.sort_key, words) > 0)
    by_reference = select(Dispute.id).where(func.instr(Dispute.reference, words.upper()) > 0)
    return union_all(by_title, by_reference, by_client)


def _order(sort: str, descending: bool) -> list[ColumnElement[Any]]:
    if sort not in _ORDER:
        raise ValueError(f"disputes are not sorted by {sort!r}")
    keys = [key.desc() if descending else key.asc() for key in _ORDER[sort]]
    return [keys[0].nulls_last(), *keys[1:]] if sort in ("due", "asked") else keys
