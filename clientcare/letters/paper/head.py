"""The head of a letter: logo and name on the left, how to reach us on the right, a thin line in the accent below."""

from __future__ import annotations

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, Paragraph

from clientcare.letters.paper import raster

_LOGO = (165.0, 44.0)  # points at most
_SQUARE = 76.0  # a logo no wider has the name beside it, a wider one above it
_BESIDE, _BELOW = 12.0, 3.0
_SMALLEST_LOGO = 18.0
_UNDER = 8.0  # to the line


class Head(Flowable):  # type: ignore[misc]  # reportlab has no types
    """`logo`: PNG, may be b""."""

    def __init__(self, name: Paragraph, contact: Paragraph, accent: Color, logo: bytes = b"") -> None:
        super().__init__()
        self._name, self._contact, self._accent = name, contact, accent
        self._logo = raster.raster(logo) if logo else None
        self._logo_size = self._logo.within(*_LOGO) if self._logo else (0.0, 0.0)
        self.spaceAfter = 16

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        wide, high = self._logo_size
        self._beside = 0 < wide <= _SQUARE
        self._indent = wide + _BESIDE if self._beside else 0.0
        self._name_height = self._name.wrap(width * 0.48 - self._indent, height)[1]
        if not self._beside:
            self._fit_logo(height - _UNDER - _BELOW - self._name_height)
            high = self._logo_size[1]
        self._contact_height = self._contact.wrap(width * 0.5, height)[1]
        if self._beside or not high:
            self._left_height = max(high, self._name_height)
        else:
            self._left_height = high + _BELOW + self._name_height
        self.height = max(self._left_height, self._contact_height) + _UNDER
        return width, self.height

    def _fit_logo(self, room: float) -> None:
        """Above the name it gets smaller where that is what makes the head fit."""
        if self._logo and room < self._logo_size[1]:
            self._logo_size = self._logo.within(_LOGO[0], max(room, _SMALLEST_LOGO))

    def split(self, width: float, height: float) -> list[Flowable]:
        """Only a head taller than a page comes here: it becomes ordinary paragraphs."""
        return [*self._name.split(width, height), self._contact]

    def draw(self) -> None:
        middle = (self.height + _UNDER) / 2
        self._draw_left(middle + self._left_height / 2, middle)
        self._contact.drawOn(self.canv, self.width * 0.5, middle - self._contact_height / 2)
        self.canv.setStrokeColor(self._accent)
        self.canv.setLineWidth(1.2)
        self.canv.line(0, 0, self.width, 0)

    def _draw_left(self, top: float, middle: float) -> None:
        wide, high = self._logo_size
        if self._logo is None:
            self._name.drawOn(self.canv, 0, middle - self._name_height / 2)
        elif self._beside:
            raster.draw(self.canv, self._logo, 0, middle - high / 2, wide, high)
            self._name.drawOn(self.canv, self._indent, middle - self._name_height / 2)
        else:
            raster.draw(self.canv, self._logo, 0, top - high, wide, high)
            self._name.drawOn(self.canv, 0, top - self._left_height)
