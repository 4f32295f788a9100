"""What the search knows of each record, kept as the records change: `renew` after every write and undo, `renew_all` after
bulk statements, `catch_up` for a file that an older version or bulk statements wrote."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from clientcare.db import search
from clientcare.db.journal import Row, Step
from clientcare.db.search import KINDS
from clientcare.services.finding import entries

VERSION = 1  # of the words' making; another one in the file, or none, and all are made anew
_NOBODYS = -1
KEY = "search_index"  # among the settings, though none of the owner's: how far the entries are made
BITE = 400  # records, some 50 ms
_AT_ONCE = 500
TIDY = "tidy"  # the last bites: all is found, and the index is put in order


@dataclass(frozen=True)
class _Source:
    """A table whose rows are searched: the entry they stand in, the columns read, and those that others are found by."""

    kind: str
    key: str
    columns: str
    names: str = ""


_SOURCES = {
    "client": _Source("client", "id", "name greeting email phone address notes", "name"),
    "contact_point": _Source("client", "client_id", "client_id value"),
    "tag": _Source("client", "client_id", "client_id text"),
    "dispute": _Source(
        "dispute", "id", "client_id title reference their_words agreed agreed_where rephrase led_to_it really_need "
        "common_ground answer_note lesson", "title client_id",
    ),
    "timeline_event": _Source("event", "id", "dispute_id text", "dispute_id"),
    "letter": _Source("letter", "id", "dispute_id provider_id kind subject edits content"),
    "attachment": _Source("attachment", "id", "event_id name"),
    "provider": _Source("provider", "id", "name does area person address phone email website tie notes", "name"),
}  # fmt: skip
_TABLES = {"client": "client", "dispute": "dispute", "event": "timeline_event", "letter": "letter", "attachment": "attachment",
           "provider": "provider"}  # fmt: skip
_GIVEN = "(SELECT value FROM json_each(?))"
_INSERT = "INSERT INTO search_entry(id, names, body) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)"
_HANGING = {  # what holds the name of such a record, too
    "client": {
        "dispute": "SELECT id FROM dispute WHERE client_id IN ",
        "letter": "SELECT id FROM letter WHERE dispute_id IN (SELECT id FROM dispute WHERE client_id IN ",
    },
    "dispute": {"letter": "SELECT id FROM letter WHERE dispute_id IN "},
    "event": {"attachment": "SELECT id FROM attachment WHERE event_id IN "},
    "provider": {"letter": "SELECT id FROM letter WHERE provider_id IN "},
}


def renew(connection: Connection, steps: Iterable[Step]) -> None:
    """Bring the entries up to date with what a write or an undo changed; in the same transaction."""
    touched: dict[str, set[int]] = defaultdict(set)
    renamed: dict[str, set[int]] = defaultdict(set)
    for step in steps:
        source = _SOURCES.get(step.table)
        if source is not None and _differ(step, source.columns):
            ids = {row[source.key] for row in (step.before, step.after) if row}
            touched[source.kind] |= ids
            if step.before and step.after and _differ(step, source.names):
                renamed[source.kind] |= ids
    for kind, ids in renamed.items():
        for other, hanging in _hanging(connection, kind, ids).items():
            touched[other] |= hanging
    for kind, ids in touched.items():
        _renew(connection, kind, ids)


def renew_all(connection: Connection, kind: str, ids: Collection[int]) -> None:
    """The same for records written by bulk statements: `kind` client, dispute, event, letter, attachment or provider.

    An id without a record loses its entry. What is found by a record's name (the disputes of a client) is renewed with it.
    """
    _renew(connection, kind, ids)
    for other, hanging in _hanging(connection, kind, ids).items():
        _renew(connection, other, hanging)


def catch_up(session: Session) -> bool:
    """Make a bite of the entries that are missing; whether there are more. Goes on where it was, also after a kill."""
    connection = session.connection()
    kind, upto = _reached(connection)
    if kind in (TIDY, ""):
        return _tidy(connection, kind, begin=not upto)
    query = f"SELECT id FROM {_TABLES[kind]} WHERE id > ? ORDER BY id LIMIT {BITE}"
    ids = connection.exec_driver_sql(query, (upto,)).scalars().all()
    _renew(connection, kind, ids)
    following = (*KINDS, TIDY)[KINDS.index(kind) + 1]
    reached(connection, *((kind, ids[-1]) if len(ids) == BITE else (following, 0)))
    return True


def _tidy(connection: Connection, kind: str, *, begin: bool) -> bool:
    """Put the index in order once all is made, and again where it has crumbled since; whether there is more to do."""
    if kind == TIDY:
        more = search.tidy(connection, begin=begin)
        reached(connection, TIDY if more else "", 1)
        return more
    if crumbled := search.is_crumbled(connection):
        reached(connection, TIDY)
    return crumbled


def reached(connection: Connection, kind: str, upto: int = 0) -> None:
    """Keep how far the entries are made: all before `kind`, of it those up to this id; TIDY or "" when all are."""
    made = json.dumps([VERSION, kind, upto])
    connection.exec_driver_sql("INSERT OR REPLACE INTO setting(key, value) VALUES (?, ?)", (KEY, made))


def again(connection: Any) -> None:
    """Have all entries made anew from the next `catch_up` on. `connection`: a bare one."""
    connection.execute("INSERT OR REPLACE INTO setting(key, value) VALUES (?, ?)", (KEY, json.dumps([_NOBODYS, "", 0])))


def is_complete(connection: Connection) -> bool:
    """Whether every record has its entry."""
    stored = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (KEY,)).scalar()
    return stored is not None and json.loads(stored)[:2] in ([VERSION, TIDY], [VERSION, ""])


def all_ids(connection: Connection, kind: str) -> list[int]:
    """Of all records of a kind there are."""
    return list(connection.exec_driver_sql(f"SELECT id FROM {_TABLES[kind]}").scalars())


def _reached(connection: Connection) -> tuple[str, int]:
    """The kind that is being made, and the last id that was; "" when all are."""
    stored = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (KEY,)).scalar()
    version, kind, upto = json.loads(stored) if stored else (0, "", 0)
    if version == VERSION:
        return str(kind), int(upto)
    if version:  # else what is there was made by this version, and can be found meanwhile
        search.empty(connection)
    return KINDS[0], 0


def _differ(step: Step, columns: str) -> bool:
    before: Row = step.before or {}
    after: Row = step.after or {}
    return any(before.get(name) != after.get(name) for name in columns.split())


def _hanging(connection: Connection, kind: str, ids: Collection[int]) -> dict[str, set[int]]:
    given = (json.dumps(list(ids)),)
    queries = _HANGING.get(kind, {})
    closed = {other: sql + _GIVEN + ")" * (sql.count("(") - sql.count(")")) for other, sql in queries.items()}
    return {other: set(connection.exec_driver_sql(sql, given).scalars()) for other, sql in closed.items()}


def _renew(connection: Connection, kind: str, ids: Collection[int]) -> None:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _AT_ONCE):
        _renew_some(connection, kind, ordered[start : start + _AT_ONCE])


def _renew_some(connection: Connection, kind: str, ids: list[int]) -> None:
    """Only what differs is written: every word taken out of the index costs a search of its own."""
    places = {entries.place(kind, id): id for id in ids}
    query = f"SELECT id, names, body FROM search_entry WHERE id IN {_GIVEN}"
    stored = {row[0]: tuple(row[1:]) for row in connection.exec_driver_sql(query, (json.dumps(list(places)),))}
    wanted = {entries.place(kind, id): tuple(entry) for id, entry in entries.read(connection, kind, ids).items()}
    out = sorted(place for place, words in stored.items() if wanted.get(place) != words)
    new = sorted((place, *words) for place, words in wanted.items() if stored.get(place) != words)
    # One statement takes all out, another puts all in, each in order: FTS5 then writes once, and not for every entry.
    if out:
        connection.exec_driver_sql(f"DELETE FROM search_entry WHERE id IN {_GIVEN}", (json.dumps(out),))
    if new:
        connection.exec_driver_sql(_INSERT, (json.dumps(new),))
