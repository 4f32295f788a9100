"""From letter to PDF: laid out on paper, and always the same bytes for the same letter."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, LEGAL, LETTER
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from clientcare.letters import fonts
from clientcare.letters.facts import Letterhead
from clientcare.letters.letter import Letter
from clientcare.letters.page import Foot, NumberedCanvas
from clientcare.letters.phrases import one_line
from clientcare.letters.story import Story
from clientcare.letters.styles import BOTTOM, SIDE, TOP
from clientcare.letters.words import labels

rl_config.useA85 = 0  # binary streams: smaller and faster than text armour, and every reader takes them

_PAPER = {"letter": LETTER, "a4": A4, "legal": LEGAL}
_NOT_ON_PAPER = ("kind", "language", "locale", "currency", "short")


def render(letter: Letter, letterhead: Letterhead) -> bytes:
    """The letter as PDF. Fonts are embedded and subset; the same letter and letterhead give the same bytes.

    A letter that runs over to another page is tried once more, set a little closer, and stays so if that saves the page.
    """
    pdf, pages = _laid_out(letter, letterhead, tight=False)
    if pages > 1:
        closer, fewer = _laid_out(letter, letterhead, tight=True)
        return closer if fewer < pages else pdf
    return pdf


def unprintable(letter: Letter, letterhead: Letterhead) -> str:
    """The characters no bundled font has, in order of appearance, each once; "" when all will print."""
    on_paper = {name: value for name, value in dataclasses.asdict(letter).items() if name not in _NOT_ON_PAPER}
    return fonts.lacking("\n".join((*_texts(dataclasses.asdict(letterhead)), *_texts(on_paper))))


def _laid_out(letter: Letter, letterhead: Letterhead, tight: bool) -> tuple[bytes, int]:
    fonts.register()
    words = labels(letter.language)
    reference = words["reference"].format(reference=letter.reference) if letter.reference else ""
    out = BytesIO()
    document = _document(out, letter, letterhead)
    foot = Foot(reference, words["page"], words["page_of"])
    document.build(Story(letter, letterhead, tight).flowables(), canvasmaker=partial(NumberedCanvas, foot=foot))
    return out.getvalue(), document.page


def _document(out: BytesIO, letter: Letter, letterhead: Letterhead) -> BaseDocTemplate:
    paper = _PAPER.get(letterhead.paper, LETTER)
    frame = Frame(SIDE, BOTTOM, paper[0] - 2 * SIDE, paper[1] - TOP - BOTTOM, 0, 0, 0, 0)
    return BaseDocTemplate(
        out,
        pagesize=paper,
        pageTemplates=[PageTemplate(frames=[frame])],
        title=one_line(letter.subject),
        author=letter.business_name or letter.sender_name,
        subject=letter.reference,
        creator="ClientCare",
        lang=letter.locale.replace("_", "-"),
        initialFontName=fonts.SANS,
        invariant=1,
    )


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from _texts(value)
