"""The head of Write: which letter first, for whom it is written, and words that come along; and every fact a kind asks for."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox

from clientcare import services
from clientcare.letters.kinds import KINDS, to
from clientcare.letters.needs import EVERY, NEEDS
from clientcare.records import DisputeForm
from clientcare.ui.steps.writing.fact_fields import FACTS_OF, TITLES

from .papers import BUSINESS
from .test_write import Writer, decided


@pytest.fixture
def writer(owner: Any) -> Writer:
    return Writer(owner, owner.write(decided))


def likes(owner: Any, id: int, style: str, greeting: str = "Dana") -> None:
    client = owner.read(lambda s: services.disputes.detail(s, id)).client.id
    owner.write(lambda s: services.clients.update(s, client, style=style, greeting=greeting))


def choose_style(writer: Writer, style: str) -> None:
    box = writer.owner.find("write.style", QComboBox)
    box.setCurrentIndex(box.findData(style))
    box.activated.emit(box.currentIndex())
    writer.settle()


def kinds_offered(writer: Writer) -> list[str]:
    box = writer.owner.find("write.kind", QComboBox)
    return [box.itemData(n) for n in range(box.count()) if box.itemText(n)]


# -- which letter


def test_all_fifteen_kinds_are_offered_those_that_fit_first(writer: Writer) -> None:
    offered = kinds_offered(writer)
    assert offered[:3] == ["compromise", "reminder", "apology"]
    assert sorted(offered) == sorted(to("client")) and len(offered) == 15


def test_the_fitting_ones_follow_the_decision(owner: Any) -> None:
    writer = Writer(owner, owner.write(lambda session: decided(session, way="hold")))
    assert kinds_offered(writer)[0] == "courteous_no"


def test_a_kind_begun_takes_along_what_was_said_in_the_owners_words(writer: Writer) -> None:
    writer.type("passage.understood", "You expected matt grey, and so did I.")
    writer.type("passage.close", "Yours, as ever.")
    writer.kind("goodwill")
    while writer.owner.sees("question"):
        for field in ("repaid", "still_owed"):
            if writer.owner.sees(f"question.{field}"):
                writer.type(f"question.{field}", "0")
        if writer.owner.sees("question.give"):
            writer.type("question.give", "we lay the hall again")
        writer.owner.click("question.answer")
    assert writer.owner.find("passage.understood").toPlainText() == "You expected matt grey, and so did I."
    assert "You expected matt grey, and so did I." in writer.page_text() and "as ever" not in writer.page_text()
    writer.type("passage.understood", "In other words now.")
    writer.kind("compromise")
    assert writer.owner.find("passage.understood").toPlainText() == "You expected matt grey, and so did I."


def test_a_passage_left_out_of_one_letter_is_in_the_next(writer: Writer) -> None:
    writer.type("passage.our_part", "")
    writer.kind("courteous_no")
    assert "our_part" not in writer.panel.letter.draft.edits


# -- for whom


def test_it_is_written_the_way_the_client_likes(owner: Any) -> None:
    id = owner.write(decided)
    likes(owner, id, "steady")
    writer = Writer(owner, id)
    box = owner.find("write.style", QComboBox)
    assert box.currentText() == "As Dana likes it: steady" and box.spoken == "Written for: steady"
    assert "steady" in owner.find("write.effect").text()
    assert writer.panel.letter.facts.style == "steady"


def test_where_nobody_knows_plain_words_stand(writer: Writer) -> None:
    box = writer.owner.find("write.style", QComboBox)
    assert box.spoken == "In plain words" and "plain words suit most people" in writer.owner.find("write.effect").text()
    assert [box.itemText(n) for n in range(1, box.count())] == ["direct", "warm and lively", "steady", "precise"]


def test_another_style_changes_the_words_at_once_and_is_kept(owner: Any) -> None:
    id = owner.write(decided)
    likes(owner, id, "steady")
    writer = Writer(owner, id)
    before = writer.page_text()
    choose_style(writer, "direct")
    assert writer.page_text() != before and "the point first" in owner.find("write.effect").text()
    assert owner.find("write.style", QComboBox).spoken == "Written for: direct"
    writer.saved()
    again = Writer(owner, id)
    assert owner.find("write.style", QComboBox).spoken == "Written for: direct"
    choose_style(again, "")
    assert again.page_text() == before and again.panel.letter.draft.style == ""


def test_a_style_chosen_before_the_draft_is_there_harms_nothing(owner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page stands there a moment earlier; here the moment lasts."""
    id, read_now, gate = owner.write(decided), services.letters.current_draft, Event()
    monkeypatch.setattr(services.letters, "current_draft", lambda *of, **which: gate.wait(20) and read_now(*of, **which))
    owner.window.go("dispute", id, "write")
    owner.qtbot.waitUntil(lambda: owner.sees("write.style"))
    box = owner.find("write.style", QComboBox)
    panel = owner.window.page("dispute")._shown._panel
    assert panel.letter.draft is None, "the draft was read before anything could be chosen"
    box.activated.emit(box.findData("direct"))
    gate.set()
    owner.settle()
    assert panel.letter.draft.style == "" and box.currentData() == ""


def test_what_the_owner_typed_stays_under_any_style(writer: Writer) -> None:
    writer.type("passage.close", "Yours, as ever.")
    for style in ("direct", "enthusiastic", "precise", ""):
        choose_style(writer, style)
        assert writer.owner.find("passage.close").toPlainText() == "Yours, as ever."
        assert "Yours, as ever." in writer.page_text()


def test_each_letter_has_a_style_of_its_own(writer: Writer) -> None:
    choose_style(writer, "direct")
    writer.kind("acknowledgement")
    assert writer.owner.find("write.style", QComboBox).spoken == "In plain words"
    writer.kind("compromise")
    assert writer.owner.find("write.style", QComboBox).spoken == "Written for: direct"


def test_a_closed_box_shows_the_style_also_where_there_is_little_room(writer: Writer) -> None:
    """As a picture: two styles never look the same, and nothing is left blank."""
    box = writer.owner.find("write.style", QComboBox)
    pictures: list[QImage] = []
    for width in (104, 240):
        box.setFixedWidth(width)
        for style in ("direct", "precise"):
            choose_style(writer, style)
            pictures.append(box.grab().toImage())
    assert pictures[0] != pictures[1] and pictures[2] != pictures[3]


def test_a_long_name_does_not_push_the_window_wider(owner: Any) -> None:
    id = owner.write(decided)
    likes(owner, id, "precise", "Wolfeschlegelsteinhausenbergerdorff " * 8)
    writer = Writer(owner, id)
    owner.window.resize(900, 600)
    writer.settle()
    editor, area = writer.panel.editor, writer.panel.editor.head.parentWidget()
    assert owner.window.width() <= 900 and area.width() <= editor.width()


# -- facts


def test_every_fact_asked_for_can_be_changed_afterwards() -> None:
    elsewhere = {"offers", "providers", "handover", "understood", "open_until", *(need.field for need in EVERY)}
    for kind in KINDS:
        asked = {need.field for need in NEEDS[kind.key]} - elsewhere
        assert asked <= set(FACTS_OF[kind.key]), kind.key
        assert all(field in TITLES for field in FACTS_OF[kind.key])


def undecided(session: Any) -> int:
    """Weighed in part: nobody has said yet whose fault it was."""
    services.settings.update(session, **BUSINESS)
    id: int = services.disputes.create(session, DisputeForm("Hall tiles", client_name="Dana Okafor"))
    services.disputes.update(session, id, rephrase="you expected matt grey")
    services.decisions.answer(session, id, owe="part")
    return id


def test_how_much_is_ours_is_chosen_not_typed(owner: Any) -> None:
    id = owner.write(undecided)
    writer = Writer(owner, id)
    writer.kind("apology")
    assert "Is any of this yours?" in owner.find("question").text()
    owner.click("question.answer")
    assert "Is any of this yours?" in owner.find("question").text(), "nothing was chosen"
    assert {"None of it", "Some of it", "Most of it"} <= set(owner.reads().splitlines())
    owner.click("question.part.mostly")
    owner.click("question.answer")
    assert "What exactly went wrong" in owner.find("question").text() and writer.panel.letter.facts.part == "mostly"


def test_what_may_be_left_out_is_and_no_dash_is_shown(writer: Writer) -> None:
    writer.kind("thank_you")
    assert not writer.owner.sees("question.skip")
    writer.type("question.settled", "the hall laid again in matt grey")
    writer.owner.click("question.answer")
    writer.owner.click("question.answer")  # the day it was done: today
    assert "Have you changed anything" in writer.owner.find("question").text()
    writer.owner.click("question.skip")
    assert not writer.owner.sees("question") and " - " not in writer.page_text()
    writer.owner.click("facts.open")
    assert writer.owner.find("fact.changed").toPlainText() == ""
    writer.type("fact.changed", "every quote carries a photo")
    assert "quote carries a photo" in writer.page_text()
    writer.type("fact.changed", "")
    assert not writer.owner.sees("question") and "photo" not in writer.page_text()


def test_a_day_behind_us_begins_with_today(writer: Writer) -> None:
    from datetime import date

    writer.kind("thank_you")
    writer.type("question.settled", "the hall laid again")
    writer.owner.click("question.answer")
    shown = writer.owner.find("question.done_on").date()
    assert (shown.year(), shown.month(), shown.day()) == (date.today().year, date.today().month, date.today().day)


def test_the_owners_text_on_other_routes_waits_in_the_question(owner: Any) -> None:
    id = owner.write(lambda session: decided(session, way="hold"))
    routes = {"routes": "You can also turn to the state's consumer office.", "routes_country": "Ireland"}
    owner.write(lambda s: services.settings.update(s, **routes, routes_checked="3 May 2026"))
    writer = Writer(owner, id)
    writer.kind("final_response")
    owner.click("question.answer")  # the day of the answer before
    for field, text in (("reasons", "The quote names a gloss tile."), ("can_do", "come and look at it with you")):
        writer.type(f"question.{field}", text)
        owner.click("question.answer")
    assert owner.find("question.routes").toPlainText() == "You can also turn to the state's consumer office."
    assert owner.find("question.note").text() == "From your settings, for Ireland. Last checked on 3 May 2026."
    owner.click("question.answer")
    assert "consumer office" in writer.page_text()
    assert not owner.sees("question.note")


def test_a_reminder_shows_the_offers_and_until_when(writer: Writer) -> None:
    writer.kind("reminder")
    writer.owner.click("question.answer")  # when the letter before went
    while writer.owner.sees("question"):
        writer.owner.click("question.answer")
    assert writer.owner.sees("offers.0") and writer.owner.sees("offers.until")
