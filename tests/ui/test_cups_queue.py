"""Printing on a real queue of CUPS that ends in a PDF, from the dialog to the paper; runs where there is such a queue.

On Debian: apt-get install cups printer-driver-cups-pdf, then start cupsd and add a queue for the device cups-pdf:/.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QPushButton, QRadioButton, QSpinBox, QWidget

from clientcare.errors import WorldError
from clientcare.ui.paper import pdf_pages, print_dialog, printing

from .papers import letter_of, mm_apart, text_box

SETTINGS = Path("/etc/cups/cups-pdf.conf")


def command(*line: str) -> str:
    found = shutil.which(line[0], path="/usr/bin:/usr/sbin:/bin:/sbin")
    if found is None:
        return ""
    done = subprocess.run([found, *line[1:]], capture_output=True, text=True, timeout=20, env={"LC_ALL": "C"})
    return done.stdout


def queue() -> str:
    found = re.search(r"^device for (\S+): cups-pdf:", command("lpstat", "-v"), re.MULTILINE)
    return found[1] if found else ""


QUEUE = queue()
pytestmark = pytest.mark.skipif(not QUEUE, reason="no queue of CUPS here ends in a PDF (see the top of this file)")


@pytest.fixture
def desk(qapp: QApplication) -> Any:
    """Asks with the real dialog; `answer` presses its buttons."""
    parent = QWidget()

    def ask(pdf: bytes, answer: Callable[[QDialog], object], title: str = "") -> QPrinter | None:
        def act() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, QDialog)
            control(dialog, QComboBox, "printers").setCurrentText(QUEUE)
            answer(dialog)

        QTimer.singleShot(100, act)
        return print_dialog.ask(parent, title or f"clientcare-{uuid4().hex}", pdf_pages.extent(pdf), QUEUE)

    yield ask
    parent.deleteLater()
    QApplication.processEvents()


def control(dialog: QDialog, kind: Any, name: str) -> Any:
    found = dialog.findChild(kind, name)
    assert found is not None, f"Qt's dialog has no {name} any more"
    return found


def on_paper(printer: QPrinter) -> bytes:
    """What came out of the queue."""
    folder = re.search(r"^Out\s+(\S+)", SETTINGS.read_text(), re.MULTILINE)
    place = Path((folder[1] if folder else "${HOME}/PDF").replace("${HOME}", str(Path.home())))
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for file in place.glob(f"*{printer.docName()[-20:]}*.pdf"):
            whole = file.read_bytes()
            if whole.rstrip().endswith(b"%%EOF"):
                file.unlink()
                return whole
        time.sleep(0.05)
    raise AssertionError(f"nothing called {printer.docName()} came out in {place}")


def printed(pdf: bytes, desk: Any, answer: Callable[[QDialog], object]) -> bytes:
    printer = desk(pdf, answer)
    printing.print_pdf(pdf, printer)
    return on_paper(printer)


def same_place(paper: bytes, page: int, pdf: bytes, wanted: int) -> None:
    assert mm_apart(text_box(paper, page), text_box(pdf, wanted)) < 1


def accept(dialog: QDialog) -> None:
    dialog.accept()


@pytest.mark.parametrize("size", ["letter", "a4", "legal"])
def test_the_letter_comes_out_on_its_own_paper_in_its_own_size(desk: Any, size: str) -> None:
    pdf = letter_of(long=40, paper=size)
    paper = printed(pdf, desk, accept)
    pages = pdf_pages.extent(pdf)
    came = pdf_pages.extent(paper)
    assert came.pages == pages.pages == 2
    assert (came.size.width(), came.size.height()) == pytest.approx((pages.size.width(), pages.size.height()), abs=1)
    for page in range(2):
        same_place(paper, page, pdf, page)


def test_some_of_the_pages_twice(desk: Any) -> None:
    def second_page_twice(dialog: QDialog) -> None:
        control(dialog, QRadioButton, "printRange").setChecked(True)
        control(dialog, QSpinBox, "from").setValue(2)
        control(dialog, QSpinBox, "to").setValue(3)
        control(dialog, QSpinBox, "copies").setValue(2)
        control(dialog, QCheckBox, "collate").setChecked(True)
        dialog.accept()

    pdf = letter_of(long=90)
    paper = printed(pdf, desk, second_page_twice)
    assert pdf_pages.extent(paper).pages == 4
    for turn, page in enumerate((1, 2, 1, 2)):
        same_place(paper, turn, pdf, page)


def test_from_the_last_page_to_the_first(desk: Any) -> None:
    def backwards(dialog: QDialog) -> None:
        control(dialog, QCheckBox, "reverse").setChecked(True)
        dialog.accept()

    pdf = letter_of(long=40)
    paper = printed(pdf, desk, backwards)
    same_place(paper, 0, pdf, 1)
    same_place(paper, 1, pdf, 0)


@pytest.mark.qt_log_ignore("QFont::setPointSizeF")  # Qt's own properties dialog, where the font is set in pixels
def test_other_paper_chosen_in_the_dialog_is_kept(desk: Any) -> None:
    def on_a5(dialog: QDialog) -> None:
        def choose() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QDialog)
            sizes = control(box, QComboBox, "pageSizeCombo")
            sizes.setCurrentIndex(sizes.findText("A5"))
            box.accept()

        QTimer.singleShot(100, choose)
        control(dialog, QPushButton, "properties").click()
        dialog.accept()

    printer = desk(letter_of(), on_a5)
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A5


def test_cancelled(desk: Any) -> None:
    assert desk(letter_of(), lambda dialog: dialog.reject()) is None


@pytest.mark.parametrize("stop, go_on", [("cupsdisable", "cupsenable"), ("cupsreject", "cupsaccept")])
def test_a_stopped_queue_is_told_and_gets_nothing(desk: Any, stop: str, go_on: str) -> None:
    printer = desk(letter_of(), accept)
    command(stop, QUEUE)
    try:
        if "disabled" not in command("lpstat", "-p", QUEUE) and "not accepting" not in command("lpstat", "-a", QUEUE):
            pytest.skip(f"this account may not {stop}")
        waiting = command("lpstat", "-o", QUEUE)
        with pytest.raises(WorldError) as told:
            printing.print_pdf(letter_of(), printer)
        assert "is paused or takes nothing now" in told.value.said.text and command("lpstat", "-o", QUEUE) == waiting
    finally:
        command(go_on, QUEUE)
