"""The search's index: an FTS5 table for each kind of record over `search_entry`, kept in step with it by triggers, and
nothing deleted left in it.

The words come folded and apart by blanks (`services.finding.words`), so the plainest tokenizer is the right one: accents,
case and scripts are settled before. Words by which a record is known begin with `NAMED`, so that looking for them needs no
look at all the others; a table of its own for each kind for the same reason: a million events would be in the way of the
few letters. Of events, the words that are there can be listed (`EVENT_WORDS`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

KINDS = ("client", "dispute", "event", "letter", "attachment", "provider")
BITS = 40  # of an entry's id are the record's own; above them stands which kind it is, from 1
NAMED = "·"
EVENT_WORDS = "search_event_word"
_PREFIXES = "1 2 3 4"  # letters of a word's beginning that are found without reading all words that begin so
_PAGES, _MOST_PARTS = 400, 12  # written at once, some 50 ms; parts an index may lie in
_NEW, _OLD = "new.id, new.names, new.body", "old.id, old.names, old.body"


def table(kind: str) -> str:
    """The index of a kind."""
    return f"search_{kind}"


def install(connection: Connection) -> None:
    """Make the index and its triggers where they are missing; a migration that rebuilt `search_entry` took them along."""
    for number, kind in enumerate(KINDS, 1):
        name = table(kind)
        connection.exec_driver_sql(
            f"CREATE VIEW IF NOT EXISTS {name}_entry AS SELECT id, names, body FROM search_entry "
            f"WHERE id BETWEEN {number << BITS} AND {(number + 1 << BITS) - 1}"
        )
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5(names, body, content='{name}_entry', content_rowid='id', "
            f"tokenize='ascii', prefix='{_PREFIXES}')"
        )
        # What is deleted leaves the index at once, not only when its parts are merged some day.
        connection.exec_driver_sql(f"INSERT INTO {name}({name}, rank) VALUES ('secure-delete', 1)")
        for trigger, what in _triggers(kind).items():
            connection.exec_driver_sql(f"CREATE TRIGGER IF NOT EXISTS {trigger} {what}")
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {EVENT_WORDS} USING fts5vocab({table('event')}, 'instance')"
    )


def empty(connection: Connection) -> None:
    """Take every entry out, faster than one by one; what stood there does not stay in the file."""
    for kind in KINDS:
        for trigger in _triggers(kind):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
        connection.exec_driver_sql(f"INSERT INTO {table(kind)}({table(kind)}) VALUES ('delete-all')")
    connection.exec_driver_sql("DELETE FROM search_entry")
    install(connection)


def check(connection: Any) -> None:
    """Compare every word of the index with the entries; a DatabaseError where one is missing or too many.

    `connection`: a bare one, to a file nobody writes to, as they would wait.
    """
    for kind in KINDS:
        connection.execute(f"INSERT INTO {table(kind)}({table(kind)}, rank) VALUES ('integrity-check', 1)")


def rebuild(connection: Any) -> None:
    """Make the index anew from the entries there are. `connection`: a bare one."""
    for kind in KINDS:
        connection.execute(f"INSERT INTO {table(kind)}({table(kind)}) VALUES ('rebuild')")


def is_crumbled(connection: Connection) -> bool:
    """Whether an index has come to lie in so many parts that taking a word out of it takes long."""
    parts = (f"SELECT count(DISTINCT segid) FROM {table(kind)}_idx" for kind in KINDS)
    return any(connection.exec_driver_sql(sql).scalar_one() > _MOST_PARTS for sql in parts)


def tidy(connection: Connection, *, begin: bool) -> bool:
    """Put a few parts into one; whether more are left to do. `begin`: take in all parts there are."""
    pages = -_PAGES if begin else _PAGES
    merged = [_merge(connection, table(kind), pages) for kind in KINDS]
    return any(merged)


def _merge(connection: Connection, name: str, pages: int) -> bool:
    """SQLite's manual: a merge that changed fewer than two rows had nothing to do."""
    before = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    connection.exec_driver_sql(f"INSERT INTO {name}({name}, rank) VALUES ('merge', {pages})")
    return bool(connection.exec_driver_sql("SELECT total_changes()").scalar_one() - before >= 2)


def belongs(name: str) -> bool:
    """Whether this is one of the index's own tables, which are made from others and hold no record."""
    return name.startswith("search_")


def _triggers(kind: str) -> dict[str, str]:
    name, number = table(kind), KINDS.index(kind) + 1
    add = f"INSERT INTO {name}(rowid, names, body) VALUES ({_NEW});"
    take = f"INSERT INTO {name}({name}, rowid, names, body) VALUES ('delete', {_OLD});"
    new, old = (f"WHEN {which}.id >> {BITS} = {number}" for which in ("new", "old"))
    return {
        f"{name}_added": f"AFTER INSERT ON search_entry {new} BEGIN {add} END",
        f"{name}_taken": f"AFTER DELETE ON search_entry {old} BEGIN {take} END",
        f"{name}_changed": f"AFTER UPDATE ON search_entry {new} BEGIN {take} {add} END",
    }
