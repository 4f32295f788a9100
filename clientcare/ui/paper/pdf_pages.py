"""Turns the pages of a PDF into pictures, band by band: Python stands still while one is drawn, so none may take long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions

from clientcare.errors import WorldError
from clientcare.said import Said, mark

# PySide keeps the interpreter's lock during a call, so the window waits as long as one band takes: about 8 ms.
QUICK_BAND = 1_000_000  # pixels
POINTS_PER_INCH = 72
DAMAGED = mark("This PDF is damaged and cannot be shown.")


@contextmanager
def opened(pdf: bytes) -> Iterator[QPdfDocument]:
    """The PDF open for as long as the block lasts, on whatever thread runs it. WorldError if it is none."""
    document = QPdfDocument()
    buffer = QBuffer(document)
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    try:
        if document.status() != QPdfDocument.Status.Ready:
            raise WorldError(Said(DAMAGED))
        yield document
    finally:
        document.close()
        shiboken6.delete(document)  # here and now: it holds timers that belong to this thread


@dataclass(frozen=True)
class Extent:
    """How many pages, and how large the first is, in points."""

    pages: int
    size: QSizeF


def extent(pdf: bytes) -> Extent:
    with opened(pdf) as document:
        return Extent(document.pageCount(), document.pagePointSize(0))


def text_of(pdf: bytes) -> str:
    """All the words on the pages, for a screen reader."""
    with opened(pdf) as document:
        return "\n".join(document.getAllText(number).text() for number in range(document.pageCount()))


def bands(document: QPdfDocument, page: int, size: QSize, most: int = QUICK_BAND) -> Iterator[tuple[QPoint, QImage]]:
    """The page at `size` pixels, from the top, in pictures of at most `most` pixels, each with where it belongs."""
    rows = max(1, most // max(1, size.width()))
    for top in range(0, size.height(), rows):
        part = QRect(0, top, size.width(), min(rows, size.height() - top))
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(size)
        # Qt scales by right minus left, which in a QRect is one less than its width.
        options.setScaledClipRect(part.adjusted(0, 0, 1, 1))
        yield part.topLeft(), on_paper(document.render(page, part.size(), options))


def picture(document: QPdfDocument, page: int, size: QSize) -> QImage:
    """The whole page on white paper."""
    whole = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(whole)
    for place, band in bands(document, page, size):
        painter.drawImage(place, band)
    painter.end()
    return whole


def on_paper(drawn: QImage) -> QImage:
    """What was drawn, on white: a PDF page has no ground of its own."""
    paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper
