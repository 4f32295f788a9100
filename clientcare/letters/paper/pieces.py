"""What stands in the text of a letter beside paragraphs: rules, and the ending that stays together."""

from __future__ import annotations

from reportlab.platypus import Flowable, Paragraph

from clientcare.letters.paper import raster
from clientcare.letters.paper.styles import APART, LINE

_BY_HAND = 26.0  # between sign-off and name, for a pen
_SIGNATURE = (150.0, 40.0)  # points at most


class Rule(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A hairline between options."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, 1

    def draw(self) -> None:
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.7)
        self.canv.line(9, 0.5, self.width - 9, 0.5)


class Ending(Flowable):  # type: ignore[misc]  # reportlab has no types
    """The last paragraph with the sign-off: at least two of its lines go wherever the sign-off goes.

    `below`: the name, and what is enclosed; `signature`: PNG, stands above the name, may be b"".
    """

    def __init__(self, last: Paragraph | None, sign_off: Paragraph, below: list[Paragraph], signature: bytes = b"") -> None:
        super().__init__()
        self._last, self._sign_off, self._below, self._png = last, sign_off, below, signature
        self._signature = raster.raster(signature) if signature else None
        self._size = self._signature.within(*_SIGNATURE) if self._signature else (0.0, 0.0)
        self.spaceBefore = APART

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._last_height = self._last.wrap(width, height)[1] + APART if self._last else 0.0
        self._sign_height = self._sign_off.wrap(width, height)[1]
        self._gap = self._size[1] + 8 if self._signature else _BY_HAND
        below = sum(part.wrap(width, height)[1] + part.style.spaceBefore for part in self._below)
        self.height = self._last_height + self._sign_height + self._gap + below
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        if self._last:
            leading = self._last.style.leading
            room = min(height, self._last_height - APART - 2 * leading + 0.1)
            parts = self._last.split(width, room) if room >= 2 * leading else []
            if len(parts) == 2:
                return [parts[0], Ending(parts[1], self._sign_off, self._below, self._png)]
        taller_than_a_page = hasattr(self, "_postponed")  # reportlab's mark on what a whole page could not take
        return [*filter(None, (self._last, self._sign_off, *self._below))] if taller_than_a_page else []

    def draw(self) -> None:
        y = self.height
        if self._last:
            self._last.drawOn(self.canv, 0, y - self._last_height + APART)
        y -= self._last_height + self._sign_height
        self._sign_off.drawOn(self.canv, 0, y)
        if self._signature:
            raster.draw(self.canv, self._signature, 0, y - 4 - self._size[1], *self._size)
        y -= self._gap
        for part in self._below:
            y -= part.style.spaceBefore + part.height
            part.drawOn(self.canv, 0, y)
