"""`clientcare backup`, `restore`, `check`, `export`: without a window, in plain words, with the right exit status."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clientcare import cli, folder_lock, log
from clientcare.__main__ import main
from clientcare.db.database import FILE
from clientcare.records import DisputeForm
from clientcare.said import Said
from clientcare.services import backups, clients, disputes, restoring
from clientcare.services.keeping import swap
from clientcare.services.progress import Stopped
from clientcare.services.store import Store

ROOT = Path(__file__).resolve().parents[1]
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="no terminal, no signals there")


@pytest.fixture
def data(store: Store, folder: Path) -> Path:
    """Dana's dispute is backed up, Eve's is not."""
    store.write(lambda session: disputes.create(session, DisputeForm("Hall tiles", client_name="Dana")))
    backups.take(folder, "asked")
    store.write(lambda session: disputes.create(session, DisputeForm("Roof", client_name="Eve")))
    store.close()
    return folder


@pytest.fixture(scope="module")
def without_qt(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A path on which PySide6 cannot be imported."""
    folder = tmp_path_factory.mktemp("broken")
    (folder / "PySide6").mkdir()
    (folder / "PySide6" / "__init__.py").write_text("raise AssertionError('no window was asked for')")
    return os.pathsep.join([str(folder), str(ROOT)])


def apart(without_qt: str, *words: str | Path, **how: str) -> tuple[int, str, str]:
    """In a process of its own, which cannot open a window."""
    line = [sys.executable, "-m", "clientcare", *map(str, words)]
    ended = subprocess.run(line, env=os.environ | {"PYTHONPATH": without_qt} | how, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.returncode, ended.stdout, ended.stderr


Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def clientcare(capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """Its exit status, and what it says on both streams."""

    def command(*words: str | Path) -> tuple[int, str, str]:
        try:
            status = main([str(word) for word in words])
        except SystemExit as ended:
            assert isinstance(ended.code, int)
            status = ended.code
        return status, *capsys.readouterr()

    yield command
    log.stop()


def names(data: Path) -> list[str]:
    store = Store.open(data)
    found = store.read(lambda session: [row.name for row in clients.rows(session, clients.ids(session))])
    store.close()
    return sorted(found)


def test_a_restore_tells_what_comes_and_how_to_take_it_back(data: Path, without_qt: str) -> None:
    status, said, trouble = apart(without_qt, "restore", backups.all(data)[0].file, "--data-dir", data)
    assert (status, trouble) == (0, "")
    assert "1 client, 1 dispute, 0 letters, 0 files, newest change" in said
    assert names(data) == ["Dana"]
    back = said.splitlines()[-1].partition("clientcare ")[2].split()
    assert apart(without_qt, *back)[0] == 0
    assert names(data) == ["Dana", "Eve"]


def test_a_backup_of_one_file_goes_to_another_computer(data: Path, clientcare: Command, tmp_path: Path) -> None:
    status, said, _ = clientcare("--data-dir", data, "backup", tmp_path)
    (file,) = tmp_path.glob("*.clientcare")
    assert status == 0 and f"Backed up to {file}: 2 clients, 2 disputes" in said
    status, said, _ = clientcare("restore", file, "--data-dir", tmp_path / "new")
    assert status == 0 and said.endswith("Restored.\n")
    assert names(tmp_path / "new") == ["Dana", "Eve"]


def test_a_check_says_that_all_is_well_or_what_is_not(
    data: Path, clientcare: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clientcare("check", "--data-dir", data) == (0, "All is well.\n", "")
    content = bytearray((data / FILE).read_bytes())
    content[4096 * 3 : 4096 * 60] = bytes(4096 * 57)
    (data / FILE).write_bytes(content)
    monkeypatch.setenv("CLIENTCARE_DATA_DIR", str(data))
    status, said, trouble = clientcare("check")
    assert (status, trouble) == (1, "") and "damaged" in said
    assert (data / FILE).read_bytes() == content


def test_damaged_data_is_set_aside_by_a_restore_and_said_to_be(data: Path, clientcare: Command) -> None:
    (data / FILE).write_bytes((data / FILE).read_bytes()[:9000])
    status, said, _ = clientcare("restore", backups.all(data)[0].file, "--data-dir", data)
    (kept,) = (data / "aside").iterdir()
    assert status == 0 and str(kept) in said and (kept / FILE).stat().st_size == 9000
    assert names(data) == ["Dana"]


def test_everything_is_exported(data: Path, without_qt: str, tmp_path: Path) -> None:
    status, said, trouble = apart(without_qt, "export", tmp_path, "--data-dir", data)
    (made,) = tmp_path.glob("ClientCare export *")
    assert (status, trouble) == (0, "") and str(made) in said
    assert "Dana" in (made / "index.html").read_text("utf-8")


def test_while_a_window_is_open_each_command_waits_for_another_time(data: Path, clientcare: Command, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    lock = folder_lock.take(data)
    before = (data / FILE).read_bytes()
    source = backups.all(data)[0].file
    try:
        for words in (["check"], ["backup", tmp_path / "out"], ["restore", source], ["export", tmp_path / "out"]):
            status, said, trouble = clientcare(*words, "--data-dir", data)
            assert (status, said) == (1, "") and "ClientCare is open" in trouble, words
    finally:
        lock.release()
    assert (data / FILE).read_bytes() == before and [*(tmp_path / "out").iterdir()] == []


@pytest.mark.parametrize("words", [["check"], ["backup", "x.clientcare"], ["export", "."]])
def test_where_there_is_no_data_it_says_so_and_makes_none(clientcare: Command, tmp_path: Path, words: list[str]) -> None:
    status, said, trouble = clientcare(*words, "--data-dir", tmp_path / "none")
    assert (status, said) == (1, "") and str(tmp_path / "none") in trouble
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("content", [b"no backup", b"SQLite format 3\0", b"PK\3\4" + bytes(99), None])
def test_what_is_no_backup_is_refused_by_name(data: Path, clientcare: Command, tmp_path: Path, content: bytes | None) -> None:
    if content:
        (tmp_path / "of mine.txt").write_bytes(content)
    status, said, trouble = clientcare("restore", tmp_path / "of mine.txt", "--data-dir", data)
    assert (status, said) == (1, "") and trouble.startswith("clientcare: of mine.txt ") and trouble.count("\n") == 1
    assert names(data) == ["Dana", "Eve"] and not list(data.glob("restore*"))


def test_a_backup_that_cannot_be_written_is_none(data: Path, clientcare: Command, tmp_path: Path) -> None:
    status, said, trouble = clientcare("backup", tmp_path / "no such folder" / "x.clientcare", "--data-dir", data)
    assert (status, said) == (1, "") and trouble.startswith("clientcare: ") and trouble.count("\n") == 1


@pytest.mark.parametrize("words", [["backup"], ["restore"], ["export"], ["check", "x"], ["backup", "a", "b"]])
def test_wrong_words_end_with_2(clientcare: Command, words: list[str]) -> None:
    status, said, trouble = clientcare(*words)
    assert (status, said) == (2, "") and "usage" in trouble


def test_each_command_tells_what_it_does(clientcare: Command) -> None:
    everything = clientcare("--help")[1]
    for word in ("backup", "restore", "check", "export"):
        assert word in everything
        assert "--data-dir" in clientcare(word, "--help")[1]


def test_a_name_the_terminal_cannot_show_is_no_reason_to_fail(data: Path, without_qt: str, tmp_path: Path) -> None:
    source = Path(shutil.copy(backups.all(data)[0].file, tmp_path / "Sicherung “Größe” 📦.db"))
    status, said, _ = apart(without_qt, "restore", source, "--data-dir", data, PYTHONIOENCODING="ascii")
    assert status == 0 and "Sicherung ?Gr??e? ?.db" in said


def test_a_restore_that_a_window_was_asked_for_is_carried_out_first(data: Path, clientcare: Command) -> None:
    restoring.adopt(data, restoring.stage(data, backups.all(data)[0].file))
    status, said, _ = clientcare("check", "--data-dir", data)
    assert status == 0 and said.splitlines()[0].startswith("First, a backup") and said.endswith("All is well.\n")
    assert names(data) == ["Dana"]


def test_a_restore_broken_off_half_way_is_not_said_to_have_changed_nothing(
    data: Path, clientcare: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(swap, "bring_in", broken_off)
    code, _, said = clientcare("restore", backups.all(data)[0].file, "--data-dir", data)
    assert code == 1 and "half-way" in said and "Nothing was changed" not in said
    monkeypatch.undo()
    assert restoring.finish(data) is not None


@on_posix
def test_on_a_terminal_it_tells_how_far_it_is(data: Path, without_qt: str) -> None:
    ours, theirs = os.openpty()
    line = [sys.executable, "-m", "clientcare", "check", "--data-dir", str(data)]
    ended = subprocess.run(line, env=os.environ | {"PYTHONPATH": without_qt}, stdout=subprocess.PIPE, stderr=theirs, timeout=60)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert ended.returncode == 0 and "100 %" in shown and shown.endswith("\r     \r")


@on_posix
def test_control_c_stops_it_where_nothing_is_half_done() -> None:
    before = signal.getsignal(signal.SIGINT)
    with cli._stoppable() as progress:
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(Stopped):
            progress.step()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_sentences_are_written_out() -> None:
    at = datetime(2026, 3, 4, 10, 11, tzinfo=UTC)
    said = Said("%n file(s) of {at}: {why}", {"at": at, "why": Said("{name} is gone.", {"name": "{x}"})}, 2)
    assert cli.plain(said) == f"2 files of 4 Mar 2026, {at.astimezone():%H:%M}: {{x}} is gone."
    assert cli.plain(Said("%n file(s)", n=1)) == "1 file"
