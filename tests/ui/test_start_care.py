"""What the window shows when its data cannot be opened as usual, and that each way out of it works."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from first_day import first_day
from no_room import small_disk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from clientcare import app, log, services
from clientcare.db import database
from clientcare.db.database import APPLICATION_ID, FILE, SCHEMA
from clientcare.errors import DataTrouble
from clientcare.said import Said
from clientcare.services import backups
from clientcare.services.keeping import known
from clientcare.services.store import Store
from clientcare.ui import opening
from clientcare.ui.starting import care
from clientcare.ui.starting.words import OFFERS, WORDS

from .conftest import FakeDialogs, Owner, close

Begin = Any  # called with a folder: the Owner; `leave` closes the window again


@pytest.fixture
def begin(qapp: QApplication, qtbot: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Begin]:
    """Starts as the program does, and waits until the pages or a screen are there."""
    monkeypatch.setenv("CLIENTCARE_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setattr(log, "start", lambda folder: None)
    monkeypatch.setattr(care, "AGAIN_MS", 60)
    data: list[app.DataFolder] = []
    owners: list[Owner] = []

    def start(folder: Path) -> Owner:
        data.append(app.DataFolder(folder))
        owner = Owner(qtbot, app.build(qapp, folder, appearance="light", dialogs=FakeDialogs, data=data[-1]))
        owners.append(owner)
        owner.window.show()
        owner.window.start()
        qtbot.waitUntil(lambda: bool(owner.window.watch.status == 0 or said(owner)), timeout=20_000)
        owner.settle()
        return owner

    def leave(owner: Owner) -> None:
        close(owner)
        data[owners.index(owner)].release()

    start.leave = leave
    yield start
    for owner in owners:
        leave(owner)  # twice does no harm


def said(owner: Owner) -> str:
    """The title of the screen in front; "" where the pages are."""
    return owner.find("starting.title").text() if owner.sees("starting.title") else ""


def offered(owner: Owner) -> set[str]:
    return {key for key in OFFERS if owner.sees(f"starting.{key}")}


def title(key: str, **values: str) -> str:
    return WORDS[key].title.format(**values)


def opens(owner: Owner) -> None:
    """Wait until the pages are there, with what was there before."""
    owner.qtbot.waitUntil(lambda: not said(owner) and owner.window.watch.status == 0, timeout=20_000)
    owner.settle()


def names(owner: Owner) -> list[str]:
    ids = owner.read(services.clients.ids)
    return sorted(one.name for one in owner.read(lambda session: services.clients.rows(session, ids)))


def content(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def ours(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that had a client, a backup with her, and one more client since."""
    monkeypatch.setenv("CLIENTCARE_STATE_DIR", str(tmp_path / "state"))
    store = Store.open(first_day(folder))
    store.write(lambda session: services.clients.create(session, "Dana Okafor"))
    backups.take(folder, "asked")
    store.write(lambda session: services.clients.create(session, "Lee Park"))
    store.close()
    known.remember(folder)
    return folder


def damage(folder: Path, at: int = 100) -> bytes:
    data = bytearray((folder / FILE).read_bytes())
    data[at : at + 60] = b"\xff" * 60
    (folder / FILE).write_bytes(data)
    return bytes(data)


def damage_table(folder: Path, table: str) -> None:
    with sqlite3.connect(folder / FILE) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    damage(folder, (root - 1) * size)


# -- damaged


def test_a_damaged_file_is_left_and_its_newest_backup_restored(ours: Path, begin: Begin) -> None:
    damaged = damage(ours)
    owner = begin(ours)
    assert said(owner) == title("damaged") and offered(owner) == {"restore", "file", "again", "show", "new"}
    assert (ours / FILE).read_bytes() == damaged
    assert "Holds 1 client" in owner.find("starting.contents").text()
    assert owner.find("starting.restore").hasFocus() and owner.find("starting.restore").property("look") == "primary"
    owner.click("starting.restore")
    opens(owner)
    assert names(owner) == ["Dana Okafor"]
    assert damaged in content(ours / "aside").values()
    now = backups.status(ours)
    assert now.healthy and now.trouble is None, "that the damaged file could not be backed up is over"


def test_a_damaged_file_without_a_backup_can_be_set_aside_for_a_new_one(folder: Path, begin: Begin) -> None:
    first_day(folder)
    damaged = damage(folder)
    owner = begin(folder)
    assert said(owner) == title("damaged") and "restore" not in offered(owner) and not owner.sees("starting.backup")
    owner.click("starting.new")
    opens(owner)
    assert owner.dialogs.asked and names(owner) == []
    assert damaged in content(folder / "aside").values()


def test_what_the_check_after_the_start_finds_is_shown_and_can_be_lived_with(
    ours: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WARM_UP_MS", 1)
    damage_table(ours, "payment")
    owner = begin(ours)
    owner.qtbot.waitUntil(lambda: said(owner) == title("found"), timeout=20_000)
    owner.settle()
    assert "go_on" in offered(owner) and not owner.sees("starting.details"), "the title is not said again below it"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(owner.window.focusWidget(), key)
    assert said(owner) == title("found") and owner.window.again is None, "what was meant for a text presses nothing"
    QTest.keyClick(owner.window.focusWidget(), Qt.Key.Key_Tab)
    assert owner.window.focusWidget() is owner.find("starting.backup")
    assert backups.status(ours).healthy is False
    owner.click("starting.go_on")
    assert not said(owner) and "Lee Park" in names(owner)
    assert not owner.dialogs.troubles
    owner.window.jobs.read(lambda session: session.execute(text("SELECT sum(length(note)) FROM payment")).all(), print)
    owner.qtbot.waitUntil(lambda: bool(owner.dialogs.troubles), timeout=20_000)
    owner.settle()
    assert not said(owner), "who went on all the same is told what did not work, and not led away from it again"
    assert len(owner.dialogs.troubles) == 1
    owner.dialogs.troubles.clear()


def test_damage_found_by_a_later_read_is_told_once(ours: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = begin(ours)
    owner.settle()
    quick = services.health.quick

    def damaged_then(folder: Path, progress: Any) -> Any:
        damage_table(ours, "payment")
        return quick(folder, progress)

    monkeypatch.setattr(services.health, "quick", damaged_then)

    def fails(session: object) -> None:
        raise DataTrouble("damaged", Said("Part of it cannot be read."))

    owner.window.jobs.read(fails, print)
    owner.qtbot.waitUntil(lambda: said(owner) == title("found"), timeout=20_000)
    owner.settle()
    assert not owner.dialogs.troubles


def test_what_is_called_damage_and_is_none_is_told_by_a_dialog(ours: Path, begin: Begin) -> None:
    owner = begin(ours)

    def fails(session: object) -> None:
        raise DataTrouble("damaged", Said("Part of it cannot be read."))

    owner.window.jobs.read(fails, print)
    owner.qtbot.waitUntil(lambda: bool(owner.dialogs.troubles), timeout=20_000)
    owner.settle()
    assert len(owner.dialogs.troubles) == 1 and not said(owner)
    owner.dialogs.troubles.clear()


def test_a_backup_that_cannot_be_restored_changes_nothing_and_says_why(ours: Path, begin: Begin, tmp_path: Path) -> None:
    damaged = damage(ours)
    owner = begin(ours)
    owner.dialogs.opens = tmp_path / "holiday.clientcare"
    owner.dialogs.opens.write_bytes(b"no backup at all")
    owner.click("starting.file")
    owner.qtbot.waitUntil(lambda: owner.sees("starting.trouble"), timeout=20_000)
    assert said(owner) == title("damaged") and len(owner.find("starting.trouble").text()) > 20
    assert owner.window.focusWidget() is owner.find("starting.restore"), "the keyboard is not lost while it waits"
    assert (ours / FILE).read_bytes() == damaged
    owner.click("starting.restore")
    opens(owner)


def test_a_file_whose_damage_shows_only_when_it_is_read_is_restored_too(ours: Path, begin: Begin) -> None:
    with sqlite3.connect(ours / FILE) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'setting'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    damage(ours, (root - 1) * size)
    owner = begin(ours)
    assert said(owner) == title("damaged")
    owner.click("starting.restore")
    opens(owner)
    assert names(owner) == ["Dana Okafor"]


# -- gone


def test_a_file_that_is_gone_is_never_begun_anew_and_can_be_found(ours: Path, begin: Begin, tmp_path: Path) -> None:
    elsewhere = tmp_path / "somewhere" / "old data.db"
    elsewhere.parent.mkdir()
    (ours / FILE).rename(elsewhere)
    owner = begin(ours)
    assert said(owner) == title("missing") and not (ours / FILE).exists()
    owner.dialogs.opens = elsewhere
    owner.click("starting.find")
    opens(owner)
    assert names(owner) == ["Dana Okafor", "Lee Park"] and elsewhere.exists()


def test_a_file_put_back_is_opened_at_the_next_try(ours: Path, begin: Begin) -> None:
    (ours / FILE).rename(ours / "mine.db")
    owner = begin(ours)
    assert said(owner) == title("missing")
    owner.click("starting.again")
    assert said(owner) == title("missing")
    (ours / "mine.db").rename(ours / FILE)
    owner.click("starting.again")
    opens(owner)
    assert names(owner) == ["Dana Okafor", "Lee Park"]


@pytest.mark.parametrize("left", ["known", "backups", "emptied"])
def test_that_data_was_there_is_known_by_the_computer_or_by_what_is_left(
    ours: Path, begin: Begin, tmp_path: Path, left: str
) -> None:
    (ours / FILE).unlink()
    if left == "emptied":
        (ours / FILE).touch()
    elif left == "known":
        shutil.rmtree(ours / "backups")
    if left == "backups":
        (tmp_path / "state" / known.FILE).unlink()
    owner = begin(ours)
    assert said(owner) == title("missing")
    assert ("restore" in offered(owner)) == (left != "known")


def test_starting_with_no_data_is_asked_for_and_keeps_the_backups(ours: Path, begin: Begin) -> None:
    (ours / FILE).unlink()
    owner = begin(ours)
    owner.dialogs.confirms = False
    owner.click("starting.new")
    assert said(owner) and not (ours / FILE).exists()
    owner.dialogs.confirms = True
    owner.click("starting.new")
    opens(owner)
    assert names(owner) == [] and len(backups.all(ours)) == 1


def test_a_folder_that_is_away_is_opened_by_itself_when_it_is_back(ours: Path, begin: Begin, tmp_path: Path) -> None:
    ours.rename(tmp_path / "unplugged")
    owner = begin(ours)
    assert said(owner) == title("away") and not ours.exists()
    (tmp_path / "unplugged").rename(ours)
    opens(owner)
    assert names(owner) == ["Dana Okafor", "Lee Park"]


def test_a_backup_brings_back_a_folder_that_is_gone_for_good(ours: Path, begin: Begin, tmp_path: Path) -> None:
    backups.take_elsewhere(ours, tmp_path / "stick.clientcare")
    shutil.rmtree(ours)
    owner = begin(ours)
    assert said(owner) == title("away") and not ours.exists()
    owner.dialogs.opens = tmp_path / "stick.clientcare"
    owner.click("starting.find")
    opens(owner)
    assert names(owner) == ["Dana Okafor", "Lee Park"]


def test_a_new_folder_is_no_missing_one(tmp_path: Path, begin: Begin) -> None:
    owner = begin(tmp_path / "quite" / "new")
    assert not said(owner) and (tmp_path / "quite" / "new" / FILE).exists()


# -- not ours, and not ours to change


def make_foreign(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE recipe (name)")


def make_newer(file: Path) -> None:
    with sqlite3.connect(file) as later:
        later.execute(f"PRAGMA application_id={APPLICATION_ID}")
        later.execute(f"PRAGMA user_version={SCHEMA + 1}")
        later.execute("CREATE TABLE client (id)")


@pytest.mark.parametrize(("make", "key"), [(make_foreign, "foreign"), (make_newer, "newer")])
def test_a_file_that_is_not_for_us_keeps_every_byte(
    folder: Path, tmp_path: Path, begin: Begin, make: Callable[[Path], None], key: str
) -> None:
    folder.mkdir()
    make(folder / FILE)
    before = content(folder)
    owner = begin(folder)
    assert said(owner) == title(key) and "other" in offered(owner)
    assert owner.window.focusWidget() is owner.find(f"starting.{WORDS[key].first[0]}"), "Enter does what is usually right"
    owner.click("starting.again")
    assert said(owner) == title(key) and content(folder) == before
    owner.dialogs.opens = tmp_path / "mine"
    owner.click("starting.other")
    assert owner.window.again == tmp_path / "mine" and content(folder) == before


def test_a_folder_that_may_only_be_read(ours: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    may = os.access
    with monkeypatch.context() as patched:  # root may write everywhere
        patched.setattr(database.os, "access", lambda path, mode: may(path, mode) and path != ours)
        owner = begin(ours)
        assert said(owner) == title("read_only") and not (ours / "clientcare.lock").exists()
    owner.click("starting.again")
    opens(owner)


def test_another_program_has_the_file(ours: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE_MS", 20)
    other = sqlite.connect(str(ours / FILE), isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    owner = begin(ours)
    assert said(owner) == title("locked")
    monkeypatch.setattr(care.folder, "show", lambda folder: None)
    owner.click("starting.show")  # a look at something else does not end the trying
    other.close()
    opens(owner)
    assert names(owner) == ["Dana Okafor", "Lee Park"]


def test_a_full_disk_at_the_start(tmp_path: Path, begin: Begin) -> None:
    with small_disk(tmp_path / "stick") as disk:
        first_day(disk.path / "data")
        disk.fill()
        owner = begin(disk.path / "data")
        assert said(owner) == title("full")
        disk.free()
        owner.click("starting.again")
        opens(owner)
        begin.leave(owner)


def test_a_file_in_the_way_of_the_folder(tmp_path: Path, begin: Begin) -> None:
    (tmp_path / "file").write_text("in the way")
    owner = begin(tmp_path / "file")
    assert said(owner) == title("unreachable") and (tmp_path / "file").read_text() == "in the way"
    assert owner.window.watch.status == 1


def test_our_own_mistake_at_the_start_is_told_as_one(ours: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Store, "open", lambda folder: 1 / 0)
        owner = begin(ours)
        assert said(owner) == title("ours")
        assert isinstance(owner.dialogs.troubles.pop(), ZeroDivisionError)
    owner.click("starting.again")
    opens(owner)


# -- cloud services


def test_a_folder_a_cloud_service_copies_is_warned_of_once(tmp_path: Path, begin: Begin) -> None:
    folder = tmp_path / "Dropbox" / "ClientCare"
    owner = begin(folder)
    owner.qtbot.waitUntil(lambda: bool(said(owner)), timeout=20_000)
    assert said(owner) == title("synced", service="Dropbox") and "Dropbox" in owner.find("starting.text").text()
    assert owner.window.focusWidget() is owner.find("starting.understood")
    owner.click("starting.understood")
    assert not said(owner)
    begin.leave(owner)
    again = begin(folder)
    again.settle()
    assert not said(again)


# -- every screen


@pytest.mark.parametrize("size", [(900, 600), (1280, 800)])
def test_every_screen_has_room_for_its_words_and_its_keys(tmp_path: Path, begin: Begin, size: tuple[int, int]) -> None:
    owner = begin(tmp_path / ("long" * 50) / "data")
    screen = owner.window.watch._cared()
    owner.window.resize(*size)
    for key in WORDS:
        screen._say(key, "One sentence.\nAnother.", service="Dropbox", why="Nothing can be done.")
        screen._timer.stop()
        owner.settle()
        for name in ("title", "text", "details"):
            shown = owner.find(f"starting.{name}")
            assert shown.height() >= shown.heightForWidth(shown.width()), f"{name} of {key} is cut"
            assert "{" not in shown.text()
        primary = [one for one in offered(owner) if owner.find(f"starting.{one}").property("look") == "primary"]
        assert len(primary) == 1 and offered(owner) <= {*WORDS[key].first, *WORDS[key].ways}
        assert owner.window.width() == size[0]
    assert {one.objectName() for one in owner.window.actions() if one.isEnabled()} == {"close", "about"}
    owner.window.uncover()
    assert all(one.isEnabled() for one in owner.window.actions())
