"""Letters to look at in tests, and how alike two pictures of a page are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr
from functools import cache
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from clientcare.letters.facts import Facts, Letterhead, Recipient
from clientcare.records import LetterDraft
from clientcare.ui.paper import pdf_pages
from clientcare.ui.paper.sheet import Sheet, Whole, compose_sheet

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


def whole(facts: Facts | None = None, long: int = 0) -> Whole:
    """A letter as it could go; `long` adds so many lines, 45 for a second page and 90 for a third."""
    edits = {"close": "\n".join(f"Line {n} of what there is to say." for n in range(long))} if long else {}
    made = compose_sheet(facts or letter_facts(), LetterDraft(0, "acknowledgement", edits=edits))
    assert isinstance(made, Sheet)
    return made.whole


@cache
def letter_of(long: int = 0, paper: str = "letter") -> bytes:
    """Its page on letter, a4 or legal."""
    facts = letter_facts()
    return whole(replace(facts, letterhead=replace(facts.letterhead, paper=paper)), long).pdf


def text_box(pdf: bytes, page: int = 0) -> tuple[float, float, float, float]:
    """Where what is printed on a page begins and ends: left, top, right, bottom in mm from the paper's upper left corner."""
    with pdf_pages.opened(pdf) as document:
        width = document.pagePointSize(page).width()
    dots = 6  # a millimetre
    dark = _greys(page_picture(pdf, round(width / 72 * 25.4 * dots), page)) < 235  # also the palest words, drawn coarsely
    across, down = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
    return across[0] / dots, down[0] / dots, (across[-1] + 1) / dots, (down[-1] + 1) / dots


def mm_apart(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """How far the sides of two boxes are apart, at worst."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


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


def addressee(draft: Path) -> str:
    """To whom an e-mail draft is written, read as mail programs do: Python's newer reader parts the pieces of a long name."""
    name, _address = parseaddr(message_from_bytes(draft.read_bytes())["To"])
    return str(make_header(decode_header(name)))
