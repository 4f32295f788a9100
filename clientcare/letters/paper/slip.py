"""The reply slip: below a cut line, what they choose, with boxes to tick, who they are, and where to send it."""

from __future__ import annotations

from reportlab.platypus import Flowable, Paragraph

from clientcare.letters.paper.styles import INK, QUIET
from clientcare.letters.scripts import fonts
from clientcare.letters.scripts.fonts import SANS

_BOX = 8.0
_IN = 9.0  # from the left and right
_ROW = 17.0
_CUT, _TITLE, _BOXES, _BLANKS, _BACK = 11.0, 7.0, 17.0, 25.0, 8.0  # from one part to the one before


class ReplySlip(Flowable):  # type: ignore[misc]  # reportlab has no types
    """`choose` stands before the boxes, may be ""; `blanks`: name, date, signature. It is never torn apart."""

    def __init__(
        self, title: Paragraph, choose: str, boxes: tuple[str, ...], blanks: tuple[str, ...], back_to: Paragraph
    ) -> None:
        super().__init__()
        self._title, self._choose, self._boxes, self._blanks, self._back_to = title, choose, boxes, blanks, back_to

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        inner = width - 2 * _IN
        self._title_height = self._title.wrap(inner, height)[1]
        self._placed = self._in_rows(inner)
        rows = 1 + max(row for *_, row in self._placed)
        self._back_height = self._back_to.wrap(inner, height)[1]
        above = _CUT + _TITLE + self._title_height + _BOXES + (rows - 1) * _ROW + _BLANKS
        self.height = above + _BACK + self._back_height
        self._blanks_y = self.height - above
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        canv, top = self.canv, self.height - _CUT
        canv.setStrokeColor(QUIET)
        canv.setLineWidth(0.7)
        canv.setDash(4, 3)
        canv.line(0, top, self.width, top)
        canv.setDash()
        self._title.drawOn(canv, _IN, top - _TITLE - self._title_height)
        canv.setFillColor(INK)
        self._draw_boxes(top - _TITLE - self._title_height - _BOXES)
        self._draw_blanks(self._blanks_y)
        self._back_to.drawOn(canv, _IN, 0)

    def _in_rows(self, inner: float) -> list[tuple[str, float, float, int]]:
        """Each label with where it and its box start, and its row; a box goes with its label. No box is left of 0."""
        placed, x, row = [], 0.0, 0
        for label in (*filter(None, (self._choose,)), *self._boxes):
            wide = fonts.width(label, SANS, 9)
            box = 0.0 if label is self._choose else _BOX + 5
            if x and x + wide + box > inner:
                x, row = 0.0, row + 1
            placed.append((label, x, x + wide + 5 if box else -1.0, row))
            x += wide + box + (14 if box else 9)
        return placed

    def _draw_boxes(self, y: float) -> None:
        for label, x, box, row in self._placed:
            fonts.draw(self.canv, label, SANS, 9, _IN + x, y - row * _ROW)
            if box >= 0:
                self.canv.rect(_IN + box, y - row * _ROW - 0.9, _BOX, _BOX)

    def _draw_blanks(self, y: float) -> None:
        canv, x = self.canv, _IN
        for label, share in zip(self._blanks, (0.36, 0.22, 0.42), strict=True):
            end = x + share * (self.width - _IN) - 12
            fonts.draw(canv, label, SANS, 9, x, y)
            canv.line(x + fonts.width(label, SANS, 9) + 5, y - 1.5, end, y - 1.5)
            x = end + 12
