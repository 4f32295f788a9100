"""What is known of a data folder before it is opened: that data was there, which service copies it, and which one is theirs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from clientcare import paths
from clientcare.services.keeping import known, synced


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLIENTCARE_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


def test_a_folder_once_opened_is_known_also_when_all_of_it_is_gone(tmp_path: Path, state: Path) -> None:
    folder = tmp_path / "data"
    assert not known.had_data(folder)
    known.remember(folder)
    assert known.had_data(folder) and not folder.exists() and not known.had_data(tmp_path / "data2")
    assert state.joinpath(known.FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("left", ["backups", "files", "aside", "log/clientcare.log"])
def test_what_is_left_of_data_tells_that_it_was_there(tmp_path: Path, left: str) -> None:
    (tmp_path / left).mkdir(parents=True)
    assert known.had_data(tmp_path)


@pytest.mark.parametrize("content", ["", "no json", "[]", '{"a": 1}', '{"a": ["x", 3]}', "\x00" * 9])
def test_a_memory_that_cannot_be_read_is_begun_anew(tmp_path: Path, state: Path, content: str) -> None:
    state.mkdir()
    (state / known.FILE).write_text(content, "utf-8")
    assert not known.had_data(tmp_path / "data")
    known.remember(tmp_path / "data")
    assert known.had_data(tmp_path / "data")


def test_what_was_said_is_remembered_through_openings_and_the_oldest_go_first(tmp_path: Path, state: Path) -> None:
    known.told(tmp_path / "0", "synced")
    for number in range(known.MOST + 5):
        known.remember(tmp_path / str(number))
        assert known.was_told(tmp_path / "0", "synced") == (number < known.MOST)
    assert len(json.loads((state / known.FILE).read_text("utf-8"))) == known.MOST


def test_a_computer_that_keeps_nothing_still_opens(tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state.write_text("a file in the way")
    known.remember(tmp_path)
    paths.remember_folder(tmp_path)
    assert not known.had_data(tmp_path)


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/dana/Dropbox/ClientCare", "Dropbox"),
        ("/home/dana/Dropbox (Rivera Home)/x", "Dropbox"),
        ("/Users/dana/Library/CloudStorage/OneDrive-Personal/x", "OneDrive"),
        ("/mnt/c/Users/dana/OneDrive - Rivera/x", "OneDrive"),
        ("/Users/dana/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"),
        ("/Users/dana/Library/CloudStorage/GoogleDrive-dana@example.com/My Drive", "Google Drive"),
        ("/Users/dana/Library/CloudStorage/Egnyte-rivera/x", "Egnyte"),
        ("/home/dana/Nextcloud/x", "Nextcloud"),
        ("/home/dana/pCloudDrive/x", "pCloud"),
        ("/home/dana/MEGA/x", "MEGA"),
        ("/home/mega/ClientCare", ""),
        ("/home/dana/.local/share/ClientCare", ""),
        ("/home/dana/Dropbox2026/x", ""),
        ("/home/dana/boxes/x", ""),
    ],
)
def test_a_cloud_folder_is_told_by_its_path(folder: str, service: str) -> None:
    assert synced._by_name(Path(folder)) == service


@pytest.mark.parametrize(
    ("mark", "is_folder", "service"),
    [
        (".stfolder", True, "Syncthing"),
        (".dropbox", False, "Dropbox"),
        (".dropbox.cache", True, "Dropbox"),
        (".sync_1a2b3c.db", False, "Nextcloud"),
        (".owncloudsync.log", False, "ownCloud"),
        (".tmp.drivedownload", True, "Google Drive"),
        (".sync/ID", False, "Resilio Sync"),
        (".dropbox", True, ""),  # Dropbox's settings, in everybody's home
        (".syncthing", True, ""),
    ],
)
def test_a_cloud_folder_is_told_by_what_the_service_leaves_in_it(
    tmp_path: Path, mark: str, is_folder: bool, service: str
) -> None:
    data = tmp_path / "work" / "ClientCare"
    data.mkdir(parents=True)
    place = tmp_path / "work" / mark
    place.mkdir(parents=True) if is_folder else (place.parent.mkdir(exist_ok=True), place.touch())
    assert synced.service(data) == service


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_into_a_cloud_folder_is_one(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "data").mkdir(parents=True)
    (tmp_path / "data").symlink_to(tmp_path / "Dropbox" / "data")
    assert synced.service(tmp_path / "data") == "Dropbox"


def test_the_folder_the_owner_went_over_to_is_theirs_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLIENTCARE_DATA_DIR", raising=False)
    paths.remember_folder(tmp_path / "other")
    assert paths.data_folder() == tmp_path / "other"
    assert paths.data_folder(str(tmp_path / "named")) == tmp_path / "named"
    monkeypatch.setenv("CLIENTCARE_DATA_DIR", str(tmp_path / "env"))
    assert paths.data_folder() == tmp_path / "env"
