"""Restoring: laid out and verified first, today's state kept, everything as it was where anything fails."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from no_room import small_disk
from two_states import BEFORE, SINCE, clients_in, left_open, of_version

from clientcare.db import admitting
from clientcare.db.database import FILE
from clientcare.errors import DataTrouble, WorldError
from clientcare.records import Restored
from clientcare.services import backups, clients, health, index, restoring, search, settings
from clientcare.services.keeping import fetching, swap
from clientcare.services.keeping.staging import UNFIT
from clientcare.services.progress import Progress, Stopped
from clientcare.services.store import Store

LEFT = {restoring.OUTCOME, FILE, "files", "backups"}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return left_open(tmp_path_factory.mktemp("prepared") / "data")


@pytest.fixture
def data(prepared: Path, folder: Path) -> Path:
    shutil.copytree(prepared, folder)
    return folder


def first(data: Path) -> Path:
    """The backup of how it was before."""
    return backups.all(data)[-1].file


def restore(data: Path, source: Path) -> Restored:
    restoring.adopt(data, restoring.stage(data, source))
    restoring.finish(data)
    told = restoring.told(data)
    assert told is not None and restoring.told(data) is None
    assert {place.name for place in data.iterdir()} <= LEFT | {swap.ASIDE}
    return told


def test_what_is_in_a_backup_is_told_before_anything_is_changed(data: Path) -> None:
    staged = restoring.stage(data, first(data))
    assert (staged.contents.clients, staged.contents.disputes, staged.contents.files, staged.missing) == (2, 2, 4, 0)
    assert staged.at == backups.all(data)[-1].at and staged.contents.newest is not None
    assert staged.folder.parent == data and staged.folder.stat().st_mode & 0o777 == 0o700
    restoring.drop(staged)
    assert not staged.folder.exists() and restoring.finish(data) is None and restoring.told(data) is None
    assert clients_in(data) == SINCE


def test_a_backup_takes_the_place_of_the_data_and_what_was_there_can_be_had_back(data: Path) -> None:
    told = restore(data, first(data))
    assert (told.trouble, told.kept) == (None, None)
    assert clients_in(data) == BEFORE
    newest = backups.all(data)[0]
    assert newest.reason == "restore" and newest.contents.clients == len(SINCE)
    restore(data, newest.file)
    assert clients_in(data) == SINCE


def test_what_is_typed_between_asking_and_the_next_start_is_in_the_backup(data: Path) -> None:
    store = Store.open(data)
    restoring.adopt(data, restoring.stage(data, first(data)))
    store.write(lambda session: clients.create(session, "Typed late"))
    store.close()
    assert restoring.finish(data) is not None
    assert clients_in(data) == BEFORE
    assert backups.all(data)[0].contents.clients == len(SINCE) + 1


def test_files_that_went_since_come_back_with_it(data: Path) -> None:
    staged = restoring.stage(data, first(data))  # while the files are still there
    shutil.rmtree(data / "files")
    restoring.adopt(data, staged)
    restoring.finish(data)
    assert clients_in(data) == BEFORE
    shutil.rmtree(data / "files")
    assert restore(data, first(data)).staged.missing == 0
    assert clients_in(data) == BEFORE


def test_files_that_nobody_has_any_more_are_counted(data: Path) -> None:
    shutil.rmtree(data / "files")
    shutil.rmtree(data / "backups" / "files")
    assert restoring.stage(data, first(data)).missing == 3


def test_a_damaged_file_of_the_data_is_replaced_by_the_sound_one(data: Path) -> None:
    for file in (data / "files").glob("??/*"):
        file.write_bytes(b"damaged")
    assert restore(data, first(data)).staged.missing == 0
    assert clients_in(data) == BEFORE


def test_the_backup_of_another_disk_is_one_file(data: Path, tmp_path: Path) -> None:
    backups.take_elsewhere(data, tmp_path / "stick.clientcare")
    told = restore(tmp_path / "new computer", tmp_path / "stick.clientcare")
    assert told.staged.missing == 0 and told.staged.at is not None
    assert clients_in(tmp_path / "new computer") == SINCE


def test_a_data_folder_of_another_computer_with_what_was_not_folded_in(data: Path, tmp_path: Path) -> None:
    before = {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in data.rglob("*") if file.is_file()}
    told = restore(tmp_path / "new computer", data)  # its folder, or the file in it
    assert told.staged.at is None and clients_in(tmp_path / "new computer") == SINCE
    assert {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in data.rglob("*") if file.is_file()} == before


def test_an_older_backup_is_brought_up_to_this_version(data: Path, tmp_path: Path) -> None:
    old = of_version(2, tmp_path / "old" / FILE)
    content = old.read_bytes()
    restore(data, old)
    store = Store.open(data)
    assert store.read(lambda session: [row.name for row in clients.rows(session, clients.ids(session))]) == ["Dana"]
    store.close()
    assert old.read_bytes() == content and [place.name for place in old.parent.iterdir()] == [FILE]


def test_the_file_in_use_is_not_restored_over_itself(data: Path) -> None:
    with pytest.raises(WorldError) as said:
        restoring.stage(data, data / FILE)
    assert said.value.said.text == UNFIT["same"]


@pytest.mark.parametrize("pragma", ["application_id=7", "user_version=99"])
def test_what_is_not_ours_to_replace_stays(data: Path, pragma: str) -> None:
    clients_in(data)  # folds the log in
    with closing(sqlite3.connect(data / FILE)) as file:
        file.execute(f"PRAGMA {pragma}")
    before = (data / FILE).read_bytes()
    with pytest.raises(DataTrouble):
        restoring.adopt(data, restoring.stage(data, first(data)))
    assert restoring.finish(data) is None and (data / FILE).read_bytes() == before


def test_a_stopped_staging_leaves_nothing(data: Path) -> None:
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        restoring.stage(data, first(data), progress)
    assert not list(data.glob("restore-*"))


def test_progress_comes_to_its_end(data: Path) -> None:
    progress = Progress()
    restoring.stage(data, first(data), progress)
    assert progress.done == progress.total > 0


def test_damaged_data_is_kept_with_its_files_when_a_backup_takes_its_place(data: Path) -> None:
    clients_in(data)  # folds the log in
    content = bytearray((data / FILE).read_bytes())
    content[4096 * 3 : 4096 * 60] = bytes(4096 * 57)
    (data / FILE).write_bytes(content)
    told = restore(data, first(data))
    assert told.trouble is None and told.kept is not None
    assert (told.kept / FILE).read_bytes() == content
    assert clients_in(data) == BEFORE
    own = [file.name for file in (told.kept / "files").glob("??/*")]
    assert len(own) == 1 and own[0] not in [file.name for file in (data / "files").glob("??/*")]


def test_where_there_is_no_data_any_more_a_backup_brings_it_back(data: Path) -> None:
    (data / FILE).unlink()
    told = restore(data, first(data))
    assert told.trouble is None and told.kept is None
    assert clients_in(data) == BEFORE


@pytest.mark.parametrize("fails", ["gone", "looks", "going", "coming"])
def test_where_anything_fails_everything_is_as_it_was(data: Path, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    restoring.adopt(data, restoring.stage(data, first(data)))
    if fails == "gone":
        next(data.glob("restore-*/")).joinpath(FILE).unlink()
    elif fails == "looks":
        monkeypatch.setattr(admitting, "is_whole", lambda file: False)
    else:
        monkeypatch.setattr(Path, "replace", _full(Path.replace, 1 if fails == "going" else 2))
    assert restoring.finish(data) is None
    monkeypatch.undo()
    told = restoring.told(data)
    assert told is not None and told.trouble is not None and told.kept is None
    assert not [place for place in data.iterdir() if place.name.startswith(("restore", "aside"))]
    assert clients_in(data) == SINCE
    assert restoring.finish(data) is None and restoring.told(data) is None


def _full(replace: Callable[[Path, Path], Path], turn: int) -> Callable[[Path, Path], Path]:
    """A disk that is full the so manieth time a data file is moved, and has room again after."""
    turns = 0

    def full(self: Path, to: Path) -> Path:
        nonlocal turns
        turns += self.name == FILE
        if self.name == FILE and turns == turn:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(self, to)

    return full


def test_a_full_disk_says_so(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    restoring.adopt(data, restoring.stage(data, first(data)))
    monkeypatch.setattr(Path, "replace", _full(Path.replace, 2))
    restoring.finish(data)
    told = restoring.told(data)
    assert told is not None and told.trouble is not None and "disk is full" in told.trouble.text


def test_where_there_is_no_room_nothing_happens_and_it_works_again_after(prepared: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        data = Path(shutil.copytree(prepared, disk.path / "data"))
        for left in (0, 4096, 100_000, 300_000):
            disk.fill(left)
            with pytest.raises(WorldError) as said:
                restoring.stage(data, first(data))
            assert "disk is full" in said.value.said.text and not list(data.glob("restore*"))
            disk.free()
        restore(data, first(data))
        assert clients_in(data) == BEFORE


def test_where_there_is_no_room_for_a_backup_what_was_there_is_kept(prepared: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        data = Path(shutil.copytree(prepared, disk.path / "data"))
        staged = restoring.stage(data, first(data))
        disk.fill(200_000)
        restoring.adopt(data, staged)
        restoring.finish(data)
        disk.free()
        told = restoring.told(data)
        assert told is not None and told.trouble is None and told.kept is not None
        assert clients_in(data) == BEFORE
        restore(data, told.kept / FILE)
        assert clients_in(data) == SINCE


@pytest.mark.parametrize("left", [0, 4096, 8192, 12_288, 20_480])
def test_where_a_disk_is_full_at_the_next_start_there_is_one_usable_file(prepared: Path, tmp_path: Path, left: int) -> None:
    with small_disk(tmp_path / "disk") as disk:
        data = Path(shutil.copytree(prepared, disk.path / "data"))
        restoring.adopt(data, restoring.stage(data, first(data)))
        disk.fill(left)
        with suppress(WorldError):
            restoring.finish(data)
        disk.free()
        restoring.finish(data)
        assert clients_in(data) in (BEFORE, SINCE) and not list(data.glob("restore[.-]*"))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"staging": "../../x"}', b"\xff" * 9, b"[" * 99_999])
def test_a_journal_that_cannot_be_read_changes_nothing(data: Path, content: bytes) -> None:
    (data / swap.JOURNAL).write_bytes(content)
    assert restoring.finish(data) is None
    assert not (data / swap.JOURNAL).exists() and clients_in(data) == SINCE


@pytest.mark.parametrize("names", [{"staging": "../outside"}, {"aside": "../../outside"}, {"phase": "x"}, {"about": []}])
def test_a_journal_leads_nowhere_else(data: Path, tmp_path: Path, names: dict[str, object]) -> None:
    (tmp_path / "outside").mkdir()
    shutil.copy(first(data), tmp_path / "outside" / FILE)
    restoring.adopt(data, restoring.stage(data, first(data)))
    journal = swap.read(data / swap.JOURNAL)
    swap.write(data / swap.JOURNAL, journal | names)
    assert restoring.finish(data) is None and clients_in(data) == SINCE
    assert [file.name for file in (tmp_path / "outside").iterdir()] == [FILE]


def test_what_is_set_aside_to_begin_anew_keeps_its_files(data: Path) -> None:
    aside = swap.set_aside(data, files=True)
    assert aside is not None and not (data / FILE).exists()
    Store.open(data).close()
    told = restore(data, aside / FILE)
    assert told.staged.missing == 0 and clients_in(data) == SINCE
    assert swap.set_aside(data / "nowhere") is None


def test_what_is_set_aside_alone_leaves_the_files(data: Path) -> None:
    aside = swap.set_aside(data)
    assert aside is not None and sorted(place.name for place in aside.iterdir())[0] == FILE
    assert len(list((data / "files").glob("??/*"))) == 4


def test_a_search_that_is_wrong_is_made_anew(data: Path, tmp_path: Path) -> None:
    source = Path(shutil.copy(first(data), tmp_path / "wrong.db"))
    with closing(sqlite3.connect(source)) as file:
        (sql,) = file.execute("SELECT sql FROM sqlite_schema WHERE name = 'search_client_changed'").fetchone()
        file.execute("DROP TRIGGER search_client_changed")
        file.execute("UPDATE search_entry SET names = 'nonsense', body = ''")
        file.execute(sql)
        file.commit()
    shutil.copytree(data / "files", tmp_path / "files")
    restore(data, source)
    store = Store.open(data)
    assert not store.read(lambda session: index.is_complete(session.connection()))
    while store.write(index.catch_up).result:
        pass
    assert [hit.title for hit in store.read(lambda session: search.find(session, "dana")).hits]
    store.close()
    assert clients_in(data) == BEFORE and health.whole(data).well


def test_of_what_has_no_room_not_a_byte_is_copied(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    huge = Path(shutil.copy(first(data), tmp_path / "huge.db"))
    os.truncate(huge, shutil.disk_usage(data).free + 10**9)  # with nothing but a hole in it
    monkeypatch.setattr(fetching, "copy", None)
    with pytest.raises(WorldError) as said:
        restoring.stage(data, huge)
    assert "disk is full" in said.value.said.text and not list(data.glob("restore-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("umask", [0o000, 0o027, 0o277])
def test_all_of_it_is_for_the_owner_alone(data: Path, tmp_path: Path, umask: int) -> None:
    (data / FILE).write_bytes((data / FILE).read_bytes()[:9000])  # so that it is kept
    before = os.umask(umask)
    try:
        staged = restoring.stage(data, first(data))
        rights = {place: stat.S_IMODE(place.stat().st_mode) for place in (staged.folder, *staged.folder.rglob("*"))}
        restoring.adopt(data, staged)
        rights[data / swap.JOURNAL] = stat.S_IMODE((data / swap.JOURNAL).stat().st_mode)
        restoring.finish(data)
        rights[data / restoring.OUTCOME] = stat.S_IMODE((data / restoring.OUTCOME).stat().st_mode)
        aside = restoring.told(data)
    finally:
        os.umask(before)
    assert aside is not None and aside.kept is not None
    for place in (data / FILE, data / "files", *(data / "files").rglob("*"), data / "aside", *(data / "aside").rglob("*")):
        rights[place] = stat.S_IMODE(place.stat().st_mode)
    assert len(rights) > 20
    folders = {place for place, right in rights.items() if right == 0o700}
    assert all(right in (0o600, 0o700) for right in rights.values())
    assert {aside.kept, data / "aside", data / "files", staged.folder} <= folders and data / FILE not in folders


def test_settings_follow_the_backup(data: Path) -> None:
    store = Store.open(data)
    store.write(lambda session: settings.update(session, business_name="New name"))
    store.close()
    restore(data, first(data))
    store = Store.open(data)
    assert store.read(settings.load).business_name != "New name"
    store.close()
