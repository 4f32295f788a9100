"""What several tests of the backups need: a folder with something of everything in it, and a process that writes on and on."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clientcare.db.database import FILE
from clientcare.records import DisputeForm, EventForm
from clientcare.services import attachments, backups, clients, disputes, entries
from clientcare.services.store import Store

PHOTOS = {"hall.jpg": b"\xff\xd8 the hall" * 900, "quote.pdf": b"%PDF- the quote" * 70}

BUSY = """
import sys
from pathlib import Path
from clientcare.services import clients, disputes
from clientcare.records import DisputeForm
from clientcare.services.store import Store

store = Store.open(Path(sys.argv[1]))
n = 0
while True:
    n += 1
    name = f"busy-{n}"
    store.write(lambda session: disputes.create(session, DisputeForm("x" * (n * 37 % 299 + 1), client_name=name)))
    print(name, flush=True)
"""
TAKE = """
import sys
from pathlib import Path
from clientcare.services import backups

print("ready", flush=True)
backups.take(Path(sys.argv[1]), "asked")
print("taken", flush=True)
"""


def filled(store: Store) -> None:
    """Two clients, a dispute, and an entry with two files beside it."""
    taken = [attachments.take(store.files, content, name) for name, content in PHOTOS.items()]

    def write(session: Any) -> None:
        clients.create(session, "Eli Marsh")
        dispute = disputes.create(session, DisputeForm("Hall tiles", client_name="Dana Okafor"))
        event = entries.save(session, EventForm(dispute, "call", datetime(2026, 3, 4, 10, tzinfo=UTC), "They called"))
        attachments.add(session, event, taken)

    store.write(write)


def named(database: Path) -> set[str]:
    """The clients in a data file that is at rest, each with a dispute or not."""
    with sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        return {name for (name,) in file.execute("SELECT name FROM client")}


def left_over(data: Path) -> list[str]:
    """What in the folder of the backups is none of what belongs there."""
    known = (".db", ".json", backups.FILES, "changed", "damaged", "trouble")
    return [place.name for place in (data / backups.FOLDER).iterdir() if not place.name.endswith(known)]


__all__ = ["BUSY", "FILE", "PHOTOS", "TAKE", "filled", "left_over", "named"]
