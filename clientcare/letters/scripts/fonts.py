"""Typed text on paper: all of it literal, in the bundled fonts, or in others where those lack a letter; none ever vanishes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from clientcare.letters.phrases import clean
from clientcare.paths import resource

SERIF = "NotoSerif-Regular"
SERIF_BOLD = "NotoSerif-Bold"
SANS = "NotoSans-Regular"
SANS_BOLD = "NotoSans-Bold"
INSTEAD = {SERIF: SANS, SERIF_BOLD: SANS_BOLD, SANS: SERIF, SANS_BOLD: SERIF_BOLD}
_NUMBER = re.compile(r"(?<!\w)\+?[(\d][\d()/.–-]{0,20}(?: [\d()/.–-]{1,20}){1,7}(?!\w)")  # a phone number stays on one line
_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}  # how much of a line stands before its point
UNKNOWN = "?"  # printed for a character no font has; `unprintable` names those before anything is saved


@lru_cache(maxsize=1)
def register() -> None:
    """Make the bundled fonts known to reportlab; the first call reads them from disk."""
    for name in INSTEAD:
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{name}.ttf"))))


@lru_cache(maxsize=8)
def coverage(font: str) -> frozenset[str]:
    """The characters a bundled font can draw; a newline counts as one."""
    register()
    return frozenset(map(chr, pdfmetrics.getFont(font).face.charToGlyph)) | {"\n"}


@lru_cache(maxsize=8)
def simple(font: str) -> frozenset[str]:
    """The characters a bundled font draws one beside the other: all but marks, which have to be placed on others."""
    return frozenset(c for c in coverage(font) if unicodedata.category(c)[0] != "M")


def lacking(text: str) -> str:
    """The characters of `text` that neither the bundled fonts nor this computer's have, each once, in order."""
    typed = clean(text)
    if simple(SERIF).issuperset(typed):
        return ""
    from clientcare.letters.scripts import runs

    return runs.lacking(typed, SERIF)


def paragraph(text: str, style: ParagraphStyle, emphasis: str = "", bullet: str | None = None) -> Paragraph:
    """Typed text as a flowable: all of it literal, a newline a line break; the first `emphasis` in it in bold sans."""
    typed = _NUMBER.sub(lambda number: number[0].replace(" ", "\xa0"), clean(text))
    before, found, after = typed.partition(emphasis) if emphasis else (typed, "", "")
    font = style.fontName
    if simple(font).issuperset(typed):
        bold = f'<font name="{SANS_BOLD}">{_literal(found)}</font>' if found else ""
        return Paragraph(_literal(before) + bold + _literal(after), style, bulletText=bullet)
    from clientcare.letters.scripts import mixed, runs

    return mixed.Mixed(None, style, bullet, frags=runs.words(((before, font), (found, SANS_BOLD), (after, font))))


def draw(canvas: Canvas, text: str, font: str, size: float, x: float, y: float, align: str = "left") -> None:
    """One line of typed text at a point, in the canvas's colour; `align` "left", "right" or "center" of `x`."""
    line = canvas.beginText(x - _BEFORE[align] * (width(text, font, size) if align != "left" else 0), y)
    for drawn, name in _line(text, font):
        line.setFont(name, size)
        line.textOut(drawn)
    canvas.drawText(line)


def width(text: str, font: str, size: float) -> float:
    """How wide `draw` sets the text, in points."""
    return float(sum(pdfmetrics.stringWidth(*piece, size) for piece in _line(text, font)))


def _line(text: str, font: str) -> list[tuple[str, str]]:
    """One line as it is seen from left to right: what to draw, in which font."""
    typed = " ".join(clean(text).split())
    if simple(font).issuperset(typed):
        return [(typed, font)]
    from clientcare.letters.scripts import runs

    return [(run.text, run.font) for run in runs.seen(runs.words(((typed, font),)))]


def _literal(text: str) -> str:
    return escape(text).replace("\n", "<br/>")
