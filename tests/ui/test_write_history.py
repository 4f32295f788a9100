"""Earlier versions of a draft: what was different, the way back, and the way back from there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QListWidget

from clientcare import services
from clientcare.records import LetterDraft, VersionOfLetter
from clientcare.services import letter_versions
from clientcare.ui.steps.writing.versions import differences

from .test_write import Writer, decided


@pytest.fixture
def writer(owner: Any, monkeypatch: pytest.MonkeyPatch) -> Writer:
    monkeypatch.setattr(letter_versions, "APART", timedelta(0))  # else one a minute
    return Writer(owner, owner.write(decided))


def write(writer: Writer, text: str, name: str = "passage.close") -> None:
    """Type, and have it in the file."""
    writer.type(name, text)
    writer.panel.letter.keeper.flush()
    writer.settle()


def open_versions(writer: Writer, fill: Any) -> None:
    writer.owner.dialogs.fill = fill
    writer.panel.aside.versions()
    writer.settle()


def lines(dialog: Any) -> list[str]:
    shown = dialog.findChild(QListWidget, "versions.list")
    return [shown.item(n).text() for n in range(shown.count())]


def go_back(writer: Writer, number: int) -> None:
    def fill(dialog: Any) -> None:
        dialog.findChild(QListWidget, "versions.list").setCurrentRow(number)
        writer.owner.click("versions.back", within=dialog)

    open_versions(writer, fill)


def test_versions_are_listed_newest_first_with_what_was_different(writer: Writer) -> None:
    for text in ("The first.", "The second.", "The third."):
        write(writer, text)
    seen: list[Any] = []

    def fill(dialog: Any) -> None:
        seen.extend(lines(dialog))
        assert writer.owner.find("versions.close", within=dialog).text() == "The second."
        assert "Your last words" in writer.owner.reads(dialog)

    open_versions(writer, fill)
    today = datetime.now().astimezone()
    assert [line.splitlines()[1] for line in seen] == ["The second.", "The first."]
    assert seen[0].splitlines()[0] in {f"Today, {today - timedelta(minutes=n):%H:%M}" for n in (0, 1)}


def test_going_back_shows_the_earlier_words_at_once(writer: Writer) -> None:
    write(writer, "The first.")
    write(writer, "The second.")
    go_back(writer, 0)
    assert writer.owner.find("passage.close").toPlainText() == "The first." and "The first." in writer.page_text()
    assert writer.draft("compromise").edits == {"close": "The first."}
    assert writer.owner.window.toast.text == "The earlier words are back."


def test_going_back_can_be_taken_back_also_with_the_cursor_in_the_words(writer: Writer) -> None:
    write(writer, "The first.")
    write(writer, "The second.")
    go_back(writer, 0)
    writer.owner.find("passage.close").setFocus()
    writer.owner.click("toast.undo")
    assert writer.owner.find("passage.close").toPlainText() == "The second." and "The second." in writer.page_text()
    assert writer.draft("compromise").edits == {"close": "The second."}


def test_words_still_in_the_fingers_are_an_earlier_version_too(writer: Writer) -> None:
    write(writer, "The first.")
    write(writer, "The second.")
    writer.type("passage.close", "Not yet in the file.")
    go_back(writer, 1)
    assert writer.owner.find("passage.close").toPlainText() == "The first."
    seen: list[str] = []
    open_versions(writer, lambda dialog: seen.extend(lines(dialog)))
    assert "Not yet in the file." in seen[0]


def test_one_can_go_on_typing_from_there(writer: Writer) -> None:
    write(writer, "The first.")
    write(writer, "The second.")
    go_back(writer, 0)
    write(writer, "The first, and more.")
    assert writer.draft("compromise").edits == {"close": "The first, and more."}
    assert len(writer.detail.letters) == 1, "a draft was stored twice"
    go_back(writer, 0)
    assert writer.owner.find("passage.close").toPlainText() == "The first."


def test_the_subject_the_style_and_suggested_words_come_back_too(writer: Writer) -> None:
    suggested = writer.owner.find("passage.close").toPlainText()
    write(writer, "My subject", "passage.subject")
    writer.panel.letter.change_facts(style="direct")
    write(writer, "Mine.")
    write(writer, "Another subject", "passage.subject")
    seen: list[str] = []
    open_versions(writer, lambda dialog: seen.extend(lines(dialog)))
    go_back(writer, len(seen) - 1)
    assert writer.owner.find("passage.subject").text() == "My subject"
    assert writer.owner.find("passage.close").toPlainText() == suggested
    assert writer.panel.letter.draft.style == "" and not writer.owner.sees("passage.close.again")


def test_before_there_is_any_that_is_said(writer: Writer) -> None:
    said: list[str] = []
    open_versions(writer, lambda dialog: said.append(writer.owner.reads(dialog)))
    assert "There is none yet." in said[0] and "Go back" not in said[0]


def test_what_left_the_window_stays_known(writer: Writer, tmp_path: Any) -> None:
    write(writer, "The first.")
    write(writer, "The second.")
    writer.owner.dialogs.save_to = tmp_path / "letter.pdf"
    writer.owner.click("write.save")
    go_back(writer, 0)
    assert "changed the letter since" in writer.owner.find("out.text").text()


def test_undo_in_a_field_is_the_fields_own(writer: Writer) -> None:
    write(writer, "The first.")
    field = writer.owner.find("passage.close")
    field.setFocus()
    field.moveCursor(QTextCursor.MoveOperation.Start)
    field.insertPlainText("More. ")
    writer.owner.qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    writer.settle()
    assert "More." not in field.toPlainText() and "The first." in field.toPlainText()


def test_an_undo_elsewhere_leaves_the_words_and_the_cursor(writer: Writer) -> None:
    write(writer, "The first.")
    writer.owner.click("offers.1.remove")
    field = writer.owner.find("passage.close")
    field.setFocus()
    writer.owner.click("toast.undo")
    assert field.hasFocus() and field.toPlainText() == "The first." and "We lay the hall again" in writer.page_text()


def test_differences_tell_left_out_from_suggested() -> None:
    now = LetterDraft(1, "compromise", edits={"close": "Mine."})
    at = datetime.now(UTC)
    assert differences(VersionOfLetter(1, at, "", {"close": ""}, {}, ""), now) == {"close": ""}
    assert differences(VersionOfLetter(1, at, "", {}, {}, ""), now) == {"close": None}
    assert differences(VersionOfLetter(1, at, "", {"close": "Mine."}, {}, "direct"), now) == {"style": "direct"}
    assert differences(VersionOfLetter(1, at, "", {"close": "Mine."}, {}, ""), now) == {}


def test_the_menu_leads_there(writer: Writer) -> None:
    opened: list[str] = []
    writer.owner.dialogs.fill = lambda dialog: opened.append(dialog.objectName())
    menu = writer.panel.editor.head.more
    for name in ("write.points", "write.review", "write.versions"):
        next(entry for entry in menu.actions() if entry.objectName() == name).trigger()
        writer.settle()
    assert opened == ["points", "review", "versions"]


def test_of_one_letter_only(writer: Writer) -> None:
    write(writer, "The first.")
    write(writer, "The second.")
    writer.kind("acknowledgement")
    said: list[str] = []
    open_versions(writer, lambda dialog: said.append(writer.owner.reads(dialog)))
    assert "There is none yet." in said[0]
    assert writer.owner.read(lambda s: services.letters.current_draft(s, writer.id, "compromise")).edits
