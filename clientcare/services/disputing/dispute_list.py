"""The list of disputes: ids in any order, sifted and by step; rows as they are painted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Integer, Select, and_, func, literal_column, select, union_all
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Dispute, TimelineEvent
from clientcare.records import CONTACTS, DisputeRow, DisputeSift
from clientcare.services import checks, plain
from clientcare.services.disputing.stages import STAGES
from clientcare.texts import fold

_ORDER: dict[str, tuple[Any, ...]] = {
    "due": (Dispute.next_on, Dispute.id),
    "opened": (Dispute.opened_at, Dispute.id),
    "title": (Dispute.sort_key, Dispute.id),
    "asked": (Dispute.asked, Dispute.id),
    "client": (Client.sort_key, Client.id, Dispute.id),
}
_DAYS_DUE = {"week": 7, "month": 30}
_DAYS_OLD = {"month": 30, "quarter": 91, "older": -91, "year": -365}  # below zero: opened longer ago than that
DUE, OPENED = ("overdue", *_DAYS_DUE, "none"), tuple(_DAYS_OLD)
NOTHING = DisputeSift()


def ids(
    session: Session,
    status: str = "",
    text: str = "",
    sort: str = "due",
    descending: bool = False,
    sift: DisputeSift = NOTHING,
) -> list[int]:
    """Ids of the disputes with this status ("" = all), sorted by `due`, `opened`, `title`, `client` or `asked`.

    `text` is looked for in title, client and reference. What has no date or sum stands last, either way round.
    """
    return plain.ids(session, _query(status, text, sort, descending, sift))


def by_stage(session: Session, status: str = "", text: str = "", sift: DisputeSift = NOTHING) -> dict[str, list[int]]:
    """The same disputes by the step they stand at, in each what is due first; every step is there."""
    query = _query(status, text, "due", False, sift).add_columns(Dispute.stage)
    found: dict[str, list[int]] = {stage: [] for stage in STAGES}
    for id, stage in plain.rows(session, query):
        found[stage].append(id)
    return found


def rows(session: Session, ids: Sequence[int]) -> list[DisputeRow]:
    """The rows of these disputes in the order of `ids`; one deleted meanwhile is left out."""
    found = {row.id: row for row in of(session, Dispute.id.in_(ids))}
    return [found[id] for id in ids if id in found]


def of(session: Session, condition: ColumnElement[bool]) -> list[DisputeRow]:
    """The rows that meet `condition`, the newest first."""
    d = Dispute
    e = TimelineEvent
    touched = select(func.max(e.at)).where(e.dispute_id == d.id, e.at <= datetime.now(UTC), e.kind.in_(CONTACTS))
    query = (
        select(d.id, d.reference, d.title, d.client_id, Client.name, d.asked, d.status, d.stage)
        .add_columns(d.due_on, d.waiting_until, d.opened_at, d.paused_until, touched.scalar_subquery())
        .join(Client, Client.id == d.client_id)
        .where(condition)
        .order_by(d.opened_at.desc(), d.id.desc())
    )
    return [_row(row) for row in session.execute(query)]


def _row(row: Any) -> DisputeRow:
    *values, opened_at, paused_until, touched_at = row
    values += [opened_at.astimezone().date(), paused_until, touched_at]
    return DisputeRow(*values)


def _query(status: str, text: str, sort: str, descending: bool, sift: DisputeSift) -> Select[Any]:
    query = select(Dispute.id).order_by(*_order(sort, descending))
    if sort == "client":  # the plus: from the clients in their order to their disputes, never the other way
        query = query.join(Client, Dispute.client_id == literal_column("+client.id", Integer()))
    if words := fold(text):
        query = query.where(Dispute.id.in_(_holding(words)))
    sifting = list(_sifting(sift))
    if status:  # alone it has indexes of its own; by client SQLite is kept on the index that gives the order
        query = query.where(Dispute.status == status if sort != "client" and not sifting else _on_the_way("status") == status)
    if sift.client_id is not None:
        query = query.where(Dispute.client_id == sift.client_id)
    return query.where(*sifting)


def _sifting(sift: DisputeSift) -> Iterator[ColumnElement[bool]]:
    """The conditions but for status and client."""
    if sift.stage:
        checks.one_of("stage", sift.stage, STAGES)
        yield and_(_on_the_way("stage") == sift.stage, _on_the_way("status") != "closed")
    if sift.due:
        checks.one_of("due", sift.due, DUE)
        yield _due(sift.due, date.today())
    if sift.asked_from is not None:
        yield _on_the_way("asked") >= sift.asked_from
    if sift.asked_to is not None:
        yield _on_the_way("asked") <= sift.asked_to
    if sift.opened:
        checks.one_of("opened", sift.opened, OPENED)
        days = _DAYS_OLD[sift.opened]
        since = datetime.combine(date.today() - timedelta(days=abs(days)), time()).astimezone(UTC)
        yield _on_the_way("opened_at") >= since if days > 0 else _on_the_way("opened_at") < since


def _due(when: str, today: date) -> ColumnElement[bool]:
    day = _on_the_way("next_on")
    if when == "overdue":
        return day < today
    if when == "none":
        return and_(day.is_(None), _on_the_way("status") != "closed")
    return day.between(today, today + timedelta(days=_DAYS_DUE[when] - 1))


def _on_the_way(name: str) -> ColumnElement[Any]:
    """A column that is looked at on the way through the index that gives the order: the plus tells SQLite not to look for
    a nearer way, after which all it found would have to be sorted (https://sqlite.org/optoverview.html)."""
    column = Dispute.__table__.columns[name]
    return literal_column(f"+dispute.{column.name}", column.type)


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
