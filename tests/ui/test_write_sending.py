"""Sending a letter from Write: asked once, held back for a while, and shown honestly however it ends."""

from __future__ import annotations

import email
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.policy import default
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtGui import QKeySequence

from clientcare import services
from clientcare.mail import password
from clientcare.records import ProviderForm
from clientcare.ui.outbox import LOOKS_EVERY
from tests.mail.loopback import PASSWORD, Loopback

from .conftest import close
from .sending import DANA, LONG, SHORT, Sender
from .test_write import Writer, decided


@pytest.fixture(autouse=True)
def mail_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


def test_it_arrives_once_the_time_to_take_it_back_is_over(sender: Sender, hold: Any) -> None:
    hold(SHORT)
    sender.send()
    sender.becomes("sent")
    (message,) = sender.taken
    assert message["To"].addresses[0].addr_spec == DANA
    (attached,) = message.iter_attachments()
    letter = sender.detail.letters[0]
    assert attached.get_content() == sender.owner.read(lambda session: services.letters.pdf(session, letter.id))
    assert f"To {DANA}" in sender.owner.find("sent.to").text() and letter.sent_to == DANA
    assert "sent by e-mail" in sender.owner.find("sent.how").text()
    assert DANA in sender.owner.window.toast.text and "has gone" in sender.owner.window.toast.text
    assert sender.detail.status == "waiting" and not sender.owner.sees("sending")
    assert len(sender.owner.find("sent.sha256").toolTip()) == 64


def test_the_owner_is_asked_to_whom_and_told_that_it_can_be_taken_back(sender: Sender, hold: Any) -> None:
    hold(LONG)
    seen: list[str] = []

    def read(dialog: Any) -> None:
        seen.append(sender.owner.reads(within=dialog))
        assert dialog.focusWidget() is sender.owner.find("send.go", within=dialog)
        sender.owner.qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        sender.settle()

    sender.owner.dialogs.fill = read
    assert sender.owner.find("dispute.next").text() == "Send by e-mail"
    sender.owner.click("dispute.next")
    assert DANA in seen[0] and "we can put it right" in seen[0] and ".pdf" in seen[0] and "30 seconds" in seen[0]
    assert sender.standing == "waiting" and not sender.taken


def test_cancelled_nothing_is_sent(sender: Sender) -> None:
    sender.owner.dialogs.fill = lambda dialog: sender.owner.click("send.cancel", within=dialog)
    sender.owner.click("dispute.next")
    assert sender.owner.sees("passage.close") and sender.standing_of_all() == []


@pytest.mark.parametrize("way", ["toast", "keyboard", "card"])
def test_it_can_be_taken_back_and_is_the_draft_as_it_was(sender: Sender, hold: Any, way: str) -> None:
    hold(LONG)
    sender.type("passage.close", "With my own words.")
    sender.send()
    assert sender.standing == "waiting" and not sender.owner.sees("passage.close")
    assert "second" in sender.owner.find("sending.title").text()
    if way == "toast":
        sender.owner.click("toast.take_back")
    elif way == "keyboard":
        sender.owner.window.undo()
    else:
        sender.owner.click("sending.back")
    sender.settle()
    assert sender.owner.find("passage.close").toPlainText() == "With my own words."
    assert sender.standing == "draft" and not sender.taken
    assert not sender.owner.sees("toast.take_back") and not sender.owner.window.outbox.waits
    sender.type("passage.close", "And changed.")
    sender.saved()
    assert sender.draft("compromise").edits["close"] == "And changed."


def test_what_is_typed_elsewhere_meanwhile_is_kept(sender: Sender, hold: Any) -> None:
    hold(LONG)
    sender.type("passage.close", "The first.")
    sender.send()
    sender.owner.click("sent.another")
    sender.kind("holding")
    sender.type("question.standing", "The tiles are ordered.")
    sender.owner.click("toast.take_back")
    sender.settle()
    typed = sender.owner.find("question.standing")
    assert typed.toPlainText() == "The tiles are ordered.", "the owner stays where they write"
    sender.owner.click("question.answer")
    sender.saved()
    assert sender.draft("holding").facts["standing"] == "The tiles are ordered."
    assert sender.draft("compromise").edits["close"] == "The first."


def test_another_letter_of_the_same_kind_is_not_lost_when_the_first_comes_back(sender: Sender, hold: Any) -> None:
    hold(LONG)
    sender.type("passage.close", "The first.")
    sender.send()
    sender.owner.click("sent.another")
    sender.kind("compromise")
    sender.type("passage.close", "The second.")
    sender.saved()
    sender.owner.click("toast.take_back")
    sender.type("passage.close", "The second, longer.")
    sender.saved()
    words = {row.id: row.standing for row in sender.detail.letters}
    assert list(words.values()) == ["draft", "draft"]
    drafts = [sender.owner.read(lambda s, id=id: services.letters.current_draft(s, sender.id, letter_id=id)) for id in words]
    assert sorted(draft.edits["close"] for draft in drafts) == ["The first.", "The second, longer."]


def test_too_late_is_said_in_words(sender: Sender, hold: Any) -> None:
    hold(SHORT)
    sender.server.fault = "END late 0.7"
    sender.send()
    sender.becomes("sending")
    assert not sender.owner.sees("sending.back")
    sender.owner.window.outbox.take_back(sender.panel.sent.sending.row.id)
    sender.owner.qtbot.waitUntil(lambda: "cannot be taken back" in sender.owner.window.toast.text)
    sender.becomes("sent")
    assert len(sender.taken) == 1


def test_without_an_address_it_is_asked_for_and_kept(owner: Any, server: Loopback, hold: Any) -> None:
    hold(SHORT)
    sender = Sender(owner, server, to="")
    said: list[str] = []

    def fill(dialog: Any) -> None:
        for address in ("", "dana at home", "dana@new.example"):
            owner.type("send.to", address, within=dialog)
            owner.click("send.go", within=dialog)
            said.append(owner.reads(within=dialog))

    owner.dialogs.fill = fill
    owner.click("dispute.next")
    assert "Please type the e-mail address" in said[0] and "not an e-mail address" in said[1]
    sender.becomes("sent")
    assert sender.server.received[0].recipients == ("dana@new.example",)
    assert sender.address == "dana@new.example"


def test_a_new_address_is_kept_with_the_client_and_said(sender: Sender, hold: Any) -> None:
    hold(LONG)
    said: list[bool] = []

    def fill(dialog: Any) -> None:
        said.append(sender.owner.sees("send.keeps", within=dialog))
        sender.owner.type("send.to", "dana@work.example", within=dialog)
        said.append(sender.owner.sees("send.keeps", within=dialog))
        sender.owner.click("send.go", within=dialog)

    sender.owner.dialogs.fill = fill
    sender.owner.click("dispute.next")
    assert said == [False, True] and sender.address == "dana@work.example"


def test_the_draft_for_the_mail_program_stays_within_reach(sender: Sender, opened_urls: list[QUrl]) -> None:
    (entry,) = [one for one in sender.panel.editor.head.more.actions() if one.objectName() == "write.mail_program"]
    entry.trigger()
    sender.settle()
    assert opened_urls and "in your mail program" in sender.owner.find("out.text").text()


def test_without_an_account_the_mail_program_has_it(owner: Any, opened_urls: list[QUrl]) -> None:
    writer = Writer(owner, owner.write(decided))
    (entry,) = [one for one in writer.panel.editor.head.more.actions() if one.objectName() == "write.mail_program"]
    assert not entry.isVisible() and owner.find("dispute.next").text() == "Email with PDF"
    owner.click("dispute.next")
    assert opened_urls


@pytest.fixture
def no_ring() -> Iterator[None]:
    """A computer without a key ring."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)
    password._memory.clear()
    password._fleeting.clear()


@pytest.mark.usefixtures("no_ring")
def test_a_password_nobody_knows_leads_to_the_settings_and_once_typed_the_letter_goes(
    owner: Any, server: Loopback, hold: Any
) -> None:
    hold(SHORT)
    sender = Sender(owner, server, knows="")
    sender.send()
    sender.becomes("stopped")
    assert "Settings" in owner.find("sending.why").text() and "has not gone" in owner.find("sending.title").text()
    owner.click("sending.settings")
    assert owner.place[0] == "settings"
    field = owner.find("settings.mail_password")
    owner.qtbot.waitUntil(lambda: owner.window.focusWidget() is field, timeout=5000)
    assert not field.visibleRegion().isEmpty(), "nobody has to look for it"
    owner.type("settings.mail_password", PASSWORD)
    owner.qtbot.keyClick(field, Qt.Key.Key_Return)
    sender.becomes("sent")
    assert len(sender.taken) == 1


def test_a_wrong_password_is_said_and_can_be_put_right(owner: Any, server: Loopback, hold: Any) -> None:
    hold(SHORT)
    sender = Sender(owner, server, knows="wrong")
    sender.send()
    sender.becomes("stopped")
    assert "password" in owner.find("sending.why").text() and owner.sees("sending.settings")
    owner.click("sending.back")
    assert owner.find("passage.close").toPlainText() and sender.standing == "draft"


def test_with_the_network_gone_it_waits_and_goes_later(sender: Sender, hold: Any) -> None:
    hold(SHORT)
    sender.server.fault = "CONNECT drop"
    sender.send()
    sender.owner.qtbot.waitUntil(lambda: sender.owner.sees("sending.try"), timeout=8000)
    assert sender.standing == "waiting"
    assert "next try is at" in sender.owner.find("sending.why").text()
    assert "waits" in sender.owner.window.toast.text
    assert 0 < sender.owner.window.outbox._timer.interval() <= LOOKS_EVERY * 1000 + 1, "nothing is busy meanwhile"
    sender.server.fault = ""
    sender.owner.click("sending.try")
    sender.becomes("sent")
    assert len(sender.taken) == 1


def test_a_better_server_is_tried_at_once(sender: Sender, hold: Any) -> None:
    hold(SHORT)
    sender.server.fault = "CONNECT drop"
    sender.send()
    sender.owner.qtbot.waitUntil(lambda: sender.owner.sees("sending.try"), timeout=8000)
    sender.server.fault = ""
    elsewhere = replace(sender.owner.read(lambda session: services.posting.account(session)), host="127.0.0.1")
    password._memory[password._name(elsewhere)] = PASSWORD
    sender.owner.write(lambda session: services.settings.update(session, smtp_host="127.0.0.1"))
    sender.becomes("sent")


@pytest.mark.parametrize(("button", "times"), [("sending.arrived", 0), ("sending.resend", 1)])
def test_maybe_is_shown_and_only_the_owner_ends_it(sender: Sender, hold: Any, button: str, times: int) -> None:
    hold(SHORT)
    sender.server.fault = "END lose"
    sender.send()
    sender.becomes("maybe")
    assert "may have gone" in sender.owner.find("sending.title").text()
    assert "before you send it twice" in sender.owner.find("sending.why").text()
    assert not sender.owner.window.outbox.waits, "it never goes again by itself"
    sender.server.fault = ""
    sender.owner.click(button)
    sender.becomes("sent")
    assert len(sender.taken) == times
    assert sender.owner.sees("sent.how") and not sender.owner.sees("sending")


def test_in_the_smallest_window_no_button_of_the_footer_is_cut(sender: Sender) -> None:
    sender.owner.window.resize(900, 600)
    sender.owner.window.page("dispute").status.setText("Saved a moment ago")
    sender.settle()
    for name in ("write.sleep", "write.copy", "write.save", "write.print", "dispute.back", "dispute.next"):
        made = sender.owner.find(name)
        assert made.width() >= made.sizeHint().width(), name


def test_what_may_have_gone_is_never_said_not_to_have_been_sent(sender: Sender, hold: Any) -> None:
    hold(SHORT)
    sender.server.fault = "END lose"
    sender.send()
    sender.becomes("maybe")
    sender.server.fault = "CONNECT 421 too busy"
    sender.owner.click("sending.resend")
    sender.becomes("waiting")
    sender.owner.qtbot.waitUntil(lambda: sender.owner.sees("sending.back"), timeout=8000)
    sender.owner.click("sending.back")
    sender.becomes("maybe")
    assert "the first time is still not certain" in sender.owner.window.toast.text


def test_closing_says_when_the_password_has_to_be_typed_again(sender: Sender, hold: Any) -> None:
    hold(LONG)
    account = sender.owner.read(lambda session: services.posting.account(session))
    sender.send()
    assert "password" not in said_on_closing(sender)
    password._fleeting.add(password._name(account))
    assert "and you have typed your password" in said_on_closing(sender)
    password._fleeting.clear()


def said_on_closing(sender: Sender) -> str:
    sender.owner.dialogs.confirms = False
    said: list[str] = []
    confirm = sender.owner.dialogs.confirm

    def heard(parent: Any, title: str, text: str, verb: str) -> bool:
        said.append(text)
        return bool(confirm(parent, title, text, verb))

    sender.owner.dialogs.confirm = heard
    sender.owner.window.close()
    sender.owner.dialogs.confirm, sender.owner.dialogs.confirms = confirm, True
    return said[0]


def test_closing_with_a_letter_waiting_asks_once_and_it_goes_next_time(
    open_window: Callable[..., Any], server: Loopback, hold: Any, tmp_path: Path
) -> None:
    hold(LONG)
    first = Sender(open_window(tmp_path / "data"), server)
    first.send()
    first.owner.dialogs.confirms = False
    first.owner.window.close()
    assert first.owner.window.isVisible() and first.owner.dialogs.asked == ["Close ClientCare?"]
    first.owner.dialogs.confirms = True
    close(first.owner)
    assert not server.received
    hold(SHORT)  # as if half a minute had gone by
    again = open_window(tmp_path / "data")
    again.write(lambda session: [services.outbox.try_now(session, row.id) for row in services.outbox.rows(session)])
    again.go("dispute", first.id, "write")
    again.qtbot.waitUntil(lambda: len(server.received) == 1, timeout=8000)
    again.qtbot.waitUntil(lambda: again.sees("sent.how"), timeout=8000)
    close(again)
    assert again.dialogs.asked == []


def test_a_waiting_letter_is_shown_after_a_new_start_and_cannot_be_written_on(
    open_window: Callable[..., Any], server: Loopback, hold: Any, tmp_path: Path
) -> None:
    hold(LONG)
    first = Sender(open_window(tmp_path / "data"), server)
    first.send()
    close(first.owner)
    again = open_window(tmp_path / "data")
    again.go("dispute", first.id, "write")
    assert again.sees("sending.back") and not again.sees("passage.close") and not again.sees("write.save")
    again.click("sending.back")
    assert again.find("passage.close").toPlainText()


def test_a_letter_that_has_gone_goes_once_more_as_it_was(sender: Sender, hold: Any) -> None:
    hold(SHORT)
    sender.send()
    sender.becomes("sent")
    sender.owner.dialogs.fill = lambda dialog: (
        sender.owner.type("send.to", "office@home.example", within=dialog), sender.owner.click("send.go", within=dialog)
    )  # fmt: skip
    sender.owner.click("sent.again")
    sender.owner.qtbot.waitUntil(lambda: len(sender.taken) == 2, timeout=8000)
    pages = [next(iter(message.iter_attachments())).get_content() for message in sender.taken]
    assert pages[0] == pages[1] and sender.server.received[1].recipients == ("office@home.example",)
    sender.becomes("sent")
    assert sender.detail.letters[0].sent_to == DANA, "the letter stays as it went"


def test_sent_again_without_an_account_it_is_a_draft_with_the_same_page(
    sender: Sender, hold: Any, opened_urls: list[QUrl]
) -> None:
    hold(SHORT)
    sender.send()
    sender.becomes("sent")
    sender.owner.write(lambda session: services.settings.update(session, mail_way="program"))
    sender.owner.click("sent.again")
    draft = email.message_from_bytes(Path(opened_urls[-1].toLocalFile()).read_bytes(), policy=default)
    (page,) = draft.iter_attachments()  # type: ignore[attr-defined]
    assert page.get_content() == next(iter(sender.taken[0].iter_attachments())).get_content()


def test_a_correction_is_a_new_letter_that_can_be_left_and_found_again(sender: Sender, hold: Any) -> None:
    hold(SHORT)
    sender.type("passage.close", "The first.")
    sender.send()
    sender.becomes("sent")
    sender.owner.click("sent.correct")
    sender.type("question.correction", "The amount in option B is $160.")
    sender.owner.click("question.answer")
    assert sender.owner.find("passage.close").toPlainText() == "The first."
    sender.type("passage.close", "Put right.")
    sender.saved()
    sender.owner.go("today")
    sender.owner.go("dispute", sender.id, "write")
    assert sender.owner.find("passage.close").toPlainText() == "Put right."
    newest, first = sender.detail.letters
    assert newest.corrects_id == first.id and first.standing == "sent"
    sender.owner.go("dispute", sender.id, f"write:{first.id}")
    assert sender.owner.sees("sent.how"), "that very letter was asked for"
    sender.owner.go("dispute", sender.id, f"write:{newest.id}")
    assert sender.owner.find("passage.close").toPlainText() == "Put right."


def test_a_letter_to_a_firm_does_not_stand_in_the_clients_way(sender: Sender, hold: Any) -> None:
    hold(SHORT)
    firm = sender.owner.write(
        lambda session: services.referrals.save(session, ProviderForm("Alder Stone", "lays tiles", email="al@stone.example"))
    )
    sender.type("passage.close", "To the client.")
    sender.saved()
    sender.owner.go("dispute", sender.id, f"write:referral_thanks:{firm}")
    assert sender.panel.letter.draft.provider_id == firm
    sender.owner.go("dispute", sender.id, "write")
    assert sender.owner.find("passage.close").toPlainText() == "To the client."


def test_escape_and_undo_have_their_usual_keys(sender: Sender, hold: Any) -> None:
    hold(LONG)
    sender.send()
    (undo,) = [one for one in sender.owner.window.actions() if one.objectName() == "undo"]
    assert undo.shortcut() == QKeySequence("Ctrl+Z")
    undo.trigger()
    sender.settle()
    assert sender.standing == "draft"


def test_no_trace_of_a_question_that_was_answered_before(sender: Sender, hold: Any) -> None:
    """Undo after the time is over takes back something else, or says that there is nothing."""
    hold(SHORT)
    sender.send()
    sender.becomes("sent")
    sender.owner.window.undo()
    sender.settle()
    assert sender.standing == "sent" and "nothing" in sender.owner.window.toast.text


def test_what_may_hurt_is_asked_about_before_the_address(sender: Sender, hold: Any) -> None:
    hold(LONG)
    sender.type("passage.our_part", "You failed to read our quote.")
    sender.send()
    assert sender.owner.sees("before") and sender.standing_of_all() == []
    sender.owner.click("before.send")
    assert sender.standing == "waiting"


def test_one_enter_in_the_address_sends(sender: Sender, hold: Any) -> None:
    hold(LONG)

    def fill(dialog: Any) -> None:
        field = sender.owner.find("send.to", within=dialog)
        field.setFocus()
        sender.owner.qtbot.keyClick(field, Qt.Key.Key_Return)
        sender.settle()
        sender.owner.qtbot.keyClick(field, Qt.Key.Key_Return)
        sender.settle()

    sender.owner.dialogs.fill = fill
    sender.owner.click("dispute.next")
    assert sender.standing == "waiting" and len(sender.owner.read(lambda s: services.outbox.rows(s))) == 1


def test_send_pressed_twice_asks_once_and_sends_one(sender: Sender, hold: Any) -> None:
    hold(LONG)
    asked: list[Any] = []

    def fill(dialog: Any) -> None:
        asked.append(dialog)
        sender.settle()  # as while a real dialog is open: what the second press asked for comes home
        sender.owner.click("send.go", within=dialog)

    sender.owner.dialogs.fill = fill
    press = sender.owner.find("dispute.next")
    for _ in range(2):
        sender.owner.qtbot.mouseClick(press, Qt.MouseButton.LeftButton)
    sender.settle()
    assert len(asked) == 1 and sender.standing_of_all() == ["waiting"]


def test_what_comes_home_while_the_screen_goes_finds_its_buttons(sender: Sender) -> None:
    panel, page = sender.panel, sender.owner.window.page("dispute")
    buttons = panel.extra_buttons()
    page._clear()
    for one in buttons:
        QCoreApplication.sendPostedEvents(one, QEvent.Type.DeferredDelete)
    panel._offer_buttons()
    assert not any(one.isVisible() for one in buttons)


def test_a_letter_to_a_firm_is_sent_to_the_firm(sender: Sender, hold: Any) -> None:
    hold(SHORT)
    firm = sender.owner.write(
        lambda session: services.referrals.save(session, ProviderForm("Alder Stone", "lays tiles", email="al@stone.example"))
    )
    sender.owner.go("dispute", sender.id, f"write:referral_thanks:{firm}")
    if sender.owner.sees("question"):
        sender.type("question.outcome", "The floor is laid.")
        sender.owner.click("question.answer")
    sender.send()
    sender.becomes("sent")
    assert sender.server.received[0].recipients == ("al@stone.example",) and sender.address == DANA
    assert sender.owner.sees("sent.how") and sender.detail.status == "open"
    assert not sender.owner.sees("dispute.next"), "the dispute with the client has not gone on"
