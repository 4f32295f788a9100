"""What stands at a fixed place of the first page, for a window envelope: head, address, date, and where to fold."""

from __future__ import annotations

from typing import Any

from reportlab.pdfgen.canvas import Canvas

from clientcare.letters import formats
from clientcare.letters.facts import Letterhead
from clientcare.letters.letter import Letter
from clientcare.letters.paper.address_field import AddressField
from clientcare.letters.paper.head import Head
from clientcare.letters.paper.page import Sheets
from clientcare.letters.paper.styles import INK, LINE, SIDE, TOP
from clientcare.letters.paper.windows import MM, Window
from clientcare.letters.scripts import fonts

_SIZE = 10.5
_CLEAR = 6.0  # from what a window can show
_HIGHEST = 24.0  # of the head, from the edge of the sheet
_FOLD = (5 * MM, 9 * MM)  # from the left edge, where most printers reach


class Opening:
    """`address`, `date`: whether they stand here; else they belong into the text, as without a window."""

    def __init__(self, letter: Letter, letterhead: Letterhead, sheets: Sheets, window: Window, head: Head | None) -> None:
        self._sheets, self._window, self._head = sheets, window, head
        self._field = AddressField(window, letter.recipient, letterhead)
        self._day = formats.long_day(letter.written_on, letter.locale)
        self.address = self._field.fits
        room = sheets.size[0] - SIDE - window.kept.right - _CLEAR
        self.date = self.address and fonts.width(self._day, fonts.SERIF, _SIZE) <= room

    def __call__(self, canvas: Canvas, document: Any) -> None:
        """Draw it; reportlab calls this on the first page."""
        if self._head is not None:
            self._draw_head(canvas, self._head)
        if self.address:
            top = self._field.draw(canvas)
            if self.date:
                canvas.setFillColor(INK)
                width, height = self._sheets.size
                fonts.draw(canvas, self._day, fonts.SERIF, _SIZE, width - SIDE, height - top - _SIZE, "right")
        self._draw_folds(canvas)

    def _draw_head(self, canvas: Canvas, head: Head) -> None:
        """In the room above the window; moved up, and then set smaller, where that is little."""
        width, height = self._sheets.size
        across, lowest, scale = width - 2 * SIDE, self._window.kept.top - _CLEAR, 1.0
        tall = head.wrap(across, lowest - _HIGHEST)[1]
        top = max(_HIGHEST, min(TOP, lowest - tall))
        while top + tall * scale > lowest + 0.1:  # set smaller it gets more room across, and is less tall
            scale *= 0.95
            tall = head.wrap(across / scale, (lowest - _HIGHEST) / scale)[1]
        canvas.saveState()
        canvas.translate(SIDE, height - top - tall * scale)
        canvas.scale(scale, scale)
        head.drawOn(canvas, 0, 0)
        canvas.restoreState()

    def _draw_folds(self, canvas: Canvas) -> None:
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        for down in self._window.folds:
            y = self._sheets.size[1] - down
            canvas.line(_FOLD[0], y, _FOLD[1], y)
