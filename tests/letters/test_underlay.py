"""The owner's own letterhead as PDF: what is taken of it, what is refused and how, and how the letter stands on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from letter_facts import HEAD, OFFERS, facts
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, Fit, NameObject, TextStringObject
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from clientcare.errors import InvalidInput
from clientcare.letters.compose import compose
from clientcare.letters.facts import Letterhead
from clientcare.letters.letter import Letter
from clientcare.letters.paper import underlay
from clientcare.letters.paper.pdf import render
from clientcare.letters.scripts import fonts

Draw = Callable[[Canvas, int, float, float], None]


def usual(canvas: Canvas, number: int, width: float, height: float) -> None:
    canvas.setFont(fonts.SANS_BOLD, 20)
    canvas.drawString(60, height - 60, f"Sheet {number} of Rivera")
    canvas.setFont(fonts.SANS, 8)
    canvas.drawString(60, 30, "Bank of Amherst")


def made(pages: int = 1, size: tuple[float, float] = LETTER, draw: Draw = usual, turned: int = 0) -> bytes:
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, initialFontName=fonts.SANS)
    for number in range(1, pages + 1):
        draw(canvas, number, *size)
        canvas.showPage()
    canvas.save()
    writer = PdfWriter(clone_from=out)
    for page in writer.pages if turned else ():
        page.rotate(turned)
    return written(writer) if turned else out.getvalue()


def written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def under(content: bytes, **more: Any) -> Letterhead:
    return replace(HEAD, underlay=underlay.cleaned(content), **more)


def long_letter() -> Letter:
    return compose(facts(offers=OFFERS), "compromise", {"close": "We part as friends, I hope. " * 200})


def page_texts(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def lines(pdf: bytes, page: int) -> dict[str, float]:
    """How far up each line of the letter stands; those of the letterhead beneath are left out."""
    found: dict[str, float] = {}

    def text(said: str, cm: Any, tm: list[float], *_: Any) -> None:
        if said.strip() and not ("Rivera" in said and "Sheet" in said) and "Bank" not in said:
            found[said.strip()] = tm[5] * cm[3] + cm[5]

    PdfReader(BytesIO(pdf)).pages[page].extract_text(visitor_text=text)
    return found


def test_the_first_page_lies_under_the_first_and_the_second_under_all_that_follow() -> None:
    texts = page_texts(render(long_letter(), under(made(2))))
    assert len(texts) >= 3
    assert ["Sheet 1" in text for text in texts] == [True] + [False] * (len(texts) - 1)
    assert ["Sheet 2" in text for text in texts] == [False] + [True] * (len(texts) - 1)


def test_a_letterhead_of_one_page_leaves_those_that_follow_plain() -> None:
    texts = page_texts(render(long_letter(), under(made(1))))
    assert ["Sheet" in text for text in texts] == [True] + [False] * (len(texts) - 1)


def test_our_head_is_not_drawn_and_the_text_starts_below_theirs() -> None:
    pdf = render(compose(facts(), "compromise"), under(made()))
    text = page_texts(pdf)[0]
    assert text.count("14 Mill Lane") == 1  # on the slip only
    assert "Dana Okafor" in text
    assert max(lines(pdf, 0).values()) < 792 - 120  # 45 mm, less the first line


def test_a_tall_head_and_foot_push_the_text_and_our_foot_away() -> None:
    def tall(canvas: Canvas, number: int, width: float, height: float) -> None:
        canvas.rect(0, height - 200, width, 200, fill=1)
        canvas.rect(0, 0, width, 95, fill=1)

    pdf = render(long_letter(), under(made(2, A4, tall), paper="a4"))
    for page in (0, 1):
        stood = lines(pdf, page)
        assert max(stood.values()) < A4[1] - 200
        assert min(stood.values()) > 95


def test_with_a_window_the_address_keeps_its_place() -> None:
    letter = compose(facts(), "compromise")
    own, ours = (lines(render(letter, head), 0) for head in (under(made(), window="us10"), replace(HEAD, window="us10")))
    name = next(line for line in own if line.startswith("Dana Okafor"))
    assert own[name] == pytest.approx(next(y for line, y in ours.items() if line.startswith("Dana Okafor")))


def test_the_same_letter_has_the_same_bytes_and_keeps_what_it_says_of_itself() -> None:
    letter, head = compose(facts(), "compromise"), under(made())
    pdf = render(letter, head)
    assert pdf == render(letter, replace(head, underlay=bytes(bytearray(head.underlay))))
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.root_object["/Lang"]) == (letter.subject, "en-US")


def test_of_a_pdf_only_what_it_draws_is_taken() -> None:
    writer = PdfWriter(clone_from=BytesIO(made(3)))
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("alert(1)")})
    writer.root_object[NameObject("/OpenAction")] = script
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
    writer.add_attachment("price list.txt", b"all prices")
    writer.add_metadata({"/Author": "Somebody Else"})
    writer.add_annotation(0, Link(rect=(0, 0, 90, 90), url="https://somewhere.example"))
    writer.add_annotation(0, Link(rect=(0, 0, 90, 90), target_page_index=1, fit=Fit.fit()))
    content = written(writer)
    assert all(part in content for part in (b"/JavaScript", b"/Annots", b"/URI", b"/EmbeddedFile", b"/AA "))
    taken = underlay.taken(content)
    reader = PdfReader(BytesIO(taken))
    assert [page.extract_text().split("\n")[0] for page in reader.pages] == ["Sheet 1 of Rivera", "Sheet 2 of Rivera"]
    assert set(reader.root_object) == {"/Type", "/Pages"}
    told = (b"JavaScript", b"alert", b"/Annot", b"/URI", b"Embedded", b"all prices", b"Somebody", b"/OpenAction", b"/AA ")
    for banned in told:
        assert banned not in taken


def test_every_font_of_a_letter_on_it_is_embedded_or_named() -> None:
    assert underlay.not_embedded(under(made()).underlay) == ()

    def helvetica(canvas: Canvas, number: int, width: float, height: float) -> None:
        canvas.setFont("Helvetica-Bold", 20)
        canvas.drawString(60, height - 60, "Rivera")

    assert underlay.not_embedded(under(made(2, draw=helvetica)).underlay) == ("Helvetica-Bold",)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_stands_upright(turned: int) -> None:
    size = (LETTER[1], LETTER[0]) if turned in (90, 270) else LETTER

    def draw(canvas: Canvas, number: int, width: float, height: float) -> None:
        canvas.translate(*{90: (width, 0), 180: (width, height), 270: (0, height)}[turned])
        canvas.rotate({90: 90, 180: 180, 270: 270}[turned])
        canvas.drawString(60, LETTER[1] - 60, "Sheet of Rivera")

    page = PdfReader(BytesIO(underlay.cleaned(made(1, size, draw, turned)))).pages[0]
    found: list[tuple[float, float]] = []

    def text(said: str, cm: Any, tm: Any, *_: Any) -> None:
        if "Sheet" in said:
            found.append((cm[0] * tm[4] + cm[2] * tm[5] + cm[4], cm[1] * tm[4] + cm[3] * tm[5] + cm[5]))

    page.extract_text(visitor_text=text)
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (612, 792)
    assert found[0] == pytest.approx((60, 732), abs=1)


def test_on_paper_of_another_size_it_is_fitted() -> None:
    pdf = render(compose(facts(), "acknowledgement"), under(made(1, A4), paper="letter"))
    assert "Sheet 1 of Rivera" in page_texts(pdf)[0]
    assert PdfReader(BytesIO(pdf)).pages[0].mediabox.height == 792


def locked() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(made()))
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a PDF"),
        (b"\x89PNG\r\n\x1a\n" * 40, "not a PDF"),
        (b"%PDF-1.7\n" + b"nonsense " * 200, "damaged"),
        (made()[:700], "damaged"),
        (made(1, (400, 500)), "The page of this PDF is"),
        (made(1, (A4[1], A4[0])), "upright"),
        (b"%PDF-1.7\n" + bytes(10_000_000), "too large"),
        (locked(), "locked with a password"),
        (written(PdfWriter()), "has no page"),
    ],
)
def test_what_cannot_be_printed_on_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as caught:
        underlay.taken(content)
    assert "hoose" in caught.value.said.text


def test_a_wrong_size_is_told() -> None:
    with pytest.raises(InvalidInput) as caught:
        underlay.taken(made(1, (400, 500)))
    assert caught.value.said.values == {"width": 141, "height": 176}


def test_a_pdf_that_unfolds_without_end_is_refused() -> None:
    """A stream of a hundred megabytes of blanks, a tenth of one as a file."""
    writer = PdfWriter(clone_from=BytesIO(made()))
    stream = writer.pages[0].get_contents()
    assert stream is not None
    stream.set_data(b" " * 100_000_000)
    writer.pages[0].replace_contents(stream)
    writer.pages[0].compress_content_streams()
    content = written(writer)
    assert len(content) < 2_000_000
    with pytest.raises(InvalidInput):
        underlay.taken(content)
