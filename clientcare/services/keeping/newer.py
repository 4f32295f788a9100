"""What a restore would take out of sight: what was added or changed since the backup was made."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from clientcare.db.contents import contents
from clientcare.db.copying import opened
from clientcare.db.database import FILE
from clientcare.records import Newer

MOST = 10_000  # of each kind the newest are looked at: whoever lost more knows without a number
_KINDS = {
    "clients": ("client", "added_at > :than"),
    "disputes": ("dispute", "opened_at > :than"),
    # what is to come may have been written down long before
    "entries": ("timeline_event", "(at > :than AND at <= :now) OR edited_at > :than"),
    "letters": ("letter", "written_at > :than OR sent_at > :than"),
    "files": ("attachment", "added_at > :than"),
    "decisions": ("decision", "decided_at > :than"),
}


def newer(data: Path, than: datetime | None) -> Newer | None:
    """`than`: when the backup was made; None: everything is newer. None where what is there now cannot be read.

    On a connection of its own: in a long story it takes its time.
    """
    try:
        with opened(data / FILE) as connection:
            counted = {name: _count(connection, *kind, than) for name, kind in _KINDS.items()}
            return Newer(contents(connection), **counted)
    except sqlite.Error:
        return None


def _count(connection: Any, table: str, is_newer: str, than: datetime | None) -> int:
    """Numbers are never used twice: the newest stand at the end."""
    sql = f"SELECT count(*) FROM {table} WHERE id > (SELECT max(id) FROM {table}) - {MOST} AND ({is_newer})"
    found = connection.execute(sql, {"than": _stored(than), "now": _stored(datetime.now(UTC))}).fetchone()
    return int(found[0])


def _stored(at: datetime | None) -> str:
    """As times stand in the file."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}" if at is not None else ""
