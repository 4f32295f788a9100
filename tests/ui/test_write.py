"""Writing the letter: questions first, words in place, the page beside them, and nothing called sent that was not."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox

from clientcare import services
from clientcare.records import DecisionForm, DisputeForm, LetterDraft, OfferForm, ProviderForm
from clientcare.ui.paper import pdf_pages

from .papers import BUSINESS, HOSTILE, addressee, unlike

TITLE = "Hall tiles laid in the wrong shade"


def decided(session: Any, name: str = "Dana Okafor", way: str = "", address: str = "8 Elm Street\nAmherst MA 01002") -> int:
    """A dispute with two compromises, decided; `way` "" puts both before the client, else the key of another way."""
    services.settings.update(session, **BUSINESS)
    id = services.disputes.create(session, DisputeForm(TITLE, client_name=name))
    client = services.disputes.detail(session, id).client.id
    services.clients.update(session, client, email="dana@home.example", address=address)
    told = {"told_on": date.today() - timedelta(2), "channel": "phone", "feeling": "disappointed"}
    services.disputes.update(session, id, asked=Decimal(480), rephrase="you expected matt grey", **told)
    services.decisions.answer(session, id, owe="part", owe_sum=Decimal(150), part="some", want_back="gladly", if_no="complain")
    services.decisions.answer(session, id, part_note="Our quote named the tile only by its code.")
    soon = date.today() + timedelta(14)
    back = OfferForm(id, "You keep the tiles", Decimal(160), Decimal(160), owed_from="us", owed=Decimal(160), owed_by=soon)
    offers = (
        services.decisions.save_offer(session, back),
        services.decisions.save_offer(session, OfferForm(id, "We lay the hall again", Decimal(300), Decimal(480))),
    )
    services.decisions.decide(session, DecisionForm(id, way or f"offer-{offers[0]}", () if way else offers))
    return id


class Writer:
    """The owner at the Write step of one dispute."""

    def __init__(self, owner: Any, id: int) -> None:
        self.owner, self.id = owner, id
        owner.go("dispute", id, "write")
        self.settle()

    def settle(self) -> None:
        self.owner.settle()

    @property
    def panel(self) -> Any:
        return self.owner.window.page("dispute")._shown._panel

    @property
    def sheet(self) -> Any:
        return self.panel.letter.sheet

    @property
    def detail(self) -> Any:
        return self.owner.read(lambda session: services.disputes.detail(session, self.id))

    def draft(self, kind: str) -> LetterDraft:
        made: LetterDraft = self.owner.read(lambda session: services.letters.current_draft(session, self.id, kind))
        return made

    def type(self, name: str, text: str) -> None:
        """As fingers do, with letters the test keyboard has not."""
        field = self.owner.find(name)
        field.setFocus()
        field.selectAll()
        if hasattr(field, "insertPlainText"):
            field.insertPlainText(text)
        else:
            field.insert(text)
            field.textEdited.emit(text)
        self.settle()

    def kind(self, key: str) -> None:
        combo = self.owner.find("write.kind", QComboBox)
        combo.setCurrentIndex(combo.findData(key))
        combo.activated.emit(combo.currentIndex())
        self.settle()

    def page_text(self) -> str:
        """What stands on the page beside the words."""
        return " ".join(pdf_pages.text_of(self.panel.page.preview._pdf).split())

    def saved(self) -> None:
        self.owner.qtbot.waitUntil(lambda: self.owner.find("write.status").text() == "Draft saved a moment ago", timeout=5000)
        self.settle()


@pytest.fixture
def writer(owner: Any) -> Writer:
    return Writer(owner, owner.write(decided))


@pytest.fixture(autouse=True)
def mail_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


# -- the words and the page


def test_the_letter_that_fits_the_decision_is_there(writer: Writer) -> None:
    assert writer.owner.find("write.kind").currentText() == "Compromise"
    assert "you expected matt grey" in writer.owner.find("passage.understood").toPlainText()
    text = writer.page_text()
    for part in ("Rivera Home Repairs", "You keep the tiles", "We lay the hall again", "D-20", "Dear Dana Okafor"):
        assert part in text
    assert writer.owner.find("dispute.next").text() == "Email with PDF"


def test_the_page_follows_typing(writer: Writer) -> None:
    writer.type("passage.our_part", "I am sorry that our quote left this unclear.")
    assert "I am sorry that our quote left this unclear." in writer.page_text()
    assert "I am sorry that our quote left this unclear." in writer.panel.page.preview.findChild(
        object, "preview.paper"
    ).accessibleDescription()


def test_the_subject_line_is_the_owners_too(writer: Writer) -> None:
    writer.type("passage.subject", "Your hall floor: two ways to put it right")
    assert "Your hall floor: two ways to put it right" in writer.page_text()
    writer.owner.click("passage.subject.again")
    assert "we can put it right" in writer.page_text() and not writer.draft("compromise").subject
    assert TITLE not in writer.page_text(), "the title is for the owner's own lists"


def test_suggested_words_come_back(writer: Writer) -> None:
    suggested = writer.owner.find("passage.close").toPlainText()
    assert not writer.owner.sees("passage.close.again")
    writer.type("passage.close", "Yours.")
    writer.owner.click("passage.close.again")
    assert writer.owner.find("passage.close").toPlainText() == suggested
    assert not writer.owner.sees("passage.close.again") and suggested[:20] in writer.page_text()


def test_typing_the_suggested_words_again_is_no_change(writer: Writer) -> None:
    suggested = writer.owner.find("passage.close").toPlainText()
    writer.type("passage.close", "Yours.")
    writer.type("passage.close", suggested)
    assert writer.panel.letter.draft.edits == {}


def test_a_passage_can_be_left_out(writer: Writer) -> None:
    writer.type("passage.our_part", "")
    assert "Our quote named" not in writer.page_text()
    assert writer.panel.letter.draft.edits == {"our_part": ""}


def test_characters_no_font_has_are_named_before_anything_leaves(writer: Writer) -> None:
    assert not writer.owner.sees("page.lacking")
    writer.type("passage.close", "Thanks \ue123 Dana")
    assert "U+E123" in writer.owner.find("page.lacking").text()
    writer.type("passage.close", "Thanks, Dana")
    assert not writer.owner.sees("page.lacking")


@pytest.mark.parametrize("name", HOSTILE, ids=["markup", "Polish", "Turkish", "Greek", "300"])
def test_any_name_is_right_in_window_and_on_paper(owner: Any, opened_urls: list[QUrl], name: str) -> None:
    writer = Writer(owner, owner.write(lambda session: decided(session, name, address="")))
    flat = " ".join(name.split())
    on_paper = "".join(writer.page_text().split())
    assert "".join(flat.split()) in on_paper
    assert flat in " ".join(writer.panel.page.preview.findChild(object, "preview.paper").accessibleDescription().split())
    assert not owner.sees("page.lacking")
    owner.click("dispute.next")
    assert addressee(Path(opened_urls[-1].toLocalFile())) == flat
    assert owner.window.width() <= 1280, "the name has pushed the window wider"


def test_typed_markup_stays_text(writer: Writer) -> None:
    writer.type("passage.close", "<b>5 < 6</b> & <img src=x>")
    assert "<b>5 < 6</b> & <img src=x>" in writer.page_text()


# -- questions first


def test_questions_one_at_a_time(writer: Writer) -> None:
    writer.kind("courteous_no")
    assert "Why is the answer no?" in writer.owner.find("question").text()
    assert not writer.owner.sees("passage.answer") and not writer.owner.find("dispute.next").isEnabled()
    writer.type("question.reasons", "The quote names a gloss tile.")
    writer.owner.click("question.answer")
    assert "What can you do for them" in writer.owner.find("question").text()
    writer.type("question.can_do", "come and look at it with you")
    writer.owner.click("question.answer")
    assert not writer.owner.sees("question")
    assert "gloss tile" in writer.page_text() and writer.owner.find("dispute.next").isEnabled()


def test_after_the_last_answer_the_keyboard_is_in_the_letter(writer: Writer) -> None:
    writer.kind("acknowledgement")
    day = writer.owner.find("question.answer_by")
    day.setFocus()
    writer.owner.qtbot.keyClick(day, Qt.Key.Key_Return)  # Enter is as good as the button
    writer.settle()
    assert not writer.owner.sees("question") and writer.owner.window.focusWidget().objectName() == "passage.received"


def test_an_answer_for_a_letter_in_another_language_says_so(owner: Any) -> None:
    def speaks_spanish(session: Any) -> int:
        id = decided(session)
        services.clients.update(session, services.disputes.detail(session, id).client.id, language="es")
        return id

    writer = Writer(owner, owner.write(speaks_spanish))
    writer.kind("courteous_no")
    assert "in Spanish" in writer.owner.find("question.note").text()
    writer.kind("acknowledgement")
    assert not writer.owner.sees("question.note"), "a day is no matter of language"


def test_an_arrow_opens_the_list_of_letters_and_writes_none(writer: Writer) -> None:
    combo = writer.owner.find("write.kind", QComboBox)
    before = combo.currentData()
    combo.setFocus()
    writer.owner.qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert combo.view().isVisible() and combo.currentData() == before
    combo.hidePopup()


def test_an_empty_answer_is_none(writer: Writer) -> None:
    writer.kind("courteous_no")
    writer.owner.click("question.answer")
    assert "Why is the answer no?" in writer.owner.find("question").text()


def test_a_day_and_a_sum(writer: Writer) -> None:
    writer.kind("farewell")
    assert "last day" in writer.owner.find("question").text()
    writer.owner.click("question.answer")  # the day suggested will do
    writer.type("question.work_in_hand", "nothing has been started")
    writer.owner.click("question.answer")
    writer.type("question.repaid", "12x")
    writer.owner.click("question.answer")
    assert "How much money goes back" in writer.owner.find("question").text(), "half a number was taken for one"
    writer.type("question.repaid", "0")
    writer.owner.click("question.answer")
    writer.type("question.still_owed", "0")
    writer.owner.click("question.answer")
    assert not writer.owner.sees("question") and "Nothing more is owed" in writer.page_text()


def test_half_an_answer_survives(writer: Writer) -> None:
    writer.kind("courteous_no")
    writer.type("question.reasons", "Because the quote")
    writer.owner.go("today")
    again = Writer(writer.owner, writer.id)
    again.kind("courteous_no")
    assert again.owner.find("question.reasons").toPlainText() == "Because the quote"


def test_half_a_number_is_still_none_later_on(writer: Writer) -> None:
    writer.kind("goodwill")
    writer.type("question.repaid", "12x")
    writer.owner.go("today")
    again = Writer(writer.owner, writer.id)
    again.kind("goodwill")
    field = again.owner.find("question.repaid")
    assert field.text() == "12x" and field.invalid
    again.owner.click("question.answer")
    assert "How much money goes back" in again.owner.find("question").text()


def test_what_belongs_to_the_dispute_is_kept_there(owner: Any) -> None:
    id = owner.write(decided)
    owner.write(lambda session: services.disputes.update(session, id, rephrase=""))
    writer = Writer(owner, id)
    assert "what you understood" in owner.find("question").text()
    writer.type("question.understood", "you expected it to be matt")
    owner.click("question.answer")
    assert writer.detail.answers["rephrase"] == "you expected it to be matt"
    assert "you expected it to be matt" in writer.page_text()


def test_without_a_business_name_the_settings_come_first(owner: Any) -> None:
    id = owner.write(decided)
    owner.write(lambda session: services.settings.update(session, business_name="", owner_name=""))
    Writer(owner, id)
    assert "Who is writing?" in owner.find("question").text()
    owner.click("question.answer")
    assert owner.place[0] == "settings"


def test_facts_can_be_changed_afterwards(writer: Writer) -> None:
    writer.kind("acknowledgement")
    writer.owner.click("question.answer")
    writer.owner.click("facts.open")
    day = date.today() + timedelta(7)
    field = writer.owner.find("fact.answer_by")
    field.setDate(day)
    writer.settle()
    assert writer.draft("acknowledgement").facts.get("answer_by", "") != day.isoformat()  # not yet in the file
    assert f"{day:%B} {day.day}" in writer.page_text()
    writer.saved()
    assert writer.draft("acknowledgement").facts["answer_by"] == day.isoformat()


# -- options and other firms


def test_options_say_what_is_then_owed(writer: Writer) -> None:
    assert "$160 back by" in writer.owner.find("offers.0").accessibleName()
    assert "nothing owed" in writer.owner.find("offers.1").accessibleName()


def test_an_option_is_changed_and_the_letter_follows(writer: Writer) -> None:
    def fill(dialog: Any) -> None:
        writer.owner.type("offer.title", "You keep the tiles, sealed", within=dialog)
        writer.owner.click("offer.save", within=dialog)

    writer.owner.dialogs.fill = fill
    writer.owner.click("offers.0")
    writer.settle()
    assert "You keep the tiles, sealed" in writer.page_text() and "We lay the hall again" in writer.page_text()
    assert "You keep the tiles, sealed" in writer.owner.find("offers.0").accessibleName()


def test_an_option_is_added(writer: Writer) -> None:
    def fill(dialog: Any) -> None:
        writer.owner.type("offer.title", "A mat for the hall", within=dialog)
        writer.owner.type("offer.cost", "90", within=dialog)
        writer.owner.click("offer.save", within=dialog)

    writer.owner.dialogs.fill = fill
    writer.owner.click("offers.add")
    writer.settle()
    assert "A mat for the hall" in writer.page_text()


def test_an_option_added_to_another_letter_than_decided(owner: Any) -> None:
    """Decided to hold firm, writing a compromise after all: adding the first option leads to no other letter."""
    writer = Writer(owner, owner.write(lambda session: decided(session, way="hold")))
    assert owner.find("write.kind").currentText() == "Courteous no"
    writer.kind("compromise")

    def fill(dialog: Any) -> None:
        owner.type("offer.title", "A mat for the hall", within=dialog)
        owner.type("offer.cost", "90", within=dialog)
        owner.click("offer.save", within=dialog)

    owner.dialogs.fill = fill
    owner.click("question.answer")
    writer.settle()
    assert owner.find("write.kind").currentText() == "Compromise" and "A mat for the hall" in writer.page_text()


def test_an_option_is_removed_with_a_way_back_and_the_letter_follows(writer: Writer) -> None:
    writer.owner.click("offers.1.remove")
    assert "You keep the tiles" in writer.page_text() and "We lay the hall again" not in writer.page_text()
    assert "We lay the hall again" not in [offer.title for offer in writer.detail.offers]
    assert len(writer.detail.decision.offer_ids) == 1, "the decision goes on with what is left"
    writer.owner.click("toast.undo")
    assert "We lay the hall again" in writer.page_text()
    assert "We lay the hall again" in [offer.title for offer in writer.detail.offers]
    assert len(writer.detail.decision.offer_ids) == 2


def test_the_option_the_decision_was_named_after_is_removed(writer: Writer) -> None:
    writer.owner.click("offers.0.remove")
    assert "We lay the hall again" in writer.page_text() and "You keep the tiles" not in writer.page_text()
    left = next(offer for offer in writer.detail.offers if offer.title == "We lay the hall again")
    assert writer.detail.decision.way == f"offer-{left.id}" and writer.detail.decision.offer_ids == (left.id,)


def test_the_only_option_stays(writer: Writer) -> None:
    writer.owner.click("offers.1.remove")
    only = writer.owner.find("offers.0.remove")
    assert not only.isEnabled() and "decide anew" in only.toolTip()


def test_no_fifth_option_is_begun_where_four_are_known(writer: Writer) -> None:
    fourth = OfferForm(writer.id, "A mat", Decimal(20), Decimal(100))  # not chosen, as one that was suggested is not
    writer.owner.write(lambda session: services.decisions.save_offer(session, fourth))
    writer.settle()
    assert len(writer.detail.offers) == 4 and not writer.owner.sees("offers.2")
    opened: list[Any] = []
    writer.owner.dialogs.fill = lambda dialog: (opened.append(dialog), dialog.reject())
    writer.owner.click("offers.add")
    writer.settle()
    assert not opened and "Four ways" in writer.owner.reads(writer.owner.window.toast)


def test_what_was_typed_for_an_option_is_offered_again(writer: Writer) -> None:
    def slip(dialog: Any) -> None:
        writer.owner.type("offer.title", "A mat for the hall", within=dialog)
        dialog.reject()

    def again(dialog: Any) -> None:
        assert writer.owner.find("offer.title", within=dialog).text() == "A mat for the hall"
        writer.owner.click("offer.cancel", within=dialog)

    for fill in (slip, again):
        writer.owner.dialogs.fill = fill
        writer.owner.click("offers.add")
        writer.settle()


def test_a_farewell_names_the_sum_that_was_set_to_go_back(owner: Any) -> None:
    id = owner.write(lambda session: decided(session, way="part"))
    assert owner.read(lambda s: services.letters.facts(s, id, LetterDraft(id, "farewell"))).repaid == 150, "what is owed"

    def other_sum(session: Any) -> None:
        services.decisions.guess(session, id, "cost.part", 175.5)
        services.decisions.decide(session, DecisionForm(id, "part"))

    owner.write(other_sum)
    assert owner.read(lambda s: services.letters.facts(s, id, LetterDraft(id, "farewell"))).repaid == Decimal("175.5")


def test_until_when_they_can_choose(writer: Writer) -> None:
    day = date.today() + timedelta(21)
    writer.owner.find("offers.until").setDate(day)
    writer.settle()
    assert f"{day:%A}, {day:%B} {day.day}" in writer.page_text()


def test_firms_are_picked_one_to_three(owner: Any) -> None:
    def prepare(session: Any) -> int:
        for name in ("Alder Stone", "Birch & Sons", "Cedar Roofs", "Dogwood Doors"):
            services.referrals.save(session, ProviderForm(name, does="mends roofs", phone="555-0100"))
        return decided(session)

    writer = Writer(owner, owner.write(prepare))
    writer.kind("referral")
    writer.type("question.need", "tiles laid over underfloor heating")
    owner.click("question.answer")
    assert "Who may suit them better?" in owner.find("question").text()
    firms = {box.accessibleName(): box.objectName() for box in owner.window.findChildren(QCheckBox)}
    for name in ("Alder Stone", "Birch & Sons", "Cedar Roofs"):
        owner.click(firms[name])
    assert not owner.find(firms["Dogwood Doors"]).isEnabled()
    owner.click("question.answer")
    writer.type("question.work_in_hand", "nothing has been started")
    owner.click("question.answer")
    while owner.sees("question"):
        if owner.sees("question.repaid") or owner.sees("question.still_owed"):
            writer.type(f"question.{'repaid' if owner.sees('question.repaid') else 'still_owed'}", "0")
        owner.click("question.answer")
    owner.click(firms["Cedar Roofs"])
    text = writer.page_text()
    assert "Alder Stone" in text and "Birch & Sons" in text and "Cedar" not in text and "Dogwood" not in text


# -- nothing typed is lost


def test_saved_a_second_after_the_last_key(writer: Writer) -> None:
    writer.type("passage.close", "Yours, as ever.")
    assert writer.draft("compromise").edits == {}
    writer.saved()
    assert writer.draft("compromise").edits == {"close": "Yours, as ever."}


def test_leaving_saves_at_once(writer: Writer) -> None:
    writer.type("passage.close", "Yours, as ever.")
    writer.owner.go("today")
    assert writer.draft("compromise").edits == {"close": "Yours, as ever."}
    again = Writer(writer.owner, writer.id)
    assert again.owner.find("passage.close").toPlainText() == "Yours, as ever."


def test_another_kind_keeps_the_words_of_the_first(writer: Writer) -> None:
    writer.type("passage.close", "Yours, as ever.")
    writer.kind("acknowledgement")
    writer.owner.click("question.answer")
    assert writer.owner.find("passage.close").toPlainText() != "Yours, as ever."
    writer.type("passage.close", "For now.")
    writer.kind("compromise")
    assert writer.owner.find("passage.close").toPlainText() == "Yours, as ever."
    writer.kind("acknowledgement")
    assert writer.owner.find("passage.close").toPlainText() == "For now."
    assert len(writer.detail.letters) == 2, "a draft was stored twice"


def test_one_draft_however_fast_the_fingers(writer: Writer) -> None:
    for n in range(6):
        writer.panel.letter.change_words(edits={"close": f"Version {n}"})
        writer.panel.letter.keeper.flush()
    writer.settle()
    assert [row.state for row in writer.detail.letters] == ["draft"]
    assert writer.draft("compromise").edits == {"close": "Version 5"}


def test_words_typed_while_the_page_reads_again_stay(writer: Writer) -> None:
    field = writer.owner.find("passage.close")
    field.setFocus()
    field.selectAll()
    field.insertPlainText("Still typing")
    writer.owner.window.page("dispute").load()
    field.insertPlainText(" and on")
    writer.settle()
    assert field.toPlainText() == "Still typing and on" and "Still typing and on" in writer.page_text()


def test_killed_while_writing(tmp_path: Path) -> None:
    """What stood there for a second is there after `kill -9`."""
    script = Path(__file__).with_name("killed_while_writing.py")
    folder = tmp_path / "data"
    child = subprocess.run([sys.executable, str(script), str(folder)], capture_output=True, text=True, timeout=120, check=False)
    assert child.returncode == -9, child.stderr
    from clientcare.services.store import Store

    store = Store.open(folder)
    try:
        ids = store.read(lambda session: services.disputes.ids(session))
        draft = store.read(lambda session: services.letters.current_draft(session, ids[0]))
        assert draft.edits == {"close": "Typed before the power went."}
    finally:
        store.close()


# -- out of the window, and on its way


def save_pdf(writer: Writer, path: Path) -> None:
    writer.owner.dialogs.save_to = path
    writer.owner.click("write.save")


def copy_message(writer: Writer) -> None:
    writer.owner.dialogs.fill = lambda dialog: writer.owner.click("message.copy", within=dialog)
    writer.owner.click("write.copy")


def test_saving_says_nothing_about_the_post(writer: Writer, tmp_path: Path) -> None:
    save_pdf(writer, tmp_path / "letter.pdf")
    assert "Did it go out?" in writer.owner.find("out.text").text()
    assert [row.state for row in writer.detail.letters] == ["draft"] and writer.detail.stage == "write"
    assert writer.owner.place[2] == "write"


def test_on_its_way_keeps_it_for_ever_and_goes_on(writer: Writer, tmp_path: Path) -> None:
    writer.type("passage.close", "Yours, as ever.")
    save_pdf(writer, tmp_path / "letter.pdf")
    writer.owner.click("out.yes")
    detail = writer.detail
    assert [(row.state, row.how) for row in detail.letters] == [("done", "saved")]
    assert (detail.stage, detail.status) == ("follow", "waiting")
    stored = writer.owner.read(lambda session: services.letters.pdf(session, detail.letters[0].id))
    assert stored == (tmp_path / "letter.pdf").read_bytes()
    assert writer.owner.window.page("dispute")._at.key == "follow.answer"


def test_a_mistake_can_be_taken_back(writer: Writer, tmp_path: Path) -> None:
    save_pdf(writer, tmp_path / "letter.pdf")
    writer.owner.click("out.yes")
    writer.owner.click("toast.undo")
    detail = writer.detail
    assert [row.state for row in detail.letters] == ["draft"] and detail.stage == "write"


def test_words_changed_since_are_not_called_sent(writer: Writer, tmp_path: Path) -> None:
    save_pdf(writer, tmp_path / "letter.pdf")
    writer.type("passage.close", "Something else.")
    assert "changed the letter since" in writer.owner.find("out.text").text() and not writer.owner.sees("out.yes")
    save_pdf(writer, tmp_path / "again.pdf")
    assert writer.owner.sees("out.yes")


def test_printed_today_posted_tomorrow(writer: Writer, tmp_path: Path, open_window: Any) -> None:
    """The question is still there after a night, and what is kept is what was printed."""
    save_pdf(writer, tmp_path / "letter.pdf")
    writer.owner.window.close()
    writer.owner.qtbot.wait(10)
    next_day = Writer(open_window(), writer.id)
    assert "Did it go out?" in next_day.owner.find("out.text").text()
    next_day.owner.click("out.yes")
    row = next_day.detail.letters[0]
    stored = next_day.owner.read(lambda session: services.letters.pdf(session, row.id))
    assert row.state == "done" and stored == (tmp_path / "letter.pdf").read_bytes()


def test_e_mailed(writer: Writer, opened_urls: list[QUrl]) -> None:
    writer.owner.click("dispute.next")
    assert opened_urls and "in your mail program" in writer.owner.find("out.text").text()
    writer.owner.click("out.yes")
    assert [(row.state, row.how) for row in writer.detail.letters] == [("done", "emailed")]


def test_no_mail_program_shows_the_file(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter((False, True))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: next(answers))
    writer.owner.click("dispute.next")
    assert "No mail program answered" in writer.owner.find("out.text").text() and not writer.owner.sees("out.yes")
    writer.owner.click("out.file")
    assert writer.owner.sees("out.yes")


def test_copied_as_a_message(writer: Writer) -> None:
    copy_message(writer)
    assert "Dana" in QGuiApplication.clipboard().text() and "copied it as a message" in writer.owner.find("out.text").text()


def test_cancelling_asks_nothing(writer: Writer) -> None:
    writer.owner.click("write.save")
    writer.owner.click("write.print")
    assert not writer.owner.sees("out.text")


def test_pressed_twice_it_is_finished_once(writer: Writer, tmp_path: Path) -> None:
    save_pdf(writer, tmp_path / "letter.pdf")
    yes = writer.owner.find("out.yes")
    yes.click()
    yes.click()
    writer.settle()
    assert [row.state for row in writer.detail.letters] == ["done"]


def test_a_letter_that_has_gone_is_shown_as_it_went(writer: Writer, tmp_path: Path) -> None:
    save_pdf(writer, tmp_path / "letter.pdf")
    writer.owner.click("out.yes")
    writer.owner.write(lambda session: services.settings.update(session, business_name="Renamed since"))
    again = Writer(writer.owner, writer.id)
    assert "Rivera Home Repairs" in again.page_text() and "Renamed" not in again.page_text()
    assert "It went out on" in again.owner.find("sent.how").text() and not again.owner.sees("passage.close")
    again.owner.dialogs.save_to = tmp_path / "copy.pdf"
    again.owner.click("sent.save")
    assert (tmp_path / "copy.pdf").read_bytes() == (tmp_path / "letter.pdf").read_bytes()
    assert not again.owner.sees("write.save") and again.owner.find("dispute.next").text() == "Follow through"
    again.owner.click("dispute.next")
    assert again.owner.window.page("dispute")._at.key == "follow.answer"


def test_another_letter_can_follow(writer: Writer, tmp_path: Path) -> None:
    save_pdf(writer, tmp_path / "letter.pdf")
    writer.owner.click("out.yes")
    again = Writer(writer.owner, writer.id)
    again.owner.click("sent.another")
    assert again.owner.sees("passage.close") and again.owner.sees("write.save") and not again.owner.sees("out.text")
    again.type("passage.close", "A second letter.")
    again.saved()
    assert sorted(row.state for row in again.detail.letters) == ["done", "draft"]


def test_after_an_acknowledgement_the_owner_stays_at_the_beginning(writer: Writer) -> None:
    writer.kind("acknowledgement")
    writer.owner.click("question.answer")
    copy_message(writer)
    writer.owner.click("out.yes")
    assert writer.detail.stage == "write" and writer.owner.sees("sent.how")
    assert not writer.owner.sees("dispute.next")


def test_a_save_that_fails_looks_failed(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    writer.owner.dialogs.expects_trouble = True
    real = services.letters.save_draft

    def broken(session: Any, draft: LetterDraft) -> int:
        raise OSError("the disk has gone")

    monkeypatch.setattr(services.letters, "save_draft", broken)
    writer.type("passage.close", "Kept all the same.")
    writer.owner.qtbot.waitUntil(lambda: "Not saved yet" in writer.owner.find("write.status").text(), timeout=5000)
    assert writer.owner.find("passage.close").toPlainText() == "Kept all the same."
    monkeypatch.setattr(services.letters, "save_draft", real)
    writer.type("passage.close", "Kept all the same!")
    writer.saved()
    assert writer.draft("compromise").edits == {"close": "Kept all the same!"}


def test_the_pictures_of_two_kinds_differ(writer: Writer) -> None:
    compromise = writer.panel.page.preview.grab().toImage()
    writer.kind("acknowledgement")
    writer.owner.click("question.answer")
    writer.owner.qtbot.wait(60)
    writer.settle()
    assert unlike(writer.panel.page.preview.grab().toImage(), compromise) > 0.001
