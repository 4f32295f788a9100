"""The bundled fonts, registered once, and typed text made safe for them: escaped, and never a character that would vanish."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from clientcare.letters.phrases import clean
from clientcare.paths import resource

SERIF = "NotoSerif-Regular"
SERIF_BOLD = "NotoSerif-Bold"
SANS = "NotoSans-Regular"
SANS_BOLD = "NotoSans-Bold"
_INSTEAD = {SERIF: SANS, SERIF_BOLD: SANS_BOLD, SANS: SERIF, SANS_BOLD: SERIF_BOLD}
_NUMBER = re.compile(r"(?<!\w)\+?[(\d][\d()/.–-]{0,20}(?: [\d()/.–-]{1,20}){1,7}(?!\w)")  # a phone number stays on one line
_UNKNOWN = "?"  # printed for a character no font has; `unprintable` names those before anything is saved


@lru_cache(maxsize=1)
def register() -> None:
    """Make the bundled fonts known to reportlab; the first call reads them from disk."""
    for name in _INSTEAD:
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{name}.ttf"))))


@lru_cache(maxsize=8)
def coverage(font: str) -> frozenset[str]:
    """The characters a bundled font can draw; a newline counts as one."""
    register()
    return frozenset(map(chr, pdfmetrics.getFont(font).face.charToGlyph)) | {"\n"}


def lacking(text: str) -> str:
    """The characters of `text` that no bundled font has, each once, in order."""
    have = coverage(SERIF) | coverage(SANS)
    return "".join(dict.fromkeys(c for c in clean(text) if c not in have))


def plain(text: str, font: str) -> str:
    """Text to be drawn as it is, in one font, on one line."""
    have = coverage(font)
    return "".join(c if c in have else _UNKNOWN for c in " ".join(clean(text).split()))


def markup(text: str, font: str, emphasis: str = "") -> str:
    """Typed text as `Paragraph` markup: all of it literal, a newline a line break; the first `emphasis` in it in bold sans."""
    whole = _NUMBER.sub(lambda number: number[0].replace(" ", "\xa0"), clean(text))
    before, found, after = whole.partition(emphasis) if emphasis else (whole, "", "")
    bold = f'<font name="{SANS_BOLD}">{_literal(found, SANS_BOLD)}</font>' if found else ""
    return _literal(before, font) + bold + _literal(after, font)


def _literal(text: str, font: str) -> str:
    if not coverage(font).issuperset(text):
        return "".join(_in_font(run, font) for run in re.findall(_runs(font), text))
    return escape(text).replace("\n", "<br/>")


def _in_font(run: str, font: str) -> str:
    if run[0] in coverage(font):
        return escape(run).replace("\n", "<br/>")
    instead = _INSTEAD[font]
    drawn = "".join(c if c in coverage(instead) else _UNKNOWN for c in run)
    return f'<font name="{instead}">{escape(drawn)}</font>'


@lru_cache(maxsize=8)
def _runs(font: str) -> re.Pattern[str]:
    """Matches runs of characters the font has, or runs of those it lacks."""
    have = "".join(map(re.escape, sorted(coverage(font))))
    return re.compile(f"[{have}]+|[^{have}]+")
