"""What a data file holds, whatever version made it: its rows counted, its files named, when it was changed last."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from clientcare.records import Contents

_COUNTED = ("client", "dispute", "letter", "attachment")
_MOMENTS = {  # what the program wrote the time of itself; an entry's own time is as near as a note comes to that
    "client": "added_at",
    "dispute": "opened_at closed_at",
    "decision": "decided_at",
    "assessment": "frozen_at",
    "letter": "written_at sent_at",
    "letter_version": "at",
    "sending": "queued_at ended_at",
    "timeline_event": "at edited_at",
    "event_version": "until",
    "attachment": "added_at",
    "form_draft": "at",
    "import_batch": "at undone_at",
    "reminder": "set_at done_at",
}


def contents(connection: Any) -> Contents:
    """`connection`: a bare one."""
    there = ordinary(connection)
    clients, disputes, letters, attached = (count(connection, name) if name in there else 0 for name in _COUNTED)
    return Contents(clients, disputes, letters, attached, _newest(connection, there))


def files(connection: Any) -> dict[str, int]:
    """The fingerprint of every file beside the timeline, and its bytes, whatever damage made of either."""
    if "attachment" not in ordinary(connection):
        return {}
    sql = "SELECT CAST(sha256 AS TEXT), CAST(max(size) AS INTEGER) FROM attachment GROUP BY sha256 ORDER BY sha256"
    return {str(sha256): max(size or 0, 0) for sha256, size in connection.execute(sql)}


def names(connection: Any, files: Collection[str], most: int) -> list[str]:
    """What the owner calls such files, at most so many, in order."""
    wanted = json.dumps(sorted(files))
    sql = "SELECT DISTINCT name FROM attachment WHERE sha256 IN (SELECT value FROM json_each(?)) ORDER BY name LIMIT ?"
    return [str(name) for (name,) in connection.execute(sql, (wanted, most))]


def counts(connection: Any) -> dict[str, int]:
    """How many rows each table holds."""
    return {name: count(connection, name) for name in sorted(ordinary(connection))}


def count(connection: Any, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def size(connection: Any) -> int:
    """Bytes of the file, whatever of it still stands in the log."""
    return int(connection.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0])


def version(connection: Any) -> int:
    """The schema's number."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def ordinary(connection: Any) -> dict[str, set[str]]:
    """The columns of every ordinary table; the search's own tables hold no record, and its virtual ones cannot be counted."""
    sql = (
        "SELECT t.name, c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c "
        "WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT GLOB 'sqlite_*'"
    )
    found: dict[str, set[str]] = {}
    for table, column in connection.execute(sql):
        found.setdefault(table, set()).add(column)
    return found


def _newest(connection: Any, there: dict[str, set[str]]) -> datetime | None:
    now, found = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}", list[str]()
    for table, columns in _MOMENTS.items():
        for column in there.get(table, set()).intersection(columns.split()):
            newest = f'SELECT max("{column}") FROM "{table}" WHERE "{column}" <= ?'
            found += [at for (at,) in connection.execute(newest, (now,)) if isinstance(at, str)]
    with suppress(ValueError):  # no moment, or what was never written by us
        return datetime.fromisoformat(max(found)).replace(tzinfo=UTC)
    return None
