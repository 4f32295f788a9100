"""Somebody in a file and the client or firm here they may be, fact by fact, for the owner to compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, ContactPoint, Dispute, Payment, Provider
from clientcare.services import checks
from clientcare.services.importing.plan import PROVIDERS, Party
from clientcare.services.people import tags

if TYPE_CHECKING:
    from clientcare.incoming.people import Person

FACTS = ("name", "email", "phone", "address", "website", "tags", "notes")
_COLUMNS = {"email": "emails", "phone": "phones", "address": "addresses"}


@dataclass(frozen=True)
class Sides:
    """Facts by key, "" where nothing is known, several values below each other; what there is here besides is counted."""

    file: dict[str, str]
    here: dict[str, str]
    payments: int = 0
    disputes: int = 0


def sides(session: Session, kind: str, party: Party) -> Sides:
    """Both beside each other; `here` is empty where they are new. Gone if the one here was deleted meanwhile."""
    file = of_file(party.person)
    if party.twin is None:
        return Sides(file, {})
    if kind == PROVIDERS:
        firm = checks.find(session, Provider, party.twin)
        return Sides(file, {key: getattr(firm, key, "") for key in FACTS})
    client = checks.find(session, Client, party.twin)
    counts = [
        session.scalar(select(func.count()).select_from(each).where(each.client_id == client.id)) or 0
        for each in (Payment, Dispute)
    ]
    return Sides(file, _of_client(session, client), *counts)


def of_file(person: Person) -> dict[str, str]:
    found = {key: "\n".join(each.value for each in getattr(person, plural)) for key, plural in _COLUMNS.items()}
    name = person.name if person.company in ("", person.name) else f"{person.name}\n{person.company}"
    return found | {"name": name, "website": person.website, "tags": ", ".join(person.tags), "notes": person.notes}


def _of_client(session: Session, client: Client) -> dict[str, str]:
    found = {key: [getattr(client, key)] if getattr(client, key) else [] for key in _COLUMNS}
    p = ContactPoint
    for kind, value in session.execute(select(p.kind, p.value).where(p.client_id == client.id).order_by(p.position, p.id)):
        found[kind].append(value)
    words = ", ".join(tags.of(session, [client.id]).get(client.id, ()))
    joined = {key: "\n".join(values) for key, values in found.items()}
    return joined | {"name": client.name, "website": "", "tags": words, "notes": client.notes}
