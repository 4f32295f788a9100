"""Sizes, leading and colours of a letter's page: quiet, generous, serif to read and sans for headings."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle

from clientcare.letters.scripts.fonts import SANS, SANS_BOLD, SERIF

INK = HexColor("#1F292E")
QUIET = HexColor("#5F6B70")
LINE = HexColor("#DCE1E0")
SIDE, TOP, BOTTOM = 71.0, 48.0, 66.0
APART = 6.0  # between paragraphs
INDENT = 37.0  # of an option's text, beside its letter
_LONG_NAME = 42
_ROOMY, _TIGHT = 15.5, 14.5

Styles = dict[str, ParagraphStyle]


@lru_cache(maxsize=32)
def styles(accent: str, tight: bool) -> Styles:
    """Every style by name; `tight` sets the body closer, for a letter that would run over by a few lines."""
    body = _ROOMY - (_ROOMY - _TIGHT) * tight
    head = color(accent)
    quiet: dict[str, Any] = {"textColor": QUIET}
    made = (
        _style("name", SANS_BOLD, 15.5, 20, textColor=head),
        _style("long_name", SANS_BOLD, 11, 14.3, textColor=head),
        _style("contact", SANS, 8.5, 13, alignment=2, **quiet),
        _style("address", SERIF, 10.5, 14.5, spaceAfter=8),
        _style("subject", SANS_BOLD, 11.5, 16),
        _style("body", SERIF, 10.5, body, spaceBefore=APART, spaceAfter=APART),
        _style("bullet", SERIF, 10.5, body, leftIndent=14, bulletIndent=2, spaceAfter=2),
        _style("choice", SANS_BOLD, 10.5, 15, leftIndent=INDENT, bulletIndent=9, spaceBefore=5, spaceAfter=2, bulletColor=head),
        _style("choice_text", SERIF, 10.5, body, leftIndent=INDENT, rightIndent=9, spaceAfter=4),
        _style("alone", SANS_BOLD, 10.5, 15, leftIndent=9, spaceBefore=5, spaceAfter=2),
        _style("alone_text", SERIF, 10.5, body, leftIndent=9, rightIndent=9, spaceAfter=4),
        _style("firm", SANS, 9, 13.5, leftIndent=9, rightIndent=9, spaceAfter=4, **quiet),
        _style("last", SERIF, 10.5, body),
        _style("enclosed", SANS, 9, 13, spaceBefore=8, **quiet),
        _style("slip", SANS_BOLD, 9, 13),
        _style("title", SANS_BOLD, 15.5, 21, spaceAfter=8, textColor=head),
        _style("heading", SANS_BOLD, 11.5, 16, spaceBefore=12 - 5 * tight, spaceAfter=3 - tight, keepWithNext=1),
        _style("point", SERIF, 10.5 - 0.5 * tight, body - 1.5 * tight, leftIndent=14, bulletIndent=2, spaceAfter=4 - 2 * tight),
        _style("small", SANS, 8.5, 12, **quiet),
    )
    return {style.name: style for style in made}


def name_style(name: str) -> str:
    """A long business name is set smaller."""
    return "long_name" if len(name) > _LONG_NAME else "name"


@lru_cache(maxsize=32)
def color(text: str) -> Color:
    """A colour such as #1B6E68; ink when it cannot be read."""
    try:
        return HexColor(text)
    except ValueError:
        return INK


def _style(name: str, font: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    more = {"textColor": INK, "allowWidows": 0, "allowOrphans": 0, "bulletFontName": font, "bulletFontSize": size, **more}
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, **more)
