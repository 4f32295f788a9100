"""The owner's file: private, recognised before it is touched, one file at rest."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from data_file import shape
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from clientcare.db import database, errors, search
from clientcare.db.database import APPLICATION_ID, FILE, SCHEMA
from clientcare.db.models import Base
from clientcare.errors import WorldError
from clientcare.services import clients
from clientcare.services.store import Store


def content(folder: Path) -> dict[str, bytes]:
    """All files but the index SQLite's readers share in memory."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def refused(folder: Path) -> str:
    """The sentence Store.open refuses the folder with, having changed nothing in it."""
    before = content(folder)
    with pytest.raises(WorldError) as error:
        Store.open(folder)
    assert content(folder) == before
    return error.value.said.text


@pytest.fixture
def ours(folder: Path) -> Path:
    store = Store.open(folder)
    store.write(lambda session: [clients.create(session, f"Client {n}") for n in range(200)])
    store.close()
    return folder


def test_a_new_file_has_the_tables_of_the_models(folder: Path, tmp_path: Path) -> None:
    Store.open(folder).close()
    engine = create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    Base.metadata.create_all(engine)
    engine.dispose()
    with sqlite3.connect(folder / FILE) as migrated, sqlite3.connect(tmp_path / "fresh.db") as fresh:
        made = {row for row in shape(migrated) if row[0] == "search_entry" or not search.belongs(row[0])}
        assert made == shape(fresh)


def test_the_schema_number_is_that_of_the_newest_migration() -> None:
    versions = (Path(errors.__file__).parent / "migrations" / "versions").glob("*.py")
    assert max(int(path.name[:4]) for path in versions) == SCHEMA


def test_every_connection_has_our_settings(store: Store) -> None:
    wanted = {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "secure_delete": 1,
        "temp_store": 2,
        "application_id": APPLICATION_ID,
        "user_version": SCHEMA,
    }
    for read, busy in ((store.read, 5000), (store.read_now, 0)):
        found = read(lambda s: {key: s.connection().exec_driver_sql(f"PRAGMA {key}").scalar() for key in wanted})
        assert found == wanted
        assert read(lambda s: s.connection().exec_driver_sql("PRAGMA busy_timeout").scalar()) == busy


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_only_the_owner_may_read_it(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        store = Store.open(tmp_path / "some" / "data")
        store.write(lambda session: clients.create(session, "Dana"))
    finally:
        os.umask(before)
    rights = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "some" / "data").rglob("*")}
    assert rights == dict.fromkeys((FILE, FILE + "-wal", FILE + "-shm", "changed"), 0o600) | {"backups": 0o700}
    assert stat.S_IMODE((tmp_path / "some" / "data").stat().st_mode) == 0o700
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_folder_of_the_owners_own_is_left_as_it_is(tmp_path: Path) -> None:
    for name, beside, wanted in (("ours", "log", 0o700), ("theirs", "holiday.jpg", 0o755)):
        (tmp_path / name / beside).mkdir(parents=True)
        (tmp_path / name).chmod(0o755)
        Store.open(tmp_path / name).close()
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == wanted


def test_one_file_is_left_at_rest(ours: Path) -> None:
    assert [path.name for path in ours.iterdir() if path.is_file()] == [FILE]
    with sqlite3.connect(ours / FILE) as plain:
        assert plain.execute("SELECT count(*) FROM client").fetchone() == (200,)


def foreign(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE recipe (name)")
        other.execute("PRAGMA journal_mode=WAL")


def foreign_with_a_log(file: Path) -> None:
    foreign(file)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("INSERT INTO recipe VALUES ('soup')")
    left = {path.name: path.read_bytes() for path in file.parent.iterdir()}
    other.close()
    for name, data in left.items():
        (file.parent / name).write_bytes(data)


def newer(file: Path) -> None:
    with sqlite3.connect(file) as later:
        later.execute(f"PRAGMA application_id={APPLICATION_ID}")
        later.execute(f"PRAGMA user_version={SCHEMA + 1}")
        later.execute("CREATE TABLE client (id)")


def no_database(file: Path) -> None:
    file.write_text("Dear Dana, " * 1000)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (foreign, errors.FOREIGN),
        (foreign_with_a_log, errors.FOREIGN),
        (newer, errors.NEWER),
        (no_database, errors.DAMAGED),
    ],
)
def test_what_is_not_ours_is_refused_untouched(tmp_path: Path, make: Callable[[Path], None], words: str) -> None:
    make(tmp_path / FILE)
    assert refused(tmp_path) == words


@pytest.mark.parametrize("at", [16, 100, 4096 + 3])
def test_a_damaged_file_is_refused_untouched(ours: Path, at: int) -> None:
    data = bytearray((ours / FILE).read_bytes())
    data[at : at + 60] = b"\xff" * 60
    (ours / FILE).write_bytes(data)
    if at < 4096:
        assert refused(ours) == errors.DAMAGED
    else:
        assert_damage_is_named_when_read(ours)


def assert_damage_is_named_when_read(folder: Path) -> None:
    data = bytearray((folder / FILE).read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    (folder / FILE).write_bytes(data)
    with pytest.raises(WorldError) as error:
        store = Store.open(folder)
        try:
            store.read(lambda session: clients.rows(session, clients.ids(session)))
        finally:
            store.close()
    assert error.value.said.text == errors.DAMAGED


def test_a_truncated_file_is_refused_untouched(ours: Path) -> None:
    data = (ours / FILE).read_bytes()
    (ours / FILE).write_bytes(data[: len(data) // 2])
    assert refused(ours) == errors.DAMAGED


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has other rights")
def test_a_folder_that_may_only_be_read_is_refused_in_words(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may, asked = os.access, []

    def access(path: Path, mode: int) -> bool:
        asked.append(path)
        return may(path, mode) and path != ours  # root may write everywhere

    monkeypatch.setattr(database.os, "access", access)
    assert refused(ours) == errors.READ_ONLY
    assert ours in asked


def test_many_first_starts_at_once_make_one_file(folder: Path) -> None:
    def start(n: int) -> None:
        store = Store.open(folder)
        store.write(lambda session: clients.create(session, f"Client {n}"))
        store.close()

    with ThreadPoolExecutor(4) as starts:
        list(starts.map(start, range(4)))
    store = Store.open(folder)
    assert len(store.read(clients.ids)) == 4
    store.close()


def test_a_vanished_file_is_never_silently_begun_anew(ours: Path) -> None:
    (ours / FILE).rename(ours / (FILE + "-wal"))
    assert refused(ours) == errors.VANISHED


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
def test_a_file_moved_away_while_open_is_noticed_at_the_next_save(folder: Path) -> None:
    store = Store.open(folder)
    (folder / FILE).rename(folder / "elsewhere.db")
    for _ in range(2):
        with pytest.raises(WorldError) as error:
            store.write(lambda session: clients.create(session, "Dana"))
        assert error.value.said.text == errors.OUT_OF_REACH
    assert not (folder / FILE).exists()
    (folder / "elsewhere.db").rename(folder / FILE)
    store.write(lambda session: clients.create(session, "Dana"))
    store.close()


def test_a_save_whose_commit_fails_is_not_saved_and_the_next_one_is(store: Store) -> None:
    def orphan(session: Session) -> None:
        run = session.connection().exec_driver_sql
        run("PRAGMA defer_foreign_keys=ON")
        run("INSERT INTO payment (client_id, paid_on, amount, what) VALUES (99, '2026-01-01', 1, '')")

    for _ in range(3):
        with pytest.raises(IntegrityError):
            store.write(orphan)
    store.write(lambda session: clients.create(session, "Dana"))
    assert len(store.read(clients.ids)) == 1


def test_an_empty_file_is_a_new_one(tmp_path: Path) -> None:
    (tmp_path / FILE).touch(0o644)
    store = Store.open(tmp_path)
    assert store.read(clients.ids) == []
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) & 0o077 == 0 or sys.platform == "win32"
    store.close()


def test_another_programs_lock_is_said_in_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE_MS", 20)
    store = Store.open(folder)
    other = sqlite.connect(str(folder / FILE), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert store.read_now(clients.ids) == []  # a reader does not wait for a writer
    try:
        with pytest.raises(WorldError) as error:
            store.write(lambda session: clients.create(session, "Dana"))
    finally:
        other.close()
    assert error.value.said.text == errors.LOCKED
    assert store.read(clients.ids) == []
    store.close()
