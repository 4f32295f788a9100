"""Clients: the list, one client with all their page shows, what is typed about them, putting away, deleting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Dispute, Payment, StoredLetter
from clientcare.letters.communication import STYLES
from clientcare.records import ClientDetail, LetterListRow, PersonRow
from clientcare.said import mark
from clientcare.services import checks, settings
from clientcare.services.batches import all_of, in_bites
from clientcare.services.disputing import dispute_list
from clientcare.services.people.client_filter import LONG_AGO
from clientcare.services.people.client_list import ids, names_of, rows, suggest
from clientcare.services.people.contacts import rows as contact_rows
from clientcare.services.people.tags import of as tags_of
from clientcare.services.people.worth import a_year_ago, figures_of
from clientcare.services.sending.outbox_rows import none_leaving
from clientcare.services.writing import letter_list
from clientcare.texts import fold

__all__ = [
    "any_archived",
    "archive",
    "create",
    "delete",
    "delete_all",
    "detail",
    "ids",
    "rows",
    "suggest",
    "take_back",
    "update",
]

_OWN = {"id", "sort_key", "added_at", "marks", "archived_at", "import_id"}
EDITABLE = tuple(c.name for c in Client.__table__.columns if c.name not in _OWN)
_RANGES = {"hours_beyond": (0, 8760), "clients_sent": (0, 1000)}
_SHARES = {"margin": (-1, 1), "retention": (0, 1)}


def detail(session: Session, id: int) -> ClientDetail:
    """One client; disputes and letters newest first. WorldError if the client was deleted."""
    client = checks.find(session, Client, id)
    sender = names_of(session, [client.sent_by_id]) if client.sent_by_id else {}
    known = settings.load(session)
    money = figures_of(session, client, known)
    total = paid(session)
    return ClientDetail(
        id,
        client.name,
        {name: getattr(client, name) for name in EDITABLE},
        money.revenue,
        float(money.revenue / total) if total > 0 else None,
        money.worth,
        money.contribution,
        tuple(dispute_list.of(session, Dispute.client_id == id)),
        known.own_style,
        contact_rows(session, id),
        tags_of(session, [id]).get(id, ()),
        client.archived_at is not None,
        next((PersonRow(*one) for one in sender.items()), None),
        _sent_by(session, id),
        tuple(_letters(session, id)),
    )


def _sent_by(session: Session, id: int) -> tuple[PersonRow, ...]:
    """Whom this client has sent to us, by name."""
    sent = select(Client.id, Client.name).where(Client.sent_by_id == id).order_by(Client.sort_key, Client.id)
    return tuple(PersonRow(*row) for row in session.execute(sent))


def _letters(session: Session, id: int) -> list[LetterListRow]:
    theirs = select(StoredLetter.id).join(Dispute).where(Dispute.client_id == id)
    found = list(session.scalars(theirs))
    letters = letter_list.rows(session, found) if found else []
    return sorted(letters, key=lambda letter: (letter.at, letter.id), reverse=True)


def paid(session: Session, id: int | None = None) -> Decimal:
    """What came in during the last 365 days, from one client or from all."""
    query = select(func.sum(Payment.amount)).where(Payment.paid_on > a_year_ago())
    return session.scalar(query if id is None else query.where(Payment.client_id == id)) or Decimal(0)


def create(session: Session, name: str) -> int:
    client = Client(added_at=datetime.now(UTC))
    checks.change(client, {"name": name}, EDITABLE)
    client.sort_key = fold(client.name)
    session.add(client)
    session.flush()
    return client.id


def update(session: Session, id: int, **fields: Any) -> None:
    """Change fields by column name. InvalidInput names the one that cannot be as typed; nothing is then changed."""
    client = checks.find(session, Client, id)
    kept = checks.checked(Client, fields, EDITABLE)
    if kept.get("style"):
        checks.one_of("style", kept["style"], STYLES)
    for name, (least, most) in _RANGES.items():
        checks.between(name, kept.get(name), least, most)
    for name, (least, most) in _SHARES.items():
        checks.share(name, kept.get(name), least, most)
    if kept.get("sent_by_id"):
        _check_sender(session, id, kept["sent_by_id"])
    checks.change(client, kept, EDITABLE)
    client.sort_key = fold(client.name)


def _check_sender(session: Session, id: int, sender: int) -> None:
    if sender == id:
        checks.objection("sent_by_id", mark("Nobody sends themselves. Choose the client who named you to them."))
    checks.find(session, Client, sender)


def archive(session: Session, ids: Iterable[int]) -> int:
    """Put these clients away, out of the lists; nothing of theirs changes. How many were not put away before."""
    return _put(session, ids, datetime.now(UTC))


def take_back(session: Session, ids: Iterable[int]) -> int:
    """Take these clients back into the lists. How many had been put away."""
    return _put(session, ids, None)


def _put(session: Session, ids: Iterable[int], at: datetime | None) -> int:
    n = 0
    for client in _some(session, ids):
        if (client.archived_at is None) != (at is None):
            client.archived_at = at
            n += 1
    return n


def delete(session: Session, id: int) -> None:
    """Delete the client with all that is theirs. WorldError if deleted already, or while an e-mail to them is leaving."""
    checks.find(session, Client, id)
    delete_all(session, [id])


def delete_all(session: Session, ids: Sequence[int]) -> int:
    """Delete these clients with all that is theirs; how many. WorldError, nothing deleted, while an e-mail is leaving."""
    n = 0
    for some in in_bites(ids):
        none_leaving(session, Dispute.client_id.in_(some))
        for sent in session.scalars(select(Client).where(Client.sent_by_id.in_(some))):
            sent.sent_by_id = None
    with session.no_autoflush:  # one flush for all
        for client in _some(session, ids, *all_of(Client)):
            session.delete(client)
            n += 1
    return n


def _some(session: Session, ids: Iterable[int], *along: Any) -> Iterator[Client]:
    """These clients, read with these options; one deleted meanwhile is left out."""
    for some in in_bites(ids):
        yield from session.scalars(select(Client).where(Client.id.in_(some)).options(*along))


def any_archived(session: Session) -> bool:
    """Whether anybody is put away."""
    return session.scalar(select(Client.id).where(Client.archived_at > LONG_AGO).limit(1)) is not None
