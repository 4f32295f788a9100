"""`clientcare` from a terminal: it opens, or says in a sentence why not; never an abort."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clientcare import __version__, paths


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
    monkeypatch.delenv("CLIENTCARE_DATA_DIR")
    assert paths.data_folder().name == "ClientCare"


def test_the_sample_never_shares_the_owners_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLIENTCARE_DATA_DIR", str(tmp_path / "data"))
    assert paths.sample_folder() != paths.data_folder()
    assert paths.sample_folder().parent == paths.data_folder().parent


def test_resources_are_found() -> None:
    assert paths.resource("icons", "check.svg").is_file() and paths.resource("fonts", "NotoSans-Regular.ttf").is_file()
