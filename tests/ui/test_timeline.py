"""The timeline as the owner uses it: adding, changing, private or not, files by drop, paste and button, opened with care."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMenu

from clientcare import services, temporary
from clientcare.records import DisputeForm, EventForm, EventRow
from clientcare.ui.timeline.card import PAGE, Timeline
from clientcare.ui.timeline.words import clock, since_contact

NOW = datetime.now(UTC)


@pytest.fixture
def dispute(owner: Any) -> int:
    id: int = owner.write(lambda s: services.disputes.create(s, DisputeForm("The fence leans", client_name="Dana Okafor")))
    owner.go("dispute", id, "timeline")
    return id


def add(owner: Any, dispute: int, kind: str = "call", days: float = 1, **said: Any) -> int:
    form = EventForm(dispute, kind, NOW - timedelta(days=days), said.pop("text", "She rang."), **said)
    id: int = owner.write(lambda s: services.entries.save(s, form))
    return id


def rows(owner: Any, dispute: int) -> tuple[EventRow, ...]:
    found: tuple[EventRow, ...] = owner.read(lambda s: services.entries.rows(s, dispute))
    return found


def card(owner: Any) -> Timeline:
    found = [one for one in owner.window.findChildren(Timeline) if one.isVisible()]
    return found[0]


def drop(owner: Any, *paths: Path, on: str = "") -> None:
    """As the mouse does it, from another program."""
    target = card(owner)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = QPoint(2, 2)
    if on:
        entry = owner.find(on)
        place = entry.mapTo(target, entry.rect().center())
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(place), Qt.DropAction.CopyAction, mime, button, key)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(place), Qt.DropAction.CopyAction, mime, button, key))
    owner.settle()


def choose(owner: Any, file: str, action: str) -> None:
    """Press a file's button and choose from what it offers."""
    button = next(w for w in owner.window.findChildren(type(owner.find(file))) if w.objectName() == file and w.isVisible())
    owner.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = button.findChild(QMenu, "timeline.file.menu")
    next(one for one in menu.actions() if one.objectName() == f"timeline.file.{action}").trigger()
    menu.close()
    owner.settle()


def file_of(owner: Any, dispute: int) -> str:
    return f"timeline.file.{rows(owner, dispute)[0].attachments[0].id}"


# -- adding and changing


@pytest.mark.parametrize(("kind", "by", "private"), [("call", "us", False), ("answer", "them", False), ("note", "us", True)])
def test_each_kind_is_whose_and_as_private_as_usual(owner: Any, dispute: int, kind: str, by: str, private: bool) -> None:
    owner.find("timeline.kind").setCurrentIndex(owner.find("timeline.kind").findData(kind))
    owner.type("timeline.text", "What happened")
    owner.click("timeline.add")
    (row,) = rows(owner, dispute)
    assert (row.kind, row.by, row.private, row.text) == (kind, by, private, "What happened")
    assert ("Private" in [w.text() for w in owner.find(f"timeline.entry.{row.id}").findChildren(QLabel)]) is private


def test_the_owner_s_own_word_on_private_stands(owner: Any, dispute: int) -> None:
    owner.find("timeline.private", QCheckBox).click()
    owner.find("timeline.kind").setCurrentIndex(owner.find("timeline.kind").findData("call"))
    owner.find("timeline.kind").setCurrentIndex(owner.find("timeline.kind").findData("note"))
    owner.type("timeline.text", "x")
    owner.click("timeline.add")
    assert rows(owner, dispute)[0].private is False


def test_it_says_quietly_that_the_client_may_read_it_one_day(owner: Any, dispute: int) -> None:
    assert "Write as if the client may one day read this." in owner.reads()


def test_a_change_is_kept_with_what_it_said_before(owner: Any, dispute: int) -> None:
    id = add(owner, dispute)

    def change(dialog: Any) -> None:
        owner.type("timeline.entry.text", "She rang twice.", dialog)
        owner.type("timeline.entry.time", "7.05 am", dialog)
        owner.click("timeline.entry.who.private", dialog)
        owner.click("timeline.entry.save", dialog)

    owner.dialogs.fill = change
    owner.click(f"timeline.change.{id}")
    (row,) = rows(owner, dispute)
    assert (row.text, row.private, row.at.astimezone().strftime("%H:%M")) == ("She rang twice.", True, "07:05")
    owner.click(f"timeline.history.{id}")
    assert "She rang." in owner.reads() and "it said:" in owner.reads()
    owner.click(f"timeline.history.{id}")
    assert "it said:" not in owner.reads()


def test_what_is_left_as_shown_keeps_its_time_to_the_second(owner: Any, dispute: int) -> None:
    id = add(owner, dispute)
    before = rows(owner, dispute)[0].at

    def change(dialog: Any) -> None:
        owner.type("timeline.entry.text", "Other words", dialog)
        owner.click("timeline.entry.save", dialog)

    owner.dialogs.fill = change
    owner.click(f"timeline.change.{id}")
    assert rows(owner, dispute)[0].at == before


@pytest.mark.parametrize(("time", "said"), [("25:00", "such as 14:30"), ("soon", "such as 14:30"), ("", "such as 14:30")])
def test_a_time_that_is_none_is_said_and_nothing_lost(owner: Any, dispute: int, time: str, said: str) -> None:
    id = add(owner, dispute)
    seen: list[str] = []

    def change(dialog: Any) -> None:
        owner.type("timeline.entry.time", time, dialog)
        owner.click("timeline.entry.save", dialog)
        seen.append(owner.find("timeline.entry.time.trouble", within=dialog).text())
        owner.click("timeline.entry.cancel", dialog)

    owner.dialogs.fill = change
    owner.click(f"timeline.change.{id}")
    assert said in seen[0] and rows(owner, dispute)[0].edited_at is None


def test_what_is_still_to_come_is_not_on_the_timeline(owner: Any, dispute: int) -> None:
    seen: list[str] = []

    def fill(dialog: Any) -> None:
        tomorrow = (datetime.now() + timedelta(days=1)).date()
        dialog.fields["day"].field.set_value(tomorrow)
        owner.click("timeline.entry.save", dialog)
        seen.append(dialog.fields["time"].trouble)
        owner.click("timeline.entry.cancel", dialog)

    owner.dialogs.fill = fill
    owner.type("timeline.text", "Typed already")
    owner.click("timeline.more")
    assert "still to come" in seen[0] and rows(owner, dispute) == ()


def test_at_another_time_takes_along_what_was_typed(owner: Any, dispute: int) -> None:
    owner.dialogs.fill = lambda dialog: (
        owner.type("timeline.entry.time", "0:01", dialog),
        dialog.fields["day"].field.set_value(NOW.date() - timedelta(days=3)),
        owner.click("timeline.entry.save", dialog),
    )
    owner.type("timeline.text", "Typed already")
    owner.click("timeline.more")
    (row,) = rows(owner, dispute)
    assert row.text == "Typed already" and row.at.astimezone().date() == NOW.date() - timedelta(days=3)
    assert owner.find("timeline.text").toPlainText() == ""


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        *(("14:02", "14:02"), ("9", "09:00"), ("9h", "09:00"), ("2.30 pm", "14:30"), ("12 am", "00:00")),
        *(("24", ""), ("13 pm", ""), ("9:61", ""), ("a", "")),
    ],
)
def test_times_as_people_type_them(typed: str, read: str) -> None:
    found = clock(typed)
    assert (found.strftime("%H:%M") if found else "") == read


def test_what_is_typed_and_not_added_survives(owner: Any, dispute: int) -> None:
    owner.type("timeline.text", "Half a thought")
    owner.go("disputes")
    owner.go("dispute", dispute, "listen.words")
    assert owner.find("timeline.text").toPlainText() == "Half a thought"
    owner.click("timeline.add")
    owner.go("dispute", dispute, "timeline")
    assert owner.find("timeline.text").toPlainText() == "" and len(rows(owner, dispute)) == 1


def test_hostile_and_endless_words_are_shown_as_they_are(owner: Any, dispute: int) -> None:
    hostile = "<img src='file:///etc/passwd'><b>x</b> " + "y" * 300
    id = add(owner, dispute, text=hostile)
    owner.go("dispute", dispute, "timeline")
    shown = [w for w in owner.find(f"timeline.entry.{id}").findChildren(QLabel) if "<img" in w.text()]
    assert shown[0].textFormat() == Qt.TextFormat.PlainText
    assert shown[0].minimumSizeHint().width() < 400
    long = add(owner, dispute, text="word " * 3000)
    owner.click(f"timeline.all.{long}")
    assert "word " * 1000 in owner.reads().replace("\u200b", "")


# -- reading


def test_the_page_says_how_long_nobody_has_spoken(owner: Any, dispute: int) -> None:
    add(owner, dispute, days=13)
    assert "13 days since the last contact" in owner.window.page("dispute").soft.text()
    assert since_contact(owner.read(lambda s: services.disputes.detail(s, dispute))) == "13 days since the last contact"


def test_all_of_five_hundred_entries_can_be_read_and_one_of_them_found(owner: Any, dispute: int) -> None:
    def fill(session: Any) -> list[int]:
        one = [EventForm(dispute, "note", NOW - timedelta(hours=n), f"Entry {n}") for n in range(2 * PAGE + 20)]
        return [services.entries.save(session, form) for form in one]

    ids = owner.write(fill)
    owner.go("dispute", dispute, "timeline")
    shown = card(owner)
    owner.qtbot.waitUntil(lambda: len(shown._entries) == PAGE)
    owner.click("timeline.earlier")
    owner.qtbot.waitUntil(lambda: len(shown._entries) == 2 * PAGE)
    assert "Entry 99" in owner.reads()
    owner.go("dispute", dispute, f"timeline:{ids[-1]}")
    shown = card(owner)
    owner.qtbot.waitUntil(lambda: ids[-1] in shown._entries)
    owner.settle()
    entry = owner.find(f"timeline.entry.{ids[-1]}")
    owner.qtbot.waitUntil(lambda: not entry.visibleRegion().isEmpty())
    tops = [shown._entries[id].y() for id in ids]
    assert tops == sorted(tops) and len(set(tops)) == len(tops)


def test_back_leads_to_the_step_it_was_opened_from(owner: Any, dispute: int) -> None:
    owner.go("dispute", dispute, "weigh.owe")
    owner.click("dispute.timeline")
    assert not owner.sees("dispute.timeline") and owner.sees("timeline.add")
    owner.click("dispute.next")
    assert owner.window.page("dispute")._at.key == "weigh.owe" and owner.sees("dispute.timeline")


# -- files


def test_files_dropped_become_an_entry_with_their_small_pictures(owner: Any, dispute: int, tmp_path: Path) -> None:
    photo, paper = tmp_path / "hall.jpg", tmp_path / "offer.pdf"
    QImage(640, 480, QImage.Format.Format_RGB32).save(str(photo))
    paper.write_bytes(b"%PDF")
    drop(owner, photo, paper)
    (row,) = rows(owner, dispute)
    assert (row.kind, row.private) == ("note", True) and [one.name for one in row.attachments] == ["hall.jpg", "offer.pdf"]
    button = owner.find(f"timeline.file.{row.attachments[0].id}")
    owner.qtbot.waitUntil(lambda: button.iconSize().width() > 40, timeout=20_000)
    owner.click("toast.undo")
    assert rows(owner, dispute) == ()


def test_dropped_on_an_entry_they_go_beside_it(owner: Any, dispute: int, tmp_path: Path) -> None:
    id = add(owner, dispute)
    (tmp_path / "a.txt").write_text("a")
    drop(owner, tmp_path / "a.txt", on=f"timeline.entry.{id}")
    (row,) = rows(owner, dispute)
    assert row.id == id and [one.name for one in row.attachments] == ["a.txt"]


def test_an_e_mail_dropped_files_itself_once(owner: Any, dispute: int, tmp_path: Path) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_bytes(b"From: x@y.example\r\nDate: Mon, 2 Nov 2026 10:00:00 +0100\r\nSubject: The fence\r\n\r\nIt leans.")
    drop(owner, mail)
    assert "It leans." in owner.reads() and rows(owner, dispute)[0].kind == "email"
    drop(owner, mail)
    assert len(rows(owner, dispute)) == 1 and "not added again" in owner.find("timeline.remarks").text()


def test_an_old_e_mail_dropped_is_shown_where_it_stands_and_what_is_wrong_with_the_next_at_the_top(
    owner: Any, dispute: int, tmp_path: Path
) -> None:
    def fill(session: Any) -> None:
        for n in range(30):
            services.entries.save(session, EventForm(dispute, "note", NOW - timedelta(hours=n), f"Entry {n}"))

    owner.write(fill)
    owner.go("dispute", dispute, "timeline")
    owner.qtbot.waitUntil(lambda: len(card(owner)._entries) == 30)
    mail = tmp_path / "mail.eml"
    mail.write_bytes(b"From: x@y.example\r\nDate: Mon, 2 Mar 2020 10:00:00 +0100\r\nSubject: The fence\r\n\r\nIt leans.")
    drop(owner, mail)
    entry = owner.find(f"timeline.entry.{rows(owner, dispute)[-1].id}")
    owner.qtbot.waitUntil(lambda: not entry.visibleRegion().isEmpty())
    drop(owner, mail, on=entry.objectName())
    remarks = owner.find("timeline.remarks")
    owner.qtbot.waitUntil(lambda: not remarks.visibleRegion().isEmpty())
    assert "not added again" in remarks.text()


def test_what_cannot_be_taken_is_said_on_the_card(owner: Any, dispute: int, tmp_path: Path) -> None:
    drop(owner, tmp_path)
    assert "is not a file" in owner.find("timeline.remarks").text() and rows(owner, dispute) == ()


def test_files_by_button_go_with_what_is_typed(owner: Any, dispute: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    owner.dialogs.opens = tmp_path / "a.txt"
    owner.type("timeline.text", "The quote")
    owner.click("timeline.files")
    (row,) = rows(owner, dispute)
    assert row.text == "The quote" and row.attachments[0].name == "a.txt"
    assert owner.find("timeline.text").toPlainText() == ""


def test_a_picture_of_the_screen_is_pasted(owner: Any, dispute: int) -> None:
    mime = QMimeData()
    mime.setImageData(QImage(30, 20, QImage.Format.Format_RGB32))
    owner.find("timeline.text").insertFromMimeData(mime)
    owner.settle()
    (one,) = rows(owner, dispute)[0].attachments
    assert one.name.startswith("Picture of ") and one.name.endswith(".png")


def test_words_are_pasted_as_words(owner: Any, dispute: int) -> None:
    mime = QMimeData()
    mime.setText("https://example.com/x")
    owner.find("timeline.text").insertFromMimeData(mime)
    assert owner.find("timeline.text").toPlainText() == "https://example.com/x"


def test_a_file_is_opened_only_after_asking_from_a_private_copy(
    owner: Any, dispute: int, tmp_path: Path, opened_urls: list[QUrl], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(temporary, "_mine", {})  # the window's own icons stay
    (tmp_path / "offer.pdf").write_bytes(b"%PDF the offer")
    drop(owner, tmp_path / "offer.pdf")
    owner.dialogs.confirms = False
    choose(owner, file_of(owner, dispute), "open")
    assert owner.dialogs.asked == ["Open “offer.pdf”?"] and opened_urls == []
    owner.dialogs.confirms = True
    choose(owner, file_of(owner, dispute), "open")
    copy = Path(opened_urls[0].toLocalFile())
    assert copy.name == "offer.pdf" and copy.read_bytes() == b"%PDF the offer"
    if os.name != "nt":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o400 and stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    temporary.clear()
    assert not copy.parent.exists()


@pytest.mark.parametrize(("name", "content"), [("offer.pdf.exe", b"x"), ("offer.exe.pdf", b"x"), ("offer.pdf", b"MZ")])
def test_a_program_is_never_opened(
    owner: Any, dispute: int, tmp_path: Path, opened_urls: list[QUrl], name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    drop(owner, tmp_path / name)
    choose(owner, file_of(owner, dispute), "open")
    assert owner.dialogs.asked == [] and opened_urls == []
    assert "does not open files of this kind" in owner.window.toast.findChild(QLabel).text()


def test_a_copy_is_saved_and_a_file_removed_comes_back(owner: Any, dispute: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    drop(owner, tmp_path / "a.txt")
    owner.dialogs.save_to = tmp_path / "copy.txt"
    choose(owner, file_of(owner, dispute), "copy")
    assert (tmp_path / "copy.txt").read_text() == "a"
    choose(owner, file_of(owner, dispute), "remove")
    assert rows(owner, dispute)[0].attachments == ()
    owner.click("toast.undo")
    assert [one.name for one in rows(owner, dispute)[0].attachments] == ["a.txt"]


def test_what_is_private_says_so_where_it_is_found_too(owner: Any, dispute: int) -> None:
    from clientcare.services.finding import search
    from clientcare.ui.search.lines import of_found

    add(owner, dispute, text="zebra secret", private=True)
    add(owner, dispute, text="zebra plain", private=False)
    found = owner.read(lambda s: search.find(s, "zebra"))
    said = {line.title: line.text for line in of_found(found, owner.window.words) if "zebra" in line.title}
    assert said["zebra secret"].startswith("Private · ") and "Private" not in said["zebra plain"]
