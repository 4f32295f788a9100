"""Search everything: clients, disputes, timeline, letters, attachments and other firms, the best of each first.

A million entries may hold the word being typed, so nothing here looks at all of them: of each kind the newest few are
taken, and where there are more, the newest few of those that fit better; only these are weighed against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from clientcare.db.search import BITS, KINDS, NAMED, table
from clientcare.records import Found
from clientcare.services.finding import entries, hits, index, query
from clientcare.services.finding.matching import ANYWHERE, OWN, Matching
from clientcare.services.finding.query import Term

EACH = 8  # hits of one kind that are shown
AMONG = 40  # of one kind are weighed
_MORE = 5  # times as many, where some of them may have to be left out
_FEW = 2  # words: a name that may as well be said of something else
MOST_READ = 20_000  # entries, and disputes, that are laid side by side to find those that belong together; some 50 ms
_WEIGHED = 20_000  # letters of an entry that count
_NEWEST = f"""SELECT * FROM (
    SELECT rowid, names, substr(body, 1, {_WEIGHED}) FROM {{0}} WHERE {{0}} MATCH ? ORDER BY rowid DESC LIMIT ?)"""
_OF_DISPUTES = f"""
    SELECT id, names, substr(body, 1, {_WEIGHED}) FROM (
        SELECT rowid FROM {{0}} WHERE {{0}} MATCH ? ORDER BY rowid DESC LIMIT {MOST_READ}
    ) known CROSS JOIN search_entry ON id = known.rowid
    WHERE names IN (
        SELECT '{NAMED}' || (rowid & {(1 << BITS) - 1}) FROM {table("dispute")} WHERE {table("dispute")} MATCH ?
        ORDER BY rowid DESC LIMIT {MOST_READ}
    ) LIMIT {AMONG}"""
Row = tuple[int, str, str]  # an entry: place, names, body


def find(session: Session, text: str, each: int = EACH) -> Found:
    """What holds all words of `text`: at most `each` of a kind, whatever is typed. “…” asks for words in that order, a minus
    before a word leaves out what holds it. The last word may be only begun."""
    connection, terms = session.connection(), query.terms(text)
    asked = [term for term in terms if not term.minus]
    if not asked:
        return Found(text)
    search = _Search(connection, Matching(connection, terms), each)
    chosen = search.best()
    shown = hits.read(session, {kind: places[:each] for kind, places in chosen.items()}, hits.Marked(asked))
    more = frozenset(kind for kind, places in chosen.items() if len(places) > each)
    return Found(text, tuple(shown), more, index.is_complete(connection))


class _Candidate(NamedTuple):
    place: int
    stage: int
    score: float


class _Search:
    """One search under way."""

    def __init__(self, connection: Connection, matching: Matching, each: int) -> None:
        self._connection, self._matching, self._each = connection, matching, each

    def best(self) -> dict[str, list[int]]:
        """The places of the best entries of each kind, best first: whole words before begun ones, names before texts."""
        queries = {kind: self._matching.queries(kind) for kind in KINDS}
        found = self._ask({kind: next(asking) for kind, asking in queries.items()})
        best: dict[str, list[_Candidate]] = {}
        for kind in KINDS:
            rows = self._rows(kind, found.get(kind, []), queries[kind])
            if kind in OWN and len(rows) <= self._each:
                rows |= self._rows_with_dispute(kind, self._so_called(best["dispute"]))
            best[kind] = [self._weigh(kind, *row) for row in self._matching.without(kind, rows.values())]
        order = {kind: sorted(weighed, key=lambda one: (one.stage, -one.score, -one.place)) for kind, weighed in best.items()}
        return {kind: [one.place for one in weighed] for kind, weighed in order.items()}

    def _rows(self, kind: str, found: list[Row], stricter: Iterator[str]) -> dict[int, Row]:
        """What fits better is looked for only where there is more than was found."""
        rows = {row[0]: row for row in found}
        while len(found) >= AMONG and (match := next(stricter, "")):
            found = self._ask({kind: match}).get(kind, [])
            rows |= {row[0]: row for row in found}
        return rows

    def _rows_with_dispute(self, kind: str, so_called: int) -> dict[int, Row]:
        """What holds some of the words, and the rest is the name of its dispute; of the newest disputes, then of all. The more
        is found by the whole as a name, the less: then it is the dispute which is looked for, not what was said there."""
        match = "" if so_called > self._each else self._matching.with_dispute(kind)
        rows = {row[0]: row for row in self._ask({kind: match}).get(kind, [])} if match else {}
        for given in () if so_called or len(rows) > self._each else self._matching.with_any_dispute(kind):
            more = self._connection.exec_driver_sql(_OF_DISPUTES.format(table(kind)), given)
            rows |= {row[0]: (row[0], row[1], row[2]) for row in more}
        return rows

    def _so_called(self, disputes: list[_Candidate]) -> int:
        """Disputes by whose name all was typed that was; two words that are a name may well be said of something else."""
        return sum(one.stage < ANYWHERE for one in disputes) if len(self._matching.asked) > _FEW else 0

    def _ask(self, asked: Mapping[str, str]) -> dict[str, list[Row]]:
        """The newest entries of each kind that the index has for such a query."""
        most = {kind: AMONG * (_MORE if kind in OWN and self._matching.leaves_out else 1) for kind in asked}
        sql = " UNION ALL ".join(_NEWEST.format(table(kind)) for kind in asked)
        given = tuple(part for kind, match in asked.items() for part in (match, most[kind]))
        found: dict[str, list[Row]] = {}
        for row in self._connection.exec_driver_sql(sql, given).fetchall():
            found.setdefault(entries.kind(row[0]), []).append((row[0], row[1], row[2]))
        return found

    def _weigh(self, kind: str, place: int, names: str, body: str) -> _Candidate:
        named, said = "" if kind in OWN else f" {names.replace(NAMED, '')} ", f" {body} "
        return _Candidate(place, self._matching.fits(kind, named, said), _score(named, said, self._matching.asked))


def _score(names: str, body: str, asked: list[Term]) -> float:
    """How well the words fit: at the beginning of a name, one after the other, in a short name."""
    whole = " ".join(word for term in asked for word in term.words)
    score = 4.0 * names.startswith(f" {whole}") + 2.0 * (f" {whole}" in names) + 1.0 * (f" {whole}" in body)
    for term in asked:
        said = " ".join(term.words)
        score += 1.0 * (f" {said} " in names) + 0.5 * (f" {said}" in names) + 0.5 * (f" {said} " in body)
    return score - min(len(names), 100) / 1000
