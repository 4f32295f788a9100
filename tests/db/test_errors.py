"""The world's errors become one sentence; our own stay what they are."""

from __future__ import annotations

import errno
import resource
import sqlite3
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy.exc import IntegrityError, OperationalError

from clientcare.db import errors
from clientcare.db.database import FILE
from clientcare.errors import WorldError
from clientcare.services import clients, disputes, settings
from clientcare.services.store import Store


def raised(code: int) -> OperationalError:
    cause = sqlite.OperationalError("driver's words")
    cause.sqlite_errorcode = code
    return OperationalError("INSERT", None, cause)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, errors.FULL),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, errors.LOCKED),
        (sqlite3.SQLITE_READONLY_DBMOVED, errors.READ_ONLY),
        (sqlite3.SQLITE_IOERR_WRITE, errors.DISK),
        (sqlite3.SQLITE_CORRUPT_VTAB, errors.DAMAGED),
        (sqlite3.SQLITE_CANTOPEN, errors.OUT_OF_REACH),
        (sqlite3.SQLITE_IOERR_SHMSIZE, errors.FULL),
    ],
)
def test_each_of_the_worlds_errors_has_its_sentence(code: int, words: str) -> None:
    with pytest.raises(WorldError) as error, errors.in_plain_words():
        raise raised(code)
    assert error.value.said.text == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, errors.FULL),
        (errno.EDQUOT, errors.FULL),
        (errno.EROFS, errors.READ_ONLY),
        (errno.EACCES, errors.READ_ONLY),
        (errno.ENOENT, errors.OUT_OF_REACH),
        (errno.ENAMETOOLONG, errors.OUT_OF_REACH),
    ],
)
def test_each_of_the_systems_errors_has_its_sentence(number: int, words: str) -> None:
    with pytest.raises(WorldError) as error, errors.in_plain_words():
        raise OSError(number, "the system's words")
    assert error.value.said.text == words


def test_our_own_mistakes_pass_unchanged() -> None:
    for mine in (raised(sqlite3.SQLITE_ERROR), IntegrityError("", None, sqlite.IntegrityError()), ValueError("mine")):
        with pytest.raises(type(mine)), errors.in_plain_words():
            raise mine


@pytest.mark.parametrize(
    ("spoil", "value"), [("UPDATE client SET notes = CAST(? AS TEXT)", b"\xff\xfe"), ("UPDATE setting SET value = ?", "{")]
)
def test_a_text_that_cannot_be_read_is_damage(store: Store, spoil: str, value: object) -> None:
    id = store.write(lambda session: clients.create(session, "Dana")).result
    store.write(lambda session: settings.update(session, business_name="Rivera"))
    store.write(lambda session: session.connection().exec_driver_sql(spoil, (value,)).close())
    with pytest.raises(WorldError) as error:
        store.read(lambda session: clients.detail(session, id))
    assert error.value.said.text == errors.DAMAGED


@pytest.mark.parametrize(("told", "words"), [("database or disk is full", errors.FULL), ("disk I/O error", errors.DISK)])
def test_an_error_of_a_backup_has_no_code_and_still_its_sentence(told: str, words: str) -> None:
    error = errors.world_error(sqlite.OperationalError(told))
    assert error is not None and error.said.text == words


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes there")
def test_no_more_space_loses_nothing_and_works_again_after(store: Store, folder: Path) -> None:
    id = store.write(lambda session: clients.create(session, "Dana")).result
    size = (folder / (FILE + "-wal")).stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        with pytest.raises(WorldError) as error:
            store.write(lambda session: clients.update(session, id, notes="n" * 50_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert error.value.said.text in (errors.FULL, errors.DISK)
    assert store.read(lambda session: clients.detail(session, id)).answers["notes"] == ""
    store.write(lambda session: clients.update(session, id, notes="n" * 50_000))
    assert len(store.read(lambda session: clients.detail(session, id)).answers["notes"]) == 50_000


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes there")
def test_no_more_space_on_closing_only_postpones_folding_the_log_back(folder: Path) -> None:
    store = Store.open(folder)
    id = store.write(lambda session: clients.create(session, "Dana")).result
    store.write(lambda session: clients.update(session, id, notes="n" * 50_000))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        store.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    again = Store.open(folder)
    assert len(again.read(lambda session: clients.detail(session, id)).answers["notes"]) == 50_000
    again.close()


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(WorldError) as error:
        Store.open(tmp_path / "file" / "data")
    assert error.value.said.text == errors.OUT_OF_REACH


def test_what_was_deleted_meanwhile_is_said_in_words(store: Store) -> None:
    with pytest.raises(WorldError) as error:
        store.read(lambda session: disputes.detail(session, 7))
    assert "deleted" in error.value.said.text
