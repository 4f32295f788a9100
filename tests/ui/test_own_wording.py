"""A wording of the owner's own, kept: used in the next client's letter, and nothing of the first client with it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from clientcare import services
from clientcare.records import DecisionForm, DisputeForm, OfferForm

from .test_write import Writer, decided

PLAIN = "Thank you for telling me so plainly, Dana Okafor. I am glad that you did."


@pytest.fixture
def writer(owner: Any) -> Writer:
    return Writer(owner, owner.write(decided))


def of_another_client(session: Any) -> int:
    id: int = services.disputes.create(session, DisputeForm("Late gate", client_name="Priya Sharma"))
    services.disputes.update(session, id, asked=Decimal(90), rephrase="you had hoped for it in May")
    services.decisions.answer(session, id, owe="part", owe_sum=Decimal(50), part="some", want_back="gladly", if_no="leave")
    services.decisions.answer(session, id, part_note="We forgot to order the hinge.")
    soon = date.today() + timedelta(14)
    offer = services.decisions.save_offer(
        session, OfferForm(id, "We hang it on Friday", Decimal(60), Decimal(60), owed_from="us", owed=Decimal(20), owed_by=soon)
    )
    services.decisions.decide(session, DecisionForm(id, f"offer-{offer}", (offer,)))
    return id


def wordings(owner: Any) -> dict[str, str]:
    return dict(owner.read(lambda s: services.wordings.of(s, "compromise", "en")))


def test_only_what_was_typed_over_can_be_kept(writer: Writer) -> None:
    assert not writer.owner.sees("passage.understood.keep")
    writer.type("passage.understood", PLAIN)
    assert writer.owner.sees("passage.understood.keep")
    writer.type("passage.understood", "")
    assert not writer.owner.sees("passage.understood.keep")
    writer.type("passage.subject", "My subject")
    assert not writer.owner.sees("passage.subject.keep")


def test_kept_it_stands_in_the_next_clients_letter_with_their_name(writer: Writer) -> None:
    owner = writer.owner
    writer.type("passage.understood", PLAIN)
    owner.click("passage.understood.keep")
    assert owner.window.toast.text == "Your wording is kept for every letter of this kind."
    other = Writer(owner, owner.write(of_another_client))
    assert owner.find("passage.understood").toPlainText() == (
        "Thank you for telling me so plainly, Priya Sharma. I am glad that you did."
    )
    assert "so plainly, Priya Sharma" in other.page_text() and "Dana" not in other.page_text()
    assert owner.find("passage.understood.mine").text() == "This is your own wording."


def test_the_letter_it_was_typed_in_reads_the_same_and_says_so(writer: Writer) -> None:
    writer.type("passage.understood", PLAIN)
    before = writer.page_text()
    writer.owner.click("passage.understood.keep")
    assert writer.page_text() == before and writer.owner.sees("passage.understood.mine")
    assert not writer.owner.sees("passage.understood.keep") and not writer.owner.sees("passage.understood.again")


def test_the_cursor_stays_where_it_was(writer: Writer) -> None:
    writer.type("passage.understood", PLAIN)
    for name in ("passage.understood.keep", "toast.undo"):
        writer.owner.find("passage.understood").setFocus()
        writer.owner.click(name)
        assert writer.owner.find("passage.understood").hasFocus(), name


def test_keeping_can_be_taken_back_and_the_words_stay(writer: Writer) -> None:
    writer.type("passage.understood", PLAIN)
    writer.owner.click("passage.understood.keep")
    writer.owner.click("toast.undo")
    assert not wordings(writer.owner)
    assert writer.owner.find("passage.understood").toPlainText() == PLAIN and writer.owner.sees("passage.understood.keep")


def test_forgotten_the_suggested_words_are_back_and_that_can_be_taken_back(writer: Writer) -> None:
    owner = writer.owner
    suggested = owner.find("passage.understood").toPlainText()
    writer.type("passage.understood", PLAIN)
    owner.click("passage.understood.keep")
    owner.click("passage.understood.forget")
    assert owner.find("passage.understood").toPlainText() == suggested and not wordings(owner)
    assert not owner.sees("passage.understood.mine")
    owner.click("toast.undo")
    assert owner.find("passage.understood").toPlainText() == PLAIN and owner.sees("passage.understood.mine")


def test_what_is_of_this_client_only_is_shown_first(writer: Writer) -> None:
    owner = writer.owner
    writer.type("passage.understood", "Dana Okafor, I drove to Elm Street on Friday.")
    seen: list[str] = []

    def fill(dialog: Any) -> None:
        seen.append(owner.find("wording.left", within=dialog).text())
        assert "[their name]" in owner.find("wording.text", within=dialog).toPlainText()
        owner.click("wording.cancel", within=dialog)

    owner.dialogs.fill = fill
    owner.click("passage.understood.keep")
    assert "“Elm Street”" in seen[0] and "Dana" not in seen[0]
    assert not wordings(owner), "it was kept although the owner said no"


def test_corrected_it_is_kept_for_others_and_this_letter_stays(writer: Writer) -> None:
    owner = writer.owner
    typed = "Dana Okafor, I drove to Elm Street, and I am glad."
    writer.type("passage.understood", typed)

    def fill(dialog: Any) -> None:
        field = owner.find("wording.text", within=dialog)
        field.selectAll()
        field.insertPlainText("[their name], I came to see you, and I am glad.")
        owner.settle()
        assert not owner.sees("wording.left", within=dialog)
        owner.click("wording.keep", within=dialog)

    owner.dialogs.fill = fill
    owner.click("passage.understood.keep")
    assert wordings(owner) == {"understood": "{greeting}, I came to see you, and I am glad."}
    assert owner.find("passage.understood").toPlainText() == typed
    Writer(owner, owner.write(of_another_client))
    assert owner.find("passage.understood").toPlainText() == "Priya Sharma, I came to see you, and I am glad."


def test_an_empty_wording_cannot_be_kept(writer: Writer) -> None:
    owner = writer.owner
    writer.type("passage.understood", "I drove to Elm Street.")

    def fill(dialog: Any) -> None:
        owner.type("wording.text", "", within=dialog)
        owner.settle()
        assert not owner.find("wording.keep", within=dialog).isEnabled()

    owner.dialogs.fill = fill
    owner.click("passage.understood.keep")


def test_another_kind_keeps_its_own_words(writer: Writer) -> None:
    writer.type("passage.understood", PLAIN)
    writer.owner.click("passage.understood.keep")
    assert not writer.owner.read(lambda s: services.wordings.of(s, "goodwill", "en"))


def test_typed_over_the_suggested_words_are_the_owners(writer: Writer) -> None:
    """Back from an edit leads to the kept wording, not to ours."""
    writer.type("passage.understood", PLAIN)
    writer.owner.click("passage.understood.keep")
    writer.type("passage.understood", "Only this once.")
    writer.owner.click("passage.understood.again")
    assert writer.owner.find("passage.understood").toPlainText() == PLAIN
