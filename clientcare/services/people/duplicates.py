"""Clients who may be one person twice: found by e-mail, phone, and names that are or sound alike; the owner decides."""

from __future__ import annotations

import math
import time
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, ContactPoint, NotSame
from clientcare.records import Candidate, Pair
from clientcare.services import plain
from clientcare.services.people.likeness import Person, alike, keys, person

CROWD = 60  # people under one key; of more, each is compared with those next to them by name only
NEAR = 8
MOST_PAIRS = 2000


class Everyone:
    """All clients, ready to be compared; made by `made_ready` and used without the file. Not changed by later writes."""

    def __init__(self, people: Sequence[Person], not_same: Iterable[tuple[int, int]] = ()) -> None:
        self._not_same = frozenset(not_same)
        self._by_key: defaultdict[tuple[str, ...], list[Person]] = defaultdict(list)
        for one in sorted(people, key=lambda one: (one.line, one.id)):
            self.add(one)

    def add(self, one: Person) -> None:
        """Let the next ones be compared with this one too; `id` may be anything that is nobody else's."""
        for key in set(keys(one)):
            insort(self._by_key[key], one, key=_line)

    def like(
        self, name: str, emails: Iterable[str] = (), phones: Iterable[str] = (), least: float = 0.6
    ) -> tuple[Candidate, ...]:
        """The clients who may be this one, likeliest first; () if none is at least so likely."""
        asked, found = person(0, name, emails, phones), dict[int, Candidate]()
        for key in set(keys(asked)):
            for one in _nearest(self._by_key.get(key, ()), asked):
                if one.id not in found:
                    found[one.id] = Candidate(one.id, *alike(asked, one))
        likely = (one for one in found.values() if one.likeness >= least)
        return tuple(sorted(likely, key=lambda one: (-one.likeness, one.client_id)))

    def pairs(self) -> tuple[Pair, ...]:
        """Every two clients who may be one and are not known to be two, likeliest first; at most MOST_PAIRS."""
        search = Search(self)
        search.go_on()
        return search.found()

    def to_compare(self) -> Iterator[tuple[Person, Person]]:
        """Every two who share a key, once."""
        seen = set(self._not_same)
        for people in self._by_key.values():
            for a, b in _neighbours(people):
                ids = (min(a.id, b.id), max(a.id, b.id))
                if a.id != b.id and ids not in seen:
                    seen.add(ids)
                    yield a, b


class Search:
    """Looks for the pairs a bite at a time: `go_on(seconds)` until it says that nothing is left, then `found()`."""

    def __init__(self, everyone: Everyone) -> None:
        self._left = everyone.to_compare()
        self._found: list[Pair] = []

    def go_on(self, seconds: float = math.inf) -> bool:
        """Look for about so long; whether anything is left."""
        until = time.monotonic() + seconds
        for a, b in self._left:
            likeness, why = alike(a, b)
            if likeness:
                self._found.append(Pair(min(a.id, b.id), max(a.id, b.id), likeness, why))
            if time.monotonic() > until:
                return True
        return False

    def found(self) -> tuple[Pair, ...]:
        """The likeliest first; at most MOST_PAIRS."""
        self._found.sort(key=lambda pair: (-pair.likeness, pair.a_id, pair.b_id))
        return tuple(self._found[:MOST_PAIRS])


@dataclass(frozen=True)
class AsRead:
    """What `Everyone` is made of, as it stands in the file; quickly read, so that the rest is done without the file."""

    clients: list[tuple[int, str, str, str]]  # id, name, e-mail, phone
    contacts: list[tuple[int, str, str]]  # id of the client, kind, value
    not_same: list[tuple[int, int]]


def read(session: Session) -> AsRead:
    """All clients, archived ones too, with every e-mail and phone of theirs."""
    reached = select(ContactPoint.client_id, ContactPoint.kind, ContactPoint.value).where(ContactPoint.kind != "address")
    known = plain.rows(session, select(Client.id, Client.name, Client.email, Client.phone))
    return AsRead(known, plain.rows(session, reached), plain.rows(session, select(NotSame.a_id, NotSame.b_id)))


def made_ready(found: AsRead) -> Everyone:
    """Takes half a second for 20,000 clients."""
    emails: defaultdict[int, list[str]] = defaultdict(list)
    phones: defaultdict[int, list[str]] = defaultdict(list)
    for id, kind, value in found.contacts:
        (emails if kind == "email" else phones)[id].append(value)
    people = [person(id, name, [email, *emails[id]], [phone, *phones[id]]) for id, name, email, phone in found.clients]
    return Everyone(people, found.not_same)


def everyone(session: Session) -> Everyone:
    """All clients, ready to be compared."""
    return made_ready(read(session))


def like(session: Session, name: str, emails: Iterable[str] = (), phones: Iterable[str] = ()) -> tuple[Candidate, ...]:
    """The clients who may be this one, likeliest first. For many names ask `everyone(session)` once, then its `like`."""
    return everyone(session).like(name, emails, phones)


def pairs(session: Session) -> tuple[Pair, ...]:
    """Every two clients who may be one. Takes seconds for 20,000; the window makes a `Search` of it, in bites."""
    return everyone(session).pairs()


def not_same(session: Session, a_id: int, b_id: int) -> None:
    """Keep the owner's word that these are two."""
    session.merge(NotSame(a_id=min(a_id, b_id), b_id=max(a_id, b_id)))


def _neighbours(people: Sequence[Person]) -> Iterator[tuple[Person, Person]]:
    if len(people) <= CROWD:
        yield from combinations(people, 2)
        return
    for place, one in enumerate(people):
        for other in people[place + 1 : place + 1 + NEAR]:
            yield one, other


def _nearest(people: Sequence[Person], asked: Person) -> Sequence[Person]:
    """All of a few; of a crowd those who would stand beside the one asked for."""
    if len(people) <= CROWD:
        return people
    place = bisect_left(people, asked.line, key=_line)
    return people[max(0, place - CROWD // 2) : place + CROWD // 2]


def _line(one: Person) -> str:
    return one.line
