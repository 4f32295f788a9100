"""kill -9 while files are added to a timeline: every row has its file, whole; what was confirmed is there."""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from data_file import on_posix
from sqlalchemy import select

from clientcare.db import attachments as kept
from clientcare.db.models import Attachment
from clientcare.services.store import Store

FILE = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from clientcare.records import DisputeForm, EventForm
from clientcare.services import disputes, filing
from clientcare.services.store import Store

store, run = Store.open(Path(sys.argv[1])), sys.argv[2]
id = store.write(lambda session: disputes.create(session, DisputeForm("Hall tiles", client_name="Dana"))).result
mail = b"From: d@home.example\\nSubject: Tiles\\nMessage-ID: <%s>\\n"
mail += b"Content-Type: multipart/mixed; boundary=x\\n\\n--x\\n\\nHello\\n"
mail += b"--x\\nContent-Type: application/pdf\\nContent-Disposition: attachment; filename=plan.pdf\\n\\n%s\\n--x--\\n"
n = 0
print("ready", flush=True)
while True:
    n += 1
    photo, name = os.urandom(n * 70_001 % 3_000_000 + 1), f"photo-{run}-{n}.jpg"
    message = mail % (f"{run}-{n}@x".encode(), os.urandom(9).hex().encode() * 9_000)
    batch = filing.take(store.files, [filing.Dropped(name, photo), filing.Dropped(f"mail-{run}-{n}.eml", message)])
    form = EventForm(id, "note", datetime.now(UTC), "", "us", True)
    store.write(lambda session: filing.file(session, form, batch))
    print(name, flush=True)
"""


def added_until_killed(folder: Path, run: int, first: int, after: float) -> list[str]:
    """Adds in a process of its own, killed `after` seconds from its beginning, or from its `first` so many confirmed photos;
    all that it had confirmed."""
    process = subprocess.Popen([sys.executable, "-c", FILE, str(folder), str(run)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    begun = "".join(process.stdout.readline() for _ in range(first))
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    rest = begun + process.stdout.read()
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    return rest[: rest.rfind("\n") + 1].split()


def every_row_has_its_file(folder: Path, kills: int) -> None:
    chance, confirmed = random.Random(kills), set[str]()
    for run in range(kills):
        confirmed |= set(added_until_killed(folder, run, run % 2, chance.uniform(0.0, 0.25)))
        store = Store.open(folder)
        rows = store.read(_rows)
        for name, sha256, size in rows:
            content = kept.place(store.files, sha256).read_bytes()
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (sha256, size), name
        store.close()
        assert confirmed <= {name for name, _, _ in rows}
        assert len([row for row in rows if row[0] == "plan.pdf"]) == len([row for row in rows if row[0].startswith("mail-")])
    assert len(confirmed) >= kills // 2


def _rows(session: Any) -> list[tuple[str, str, int]]:
    return [tuple(row) for row in session.execute(select(Attachment.name, Attachment.sha256, Attachment.size))]


@on_posix
def test_no_entry_points_at_a_file_that_is_not_whole(folder: Path) -> None:
    every_row_has_its_file(folder, 6)


@on_posix
@pytest.mark.slow
def test_no_entry_points_at_a_file_that_is_not_whole_in_50_kills(folder: Path) -> None:
    every_row_has_its_file(folder, 50)
