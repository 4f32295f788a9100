"""Whether a data file is what it should be: its structure, what its rows point at, its search, its schema, every value."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import JSON

from clientcare.db import copying, errors, search
from clientcare.db.contents import ordinary, version
from clientcare.db.models import Base
from clientcare.db.schema import is_ours
from clientcare.said import Said, mark

LINKS = mark("Some records belong to a client or a dispute that is gone from the data file. Restore a backup from before that.")
STRANGE = mark("The data file has parts that ClientCare did not make, or lacks some of its own. Restore a backup.")
SEARCH = mark(
    "The search has some words wrong, so it may not find everything. Your records are all there. "
    "Close ClientCare and open it again: then the search is made anew."
)
LETTERS = mark("%n letter(s) are not what they were when they were finished. Restore a backup from before that.")
_INDEX = ("malformed inverted index", "unable to validate the inverted index")  # `integrity_check`, of the search's own parts
_JSON = {(table.name, one.name) for table in Base.metadata.sorted_tables for one in table.c if isinstance(one.type, JSON)}
_NONSENSE = 1  # SQLITE_ERROR: a table that must be there is not, or its words make no sense

Look = Callable[[], object]
Check = Callable[[Any], Said | None]


def quick(file: Path, look: Look) -> tuple[Said, ...]:
    """What the structure alone tells, beside whoever else uses the file. WorldError where it cannot be read at all."""
    with errors.in_plain_words():
        return tuple(_found(file, (_quick,), look))


def sound(file: Path, look: Look) -> tuple[Said, ...]:
    """What is wrong with a file nobody else uses: structure, what rows point at, the search. `look` may raise to end it."""
    return _side_by_side(file, look, (_structure, _links), (_search,))


def whole(file: Path, look: Look) -> tuple[Said, ...]:
    """The same, and whether its schema is ours, every value can be read, and every finished letter is as it was."""
    return _side_by_side(file, look, (_structure, _schema, _links), (_values, _letters, _search))


def _side_by_side(file: Path, look: Look, *rows: Sequence[Check]) -> tuple[Said, ...]:
    """Each row of checks on a thread of its own, as SQLite leaves the others alone meanwhile."""
    with errors.in_plain_words(), ThreadPoolExecutor(len(rows)) as threads:
        found = [threads.submit(_found, file, row, look) for row in rows]
        return tuple({said.text: said for one in found for said in one.result()}.values())


def _found(file: Path, checks: Sequence[Check], look: Look) -> list[Said]:
    try:
        with copying.opened(file) as connection, copying.stoppable(connection, look):
            return [said for check in checks if (said := _answer(check, connection))]
    except sqlite.DatabaseError as error:
        return [_damage(error)]


def _answer(check: Check, connection: Any) -> Said | None:
    try:
        return check(connection)
    except (sqlite.DatabaseError, UnicodeDecodeError, json.JSONDecodeError) as error:
        return _damage(error)


def _damage(error: Exception) -> Said:
    """What it says of the file; raised again where it is not the file's fault."""
    said = errors.world_error(error)
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == _NONSENSE:
        return Said(errors.DAMAGED)
    if said is None or said.said.text != errors.DAMAGED:
        raise error
    return said.said


def _quick(connection: Any) -> Said | None:
    return _structure(connection, "quick_check")


def _structure(connection: Any, pragma: str = "integrity_check") -> Said | None:
    rows = [text for (text,) in connection.execute(f"PRAGMA {pragma}(20)") if text != "ok"]
    if not rows:
        return None
    return Said(SEARCH if all(str(text).startswith(_INDEX) for text in rows) else errors.DAMAGED)


def _schema(connection: Any) -> Said | None:
    return None if is_ours(connection, version(connection)) else Said(STRANGE)


def _links(connection: Any) -> Said | None:
    return Said(LINKS) if connection.execute("PRAGMA foreign_key_check").fetchone() else None


def _search(connection: Any) -> Said | None:
    """The index first came with a later version; what its check would write is a question, and nothing is written."""
    if "search_entry" not in ordinary(connection):
        return None
    connection.execute("BEGIN")
    try:
        search.check(connection)
    except sqlite.DatabaseError as error:
        _damage(error)
        return Said(SEARCH)
    finally:
        connection.execute("ROLLBACK")
    return None


def _values(connection: Any) -> Said | None:
    """Every value of every row, as the window would read it."""
    for table, columns in ordinary(connection).items():
        names = sorted(columns)
        plain = [place for place, name in enumerate(names) if (table, name) in _JSON]
        quoted = ", ".join(f'"{name}"' for name in names)
        for row in connection.execute(f'SELECT {quoted} FROM "{table}"'):
            for place in plain:
                if row[place] is not None:
                    json.loads(row[place])
    return None


def _letters(connection: Any) -> Said | None:
    if not {"pdf", "sha256"} <= ordinary(connection).get("letter", set()):
        return None
    fixed = connection.execute("SELECT pdf, sha256 FROM letter WHERE sha256 <> '' AND pdf IS NOT NULL")
    wrong = sum(hashlib.sha256(pdf).hexdigest() != sha256 for pdf, sha256 in fixed)
    return Said(LETTERS, n=wrong) if wrong else None
