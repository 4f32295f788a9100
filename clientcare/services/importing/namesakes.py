"""Which rows of a file are about one person: those of one name, with nothing that speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from clientcare.services.checks import TEXT
from clientcare.services.importing.gains import PLURALS, way_key, ways
from clientcare.services.importing.plan import Party
from clientcare.texts import fold

if TYPE_CHECKING:
    from clientcare.incoming.people import Person

NEAR = 100  # of one name that are looked at one by one; beyond, only who has the same e-mail or phone is found
Ways = dict[str, set[str]]  # the e-mails and phones of someone, by kind


class Namesakes:
    """Everyone a file has named so far; `parties` in the order of their rows."""

    def __init__(self) -> None:
        self.parties: list[Party] = []
        self._by_name: dict[str, _OfOneName] = {}

    @property
    def last(self) -> Party:
        """Who was added last."""
        return self.parties[-1]

    def meet(self, number: int, person: Person) -> int | None:
        """The number of the first row with this person, who now has what both know; None where they are new, and added."""
        name = fold(person.name)
        known = self._by_name.get(name)
        if known is None:
            known = self._by_name[name] = _OfOneName()
        elif (place := known.find(person)) is not None:
            return known.join(place, person)
        self.parties.append(party := Party(person))
        known.all.append((number, party))
        return None


class _OfOneName:
    """Rows with their parties; most names come once, so what tells them apart is put together when it is first asked for."""

    __slots__ = ("_by_way", "_ways", "all")

    def __init__(self) -> None:
        self.all: list[tuple[int, Party]] = []
        self._ways: list[Ways] = []
        self._by_way: dict[tuple[str, str], int] = {}

    def find(self, person: Person) -> int | None:
        """The place of the first with the same e-mail or phone, or with nothing that speaks against it."""
        for _, party in self.all[len(self._ways) :]:
            self._ways.append({"email": set(), "phone": set()})
            self._note(len(self._ways) - 1, _ways(party.person))
        theirs = _ways(person)
        same = min((self._by_way[key] for key in _keys(theirs) if key in self._by_way), default=None)
        for place, known in enumerate(self._ways[: NEAR if same is None else min(NEAR, same)]):
            if not any(known[kind] and theirs[kind] for kind in theirs):
                return place
        return same

    def join(self, place: int, person: Person) -> int:
        self._note(place, _ways(person))
        number, party = self.all[place]
        party.person = _together(party.person, person)
        return number

    def _note(self, place: int, ways: Ways) -> None:
        for kind, key in _keys(ways):
            self._ways[place][kind].add(key)
            self._by_way.setdefault((kind, key), place)


def _ways(person: Person) -> Ways:
    return {kind: {key for each in ways(person, kind) if (key := way_key(kind, each.value))} for kind in ("email", "phone")}


def _keys(ways: Ways) -> Iterator[tuple[str, str]]:
    return ((kind, key) for kind, keys in ways.items() for key in keys)


def _together(a: Person, b: Person) -> Person:
    more: dict[str, Any] = {plural: getattr(a, plural) + getattr(b, plural) for plural in PLURALS.values()}
    notes = a.notes if b.notes in a.notes else "\n\n".join(text for text in (a.notes, b.notes) if text)[:TEXT]
    more |= {name: getattr(a, name) or getattr(b, name) for name in ("company", "greeting", "language", "website")}
    return replace(a, **more, tags=a.tags + b.tags, notes=notes)
