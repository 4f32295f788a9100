"""What of each record is searched: the words it is known by, the rest of its words, and the dispute it belongs to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection

from clientcare.db.search import BITS, KINDS, NAMED
from clientcare.letters import kinds
from clientcare.services.finding.words import folded, otherwise

OF_DISPUTE = "JOIN dispute d ON d.id = {}.dispute_id JOIN client c ON c.id = d.client_id"
_SQL = {
    "client": """
        SELECT id, name, greeting, email, phone, address, notes,
        (SELECT group_concat(value, char(10)) FROM contact_point WHERE client_id = client.id) AS contacts,
        (SELECT group_concat(text, char(10)) FROM tag WHERE client_id = client.id) AS tags FROM client WHERE id IN """,
    "dispute": """
        SELECT d.id, d.title, d.reference, their_words, agreed, agreed_where, rephrase, led_to_it, really_need, common_ground,
        answer_note, lesson, c.name AS client FROM dispute d JOIN client c ON c.id = d.client_id WHERE d.id IN """,
    "event": "SELECT id, dispute_id, text FROM timeline_event WHERE id IN ",
    "letter": f"""
        SELECT l.id, l.kind, l.subject, l.edits, l.content, d.title AS dispute, c.name AS client, p.name AS firm
        FROM letter l {OF_DISPUTE.format("l")} LEFT JOIN provider p ON p.id = l.provider_id WHERE l.id IN """,
    "attachment": """
        SELECT a.id, e.dispute_id, a.name FROM attachment a JOIN timeline_event e ON e.id = a.event_id WHERE a.id IN """,
    "provider": "SELECT * FROM provider WHERE id IN ",
}
_GIVEN = "(SELECT value FROM json_each(?))"


class Entry(NamedTuple):
    """The words of one record as they are stored, folded and apart by blanks, those in `names` marked."""

    names: str
    body: str


def place(kind: str, id: int) -> int:
    """The id of a record's entry."""
    return (KINDS.index(kind) + 1) << BITS | id


def kind(place: int) -> str:
    """Which kind of record the entry that stands there is of."""
    return KINDS[(place >> BITS) - 1]


def of_dispute(id: int) -> str:
    """The word by which what belongs to a dispute is found with its name: a new name then changes no other entry."""
    return f"{NAMED}{id}"


def record(place: int) -> int:
    """The id of the record whose entry stands there."""
    return place & ((1 << BITS) - 1)


def read(connection: Connection, kind: str, ids: Iterable[int]) -> dict[int, Entry]:
    """The entries of these records as they should stand now; one that is not there has none."""
    found = connection.exec_driver_sql(_SQL[kind] + _GIVEN, (json.dumps(list(ids)),)).mappings()
    return {row["id"]: _MADE[kind](row) for row in found}


def parts_of_letter(edits: str | None, content: str | None) -> str:
    """What a letter says: its page once that is fixed, until then the owner's own words."""
    if content is None:
        return "\n".join(_texts(json.loads(edits or "{}")))
    page = json.loads(content)
    said = [page.get(part, ()) for part in ("passages", "offers", "providers", "enclosures", "short", "recipient")]
    return "\n".join(_texts(said))


_LEFT_OUT = ("key", "own", "owed_from", "owed_by")  # of a letter's parts: what only the program reads


def _texts(part: Any) -> Iterator[str]:
    """Every text in JSON, in order."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, value in part.items():
            if key not in _LEFT_OUT:
                yield from _texts(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _texts(value)


# -- the entry of each kind of record

Row = Mapping[Any, Any]


def _client(row: Row) -> Entry:
    body = _joined(row, "greeting", "email", "phone", "contacts", "tags", "address", "notes")
    return Entry(_name(row["name"]), f"{_text(body)} {_numbers(_joined(row, 'phone', 'contacts'))}".rstrip())


def _dispute(row: Row) -> Entry:
    body = _joined(row, "reference", "their_words", "agreed", "agreed_where", "rephrase", "led_to_it", "really_need",
                   "common_ground", "answer_note", "lesson")  # fmt: skip
    return Entry(_name(_joined(row, "title", "client")), _text(body))


def _event(row: Row) -> Entry:
    return Entry(of_dispute(row["dispute_id"]), _text(row["text"]))


def _letter(row: Row) -> Entry:
    page = row["content"] and json.loads(row["content"])
    title = f"{kinds.kind(row['kind']).title} {row['subject'] or (page or {}).get('subject', '')}"
    around = _joined(row, "dispute", "client", "firm")
    return Entry(_name(f"{title}\n{around}"), _text(parts_of_letter(row["edits"], row["content"])))


def _attachment(row: Row) -> Entry:
    return Entry(of_dispute(row["dispute_id"]), _text(row["name"]))


def _provider(row: Row) -> Entry:
    body = _joined(row, "does", "area", "person", "address", "phone", "email", "website", "tie", "notes")
    return Entry(_name(row["name"]), f"{_text(body)} {_numbers(row['phone'])}".rstrip())


_MADE: dict[str, Callable[[Row], Entry]] = {
    "client": _client,
    "dispute": _dispute,
    "event": _event,
    "letter": _letter,
    "attachment": _attachment,
    "provider": _provider,
}


def _joined(row: Row, *names: str) -> str:
    return "\n".join(row[name] for name in names if row[name])


def _text(text: str) -> str:
    return f"{folded(text)} {otherwise(text)}".strip()


def _name(text: str) -> str:
    return " ".join(f"{NAMED}{word}" for word in f"{folded(text)} {otherwise(text, names=True)}".split())


def _numbers(text: str) -> str:
    """Each line's digits in one, from each of its groups on: a phone number is found however it is typed."""
    lines = (re.findall(r"\d+", line)[:8] for line in text.splitlines())
    found = ("".join(groups[start:]) for groups in lines for start in range(len(groups)))
    return " ".join(dict.fromkeys(number for number in found if len(number) > 4))
