"""One window for a data folder: real processes, started twice, at once, stopped and killed."""

from __future__ import annotations

import signal
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from clientcare import folder_lock
from clientcare.errors import DataTrouble
from clientcare.services.store import Store

from .starts import Start

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")


def test_the_second_start_raises_the_first_and_ends_well(folder: Path) -> None:
    with Start(folder) as first:
        first.sees("pages")
        with Start(folder) as second:
            first.sees("front")
            assert second.ends() == 0
        assert second.said == [], "the second start showed a window"
        assert first.close() == 0


def test_of_two_starts_at_once_one_window_is_left(folder: Path) -> None:
    Store.open(folder).close()  # a folder that no window has locked yet, so both look before either has
    with Start(folder) as one, Start(folder) as other:
        until = time.monotonic() + 30
        while time.monotonic() < until and one.process.poll() is None and other.process.poll() is None:
            time.sleep(0.05)
        ended, left = (one, other) if one.process.poll() is not None else (other, one)
        assert ended.ends() == 0 and not [line for line in ended.said if line.startswith("pages")]
        left.sees("pages")
        left.sees("front")
        assert left.close() == 0


@ON_POSIX
def test_a_killed_window_leaves_nothing_that_stands_in_the_way(folder: Path) -> None:
    for _ in range(2):
        with Start(folder) as one:
            one.sees("pages")
            one.kill()
    with Start(folder) as one:
        one.sees("pages")
        with Start(folder) as second:
            one.sees("front")
            assert second.ends() == 0
        assert one.close() == 0


@ON_POSIX
def test_a_first_window_that_hangs_is_told_of_and_found_again(folder: Path) -> None:
    with Start(folder) as first:
        first.sees("pages")
        first.process.send_signal(signal.SIGSTOP)
        with Start(folder) as second:
            assert second.sees("screen") == "screen ClientCare is open with this data already"
            first.process.send_signal(signal.SIGCONT)
            first.sees("front")
            assert second.ends() == 0


@ON_POSIX
def test_the_window_that_waits_opens_as_soon_as_the_other_is_gone(folder: Path) -> None:
    with Start(folder) as first:
        first.sees("pages")
        first.process.send_signal(signal.SIGSTOP)
        with Start(folder) as second:
            second.sees("screen ClientCare is open")
            first.kill()
            second.sees("pages")
            assert second.close() == 0


def test_the_command_line_holds_the_folder_and_the_window_waits(folder: Path) -> None:
    Store.open(folder).close()
    lock = folder_lock.take(folder)
    with Start(folder) as one:
        one.sees("screen ClientCare is open")
        lock.release()
        one.sees("pages")
        assert one.close() == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems keep programs' data elsewhere")
def test_a_window_begins_again_on_another_folder_which_is_the_owners_from_then_on(tmp_path: Path) -> None:
    usual, other = tmp_path / "ClientCare", tmp_path / "mine"
    usual.mkdir()
    with sqlite3.connect(usual / "clientcare.db") as foreign:
        foreign.execute("CREATE TABLE recipe (name)")
    with Start(usual, named=False) as one:
        one.sees("screen This folder holds a file of another program")
        one.tell(f"choose {other}")
        one.press("starting.other")
        one.sees("pages")
        with Start(other) as second:
            one.sees("front")
            assert second.ends() == 0
        assert one.close() == 0
    with Start(usual, named=False) as one:
        one.sees("pages")
        assert not [line for line in one.said if line.startswith("screen")] and one.close() == 0
    assert sorted(file.name for file in usual.iterdir()) == ["clientcare.db"]


def test_a_lock_is_held_once_and_free_after(tmp_path: Path) -> None:
    assert folder_lock.take_if_there(tmp_path) is None and not list(tmp_path.iterdir())
    one = folder_lock.take(tmp_path)
    for again in (folder_lock.take, folder_lock.take_if_there):
        with pytest.raises(DataTrouble) as error:
            again(tmp_path)
        assert error.value.why == "in_use"
    assert one.note("here") == "" and folder_lock.address(tmp_path) == "here"
    one.release()
    one.release()
    two = folder_lock.take(tmp_path)
    assert two.note("there, further away") == "here" and folder_lock.address(tmp_path) == "there, further away"
    two.release()


def test_what_a_lock_file_names_is_never_taken_away_unless_it_is_a_socket_of_ours(tmp_path: Path) -> None:
    from clientcare.ui.starting.doorbell import _clear

    letter = tmp_path / "clientcare-letter"
    letter.write_text("Dear Dana")
    for name in (letter, tmp_path, tmp_path / "none"):
        _clear(name)
    assert letter.exists()
