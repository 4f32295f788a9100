"""Puts the very PDF on the owner's printer: its pages as pictures as fine as the printer draws, as often as asked for."""

from __future__ import annotations

import os
import shutil
import subprocess

from PySide6.QtCore import QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from clientcare.errors import WorldError
from clientcare.said import Said, mark
from clientcare.ui.paper import pdf_pages

FINEST = 600  # dots an inch; twice that doubles nothing an eye can see and takes half a gigabyte a page
BAND = 500_000  # pixels: the printer's own packing of a band takes as long again as drawing it
SAME_PAPER = 6  # points the paper may be smaller than the page before the page is scaled to fit
PATIENCE = 10  # seconds for the print system to say whether a printer takes letters
NO_PRINTER = mark("The printer does not answer. See that it is on and connected, and print again.")
RESTING = mark("“{printer}” is paused or takes nothing now. Start it in your system’s printer settings, or choose another.")


def print_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Print as the dialog left `printer` set. Takes seconds: never on the window's thread. WorldError if it does not print."""
    _see_that_it_takes_letters(printer)
    printer.setFullPage(True)
    with pdf_pages.opened(pdf) as document:
        printer.setPageOrientation(_upright(document.pagePointSize(0)))  # on a page turned by 90° it would have to shrink
        painter = QPainter()
        if not painter.begin(printer):
            raise WorldError(Said(NO_PRINTER))
        for turn, page in enumerate(pages_asked_for(printer, document.pageCount())):
            if turn and not printer.newPage():
                break
            _draw_page(painter, printer, document, page)
        if not painter.end() or printer.printerState() == QPrinter.PrinterState.Error:
            raise WorldError(Said(NO_PRINTER))
    _see_that_it_takes_letters(printer)


def take_paper(printer: QPrinter, page: QSizeF) -> None:
    """Set the printer to paper of the page's own size, in points, where it has some; else leave it at what it has."""
    own = QPageSize(page, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyOrientationMatch)
    if printer.outputFormat() == QPrinter.OutputFormat.NativeFormat:
        has = [size for size in QPrinterInfo(printer).supportedPageSizes() if size.isEquivalentTo(own)]
        # Some printers have one paper by two names, and the first may be one nobody has heard of.
        own = next((size for size in has if size.key() == own.key()), has[0] if has else QPageSize())
    if own.isValid():
        printer.setPageSize(own)
    printer.setPageOrientation(_upright(page))


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
    """Where a page of so many points goes on the paper, in dots: in the middle, its own size if it fits, never larger."""
    dots = resolution / pdf_pages.POINTS_PER_INCH
    own = QSize(round(page.width() * dots), round(page.height() * dots))
    fits = max(own.width() - paper.width(), own.height() - paper.height()) < SAME_PAPER * dots
    size = own if fits else own.scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(paper.topLeft(), size)
    place.moveCenter(paper.center())
    return place


def _see_that_it_takes_letters(printer: QPrinter) -> None:
    """WorldError if the queue is stopped, closed or gone: what is sent there is lost, and Qt would not say so."""
    if printer.outputFormat() != QPrinter.OutputFormat.NativeFormat or printer.outputFileName() or os.name == "nt":
        return  # a file is no queue, and Windows tells the owner itself
    info = QPrinterInfo.printerInfo(printer.printerName())
    if info.isNull():
        raise WorldError(Said(NO_PRINTER))
    if info.state() == QPrinter.PrinterState.Error or _is_closed(info.printerName()):
        raise WorldError(Said(RESTING, {"printer": info.description() or info.printerName()}))


def _is_closed(queue: str) -> bool:
    """Whether the print system has said that this queue takes nothing. Qt can ask about a stop, but not about this."""
    lpstat = shutil.which("lpstat")
    if lpstat is None:
        return False
    try:
        plain = {**os.environ, "LC_ALL": "C", "LANGUAGE": "C"}
        answer = subprocess.run([lpstat, "-a", queue], capture_output=True, text=True, timeout=PATIENCE, env=plain)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "not accepting" in answer.stdout


def _upright(page: QSizeF) -> QPageLayout.Orientation:
    wide = page.width() > page.height()
    return QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait


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
