"""Reaching and knowing one client: further addresses, tags, who sent whom, letters, the archive."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from clientcare import services
from clientcare.records import ClientDetail, DisputeForm, LetterDraft
from clientcare.ui.clients.share_bar import ShareBar


@pytest.fixture
def dana(owner: Any) -> int:
    def write(session: Any) -> int:
        id: int = services.clients.create(session, "Dana Okafor")
        services.clients.update(session, id, email="dana@home.example")
        return id

    id: int = owner.write(write)
    owner.go("client", id)
    return id


def detail(owner: Any, id: int) -> ClientDetail:
    found: ClientDetail = owner.read(lambda session: services.clients.detail(session, id))
    return found


def further(owner: Any, id: int) -> list[tuple[str, str, str]]:
    return [(row.kind, row.label, row.value) for row in detail(owner, id).contacts]


def one_more(owner: Any, id: int, kind: str = "email") -> int:
    """Press "Another e-mail"; the id of what was added."""
    owner.click(f"client.{kind}.add")
    added: int = detail(owner, id).contacts[-1].id
    return added


def chips(owner: Any) -> list[str]:
    found = owner.window.page("client").findChildren(QAbstractButton, "client.tag.remove")
    return [chip.text() for chip in found if chip.isVisible()]


# -- further addresses


def test_another_email_is_typed_at_once_and_saved_as_typed(owner: Any, dana: int) -> None:
    assert not owner.sees("client.email.label"), "one alone needs no word to tell it apart"
    id = one_more(owner, dana)
    field = owner.find(f"client.contact.{id}.value")
    assert owner.window.focusWidget() is field or field.hasFocus()
    owner.type(f"client.contact.{id}.value", "dana@work.example")
    owner.type(f"client.contact.{id}.label", "work")
    owner.type("client.email.label", "home")
    owner.go("clients")
    assert further(owner, dana) == [("email", "work", "dana@work.example")]
    assert detail(owner, dana).answers["email_label"] == "home"


def test_an_empty_line_is_typed_in_before_there_is_another(owner: Any, dana: int) -> None:
    one_more(owner, dana)
    owner.click("client.email.add")
    assert len(further(owner, dana)) == 1


def test_saved_is_said(owner: Any, dana: int) -> None:
    id = one_more(owner, dana, "phone")
    owner.type(f"client.contact.{id}.value", "(413) 555-0117")
    owner.qtbot.waitUntil(lambda: owner.window.page("client").status.text() == "Saved a moment ago", timeout=5000)
    assert further(owner, dana) == [("phone", "", "(413) 555-0117")]


def test_another_becomes_the_main_one_and_back(owner: Any, dana: int) -> None:
    id = one_more(owner, dana)
    owner.type(f"client.contact.{id}.value", "dana@work.example")
    owner.click(f"client.contact.{id}.main")
    assert owner.find("client.email").text() == "dana@work.example"
    assert owner.find(f"client.contact.{id}.value").text() == "dana@home.example"
    assert owner.window.toast.text == "E-mails go to this address now."
    owner.click("toast.undo")
    assert owner.find("client.email").text() == "dana@home.example"


def test_one_is_removed_and_brought_back(owner: Any, dana: int) -> None:
    id = one_more(owner, dana, "address")
    owner.type(f"client.contact.{id}.value", "8 Elm Street\nAmherst")
    owner.click(f"client.contact.{id}.remove")
    assert not owner.sees(f"client.contact.{id}.value") and owner.window.toast.text == "An address was removed."
    owner.click("toast.undo")
    assert owner.find(f"client.contact.{id}.value").toPlainText() == "8 Elm Street\nAmherst"


@pytest.mark.parametrize(
    ("name", "typed", "said"), [("client.email", "dana@gmail", "no ending"), ("client.phone", "555 0117", "area code")]
)
def test_what_seems_wrong_is_said_and_kept(owner: Any, dana: int, name: str, typed: str, said: str) -> None:
    owner.type(name, typed)
    owner.qtbot.waitUntil(lambda: owner.sees(f"{name}.trouble"), timeout=5000)
    assert said in owner.find(f"{name}.trouble").text()
    owner.go("clients")
    assert detail(owner, dana).answers[name.removeprefix("client.")] == typed
    owner.go("client", dana)
    owner.qtbot.waitUntil(lambda: owner.sees(f"{name}.trouble"), timeout=5000)
    owner.type(name, "dana@home.example" if "email" in name else "(413) 555-0117")
    assert not owner.sees(f"{name}.trouble"), "while it is typed nothing is held against it"


def test_typing_in_one_line_is_not_disturbed_by_another(owner: Any, dana: int) -> None:
    id = one_more(owner, dana)
    owner.type(f"client.contact.{id}.value", "half@typ")
    owner.write(lambda s: services.contacts.add(s, dana, "email", "more@dana.example"))
    assert owner.find(f"client.contact.{id}.value").text() == "half@typ"


def test_another_client_shows_no_line_of_the_one_before(owner: Any, dana: int) -> None:
    id = one_more(owner, dana)
    owner.type(f"client.contact.{id}.value", "dana@work.example")
    owner.type("client.tag", "half a tag")
    other = owner.write(lambda s: services.clients.create(s, "Marc Laurent"))
    owner.go("client", other)
    assert not owner.sees(f"client.contact.{id}.value") and owner.find("client.tag").text() == "" and chips(owner) == []
    assert further(owner, dana) == [("email", "", "dana@work.example")] and detail(owner, dana).tags == ("half a tag",)


# -- tags


def test_tags_are_entered_and_taken_away(owner: Any, dana: int) -> None:
    owner.type("client.tag", "VIP, kitchen\n")
    owner.settle()
    assert chips(owner) == ["kitchen", "VIP"] and owner.find("client.tag").text() == ""
    chip = owner.find("client.tag.remove")
    assert chip.accessibleName() == "Take away the tag kitchen"
    owner.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    owner.settle()
    assert chips(owner) == ["VIP"] and owner.window.toast.text == "The tag “kitchen” was taken away."
    owner.click("toast.undo")
    assert detail(owner, dana).tags == ("kitchen", "VIP")


def test_a_tag_too_long_is_said_and_stays(owner: Any, dana: int) -> None:
    owner.type("client.tag", "x" * 61 + "\n")
    owner.settle()
    assert "Shorten" in owner.find("client.tag.trouble").text() and owner.find("client.tag").text() == "x" * 61


# -- who sent whom


def test_who_sent_them_is_chosen_by_name(owner: Any, dana: int) -> None:
    marc = owner.write(lambda s: services.clients.create(s, "Marc Laurent"))
    owner.type("client.sent_by", "Marc Laurent")
    owner.qtbot.waitUntil(lambda: owner.window.page("client").about.sent_by.known == marc, timeout=5000)
    owner.settle()
    assert detail(owner, dana).answers["sent_by_id"] == marc
    owner.go("client", marc)
    assert owner.find("client.sent").text() == "They sent you 1 client."
    owner.click(f"client.sent.{dana}")
    assert owner.place[:2] == ("client", dana) and owner.find("client.sent_by").text() == "Marc Laurent"
    owner.type("client.sent_by", "")
    owner.go("clients")
    assert detail(owner, dana).sent_by is None


def test_a_name_that_is_no_client_stays_and_says_so(owner: Any, dana: int) -> None:
    owner.type("client.sent_by", "The baker\n")
    owner.settle()
    assert "Nobody among your clients" in owner.find("client.sent_by.trouble").text()
    owner.write(lambda s: services.clients.update(s, dana, notes="x"))
    assert owner.find("client.sent_by").text() == "The baker" and detail(owner, dana).sent_by is None


# -- letters, the archive, the share


def test_their_letters_open_in_their_dispute(owner: Any, dana: int) -> None:
    def write(session: Any) -> tuple[int, int]:
        dispute = services.disputes.create(session, DisputeForm("Hall tiles", client_id=dana))
        return dispute, services.letters.save_draft(session, LetterDraft(dispute, "apology", "Your hall"))

    dispute, letter = owner.write(write)
    table = owner.find("client.letters")
    assert table.model().index(0, 0).data().endswith("Your hall") and table.model().index(0, 1).data() == "Draft"
    table.selectRow(0)
    owner.qtbot.keyClick(table, Qt.Key.Key_Return)
    owner.settle()
    assert owner.place == ("dispute", dispute, f"write:{letter}")


def test_they_are_put_into_the_archive_and_taken_back(owner: Any, dana: int) -> None:
    page = owner.window.page("client")
    owner.click("client.archive")
    assert page.pill.text() == "Archived" and owner.place[:2] == ("client", dana)
    assert owner.window.toast.text == "Dana Okafor was put into the archive."
    assert owner.find("client.archive").text() == "Take back from the archive"
    owner.click("client.archive")
    assert not page.pill.isVisible() and not detail(owner, dana).archived


def test_the_share_is_a_bar_with_its_words(owner: Any) -> None:
    bar = ShareBar(owner.window.theme, owner.window.words)
    bar.show_share(0.09)
    assert bar.accessibleName() == "9 % of your yearly revenue comes from them." and not bar.much
    bar.resize(200, 10)
    drawn, accent = bar.grab().toImage(), owner.window.theme.tokens.accent
    assert drawn.pixelColor(9, 5).name().upper() == accent.upper() != drawn.pixelColor(40, 5).name().upper()
    bar.show_share(0.3)
    assert bar.much
    bar.show_share(None)
    assert bar.isHidden()
    bar.deleteLater()
