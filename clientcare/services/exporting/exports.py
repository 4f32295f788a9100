"""All that is known of clients and their payments, for a file of one's own; what other lists show, their own services read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, ContactPoint, Payment
from clientcare.records import ExportedClient, ExportedPayment
from clientcare.services import settings
from clientcare.services.batches import in_bites
from clientcare.services.people import client_list, tags

_PLAIN = ("id", "name", "greeting", "email", "phone", "address", "language", "notes", "added_at", "archived_at")


def clients(session: Session, ids: Sequence[int]) -> list[ExportedClient]:
    """These clients in the order of `ids`; one deleted meanwhile is left out."""
    found: dict[int, ExportedClient] = {}
    for some in in_bites(ids):
        found |= _clients(session, some)
    return [found[id] for id in ids if id in found]


def _clients(session: Session, ids: Sequence[int]) -> dict[int, ExportedClient]:
    tagged, contacts = tags.of(session, ids), _contacts(session, ids)
    money = {row.id: row for row in client_list.rows(session, ids)}
    query = select(*(getattr(Client, name) for name in _PLAIN)).where(Client.id.in_(ids))
    found: dict[int, ExportedClient] = {}
    for row in session.execute(query):
        known = dict(zip(_PLAIN, row, strict=True))
        worth = {name: getattr(money[row.id], name) for name in ("yearly_revenue", "worth", "disputes_open")}
        found[row.id] = ExportedClient(**known, **worth, tags=tagged.get(row.id, ()), contacts=contacts.get(row.id, ()))
    return found


def _contacts(session: Session, ids: Sequence[int]) -> dict[int, tuple[tuple[str, str, str], ...]]:
    point = ContactPoint
    query = select(point.client_id, point.kind, point.label, point.value).where(point.client_id.in_(ids), point.value != "")
    found: dict[int, tuple[tuple[str, str, str], ...]] = {}
    for id, kind, label, value in session.execute(query.order_by(point.client_id, point.position, point.id)):
        found[id] = (*found.get(id, ()), (kind, label, value))
    return found


def payments(session: Session, client_ids: Sequence[int]) -> list[ExportedPayment]:
    """All payments of these clients: client by client in their order, the newest first."""
    currency = settings.load(session).currency
    p = Payment
    found: dict[int, list[ExportedPayment]] = {}
    for some in in_bites(client_ids):
        query = select(p.client_id, p.paid_on, Client.name, Client.email, p.amount, p.what, p.job, p.reference).join(Client)
        for id, *row in session.execute(query.where(p.client_id.in_(some)).order_by(p.paid_on.desc(), p.id.desc())):
            found.setdefault(id, []).append(_payment(row, currency))
    return [one for id in client_ids for one in found.get(id, ())]


def _payment(row: Sequence[Any], currency: str) -> ExportedPayment:
    names = (field.name for field in fields(ExportedPayment))
    return ExportedPayment(**dict(zip(names, (*row, currency), strict=True)))
