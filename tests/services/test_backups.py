"""Backups as an owner meets them: all that was there is in them, they say so, and what fails leaves the older ones alone."""

from __future__ import annotations

import json
import os
import sys
import zipfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
import time_machine
from backing import PHOTOS, filled, left_over, named
from hypothesis import given
from hypothesis import strategies as st

from clientcare import __version__
from clientcare.db import copying
from clientcare.db import health as looks
from clientcare.db.attachments import place
from clientcare.db.database import FILE, SCHEMA
from clientcare.errors import WorldError
from clientcare.records import Contents
from clientcare.services import attachments, backups, clients, restoring
from clientcare.services.keeping import manifest, one_file, pool, shelf
from clientcare.services.progress import Progress, Stopped
from clientcare.services.store import Store

KEPT = pool.FOLDER


@pytest.fixture
def data(store: Store, folder: Path) -> Path:
    filled(store)
    return folder


def test_a_backup_holds_all_that_was_there_and_says_what(data: Path) -> None:
    before = datetime.now(UTC)
    made = backups.take(data, "asked")
    assert named(made.file) == {"Dana Okafor", "Eli Marsh"}
    assert (made.number, made.reason, made.version, made.schema) == (1, "asked", __version__, SCHEMA)
    assert made.contents == Contents(2, 1, 0, 2, made.contents.newest)
    assert made.contents.newest and timedelta() <= before - made.contents.newest < timedelta(minutes=2)
    assert made.at >= before and made.size == made.file.stat().st_size + sum(map(len, PHOTOS.values()))
    kept = [file for file in (data / backups.FOLDER / KEPT).rglob("*") if file.is_file()]
    assert sorted(file.read_bytes() for file in kept) == sorted(PHOTOS.values())
    assert all(file.stat().st_nlink == 1 for file in kept), "a link would be damaged with what it is a link to"
    assert backups.all(data) == [made] and left_over(data) == []


def test_a_backup_can_be_restored(data: Path) -> None:
    made = backups.take(data, "asked")
    staged = restoring.stage(data, made.file)
    assert (staged.contents, staged.missing, staged.at) == (made.contents, 0, made.at)
    restoring.drop(staged)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("umask", [0, 0o027, 0o277])
def test_only_the_owner_may_read_a_backup(data: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        backups.take(data, "asked")
    finally:
        os.umask(before)
    for each in (data / backups.FOLDER, *(data / backups.FOLDER).rglob("*")):
        assert each.stat().st_mode & 0o777 == (0o700 if each.is_dir() else 0o600), each


def test_what_was_changed_since_is_known(data: Path, store: Store) -> None:
    assert backups.status(data).changed and backups.status(data).last is None
    made = backups.take(data, "asked")
    status = backups.status(data)
    assert (status.last, status.changed, status.trouble, status.healthy) == (made, False, None, True)
    store.write(clients.ids)  # a look is no change
    assert not backups.status(data).changed
    written = store.write(lambda session: clients.create(session, "Fay"))
    assert backups.status(data).changed
    backups.take(data, "asked")
    assert written.undo is not None
    store.undo(written.undo)
    assert backups.status(data).changed


def test_a_save_that_failed_is_no_change(data: Path, store: Store) -> None:
    backups.take(data, "asked")
    with pytest.raises(WorldError):
        store.write(lambda session: clients.create(session, ""))
    assert not backups.status(data).changed


def test_a_change_in_the_middle_of_a_backup_is_not_forgotten(data: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copying.copy

    def slowly(*arguments: object) -> None:
        store.write(lambda session: clients.create(session, "Meanwhile"))
        copy(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "copy", slowly)
    made = backups.take(data, "asked")
    assert "Meanwhile" not in named(made.file), "a backup is of one moment"
    assert backups.status(data).changed
    monkeypatch.undo()
    assert "Meanwhile" in named(backups.take(data, "asked").file)
    assert not backups.status(data).changed


def test_whoever_stays_in_the_middle_of_a_write_does_not_keep_a_backup_from_being_made(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PATIENCE_MS", 20)
    with copying.opened(data / FILE) as other:
        other.execute("BEGIN IMMEDIATE")
        assert named(backups.take(data, "asked").file) == {"Dana Okafor", "Eli Marsh"}
        assert backups.status(data).changed, "what they are about to write is not in it"


def test_a_backup_that_is_stopped_leaves_nothing_and_is_no_failure(data: Path) -> None:
    first, progress = backups.take(data, "asked"), Progress()
    backups.changed(data)
    progress.stop()
    with pytest.raises(Stopped):
        backups.take(data, "asked", progress)
    status = backups.status(data)
    assert (status.last, status.changed, status.trouble) == (first, True, None)
    assert left_over(data) == []


def test_progress_ends_where_it_said(data: Path, tmp_path: Path) -> None:
    for work in (lambda one: backups.take(data, "asked", one), lambda one: backups.take_elsewhere(data, tmp_path / "x", one)):
        progress = Progress()
        work(progress)
        assert progress.done == progress.total > 0


def test_a_full_disk_is_said_and_forgotten_with_the_next_success(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = backups.take(data, "asked")
    backups.changed(data)
    monkeypatch.setattr(copying, "copy", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(WorldError) as error:
        backups.take(data, "timed")
    assert "disk is full, so no backup was made" in error.value.said.text
    status = backups.status(data)
    assert (status.last, status.changed, status.trouble, status.healthy) == (first, True, error.value.said, True)
    monkeypatch.undo()
    backups.take(data, "timed")
    assert backups.status(data).trouble is None


@pytest.mark.parametrize("spoil", ["cut", "slip gone", "slip broken"])
def test_what_is_not_whole_is_no_backup_and_harms_none(data: Path, spoil: str) -> None:
    first, second = backups.take(data, "asked"), backups.take(data, "asked")
    slip = manifest.place(second.file)
    if spoil == "cut":
        os.truncate(second.file, 4096)
    elif spoil == "slip gone":
        slip.unlink()
    else:
        slip.write_bytes(b'{"number": 2')
    assert [one.number for one in backups.all(data)] == [1]
    third = backups.take(data, "asked")
    assert third.number == 3 and [one.number for one in backups.all(data)] == [3, 1]
    assert first.file.exists() and second.file.exists() == (spoil != "slip gone")
    assert len([*(data / backups.FOLDER / KEPT).glob("*/*")]) == 2


def test_a_file_is_copied_again_where_its_copy_was_damaged(data: Path) -> None:
    backups.take(data, "asked")
    victim = next((data / backups.FOLDER / KEPT).glob("*/*"))
    content = victim.read_bytes()
    victim.write_bytes(bytes(len(content)))
    backups.take(data, "asked")
    assert victim.read_bytes() == content


def test_a_file_that_is_damaged_here_stays_whole_in_the_backups(data: Path) -> None:
    backups.take(data, "asked")
    victim = next((data / backups.FILES).glob("*/*"))
    content = victim.read_bytes()
    victim.write_bytes(b"damaged")
    made = backups.take(data, "asked")
    assert place(data / backups.FOLDER / KEPT, victim.name).read_bytes() == content
    slip = manifest.load(made.file)
    assert slip and slip.missing == () and len(slip.files) == 2


def test_a_file_that_is_nowhere_any_more_is_named_and_stops_the_thinning(data: Path) -> None:
    victim = next((data / backups.FILES).glob("*/*"))
    victim.write_bytes(b"damaged")
    made = backups.take(data, "asked")
    slip = manifest.load(made.file)
    assert slip and slip.missing == (victim.name,) and len(slip.files) == 1
    assert not backups.status(data).healthy and backups.status(data).last == made


def test_thinning_keeps_what_the_rule_says_and_the_files_that_are_still_named(data: Path, store: Store) -> None:
    for day in range(30):
        with time_machine.travel(datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(day)):
            made = backups.take(data, "timed")
        if not day:
            old = made
            store.write(lambda session: attachments.delete(session, 1))
            store.close()  # the file goes
    there = backups.all(data)
    assert old not in there and len(there) < 20
    for file in (data / backups.FOLDER / KEPT).glob("*/*"):
        os.utime(file, (0, 0))  # as if it had not come just now
    backups.take(data, "timed")
    kept, slip = (data / backups.FOLDER / KEPT).glob("*/*"), manifest.load(there[0].file)
    assert slip and [*slip.files] == [file.name for file in kept], "what only an old one named is gone with it"
    assert left_over(data) == []


def test_an_older_file_is_backed_up_as_it_was_before_it_is_brought_up_to_date(folder: Path) -> None:
    sys.path.insert(0, str(Path(__file__).parents[1] / "db"))
    from test_upgrade import left_by

    left_by("0002", folder)
    Store.open(folder).close()
    (made,) = backups.all(folder)
    assert (made.reason, made.schema, made.contents.clients) == ("migration", 2, 1)
    with copying.opened(made.file) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (2,)
    Store.open(folder).close()
    assert len(backups.all(folder)) == 1, "only once"


def test_without_room_for_a_backup_an_older_file_stays_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sys.path.insert(0, str(Path(__file__).parents[1] / "db"))
    from test_upgrade import left_by

    before = (left_by("0003", folder) / FILE).read_bytes()
    monkeypatch.setattr(copying, "copy", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(WorldError) as error:
        Store.open(folder)
    assert "disk is full" in error.value.said.text and (folder / FILE).read_bytes() == before


def test_one_file_for_elsewhere_holds_everything_and_can_be_restored(data: Path, tmp_path: Path) -> None:
    to = tmp_path / "ClientCare 2026-11-22.clientcare"
    to.write_bytes(b"the one of last week")
    made = backups.take_elsewhere(data, to)
    assert made.file == to and made.contents.files == 2 and left_over(data) == []
    with zipfile.ZipFile(to) as archive:
        assert archive.testzip() is None and len(archive.namelist()) == 4
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [to.name]
    fresh = tmp_path / "another machine"
    staged = restoring.stage(fresh, to)
    assert (staged.contents, staged.missing) == (made.contents, 0)


@pytest.mark.parametrize("fails", ["_read_back", "_fill"])
def test_what_is_there_already_stays_where_the_new_one_is_not_whole(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    to, fill = tmp_path / "x.clientcare", one_file._fill

    def broken(stream: object, *rest: object) -> None:
        if fails == "_fill":  # a stick that does not keep what was written
            fill(stream, *rest)  # type: ignore[arg-type]
            stream.seek(5000)  # type: ignore[attr-defined]
            stream.write(b"something else")  # type: ignore[attr-defined]
        else:
            raise OSError(5, "Input/output error")

    to.write_bytes(b"the one of last week")
    monkeypatch.setattr(one_file, fails, broken)
    with pytest.raises(WorldError):
        backups.take_elsewhere(data, to)
    assert to.read_bytes() == b"the one of last week"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [to.name] and left_over(data) == []


def test_a_stick_that_is_gone_is_said_in_words(data: Path, tmp_path: Path) -> None:
    with pytest.raises(WorldError) as error:
        backups.take_elsewhere(data, tmp_path / "gone" / "x.clientcare")
    assert "no backup was made" in error.value.said.text


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
SLIP = {
    "number": 3, "at": "2026-11-22T14:02:11+00:00", "reason": "asked", "version": "0.1.0", "schema": 5, "bytes": 10,
    "size": 20, "sha256": "a" * 64, "files": ["b" * 64], "missing": [], "verified": True, "counts": {"client": 1},
    "contents": {"clients": 1, "disputes": 0, "letters": 0, "files": 1, "newest": None},
}  # fmt: skip


def test_a_slip_comes_back_as_it_was_written() -> None:
    made = manifest.read(json.dumps(SLIP).encode())
    assert manifest.read(manifest.written(made)) == made


@given(st.sampled_from(sorted(SLIP)), VALUES)
def test_a_slip_with_anything_in_it_is_read_or_refused(key: str, value: object) -> None:
    try:
        made = manifest.read(json.dumps(SLIP | {key: value}).encode())
    except ValueError:
        return
    assert all(len(one) == 64 for one in made.files) and made.number >= 0 and made.at.tzinfo is not None


@given(st.binary())
def test_no_bytes_make_a_slip_raise_anything_else(content: bytes) -> None:
    with pytest.raises(ValueError):
        manifest.read(content)


def test_a_search_that_is_wrong_keeps_nobody_from_a_backup(data: Path) -> None:
    backups.take(data, "asked")
    with copying.opened(data / FILE) as file:
        entry = "SELECT 'delete', id, names, body FROM search_client_entry LIMIT 1"
        file.execute(f"INSERT INTO search_client(search_client, rowid, names, body) {entry}")
    made = backups.take(data, "asked")
    assert looks.whole(made.file, lambda: None) == () and pool.fingerprint(made.file) == _slip(made.file).sha256


@pytest.mark.parametrize("size", ["'much'", "x'00'", "-9e18", "NULL"])
@pytest.mark.parametrize("sha256", ["7", "x'616263'", "'../../x'"])
def test_what_damage_made_of_a_files_fingerprint_is_told_in_words(data: Path, sha256: str, size: str) -> None:
    with copying.opened(data / FILE) as file:
        file.execute("PRAGMA ignore_check_constraints=ON")
        file.execute(f"UPDATE attachment SET sha256 = {sha256} WHERE id = 1")
        with suppress(sqlite.IntegrityError):
            file.execute(f"UPDATE attachment SET size = {size} WHERE id = 1")
    made = backups.take(data, "asked")
    assert len(_slip(made.file).missing) == 1 and not backups.status(data).healthy


def test_what_others_left_among_the_backups_and_the_files_stays(data: Path, store: Store) -> None:
    mine = [
        data / backups.FOLDER / "new-year.xlsx",
        data / backups.FOLDER / "new-offer.db",
        data / backups.FOLDER / KEPT / "holiday" / "hall.jpg",
        data / backups.FILES / "holiday" / "hall.jpg",
        data / backups.FILES / "new-hall.jpg",
        data / "restore-2025" / "old.db",
        data / "restore-20251101" / FILE,
        data / "files" / "ab",
    ]
    backups.take(data, "asked")
    for file in mine:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"mine")
        os.utime(file, (0, 0))
    backups.take(data, "asked")
    store.close()
    restoring.adopt(data, restoring.stage(data, backups.all(data)[-1].file))
    assert restoring.finish(data) is not None and restoring.finish(data) is None
    Store.open(data).close()
    assert all(file.read_bytes() == b"mine" for file in mine)


def test_a_file_with_a_number_past_all_counting_keeps_no_backup_from_being_one(data: Path) -> None:
    folder = data / backups.FOLDER
    folder.mkdir(exist_ok=True)
    (folder / "clientcare-2026-01-01-000000-999999999.db").write_bytes(b"not ours")
    for _ in range(2):
        made = backups.take(data, "asked")
        assert backups.all(data)[0] == made
    assert len(backups.all(data)) == 2


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
def test_a_slip_of_no_time_of_ours_harms_nobody(data: Path, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file = backups.take(data, "asked").file
    slip = json.loads(manifest.place(file).read_bytes())
    manifest.place(file).write_text(json.dumps(slip | {"at": at}))
    made = backups.take(data, "asked")
    assert backups.all(data) == [made] and file.exists()


def test_a_slip_that_cannot_be_read_again_makes_no_backup(data: Path) -> None:
    before = backups.take(data, "asked")
    with copying.opened(data / FILE) as file:
        file.execute(f"CREATE TABLE {'x' * 400} (id)")
    with pytest.raises(WorldError):
        backups.take(data, "asked")
    assert backups.all(data) == [before] and backups.status(data).trouble is not None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_a_slip_that_never_ends_is_none(data: Path, tmp_path: Path) -> None:
    made = backups.take(data, "asked")
    manifest.place(made.file).unlink()
    os.mkfifo(manifest.place(made.file))
    assert backups.all(data) == []
    manifest.place(made.file).unlink()
    manifest.place(made.file).symlink_to("/dev/zero")
    assert backups.all(data) == []


def test_where_nothing_can_be_noted_all_counts_as_changed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backups.take(data, "asked")
    assert not backups.status(data).changed
    monkeypatch.setattr(os, "access", lambda place, mode: Path(place).name != backups.FOLDER)  # who is root may write anywhere
    assert backups.status(data).changed


@pytest.mark.parametrize("place", [FILE, f"{FILE}-wal", "backups/x.clientcare", "files/../clientcare.db"])
def test_a_backup_for_elsewhere_never_takes_the_place_of_the_data(data: Path, place: str) -> None:
    (data / "x").mkdir()
    before = (data / FILE).read_bytes()
    with pytest.raises(WorldError) as error:
        backups.take_elsewhere(data, data / place)
    assert error.value.said.text == backups.AMONG_THE_DATA
    assert (data / FILE).read_bytes() == before and left_over(data) == []


def test_a_check_at_the_same_time_takes_nothing_of_a_backup_away(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = copying.keep

    def beside(content: bytes, file: Path, new: Path) -> None:
        new.write_bytes(content)
        with shelf.scratch(data / backups.FOLDER):
            assert new.exists()
        keep(content, file, new)

    monkeypatch.setattr(manifest, "keep", beside)
    assert backups.take(data, "asked") in backups.all(data) and left_over(data) == []


def _slip(file: Path) -> manifest.Manifest:
    slip = manifest.load(file)
    assert slip is not None
    return slip
