"""From letter to PDF: laid out on paper, and always the same bytes for the same letter."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, PageTemplate

from clientcare.letters.facts import Letterhead
from clientcare.letters.leaflet import Leaflet
from clientcare.letters.letter import Letter
from clientcare.letters.paper.address_field import AddressField
from clientcare.letters.paper.opening import Opening
from clientcare.letters.paper.page import Foot, NumberedCanvas, Sheets
from clientcare.letters.paper.story import Story, head, leaflet_story
from clientcare.letters.phrases import one_line
from clientcare.letters.scripts import fonts
from clientcare.letters.words import labels

rl_config.useA85 = 0  # binary streams: smaller and faster than text armour, and every reader takes them

_CLOSER = 0.09  # of what is printed: more than setting it closer can save
_LEAFLET_CLOSER = 0.2  # whose points are set smaller, too
_NOT_ON_PAPER = ("kind", "language", "locale", "currency", "short", "paper", "window")


def render(letter: Letter, letterhead: Letterhead) -> bytes:
    """The letter as PDF. Fonts are embedded and subset; the same letter and letterhead give the same bytes.

    A letter that runs over to another page is tried once more, set a little closer, and stays so if that saves the page.
    """
    sheets = Sheets(letterhead, addressed=True)
    return _best(partial(_laid_out, letter, letterhead, sheets), letterhead)


def render_leaflet(leaflet: Leaflet, letterhead: Letterhead) -> bytes:
    """The leaflet as PDF under the same head, by the same rules; a private one has no head, and says at its foot for whom."""
    if leaflet.private:
        letterhead = dataclasses.replace(letterhead, underlay=b"")
    sheets = Sheets(letterhead, addressed=False)
    return _best(partial(_leaflet_laid_out, leaflet, letterhead, sheets), letterhead, _LEAFLET_CLOSER)


def unprintable(content: Letter | Leaflet, letterhead: Letterhead) -> str:
    """The characters no font has, in order of appearance, each once; "" when all will print."""
    told = (*_texts(_on_paper(letterhead)), *_texts(_on_paper(content)))
    return fonts.lacking("\n".join(told))


def fits_window(letter: Letter, letterhead: Letterhead) -> bool:
    """Whether the address can be read in the envelope's window; if not, it stands in the text as without one."""
    window = Sheets(letterhead, addressed=True).window
    fonts.register()
    return window is None or AddressField(window, letter.recipient, letterhead).fits


def _best(laid_out: Callable[[bool], _Document], letterhead: Letterhead, saves: float = _CLOSER) -> bytes:
    """What runs over to another page by little is tried once more, set closer."""
    fonts.register()
    document = laid_out(False)
    if document.page > 1 and document.over <= saves * document.used:
        closer = laid_out(True)
        document = closer if closer.page < document.page else document
    pdf: bytes = document.filename.getvalue()
    if not letterhead.underlay:
        return pdf
    from clientcare.letters.paper import underlay

    return underlay.beneath(pdf, letterhead.underlay)


def _leaflet_laid_out(leaflet: Leaflet, letterhead: Letterhead, sheets: Sheets, tight: bool) -> _Document:
    words = labels(leaflet.language)
    foot = Foot(words["private"] if leaflet.private else "", words["page"], words["page_of"], sheets)
    author = one_line(letterhead.name) or one_line(letterhead.owner_name)
    told = {"title": one_line(leaflet.title), "author": author, "lang": _lang(leaflet.locale)}
    story = leaflet_story(leaflet, letterhead, tight, None if sheets.own or leaflet.private else head(letterhead))
    return _built(story, sheets.templates(_nothing), foot, sheets, told)


def _laid_out(letter: Letter, letterhead: Letterhead, sheets: Sheets, tight: bool) -> _Document:
    words = labels(letter.language)
    ours = None if sheets.own else head(letterhead)
    fixed: Callable[[Canvas, Any], None] = _nothing
    if sheets.window:
        fixed = opening = Opening(letter, letterhead, sheets, sheets.window, ours)
        story = Story(letter, letterhead, tight, None, not opening.address, not opening.date)
    else:
        story = Story(letter, letterhead, tight, ours)
    reference = words["reference"].format(reference=letter.reference) if letter.reference else ""
    told = {
        "title": one_line(letter.subject),
        "author": letter.business_name or letter.sender_name,
        "subject": letter.reference,
        "lang": _lang(letter.locale),
    }
    foot = Foot(reference, words["page"], words["page_of"], sheets)
    return _built(story.flowables(), sheets.templates(fixed), foot, sheets, told)


def _built(
    story: list[Flowable], templates: list[PageTemplate], foot: Foot, sheets: Sheets, told: dict[str, str]
) -> _Document:
    document = _Document(
        BytesIO(),
        pagesize=sheets.size,
        pageTemplates=templates,
        creator="ClientCare",
        initialFontName=fonts.SANS,
        invariant=1,
        **told,
    )
    document.build(story, canvasmaker=partial(NumberedCanvas, foot=foot))
    return document


class _Document(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """Knows how full its pages are, in points: `used` of all of them, and `over`, how much of the last had no room before."""

    used = over = _left = 0.0

    def afterPage(self) -> None:  # noqa: N802
        left = self.frame._y - self.frame._y1p
        last = self.frame._height - left
        self.used, self.over, self._left = self.used + last, last - self._left, self._left + left


def _nothing(canvas: Canvas, document: Any) -> None:
    """No part of the first page has a fixed place."""


def _lang(locale: str) -> str:
    return locale.replace("_", "-")


def _on_paper(node: Letter | Leaflet | Letterhead) -> dict[str, Any]:
    return {name: value for name, value in dataclasses.asdict(node).items() if name not in _NOT_ON_PAPER}


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from _texts(value)
