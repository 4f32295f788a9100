"""The data is suddenly out of reach while the window is open: clear words, nothing typed is lost, and it works again after."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from first_day import first_day

from clientcare import services
from clientcare.db.database import FILE
from clientcare.errors import DataTrouble
from clientcare.said import Said
from clientcare.services.store import Store
from clientcare.ui.starting import loss
from clientcare.ui.starting.loss import FOLDER_GONE, GONE, WORDS

from .conftest import Owner

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")


@pytest.fixture
def losing(open_window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Owner:
    """The owner at a window with one client, that looks quickly whether its data is back."""
    monkeypatch.setattr(loss, "AGAIN_MS", 40)
    owner: Owner = open_window()
    owner.write(lambda session: services.clients.create(session, "Dana Okafor"))
    return owner


def types(owner: Owner, name: str) -> None:
    """As a page does that saves what is typed."""
    owner.window.jobs.fingers.save("name", lambda session: services.settings.update(session, business_name=name))


def says(owner: Owner, key: str) -> None:
    owner.qtbot.waitUntil(lambda: owner.sees("loss.said") and owner.find("loss.said").text() == WORDS[key], timeout=20_000)


def is_back(owner: Owner, name: str) -> None:
    """The line is gone, the word said, and what had been typed is in the file."""
    owner.qtbot.waitUntil(lambda: not owner.sees("loss.said"), timeout=20_000)
    owner.settle()
    assert owner.window.toast.text == loss.BACK and not owner.window.jobs.fingers.hold_something
    with sqlite3.connect(owner.window.folder / FILE) as file:
        assert file.execute("SELECT value FROM setting WHERE key = 'business_name'").fetchone() == (f'"{name}"',)
        assert file.execute("SELECT name FROM client").fetchall() == [("Dana Okafor",)]
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not owner.sees("held.unsaved")


def test_a_file_that_is_deleted_is_put_back_whole(losing: Owner) -> None:
    (losing.window.folder / FILE).unlink()
    types(losing, "Rivera")
    says(losing, GONE)
    assert not losing.sees("loss.open")
    losing.click("loss.put_back")
    is_back(losing, "Rivera")
    losing.write(lambda session: services.clients.create(session, "Lee Park"))
    losing.window.close()
    store = Store.open(losing.window.folder)
    assert len(store.read(services.clients.ids)) == 2
    store.close()


def test_a_folder_that_is_deleted_is_put_back_too(losing: Owner) -> None:
    shutil.rmtree(losing.window.folder)
    types(losing, "Rivera")
    says(losing, FOLDER_GONE)
    losing.click("loss.put_back")
    is_back(losing, "Rivera")


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_was_moved_away_and_comes_back_is_saved_to_again(losing: Owner, tmp_path: Path, what: str) -> None:
    here = losing.window.folder / FILE if what == "file" else losing.window.folder
    here.rename(tmp_path / "elsewhere")
    types(losing, "Rivera")
    says(losing, GONE if what == "file" else FOLDER_GONE)
    assert losing.sees("held.unsaved"), "and what is not saved is told as such"
    (tmp_path / "elsewhere").rename(here)
    is_back(losing, "Rivera")


def test_a_file_that_was_replaced_is_set_aside_and_ours_put_back(losing: Owner, tmp_path: Path) -> None:
    other = first_day(tmp_path / "other") / FILE
    theirs = other.read_bytes()
    other.replace(losing.window.folder / FILE)
    types(losing, "Rivera")
    says(losing, "replaced")
    assert losing.sees("loss.open")
    losing.click("loss.put_back")
    is_back(losing, "Rivera")
    assert [file.read_bytes() for file in (losing.window.folder / "aside").rglob(FILE)] == [theirs]


def test_the_file_that_is_there_instead_can_be_opened(losing: Owner, tmp_path: Path) -> None:
    (first_day(tmp_path / "other") / FILE).replace(losing.window.folder / FILE)
    types(losing, "Rivera")
    says(losing, "replaced")
    losing.dialogs.confirms = False  # what was typed would be lost
    losing.click("loss.open")
    assert losing.window.isVisible() and losing.window.again is None
    losing.dialogs.confirms = True
    losing.click("loss.open")
    assert not losing.window.isVisible() and losing.window.again == losing.window.folder


def test_what_is_pressed_while_the_line_stands_is_answered_in_passing(losing: Owner) -> None:
    (losing.window.folder / FILE).unlink()
    types(losing, "Rivera")
    says(losing, GONE)
    losing.window.jobs.write(lambda session: services.clients.create(session, "Lee Park"))
    losing.qtbot.waitUntil(lambda: "data" in losing.window.toast.text, timeout=20_000)
    losing.click("loss.put_back")
    is_back(losing, "Rivera")


def test_a_trouble_that_a_look_does_not_confirm_is_told_as_any_other(losing: Owner) -> None:
    def fails(session: object) -> None:
        raise DataTrouble("full", Said("The disk is full."))

    losing.window.jobs.write(fails)
    losing.qtbot.waitUntil(lambda: bool(losing.dialogs.troubles), timeout=20_000)
    losing.settle()
    assert [error.said.text for error in losing.dialogs.troubles] == ["The disk is full."] and not losing.sees("loss.said")
    losing.dialogs.troubles.clear()


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, to fill and to pull out."""
    place = tmp_path / "stick"
    place.mkdir()
    mounted = hasattr(os, "geteuid") and not os.geteuid() and shutil.which("mount")
    if not mounted or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]).returncode:
        pytest.skip("only root may mount one")
    try:
        yield place
    finally:
        while not subprocess.run(["umount", "-l", str(place)], capture_output=True).returncode:
            pass


def test_a_full_disk_is_told_until_there_is_room(
    stick: Path, open_window: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loss, "AGAIN_MS", 40)
    owner = open_window(stick / "data")
    owner.write(lambda session: services.clients.create(session, "Dana Okafor"))
    with (stick / "holiday.mp4").open("wb", buffering=0) as film, pytest.raises(OSError, match="No space"):
        while True:
            film.write(b"\0" * 4096)
    types(owner, "Rivera")
    says(owner, "full")
    (stick / "holiday.mp4").unlink()
    is_back(owner, "Rivera")


def test_a_stick_that_is_pulled_out_and_put_in_again(
    stick: Path, open_window: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(loss, "AGAIN_MS", 40)
    media = tmp_path / "media"
    media.mkdir()
    subprocess.run(["mount", "--bind", str(stick), str(media)], check=True)
    try:
        owner = open_window(media / "data")
        owner.write(lambda session: services.clients.create(session, "Dana Okafor"))
        subprocess.run(["umount", "-l", str(media)], check=True)
        types(owner, "Rivera")
        says(owner, FOLDER_GONE)
        subprocess.run(["mount", "--bind", str(stick), str(media)], check=True)
        is_back(owner, "Rivera")
        owner.window.close()
    finally:
        subprocess.run(["umount", "-l", str(media)], capture_output=True)
