"""Everything saved from the window: the place is asked for, the work goes on beside the owner's, stopping leaves nothing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl

from clientcare import services
from clientcare.records import DisputeForm
from clientcare.services.exporting import as_pages
from clientcare.services.exporting.place import INSIDE


@pytest.fixture
def full(owner: Any, tmp_path: Path) -> Any:
    def write(session: Any) -> None:
        id = services.clients.create(session, "Dana <b>Okafor</b>")
        services.disputes.create(session, DisputeForm("Tiles", id))

    owner.write(write)
    owner.dialogs.save_to = tmp_path / "USB stick"
    owner.window.export_everything()
    owner.settle()
    return owner


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The last part of an export waits until it is let go on; `begun` once it is there."""

    class Held:
        begun, go_on = threading.Event(), threading.Event()

    def write(parcel: Any) -> None:
        Held.begun.set()
        assert Held.go_on.wait(20)
        parcel.progress.step(0)

    monkeypatch.setattr(as_pages, "write", write)
    yield Held
    Held.go_on.set()


def test_all_there_is_stands_in_one_folder_that_can_be_opened(full: Any, tmp_path: Path, opened_urls: list[QUrl]) -> None:
    full.click("export.choose")
    (root,) = (tmp_path / "USB stick").iterdir()
    assert root.name.startswith("ClientCare export 20") and "Dana &lt;b&gt;Okafor" in (root / "index.html").read_text("utf-8")
    assert full.find("export.where").text() == str(root) and not full.sees("export.lost")
    full.click("export.open")
    assert opened_urls[-1].toLocalFile() == str(root / "index.html")
    full.click("export.show")
    assert opened_urls[-1].toLocalFile() == str(root)  # no file window answers here
    full.click("export.again")
    full.click("export.choose")
    assert len(list((tmp_path / "USB stick").iterdir())) == 2


def test_stop_leaves_nothing_behind(full: Any, held: Any, tmp_path: Path) -> None:
    full.find("export.choose").click()
    assert held.begun.wait(20)
    full.qtbot.waitUntil(lambda: full.find("export.bar").value() > 0)
    full.find("export.stop").click()
    held.go_on.set()
    full.settle()
    assert list((tmp_path / "USB stick").iterdir()) == [] and full.sees("export.choose")
    assert full.window.toast.text == "Stopped. Nothing was left behind."


def test_the_owner_may_work_on_meanwhile_and_is_told(full: Any, held: Any, tmp_path: Path) -> None:
    full.find("export.choose").click()
    assert held.begun.wait(20)
    full.window.go("clients")
    written: list[int] = []
    full.window.jobs.write(lambda session: services.clients.create(session, "New"), written.append)
    full.qtbot.waitUntil(lambda: bool(written))
    held.go_on.set()
    full.settle()
    (root,) = (tmp_path / "USB stick").iterdir()
    assert root.name in full.window.toast.text and "New" not in (root / "csv" / "clients.csv").read_text("utf-8-sig")


def test_closing_the_window_ends_it_and_leaves_nothing(full: Any, held: Any, tmp_path: Path) -> None:
    full.find("export.choose").click()
    assert held.begun.wait(20)
    threading.Timer(0.1, held.go_on.set).start()
    full.window.close()
    assert list((tmp_path / "USB stick").iterdir()) == []


def test_a_place_among_the_data_is_refused(full: Any) -> None:
    full.dialogs.save_to = full.window.folder / "files"
    full.click("export.choose")
    assert full.window.toast.text == INSIDE and full.sees("export.choose")


def test_a_place_that_takes_nothing_is_said_and_another_can_be_chosen(full: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    full.dialogs.save_to, full.dialogs.expects_trouble = tmp_path / "file", True
    full.click("export.choose")
    assert len(full.dialogs.troubles) == 1 and full.sees("export.choose")


def test_thinking_better_of_it_changes_nothing(full: Any) -> None:
    full.dialogs.save_to = None
    full.click("export.choose")
    assert full.sees("export.choose")
