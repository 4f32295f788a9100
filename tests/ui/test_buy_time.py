"""Buy time: from nothing to an acknowledgement in under a minute, everything made exactly once, nothing typed lost."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPageSize
from PySide6.QtPrintSupport import QPrinter

from clientcare import services
from clientcare.letters.dates import working_days
from clientcare.ui.paper import pdf_pages

from .papers import BUSINESS, HOSTILE, addressee, blurred, page_picture, unlike

ABOUT = "Hall tiles laid in the wrong shade"


class Hurried:
    """The owner at Buy time."""

    def __init__(self, owner: Any) -> None:
        self.owner = owner
        self.page = owner.go("buy_time")

    def type(self, name: str, text: str) -> None:
        field = self.owner.find(f"buy_time.{name}")
        field.setFocus()
        field.selectAll()
        field.insert(text)
        field.textEdited.emit(text)
        self.settle()

    def settle(self) -> None:
        self.owner.qtbot.wait(160)  # names are looked up in the pause after a key
        self.owner.settle()

    def fill(self, name: str = "Dana Okafor", about: str = ABOUT) -> None:
        self.type("name", name)
        self.type("about", about)

    def page_text(self) -> str:
        return " ".join(pdf_pages.text_of(self.page.letter.preview._pdf).split())

    @property
    def clients(self) -> Any:
        ids = self.owner.read(lambda session: services.clients.ids(session))
        return self.owner.read(lambda session: services.clients.rows(session, ids))

    @property
    def disputes(self) -> Any:
        ids = self.owner.read(lambda session: services.disputes.ids(session))
        return [self.owner.read(lambda session, id=id: services.disputes.detail(session, id)) for id in ids]


@pytest.fixture
def hurried(owner: Any) -> Hurried:
    owner.write(lambda session: services.settings.update(session, **BUSINESS))
    return Hurried(owner)


@pytest.fixture(autouse=True)
def mail_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


# -- typing


def test_the_letter_and_its_message_grow_with_the_typing(hurried: Hurried) -> None:
    assert not hurried.owner.find("buy_time.email_pdf").isEnabled()
    hurried.type("name", "Dana Okafor")
    assert not hurried.owner.find("buy_time.email_pdf").isEnabled()
    hurried.type("about", ABOUT)
    by = working_days(date.today(), 2)
    for part in ("Dear Dana Okafor,", ABOUT, f"{by:%A}, {by:%B} {by.day}", "Rivera Home Repairs"):
        assert part in hurried.page_text()
    assert "Dana Okafor" in hurried.owner.find("buy_time.message").text()
    assert hurried.owner.find("buy_time.email_pdf").isEnabled()


def test_another_day(hurried: Hurried) -> None:
    hurried.fill()
    day = date.today() + timedelta(8)
    hurried.owner.find("buy_time.by").setDate(day)
    hurried.settle()
    assert f"{day:%A}, {day:%B} {day.day}" in hurried.page_text()
    assert f"{day:%B} {day.day}" in hurried.owner.find("buy_time.message").text()


def test_the_cursor_waits_in_the_first_field(hurried: Hurried) -> None:
    assert hurried.owner.find("buy_time.name").hasFocus()


def test_nothing_is_made_by_typing(hurried: Hurried) -> None:
    hurried.fill()
    assert hurried.clients == [] and hurried.disputes == []


def test_without_a_business_name_the_settings_come_first(owner: Any) -> None:
    hurried = Hurried(owner)
    hurried.fill()
    assert not owner.find("buy_time.copy").isEnabled()
    owner.click("buy_time.settings")
    assert owner.place[0] == "settings"
    owner.write(lambda session: services.settings.update(session, **BUSINESS))
    again = Hurried(owner)
    assert owner.find("buy_time.copy").isEnabled() and "Dana Okafor" in again.page_text()


# -- who it is


def test_a_known_client_is_found_by_name(hurried: Hurried) -> None:
    def known(session: Any) -> int:
        id = services.clients.create(session, "Dana Okafor")
        address = "8 Elm Street\nAmherst MA 01002"
        services.clients.update(session, id, address=address, greeting="Dana", email="dana@home.example")
        return id

    id = hurried.owner.write(known)
    hurried.fill("dana  okafor")
    assert hurried.owner.find("buy_time.who").text() == "A client you know"
    assert hurried.owner.find("buy_time.email").text() == "dana@home.example"
    assert "8 Elm Street" in hurried.page_text() and "Dear Dana," in hurried.page_text()
    hurried.owner.click("buy_time.copy")
    assert [client.id for client in hurried.clients] == [id]
    assert hurried.disputes[0].client.id == id


def test_a_known_client_is_chosen_from_the_list(hurried: Hurried) -> None:
    id = hurried.owner.write(lambda session: services.clients.create(session, "Şule Aydın"))
    field = hurried.owner.find("buy_time.name")
    field.setFocus()
    hurried.owner.qtbot.keyClicks(field, "sule")
    hurried.settle()
    names = field.completer().popup()
    assert names.isVisible()
    hurried.owner.qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    hurried.settle()
    assert field.text() == "Şule Aydın" and hurried.page.form.typed.client_id == id
    hurried.type("about", ABOUT)
    hurried.owner.click("buy_time.copy")
    assert [client.id for client in hurried.clients] == [id]


def test_two_of_one_name_are_not_guessed_between(hurried: Hurried) -> None:
    def two(session: Any) -> None:
        for _ in range(2):
            services.clients.create(session, "John Smith")

    hurried.owner.write(two)
    hurried.fill("John Smith")
    hurried.owner.find("buy_time.name").completer().popup().hide()
    assert hurried.owner.find("buy_time.who").text() == "A new client is added with this name."
    hurried.owner.click("buy_time.copy")
    assert len(hurried.clients) == 3


def test_an_own_address_is_not_overwritten_and_is_kept(hurried: Hurried) -> None:
    id = hurried.owner.write(lambda session: services.clients.create(session, "Dana Okafor"))
    hurried.owner.write(lambda session: services.clients.update(session, id, email="old@home.example"))
    hurried.type("email", "new@home.example")
    hurried.fill()
    assert hurried.owner.find("buy_time.email").text() == "new@home.example"
    hurried.owner.click("buy_time.copy")
    assert hurried.clients[0].email == "new@home.example"


# -- making it, once


def test_copied_and_everything_is_there_once(hurried: Hurried) -> None:
    hurried.fill()
    hurried.owner.click("buy_time.copy")
    assert "Dana Okafor" in QGuiApplication.clipboard().text()
    (dispute,) = hurried.disputes
    assert (dispute.title, dispute.client.name) == (ABOUT, "Dana Okafor") and len(hurried.clients) == 1
    assert dispute.answers["due_on"] == working_days(date.today(), 2)
    assert [(row.kind, row.state, row.how) for row in dispute.letters] == [("acknowledgement", "done", "copied")]
    stored = hurried.owner.read(lambda session: services.letters.pdf(session, dispute.letters[0].id))
    assert dispute.reference in pdf_pages.text_of(stored)


def test_every_button_after_the_first_takes_the_same_letter(
    hurried: Hurried, tmp_path: Path, opened_urls: list[QUrl]
) -> None:
    hurried.fill()
    hurried.owner.dialogs.save_to = tmp_path / "letter.pdf"
    for name in ("copy", "save", "email_pdf", "copy"):
        hurried.owner.click(f"buy_time.{name}")
    (dispute,) = hurried.disputes
    assert len(hurried.clients) == 1 and [row.how for row in dispute.letters] == ["copied"]
    stored = hurried.owner.read(lambda session: services.letters.pdf(session, dispute.letters[0].id))
    assert (tmp_path / "letter.pdf").read_bytes() == stored and len(opened_urls) == 1


def test_two_buttons_at_once_make_one_dispute(hurried: Hurried, tmp_path: Path, opened_urls: list[QUrl]) -> None:
    hurried.fill()
    page = hurried.page
    page._deliver(page._delivery.copy)
    page._deliver(page._delivery.email)
    page._deliver(page._delivery.copy)
    hurried.settle()
    assert len(hurried.disputes) == len(hurried.clients) == 1 and len(hurried.disputes[0].letters) == 1
    assert len(opened_urls) == 1


def test_double_click_makes_one_dispute(hurried: Hurried, opened_urls: list[QUrl]) -> None:
    hurried.fill()
    control = hurried.owner.find("buy_time.email_pdf")
    hurried.owner.qtbot.mouseClick(control, Qt.MouseButton.LeftButton)
    hurried.owner.qtbot.mouseDClick(control, Qt.MouseButton.LeftButton)
    hurried.settle()
    assert len(hurried.disputes) == 1


def test_cancelling_a_dialog_makes_nothing(hurried: Hurried) -> None:
    hurried.fill()
    hurried.owner.click("buy_time.save")
    hurried.owner.click("buy_time.print")
    assert hurried.disputes == [] and not hurried.owner.find("buy_time.about").isReadOnly()


def test_saved_and_printed_are_the_letter(hurried: Hurried, tmp_path: Path) -> None:
    hurried.fill()
    hurried.owner.dialogs.save_to = tmp_path / "letter"
    hurried.owner.click("buy_time.save")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    with pdf_pages.opened((tmp_path / "letter.pdf").read_bytes()) as document:
        assert document.pagePointSize(0).width() == 612
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    hurried.owner.dialogs.prints_on = printer
    hurried.owner.click("buy_time.print")
    saved, paper = ((tmp_path / name).read_bytes() for name in ("letter.pdf", "paper.pdf"))
    assert unlike(blurred(page_picture(saved, 1200)), blurred(page_picture(paper, 1200))) < 0.005


@pytest.mark.parametrize("name", HOSTILE, ids=["markup", "Polish", "Turkish", "Greek", "300"])
def test_any_name_in_window_on_paper_and_in_the_mail(hurried: Hurried, opened_urls: list[QUrl], name: str) -> None:
    flat = " ".join(name.split())[:300].strip()
    hurried.fill(flat, "<i>Tiles</i> & grout")
    hurried.type("email", "x@y.example")
    hurried.owner.click("buy_time.email_pdf")
    assert addressee(Path(opened_urls[-1].toLocalFile())) == flat
    text = "".join(hurried.page_text().split())
    assert "".join(flat.split()) in text and "<i>Tiles</i>&grout" in text
    assert flat in hurried.owner.find("buy_time.done").text()
    assert hurried.owner.window.width() <= 1280


def test_when_the_mail_program_does_not_answer_nothing_is_called_sent(
    hurried: Hurried, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter((False, True))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: next(answers))
    hurried.fill()
    hurried.owner.click("buy_time.email_pdf")
    assert [row.state for row in hurried.disputes[0].letters] == ["draft"]
    assert not hurried.owner.sees("buy_time.done")
    hurried.owner.click("buy_time.file")
    assert [row.how for row in hurried.disputes[0].letters] == ["emailed"] and len(hurried.disputes) == 1


def test_what_cannot_be_made_is_told_and_can_be_tried_again(hurried: Hurried, monkeypatch: pytest.MonkeyPatch) -> None:
    hurried.owner.dialogs.expects_trouble = True
    real = services.letters.buy_time
    monkeypatch.setattr(services.letters, "buy_time", lambda *_: (_ for _ in ()).throw(OSError("disk")))
    hurried.fill()
    hurried.owner.click("buy_time.copy")
    assert len(hurried.owner.dialogs.troubles) == 1 and hurried.owner.find("buy_time.name").text() == "Dana Okafor"
    monkeypatch.setattr(services.letters, "buy_time", real)
    hurried.owner.click("buy_time.copy")
    assert len(hurried.disputes) == 1 and hurried.owner.sees("buy_time.done")


# -- afterwards


def test_on_to_the_dispute(hurried: Hurried) -> None:
    hurried.fill()
    hurried.owner.click("buy_time.copy")
    hurried.owner.click("buy_time.open")
    assert hurried.owner.place[:2] == ("dispute", hurried.disputes[0].id)


def test_the_next_one_starts_empty(hurried: Hurried) -> None:
    hurried.fill()
    hurried.owner.click("buy_time.copy")
    hurried.owner.click("buy_time.another")
    assert hurried.owner.find("buy_time.name").text() == "" and not hurried.owner.sees("buy_time.done")
    hurried.fill("Marc Laurent", "A sash that stuck again")
    hurried.owner.click("buy_time.copy")
    assert {dispute.client.name for dispute in hurried.disputes} == {"Dana Okafor", "Marc Laurent"}


def test_coming_back_after_one_is_done_starts_empty(hurried: Hurried) -> None:
    hurried.fill()
    hurried.owner.click("buy_time.copy")
    hurried.owner.go("today")
    hurried.owner.go("buy_time")
    assert hurried.owner.find("buy_time.name").text() == "" and hurried.owner.find("buy_time.about").text() == ""


# -- nothing typed is lost


def test_what_was_typed_is_there_at_the_next_start(hurried: Hurried, open_window: Any) -> None:
    hurried.fill()
    hurried.type("email", "dana@home.example")
    hurried.owner.qtbot.wait(1100)
    hurried.owner.settle()
    kept = hurried.owner.read(lambda session: services.drafts.get(session, "buy_time", 0))
    assert kept["name"] == "Dana Okafor" and kept["about"] == ABOUT
    hurried.owner.window.jobs.close()  # no leave(): as when the machine goes off
    again = Hurried(open_window())
    assert again.owner.find("buy_time.name").text() == "Dana Okafor"
    assert again.owner.find("buy_time.email").text() == "dana@home.example" and ABOUT in again.page_text()


def test_leaving_keeps_what_is_in_the_fingers(hurried: Hurried) -> None:
    hurried.fill()
    hurried.owner.go("today")
    kept = hurried.owner.read(lambda session: services.drafts.get(session, "buy_time", 0))
    assert kept["name"] == "Dana Okafor"


def test_once_made_nothing_is_offered_again(hurried: Hurried) -> None:
    hurried.fill()
    hurried.owner.click("buy_time.copy")
    hurried.owner.go("today")
    assert hurried.owner.read(lambda session: services.drafts.get(session, "buy_time", 0)) is None


def test_a_day_that_has_passed_since_is_not_offered_again(owner: Any) -> None:
    old = {"name": "Dana", "email": "", "about": ABOUT, "by": (date.today() - timedelta(3)).isoformat()}
    owner.write(lambda session: services.settings.update(session, **BUSINESS))
    owner.write(lambda session: services.drafts.keep(session, "buy_time", 0, old))
    hurried = Hurried(owner)
    assert hurried.page.form.typed.by >= date.today() and owner.find("buy_time.copy").isEnabled()
