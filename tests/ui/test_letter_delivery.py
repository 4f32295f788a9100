"""How a letter leaves the window: a file, the printer, the mail program, the clipboard; and what is said when one fails."""

from __future__ import annotations

import email
import errno
import os
import tempfile
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QMarginsF, QRect, QSize, QSizeF, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter

from clientcare.errors import WorldError
from clientcare.ui.paper import delivery as delivery_module
from clientcare.ui.paper import file_window, pdf_pages, printing
from clientcare.ui.paper.delivery import LetterDelivery, write_file
from clientcare.ui.paper.sheet import Whole

from .papers import HOSTILE, blurred, letter_facts, letter_of, mm_apart, page_picture, text_box, unlike, whole


@pytest.fixture
def delivery(owner: Any) -> LetterDelivery:
    return LetterDelivery(owner.window.desk, owner.window)


@pytest.fixture
def went(delivery: LetterDelivery) -> list[str]:
    how: list[str] = []
    delivery.went.connect(lambda way, _: how.append(way))
    return how


@pytest.fixture(autouse=True)
def mail_folder(qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


# -- to a file


def test_saved_to_the_byte_and_told(owner: Any, delivery: LetterDelivery, went: list[str], tmp_path: Path) -> None:
    letter = whole()
    owner.dialogs.save_to = tmp_path / "to Dana.pdf"
    delivery.save(letter)
    owner.settle()
    assert (tmp_path / "to Dana.pdf").read_bytes() == letter.pdf
    assert went == ["saved"] and owner.window.toast.text == "Saved as to Dana.pdf."


def test_the_file_gets_its_ending(tmp_path: Path) -> None:
    assert write_file(tmp_path / "D-2026.014", b"%PDF") == tmp_path / "D-2026.014.pdf"
    assert write_file(tmp_path / "loud.PDF", b"%PDF") == tmp_path / "loud.PDF"


def test_an_ending_never_replaces_a_file_nobody_asked_about(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"of somebody else")
    assert write_file(tmp_path / "letter", b"%PDF") == tmp_path / "letter"
    assert (tmp_path / "letter.pdf").read_bytes() == b"of somebody else"


def test_not_saving_is_no_departure(owner: Any, delivery: LetterDelivery, went: list[str]) -> None:
    owner.dialogs.save_to = None
    delivery.save(whole())
    owner.settle()
    assert went == []


def test_a_failed_save_looks_failed(owner: Any, delivery: LetterDelivery, went: list[str], tmp_path: Path) -> None:
    owner.dialogs.expects_trouble = True
    owner.dialogs.save_to = tmp_path / "no such folder" / "letter.pdf"
    delivery.save(whole())
    owner.settle()
    assert went == [] and len(owner.dialogs.troubles) == 1
    said = owner.window.words.say(owner.dialogs.troubles[0].said)
    assert "no such folder" in said and "Choose another folder" in said


def test_when_writing_fails_the_old_file_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "letter.pdf").write_bytes(b"as it was")


    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorldError):
        write_file(folder / "letter.pdf", b"%PDF")
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("letter.pdf", b"as it was")]


# -- on paper


def pdf_printer(path: Path, size: QPageSize.PageSizeId = QPageSize.PageSizeId.Letter) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(size))
    return printer


def printed(owner: Any, delivery: LetterDelivery, letter: Whole, printer: QPrinter) -> bytes:
    owner.dialogs.prints_on = printer
    delivery.print(letter)
    owner.settle(60_000)
    return Path(printer.outputFileName()).read_bytes()


def test_the_paper_shows_the_very_letter(owner: Any, delivery: LetterDelivery, went: list[str], tmp_path: Path) -> None:
    letter = whole()
    paper = printed(owner, delivery, letter, pdf_printer(tmp_path / "out.pdf"))
    assert pdf_pages.extent(paper).pages == 1
    on_paper, on_screen = blurred(page_picture(paper, 1200)), blurred(page_picture(letter.pdf, 1200))
    assert unlike(on_paper, on_screen) < 0.005
    assert went == ["printed"] and owner.window.toast.text == "The letter went to the printer."


def test_every_page_of_a_long_letter(owner: Any, delivery: LetterDelivery, tmp_path: Path) -> None:
    letter = whole(long=90)
    paper = printed(owner, delivery, letter, pdf_printer(tmp_path / "out.pdf"))
    assert pdf_pages.extent(paper).pages == pdf_pages.extent(letter.pdf).pages == 3
    for page in range(3):
        same = unlike(blurred(page_picture(paper, 900, page)), blurred(page_picture(letter.pdf, 900, page)))
        assert same < 0.006


def came_out(pdf: bytes, tmp_path: Path, **set_to: Any) -> bytes:
    """The paper of a printer set as an owner may set it: `setPageSize=…` and so on."""
    printer = pdf_printer(tmp_path / "out.pdf")
    for name, value in set_to.items():
        getattr(printer, name)(value)
    printing.print_pdf(pdf, printer)
    return (tmp_path / "out.pdf").read_bytes()


PAGES_2_3 = {"setPrintRange": QPrinter.PrintRange.PageRange, "setPageRanges": QPageRanges.fromString("2-3")}
ONLY_2 = {"setPrintRange": QPrinter.PrintRange.PageRange, "setPageRanges": QPageRanges.fromString("2")}
BACKWARDS = {"setPageOrder": QPrinter.PageOrder.LastPageFirst}


@pytest.mark.parametrize(
    "set_to, pages",
    [
        (ONLY_2, (1,)),
        (BACKWARDS, (2, 1, 0)),
        (PAGES_2_3 | {"setCopyCount": 3}, (1, 2, 1, 2, 1, 2)),
        (PAGES_2_3 | {"setCopyCount": 3, "setCollateCopies": False}, (1, 1, 1, 2, 2, 2)),
        (PAGES_2_3 | BACKWARDS | {"setCopyCount": 2}, (2, 1, 2, 1)),
    ],
    ids=["page 2 of 3", "backwards", "3 copies", "3 copies, not collated", "2 copies backwards"],
)
def test_the_pages_asked_for_in_the_order_asked_for(tmp_path: Path, set_to: dict[str, Any], pages: tuple[int, ...]) -> None:
    letter = letter_of(long=90)
    paper = came_out(letter, tmp_path, setResolution=100, **set_to)
    assert pdf_pages.extent(paper).pages == len(pages)
    wanted = [blurred(page_picture(letter, 450, page)) for page in range(3)]
    for turn in range(len(pages)):
        here = blurred(page_picture(paper, 450, turn))
        assert min(range(3), key=lambda page: unlike(here, wanted[page])) == pages[turn]


@pytest.mark.parametrize("resolution", [72, 300, 600, 1200])
def test_a_printer_of_any_fineness_puts_every_word_in_its_place(tmp_path: Path, resolution: int) -> None:
    paper = came_out(letter_of(), tmp_path, setResolution=resolution)
    assert mm_apart(text_box(paper), text_box(letter_of())) < 1


@pytest.mark.parametrize("size", ["letter", "a4", "legal"])
def test_the_printer_takes_the_paper_of_the_letter(tmp_path: Path, size: str) -> None:
    printer, pdf = pdf_printer(tmp_path / "out.pdf", QPageSize.PageSizeId.A5), letter_of(paper=size)
    printing.take_paper(printer, pdf_pages.extent(pdf).size)
    printing.print_pdf(pdf, printer)
    paper = (tmp_path / "out.pdf").read_bytes()
    assert mm_apart(text_box(paper), text_box(pdf)) < 1


@pytest.mark.parametrize(
    "set_to",
    [
        {"setPageOrientation": QPageLayout.Orientation.Landscape},
        {"setPageMargins": QMarginsF(1, 1, 1, 1)},
        {"setPageMargins": QMarginsF(60, 60, 60, 60)},
        {"setFullPage": True},
    ],
    ids=["turned", "tiny margins", "wide margins", "full page"],
)
def test_what_a_printer_was_left_at_neither_shrinks_nor_moves_the_letter(tmp_path: Path, set_to: dict[str, Any]) -> None:
    paper = came_out(letter_of(), tmp_path, setResolution=150, **set_to)
    assert mm_apart(text_box(paper), text_box(letter_of())) < 1


@pytest.mark.parametrize("size, share", [("A4", 595 / 612), ("A5", 420 / 612), ("Legal", 1), ("A3", 1)])
def test_on_other_paper_all_of_the_page_is_there_and_nothing_is_larger(tmp_path: Path, size: str, share: float) -> None:
    paper = came_out(letter_of(), tmp_path, setPageSize=QPageSize(QPageSize.PageSizeId[size]), setResolution=150)
    left, top, right, bottom = text_box(letter_of())
    width, height = ((right - left) * share, (bottom - top) * share)
    here = text_box(paper)
    assert (here[2] - here[0], here[3] - here[1]) == pytest.approx((width, height), abs=1)
    sheet = pdf_pages.extent(paper).size * (25.4 / 72)
    middle = ((left + right) / 2 - 612 / 72 * 25.4 / 2) * share  # as far from the paper's middle as on the page
    assert (here[0] + here[2]) / 2 - sheet.width() / 2 == pytest.approx(middle, abs=1)


def test_copies_ranges_and_order(tmp_path: Path) -> None:
    printer = pdf_printer(tmp_path / "out.pdf")
    assert printing.pages_asked_for(printer, 3) == [0, 1, 2]
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    assert printing.pages_asked_for(printer, 2) == [0, 1, 0, 1]
    printer.setCollateCopies(False)
    assert printing.pages_asked_for(printer, 2) == [0, 0, 1, 1]
    printer.setCopyCount(1)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert printing.pages_asked_for(printer, 3) == [2, 1, 0]
    printer.setPageOrder(QPrinter.PageOrder.FirstPageFirst)
    ranges = QPageRanges()
    ranges.addPage(1)
    ranges.addPage(3)
    printer.setPageRanges(ranges)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    assert printing.pages_asked_for(printer, 4) == [0, 2]


def test_a_page_keeps_its_size_where_it_fits_and_shrinks_where_it_does_not() -> None:
    page = QSizeF(612, 792)
    assert printing.place_on(QRect(0, 0, 3508, 4961), page, 300).size() == QSize(2550, 3300)
    assert printing.place_on(QRect(0, 0, 2550, 3300), page, 300) == QRect(0, 0, 2550, 3300)
    on_a4 = printing.place_on(QRect(0, 0, 2480, 3508), page, 300)
    assert on_a4.width() == 2480 and on_a4.center().y() == pytest.approx(3508 / 2, abs=2)
    assert on_a4.height() / on_a4.width() == pytest.approx(792 / 612, rel=0.001)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer(owner: Any, delivery: LetterDelivery, went: list[str], tmp_path: Path) -> None:
    owner.dialogs.expects_trouble = True
    owner.dialogs.prints_on = pdf_printer(tmp_path / "no such folder" / "out.pdf")
    delivery.print(whole())
    owner.settle(60_000)
    assert went == [] and [type(error) for error in owner.dialogs.troubles] == [WorldError]


def test_cancelled_print_is_no_departure(owner: Any, delivery: LetterDelivery, went: list[str]) -> None:
    delivery.print(whole())
    owner.settle()
    assert went == []


# -- by e-mail


def drafted(urls: list[QUrl]) -> tuple[Path, EmailMessage]:
    path = Path(urls[-1].toLocalFile())
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return path, message


def test_the_mail_program_gets_a_draft_with_the_pdf(
    owner: Any, delivery: LetterDelivery, went: list[str], opened_urls: list[QUrl]
) -> None:
    facts = letter_facts()
    letter = whole(replace(facts, recipient=replace(facts.recipient, email="dana@home.example")))
    delivery.email(letter)
    owner.settle()
    path, message = drafted(opened_urls)
    assert path.suffix == ".eml" and message["X-Unsent"] == "1"
    assert message["To"].addresses[0].addr_spec == "dana@home.example"
    attached = next(iter(message.iter_attachments()))
    assert attached.get_content_type() == "application/pdf" and attached.get_content() == letter.pdf
    assert went == ["emailed"]
    for place in (path.parent, path):
        assert place.stat().st_mode & 0o077 == 0, "others on this machine could read the letter"


@pytest.mark.parametrize("name", HOSTILE, ids=["markup", "Polish", "Turkish", "Greek", "300"])
def test_any_name_in_the_draft(owner: Any, delivery: LetterDelivery, opened_urls: list[QUrl], name: str) -> None:
    facts = letter_facts()
    letter = whole(replace(facts, recipient=replace(facts.recipient, name=name, greeting="", email="x@y.example")))
    delivery.email(letter)
    owner.settle()
    path, message = drafted(opened_urls)
    flat = " ".join(name.split())
    # Of a name in several pieces, the standard library's reader shows a blank between them; other readers do not.
    assert message["To"].addresses[0].display_name.replace(" ", "") == flat.replace(" ", "")
    body = message.get_body(("plain",))
    greeted = flat if len(flat) < 100 else flat.split()[0]  # a short letter has no room for all of it
    assert body is not None and greeted in " ".join(body.get_content().split())
    assert len(path.name.encode()) <= 255 and "<" not in path.name


def test_an_address_that_cannot_be_used_is_left_out_and_told(
    owner: Any, delivery: LetterDelivery, went: list[str], opened_urls: list[QUrl]
) -> None:
    facts = letter_facts()
    delivery.email(whole(replace(facts, recipient=replace(facts.recipient, email="dana at home\nBcc: x@y.example"))))
    owner.settle()
    _, message = drafted(opened_urls)
    assert message["To"] is None and message["Bcc"] is None
    assert "cannot be used" in owner.window.toast.text and went == ["emailed"]


def test_where_mail_programs_only_show_a_draft_the_way_on_is_told(
    owner: Any, delivery: LetterDelivery, opened_urls: list[QUrl], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery_module, "sys", SimpleNamespace(platform="darwin"))
    facts = letter_facts()
    delivery.email(whole(replace(facts, recipient=replace(facts.recipient, email="dana@home.example"))))
    owner.settle()
    assert "Send Again" in owner.window.toast.text


def test_no_mail_program(
    owner: Any, delivery: LetterDelivery, went: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QUrl] = []
    answers = iter((False, True))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(QUrl(url)) or next(answers))
    files: list[str] = []
    delivery.no_mail.connect(lambda path, _: files.append(path))
    letter = whole()
    delivery.email(letter)
    owner.settle()
    assert went == [] and len(files) == 1 and Path(files[0]).exists()
    delivery.show_file(files[0], letter)
    owner.settle()
    assert Path(asked[-1].toLocalFile()) == Path(files[0]).parent and went == ["emailed"]


def test_neither_mail_program_nor_folder_window(
    owner: Any, delivery: LetterDelivery, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    delivery.show_file(str(tmp_path / "letter.eml"), whole())
    owner.settle()
    assert QGuiApplication.clipboard().text() == str(tmp_path / "letter.eml")


def test_a_file_window_that_marks_the_file_is_enough(
    owner: Any, delivery: LetterDelivery, went: list[str], opened_urls: list[QUrl], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(file_window, "show", lambda path: shown.append(path) or True)
    delivery.show_file("/somewhere/letter.eml", whole())
    owner.settle()
    assert shown == [Path("/somewhere/letter.eml")] and opened_urls == [] and went == ["emailed"]


# -- as a message


def test_copied_as_a_message(owner: Any, delivery: LetterDelivery, went: list[str]) -> None:
    letter = whole()
    delivery.copy(letter)
    assert QGuiApplication.clipboard().text() == letter.letter.short
    assert "You will hear from me by" in QGuiApplication.clipboard().text() and went == ["copied"]
