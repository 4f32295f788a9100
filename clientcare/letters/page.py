"""What a page is made of: the head, rules, the ending that stays together, the reply slip, and the numbered foot."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from clientcare.letters.fonts import SANS, SANS_BOLD, plain
from clientcare.letters.styles import APART, INK, LINE, QUIET, SIDE

_FOOT_Y = 42.5
_BOX = 8.0
_SIGNATURE = 26.0


class Head(Flowable):  # type: ignore[misc]  # reportlab has no types
    """The letterhead: name on the left, contact on the right, a thin line in the accent below."""

    def __init__(self, name: Paragraph, contact: Paragraph, accent: Color) -> None:
        super().__init__()
        self._name, self._contact, self._accent = name, contact, accent
        self.spaceAfter = 16

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self._name_height = self._name.wrap(width * 0.48, height)[1]
        self._contact_height = self._contact.wrap(width * 0.5, height)[1]
        self.height = max(self._name_height, self._contact_height) + 8
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Only a head taller than a page comes here: it becomes ordinary paragraphs."""
        return [*self._name.split(width, height), self._contact]

    def draw(self) -> None:
        middle = (self.height + 8) / 2
        self._name.drawOn(self.canv, 0, middle - self._name_height / 2)
        self._contact.drawOn(self.canv, self.width * 0.5, middle - self._contact_height / 2)
        self.canv.setStrokeColor(self._accent)
        self.canv.setLineWidth(1.2)
        self.canv.line(0, 0, self.width, 0)


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
    """The last paragraph with the sign-off: at least two of its lines go wherever the sign-off goes."""

    def __init__(self, last: Paragraph | None, sign_off: Paragraph, sender: Paragraph) -> None:
        super().__init__()
        self._last, self._sign_off, self._sender = last, sign_off, sender
        self.spaceBefore = APART

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._last_height = self._last.wrap(width, height)[1] + APART if self._last else 0.0
        self._sign_height = self._sign_off.wrap(width, height)[1]
        self._sender_height = self._sender.wrap(width, height)[1]
        self.height = self._last_height + self._sign_height + _SIGNATURE + self._sender_height
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        if self._last:
            leading = self._last.style.leading
            room = min(height, self._last_height - APART - 2 * leading + 0.1)
            parts = self._last.split(width, room) if room >= 2 * leading else []
            if len(parts) == 2:
                return [parts[0], Ending(parts[1], self._sign_off, self._sender)]
        taller_than_a_page = hasattr(self, "_postponed")  # reportlab's mark on what a whole page could not take
        return [*filter(None, (self._last, self._sign_off, self._sender))] if taller_than_a_page else []

    def draw(self) -> None:
        y = self.height
        if self._last:
            self._last.drawOn(self.canv, 0, y - self._last_height + APART)
        y -= self._last_height + self._sign_height
        self._sign_off.drawOn(self.canv, 0, y)
        self._sender.drawOn(self.canv, 0, 0)


class ReplySlip(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Below a cut line: what they choose, with boxes to tick, name, date, signature, and where to send it."""

    def __init__(self, title: str, choose: str, boxes: tuple[str, ...], blanks: tuple[str, ...], back_to: Paragraph) -> None:
        super().__init__()
        self._title, self._choose, self._boxes, self._blanks, self._back_to = title, choose, boxes, blanks, back_to

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.height = 75 + self._back_to.wrap(width - 9, height)[1]
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        canv, y = self.canv, self.height - 11
        canv.setStrokeColor(QUIET)
        canv.setLineWidth(0.7)
        canv.setDash(4, 3)
        canv.line(0, y, self.width, y)
        canv.setDash()
        canv.setFillColor(INK)
        canv.setFont(SANS_BOLD, 9)
        canv.drawString(9, y - 16, self._title)
        self._draw_boxes(y - 34)
        self._draw_blanks(y - 57)
        self._back_to.drawOn(canv, 9, 0)

    def _draw_boxes(self, y: float) -> None:
        canv, x = self.canv, 9.0
        canv.setFont(SANS, 9)
        if self._choose:
            canv.drawString(x, y, self._choose)
            x += canv.stringWidth(self._choose, SANS, 9) + 9
        for label in self._boxes:
            canv.drawString(x, y, label)
            x += canv.stringWidth(label, SANS, 9) + 5
            canv.rect(x, y - 0.9, _BOX, _BOX)
            x += _BOX + 14

    def _draw_blanks(self, y: float) -> None:
        canv, x = self.canv, 9.0
        for label, share in zip(self._blanks, (0.36, 0.22, 0.42), strict=True):
            end = x + share * (self.width - 9) - 12
            canv.drawString(x, y, label)
            canv.line(x + canv.stringWidth(label, SANS, 9) + 5, y - 1.5, end, y - 1.5)
            x = end + 12


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
    """The line at the foot: our reference on the left, the page on the right."""

    def __init__(self, left: str, page: str, page_of: str) -> None:
        self._left, self._page, self._page_of = plain(left, SANS), page, page_of

    def draw(self, canvas: Canvas, number: int, of: int) -> None:
        canvas.setFont(SANS, 8.5)
        canvas.setFillColor(QUIET)
        width = canvas._pagesize[0]
        canvas.drawString(SIDE, _FOOT_Y, self._left)
        text = self._page.format(page=number) if of == 1 else self._page_of.format(page=number, pages=of)
        canvas.drawRightString(width - SIDE, _FOOT_Y, text)
