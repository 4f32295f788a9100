"""A data folder with a backup of how it was, changed since and left open: what a restore has to choose between."""

from __future__ import annotations

import shutil
from collections.abc import Set
from datetime import UTC, datetime
from pathlib import Path

from first_day import first_day
from sqlalchemy import create_engine, select

from clientcare.db.database import APPLICATION_ID, FILE
from clientcare.db.migrate import steps
from clientcare.db.models import Attachment, Client
from clientcare.records import DisputeForm, EventForm
from clientcare.services import backups, disputes, filing
from clientcare.services.keeping import pool
from clientcare.services.store import Store

THEN = "2026-03-04 10:11:12.000000"
BEFORE, SINCE = {"Dana", "Kim"}, {"Dana", "Kim", "Eve"}


def add(store: Store, name: str) -> None:
    """A client with a dispute and two files beside it, one of which everybody has."""
    id = store.write(lambda session: disputes.create(session, DisputeForm("Hall tiles", client_name=name))).result
    batch = filing.take(store.files, [filing.Dropped("own.txt", name.encode() * 9), filing.Dropped("all.txt", b"all" * 9)])
    store.write(lambda session: filing.file(session, EventForm(id, "note", datetime.now(UTC), "", "us", True), batch))


def left_open(folder: Path) -> Path:
    """Backed up with `BEFORE`, then changed to `SINCE` by a window that was killed: the log still holds the change."""
    store = Store.open(first_day(folder))
    for name in sorted(BEFORE):
        add(store, name)
    backups.take(folder, "asked")
    for name in sorted(SINCE - BEFORE):
        add(store, name)
    running = folder.with_name("running")
    folder.rename(running)
    shutil.copytree(running, folder)
    store.close()
    shutil.rmtree(running)
    assert folder.joinpath(FILE + "-wal").stat().st_size
    return folder


def of_version(number: int, file: Path) -> Path:
    """A file that an earlier version left, with Dana in it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        steps(connection, number)
        columns = "name, sort_key, added_at, greeting, address, email, phone, language, notes"
        connection.exec_driver_sql(f"INSERT INTO client({columns}) VALUES ('Dana', 'dana', '{THEN}', '', '', '', '', 'en', '')")
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={number}")
    engine.dispose()
    return file


def clients_in(folder: Path) -> Set[str]:
    """Who is in it; it is whole, search and files and all."""
    store = Store.open(folder)
    names = set(store.read(lambda session: session.scalars(select(Client.name)).all()))
    files = store.read(lambda session: session.scalars(select(Attachment.sha256)).all())
    check = store.read(lambda session: session.connection().exec_driver_sql("PRAGMA integrity_check").scalars().all())
    store.close()
    assert check == ["ok"]
    assert len(files) == 2 * len(names) and all(pool.is_sound(folder / "files", one) for one in files)
    return names
