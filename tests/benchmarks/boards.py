"""`weigh`: from a slider's step to the board painted anew, beside numpy doing the sums alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import cycle

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QWidget

from clientcare.ui.main_window import MainWindow
from tests.benchmarks import real_window
from tests.benchmarks.bare_sums import Sums
from tests.benchmarks.measure import Goal, Line, line, taken_in_turn, timed
from tests.benchmarks.painting import until_painted

GOALS = {"weigh": Goal(p95=16.0)}
TIMES = 40
SLIDERS = 7  # those on show without asking for more


def measure(runs: int, sizes: tuple[int, ...]) -> Iterator[Line]:
    """Each step moves another of the sliders on show, by an arrow key; sizes are ways out."""
    before = None
    for ways in (real_window.FEW, real_window.MANY):
        with real_window.opened(ways, "weigh.board") as (window, page):
            hand = _Hand(window, page, ways)
            before = line("weigh", ways, taken_in_turn(hand.step, timed(Sums(ways).weigh), runs, TIMES), before)
        yield before


class _Hand:
    """Moves one slider after the other."""

    def __init__(self, window: MainWindow, page: QWidget, ways: int) -> None:
        self._window, self._board = window, real_window.find("weigh.bars", page)
        sliders = [slider for slider in page.findChildren(QSlider) if slider.objectName().startswith("lever.")]
        self._sliders = cycle(sliders[:SLIDERS])
        if len(self._board.bars) != ways:
            raise RuntimeError(f"the board has {len(self._board.bars)} ways out, not {ways}")

    def step(self) -> float:
        slider, shown = next(self._sliders), self._board.bars
        key = Qt.Key.Key_Left if slider.value() == slider.maximum() else Qt.Key.Key_Right
        press = partial(QTest.keyClick, slider, key)
        return until_painted(self._window, self._board, press, lambda: self._board.bars is not shown)
