"""The clients as address cards (vCard 3.0, RFC 2426), which every address book takes in, and ClientCare's own import too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from clientcare.db.models import Client, ContactPoint, Tag
from clientcare.services.batches import in_bites
from clientcare.services.exporting.parcel import Parcel, beside, columns

FILE = "clients.vcf"
_KINDS = {"email": "email", "phone": "tel", "address": "adr"}
_USES = {"work": "WORK", "home": "HOME", "mobile": "CELL"}
# A card has no place for what is no letter, nor for the signs that some programs take for the end of a line.
_NO_LETTER = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_LINES = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def write(parcel: Parcel) -> None:
    ids = parcel.session.scalars(select(Client.id).order_by(Client.sort_key, Client.id)).all()
    with parcel.text(FILE) as out:
        for some in in_bites(ids):
            out.writelines(_card(*known) for known in parcel.counted(_clients(parcel, some)))


def _clients(parcel: Parcel, ids: Any) -> Iterator[tuple[Any, list[Any], list[Any]]]:
    session = parcel.session
    found = {row.id: row for row in session.execute(select(*columns(Client)).where(Client.id.in_(ids)))}
    point, tag = ContactPoint, Tag
    contacts = beside(session, select(*columns(point)).order_by(point.position, point.id), point.client_id, ids)
    tags = beside(session, select(*columns(tag)).order_by(tag.sort_key), tag.client_id, ids)
    for id in ids:
        yield found[id], contacts.get(id, []), tags.get(id, [])


def _card(client: Any, contacts: list[Any], tags: list[Any]) -> str:
    import vobject

    card = vobject.vCard()
    card.add("fn").value = _text(client.name)
    card.add("n").value = vobject.vcard.Name(family=_text(client.name))
    for kind in _KINDS:
        _add(card, kind, getattr(client, kind), getattr(client, f"{kind}_label"), first=True)
    for contact in contacts:
        _add(card, contact.kind, contact.value, contact.label)
    if client.notes:
        card.add("note").value = _text(client.notes)
    if tags:
        card.add("categories").value = [_text(tag.text) for tag in tags]
    if client.language:
        card.add("lang").value = client.language
    return str(card.serialize(validate=False))


def _add(card: Any, kind: str, value: str, label: str, *, first: bool = False) -> None:
    """One way to reach them; a label of the owner's own stands beside it, as Apple and others write it."""
    import vobject

    if not value.strip():
        return
    line = card.add(_KINDS[kind])
    text = _text(value)
    line.value = vobject.vcard.Address(street=text) if kind == "address" else text
    types = [_USES[label]] if label in _USES else []
    if first:
        types.append("PREF")
    if types:
        line.type_param = types
    if label and label not in _USES:
        line.group = f"item{sum(1 for _ in card.getChildren())}"
        own = card.add("x-ablabel")
        own.value, own.group = _text(label), line.group


def _text(text: str) -> str:
    return _NO_LETTER.sub("", _LINES.sub("\n", text))
