"""Letters to look at in tests, and how alike two pictures of a page are."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from clientcare.letters.facts import Facts, Letterhead, Recipient
from clientcare.ui.paper import pdf_pages

BUSINESS = {
    "business_name": "Rivera Home Repairs",
    "owner_name": "Ana Rivera",
    "address": "14 Mill Lane\nNorthampton MA 01060",
    "phone": "(413) 555-0142",
    "email": "ana@riverarepairs.example",
}
HOSTILE = (
    "O'Brien & Söns <b>",
    "Łukasz Wiśniewski",
    "Şükrü Çağlar",
    "Ωμέγα Παπαδοπούλου",
    "Wolfeschlegelsteinhausenbergerdorff " * 8 + "Ende of 300",
)


def letter_facts() -> Facts:
    """An acknowledgement to Dana."""
    head = Letterhead("Rivera Home Repairs", BUSINESS["address"], BUSINESS["phone"], BUSINESS["email"], owner_name="Ana Rivera")
    to, today = Recipient("Dana Okafor", "8 Elm Street\nAmherst MA 01002", "Dana"), date.today()
    return Facts(head, to, "D-2026-014", "Hall tiles laid in the wrong shade", today, answer_by=today + timedelta(4))


def page_picture(pdf: bytes, width: int = 800, page: int = 0) -> QImage:
    """A page at this many pixels across."""
    with pdf_pages.opened(pdf) as document:
        size = document.pagePointSize(page)
        return pdf_pages.picture(document, page, QSize(width, round(width * size.height() / size.width())))


def unlike(one: QImage, other: QImage) -> float:
    """How much two pictures differ: 0 is the same, 1 black against white."""
    assert one.size() == other.size()
    return float(np.abs(_greys(one) - _greys(other)).mean() / 255)


def ink(picture: QImage) -> float:
    """How much of a page is not white."""
    return float((255 - _greys(picture)).mean() / 255)


def blurred(picture: QImage) -> QImage:
    """At a third of the size: what an eye tells apart, not how two drawings smooth an edge."""
    third, smooth = picture.size() / 3, Qt.TransformationMode.SmoothTransformation
    return picture.scaled(third, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


def _greys(picture: QImage) -> np.ndarray[tuple[int, int], np.dtype[np.int16]]:
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].astype(np.int16)
