"""Clients from a file: who is new, who is here already, and how they are taken in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from clientcare.db.models import Client, ContactPoint, ImportBatch, Tag
from clientcare.incoming.values import parse_date
from clientcare.said import Said, mark
from clientcare.services.batches import in_bites
from clientcare.services.checks import LINE
from clientcare.services.importing import bulk
from clientcare.services.importing.bulk import Done
from clientcare.services.importing.gains import Facts, Gains, gains
from clientcare.services.importing.namesakes import Namesakes
from clientcare.services.importing.plan import ASK, JOIN, Item, Party, Plan, line
from clientcare.services.progress import Progress
from clientcare.texts import fold

if TYPE_CHECKING:
    from clientcare.incoming.people import Person
    from clientcare.services.people.duplicates import AsRead, Everyone

SURE = 0.85  # how alike somebody here must be to be joined without a question
NAMELESS = Said(mark("No name, company or e-mail stands in this row"))
NOTHING_NEW = Said(mark("Here already, with nothing new"))
STILL_HERE = "SELECT id FROM client WHERE id IN (SELECT value FROM json_each(?))"
_WORDS = re.compile(r"[^\s,;:/*]+")
_TEXTS = ("greeting", "address", "email", "phone", "notes")


class Here:
    """The clients there are, read by `here`, to be compared with a file away from the database."""

    def __init__(self, read: AsRead) -> None:
        self._read = read
        self.names = {id: name for id, name, *_ in read.clients}

    @cached_property
    def everyone(self) -> Everyone:
        """Ready to find who is like somebody; made when it is first needed, which takes a while where there are many."""
        from clientcare.services.people import duplicates

        return duplicates.made_ready(self._read)

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        """The ids of all of one name, by the folded name."""
        found: dict[str, list[int]] = {}
        for id, name in self.names.items():
            found.setdefault(fold(name), []).append(id)
        return found

    @cached_property
    def _by_word(self) -> dict[str, list[tuple[frozenset[str], int]]]:
        """All with a name of several words, by the longest of them."""
        found: dict[str, list[tuple[frozenset[str], int]]] = {}
        for name, ids in self.by_name.items():
            if len(words := frozenset(name.replace(",", " ").split())) > 1:
                found.setdefault(max(words, key=len), []).extend((words, id) for id in ids)
        return found

    def named_in(self, folded: str) -> list[int]:
        """The ids of all whose name's words all stand in a text, in any order."""
        words = frozenset(_WORDS.findall(folded))
        return [id for word in words for needed, id in self._by_word.get(word, ()) if needed <= words]

    @cached_property
    def by_email(self) -> dict[str, set[int]]:
        """The ids of all who have an e-mail, by the e-mail folded."""
        found: dict[str, set[int]] = {}
        mails = [(id, email) for id, _, email, _ in self._read.clients if email]
        mails += [(id, value) for id, kind, value in self._read.contacts if kind == "email"]
        for id, email in mails:
            found.setdefault(email.strip().casefold(), set()).add(id)
        return found


def here(session: Session) -> Here:
    from clientcare.services.people import duplicates

    return Here(duplicates.read(session))


def items(people: Iterable[tuple[int, Person]]) -> tuple[list[Item], list[Party]]:
    """A row each; of those who are the same in the file the first one gets what the others know."""
    made: list[Item] = []
    namesakes = Namesakes()
    for number, person in people:
        if not person.name:
            made.append(Item(number, None, NAMELESS))
        elif (same := namesakes.meet(number, person)) is None:
            made.append(Item(number, namesakes.last))
        else:
            made.append(Item(number, None, Said(mark("Goes together with row {row}"), {"row": same})))
    return made, namesakes.parties


def compare(plan: Plan, known: Here, progress: Progress) -> None:
    """Find for each who of the clients here they are or look like."""
    for bite in progress.bites(plan.parties, 100):
        for party in bite:
            person = party.person
            emails, phones = ([each.value for each in contacts] for contacts in (person.emails, person.phones))
            found = known.everyone.like(person.name, emails, phones)
            if found:
                sure = found[0].likeness >= SURE and (len(found) == 1 or found[1].likeness < SURE)
                party.twin, party.twin_name = found[0].client_id, known.names.get(found[0].client_id, "")
                party.sure, party.choice = sure, JOIN if sure else ASK


def leave_out_known(session: Session, plan: Plan) -> None:
    """Say of every row that would join a client here whether there is anything new in it."""
    twins = facts(session, (party.twin for party in plan.parties if party.twin is not None))
    for item in plan.items:
        party = item.party
        if party is not None and party.twin in twins and not gains(party.person, twins[party.twin]):
            item.if_joined = NOTHING_NEW


def facts(session: Session, ids: Iterable[int]) -> dict[int, Facts]:
    """These clients as they stand here; one deleted meanwhile is not in it."""
    found: dict[int, Facts] = {}
    for some in in_bites(dict.fromkeys(ids)):
        contacts, tags = _by_client(session, ContactPoint, some), _by_client(session, Tag, some)
        columns = (Client.id, Client.name, *(getattr(Client, name) for name in _TEXTS))
        for id, name, *texts in session.execute(select(*columns).where(Client.id.in_(some))):
            ways_here = tuple((kind, value) for kind, value in contacts.get(id, ()))
            keys = frozenset(key for key, _ in tags.get(id, ()))
            found[id] = Facts(name, dict(zip(_TEXTS, texts, strict=True)), ways_here, keys)
    return found


def _by_client(session: Session, entity: type[ContactPoint] | type[Tag], ids: Sequence[int]) -> dict[int, list[Any]]:
    pair = (entity.kind, entity.value) if entity is ContactPoint else (entity.sort_key, entity.text)  # type: ignore[union-attr]
    found: dict[int, list[Any]] = {}
    for id, *rest in session.execute(select(entity.client_id, *pair).where(entity.client_id.in_(ids)).order_by(entity.id)):
        found.setdefault(id, []).append(rest)
    return found


def take_in(session: Session, taken: Sequence[Item], batch: ImportBatch, progress: Progress) -> Done:
    """Add who is new, and let the others gain what is new of them."""
    ids, known = place(session, taken, batch, progress)
    joining = [(twin, party.person) for party in wanted(taken) if (twin := ids[id(party)]) in known]
    changed = _join(session, joining, facts(session, known), progress)
    new = [each for each in ids.values() if each not in known]
    return Done(clients=new, joined=[each["client"] for each in changed], changed=changed)


def wanted(taken: Sequence[Item]) -> list[Party]:
    """Those the rows that go in name, each once."""
    return list({id(item.party): item.party for item in taken if item.party is not None}.values())


def place(
    session: Session, taken: Sequence[Item], batch: ImportBatch, progress: Progress
) -> tuple[dict[int, int], set[int]]:
    """Add who is new: the id of everybody by `id(party)`, and the ids of those who were here before."""
    parties = wanted(taken)
    known = _still_here(session, {party.twin for party in parties if party.choice == JOIN and party.twin is not None})
    first = bulk.next_id(session, "client")
    ids: dict[int, int] = {}
    whole: list[tuple[int, Person]] = []
    for party in parties:
        # Who was deleted meanwhile is new after all.
        if party.choice == JOIN and party.twin is not None and party.twin in known:
            ids[id(party)] = party.twin
        else:
            ids[id(party)] = first + len(whole)
            whole.append((first + len(whole), party.person))
    _add(session, whole, batch, progress)
    return ids, known


def _still_here(session: Session, ids: set[int]) -> set[int]:
    given = (json.dumps(list(ids)),)
    return set(session.connection().exec_driver_sql(STILL_HERE, given).scalars())


def _add(session: Session, whole: Sequence[tuple[int, Person]], batch: ImportBatch, progress: Progress) -> None:
    columns = dict.fromkeys((*_TEXTS, "address_label", "email_label", "phone_label"), "") | {"language": "en"}
    days = [{"added_at": _day(person.since) or datetime.now(UTC), "archived_at": _day(person.archived)} for _, person in whole]
    fixed = {"import_id": batch.id}
    gained = [(id, gains(person)) for id, person in whole]
    names = [line(person.name, LINE) for _, person in whole]
    rows = [
        columns | gain.fields | fixed | when | {"id": id, "name": name, "sort_key": fold(name)}
        for (id, gain), name, when in zip(gained, names, days, strict=True)
    ]
    bulk.add(session, "client", rows, progress)
    _add_beside(session, gained, Progress())


def _day(text: str) -> datetime | None:
    """The beginning of a day that is past, written as 2026-11-30: as our own lists have it."""
    day = parse_date(text, "ymd") if text[:4].isdecimal() else None
    return datetime(day.year, day.month, day.day).astimezone(UTC) if day is not None and day <= date.today() else None


def _add_beside(session: Session, whole: Sequence[tuple[int, Gains]], progress: Progress) -> None:
    """The further ways to reach clients, and their tags."""
    bulk.add(session, "contact_point", list(_points(whole)), progress)
    tags = ({"client_id": id, "text": text, "sort_key": fold(text)} for id, gain in whole for text in gain.tags)
    bulk.add(session, "tag", list(tags), progress)


def _points(whole: Iterable[tuple[int, Gains]]) -> Iterator[dict[str, Any]]:
    for id, gain in whole:
        for place, (kind, label, value) in enumerate(gain.contacts, 1):
            yield {"client_id": id, "kind": kind, "label": label, "value": value, "position": place}


def _join(
    session: Session, pairs: Sequence[tuple[int, Person]], known: dict[int, Facts], progress: Progress
) -> list[dict[str, Any]]:
    """Several rows may join one client; each gains what those before it did not bring."""
    changed: list[dict[str, Any]] = []
    for bite in progress.bites(pairs):
        for twin, person in bite:
            gain = gains(person, known[twin])
            if gain:
                changed.append(_change(session, twin, gain))
                known.update(facts(session, [twin]))
    return changed


def _change(session: Session, id: int, gain: Gains) -> dict[str, Any]:
    """Let one client gain something; how it was before, as a batch keeps it."""
    before = {}
    if gain.fields:
        query = select(*(getattr(Client, name) for name in gain.fields)).where(Client.id == id)
        before = dict(zip(gain.fields, session.execute(query).one(), strict=True))
        session.execute(update(Client).where(Client.id == id).values(**gain.fields))
    point, tag = bulk.next_id(session, "contact_point"), bulk.next_id(session, "tag")
    _add_beside(session, [(id, gain)], Progress())
    beside = [["contact_point", point + n, label, value] for n, (_, label, value) in enumerate(gain.contacts)]
    beside += [["tag", tag + n, text] for n, text in enumerate(gain.tags)]
    return {"client": id, "before": before, "after": dict(gain.fields), "beside": beside}
