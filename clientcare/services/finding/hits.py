"""What was found as the owner reads it: its own words, with those that were looked for marked in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from clientcare.records import Hit
from clientcare.records.finding import Spans
from clientcare.services.finding import entries, query
from clientcare.services.finding.entries import OF_DISPUTE
from clientcare.services.finding.query import Term
from clientcare.services.finding.words import pieces, spellings
from clientcare.texts import one_line

BEFORE, AROUND = 40, 160  # letters of a text shown before the first word that was found, and in all
_GIVEN = "(SELECT value FROM json_each(?))"
_SQL = {
    "client": """
        SELECT id, name AS title, email, phone, address, greeting, notes, (SELECT group_concat(text, ', ') FROM tag
        WHERE client_id = client.id) AS tags, (SELECT group_concat(value, ', ') FROM contact_point
        WHERE client_id = client.id) AS contacts FROM client WHERE id IN {}""",
    "dispute": """
        SELECT d.id, d.title, c.name AS who, d.reference, d.status AS what, d.opened_at AS at, d.id AS dispute_id, their_words,
        agreed, agreed_where, rephrase, led_to_it, really_need, common_ground, answer_note, lesson
        FROM dispute d JOIN client c ON c.id = d.client_id WHERE d.id IN {}""",
    "event": f"""
        SELECT e.id, d.title, c.name AS who, e.kind AS what, e.at, e.dispute_id, e.id AS event_id, e.private, e.text
        FROM timeline_event e {OF_DISPUTE.format("e")} WHERE e.id IN {{}}""",
    "letter": f"""
        SELECT l.id, coalesce(nullif(l.subject, ''), json_extract(l.content, '$.subject'), '') AS title,
        coalesce(p.name, c.name) AS who, l.kind AS what, coalesce(l.sent_at, l.written_at) AS at, l.dispute_id, l.edits,
        l.content
        FROM letter l {OF_DISPUTE.format("l")} LEFT JOIN provider p ON p.id = l.provider_id WHERE l.id IN {{}}""",
    "attachment": f"""
        SELECT a.id, a.name AS title, c.name AS who, d.title AS text, a.added_at AS at, e.dispute_id, e.id AS event_id,
        e.private
        FROM attachment a JOIN timeline_event e ON e.id = a.event_id {OF_DISPUTE.format("e")} WHERE a.id IN {{}}""",
    "provider": """
        SELECT id, name AS title, does, area, person, phone, email, address, website, tie, notes FROM provider
        WHERE id IN {}""",
}
_TEXTS = {
    "client": ("email", "phone", "tags", "contacts", "address", "greeting", "notes"),
    "dispute": ("their_words", "agreed", "agreed_where", "rephrase", "led_to_it", "really_need", "common_ground",
                "answer_note", "lesson", "reference"),
    "event": ("text",),
    "attachment": ("text",),
    "provider": ("does", "area", "person", "phone", "email", "address", "website", "tie", "notes"),
}  # fmt: skip
Row = Mapping[Any, Any]


class Marked:
    """Which words to mark: those that were looked for, with other endings and spellings, and longer ones that begin so."""

    def __init__(self, asked: Sequence[Term]) -> None:
        self._whole = {tuple(words.split()) for term in asked for words in query.exactly(term)}
        self._begun = {tuple(words.split()) for term in asked for words in query.beginnings(term)}
        self._first = {words[0][:1] for words in self._whole | self._begun}
        self._lengths = sorted({len(words) for words in self._whole | self._begun}, reverse=True)

    def spans(self, text: str) -> Spans:
        """Where they stand in a text, first to last, none overlapping."""
        return tuple(self._spans(text))

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        chunk, upto = list(pieces(text)), 0
        for place, piece in enumerate(chunk):
            if piece.start < upto or (piece.word[0] not in self._first and text[piece.start : piece.end].isascii()):
                continue
            for many in self._lengths:
                run = chunk[place : place + many]
                if len(run) == many and self._fits(tuple(one.word for one in run)):
                    upto = run[-1].end
                    yield piece.start, upto
                    break
            else:
                if self._spelled(text, piece.start, piece.end):
                    upto = piece.end
                    yield piece.start, upto

    def _fits(self, words: tuple[str, ...]) -> bool:
        if words in self._whole:
            return True
        return any(
            len(begun) == len(words) and begun[:-1] == words[:-1] and words[-1].startswith(begun[-1]) for begun in self._begun
        )

    def _spelled(self, text: str, start: int, end: int) -> bool:
        """Whether another spelling of the word was looked for: mueller for Müller."""
        return not text[start:end].isascii() and any(self._fits((other,)) for other in spellings(text[start:end]))


def read(session: Session, chosen: Mapping[str, Sequence[int]], marked: Marked) -> Iterator[Hit]:
    """The hits of the entries at these places, in their order; a record deleted meanwhile is left out."""
    for kind, places in chosen.items():
        ids = [entries.record(place) for place in places]
        if ids:
            found = session.connection().exec_driver_sql(_SQL[kind].format(_GIVEN), (json.dumps(ids),)).mappings()
            rows = {row["id"]: row for row in found}
            yield from (_hit(kind, rows[id], marked) for id in ids if id in rows)


def _hit(kind: str, row: Row, marked: Marked) -> Hit:
    title = " ".join(row["title"].split())
    text, spans = _context(_texts(kind, row), marked)
    same: Callable[[str], Any] = partial(row.get)
    at = datetime.fromisoformat(row["at"]).replace(tzinfo=UTC) if same("at") else None
    return Hit(kind, row["id"], title, marked.spans(title), text, spans, same("what") or "", same("who") or "", at,
               same("dispute_id"), same("event_id"), bool(same("private")))  # fmt: skip


def _texts(kind: str, row: Row) -> list[str]:
    if kind == "letter":
        return entries.parts_of_letter(row["edits"], row["content"]).split("\n")
    return [row[name] for name in _TEXTS[kind] if row[name]]


def _context(texts: list[str], marked: Marked) -> tuple[str, Spans]:
    """The first text in which a word stands, cut around it; where none does, the beginning of the first."""
    for text in texts:
        shown = one_line(text)
        if spans := marked.spans(shown):
            return _cut(shown, spans)
    return (_cut(" ".join(texts[0].split()), ()) if texts else ("", ()))


def _cut(text: str, spans: Spans) -> tuple[str, Spans]:
    first = spans[0][0] if spans else 0
    start = 0 if first <= BEFORE else text.rfind(" ", 0, first - BEFORE // 2) + 1
    if first - start > BEFORE:
        start = first - BEFORE // 2
    end = start + AROUND if start + AROUND < len(text) else len(text)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    kept = tuple((a + shift, min(b, end) + shift) for a, b in spans if a < end)
    return f"{before}{text[start:end]}{after}", kept
