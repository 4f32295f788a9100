"""The letter as a short message, and what else is made of it: a public reply, talking points."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from clientcare import services
from clientcare.ui.paper import pdf_pages

from .test_write import Writer, decided


@pytest.fixture
def writer(owner: Any) -> Writer:
    return Writer(owner, owner.write(decided))


class Dialog:
    """What is seen in a dialog, and typed into it."""

    def __init__(self, writer: Writer, dialog: Any, name: str) -> None:
        self.writer, self.dialog, self.name = writer, dialog, name

    def find(self, part: str) -> Any:
        return self.writer.owner.find(f"{self.name}.{part}", within=self.dialog)

    def sees(self, part: str) -> bool:
        return bool(self.writer.owner.sees(f"{self.name}.{part}", within=self.dialog))

    @property
    def text(self) -> str:
        return str(self.find("text").toPlainText())

    def type(self, text: str) -> None:
        self.find("text").selectAll()
        self.find("text").insertPlainText(text)
        self.writer.settle()

    def click(self, part: str) -> None:
        self.writer.owner.click(f"{self.name}.{part}", within=self.dialog)


def message(writer: Writer, use: Any) -> None:
    """Open "Copy as message" and use what comes up."""
    writer.owner.dialogs.fill = lambda dialog: use(Dialog(writer, dialog, "message"))
    writer.owner.click("write.copy")


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_the_suggested_message_is_copied_as_it_stands(writer: Writer) -> None:
    seen: list[str] = []

    def use(dialog: Dialog) -> None:
        seen.append(dialog.text)
        assert dialog.find("count").text() == f"{len(dialog.text)} of 600 characters"
        assert not dialog.sees("again") and not dialog.sees("note")
        dialog.click("copy")

    message(writer, use)
    assert clipboard() == seen[0] and "Dana" in seen[0] and len(seen[0]) <= 600
    assert writer.panel.letter.draft.edits == {}


def test_the_owners_message_is_kept_and_is_no_passage(writer: Writer) -> None:
    page = writer.page_text()
    message(writer, lambda dialog: (dialog.type("Dana, I will call you tonight."), dialog.click("copy")))
    assert clipboard() == "Dana, I will call you tonight." and writer.page_text() == page
    assert writer.sheet.whole.letter.short == "Dana, I will call you tonight."
    writer.saved()
    again = Writer(writer.owner, writer.id)
    seen: list[str] = []
    message(again, lambda dialog: seen.append(dialog.text))
    assert seen == ["Dana, I will call you tonight."]


def test_typed_and_not_copied_it_is_kept_all_the_same(writer: Writer) -> None:
    message(writer, lambda dialog: (dialog.type("Half a mess"), dialog.click("close")))
    seen: list[str] = []
    message(writer, lambda dialog: seen.append(dialog.text))
    assert seen == ["Half a mess"] and not writer.owner.sees("out.text")


def test_the_suggested_message_comes_back(writer: Writer) -> None:
    suggested = writer.sheet.whole.letter.short

    def use(dialog: Dialog) -> None:
        dialog.type("Mine.")
        dialog.click("again")
        assert dialog.text == suggested and not dialog.sees("again")

    message(writer, use)
    assert writer.panel.letter.draft.edits == {}


def test_more_than_600_is_said_kindly_and_copied(writer: Writer) -> None:
    long = "So many words. " * 50

    def use(dialog: Dialog) -> None:
        dialog.type(long)
        assert dialog.find("count").text().startswith(f"{len(long.strip())} of 600 characters. It can go as it is")
        dialog.click("copy")

    message(writer, use)
    assert clipboard() == long.strip()


def test_an_empty_message_is_not_copied(writer: Writer) -> None:
    def use(dialog: Dialog) -> None:
        dialog.type("")
        assert not dialog.find("copy").isEnabled()

    message(writer, use)
    assert writer.sheet.whole.letter.short, "the suggested one stands in for none"


def test_own_words_that_are_not_in_it_are_named(writer: Writer) -> None:
    writer.type("passage.understood", "A long wording of mine. " * 30)
    seen: list[str] = []
    message(writer, lambda dialog: seen.append(dialog.find("note").text()))
    assert seen == ["Your own wording in “What you understood” is not in here."]


def test_a_letter_short_enough_is_the_message(writer: Writer) -> None:
    writer.kind("acknowledgement")
    writer.owner.click("question.answer")
    for part in ("handling", "next_step", "close"):
        writer.type(f"passage.{part}", "")
    writer.type("passage.received", "I have your message, and I read it twice.")
    seen: list[str] = []

    def use(dialog: Dialog) -> None:
        seen.append(dialog.text)
        assert not dialog.sees("note")

    message(writer, use)
    assert "I have your message, and I read it twice." in seen[0] and "Ana Rivera" in seen[0] and len(seen[0]) <= 600


def test_what_went_as_a_message_is_kept_as_it_went(writer: Writer) -> None:
    message(writer, lambda dialog: (dialog.type("Dana, I will call you tonight."), dialog.click("copy")))
    assert "copied it as a message" in writer.owner.find("out.text").text()
    writer.owner.click("out.yes")
    [(letter, _)] = writer.owner.read(services.letters.finished)
    assert letter.short == "Dana, I will call you tonight."


# -- a public reply


def reply(writer: Writer, use: Any) -> None:
    writer.owner.dialogs.fill = lambda dialog: use(Dialog(writer, dialog, "review"))
    writer.panel.aside.review_reply()
    writer.settle()


def test_a_public_reply_tells_nothing_of_the_client(writer: Writer) -> None:
    def use(dialog: Dialog) -> None:
        for word in ("Dana", "Okafor", "tiles", "matt grey", "480", "D-20"):
            assert word not in dialog.text
        assert "Everybody can read it" in dialog.find("note").text()
        dialog.click("copy")

    reply(writer, use)
    assert "private" in clipboard() and not writer.owner.sees("out.text"), "a reply is no letter that went out"


def test_the_owners_reply_is_kept(writer: Writer) -> None:
    page = writer.page_text()
    reply(writer, lambda dialog: (dialog.type("Thank you. Please call me."), dialog.click("close")))
    seen: list[str] = []
    reply(writer, lambda dialog: seen.append(dialog.text))
    assert seen == ["Thank you. Please call me."] and writer.page_text() == page


# -- talking points


def test_talking_points_can_be_read_copied_and_saved(writer: Writer, tmp_path: Path) -> None:
    owner = writer.owner
    owner.dialogs.save_to = tmp_path / "points.pdf"

    def use(dialog: Any) -> None:
        writer.settle()
        owner.click("points.copy", within=dialog)
        owner.click("points.save", within=dialog)

    owner.dialogs.fill = use
    writer.panel.aside.talking_points()
    writer.settle()
    on_paper = " ".join(pdf_pages.text_of((tmp_path / "points.pdf").read_bytes()).split())
    assert "you expected matt grey" in on_paper and "you expected matt grey" in clipboard()
    assert not owner.sees("out.text"), "talking points are no letter that went out"


def test_talking_points_are_there_before_the_letter_is_whole(writer: Writer) -> None:
    writer.kind("courteous_no")
    assert writer.owner.sees("question")
    opened: list[bool] = []

    def use(dialog: Any) -> None:
        writer.settle()
        opened.append(writer.owner.find("points.copy", within=dialog).isEnabled())

    writer.owner.dialogs.fill = use
    writer.panel.aside.talking_points()
    writer.settle()
    assert opened == [True]
