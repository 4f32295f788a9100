"""A leaflet on paper, read back from the real file; and the reply slip with long wordings."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from letter_facts import HEAD, OFFERS, facts
from pypdf import PdfReader

from clientcare.letters import words
from clientcare.letters.compose import compose
from clientcare.letters.leaflet import Leaflet, Section
from clientcare.letters.paper.pdf import render, render_leaflet, unprintable

POINTS = Section("What you can offer", ("We lay the hall again.", "<b>Or</b> $160 back & the tiles."))
WORDS = Section("If it gets loud", ("Breathe.", "Say that you would like to hear all of it."), bullets=False)
LEAFLET = Leaflet("Talking points for Dana", "For your call on Friday.", (POINTS, WORDS), "en", "en_US", private=True)


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_every_word_is_on_paper_in_order_under_the_head() -> None:
    (text,) = pages(render_leaflet(replace(LEAFLET, private=False), HEAD))
    expected = ["Rivera Home Repairs", "14 Mill Lane", LEAFLET.title, LEAFLET.opening]
    expected += [POINTS.heading, *(f"• {line}" for line in POINTS.lines), WORDS.heading, *WORDS.lines]
    at = [text.find(piece) for piece in expected]
    assert -1 not in at
    assert at == sorted(at)
    assert "• Breathe" not in text


def test_a_private_one_says_whom_it_is_for_and_no_other_does() -> None:
    (private,) = pages(render_leaflet(LEAFLET, HEAD))
    assert "For yourself only" in private and "14 Mill Lane" not in private
    assert "yourself" not in pages(render_leaflet(replace(LEAFLET, private=False), HEAD))[0]


def test_a_long_one_goes_on_with_its_head_on_the_first_page_and_every_heading_with_what_it_announces() -> None:
    for lines in range(3, 12, 2):
        section = Section("What to listen for", ("Their own words for what went wrong, before ours. " * 2,) * lines)
        text = pages(render_leaflet(replace(LEAFLET, sections=(section,) * 9, private=False), HEAD))
        assert ["14 Mill Lane" in page for page in text] == [True] + [False] * (len(text) - 1)
        assert all(f"Page {n} of {len(text)}" in page for n, page in enumerate(text, 1)) or len(text) == 1
        assert not [page for page in text if page.split(" Page ")[0].strip().endswith("What to listen for")]


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842)), ("legal", (612, 1008))])
def test_it_follows_the_rules_of_letters(paper: str, size: tuple[int, int]) -> None:
    head = replace(HEAD, paper=paper, window="din5008b")
    pdf = render_leaflet(LEAFLET, head)
    assert pdf == render_leaflet(LEAFLET, head)
    reader = PdfReader(BytesIO(pdf))
    assert (round(reader.pages[0].mediabox.width), round(reader.pages[0].mediabox.height)) == size
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (LEAFLET.title, "Rivera Home Repairs")
    assert reader.root_object["/Lang"] == "en-US"
    resources: Any = reader.pages[0]["/Resources"]
    for font in resources["/Font"].values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_an_empty_one_and_a_hostile_one_make_a_page() -> None:
    assert pages(render_leaflet(Leaflet("", "", (), "en", "en_US"), HEAD))
    hostile = Leaflet("x" * 400, "<para>&amp;", (Section("<b>" * 90, ("\x00", "y" * 5000)),), "en", "en_US")
    assert "<para>&amp;" in pages(render_leaflet(hostile, HEAD))[0]
    assert unprintable(replace(LEAFLET, title="a\ue000b"), HEAD) == "\ue000"


def marks(pdf: bytes) -> tuple[list[tuple[str, float, float]], list[tuple[float, float]]]:
    """The words with where they start, and the lower left corners of the boxes to tick."""
    said: list[tuple[str, float, float]] = []
    boxes: list[tuple[float, float]] = []

    def text(piece: str, cm: list[float], tm: list[float], *_: Any) -> None:
        if piece.strip():
            said.append((piece.strip(), cm[0] * tm[4] + cm[4], cm[3] * tm[5] + cm[5]))

    def box(operator: bytes, operands: Any, cm: list[float], tm: Any) -> None:
        if operator == b"re" and [float(size) for size in operands[2:]] == [8, 8]:
            boxes.append((float(operands[0]) + cm[4], float(operands[1]) + cm[5]))

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=text, visitor_operand_before=box)
    return said, boxes


@pytest.mark.parametrize("kind", ["compromise", "reminder"])
@pytest.mark.parametrize("offers", [1, 2, 3, 4])
def test_the_slip_has_a_box_for_every_answer(kind: str, offers: int) -> None:
    letter = compose(facts(offers=OFFERS[:offers]), kind)
    _, boxes = marks(render(letter, HEAD))
    assert len(boxes) == offers + 1
    assert len({y for _, y in boxes}) == 1
    assert sorted(boxes) == boxes


def test_long_labels_on_the_slip_go_on_in_another_row(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = compose(facts(offers=OFFERS), "compromise")
    long = {
        "choose": "De las opciones que me ofrece en su carta, elijo la siguiente:",
        "call_me": "prefiero que me llame por teléfono para hablarlo con calma",
        "signature": "Firma de la persona titular",
    }
    spoken = words.labels("en") | long
    monkeypatch.setattr("clientcare.letters.paper.story.labels", lambda language: spoken)
    said, boxes = marks(render(letter, HEAD))
    assert len(boxes) == 5
    assert len({y for _, y in boxes}) == 2
    assert all(80 <= x <= 541 - 9 - 8 for x, _ in boxes)
    bottom = min(y for _, y in boxes)
    assert all(y < bottom - 10 for piece, _, y in said if piece.startswith(("Firma", "Please return")))


def test_a_long_reference_on_the_slip_is_wrapped() -> None:
    letter = compose(facts(reference="D-2026-014 and all that came before it " * 5), "compromise")
    said, boxes = marks(render(letter, HEAD))
    assert boxes
    titles = [y for piece, _, y in said if piece.startswith("Reply slip")]
    assert titles[0] > boxes[0][1] + 20
