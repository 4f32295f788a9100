"""Backups in the window: made in time and on request, said in the side bar, looked into, restored, and taken back."""

from __future__ import annotations

import os
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from clientcare import app, services
from clientcare.errors import WorldError
from clientcare.records import Backup, BackupStatus, Contents, DisputeForm, Health, Newer
from clientcare.said import Said, mark
from clientcare.services.progress import Progress
from clientcare.settings import Settings
from clientcare.ui.keeping import keeper as keeping
from clientcare.ui.keeping import preview, words
from clientcare.ui.keeping.tasks import Task
from clientcare.ui.wording import Wording

from .conftest import close
from .test_accessibility import nameless

FULL = Said(mark("The disk is full, so no backup was made. Free some space, then try again."))
TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 14, 2).astimezone()
HELD = Contents(212, 48, 96, 12, AT)


def made(**changed: Any) -> Backup:
    return replace(Backup(Path("one.db"), 1, AT, "asked", HELD, 84_000, "0.1.0", 5), **changed)


def status(**changed: Any) -> BackupStatus:
    return replace(BackupStatus(made(), False, None, True), **changed)


def folder_of(owner: Any) -> Path:
    folder: Path = owner.window.folder
    return folder


def backups(owner: Any) -> list[Backup]:
    return list(services.backups.all(folder_of(owner)))


def add(owner: Any, *names: str) -> list[int]:
    return [owner.write(lambda session, name=name: services.clients.create(session, name)) for name in names]


def names(owner: Any) -> list[str]:
    return owner.read(lambda s: [row.name for row in services.clients.rows(s, services.clients.ids(s))])  # type: ignore[no-any-return]


def line(owner: Any) -> str:
    return owner.find("nav.backups").accessibleName()  # type: ignore[no-any-return]


def full(*_: object, **__: object) -> Backup:
    raise WorldError(FULL)


@pytest.fixture
def page(owner: Any) -> Any:
    """The page of backups, and a client who is in the data."""
    add(owner, "Dana Okafor")
    shown = owner.go("backups")
    owner.settle()
    return shown


# -- what is said


@pytest.mark.parametrize(
    ("found", "text", "tone"),
    [
        (status(), "Backed up today 14:02", ""),
        (status(changed=True), "Backed up today 14:02", ""),
        (status(last=made(at=AT - timedelta(1))), "Backed up yesterday", ""),
        (status(last=made(at=AT - timedelta(4))), "Backed up 18 Nov", ""),
        (status(last=made(at=AT - timedelta(2)), changed=True), "Backed up 20 Nov", ""),
        (status(last=made(at=AT - timedelta(3)), changed=True), "Last backup 19 Nov", "attention"),
        (status(last=made(at=AT + timedelta(400)), changed=True), "Backed up 27 Dec 2027", ""),
        (status(last=None), "No backup yet", ""),
        (status(trouble=FULL), "The last backup failed", "attention"),
        (status(healthy=False), "Your data needs a look", "attention"),
    ],
)
def test_the_side_bar_says_how_the_backups_stand(qapp: Any, found: BackupStatus, text: str, tone: str) -> None:
    said = words.line(found, Wording(Settings()), busy=False, today=TODAY)
    assert (said.text, said.tone) == (text, tone)
    assert words.line(found, Wording(Settings()), busy=True, today=TODAY).text == "Backing up…"


def test_what_is_in_a_backup_is_said_in_an_owners_words(qapp: Any) -> None:
    assert words.holds(HELD) == "212 clients, 48 disputes, 96 letters, 12 files"
    assert words.holds(Contents(1, 0, 0, 0, None)) == "1 client, 0 disputes"
    sizes = {0: "1 KB", 84_400: "84 KB", 1_234_000: "1.2 MB", 999_700_000: "1.0 GB", 31_000_000_000: "31 GB"}
    assert {size: words.size(size, Wording(Settings())) for size in sizes} == sizes


def test_what_a_restore_takes_out_of_sight_is_counted(qapp: Any) -> None:
    assert "2 clients, 1 note in timelines" in preview.lost(Newer(HELD, 2, 0, 1, 0, 0, 0))
    assert preview.lost(Newer(HELD, 0, 0, 0, 0, 0, 0)).startswith("Nothing was added since.")
    assert preview.lost(None).startswith("What you have now cannot be read")


def test_the_side_bar_leads_to_the_backups_and_folds_to_a_sign(owner: Any) -> None:
    assert not owner.sees("nav.backups"), "nothing is said before it is known"
    add(owner, "Dana Okafor")
    owner.window.keeper.start()
    owner.settle()
    assert line(owner) == "No backup yet"
    owner.window.keeper.back_up_now()
    owner.settle()
    assert line(owner).startswith("Backed up today ")
    owner.window.resize(900, 600)
    owner.settle()
    sign = owner.find("nav.backups")
    assert sign.text() == "" and not sign.icon().isNull() and "Backed up today" in sign.toolTip()
    owner.click("nav.backups")
    assert owner.place[0] == "backups" and owner.find("nav.settings").isChecked()


def test_what_went_wrong_is_plain_text_wherever_it_came_from(owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Said(mark("No room in {folder}."), {"folder": "<img src=file:///etc/passwd>"})
    monkeypatch.setattr(services.backups, "status", lambda folder: status(trouble=told))
    owner.go("backups")
    assert "<img" not in owner.find("nav.backups").toolTip()
    notice = owner.find("backups.notice", QLabel)
    assert "<img src=file" in notice.text() and notice.textFormat() == Qt.TextFormat.PlainText


# -- when one is made


def test_half_an_hour_after_the_first_change_one_is_made(owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.window.keeper.back_up_now()
    owner.settle()
    monkeypatch.setattr(keeping, "DUE_MS", 50)
    add(owner, "Dana Okafor")
    owner.qtbot.waitUntil(lambda: backups(owner)[0].reason == "timed", timeout=5000)
    owner.settle()
    assert backups(owner)[0].contents.clients == 1 and line(owner).startswith("Backed up today")
    assert not owner.window.keeper._due.isActive(), "until something else is changed"


def test_whoever_goes_on_typing_does_not_put_it_off(owner: Any) -> None:
    owner.window.keeper.back_up_now()
    owner.settle()
    add(owner, "Dana Okafor")
    due = owner.window.keeper._due
    assert 0 < due.remainingTime() <= 1.1 * keeping.DUE_MS
    owner.qtbot.wait(30)
    left = due.remainingTime()
    add(owner, "Ravi Menon")
    assert due.remainingTime() <= left


def test_what_the_last_time_left_without_a_backup_gets_one_soon(open_window: Callable[..., Any], tmp_path: Path) -> None:
    first = open_window(tmp_path / "data")
    add(first, "Dana Okafor")
    close(first)
    second = open_window(tmp_path / "data")
    second.window.keeper.start()
    second.settle()
    assert 0 < second.window.keeper._due.remainingTime() < 2 * keeping.LEFT_OVER_MS < keeping.DUE_MS


def test_one_that_nobody_asked_for_fails_without_a_dialog(owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services.backups, "take", full)
    monkeypatch.setattr(keeping, "DUE_MS", 20)
    add(owner, "Dana Okafor")
    owner.qtbot.waitUntil(lambda: owner.sees("nav.backups"), timeout=5000)
    owner.qtbot.waitUntil(lambda: line(owner) == "The last backup failed", timeout=5000)
    owner.go("backups")
    assert "The disk is full" in owner.find("backups.notice", QLabel).text() and not owner.dialogs.troubles


def test_back_up_now_by_a_key_makes_one_and_says_so(page: Any, owner: Any) -> None:
    assert owner.sees("backups.empty")
    button = owner.find("backups.now")
    button.setFocus()
    owner.qtbot.keyClick(button, Qt.Key.Key_Return)
    owner.settle()
    (one,) = backups(owner)
    assert one.reason == "asked" and one.contents.clients == 1
    assert owner.window.toast.text == "Backed up, and checked."
    rows = page.overview.table.rows
    assert [rows.index(0, column).data() for column in (1, 2)] == ["Made by you", "1 client, 0 disputes"]
    assert owner.find("backups.line", QLabel).text().startswith("Backed up today")


def test_one_that_was_asked_for_and_fails_says_why(page: Any, owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.dialogs.expects_trouble = True
    monkeypatch.setattr(services.backups, "take", full)
    owner.click("backups.now")
    (error,) = owner.dialogs.troubles
    assert isinstance(error, WorldError) and error.said == FULL
    assert line(owner) == "The last backup failed" and owner.find("backups.now").isEnabled()
    monkeypatch.undo()
    owner.click("backups.now")
    assert line(owner).startswith("Backed up today") and not owner.sees("backups.notice")


def test_a_long_one_shows_how_far_it_is_and_can_be_stopped(page: Any, owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def slow(folder: Path, reason: str, progress: Progress) -> Backup:
        progress.begin(10**9)
        while True:
            progress.step()
            begun.set()

    monkeypatch.setattr(services.backups, "take", slow)
    owner.qtbot.mouseClick(owner.find("backups.now"), Qt.MouseButton.LeftButton)
    owner.qtbot.waitUntil(lambda: owner.sees("backups.bar"), timeout=5000)
    assert begun.is_set() and owner.find("backups.doing", QLabel).text() == "Making a backup"
    assert line(owner) == "Backing up…" and not owner.sees("backups.now")
    assert owner.find("backups.stop").hasFocus()
    owner.qtbot.keyClick(owner.find("backups.stop"), Qt.Key.Key_Space)
    owner.settle()
    assert owner.sees("backups.now") and not backups(owner)
    assert owner.window.toast.text == "Stopped. Your earlier backups are as they were."


def test_closing_the_window_stops_what_is_under_way(
    open_window: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, ended = open_window(tmp_path / "data"), threading.Event()

    def slow(folder: Path, reason: str, progress: Progress) -> Backup:
        try:
            while True:
                progress.step()
        finally:
            ended.set()

    monkeypatch.setattr(services.backups, "take", slow)
    owner.window.keeper.back_up_now()
    close(owner)
    assert ended.is_set()


def test_quitting_after_changes_makes_one_and_without_changes_none(
    open_window: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = open_window(tmp_path / "data")
    add(owner, "Dana Okafor")
    assert owner.window.keeper.opened
    close(owner)
    app._back_up(tmp_path / "data")
    (one,) = services.backups.all(tmp_path / "data")
    assert one.reason == "quit" and one.contents.clients == 1
    app._back_up(tmp_path / "data")
    assert len(services.backups.all(tmp_path / "data")) == 1
    services.backups.changed(tmp_path / "data")
    monkeypatch.setattr(services.backups, "take", full)
    app._back_up(tmp_path / "data")  # nobody is there to be told: the next window is


# -- before anything big


def chosen(owner: Any, kind: str) -> None:
    """Choose all of a list by keys, and press Delete."""
    owner.go(kind)
    table = owner.find(f"{kind}.table")
    table.setFocus()
    owner.qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    owner.settle()
    owner.click(f"{kind}.chosen.delete")


def test_before_several_clients_are_deleted_there_is_a_backup_with_all_of_them(owner: Any) -> None:
    add(owner, "Dana Okafor", "Ravi Menon", "Noor Haddad")
    chosen(owner, "clients")
    (one,) = backups(owner)
    assert one.reason == "delete" and one.contents.clients == 3 and names(owner) == []
    owner.window.undo()
    owner.settle()
    assert len(names(owner)) == 3


def test_before_several_disputes_are_deleted_there_is_a_backup_with_all_of_them(owner: Any) -> None:
    (dana,) = add(owner, "Dana Okafor")
    for title in ("Late", "Crooked"):
        owner.write(lambda s, title=title: services.disputes.create(s, DisputeForm(title, dana)))
    chosen(owner, "disputes")
    assert backups(owner)[0].contents.disputes == 2
    assert owner.read(lambda s: services.disputes.ids(s)) == []


def test_a_single_one_is_deleted_without_ado_and_so_is_what_a_backup_has_already(
    owner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(owner, "Dana Okafor")
    chosen(owner, "clients")
    assert not backups(owner) and names(owner) == []
    add(owner, "Ravi Menon", "Noor Haddad")
    owner.window.keeper.back_up_now()
    owner.settle()
    found = services.backups.status(folder_of(owner))
    monkeypatch.setattr(services.backups, "status", lambda folder: replace(found, changed=False))
    chosen(owner, "clients")
    assert [one.reason for one in backups(owner)] == ["asked"]


def test_without_a_backup_the_owner_is_asked_before_several_go(owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services.backups, "take", full)
    add(owner, "Dana Okafor", "Ravi Menon")
    owner.dialogs.confirms = False
    chosen(owner, "clients")
    assert owner.dialogs.asked == ["Go on without a backup?"] and len(names(owner)) == 2
    owner.dialogs.confirms = True
    chosen(owner, "clients")
    assert names(owner) == []


def test_before_a_file_is_taken_in_there_is_a_backup(owner: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(owner, "Dana Okafor")
    owner.dialogs.opens = tmp_path / "people.csv"
    owner.dialogs.opens.write_text("Name,E-mail\nRavi Menon,ravi@x.example\n")
    owner.go("import")
    owner.click("import.choose")
    owner.click("import.next")
    monkeypatch.setattr(services.backups, "take", full)
    owner.dialogs.confirms = False
    owner.click("import.next")
    assert owner.dialogs.asked == ["Go on without a backup?"]
    assert names(owner) == ["Dana Okafor"] and owner.sees("import.next"), "back where they were"
    monkeypatch.undo()
    owner.click("import.next")
    assert names(owner) == ["Dana Okafor", "Ravi Menon"]
    assert [(one.reason, one.contents.clients) for one in backups(owner)] == [("import", 1)]


def test_before_an_import_is_taken_back_later_there_is_a_backup(owner: Any, tmp_path: Path) -> None:
    owner.dialogs.opens = tmp_path / "people.csv"
    owner.dialogs.opens.write_text("Name,E-mail\nRavi Menon,ravi@x.example\n")
    owner.go("import")
    for name in ("import.choose", "import.next", "import.next"):
        owner.click(name)
    page = owner.go("settings")
    back = [w for w in page.findChildren(QWidget) if w.objectName().startswith("settings.imports.back.")]
    back[0].click()
    owner.settle()
    assert names(owner) == [] and backups(owner)[0].reason == "delete" and backups(owner)[0].contents.clients == 1


def test_before_the_first_of_several_merges_there_is_a_backup(owner: Any) -> None:
    for name in ("Dana Okafor", "D. Okafor", "Dana Okafor-Smith"):
        (id,) = add(owner, name)
        owner.write(lambda s, id=id: services.clients.update(s, id, email="dana@home.example"))
    owner.go("duplicates")
    owner.qtbot.waitUntil(lambda: owner.sees("duplicates.why"), timeout=5000)
    for _ in range(2):
        owner.click("duplicates.merge")
        for _ in range(4):
            owner.settle()
    assert len(names(owner)) == 1
    assert [(one.reason, one.contents.clients) for one in backups(owner)] == [("merge", 3)]


def test_a_second_press_while_the_backup_is_made_does_nothing_twice(owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, take, done = threading.Event(), services.backups.take, []

    def slow(*asked: Any) -> Backup:
        go_on.wait(5)
        return take(*asked)

    monkeypatch.setattr(services.backups, "take", slow)
    add(owner, "Dana Okafor")
    given_up: list[int] = []
    for number in range(2):
        owner.window.keeper.before("delete", lambda number=number: done.append(number), lambda: given_up.append(1))
    assert "a backup is being made first" in owner.window.toast.text and given_up == [1]
    go_on.set()
    owner.settle()
    assert done == [0] and len(backups(owner)) == 1


def test_where_something_longer_is_under_way_it_waits_and_says_so(owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "SAID_MS", 1)
    go_on, done = threading.Event(), list[str]()
    keeper = owner.window.keeper
    keeper.run(Task("Saving everything", lambda progress: go_on.wait(5), lambda _: done.append("saved"), done.append))
    keeper.before("delete", lambda: done.append("deleted"))
    owner.qtbot.waitUntil(lambda: "First this has to end: Saving everything." in owner.window.toast.text, timeout=5000)
    assert keeper.busy and not keeper.backing_up and not done
    go_on.set()
    owner.settle()
    assert done == ["saved", "deleted"] and backups(owner)[0].reason == "delete"


# -- the way back


@pytest.fixture
def past(owner: Any) -> Any:
    """A backup with one client, and another client since."""
    add(owner, "Dana Okafor")
    owner.window.keeper.back_up_now()
    owner.settle()
    add(owner, "Ravi Menon")
    return owner.go("backups")


def look_inside(owner: Any, line: int = 0) -> None:
    """Choose a line of the list by keys."""
    table = owner.find("backups.table")
    table.setFocus()
    table.selectRow(line)
    owner.qtbot.keyClick(table, Qt.Key.Key_Return)
    owner.settle()


def shown(owner: Any) -> str:
    text: str = owner.reads(owner.window.page("backups").preview)
    return text


def opened_anew(owner: Any, open_window: Callable[..., Any]) -> Any:
    """The window as it comes back after a restore, warm."""
    assert owner.window.again == folder_of(owner), "the window did not ask to be opened anew"
    folder = folder_of(owner)
    close(owner)
    services.restoring.finish(folder)
    again = open_window(folder)
    again.window.keeper.start()
    again.settle()
    return again


def test_a_backup_shows_what_is_in_it_and_what_would_be_lost_and_changes_nothing(past: Any, owner: Any) -> None:
    look_inside(owner)
    assert owner.find("restore.title", QLabel).text().startswith("Backup of ")
    assert "1 client, and whatever else you changed since" in owner.find("restore.lost", QLabel).text()
    before = (folder_of(owner) / "clientcare.db").stat().st_mtime_ns
    owner.click("restore.leave")
    assert owner.sees("backups.table") and len(names(owner)) == 2
    assert not list(folder_of(owner).glob("restore*")), "what was laid out is gone"
    assert (folder_of(owner) / "clientcare.db").stat().st_mtime_ns == before


def test_a_backup_is_restored_and_the_restore_is_taken_back(past: Any, owner: Any, open_window: Callable[..., Any]) -> None:
    look_inside(owner)
    owner.click("restore.go")
    again = opened_anew(owner, open_window)
    assert names(again) == ["Dana Okafor"]
    assert again.window.toast.text.startswith("Restored: the backup of ") and again.window.toast.undo_button.isVisible()
    again.click("toast.undo")
    again.settle()
    assert again.place[0] == "backups" and "2" in shown(again), "it is shown first"
    assert names(again) == ["Dana Okafor"]
    again.click("restore.go")
    third = opened_anew(again, open_window)
    assert names(third) == ["Dana Okafor", "Ravi Menon"]


def test_the_page_offers_to_take_a_restore_back_also_later(past: Any, owner: Any, open_window: Callable[..., Any]) -> None:
    look_inside(owner)
    owner.click("restore.go")
    again = opened_anew(owner, open_window)
    again.window.keeper.back_up_now()
    again.settle()
    again.go("backups")
    assert "What you had before is kept." in again.find("backups.restored", QLabel).text()
    again.click("backups.take_back")
    again.click("restore.go")
    assert names(opened_anew(again, open_window)) == ["Dana Okafor", "Ravi Menon"]


def test_a_backup_saved_elsewhere_is_one_file_that_can_be_restored(
    past: Any, owner: Any, tmp_path: Path, open_window: Callable[..., Any]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    owner.dialogs.save_to = stick / "ClientCare"
    owner.click("backups.elsewhere")
    owner.settle()
    file = stick / "ClientCare.clientcare"
    assert zipfile.is_zipfile(file) and [each.name for each in stick.iterdir()] == [file.name]
    assert owner.window.toast.text == "Saved “ClientCare.clientcare”, and checked: it can be restored."
    far = owner.find("backups.second_place", QLabel).text()
    assert f"{os.sep}stick" in far and "Last saved on " in far
    add(owner, "Noor Haddad")
    owner.dialogs.opens = file
    owner.click("backups.from_file")
    assert "1 client, and whatever" in owner.find("restore.lost", QLabel).text()
    owner.click("restore.go")
    assert names(opened_anew(owner, open_window)) == ["Dana Okafor", "Ravi Menon"]


def test_the_second_place_is_offered_again_and_an_old_one_is_named(past: Any, owner: Any, tmp_path: Path) -> None:
    asked: list[str] = []
    owner.dialogs.file_to_save = lambda parent, title, name, kinds: asked.append(name)
    owner.write(lambda s: services.settings.update(s, second_place=str(tmp_path), second_place_on="2026-01-02"))
    owner.go("backups")
    assert "days ago." in owner.find("backups.second_place", QLabel).text()
    owner.click("backups.elsewhere")
    owner.write(lambda s: services.settings.update(s, second_place=str(tmp_path / "unplugged")))
    owner.click("backups.elsewhere")
    name = f"ClientCare {date.today().isoformat()}.clientcare"
    assert asked == [str(tmp_path / name), name]


def test_the_data_folder_is_no_second_place(past: Any, owner: Any) -> None:
    owner.dialogs.save_to = folder_of(owner) / "backups" / "one.clientcare"
    owner.click("backups.elsewhere")
    assert "Choose a place outside" in owner.window.toast.text and not owner.dialogs.save_to.exists()


def test_a_file_that_is_no_backup_is_refused_in_words(past: Any, owner: Any, tmp_path: Path) -> None:
    owner.dialogs.expects_trouble = True
    owner.dialogs.opens = tmp_path / "holiday.clientcare"
    owner.dialogs.opens.write_bytes(b"no backup at all" * 100)
    owner.click("backups.from_file")
    (error,) = owner.dialogs.troubles
    assert isinstance(error, WorldError)
    assert owner.sees("backups.table") and not list(folder_of(owner).glob("restore*"))


def test_the_check_says_that_all_is_well_or_what_is_not(past: Any, owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    owner.click("backups.check")
    assert owner.find("backups.checked", QLabel).text().endswith(": all is well.")
    roof = Said(mark("The file “{name}” is damaged."), {"name": "roof.jpg"})
    found = Health((roof,) * 6, whole=True)
    monkeypatch.setattr(services.health, "whole", lambda folder, progress: found)
    owner.click("backups.check")
    told = owner.find("backups.notice", QLabel).text()
    assert told.count("The file “roof.jpg” is damaged.") == 4 and "And 2 more." in told
    assert not owner.sees("backups.checked")


def test_a_hand_on_the_keyboard_goes_on_where_it_was(past: Any, owner: Any) -> None:
    owner.window.activateWindow()
    look_inside(owner)
    assert owner.find("restore.leave").hasFocus(), "Enter changes nothing by itself"
    owner.qtbot.keyClick(owner.find("restore.leave"), Qt.Key.Key_Return)
    owner.settle()
    assert owner.find("backups.table").hasFocus()
    now = owner.find("backups.now")
    now.setFocus()
    owner.qtbot.keyClick(now, Qt.Key.Key_Space)
    owner.settle()
    assert now.hasFocus() and len(backups(owner)) == 2


def test_the_menu_leads_to_the_backups_and_makes_one(owner: Any) -> None:
    add(owner, "Dana Okafor")
    owner.window.findChild(QAction, "show_backups").trigger()
    owner.window.findChild(QAction, "back_up").trigger()
    owner.settle()
    assert owner.place[0] == "backups" and len(backups(owner)) == 1


def test_the_settings_say_how_the_backups_stand_and_make_one(owner: Any) -> None:
    owner.go("settings")
    owner.window.keeper.start()
    owner.settle()
    assert owner.find("settings.backups.line", QLabel).text() == "No backup yet"
    owner.find("settings.backups.now").click()
    owner.settle()
    assert owner.find("settings.backups.line", QLabel).text().startswith("Backed up today")
    owner.find("settings.backups.all").click()
    owner.settle()
    assert owner.place[0] == "backups"


def test_every_control_has_a_name_and_tab_goes_as_it_is_read(past: Any, owner: Any) -> None:
    assert not nameless(owner)
    order = ["backups.check", "backups.elsewhere", "backups.table", "backups.from_file", "backups.now"]
    assert tabbed(owner, order) == order
    look_inside(owner)
    assert not nameless(owner)
    assert tabbed(owner, ["restore.leave", "restore.go"]) == ["restore.leave", "restore.go"]


def tabbed(owner: Any, wanted: list[str]) -> list[str]:
    owner.window.activateWindow()
    owner.find(wanted[0]).setFocus()
    reached = [wanted[0]]
    for _ in range(20):
        owner.window.focusNextChild()
        focused = QApplication.focusWidget() or owner.window.focusWidget()
        reached.append(focused.objectName())
    return [name for name in dict.fromkeys(reached) if name in wanted]


def test_long_names_and_the_smallest_window_cut_nothing_off(past: Any, owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    far = "/" + "media" * 60
    owner.write(lambda s: services.settings.update(s, second_place=far, second_place_on="2026-01-02"))
    why = Said(mark("No room in {folder}."), {"folder": far})
    monkeypatch.setattr(services.backups, "status", lambda folder: status(trouble=why, healthy=False))
    owner.window.resize(900, 600)
    owner.go("backups")
    assert owner.window.width() == 900 and owner.window.minimumSizeHint().width() <= 900
    assert owner.find("backups.table").height() >= 80 and owner.find("backups.now").isVisible()
