"""A small letterhead that would take hours to draw is refused; what owners have is not."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from clientcare import apart
from clientcare.errors import InvalidInput
from clientcare.letters.paper import underlay
from clientcare.letters.paper.effort import MOST, effort

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"


def stream(data: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<</Filter/FlateDecode/Length %d%s>>stream\n%s\nendstream" % (len(packed), more, packed)


def document(contents: bytes, resources: bytes, *objects: bytes, size: bytes = b"0 0 595 842") -> bytes:
    """A page with these contents; `objects` are numbered from 5."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources%s>>" % (size, resources)
    head = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream(contents))
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate((*head, *objects), 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + table + end


def forms_in_forms(wide: int, deep: int, name: bytes = b"A") -> bytes:
    """A page that draws a form so many times, which draws another as often, and so on."""
    draws = b"/%s Do " % name * wide
    inner = [stream(draws, FORM + b"/Resources<</XObject<</A %d 0 R>>>>" % (6 + level)) for level in range(deep)]
    return document(draws, b"<</XObject<</A 5 0 R>>>>", *inner, stream(b"0 0 m 9 9 l S", FORM))


def pattern(step: float) -> bytes:
    tile = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep %f/YStep %f/Resources<<>>" % (step, step)
    drawn = b"/Pattern cs /P scn 0 0 595 842 re f"
    return document(drawn, b"<</Pattern<</P 5 0 R>>>>", stream(b"0 0 m 1 1 l S", tile))


def picture(side: int) -> bytes:
    about = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray" % (side, side)
    return document(b"q 90 0 0 90 50 700 cm /A Do Q", b"<</XObject<</A 5 0 R>>>>", stream(bytes(900), about))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(forms_in_forms(10, 6), id="forms in forms"),
        pytest.param(forms_in_forms(10, 6, b"#41"), id="a hidden name"),
        pytest.param(pattern(0.001), id="a fine pattern"),
        pytest.param(picture(20_000), id="a vast picture"),
        pytest.param(document(b"0 0 m 9 9 l S\n" * 400_000, b"<<>>"), id="many lines"),
    ],
)
def test_what_takes_too_long_to_draw_is_refused(content: bytes) -> None:
    assert len(content) < 20_000
    with pytest.raises(apart.Refused, match="heavy"):
        underlay.cleaned(content)


@pytest.mark.parametrize("content", [forms_in_forms(3, 5), forms_in_forms(2, 0), pattern(9), picture(5_000)])
def test_what_owners_have_is_taken(content: bytes) -> None:
    assert underlay.cleaned(content).startswith(b"%PDF")


def test_a_form_that_draws_itself_counts_once() -> None:
    itself = stream(b"/A Do", FORM + b"/Resources<</XObject<</A 5 0 R>>>>")
    page = PdfReader(BytesIO(document(b"/A Do", b"<</XObject<</A 5 0 R>>>>", itself))).pages[0]
    assert 0 < effort(page) < 100


def test_a_plain_head_is_far_below_the_most() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for line in range(60):
        canvas.drawString(60, 800 - 9 * line, "Rivera Home Repairs, 14 Mill Lane, Northampton")
    canvas.save()
    assert effort(PdfReader(out).pages[0]) < MOST / 100


def test_what_cannot_be_looked_through_is_damaged_also_when_a_library_grumbles_first() -> None:
    for content in (document(b"q", b"[1 2]"), document(b"q", b" 7"), document(b"q", b"<<>>", size=b"(a)(b)(c)(d)")):
        with pytest.raises(InvalidInput, match="damaged"):
            underlay.taken(content)
