"""How the index is asked: from all that holds the words to what fits best, and never so that it would have to read all there
is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from sqlalchemy import Connection

from clientcare.db.search import EVENT_WORDS, NAMED, table
from clientcare.services.finding import entries, query
from clientcare.services.finding.query import Term

OWN = ("event", "attachment")  # known by their own words; those of their dispute only help to find them
WHOLE, BEGUN, ANYWHERE = range(3)  # all words whole where they say most; some of them only begun; elsewhere, too
MOST_WORDS = 60  # that begin alike are asked for one by one
MOST_DISPUTES, FEWEST = 200, 20  # of those with some of the words in their name, the newest; their entries are looked through
_MOST_PARTED = 4  # terms of which some stand in the name and some in the entry, whichever they are
_SHORT = 4  # letters of a beginning the index has a place for, the mark counted
_BEGINNING = f"""
    WITH RECURSIVE known(word) AS (
        SELECT (SELECT term FROM {EVENT_WORDS} WHERE term >= :begins AND term < :ends LIMIT 1)
        UNION ALL SELECT (SELECT term FROM {EVENT_WORDS} WHERE term >= known.word || char(1) AND term < :ends LIMIT 1)
        FROM known WHERE known.word IS NOT NULL LIMIT {MOST_WORDS + 1}
    ) SELECT word FROM known WHERE word IS NOT NULL"""
_DISPUTES = f"""
    SELECT rowid FROM {table("dispute")} WHERE {table("dispute")} MATCH ? ORDER BY rowid DESC LIMIT ?"""
_NAMES = "SELECT id, names FROM search_entry WHERE id IN (SELECT value FROM json_each(?))"


class Matching:
    """What was typed, as the index of each kind is asked for it."""

    def __init__(self, connection: Connection, terms: Iterable[Term]) -> None:
        every = list(terms)
        self._connection = connection
        self._beginning = lru_cache(None)(lambda begins: _beginning(connection, begins))
        self.asked = [term for term in every if not term.minus]
        self._fitting = [(query.exactly(term), query.beginnings(term)) for term in self.asked]
        self._out = [words for term in every if term.minus for words in query.exactly(term)]
        self._beside = lru_cache(None)(self._in_names_of_dispute)

    def queries(self, kind: str) -> Iterator[str]:
        """All that holds the words; where that is too much, what holds them where they say most; then what has them whole."""
        mark = "" if kind in OWN else NAMED
        whole, begun = ([self._one(n, kind, mark, begun=begun) for n in range(len(self.asked))] for begun in (False, True))
        if kind not in OWN:
            anywhere = (f"({one} OR {self._one(n, kind, '', begun=True)})" for n, one in enumerate(begun))
            yield self._but_not(" AND ".join(anywhere))
        yield self._but_not(" AND ".join(begun))
        if begun != whole:
            yield self._but_not(" AND ".join(whole))

    def with_dispute(self, kind: str) -> str:
        """What holds some of the words, and the rest is the name of its dispute: one of the newest that have it. Nothing where
        there is none."""
        parts = self._parted()
        most = max(MOST_DISPUTES // max(len(parts), 1), FEWEST)
        found = [f"({self._own(kind, named)} AND {any_of})" for named in parts if (any_of := self._beside(named, most)[0])]
        return self._but_not(" OR ".join(found)) if found else ""

    def with_any_dispute(self, kind: str) -> Iterator[tuple[str, str]]:
        """The same for names that more disputes have: what the entry must hold, and what the dispute's name."""
        parts = self._parted()
        most = max(MOST_DISPUTES // max(len(parts), 1), FEWEST)
        yield from ((self._own(kind, named), self._named(named)) for named in parts if self._beside(named, most)[1])

    def _parted(self) -> list[tuple[int, ...]]:
        """Which of the terms may be those in the dispute's name."""
        terms = range(len(self.asked))
        sizes = (1, len(terms) - 1) if len(terms) > _MOST_PARTED else terms[1:]
        return [named for size in dict.fromkeys(sizes) for named in combinations(terms, size)] if len(terms) > 1 else []

    def _own(self, kind: str, named: tuple[int, ...]) -> str:
        own = (self._one(n, kind, "", begun=True) for n in range(len(self.asked)) if n not in named)
        return self._but_not(" AND ".join(own))

    def _named(self, named: tuple[int, ...]) -> str:
        return self._but_not(" AND ".join(self._one(n, "dispute", NAMED, begun=True) for n in named))

    def fits(self, kind: str, names: str, body: str) -> int:
        """How: WHOLE, BEGUN or ANYWHERE. The texts have a blank on either side."""
        text = body if kind in OWN else names
        whole = [any(f" {words} " in text for words in exactly) for exactly, _ in self._fitting]
        if all(whole):
            return WHOLE
        parted = zip(whole, self._fitting, strict=True)
        begun = all(is_whole or any(f" {words}" in text for words in longer) for is_whole, (_, longer) in parted)
        return BEGUN if begun else ANYWHERE

    def without(self, kind: str, found: Iterable[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
        """Those whose dispute's name does not hold what is to be left out; of the entry itself the index has seen to it."""
        rows = list(found)
        if kind not in OWN or not self._out:
            return rows
        places = {names: entries.place("dispute", int(names.strip(NAMED))) for _, names, _ in rows}
        said = self._connection.exec_driver_sql(_NAMES, (json.dumps(list(places.values())),))
        names_of = {place: f" {names.replace(NAMED, '')} " for place, names in said}
        out = {n for n, at in places.items() if any(f" {words} " in names_of.get(at, "") for words in self._out)}
        return [row for row in rows if row[1] not in out]

    @property
    def leaves_out(self) -> bool:
        """Whether something must not be in what is found."""
        return bool(self._out)

    def _in_names_of_dispute(self, named: tuple[int, ...], most: int) -> tuple[str, bool]:
        """The newest disputes with these terms in their names, as their entries know them; whether there may be more."""
        found = self._connection.exec_driver_sql(_DISPUTES, (self._named(named), most)).scalars().all()
        return _any(f'"{entries.of_dispute(entries.record(place))}"' for place in found), len(found) == most

    def _one(self, number: int, kind: str, mark: str, *, begun: bool) -> str:
        """What a term may be, any of them."""
        exactly, beginnings = self._fitting[number]
        found = [_said(words, mark) for words in exactly]
        for words in beginnings if begun else ():
            found += self._longer(words, mark, kind)
        return _any(dict.fromkeys(found))

    def _longer(self, words: str, mark: str, kind: str) -> list[str]:
        """All entries of a long beginning would be read before the first is found: of events, its few words are asked for."""
        known = self._beginning(mark + words) if kind == "event" and " " not in words and len(mark + words) > _SHORT else []
        return [f'"{word}"' for word in known] or [f"{_said(words, mark)}*"]

    def _but_not(self, match: str) -> str:
        out = (_said(words, mark) for words in self._out for mark in ("", NAMED))
        return f"({match}) NOT {_any(out)}" if self._out else match


def _said(words: str, mark: str) -> str:
    return '"' + " ".join(f"{mark}{word}" for word in words.split()) + '"'


def _any(alternatives: Iterable[str]) -> str:
    joined = " OR ".join(alternatives)
    return f"({joined})" if joined else ""


def _beginning(connection: Connection, begins: str) -> list[str]:
    """All words of events that begin so, if they are few; looked up in the index, none of their entries is read."""
    given = {"begins": begins, "ends": f"{begins}\U0010ffff"}
    found = [str(word) for word in connection.exec_driver_sql(_BEGINNING, given).scalars()]
    return found if len(found) <= MOST_WORDS else []
