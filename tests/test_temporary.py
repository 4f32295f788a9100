"""Copies among the system's temporary files are the owner's alone, and gone with ClientCare or with its next start."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from clientcare import temporary

PUTS_SOMETHING = """
import os, sys, time
from clientcare import temporary
for kind in ("file", temporary.HANDED, "icons"):
    (temporary.folder(kind) / "Dana Okafor.pdf").write_text("Dear Dana")
print("there", flush=True)
if sys.argv[1] == "wait":
    time.sleep(60)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the system keeps temporary files."""
    there = tmp_path / "tmp"
    there.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(there))
    monkeypatch.setattr(temporary, "_mine", {})  # the icons of the tests' window stay
    yield there
    temporary.clear()


def start(place: Path, how: str) -> subprocess.Popen[str]:
    """Another ClientCare that puts something there."""
    around = os.environ | {"TMPDIR": str(place), "TEMP": str(place), "TMP": str(place)}
    line = [sys.executable, "-c", PUTS_SOMETHING, how]
    started = subprocess.Popen(line, env=around, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    assert started.stdout and started.stdout.readline() == "there\n"
    started.stdout.close()
    return started


def left(place: Path) -> list[str]:
    return sorted(file.parent.name.partition("-")[0] for file in place.rglob("*.pdf"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("umask", [0o000, 0o077, 0o027])
def test_only_the_owner_may_look_into_it(place: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        made = temporary.folder("file")
    finally:
        os.umask(before)
    assert {stat.S_IMODE(each.stat().st_mode) for each in (made, made.parent)} == {0o700}


def test_the_end_takes_it_all_away_but_what_a_mail_program_may_still_be_opening(place: Path) -> None:
    made = temporary.folder("file")
    (made / "x.pdf").touch(0o400)
    mail, old = temporary.folder(temporary.HANDED), temporary.folder(temporary.HANDED)
    os.utime(old, (time.time() - temporary.STILL_READ - 1,) * 2)
    temporary.clear()
    assert not made.exists() and not old.exists() and mail.exists()


def test_without_any_mail_nothing_at_all_is_left(place: Path) -> None:
    (temporary.folder("icons") / "check.svg").touch()
    temporary.clear()
    assert list(place.iterdir()) == []
    assert temporary.folder("icons").is_dir()  # and it goes on


def test_a_process_that_simply_ends_cleans_up(place: Path) -> None:
    assert start(place, "end").wait(30) == 0
    assert left(place) == ["mail"]


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")
def test_what_a_kill_left_goes_with_the_next_start_at_once(place: Path) -> None:
    alive, killed = start(place, "wait"), start(place, "wait")
    try:
        killed.send_signal(signal.SIGKILL)
        killed.wait(30)
        assert left(place) == ["file", "file", "icons", "icons", "mail", "mail"]
        temporary.clear_left()
        assert left(place) == ["file", "icons", "mail", "mail"]  # of the living one, and a mail of a moment ago
        for mail in place.glob("*/mail-*"):
            os.utime(mail, (0, 0))
        temporary.clear_left()
        assert left(place) == ["file", "icons", "mail"] and len(list(place.iterdir())) == 1
    finally:
        alive.kill()
        alive.wait(30)
    temporary.clear_left()
    assert list(place.iterdir()) == []


def test_what_earlier_versions_left_goes_too_and_nothing_else(place: Path) -> None:
    ours = [place / "clientcare-file-1-a", place / "clientcare-mail-b", place / f"{temporary.PREFIX}c"]
    others = [place / "clientcare-notes-of-mine", place / "of another program", place / f"{temporary.PREFIX}fresh"]
    for each in (*ours, *others):
        each.mkdir()
        (each / "x.pdf").touch(0o400)
    for each in (*ours, *others[:-1]):
        os.utime(each, (0, 0))
    temporary.clear_left()
    assert sorted(place.iterdir()) == sorted(others)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_somebody_laid_there_is_not_followed(place: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "will.pdf").touch()
    (place / f"{temporary.PREFIX}x").symlink_to(precious)
    inside = place / f"{temporary.PREFIX}y"
    inside.mkdir()
    (inside / "file-1").symlink_to(precious)
    os.utime(inside, (0, 0))
    os.utime(precious, (0, 0))
    temporary.clear_left()
    assert (precious / "will.pdf").exists() and not inside.exists()


def test_no_folder_of_temporary_files_is_no_trouble_at_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    temporary.clear_left()


A_WINDOW = """
import os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from clientcare import app, temporary
from clientcare.ui.main_window import MainWindow

def look():
    window = next((each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)), None)
    if window is None or not window.jobs.ready:
        return
    if sys.argv[2] == "close":
        window.close()
    else:
        (temporary.folder("file") / "Dana Okafor.pdf").touch(0o400)
        os.kill(os.getpid(), signal.SIGKILL)

app.application_object()
timer = QTimer(interval=20)
timer.timeout.connect(look)
timer.start()
sys.exit(app.run(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")
def test_a_killed_window_leaves_nothing_the_next_one_does_not_take_away(place: Path, tmp_path: Path) -> None:
    around = os.environ | {"TMPDIR": str(place), "QT_QPA_PLATFORM": "offscreen"} | {"CLIENTCARE_STATE_DIR": str(tmp_path / "s")}

    def window(how: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-c", A_WINDOW, str(tmp_path / "data"), how]
        return subprocess.run(line, env=around, cwd=Path(__file__).parents[1], capture_output=True, text=True, timeout=120)

    assert window("kill").returncode == -signal.SIGKILL
    assert left(place) == ["file"] and list(place.rglob("check-*.svg")), "the icons of the style sheet lie there too"
    closed = window("close")
    assert closed.returncode == 0 and closed.stderr == ""
    assert list(place.iterdir()) == []
