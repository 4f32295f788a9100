"""The recipient's address set into the window of an envelope: as large as fits, wrapped, joined, or not at all."""

from __future__ import annotations

from functools import lru_cache

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from clientcare.letters.facts import Letterhead, Recipient
from clientcare.letters.paper.styles import INK, LINE, QUIET, SIDE
from clientcare.letters.paper.windows import Box, Window
from clientcare.letters.phrases import address_lines, one_line, shortened
from clientcare.letters.scripts import fonts

_AS_TYPED = ((10.5, 14.5), (10.5, 13.0), (10.0, 12.0), (9.5, 11.2), (9.0, 10.2), (8.5, 9.7), (8.0, 9.0))
_SMALLEST = ((7.5, 8.4), (7.0, 7.8), (6.5, 7.2), (6.0, 6.6))
_INK = 1.24  # what the last line takes, of its size: its letters and what hangs below
_RETURN_SIZES = (7.0, 6.5, 6.0)
_RETURN_HEIGHT = 11.0
_RETURN_ABOVE = 4.8
_RETURN_MOST = 90  # characters


class AddressField:
    """An address in a window of `width` points, and above it, where the window wants one, the line that says who sent it."""

    def __init__(self, window: Window, recipient: Recipient, head: Letterhead) -> None:
        self._window, self._head = window, head
        seen = window.seen
        self._width = seen.right - SIDE
        self._room = Box(SIDE, seen.top + _RETURN_HEIGHT * window.returns, seen.right, seen.bottom)
        self._set = _largest(recipient, self._width, self._room.bottom - self._room.top)

    @property
    def fits(self) -> bool:
        """Whether all of it can be read in the window, at 6 points at least."""
        return self._set is not None

    def draw(self, canvas: Canvas) -> float:
        """Draw it on the first page; returns how far below the sheet's top edge it begins. Only when it `fits`."""
        assert self._set is not None
        paragraph, ink = self._set
        top, height = self._top(ink), canvas._pagesize[1]
        if self._window.returns:
            self._draw_return(canvas, height - top + _RETURN_ABOVE)
        paragraph.drawOn(canvas, SIDE, height - top - paragraph.height)
        return top

    def _top(self, ink: float) -> float:
        room, start = self._room, self._window.start
        if start is None:
            return (room.top + room.bottom - ink) / 2
        return max(room.top, min(start, room.bottom - ink))  # a long address begins higher, as DIN 5008 lets it

    def _draw_return(self, canvas: Canvas, y: float) -> None:
        head = self._head
        sender = " · ".join(filter(None, (one_line(head.name) or one_line(head.owner_name), *address_lines(head.address))))
        text, size = _in_one_line(sender, self._width)
        if not text:
            return
        canvas.setFillColor(QUIET)
        fonts.draw(canvas, text, fonts.SANS, size, SIDE, y)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(SIDE, y - 2.4, SIDE + fonts.width(text, fonts.SANS, size), y - 2.4)


def _largest(recipient: Recipient, width: float, height: float) -> tuple[Paragraph, float] | None:
    """The address as typed if that fits at 8 points, else with its lines joined, at 6 at least; with the height of its ink."""
    name, lines = one_line(recipient.name), address_lines(recipient.address)
    typed = "\n".join((name, *lines))
    joined = "\n".join((name, *_joined(lines, width)))
    for text, sizes in ((typed, _AS_TYPED), (joined, _AS_TYPED[3:]), (joined, _SMALLEST)):
        for size, leading in sizes:
            paragraph = fonts.paragraph(text, _style(size, leading))
            ink = paragraph.wrap(width, height)[1] - leading + _INK * size
            if ink <= height:
                return paragraph, ink
    return None


def _joined(lines: list[str], width: float) -> list[str]:
    """Neighbours set beside each other while both fit on a line of 8 points."""
    joined: list[str] = []
    for line in lines:
        both = f"{joined[-1].rstrip(',')}, {line}" if joined else ""
        if both and fonts.width(both, fonts.SERIF, 8) <= width:
            joined[-1] = both
        else:
            joined.append(line)
    return joined


def _in_one_line(text: str, width: float) -> tuple[str, float]:
    for size in _RETURN_SIZES:
        if fonts.width(text, fonts.SANS, size) <= width:
            return text, size
    for most in range(_RETURN_MOST, 0, -5):
        cut = shortened(text, most)
        if fonts.width(cut, fonts.SANS, size) <= width:
            return cut, size
    return "", size


@lru_cache(maxsize=32)
def _style(size: float, leading: float) -> ParagraphStyle:
    return ParagraphStyle(f"window{size}", fontName=fonts.SERIF, fontSize=size, leading=leading, textColor=INK)
