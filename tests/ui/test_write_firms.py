"""Write, when the letter is to another firm: its own kinds, the client's yes first, and only the facts they allow."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox

from clientcare import services
from clientcare.db.models import Referral
from clientcare.records import ProviderForm

from .test_write import Writer, decided
from .test_write import mail_folder as mail_folder
from .test_write_styles import kinds_offered


def sent_there(session: Any) -> tuple[int, int]:
    """The dispute and the firm its client was sent to."""
    id = decided(session)
    firm = services.referrals.save(session, ProviderForm("Stone & Slate", person="Jo Slate", email="jo@stone.example"))
    session.add(Referral(dispute_id=id, provider_id=firm, referred_on=date.today(), may_know=[]))
    return id, firm


def allow(owner: Any, id: int, *what: str, answer: str = "yes") -> None:
    referral = owner.read(lambda s: services.disputes.detail(s, id)).referrals[0].id
    owner.write(lambda s: services.referrals.change(s, referral, consent=answer, consent_how="on the phone", may_know=what))


@pytest.fixture
def writer(owner: Any) -> Writer:
    id, firm = owner.write(sent_there)
    made = Writer(owner, id)
    owner.go("dispute", id, f"write:handover:{firm}")
    made.settle()
    return made


def test_the_kinds_to_a_firm_stand_apart_from_those_to_the_client(writer: Writer) -> None:
    owner = writer.owner
    assert kinds_offered(writer) == ["handover", "referral_thanks"]
    assert owner.find("write.kind", QComboBox).currentText() == "Handover note"
    more = writer.panel.editor.head.more
    more.aboutToShow.emit()
    shown = [action.objectName() for action in more.actions() if action.isVisible()]
    assert "write.versions" in shown and not {"write.points", "write.review"} & set(shown)
    owner.go("dispute", writer.id, "write")
    writer.settle()
    assert len(kinds_offered(writer)) == 15 and "handover" not in kinds_offered(writer)
    more = writer.panel.editor.head.more
    more.aboutToShow.emit()
    assert {"write.points", "write.review"} <= {action.objectName() for action in more.actions() if action.isVisible()}


def test_without_a_yes_it_asks_for_it_and_leads_to_follow_through(writer: Writer) -> None:
    owner = writer.owner
    assert "your client has to say yes first" in owner.find("question").text() and writer.sheet is None
    assert owner.find("question.answer").text() == "Go to Follow through"
    owner.click("question.answer")
    assert owner.window.page("dispute")._at.key == "follow.referral"  # right at what the firm may know


def test_with_a_yes_the_page_says_what_they_allow_and_no_more(writer: Writer) -> None:
    owner = writer.owner
    allow(owner, writer.id, "name", "email")
    writer.settle()
    text = writer.page_text()
    for part in ("Dear Jo Slate", "Stone & Slate", "Name: Dana Okafor", "E-mail: dana@home.example", "agreed that"):
        assert part in text
    assert not [said for said in ("Elm Street", "matt grey", "480", "D-20", "Hall tiles") if said in text]
    owner.click("facts.open")
    assert owner.sees("fact.answer_by") and not any(owner.sees(f"fact.{name}") for name in ("need", "agreed", "done_so_far"))
    allow(owner, writer.id, answer="no")
    writer.settle()
    assert "your client has to say yes" in owner.find("question").text() and writer.sheet is None


def test_their_need_is_asked_in_words_for_the_firm_once_it_may_be_told(writer: Writer) -> None:
    owner = writer.owner
    allow(owner, writer.id, "name", "need")
    writer.settle()
    assert "as you would tell the firm" in owner.find("question").text()
    writer.type("question.need", "tiles laid over underfloor heating")
    owner.click("question.answer")
    writer.settle()
    assert "What they need: tiles laid over underfloor heating." in writer.page_text()
    owner.click("facts.open")
    assert owner.sees("fact.need") and not owner.sees("fact.done_so_far")


def test_thanks_are_one_choice_away_and_stay_with_the_firm(writer: Writer) -> None:
    owner = writer.owner
    writer.kind("referral_thanks")
    assert "What came of it?" in owner.find("question").text()
    writer.type("question.outcome", "the floor is laid, and it is warm")
    owner.click("question.answer")
    writer.settle()
    assert "Dear Jo Slate" in writer.page_text() and "Dana" not in writer.page_text()
    assert writer.panel.letter.draft.provider_id is not None


def test_the_owners_own_words_do_not_carry_more_out_than_they_allow(writer: Writer, tmp_path: Path) -> None:
    owner, dialogs = writer.owner, writer.owner.dialogs
    allow(owner, writer.id, "name", "email")
    writer.settle()
    dialogs.save_to, dialogs.expects_trouble = tmp_path / "note.pdf", True
    writer.type("passage.close", "They live at 8 Elm Street.")
    owner.click("write.save")
    writer.settle()
    assert not dialogs.save_to.exists() and "address" in dialogs.troubles[-1].said.text  # type: ignore[attr-defined]
    writer.type("passage.close", "Thank you, and ask for Dana Okafor.")
    owner.click("write.save")
    writer.settle()
    assert dialogs.save_to.exists() and len(dialogs.troubles) == 1


def test_a_correction_has_a_box_for_what_is_different(owner: Any) -> None:
    writer = Writer(owner, owner.write(decided))
    sheet, draft = writer.sheet, writer.panel.letter.draft

    def go(session: Any) -> Any:
        id = services.letters.save_draft(session, draft)
        services.letters.finish(session, id, sheet.whole.letter, sheet.whole.pdf, "printed")
        return services.letters.correct(session, id)

    second = owner.write(go)
    owner.go("dispute", writer.id, f"write:{second.id}")
    writer.settle()
    assert "What is different from your first letter?" in owner.find("question").text()
    writer.type("question.correction", "the amount in option A is $150")
    owner.click("question.answer")
    writer.settle()
    assert "What is different: the amount in option A is $150." in owner.find("passage.correction").toPlainText()
    assert "Corrected: " in writer.page_text() and "takes the place of my letter of" in writer.page_text()
    owner.click("facts.open")
    assert owner.sees("fact.correction")
    writer.kind("goodwill")
    assert not owner.sees("fact.correction")
