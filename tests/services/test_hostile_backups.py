"""Backups made to do harm, or broken: refused in words, nothing left, nothing outside the staging folder touched."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import stat
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from cases import cases
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from two_states import BEFORE, clients_in, left_open, of_version

from clientcare.db.database import FILE, SCHEMA
from clientcare.errors import WorldError
from clientcare.services import backups, restoring
from clientcare.services.keeping.staging import UNFIT

Alter = Callable[[sqlite3.Connection], object]
CANARY = "canary"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a data folder of two clients, `plain.db` and `whole.clientcare`."""
    folder = tmp_path_factory.mktemp("prepared")
    data = left_open(folder / "data")
    shutil.copy(backups.all(data)[0].file, folder / "plain.db")
    with closing(sqlite3.connect(data / FILE)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    restoring.adopt(data, restoring.stage(data, folder / "plain.db"))
    restoring.finish(data)
    backups.take_elsewhere(data, folder / "whole.clientcare")
    return folder


@pytest.fixture
def plain(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(prepared / "plain.db", tmp_path / "plain.db"))


def refused(tmp_path: Path, source: Path, *why: str) -> None:
    """It is, for one of these reasons; where the data would be there is nothing, and around it nothing new."""
    data, around = tmp_path / "around" / "data", tmp_path / "around"
    around.mkdir(exist_ok=True)
    before = source.read_bytes()
    with pytest.raises(WorldError) as said:
        restoring.stage(data, source)
    assert said.value.said.text in [UNFIT[one] for one in why], said.value.said
    assert [*data.iterdir()] == [] and [*around.iterdir()] == [data]
    assert source.read_bytes() == before and not source.with_name(source.name + "-wal").exists()


# Databases


ALTERED: dict[str, str] = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON client BEGIN DELETE FROM dispute; END",
    "a trigger of the same name": "DROP TRIGGER dispute_next_on_added; CREATE TRIGGER dispute_next_on_added AFTER INSERT ON "
    "dispute BEGIN DELETE FROM client; END",
    "a view": "CREATE VIEW v AS SELECT * FROM client",
    "a view instead of a table": "ALTER TABLE tag RENAME TO t; CREATE VIEW tag AS SELECT * FROM t",
    "a view with effects": "CREATE VIEW v AS SELECT 1 AS x; CREATE TRIGGER t INSTEAD OF INSERT ON v "
    "BEGIN DELETE FROM client; END",
    "a table": "CREATE TABLE t (x)",
    "a table less": "DROP TABLE snooze",
    "an index": "CREATE INDEX i ON client(name)",
    "an index less": "DROP INDEX ix_client_email",
    "an index on an expression": "DROP INDEX ix_client_email; CREATE INDEX ix_client_email ON client(upper(email))",
    "a column": "ALTER TABLE client ADD COLUMN x TEXT",
    "a virtual table": "CREATE VIRTUAL TABLE t USING fts5(x)",
    "a check": "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, 'language TEXT', 'language TEXT "
    "CHECK (language <> ''de'')') WHERE name = 'client'",
    "a default": "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, 'email TEXT', 'email TEXT DEFAULT 9')",
    "another step of ours": "UPDATE alembic_version SET version_num = '0003'",
    "no step of ours": "DELETE FROM alembic_version",
    "a name that leads away": "UPDATE attachment SET sha256 = '../../../canary'",
    "a name that is no text": "UPDATE attachment SET sha256 = x'2e2e2f63'",
}
FOREIGN: dict[str, str] = {
    "another program's number": "PRAGMA application_id=1",
    "no number": "PRAGMA application_id=0",
    "no version": "PRAGMA user_version=0",
    "a version before the first": "PRAGMA user_version=-1",
}
DAMAGED: dict[str, str] = {
    "a row that belongs to nobody": "PRAGMA foreign_keys=OFF; UPDATE dispute SET client_id = 99",
    "no text where text belongs": "UPDATE client SET name = CAST(x'ff00ff' AS TEXT)",
    "no moment where one belongs": "UPDATE client SET added_at = 'never'",
    "a moment that never was": "UPDATE client SET added_at = '2026-02-30 10:00:00.000000'",
    "a moment with more to it": "UPDATE client SET added_at = '2026-02-03 10:00:00.000000+99'",
    "now, whenever that is": "UPDATE client SET added_at = 'now'",
    "no day where one belongs": "UPDATE dispute SET due_on = '2026-02-3'",
    "no number where one belongs": "UPDATE client SET margin = 'much'",
    "no whole number where one belongs": "UPDATE dispute SET asked = 1.5",
    "bytes where a text belongs": "UPDATE client SET notes = x'ff'",
    "no yes or no where one belongs": "UPDATE timeline_event SET private = 'maybe'",
    "no list where one belongs": "UPDATE dispute SET triage = '[['",
}


def alter(file: Path, script: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.executescript(script)


@pytest.mark.parametrize("script", ALTERED.values(), ids=ALTERED)
def test_a_database_that_is_not_as_ours_are_is_refused(plain: Path, tmp_path: Path, script: str) -> None:
    alter(plain, script)
    refused(tmp_path, plain, "altered", "damaged")


@pytest.mark.parametrize("script", FOREIGN.values(), ids=FOREIGN)
def test_a_database_of_another_program_is_refused(plain: Path, tmp_path: Path, script: str) -> None:
    alter(plain, script)
    refused(tmp_path, plain, "foreign")


@pytest.mark.parametrize("script", DAMAGED.values(), ids=DAMAGED)
def test_a_database_that_contradicts_itself_is_refused(plain: Path, tmp_path: Path, script: str) -> None:
    alter(plain, script)
    refused(tmp_path, plain, "damaged")


def test_a_newer_database_is_refused_and_says_what_to_do(plain: Path, tmp_path: Path) -> None:
    alter(plain, f"PRAGMA user_version={SCHEMA + 1}")
    refused(tmp_path, plain, "newer")


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_older_database_with_a_trigger_is_refused_before_its_upgrade_would_run_it(tmp_path: Path, number: int) -> None:
    old = of_version(number, tmp_path / "old.db")
    alter(old, "CREATE TRIGGER t AFTER UPDATE ON client BEGIN DELETE FROM client; END")
    refused(tmp_path, old, "altered")


def test_a_database_that_lies_about_its_version_is_refused(plain: Path, tmp_path: Path) -> None:
    alter(plain, "PRAGMA user_version=3")
    refused(tmp_path, plain, "altered", "damaged")


def test_older_rows_that_no_upgrade_can_read_are_refused(tmp_path: Path) -> None:
    old = of_version(3, tmp_path / "old.db")
    alter(old, "UPDATE client SET name = x'00ff'; UPDATE client SET marks = '{'")
    refused(tmp_path, old, "damaged")


@pytest.mark.parametrize(
    "content",
    [b"", b"SQLite format 3", b"SQLite format 3\0", b"PK", b"PK\3\4", b"PK\5\6" + bytes(18), b"%PDF-1.7\n", bytes(100_000)],
)
def test_what_is_no_backup_at_all_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    refused(tmp_path, tmp_path / "file", "foreign", "damaged")


@pytest.mark.parametrize("size", [100, 4096, 4097, 100_000, -1])
def test_a_database_cut_short_is_refused(plain: Path, tmp_path: Path, size: int) -> None:
    content = plain.read_bytes()
    plain.write_bytes(content[:size])
    refused(tmp_path, plain, "damaged", "altered", "foreign")


def test_places_that_are_no_file_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", tmp_path / "nowhere", tmp_path, Path("/dev/zero"), Path("a\0b")):
        with pytest.raises(WorldError) as said:
            restoring.stage(tmp_path / "data", place)
        assert said.value.said.text == UNFIT["unread"], place


def test_a_link_in_place_of_a_file_leads_no_copy_anywhere(prepared: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(prepared / "data", tmp_path / "theirs"))
    (tmp_path / CANARY).write_text("secret")
    for file in list((folder / "files").glob("??/*")):
        file.unlink()
        file.symlink_to(tmp_path / CANARY)
    staged = restoring.stage(tmp_path / "data", folder / FILE)
    assert staged.missing == 3 and not list(staged.folder.glob("files/??/*"))


# Zips


def rewritten(source: Path, to: Path, change: Callable[[ZipFile, ZipFile, ZipInfo], object]) -> Path:
    """The backup with each entry as `change` writes it."""
    with ZipFile(source) as old, ZipFile(to, "w") as new:
        for info in old.infolist():
            change(old, new, info)
    return to


def as_it_was(old: ZipFile, new: ZipFile, info: ZipInfo) -> None:
    new.writestr(info, old.read(info))


def also(name: str, content: bytes = b"x", **attributes: int) -> Callable[[ZipFile, ZipFile, ZipInfo], None]:
    def change(old: ZipFile, new: ZipFile, info: ZipInfo) -> None:
        as_it_was(old, new, info)
        if info.filename == FILE:
            added = ZipInfo(name)
            for key, value in attributes.items():
                setattr(added, key, value)
            new.writestr(added, content)

    return change


AWAY = [
    *("../canary", "/tmp/canary", "files/../../canary", "files\\..\\canary", "C:\\canary", "files/ab/" + "../" * 9 + "canary"),
    *("files/ab/" + "c" * 64, "files/", "canary", "", "clientcare.db-wal", "files/ab/ab" + "\0" * 62, "FILES/ab/x"),
]


@pytest.mark.parametrize("name", AWAY)
def test_a_name_that_we_do_not_give_is_refused(prepared: Path, tmp_path: Path, name: str) -> None:
    refused(tmp_path, rewritten(prepared / "whole.clientcare", tmp_path / "zip", also(name)), "altered", "damaged")


def test_a_link_in_a_zip_is_refused(prepared: Path, tmp_path: Path) -> None:
    link = also("files/ab/ab" + "0" * 62, b"/etc/passwd", external_attr=(stat.S_IFLNK | 0o777) << 16)
    refused(tmp_path, rewritten(prepared / "whole.clientcare", tmp_path / "zip", link), "altered")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [FILE, "manifest.json"])
def test_two_entries_of_one_name_are_refused(prepared: Path, tmp_path: Path, name: str) -> None:
    refused(tmp_path, rewritten(prepared / "whole.clientcare", tmp_path / "zip", also(name)), "altered")


def test_an_encrypted_zip_is_refused(prepared: Path, tmp_path: Path) -> None:
    content = bytearray((prepared / "whole.clientcare").read_bytes())
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = content.find(signature)
        content[at + flags] |= 1
    (tmp_path / "zip").write_bytes(content)
    refused(tmp_path, tmp_path / "zip", "altered", "damaged")


def test_a_bomb_is_refused_at_once(prepared: Path, tmp_path: Path) -> None:
    packed = also("files/ab/ab" + "0" * 62, bytes(50_000_000), compress_type=zipfile.ZIP_DEFLATED)
    bomb = rewritten(prepared / "whole.clientcare", tmp_path / "zip", packed)
    assert bomb.stat().st_size < 1_500_000
    started = time.monotonic()
    refused(tmp_path, bomb, "altered")
    assert time.monotonic() - started < 2


def test_entries_that_share_what_is_in_the_file_are_refused(prepared: Path, tmp_path: Path) -> None:
    """A zip of a megabyte whose list names the same megabyte a hundred times over."""
    with ZipFile(prepared / "whole.clientcare") as whole:
        database, start = whole.getinfo(FILE), whole.start_dir
        content = (prepared / "whole.clientcare").read_bytes()[:start]
        entries = []
        for number in range(100):
            name = f"files/ab/ab{number:062x}".encode()
            lengths = (database.CRC, database.file_size, database.file_size, len(name), 0, 0, 0, 0, 0, database.header_offset)
            entries.append(struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, *lengths) + name)
        listed = b"".join(entries)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(entries), len(entries), len(listed), start, 0)
    (tmp_path / "zip").write_bytes(content + listed + end)
    refused(tmp_path, tmp_path / "zip", "altered")


@pytest.mark.parametrize("count", [0, 65_534, 2_000_000])
def test_a_list_of_a_million_entries_is_refused_without_reading_it(tmp_path: Path, count: int) -> None:
    """`count`: what the end says; in the list there are a million."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    listed = entry * 1_000_000
    with (tmp_path / "zip").open("wb") as out:
        out.write(b"PK\3\4" + listed)
        if count > 65_535:
            out.write(struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(listed), 4))
            out.write(struct.pack("<4sLQL", b"PK\6\7", 0, 4 + len(listed), 1))
        out.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *[min(count, 65_535)] * 2, len(listed), 4, 0))
    tracemalloc.start()
    try:
        with pytest.raises(WorldError):
            restoring.stage(tmp_path / "data", tmp_path / "zip")
        assert tracemalloc.get_traced_memory()[1] < 120_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("manifest", [b"", b"{}", b"[" * 100_000, b"9" * 9_999, b'{"at": "x"}', b"\xff\xfe"])
def test_a_slip_that_says_nothing_is_refused(prepared: Path, tmp_path: Path, manifest: bytes) -> None:
    def change(old: ZipFile, new: ZipFile, info: ZipInfo) -> None:
        new.writestr(info.filename, manifest if info.filename == "manifest.json" else old.read(info))

    refused(tmp_path, rewritten(prepared / "whole.clientcare", tmp_path / "zip", change), "damaged")


@pytest.mark.parametrize("lacks", [FILE, "manifest.json"])
def test_a_zip_that_lacks_the_main_thing_is_refused(prepared: Path, tmp_path: Path, lacks: str) -> None:
    def change(old: ZipFile, new: ZipFile, info: ZipInfo) -> None:
        if info.filename != lacks:
            as_it_was(old, new, info)

    refused(tmp_path, rewritten(prepared / "whole.clientcare", tmp_path / "zip", change), "foreign")


def test_another_database_in_a_good_zip_is_refused(prepared: Path, plain: Path, tmp_path: Path) -> None:
    alter(plain, "UPDATE client SET notes = 'Altered'")

    def change(old: ZipFile, new: ZipFile, info: ZipInfo) -> None:
        new.writestr(info.filename, plain.read_bytes() if info.filename == FILE else old.read(info))

    refused(tmp_path, rewritten(prepared / "whole.clientcare", tmp_path / "zip", change), "damaged")


def test_a_damaged_file_in_a_good_zip_is_counted_as_missing(prepared: Path, tmp_path: Path) -> None:
    def change(old: ZipFile, new: ZipFile, info: ZipInfo) -> None:
        new.writestr(info.filename, b"other" if info.filename.startswith("files/") else old.read(info))

    source = rewritten(prepared / "whole.clientcare", tmp_path / "zip", change)
    staged = restoring.stage(tmp_path / "data", source)
    assert staged.missing == 3 and not list(staged.folder.glob("files/??/*"))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999, 1.0])
def test_a_zip_cut_short_is_refused(prepared: Path, tmp_path: Path, share: float) -> None:
    content = (prepared / "whole.clientcare").read_bytes()
    (tmp_path / "zip").write_bytes(content[: int(len(content) * share) - 1] if share else content[:30])
    refused(tmp_path, tmp_path / "zip", "damaged", "foreign")


# Anything


def harmless(tmp_path: Path, source: Path) -> bool:
    """Refused in words, or what comes of it is a sound file of ours; whether it was taken."""
    data = tmp_path / "data"
    try:
        restoring.adopt(data, restoring.stage(data, source))
    except WorldError:
        assert not data.exists() or [*data.iterdir()] == []
        return False
    assert restoring.finish(data) is not None
    shutil.rmtree(data)
    return True


@pytest.mark.parametrize("name", ["plain.db", "whole.clientcare"])
@given(seed=st.integers(0, 2**32), many=st.integers(1, 40), whole=st.booleans())
@cases(12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_flipped_and_moved_bytes_do_no_harm(
    prepared: Path, tmp_path_factory: pytest.TempPathFactory, name: str, seed: int, many: int, whole: bool
) -> None:
    tmp_path, chance = tmp_path_factory.mktemp("flipped"), random.Random(seed)
    content = bytearray((prepared / name).read_bytes())
    places = len(content) if whole else min(len(content), 4096)
    for _ in range(many):
        content[chance.randrange(places)] = chance.randrange(256)
    if seed % 5 == 0:
        at, size = chance.randrange(len(content)), chance.randrange(9_000)
        content[at : at + size] = content[at + size : at + 2 * size]
    (tmp_path / name).write_bytes(content)
    harmless(tmp_path, tmp_path / name)
    shutil.rmtree(tmp_path)


def test_what_nobody_altered_is_taken(prepared: Path, tmp_path: Path) -> None:
    for name in ("plain.db", "whole.clientcare"):
        assert harmless(tmp_path, prepared / name)
    assert harmless(tmp_path, rewritten(prepared / "whole.clientcare", tmp_path / "zip", as_it_was))
    restoring.adopt(tmp_path / "data", restoring.stage(tmp_path / "data", prepared / "whole.clientcare"))
    restoring.finish(tmp_path / "data")
    assert clients_in(tmp_path / "data") == BEFORE
