"""It has gone: how, when and to whom, for letters that went without ClientCare's help."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from clientcare import services
from clientcare.db.models import Dispute, StoredLetter

from .test_write import Writer, decided

TODAY = date.today()


def opened_earlier(session: Any) -> int:
    """A dispute of ten days ago."""
    id = decided(session)
    dispute = session.get_one(Dispute, id)
    dispute.opened_at -= timedelta(days=10)
    return id


@pytest.fixture
def writer(owner: Any) -> Writer:
    return Writer(owner, owner.write(opened_earlier))


def fill(writer: Writer, how: str = "", on: date | None = None, to: str | None = None) -> Callable[[Any], None]:
    def answer(dialog: Any) -> None:
        if how:
            writer.owner.click(f"gone.how.{how}", within=dialog)
        if on:
            dialog._day.set_value(on)
        if to is not None:
            writer.owner.type("gone.to", to, within=dialog)
        writer.owner.click("gone.save", within=dialog)

    return answer


def say_it_has_gone(writer: Writer, **answers: Any) -> None:
    writer.owner.dialogs.fill = fill(writer, **answers)
    menu = writer.panel.editor.head.more
    next(action for action in menu.actions() if action.objectName() == "write.has_gone").trigger()
    writer.settle()


def test_a_letter_that_never_left_the_window_is_kept_as_it_went(writer: Writer) -> None:
    page, day = writer.sheet.whole.pdf, TODAY - timedelta(days=3)
    say_it_has_gone(writer, how="handed", on=day, to="Dana’s sister Amara")
    assert writer.owner.window.page("dispute")._at.stage == "follow"
    row, event = writer.detail.letters[0], writer.detail.events[0]
    assert (row.state, row.how, row.sent_to, row.sent_at.astimezone().date()) == ("done", "handed", "Dana’s sister Amara", day)
    assert (event.kind, event.at.astimezone().date()) == ("letter", day)
    assert writer.owner.read(lambda s: services.letters.pdf(s, row.id)) == page
    said = writer.owner.reads()
    assert "handed to Dana’s sister Amara" in said and "12:00" not in said, "nobody knows the hour"


def test_name_or_address_stands_there_as_fits_how_it_went(writer: Writer) -> None:
    seen: list[str] = []

    def look(dialog: Any) -> None:
        to = writer.owner.find("gone.to", within=dialog)
        for how in ("emailed", "posted", "copied"):
            writer.owner.click(f"gone.how.{how}", within=dialog)
            seen.append(to.text())
        writer.owner.type("gone.to", "Amara", within=dialog)
        writer.owner.click("gone.how.emailed", within=dialog)
        seen.append(to.text())
        dialog.reject()

    writer.owner.dialogs.fill = look
    writer.panel.departure.mark_sent()
    writer.settle()
    assert seen == ["dana@home.example", "Dana Okafor", "Dana Okafor", "Amara"]
    assert [row.state for row in writer.detail.letters] in ([], ["draft"])


def test_not_on_a_day_to_come_nor_before_the_dispute(writer: Writer) -> None:
    troubles: list[str] = []

    def wrong(dialog: Any) -> None:
        for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=11)):
            fill(writer, on=day)(dialog)
            troubles.append(dialog._asked.trouble)
        fill(writer, on=TODAY - timedelta(days=10))(dialog)

    writer.owner.dialogs.fill = wrong
    writer.panel.departure.mark_sent()
    writer.settle()
    assert "still to come" in troubles[0] and "was opened on" in troubles[1]
    assert writer.detail.letters[0].sent_at.astimezone().date() == TODAY - timedelta(days=10)


def test_an_unanswered_question_stands_before_it(writer: Writer) -> None:
    writer.kind("thank_you")
    assert writer.sheet is None
    say_it_has_gone(writer)
    assert "Answer the question first" in writer.owner.window.toast.text
    assert all(row.state == "draft" for row in writer.detail.letters)


def saved(writer: Writer, folder: Path) -> None:
    writer.owner.dialogs.save_to = folder / "letter.pdf"
    writer.owner.click("write.save")
    writer.settle()


def test_one_click_says_that_what_left_is_on_its_way(writer: Writer, tmp_path: Path) -> None:
    saved(writer, tmp_path)
    writer.owner.click("out.yes")
    row = writer.detail.letters[0]
    assert (row.state, row.how, row.sent_to, row.sent_at.astimezone().date()) == ("done", "saved", "Dana Okafor", TODAY)


def test_otherwise_it_is_asked_and_the_very_page_that_left_is_kept(writer: Writer, tmp_path: Path) -> None:
    saved(writer, tmp_path)
    writer.owner.dialogs.fill = fill(writer, how="emailed", on=TODAY - timedelta(days=1))
    writer.owner.click("out.otherwise")
    row, event = writer.detail.letters[0], writer.detail.events[0]
    assert (row.how, row.sent_to) == ("emailed", "dana@home.example")
    assert (event.kind, event.at.astimezone().date()) == ("email", TODAY - timedelta(days=1))
    assert writer.owner.read(lambda s: services.letters.pdf(s, row.id)) == (tmp_path / "letter.pdf").read_bytes()


def test_thinking_better_of_it_keeps_asking(writer: Writer, tmp_path: Path) -> None:
    saved(writer, tmp_path)
    writer.owner.dialogs.fill = lambda dialog: writer.owner.click("gone.cancel", within=dialog)
    writer.owner.click("out.otherwise")
    assert writer.owner.sees("out.yes") and writer.detail.letters[0].state == "draft"


def test_it_can_be_undone(writer: Writer) -> None:
    say_it_has_gone(writer)
    writer.owner.click("toast.undo")
    assert writer.detail.letters == () or writer.detail.letters[0].state == "draft"
    assert writer.detail.events == ()


def test_a_letter_shows_which_one_corrects_it(writer: Writer) -> None:
    say_it_has_gone(writer)
    first = writer.detail.letters[0].id

    def correct(session: Any) -> None:
        draft = services.letters.correct(session, first)
        stored = services.letters.draft_of(session.get_one(StoredLetter, draft.id))
        assert stored.corrects_id == first
        letter, page = services.letters.letter_of(session.get_one(StoredLetter, first)), b"%PDF-1"
        services.letters.finish(session, draft.id, letter, page, "posted", "Dana Okafor")

    writer.owner.write(correct)
    writer.owner.go("dispute", writer.id, f"write:{first}")
    assert "Corrected by the letter of" in writer.owner.find("sent.next").text()
