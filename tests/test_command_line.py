"""`clientcare` from a terminal: it opens, or says in a sentence why not; never an abort."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clientcare import __version__, app, log, paths
from clientcare.errors import WorldError
from clientcare.services import clients, sample, settings
from clientcare.services.keeping.data_folder import DataFolder
from clientcare.services.store import Store
from clientcare.ui.starting.words import WORDS

ROOT = Path(__file__).resolve().parents[1]


def clientcare(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "-m", "clientcare", *words], env=kept | environment, capture_output=True, text=True, timeout=60
    )


def test_it_knows_its_version() -> None:
    assert clientcare("--version").stdout.strip() == f"ClientCare {__version__}"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can be without a display")
@pytest.mark.parametrize("display", ["", ":987"])
def test_without_a_display_it_says_so_and_ends_with_2(display: str) -> None:
    ended = clientcare(**({"DISPLAY": display} if display else {}))
    assert ended.returncode == 2
    assert "display" in ended.stderr or "library" in ended.stderr
    assert "Traceback" not in ended.stderr and "qt.qpa" not in ended.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have one kind of display")
@pytest.mark.parametrize("wanted", ["nonsense", "eglfs", "wayland", "wayland-egl;eglfs"])
def test_a_kind_of_display_that_is_not_here_is_said_and_ends_with_2(wanted: str) -> None:
    ended = clientcare(DISPLAY=":987", QT_QPA_PLATFORM=wanted)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1 and wanted in ended.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has Wayland")
def test_a_wayland_socket_nobody_listens_at_is_no_display(tmp_path: Path) -> None:
    (tmp_path / "wayland-0").touch()
    ended = clientcare(WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=str(tmp_path))
    assert ended.returncode == 2 and "display" in ended.stderr and ended.stderr.count("\n") == 1


def test_a_missing_part_is_named_and_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("raise ImportError('libEGL.so.1: cannot open shared object file')")
    beside = os.pathsep.join([str(tmp_path), str(ROOT)])
    for words in ([], ["tour", str(tmp_path / "out")]):
        ended = clientcare(*words, QT_QPA_PLATFORM="offscreen", PYTHONPATH=beside)
        assert ended.returncode == 2 and "libEGL.so.1" in ended.stderr
        assert ended.stderr.count("\n") == 1


OURS = """
import sys
from clientcare import __main__
def fails(*_): raise ValueError("of Dana Canary Okafor")
__main__._do = fails
sys.exit(__main__.main([]))
"""


def test_an_error_of_ours_before_any_window_is_told_by_its_place_and_ends_with_1() -> None:
    ended = subprocess.run([sys.executable, "-c", OURS], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1 and "our mistake" in ended.stderr and "ValueError" in ended.stderr
    assert "fails" in ended.stderr and "Canary" not in ended.stderr and "Traceback" not in ended.stderr


def test_without_a_home_it_asks_for_a_folder_and_ends_with_1() -> None:
    for words in ([], ["--sample"], ["--data-dir", "~nobody-of-that-name/data"]):
        ended = clientcare(*words, QT_QPA_PLATFORM="offscreen", CLIENTCARE_DATA_DIR="~nobody-of-that-name/data")
        assert ended.returncode == 1 and "--data-dir" in ended.stderr
        assert "Traceback" not in ended.stderr


CLOSED_AT_ONCE = """
import sys
from PySide6.QtCore import QTimer
from clientcare.__main__ import main
from clientcare.ui.main_window import MainWindow
def cover(window, screen):
    print(screen._text.text())
    QTimer.singleShot(0, window, window.close)
MainWindow.cover = cover
sys.exit(main(sys.argv[1:]))
"""


def test_a_data_folder_that_cannot_be_used_is_told_in_the_window_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    line = [sys.executable, "-c", CLOSED_AT_ONCE, "--data-dir", str(tmp_path / "file")]
    ended = subprocess.run(
        line, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, timeout=60
    )
    assert (ended.returncode, ended.stdout.strip()) == (1, WORDS["unreachable"].text)


def test_wrong_words_end_with_2_and_the_usage() -> None:
    ended = clientcare("fly")
    assert ended.returncode == 2 and "usage" in ended.stderr


def test_a_tour_that_cannot_write_says_so_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ended = clientcare("tour", str(tmp_path / "file"), QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr and str(tmp_path / "file") in ended.stderr


def test_the_data_folder_is_the_one_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLIENTCARE_DATA_DIR", str(tmp_path / "env"))
    assert paths.data_folder() == tmp_path / "env"
    assert paths.data_folder(str(tmp_path / "arg")) == tmp_path / "arg"
    assert paths.data_folder(str(tmp_path / "arg" / ".." / "other")) == tmp_path / "other"
    monkeypatch.delenv("CLIENTCARE_DATA_DIR")
    assert paths.data_folder().name == "ClientCare"


def test_the_sample_never_shares_the_owners_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLIENTCARE_DATA_DIR", str(tmp_path / "data"))
    assert paths.sample_folder() != paths.data_folder()
    assert paths.sample_folder().parent == paths.data_folder().parent
    monkeypatch.setenv("CLIENTCARE_DATA_DIR", "/")
    assert paths.sample_folder() not in (paths.data_folder(), Path(Path().absolute().anchor))


def opened(folder: Path) -> list[int]:
    data = DataFolder(folder, sample=True)
    try:
        store = app._open_store(data)
        try:
            return store.read(clients.ids)
        finally:
            store.close()
    finally:
        data.release()


@pytest.fixture
def unlogged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "start", lambda folder: None)


def test_the_sample_is_loaded_once(tmp_path: Path, unlogged: None) -> None:
    first = opened(tmp_path / "new")
    assert len(first) > 30 and opened(tmp_path / "new") == first


@pytest.mark.parametrize("what", ["a client", "a name"])
def test_the_sample_is_never_put_among_the_owners_own_data(folder: Path, what: str, unlogged: None) -> None:
    store = Store.open(folder)
    if what == "a client":
        store.write(lambda session: clients.create(session, "Dana"))
    else:
        store.write(lambda session: settings.update(session, business_name="Rivera"))
    store.close()
    before = (folder / "clientcare.db").read_bytes()
    with pytest.raises(WorldError) as error:
        opened(folder)
    assert error.value.said.text == sample.NOT_HERE
    assert (folder / "clientcare.db").read_bytes() == before


def test_resources_are_found() -> None:
    assert paths.resource("icons", "check.svg").is_file() and paths.resource("fonts", "NotoSans-Regular.ttf").is_file()
