"""The sheets a letter is printed on: their size and margins, what stands at a fixed place, and the numbered foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportlab.lib.pagesizes import A4, LEGAL, LETTER
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, PageTemplate

from clientcare.letters.facts import Letterhead
from clientcare.letters.paper import windows
from clientcare.letters.paper.styles import BOTTOM, QUIET, SIDE, TOP
from clientcare.letters.phrases import shortened
from clientcare.letters.scripts import fonts

_PAPER = {"letter": LETTER, "a4": A4, "legal": LEGAL}
_FOOT_Y = 42.5
_ABOVE_FOOT = BOTTOM - _FOOT_Y
_OVER_OWN = 8.0  # our foot above that of an own letterhead
_BELOW_WINDOW = 8.0
_LEFT_MOST = 70  # characters at the foot, beside the page's number


@dataclass(frozen=True)
class Margins:
    """Points from the edges; `foot`: the line with the page's number."""

    top: float
    bottom: float
    foot: float


class Sheets:
    """The paper of one letterhead. `own`: it has a head of its own, ours is not drawn. `window`: only for a letter."""

    def __init__(self, letterhead: Letterhead, addressed: bool) -> None:
        self.size: tuple[float, float] = _PAPER.get(letterhead.paper, LETTER)
        self.window = windows.window(letterhead.window, *self.size) if addressed else None
        self.own = bool(letterhead.underlay)
        self.first, self.later = _margins(letterhead.underlay)
        if self.window:
            top = max(self.window.kept.bottom + _BELOW_WINDOW, self.first.top)
            self.first = Margins(top, self.first.bottom, self.first.foot)

    def templates(self, opening: Callable[[Canvas, Any], None]) -> list[PageTemplate]:
        """`opening` draws what stands at a fixed place of the first page."""
        first = PageTemplate("first", [self._frame(self.first)], onPage=opening, autoNextPageTemplate="later")
        return [first, PageTemplate("later", [self._frame(self.later)])]

    def foot(self, number: int) -> float:
        return (self.first if number == 1 else self.later).foot

    def _frame(self, margins: Margins) -> Frame:
        width, height = self.size
        return Frame(SIDE, margins.bottom, width - 2 * SIDE, height - margins.top - margins.bottom, 0, 0, 0, 0)


def _margins(underlay: bytes) -> tuple[Margins, Margins]:
    """Of the first page, and of those that follow."""
    plain = Margins(TOP, BOTTOM, _FOOT_Y)
    if not underlay:
        return plain, plain
    from clientcare.letters.paper.underlay import rooms

    beside = [Margins(room.top, room.bottom + _OVER_OWN + _ABOVE_FOOT, room.bottom + _OVER_OWN) for room in rooms(underlay)]
    return beside[0], beside[1] if len(beside) > 1 else plain


class NumberedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Knows how many pages there are before it writes the foot of the first: keeps each page until all are laid out."""

    def __init__(self, *args: Any, foot: Foot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._foot = foot
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        pages = self._pages
        for number, page in enumerate(pages, 1):
            self.__dict__.update(page)
            self._foot.draw(self, number, len(pages))
            super().showPage()
        super().save()


class Foot:
    """The line at the foot: our reference or whom it is for on the left, the page on the right."""

    def __init__(self, left: str, page: str, page_of: str, sheets: Sheets) -> None:
        self._left, self._page, self._page_of, self._sheets = shortened(left, _LEFT_MOST), page, page_of, sheets

    def draw(self, canvas: Canvas, number: int, of: int) -> None:
        canvas.setFillColor(QUIET)
        y, right = self._sheets.foot(number), canvas._pagesize[0] - SIDE
        text = self._page.format(page=number) if of == 1 else self._page_of.format(page=number, pages=of)
        fonts.draw(canvas, self._left, fonts.SANS, 8.5, SIDE, y)
        fonts.draw(canvas, text, fonts.SANS, 8.5, right, y, "right")
