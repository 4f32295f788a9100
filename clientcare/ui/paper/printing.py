"""Puts the very PDF on the owner's printer: its pages as pictures as fine as the printer draws, as often as asked for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from clientcare.errors import WorldError
from clientcare.said import Said, mark
from clientcare.ui.paper import pdf_pages

FINEST = 600  # dots an inch; twice that doubles nothing an eye can see and takes half a gigabyte a page
BAND = 500_000  # pixels: the printer's own packing of a band takes as long again as drawing it
SAME_PAPER = 6  # points the paper may differ from the page before the page is scaled to fit
NO_PRINTER = mark("The printer does not answer. See that it is on and connected, and print again.")


def print_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Print as the dialog left `printer` set. Takes seconds: never on the window's thread. WorldError if it does not print."""
    printer.setFullPage(True)
    with pdf_pages.opened(pdf) as document:
        painter = QPainter()
        if not painter.begin(printer):
            raise WorldError(Said(NO_PRINTER))
        for turn, page in enumerate(pages_asked_for(printer, document.pageCount())):
            if turn and not printer.newPage():
                break
            _draw_page(painter, printer, document, page)
        if not painter.end() or printer.printerState() == QPrinter.PrinterState.Error:
            raise WorldError(Said(NO_PRINTER))


def pages_asked_for(printer: QPrinter, count: int) -> list[int]:
    """The pages from 0, in the order they leave the printer; copies are repeated here where the system does not do it."""
    chosen = printer.pageRanges()
    some = printer.printRange() == QPrinter.PrintRange.PageRange and not chosen.isEmpty()
    pages = [n for n in range(count) if not some or chosen.contains(n + 1)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    return pages * copies if printer.collateCopies() else [page for page in pages for _ in range(copies)]


def place_on(paper: QRect, page: QSizeF, resolution: int) -> QRect:
    """Where a page of so many points goes on the paper, in dots: its own size if it fits, else scaled and in the middle."""
    dots = resolution / pdf_pages.POINTS_PER_INCH
    own = QSize(round(page.width() * dots), round(page.height() * dots))
    fits = abs(own.width() - paper.width()) < SAME_PAPER * dots and abs(own.height() - paper.height()) < SAME_PAPER * dots
    size = own if fits else own.scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(paper.topLeft(), size)
    place.moveCenter(paper.center())
    return place


def _draw_page(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    resolution = printer.resolution()
    paper = QRect(0, 0, *_dots(printer))
    place = place_on(paper, document.pagePointSize(page), resolution)
    each = -(-resolution // FINEST)  # printer dots a pixel of ours, a whole number so that no seam shows between bands
    size = QSize(-(-place.width() // each), -(-place.height() // each))
    for at, band in pdf_pages.bands(document, page, size, BAND):
        if not _is_blank(band):
            painter.drawImage(QRect(place.topLeft() + at * each, band.size() * each), band)


def _dots(printer: QPrinter) -> tuple[int, int]:
    whole = printer.pageLayout().fullRectPixels(printer.resolution())
    return whole.width(), whole.height()


def _is_blank(band: QImage) -> bool:
    blank = QImage(band.size(), band.format())
    blank.fill(Qt.GlobalColor.white)
    return blank == band
