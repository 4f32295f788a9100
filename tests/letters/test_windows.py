"""The address in the window of an envelope, seen as a person sees it: the finished page folded, slid about, and looked at.

The envelopes' measures stand here once more, in millimetres, so that a slip in `letters/windows.py` is noticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import NamedTuple

import pytest
from letter_facts import HEAD, OFFERS, facts
from PySide6.QtCore import QBuffer, QByteArray, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from clientcare.letters.compose import compose
from clientcare.letters.facts import Letterhead, Recipient
from clientcare.letters.paper.pdf import fits_window, render

MM = 72 / 25.4
PAPERS = {"letter": (215.9, 279.4), "a4": (210.0, 297.0), "legal": (215.9, 355.6)}
DIN_680 = ((110.0, 220.0, 45.0, 90.0, 20.0, 15.0), (114.0, 229.0, 45.0, 90.0, 20.0, 15.0))  # h, w, window h, w, left, bottom
ENVELOPES = {
    "din5008a": DIN_680,
    "din5008b": DIN_680,
    "us10": ((104.775, 241.3, 28.575, 114.3, 22.225, 12.7),),
    "dl": ((110.0, 220.0, 35.0, 90.0, 20.0, 18.0), (110.0, 220.0, 35.0, 90.0, 20.0, 20.0)),
}
COMBINATIONS = list(product(ENVELOPES, PAPERS))
WORDS = ("Aquila", "Borealis", "Cygnus", "Dorado", "Eridanus", "Fornax", "Gemini", "Hydra", "Indus")


class Page(NamedTuple):
    """The first page: its words with where they are, and its picture at one pixel a point."""

    words: dict[str, QRectF]
    picture: QImage


def looked_at(pdf: bytes, words: tuple[str, ...]) -> Page:
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    text = document.getAllText(0).text()
    found = {}
    for word in words:  # each to the end of its line
        start = text.rindex(word, 0, text.index("Our call"))
        length = len(text[start:].splitlines()[0])
        found[word] = document.getSelectionAtIndex(0, start, length).boundingRectangle()
    size = document.pagePointSize(0).toSize()
    page = QImage(size, QImage.Format.Format_RGB32)
    page.fill(QColor("white"))
    painter = QPainter(page)
    painter.drawImage(0, 0, document.render(0, size))
    painter.end()
    document.close()
    return Page(found, page)


def positions(window: str, paper: str) -> Iterator[QRectF]:
    """The window on the sheet, in points, for every corner the folded sheet can be pushed to, and its middle."""
    width, height = PAPERS[paper]
    part, folded = {"din5008a": (87.0, 105.0), "din5008b": (105.0, 105.0)}.get(window, (min(height, 297.0) / 3,) * 2)
    for tall, wide, high, broad, left, bottom in ENVELOPES[window]:
        across, down = wide - width, tall - folded
        assert across >= 0 and down >= 0, "the folded sheet does not go in"
        for x, y in product((0.0, across / 2, across), (0.0, down / 2, down)):
            top = tall - bottom - high - y - (folded - part)
            yield QRectF((left - x) * MM, top * MM, broad * MM, high * MM)


def whole(rectangles: list[QRectF]) -> QRectF:
    together = QRectF(rectangles[0])
    for rectangle in rectangles[1:]:
        together = together.united(rectangle)
    return together


def address(lines: int) -> str:
    return "\n".join(f"{word} Street {n}" for n, word in enumerate(WORDS[:lines], 1))


def letter_page(window: str, paper: str, to: Recipient, words: tuple[str, ...], head: Letterhead = HEAD) -> Page:
    head = replace(head, window=window, paper=paper)
    letter = compose(facts(letterhead=head, recipient=to, offers=OFFERS), "compromise")
    assert fits_window(letter, head)
    return looked_at(render(letter, head), words)


def assert_shown(page: Page, window: str, paper: str) -> None:
    for shown in positions(window, paper):
        hidden = [word for word, where in page.words.items() if not shown.contains(where)]
        assert not hidden, f"{hidden} hidden behind the envelope at {shown}"


def assert_alone(page: Page, window: str, paper: str) -> None:
    """Whatever is printed where the window can look is one of the words asked for."""
    own = [where.adjusted(-2, -3, 2, 3) for where in page.words.values()]
    looked = whole(list(positions(window, paper))).toAlignedRect() & page.picture.rect()
    for x, y in product(range(looked.left(), looked.right()), range(looked.top(), looked.bottom())):
        if page.picture.pixelColor(x, y).lightness() < 200:
            assert any(box.contains(x, y) for box in own), f"something else is printed at {x}, {y}"


@pytest.mark.parametrize(("window", "paper"), COMBINATIONS)
def test_every_line_of_the_address_is_shown_however_the_sheet_slides(window: str, paper: str) -> None:
    for lines in range(1, 9):
        page = letter_page(window, paper, Recipient("Zenobia Okafor", address(lines)), ("Zenobia", *WORDS[:lines]))
        assert_shown(page, window, paper)
        assert page.words["Zenobia"].height() >= (6 if lines < 4 else 5)


@pytest.mark.parametrize(("window", "paper"), COMBINATIONS)
def test_nothing_else_is_shown(window: str, paper: str) -> None:
    head = replace(HEAD, name="Rivera & Daughters Home Repairs, Floors and Stoves of the Valley " * 2, website="x.example")
    for business in (HEAD, head):
        returned = (f"{business.name[:20].rstrip()}",) if window.startswith("din") else ()
        words = ("Zenobia", *WORDS[:3], *returned)
        page = letter_page(window, paper, Recipient("Zenobia Okafor", address(3)), words, business)
        assert_shown(page, window, paper)
        assert_alone(page, window, paper)


@pytest.mark.parametrize(("window", "paper"), COMBINATIONS)
def test_a_long_name_and_nine_lines_are_wrapped_and_set_smaller(window: str, paper: str) -> None:
    name = "Wilhelmina Featherstonehaugh-Cholmondeley and Balthazar Featherstonehaugh-Zuckerman"
    page = letter_page(window, paper, Recipient(name, address(9)), ("Wilhelmina", "Zuckerman", *WORDS))
    assert_shown(page, window, paper)


def test_what_is_too_long_for_any_window_stands_in_the_letter_as_without_one() -> None:
    head = replace(HEAD, window="us10")
    to = Recipient("Zenobia Okafor", "Longer than any window\n" * 22)
    letter = compose(facts(letterhead=head, recipient=to), "compromise")
    assert not fits_window(letter, head)
    assert fits_window(letter, HEAD)
    page = looked_at(render(letter, head), ("Zenobia",))
    assert page.words["Zenobia"].top() > max(shown.bottom() for shown in positions("us10", "letter"))
    assert page.words["Zenobia"].height() >= 8


def test_din_asks_for_a_small_line_that_says_who_sent_it() -> None:
    page = letter_page("din5008b", "a4", Recipient("Zenobia Okafor", "Aquila 1"), ("Rivera Home Repairs ·", "Zenobia"))
    returned, name = page.words["Rivera Home Repairs ·"], page.words["Zenobia"]
    assert returned.bottom() <= name.top() + 1
    assert returned.height() < 0.8 * name.height()
    assert_shown(page, "din5008b", "a4")
    assert name.top() == pytest.approx(62.7 * MM, abs=4)  # where the address begins, by the standard


@pytest.mark.parametrize(
    ("window", "paper", "folds"),
    [
        ("din5008a", "a4", (87, 192)),
        ("din5008b", "a4", (105, 210)),
        ("din5008b", "legal", (105, 210, 315)),
        ("us10", "letter", ()),
        ("us10", "legal", (99, 198, 297)),
        ("dl", "a4", ()),
    ],
)
def test_a_sheet_that_is_not_folded_in_three_says_where_to_fold(window: str, paper: str, folds: tuple[int, ...]) -> None:
    picture = letter_page(window, paper, Recipient("Zenobia", "Aquila 1"), ("Zenobia",)).picture
    marked = [y for y in range(picture.height()) if picture.pixelColor(20, y).lightness() < 250]
    near = [next((fold for fold in folds if abs(y - fold * MM) < 2), None) for y in marked]
    assert set(near) == set(folds)


def test_a_letterhead_too_tall_for_the_room_above_is_set_smaller() -> None:
    head = replace(HEAD, address="\n".join(f"Department of floors, part {n}" for n in range(9)))
    page = letter_page("us10", "a4", Recipient("Zenobia", "Aquila 1"), ("Zenobia", "Aquila"), head)
    assert_alone(page, "us10", "a4")


def test_an_unknown_window_is_none() -> None:
    letter = compose(facts(), "compromise")
    assert render(letter, replace(HEAD, window="c4")) == render(letter, HEAD)
