"""`preview`: from a key in the letter's words to its new page on the screen, beside drawing that PDF and its picture alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import cycle

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from clientcare.letters.letter import Letter
from clientcare.letters.paper import pdf
from clientcare.ui.paper import pdf_pages
from tests.benchmarks import letters, real_window
from tests.benchmarks.measure import Goal, Line, line, taken_in_turn, timed
from tests.benchmarks.painting import until_painted

GOALS = {"preview": Goal(p95=40.0)}
TIMES = 40
PAGES = 1
PASSAGE = "passage.close"
BEFORE = " We look forward to seeing you"  # the owner's own words from the start: more of them, or fewer
KEYS = (Qt.Key.Key_S, Qt.Key.Key_Backspace)


def measure(runs: int, sizes: tuple[int, ...]) -> Iterator[Line]:
    """A key and its taking back in turn, so that the letter stays as long as it is."""
    with real_window.opened(real_window.FEW, "write") as (window, page):
        sheets, field = real_window.find("preview.paper", page).widget(), real_window.find(PASSAGE, page)
        field.setFocus()
        field.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(field, BEFORE)
        real_window.wait_until_quiet(window)
        keys = cycle(KEYS)

        def type_one() -> float:
            shown = sheets.drawn
            return until_painted(window, sheets, lambda: QTest.keyClick(field, next(keys)), lambda: sheets.drawn is not shown)

        bare = timed(partial(_draw, letters.composed(), sheets.drawn.pictures[0].size()))
        yield line("preview", PAGES, taken_in_turn(type_one, bare, runs, TIMES))


def _draw(letter: Letter, size: QSize) -> None:
    """The page of a letter of the same kind and length, and its picture."""
    with pdf_pages.opened(pdf.render(letter, letters.LETTERHEAD)) as document:
        pdf_pages.picture(document, 0, size)
