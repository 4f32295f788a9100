"""The letter read along: quiet lines while typing, cards in a pause, words the dictionary lacks, a question before it goes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from clientcare import services
from clientcare.records import DecisionForm, OfferForm
from clientcare.ui.steps.writing.review import Spot
from clientcare.ui.steps.writing.tone_cards import ToneCards

from .conftest import close
from .test_write import Writer, decided

TOLD = "As I already told you, the tile was named."
FAILED = "You failed to read our quote."
TEN = (
    "You failed to read it. As I already told you, it is so. Obviously this is so. You always complain. Calm down. "
    "You are the only one who minds. I am sorry if that was unclear. You never answer. Clearly, this is so. "
    "GREAT JOB reading it!!!"
)
Line = QTextCharFormat.UnderlineStyle


@pytest.fixture
def writer(owner: Any) -> Reader:
    return Reader(owner, owner.write(decided))


class Reader(Writer):
    """The owner at the Write step, who sees lines, cards and menus."""

    def __init__(self, owner: Any, id: int) -> None:
        super().__init__(owner, id)
        owner.window.activateWindow()
        owner.qtbot.waitUntil(owner.window.isActiveWindow, timeout=5000)

    @property
    def focused(self) -> Any:
        return self.owner.window.focusWidget()

    def write(self, text: str, name: str = "passage.our_part") -> Any:
        """Key by key, in place of what stands there; the focus stays."""
        self.owner.type(name, text)
        return self.owner.find(name)

    def read(self) -> None:
        """Everything has been said: the pause comes as it would, only at once."""
        care, pause = self.panel.care, self.panel.care._pause
        self.owner.qtbot.waitUntil(lambda: not care._soon.isActive(), timeout=5000)
        if pause.isActive():
            usual = pause.interval()
            pause.start(0)
            self.owner.qtbot.waitUntil(lambda: not pause.isActive(), timeout=5000)
            pause.setInterval(usual)
        self.settle()

    def say(self, text: str, name: str = "passage.our_part") -> Any:
        """Written, and left alone until everything has been said about it."""
        field = self.write(text, name)
        self.read()
        return field

    def cards(self) -> list[QWidget]:
        return [card for card in self.panel.findChildren(QWidget, "tone.card") if card.isVisible()]

    def said(self) -> list[str]:
        return [card.accessibleName() for card in self.cards()]

    def lines(self, name: str = "passage.our_part") -> list[tuple[str, Any]]:
        """The underlined words of a box, and how."""
        field = self.owner.find(name)
        if isinstance(field, QLineEdit):
            return [(field.text()[mark.start : mark.end], mark.line) for mark in field._marks]
        return [(one.cursor.selectedText(), one.format.underlineStyle()) for one in field.extraSelections()]

    def press(self, name: str, within: QWidget) -> None:
        self.owner.click(name, within=within)
        self.read()

    def menu(self) -> QMenu:
        """The menu that opens."""
        self.owner.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=5000)
        self.owner.qtbot.waitUntil(lambda: not self.owner.window.jobs.busy, timeout=5000)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose(self, text: str) -> None:
        menu = self.menu()
        action = next(action for action in menu.actions() if action.text() == text)
        self.owner.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        self.read()

    def right_click(self, field: Any, place: int) -> None:
        """On the letter in that place."""
        cursor = QTextCursor(field.document())
        cursor.setPosition(place)
        at = field.cursorRect(cursor).center() + QPoint(2, 0)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, field.viewport().mapToGlobal(at))
        QApplication.sendEvent(field.viewport(), event)


# -- while typing, and in a pause


def test_a_quiet_line_at_once_and_a_card_only_in_a_pause(writer: Reader) -> None:
    field = writer.write(TOLD)
    writer.owner.qtbot.waitUntil(lambda: bool(writer.lines()), timeout=5000)
    assert writer.panel.care._pause.isActive(), "this machine is too slow for the test"
    assert not writer.cards()
    assert writer.lines() == [("As I already told you", Line.DashUnderline)]
    assert field.toPlainText() == TOLD and field.textCursor().position() == len(TOLD)
    writer.owner.qtbot.waitUntil(lambda: bool(writer.cards()), timeout=5000)
    assert "As I already told you" in writer.said()[0] and "sounds impatient" in writer.said()[0]
    assert field.hasFocus() and field.textCursor().position() == len(TOLD)


def test_leaving_the_box_is_a_pause(writer: Reader) -> None:
    writer.write(TOLD)
    writer.owner.find("passage.close").setFocus()
    assert not writer.panel.care._pause.isActive()
    writer.settle()
    assert len(writer.cards()) == 1


def test_suggested_words_give_no_cause(writer: Reader) -> None:
    writer.read()
    assert not writer.cards()
    assert all(not writer.lines(f"passage.{box}") for box in ("subject", "our_part", "offers", "close"))


def test_lines_leave_undo_as_it_is(writer: Reader) -> None:
    field = writer.owner.find("passage.our_part")
    field.setFocus()
    before = field.toPlainText()
    field.moveCursor(QTextCursor.MoveOperation.End)
    writer.owner.qtbot.keyClicks(field, " Calm down.")
    writer.read()
    assert writer.lines()
    writer.owner.qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    writer.read()
    assert field.toPlainText() == before and not writer.lines() and not writer.cards()


def test_cards_stay_while_typing_as_long_as_their_words_do(writer: Reader) -> None:
    field = writer.say(TOLD)
    card = writer.cards()[0]
    writer.owner.qtbot.keyClicks(field, " Obviously so.")
    writer.owner.qtbot.waitUntil(lambda: len(writer.lines()) == 2, timeout=5000)
    assert writer.panel.care._pause.isActive(), "this machine is too slow for the test"
    assert writer.cards() == [card], "a card came or went under the owner's hands"
    writer.read()
    assert len(writer.cards()) == 2 and card in writer.cards()
    writer.write("It was named.")
    writer.owner.qtbot.waitUntil(lambda: not writer.cards(), timeout=5000)


def test_what_is_typed_keeps_its_place_when_cards_come_above(writer: Reader) -> None:
    writer.owner.window.resize(900, 600)
    writer.settle()
    writer.write(f"{TOLD} {FAILED} Calm down.")
    writer.settle()
    field = writer.owner.find("passage.close")
    area = next(above for above in parents(field) if above.inherits("QScrollArea"))
    area.ensureWidgetVisible(field)
    assert not writer.cards(), "this machine is too slow for the test"
    field.setFocus()
    place = field.mapTo(area, QPoint(0, 0)).y()
    writer.read()
    assert len(writer.cards()) == 3
    assert abs(field.mapTo(area, QPoint(0, 0)).y() - place) <= 1


def parents(widget: QWidget) -> list[QWidget]:
    above, found = widget.parentWidget(), []
    while above is not None:
        found.append(above)
        above = above.parentWidget()
    return found


def test_three_cards_at_most_and_the_gravest_first(writer: Reader) -> None:
    writer.say(TEN)
    assert len(writer.cards()) == 3 and all("Keep it" in writer.owner.reads(card) for card in writer.cards())
    assert len(writer.lines()) >= 8, "every finding has its line"
    stops = [spot.shown for spot in writer.panel.care.unresolved()]
    assert all(any(stop in said for stop in stops) for said in writer.said())
    more = writer.owner.find("tone.more").text()
    assert more.startswith("and ") and int(more.split()[1]) == len({spot.entry for spot in writer.panel.care._spots}) - 3
    writer.press("tone.keep", writer.cards()[0])
    assert len(writer.cards()) == 3


def test_the_subject_is_read_too(writer: Reader) -> None:
    writer.say("As I already told you: the tiles", "passage.subject")
    assert writer.lines("passage.subject") == [("As I already told you", Line.DashUnderline)]
    field, card = writer.owner.find("passage.subject"), writer.cards()[0]
    writer.press("tone.use", card)
    assert "already told you" not in field.text() and field.text().endswith(": the tiles")
    assert "already told you" not in writer.page_text() and not writer.cards()
    writer.owner.qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "As I already told you: the tiles"


def test_an_option_is_read_too(owner: Any) -> None:
    def with_option(session: Any) -> int:
        id = decided(session)
        form = OfferForm(id, "We come again", Decimal(90), Decimal(200), "As I already told you, at no charge.")
        offer = services.decisions.save_offer(session, form)
        services.decisions.decide(session, DecisionForm(id, f"offer-{offer}", (offer,)))
        return id

    writer = Reader(owner, owner.write(with_option))
    writer.read()
    (card,) = writer.cards()
    seen: list[str] = []
    owner.dialogs.fill = lambda dialog: (seen.append(dialog.objectName() or dialog.windowTitle()), dialog.reject())
    writer.press("tone.use", card)
    assert seen, "the option's own form opens"
    writer.press("tone.keep", writer.cards()[0])
    assert not writer.cards()


def test_what_a_person_typed_is_no_markup(writer: Reader) -> None:
    writer.say('As I already told you, <b>bold</b> & <img src="x">.')
    label = writer.cards()[0].findChild(QLabel, "tone.why")
    assert label.textFormat() == Qt.TextFormat.PlainText
    writer.say("You failed to <b>.")
    assert "You failed to" in writer.said()[0]


def test_a_long_passage_is_typed_as_fast_as_a_short_one(writer: Reader) -> None:
    """What is done on the window's thread for 400 words with findings, at its best: well within one frame."""
    field = writer.write("The hall.")
    field.insertPlainText(f" {TOLD} {FAILED} A wrod for it, and what we can do." * 21)
    writer.read()
    assert len(field.toPlainText().split()) >= 400 and len(writer.lines()) >= 60 and len(writer.cards()) == 2
    care = writer.panel.care

    def took(call: Callable[[], object]) -> float:
        started = perf_counter()
        call()
        return perf_counter() - started

    for step in (care._show, care._review, lambda: care._typed("our_part", "")):
        assert min(took(step) for _ in range(5)) < 0.008
    writer.read()


# -- use it, keep it


def test_use_it_replaces_just_those_words(writer: Reader) -> None:
    field = writer.say(f"🙂 {TOLD} Yours.")
    assert writer.lines() == [("As I already told you", Line.DashUnderline)]
    writer.press("tone.use", writer.cards()[0])
    text = field.toPlainText()
    assert text.startswith("🙂 ") and text.endswith(", the tile was named. Yours.") and "already told you" not in text
    assert writer.panel.letter.draft.edits == {"our_part": text} and text[2:30] in writer.page_text()
    assert not writer.cards() and not writer.lines() and field.hasFocus()
    writer.owner.qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == f"🙂 {TOLD} Yours."
    writer.read()
    assert len(writer.cards()) == 1


def test_without_kinder_words_only_keep_it(qtbot: Any) -> None:
    cards = ToneCards()
    qtbot.addWidget(cards)
    spot = Spot("close", 0, 4, "some words nobody can replace", "blame.x", "stop", "They may hurt.", rewording="")
    cards.show_spots([spot], typing=False)
    (keep,) = [made for made in cards.findChildren(QPushButton) if made.isVisible()]
    assert keep.text() == "Keep it"
    assert [label.text() for label in cards.findChildren(QLabel) if label.isVisible()] == [
        "“some words nobody can replace”\nThey may hurt."
    ]


def test_keep_it_is_for_good(writer: Reader, open_window: Callable[..., Any], tmp_path: Path) -> None:
    writer.say(f"{TOLD} {FAILED}")
    told = next(card for card in writer.cards() if "already told you" in card.accessibleName())
    writer.press("tone.keep", told)
    assert [one for one, _ in writer.lines()] == ["You failed to"] and len(writer.cards()) == 1
    writer.kind("acknowledgement")
    writer.kind("compromise")
    writer.read()
    assert [one for one, _ in writer.lines()] == ["You failed to"], "another letter in between changes nothing"
    writer.write(f"{FAILED} {TOLD} {TOLD}")
    writer.saved()
    close(writer.owner)
    again = Reader(open_window(), writer.id)
    again.read()
    assert [one for one, _ in again.lines()] == ["You failed to"]
    assert again.draft("compromise").kept == ("told.already: As I already told you",)


def test_keeping_is_saved_like_what_is_typed(writer: Reader) -> None:
    writer.say(TOLD)
    writer.saved()
    writer.owner.click("tone.keep", within=writer.cards()[0])
    writer.owner.qtbot.waitUntil(lambda: bool(writer.draft("compromise").kept), timeout=5000)


def test_nothing_is_said_where_the_client_said_it(writer: Reader) -> None:
    writer.owner.write(lambda session: services.disputes.update(session, writer.id, their_words=FAILED))
    writer.read()
    writer.say(FAILED)
    assert not writer.lines()


# -- by keyboard and by ear


def test_tab_goes_from_the_box_to_its_cards_to_the_next_box(writer: Reader) -> None:
    field = writer.say(TOLD)
    names: list[str] = []
    while "passage.offers" not in names and len(names) < 9:
        writer.owner.window.focusNextChild()
        names.append(writer.focused.objectName())
    assert names[:2] == ["tone.use", "tone.keep"] and names[-1] == "passage.offers"
    field.setFocus()
    writer.owner.window.focusNextChild()
    writer.owner.qtbot.keyClick(writer.owner.find("tone.use"), Qt.Key.Key_Space)
    writer.read()
    assert "already told you" not in field.toPlainText()


def test_a_screen_reader_reads_the_card_and_which_words_its_buttons_mean(writer: Reader) -> None:
    writer.say(TOLD)
    (card,) = writer.cards()
    assert "“As I already told you”" in card.accessibleName() and "Use: “" in card.accessibleName()
    use, keep = writer.owner.find("tone.use", within=card), writer.owner.find("tone.keep", within=card)
    assert "“As I already told you”" in use.accessibleName() and "“As I already told you”" in keep.accessibleName()


def test_f8_goes_from_finding_to_finding(writer: Reader) -> None:
    writer.say(f"{TOLD} {FAILED}")
    writer.say("You expected it.", "passage.understood")
    writer.say("A wrod for it.", "passage.close")
    writer.owner.find("passage.understood").setFocus()
    seen = []
    for _ in range(4):
        writer.owner.qtbot.keyClick(writer.focused, Qt.Key.Key_F8)
        seen.append(writer.focused.textCursor().selectedText())
    assert seen == ["As I already told you", "You failed to", "wrod", "As I already told you"]


def test_f8_shows_the_card_of_what_it_goes_to(writer: Reader) -> None:
    writer.say(TEN)
    writer.owner.find("passage.understood").setFocus()
    seen = set()
    for _ in range(len(writer.lines())):
        writer.owner.qtbot.keyClick(writer.focused, Qt.Key.Key_F8)
        words = writer.focused.textCursor().selectedText()
        if words in {spot.words for spot in writer.panel.care._spots}:  # else it is misspelt, and has no card
            assert any(words in said for said in writer.said())
            seen.add(words)
    assert len(seen) >= 8


def test_f8_says_when_there_is_nothing(writer: Reader) -> None:
    writer.say("You expected it.", "passage.understood")
    writer.owner.qtbot.keyClick(writer.owner.find("passage.close"), Qt.Key.Key_F8)
    assert "Nothing more to look at" in writer.owner.window.toast.text


# -- before it goes


@pytest.fixture
def saved_as(owner: Any, tmp_path: Path) -> Path:
    """Where a letter is saved that leaves."""
    owner.dialogs.save_to = tmp_path / "letter.pdf"
    return tmp_path / "letter.pdf"


def test_a_letter_that_may_hurt_is_asked_about_once(writer: Reader, saved_as: Path) -> None:
    writer.say(FAILED)
    writer.owner.click("write.save")
    assert writer.owner.sees("before") and not saved_as.exists()
    assert "You failed to" in writer.owner.find("before.why").text()
    writer.owner.click("before.send")
    assert not writer.owner.sees("before") and saved_as.exists()
    saved_as.unlink()
    writer.owner.click("write.save")
    assert not writer.owner.sees("before") and saved_as.exists(), "the same words are not asked about again"
    writer.say(f"{FAILED} Calm down.")
    writer.owner.click("write.save")
    assert "Calm down" in writer.owner.find("before.why").text()


def test_look_at_it(writer: Reader, saved_as: Path) -> None:
    field = writer.say(FAILED)
    writer.owner.find("passage.subject").setFocus()
    writer.owner.click("write.save")
    writer.owner.click("before.look")
    assert not writer.owner.sees("before") and not saved_as.exists()
    assert field.hasFocus() and field.textCursor().selectedText() == "You failed to"
    writer.say("We are sorry.")
    writer.owner.click("write.save")
    assert saved_as.exists()


def test_the_question_goes_with_the_words(writer: Reader) -> None:
    writer.say(FAILED)
    writer.owner.click("write.save")
    writer.say("We are sorry.")
    assert not writer.owner.sees("before")


def test_what_was_typed_a_moment_ago_is_asked_about(writer: Reader, saved_as: Path) -> None:
    writer.read()
    writer.write(FAILED)
    writer.owner.click("write.save")
    assert writer.owner.sees("before") and not saved_as.exists()


def test_what_is_only_to_be_softened_is_not_asked_about(writer: Reader, saved_as: Path) -> None:
    writer.say(TOLD)
    writer.owner.click("write.save")
    assert not writer.owner.sees("before") and saved_as.exists()


def test_the_short_message_is_asked_about_by_itself(writer: Reader) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    asked: list[str] = []

    def send(text: str) -> Callable[[Any], None]:
        def fill(dialog: Any) -> None:
            writer.owner.type("message.text", text, within=dialog)
            asked.append(text)
            writer.owner.click("message.copy", within=dialog)

        return fill

    writer.say(FAILED)
    writer.owner.dialogs.fill = send("You will have your answer on Friday.")
    writer.owner.click("write.copy")
    assert not writer.owner.sees("before") and clipboard.text() == "You will have your answer on Friday."
    writer.owner.dialogs.fill = send("Calm down. You will have it on Friday.")
    writer.owner.click("write.copy")
    assert "Calm down" in writer.owner.find("before.why").text() and "Calm down" not in clipboard.text()
    writer.owner.click("before.look")
    assert len(asked) == 3, "the message is there to be changed"
    assert writer.owner.sees("before")
    writer.owner.click("before.send")
    assert "Calm down" in clipboard.text() and not writer.owner.sees("before")


# -- the parts


def test_the_parts_that_are_there_and_the_one_that_is_not(writer: Reader) -> None:
    writer.say("Our quote named the tile only by its code.")
    assert writer.owner.find("points.offers").text() == "✓ offers"
    missing = writer.owner.find("points.apology")
    assert missing.text() == "○ a whole apology" and missing.accessibleName() == "a whole apology: not in the letter yet"
    assert missing.toolTip() and missing.accessibleDescription()
    writer.owner.click("points.apology")
    field = writer.owner.find("passage.our_part")
    assert field.hasFocus()
    writer.say("I am sorry that our quote left this unclear. It was our fault. From now on every quote carries a photo.")
    assert writer.owner.find("points.apology").text() == "✓ a whole apology"
    assert writer.owner.find("points.apology").accessibleName() == "a whole apology: in the letter"


# -- spelling


def test_a_misspelt_word_has_a_line_of_its_own_kind(writer: Reader) -> None:
    writer.say(f"{TOLD} A wrod for it.")
    assert writer.lines() == [("As I already told you", Line.DashUnderline), ("wrod", Line.WaveUnderline)]


def test_names_of_the_case_are_spelt_as_they_are(owner: Any) -> None:
    writer = Reader(owner, owner.write(lambda session: decided(session, "Dana okaforrr", address="8 elmgrovia street")))
    writer.say("okaforrr lives in elmgrovia, and rivera repairs it.")
    assert not writer.lines()


def test_right_click_suggests(writer: Reader) -> None:
    field = writer.say("A wrod for it.")
    writer.right_click(field, 4)
    texts = [action.text() for action in writer.menu().actions()]
    assert "word" in texts[:5] and "Add “wrod” to the dictionary" in texts and any("Paste" in text for text in texts)
    assert texts.index("Add “wrod” to the dictionary") <= 5
    writer.choose("word")
    assert field.toPlainText() == "A word for it." and "A word for it." in writer.page_text() and not writer.lines()
    writer.owner.qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == "A wrod for it."


def test_the_menu_by_keyboard(writer: Reader) -> None:
    field = writer.say("A wrod")
    writer.owner.qtbot.keyClick(field, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = writer.menu()
    assert len(field.findChildren(QMenu)) == 1
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        writer.owner.qtbot.keyClick(menu, key)
    writer.read()
    assert field.toPlainText() != "A wrod" and field.hasFocus()


def test_a_word_into_the_dictionary_and_out_again(writer: Reader) -> None:
    field = writer.say("A wrod for it.")
    writer.right_click(field, 4)
    writer.choose("Add “wrod” to the dictionary")
    writer.owner.qtbot.waitUntil(lambda: not writer.lines(), timeout=5000)
    assert "wrod" in writer.owner.window.toast.text
    writer.owner.click("toast.undo")
    writer.owner.qtbot.waitUntil(lambda: writer.lines() == [("wrod", Line.WaveUnderline)], timeout=5000)


def test_a_word_that_is_right_has_the_usual_menu(writer: Reader) -> None:
    field = writer.say("A wrod for it.")
    writer.right_click(field, 9)
    texts = [action.text() for action in writer.menu().actions()]
    assert texts and not any("dictionary" in text for text in texts)
    QApplication.activePopupWidget().close()


def test_a_spanish_letter_is_read_in_spanish(owner: Any) -> None:
    def spanish(session: Any) -> int:
        id = decided(session)
        services.clients.update(session, services.disputes.detail(session, id).client.id, language="es")
        return id

    writer = Reader(owner, owner.write(spanish))
    writer.say("Como ya le dije, el presupuesto era ese. Una palabrra y the house.")
    assert writer.lines()[0] == ("Como ya le dije", Line.DashUnderline)
    assert ("palabrra", Line.WaveUnderline) in writer.lines() and ("house", Line.WaveUnderline) in writer.lines()
    writer.press("tone.use", writer.cards()[0])
    assert "ya le dije" not in writer.owner.find("passage.our_part").toPlainText()
