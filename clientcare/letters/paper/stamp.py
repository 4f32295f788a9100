"""A word at the head of every sheet of a page that is no letter yet, so that nobody takes it for one that went."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from clientcare.letters.scripts import fonts

SIZE, DOWN, GREY = 13, 22, 0.35  # points, and how dark


def stamped(pdf: bytes, word: str) -> bytes:
    """The page with `word` above everything else on it, in the middle."""
    fonts.register()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.merge_page(PdfReader(BytesIO(_drawn(word, width, height))).pages[0])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _drawn(word: str, width: float, height: float) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1, initialFontName=fonts.SANS)
    canvas.setFont(fonts.SANS, SIZE)
    canvas.setFillGray(GREY)
    canvas.drawCentredString(width / 2, height - DOWN, word)
    canvas.save()
    return out.getvalue()
