"""Many rows in few statements, each marked with its import, and told apart later from those that were changed since."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from clientcare.db.models import Base, ImportBatch
from clientcare.services.progress import Progress

# What of a record the owner may have changed since: a row of each for every record of an import, in the order of ids.
RECORDS = {
    "payment": "SELECT id, client_id, paid_on, amount, what, job, reference FROM payment WHERE import_id = ? ORDER BY id",
    "provider": "SELECT id, name, does, area, person, address, phone, email, website, tie, notes FROM provider"
    " WHERE import_id = ? ORDER BY id",
    "client": "SELECT id, name, greeting, address, address_label, email, email_label, phone, phone_label, language, style,"
    " style_answers, notes, margin, hours_beyond, retention, clients_sent, marks, archived_at, sent_by_id FROM client"
    " WHERE import_id = ? ORDER BY id",
}
BESIDE = (  # what hangs on a client, by the client's id
    "SELECT p.client_id, p.kind, p.label, p.value FROM contact_point p JOIN client c ON c.id = p.client_id"
    " WHERE c.import_id = ? ORDER BY p.client_id, p.id",
    "SELECT t.client_id, t.text FROM tag t JOIN client c ON c.id = t.client_id"
    " WHERE c.import_id = ? ORDER BY t.client_id, t.id",
)


@dataclass
class Done:
    """What the writing of a plan did: ids added, ids that were `joined`, and those as they were before, as a batch keeps it."""

    clients: Sequence[int] = ()
    firms: Sequence[int] = ()
    joined: Sequence[int] = ()
    payments: int = 0
    changed: Sequence[Mapping[str, Any]] = ()


def begin(session: Session, kind: str, file_name: str) -> ImportBatch:
    batch = ImportBatch(kind=kind, file_name=file_name, at=datetime.now(UTC), changed=[])
    session.add(batch)
    session.flush()
    return batch


def next_id(session: Session, table: str) -> int:
    """The first id nobody has had; the write that asks holds the file, so that all from there on are its own."""
    found = session.connection().exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    return int(found or 0) + 1


def add(session: Session, table: str, rows: Sequence[Mapping[str, Any]], progress: Progress) -> None:
    """Insert rows by column name; columns not named get what a new record has."""
    statement, connection = insert(_table(table)), session.connection()
    for bite in progress.bites(rows):
        connection.execute(statement, list(bite))


def marks(session: Session, table: str, batch: int) -> dict[int, int]:
    """A check sum by id of every record of this import that is there, with what hangs on it."""
    connection = session.connection()
    found = {row[0]: _sum(row) for row in _raw(connection, RECORDS[table], batch)}
    for sql in BESIDE if table == "client" else ():
        for row in _raw(connection, sql, batch):
            found[row[0]] = _sum(row, found[row[0]])
    return found


def remember(session: Session, batch: ImportBatch, changed: Iterable[Mapping[str, Any]]) -> None:
    """Keep how the records of this import are now, and how those it `changed` were before."""
    kept = [{"table": table, **_packed(marks(session, table, batch.id))} for table in RECORDS]
    batch.changed = [each for each in kept if each["marks"]] + [dict(each) for each in changed]


def remembered(batch: ImportBatch) -> dict[str, dict[int, int]]:
    """Those check sums as they were, by table."""
    return {each["table"]: _unpacked(each) for each in batch.changed if "marks" in each}


def _raw(connection: Any, sql: str, batch: int) -> Any:
    return connection.exec_driver_sql(sql, (batch,)).cursor


def _sum(row: Any, before: int = 0) -> int:
    return zlib.crc32(repr(row).encode(errors="replace"), before)


def _packed(sums: Mapping[int, int]) -> dict[str, Any]:
    """Ids given in one write follow each other, so that the first says all."""
    packed = struct.pack(f"<{len(sums)}I", *(sums[id] for id in sorted(sums)))
    return {"first": min(sums, default=0), "marks": base64.b64encode(packed).decode()}


def _unpacked(kept: Mapping[str, Any]) -> dict[int, int]:
    packed = base64.b64decode(kept["marks"])
    return dict(enumerate(struct.unpack(f"<{len(packed) // 4}I", packed), kept["first"]))


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
