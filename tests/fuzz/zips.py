"""Backups with harm in them: data files altered by hand, slips that lie, zips no program would write."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from warnings import catch_warnings, simplefilter

from clientcare.db.database import FILE
from clientcare.services.keeping.unpacking import MANIFEST
from tests.fuzz.corpora import shared_memory
from tests.fuzz.spoiling import spoiled

_NAMES = (
    "../x", "/tmp/x", "C:\\x", "files/../../x", "clientcare.db/", "x\0y", "files/ab/cd", "CON", "clientcare.db-wal",
    "x" * 300, MANIFEST,
)  # fmt: skip
_WRONG = (None, -1, 10**30, True, "", "x" * 400, [], {}, 1.5, "../..", "2026-13-40", [[]] * 3, "0001-01-01T00:00:00+23:59")
_HARM = (
    "CREATE TRIGGER harm AFTER INSERT ON client BEGIN DELETE FROM client; END",
    "CREATE VIEW harm AS SELECT * FROM client",
    "CREATE TABLE harm (x)",
    "CREATE INDEX harm ON client (notes)",
    "DROP TABLE dispute",
    "ALTER TABLE client ADD COLUMN harm TEXT",
    "PRAGMA application_id = 7",
    "PRAGMA user_version = 99",
    "PRAGMA user_version = 2",
    "UPDATE attachment SET sha256 = '../../../../etc/passwd'",
    "UPDATE attachment SET name = '../../x', size = -1",
    "UPDATE client SET name = x'ff00fe'",
    "UPDATE client SET added_at = 'never'",
    "UPDATE dispute SET client_id = 999",
    "DELETE FROM client",
    "DELETE FROM alembic_version",
    "UPDATE alembic_version SET version_num = 'harm'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE client (x)' WHERE name = 'client'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'client'",
)


def spoiled_backup(random: Random, database: bytes, zipped: bytes) -> bytes:
    """A plain data file, or one file with its slip made to fit what was done to it, more often than not."""
    for _ in range(random.randrange(3)):
        database = random.choice((_by_hand, _by_hand, _by_bits))(random, database)
    if random.random() < 0.4:
        return database
    with zipfile.ZipFile(BytesIO(zipped)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    slip = json.loads(entries[MANIFEST])
    entries[FILE] = database
    slip |= {"sha256": hashlib.sha256(database).hexdigest(), "bytes": len(database)}
    if random.random() < 0.4:
        _lie(random, slip)
    entries[MANIFEST] = json.dumps(slip).encode() if random.random() < 0.9 else b"[" * random.choice((1, 200_000))
    whole = _written(random, entries)
    return spoiled(random, (whole,), _SIGNS) if random.random() < 0.3 else whole


_SIGNS = (*map(str.encode, _NAMES), b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"PK\6\7", b"\xff\xff\xff\xff")


def _by_bits(random: Random, database: bytes) -> bytes:
    changed = bytearray(database)
    for _ in range(random.choice((1, 1, 3, 20))):
        at = random.choice((random.randrange(100), random.randrange(4096), random.randrange(len(changed))))
        changed[at] = random.randrange(256)
    return bytes(changed if random.random() < 0.9 else changed[: random.randrange(len(changed))])


def _by_hand(random: Random, database: bytes) -> bytes:
    import sqlcipher3.dbapi2 as sqlite

    with TemporaryDirectory(dir=shared_memory()) as name:
        file = Path(name) / FILE
        file.write_bytes(database)
        connection = sqlite.connect(file, isolation_level=None)
        try:
            connection.executescript(f"PRAGMA journal_mode = DELETE; {random.choice(_HARM)}")
        except (sqlite.Error, sqlite.Warning, UnicodeDecodeError):
            pass  # damaged before: as good an input
        finally:
            connection.close()
        return file.read_bytes()


def _lie(random: Random, slip: dict[str, Any]) -> None:
    inside = random.choice((slip, slip["contents"], slip["counts"]))
    key = random.choice((*inside, "more"))
    if random.random() < 0.2:
        inside.pop(key, None)
    else:
        inside[key] = random.choice(_WRONG)


def _written(random: Random, entries: dict[str, bytes]) -> bytes:
    ways: tuple[Callable[[zipfile.ZipFile], None], ...] = (
        lambda archive: archive.writestr(random.choice(_NAMES), b"harm"),
        lambda archive: archive.writestr(_linked(), b"/etc/passwd"),
        lambda archive: archive.writestr(FILE, b"again"),
        lambda archive: archive.writestr("files/ab/" + "ab" * 32, bytes(1_000_000), zipfile.ZIP_DEFLATED),
        lambda archive: None,
        lambda archive: None,
    )
    with catch_warnings(), zipfile.ZipFile(out := BytesIO(), "w") as archive:
        simplefilter("ignore")  # of names that come twice
        names = list(entries)
        random.shuffle(names)
        for name in names:
            if random.random() < 0.97:
                kind = zipfile.ZIP_DEFLATED if random.random() < 0.05 else zipfile.ZIP_STORED
                archive.writestr(name, entries[name], kind)
        random.choice(ways)(archive)
    return out.getvalue()


def _linked() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("files/ab/" + "ab" * 32)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry
