"""Other firms from a file: who is new, who is here already, and how they are taken in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from clientcare.db.models import ImportBatch, Provider
from clientcare.services.batches import in_bites
from clientcare.services.checks import LINE, TEXT
from clientcare.services.importing import bulk
from clientcare.services.importing.bulk import Done
from clientcare.services.importing.clients import NOTHING_NEW, wanted
from clientcare.services.importing.plan import ASK, JOIN, Item, Party, Plan, clean, line
from clientcare.services.progress import Progress
from clientcare.texts import fold

if TYPE_CHECKING:
    from clientcare.incoming.people import Person

LONGEST_PHONE = 60
_FIELDS = ("does", "area", "person", "address", "phone", "email", "website", "tie", "notes")
_FITS = {  # a letter prints these: what a client could not use goes to the notes as it stood
    "email": re.compile(r"[^@\s]+@[^@\s]+"),
    "website": re.compile(r"\S+\.\S+"),
    "phone": re.compile(rf"(?=.*\d).{{1,{LONGEST_PHONE}}}"),
}


def firm(person: Person) -> tuple[str, dict[str, str]]:
    """The name of the firm a row is about, and the columns it fills; what has no column stands in the notes."""
    name = line(person.company or person.name, LINE)
    who = person.person or (person.name if person.company and fold(person.company) != fold(person.name) else "")
    firsts = {kind: contacts[0].value if contacts else "" for kind, contacts in _contacts(person).items()}
    found = {name: line(getattr(person, name), LINE) for name in ("does", "area", "website", "tie")}
    found |= {"person": line(who, LINE), "address": clean(firsts["address"], TEXT)}
    found |= {kind: line(firsts[kind], LINE) for kind in ("phone", "email")}
    unfit = [kind for kind, fits in _FITS.items() if found[kind] and not fits.fullmatch(found[kind])]
    more = [found.pop(kind) for kind in unfit]
    more += [each.value for contacts in _contacts(person).values() for each in contacts[1:]]
    found["notes"] = clean("\n\n".join(text for text in (person.notes, ", ".join(person.tags), *more) if text), TEXT)
    return name, {key: value for key, value in found.items() if value}


def _contacts(person: Person) -> dict[str, Any]:
    return {"address": person.addresses, "phone": person.phones, "email": person.emails}


def compare(session: Session, plan: Plan) -> None:
    """Find for each which firm here it is: of the same name, or for the owner to say, of the same e-mail or website."""
    names, ways = _here(session)
    for party in plan.parties:
        name, fields = firm(party.person)
        twin = names.get(fold(name))
        party.sure = twin is not None
        twin = twin or next((found for kind in ("email", "website") if (found := ways.get(_way(fields.get(kind, ""))))), None)
        if twin is not None:
            party.twin, party.twin_name = twin
            party.choice = JOIN if party.sure else ASK
    _leave_out_known(session, plan)


def _here(session: Session) -> tuple[dict[str, tuple[int, str]], dict[str, tuple[int, str]]]:
    names: dict[str, tuple[int, str]] = {}
    ways: dict[str, tuple[int, str]] = {}
    for id, name, email, website in session.execute(select(Provider.id, Provider.name, Provider.email, Provider.website)):
        names.setdefault(fold(name), (id, name))
        for way in filter(None, (_way(email), _way(website))):
            ways.setdefault(way, (id, name))
    return names, ways


def _way(text: str) -> str:
    """An e-mail or website however it is written."""
    return re.sub(r"^(https?://)?(www\.)?|/$", "", text.strip().casefold())


def _leave_out_known(session: Session, plan: Plan) -> None:
    here = facts(session, (party.twin for party in plan.parties if party.twin is not None))
    for item in plan.items:
        party = item.party
        if party is not None and party.twin in here and not gains(party, here[party.twin]):
            item.if_joined = NOTHING_NEW


def facts(session: Session, ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """The columns of these firms; one deleted meanwhile is not in it."""
    found: dict[int, dict[str, str]] = {}
    columns = [getattr(Provider, name) for name in _FIELDS]
    for some in in_bites(dict.fromkeys(ids)):
        for id, *values in session.execute(select(Provider.id, *columns).where(Provider.id.in_(some))):
            found[id] = dict(zip(_FIELDS, values, strict=True))
    return found


def gains(party: Party, here: Mapping[str, str]) -> dict[str, str]:
    """The columns a firm here would gain: those that are empty, and notes that are new."""
    _, fields = firm(party.person)
    new = {name: value for name, value in fields.items() if not here.get(name)}
    notes, known = fields.get("notes", ""), here.get("notes", "")
    if known and notes and notes not in known:
        new["notes"] = clean(f"{known}\n\n{notes}", TEXT)
    return new


def take_in(session: Session, taken: Sequence[Item], batch: ImportBatch, progress: Progress) -> Done:
    """Add who is new, and let the others gain what is new of them."""
    parties = wanted(taken)
    known = facts(session, (party.twin for party in parties if party.choice == JOIN and party.twin is not None))
    joining = [party for party in parties if party.choice == JOIN and party.twin in known]
    new = [firm(party.person) for party in parties if not (party.choice == JOIN and party.twin in known)]
    first = bulk.next_id(session, "provider")
    rows: list[dict[str, Any]] = [
        dict.fromkeys(_FIELDS, "") | fields | {"id": id, "name": name, "sort_key": fold(name), "import_id": batch.id}
        for id, (name, fields) in enumerate(new, first)
    ]
    bulk.add(session, "provider", rows, progress)
    changed = [_change(session, party, known) for bite in progress.bites(joining) for party in bite]
    changed = [each for each in changed if each["after"]]
    return Done(firms=[row["id"] for row in rows], joined=[each["provider"] for each in changed], changed=changed)


def _change(session: Session, party: Party, known: dict[int, dict[str, str]]) -> dict[str, Any]:
    assert party.twin is not None
    here = known[party.twin]
    new = gains(party, here)
    if new:
        session.execute(update(Provider).where(Provider.id == party.twin).values(**new))
    before = {name: here[name] for name in new}
    here.update(new)  # another row may join the same firm
    return {"provider": party.twin, "before": before, "after": new, "beside": []}
