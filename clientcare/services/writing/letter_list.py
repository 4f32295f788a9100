"""The list of all letters: ids in any order, rows as they are painted, never a page or its content."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, column, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from clientcare.db.models import Client, Dispute, Provider, Sending, StoredLetter
from clientcare.records import LetterListRow, LetterView
from clientcare.services import checks, plain
from clientcare.services.writing.letter_standing import UNDER_WAY, standing, subject
from clientcare.texts import fold

STANDINGS = ("", "drafts", "sleeping", "waiting", "sent", "maybe")
_WAITING = ("waiting", "handing_over", "stopped")
_ID = StoredLetter.id.label("letter_id")
Conditions = list[ColumnElement[bool]]


def ids(
    session: Session,
    standing: str = "",
    text: str = "",
    sort: str = "at",
    descending: bool = True,
    *,
    kinds: Collection[str] = (),
) -> list[int]:
    """Ids of the letters that stand so ("" = all), sorted by `at`, `to` or `letter` (its kind, then its subject).

    `text` is looked for in whom they are written to, dispute, reference and subject; letters of `kinds` hold it in any case.
    """
    if standing not in STANDINGS or sort not in _ORDERED:
        raise ValueError(f"letters are not listed by {standing!r} and {sort!r}")
    conditions = _standing_so(standing)
    if words := fold(text):
        conditions.append(StoredLetter.id.in_(select(_holding(words, kinds).cte("holding").prefix_with("MATERIALIZED").c.id)))
    return plain.ids(session, _ORDERED[sort](conditions, descending))


def rows(session: Session, ids: Sequence[int]) -> list[LetterListRow]:
    """The rows of these letters in the order of `ids`; one deleted meanwhile is left out."""
    found = {row.id: row for row in (LetterListRow(*each) for each in session.execute(_rows(ids)))}
    return [found[id] for id in ids if id in found]


def view(session: Session, id: int) -> LetterView:
    """One letter as it is shown beside the list. WorldError if it is gone."""
    letter = checks.find(session, StoredLetter, id)
    return LetterView(rows(session, [id])[0], letter.state, letter.sha256)


def _rows(ids: Sequence[int]) -> Select[Any]:
    letter, newest = StoredLetter, aliased(Sending)
    last = select(func.max(newest.id)).where(newest.letter_id == letter.id).correlate(letter).scalar_subquery()
    return (
        select(letter.id, letter.dispute_id, letter.kind, func.coalesce(Provider.name, Client.name), Dispute.title)
        .add_columns(Dispute.reference, subject(), standing(), letter.how)
        .add_columns(func.coalesce(letter.sent_at, letter.written_at, type_=letter.written_at.type))
        .add_columns(letter.held_until, letter.sent_to, func.coalesce(Sending.tries, 0))
        .join(Dispute, Dispute.id == letter.dispute_id)
        .join(Client, Client.id == Dispute.client_id)
        .outerjoin(Provider, Provider.id == letter.provider_id)
        .outerjoin(Sending, Sending.id == last)
        .where(letter.id.in_(ids))
    )


# -- which


def _standing_so(standing: str) -> Conditions:
    """Said in short lists, so that the index that gives the order stays the one that is read."""
    id = StoredLetter.id
    held = select(StoredLetter.id).where(StoredLetter.held_until.is_not(None))
    drafts = select(StoredLetter.id).where(StoredLetter.state == "draft")
    unsent = select(StoredLetter.id).where(StoredLetter.state.in_(("draft", "outbox")))
    own: dict[str, Conditions] = {
        "drafts": [id.in_(drafts), id.not_in(held)],
        "sleeping": [id.in_(held)],
        "waiting": [id.in_(_in_mail(_WAITING))],
        "sent": [id.not_in(unsent), id.not_in(_in_mail(UNDER_WAY))],
        "maybe": [id.in_(_in_mail(("maybe",)))],
    }
    return own.get(standing, [])


def _in_mail(states: Collection[str]) -> Select[int]:
    """Letters whose newest e-mail is in one of these states."""
    newer = aliased(Sending)
    later = select(newer.id).where(newer.letter_id == Sending.letter_id, newer.id > Sending.id).correlate(Sending)
    return select(Sending.letter_id).where(Sending.state.in_(states), ~later.exists())


def _holding(words: str, kinds: Collection[str]) -> CompoundSelect[int]:
    """Letters with `words` about them; narrow indexes are read instead of the whole table."""
    letter = StoredLetter
    clients = select(Client.id).where(func.instr(Client.sort_key, words) > 0)
    disputes = union_all(
        select(Dispute.id).where(func.instr(Dispute.sort_key, words) > 0),
        select(Dispute.id).where(func.instr(Dispute.reference, words.upper()) > 0),
        select(Dispute.id).where(Dispute.client_id.in_(clients)),
    )
    firms = select(Provider.id).where(func.instr(Provider.sort_key, words) > 0)
    return union_all(
        select(letter.id).where(letter.dispute_id.in_(disputes)),
        select(letter.id).where(letter.provider_id.in_(firms)),
        select(letter.id).where(or_(func.instr(letter.sort_key, words) > 0, letter.kind.in_(kinds))),
    )


# -- in which order


def _by_moment(conditions: Conditions, descending: bool) -> Any:
    """What has gone by the day it went, the rest by the day it was last worked on: lists in order already, merged."""
    letter = StoredLetter
    moments = {"done": letter.sent_at, "draft": letter.written_at, "outbox": letter.written_at}
    parts = [select(_ID, at.label("at")).where(letter.state == state, *conditions) for state, at in moments.items()]
    return _merged(parts, "at", descending)


def _by_name(conditions: Conditions, descending: bool) -> Any:
    """By whom they are written to: the client, or the firm where there is one."""
    letter, firm = StoredLetter, aliased(StoredLetter)
    to_firms = select(firm.id).join(Provider, Provider.id == firm.provider_id)
    # The sums keep SQLite from starting at the letters: the clients' index gives the order.
    clients = select(_ID, Client.sort_key.label("name")).select_from(Client)
    clients = clients.join(Dispute, Dispute.client_id == Client.id + 0).join(letter, letter.dispute_id == Dispute.id + 0)
    firms = select(_ID, Provider.sort_key.label("name")).join(Provider, letter.provider_id == Provider.id + 0)
    return _merged([clients.where(letter.id.not_in(to_firms), *conditions), firms.where(*conditions)], "name", descending)


def _by_kind(conditions: Conditions, descending: bool) -> Any:
    keys = (StoredLetter.kind, StoredLetter.sort_key, StoredLetter.id)
    return select(StoredLetter.id).where(*conditions).order_by(*(key.desc() if descending else key for key in keys))


def _merged(parts: Sequence[Select[*tuple[Any, ...]]], key: str, descending: bool) -> Any:
    keys: list[ColumnElement[Any]] = [column(key), column("letter_id")]
    return union_all(*parts).order_by(*(each.desc() if descending else each for each in keys))


_ORDERED = {"at": _by_moment, "to": _by_name, "letter": _by_kind}
