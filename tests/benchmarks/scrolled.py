"""One scroll from the first row of a long list to the last, in a process of its own; prints its longest call and gap, in ms.

Half of it as by dragging the scroll bar, a whole screen and more at each picture; half as by the wheel, a few rows each.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QEventLoop, QModelIndex, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QHeaderView, QMainWindow, QTableView

from tests.benchmarks.painting import Painting

DRAGS, TURNS = 300, 150  # pictures
EVERY_MS = 16
ROWS, COLUMNS, HEIGHT = 100_000, 5, 44


class Watched(QApplication):
    """Knows how long the longest call was that an event made, since `longest` was last set."""

    def __init__(self) -> None:
        super().__init__(sys.argv[:1])
        self.longest, self._inside = 0, False

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if self._inside:
            return super().notify(receiver, event)
        self._inside, begun = True, perf_counter_ns()
        done = super().notify(receiver, event)
        self._inside = False
        self.longest = max(self.longest, perf_counter_ns() - begun)
        return done


class Scroll(QObject):
    """Moves the list at every picture, and notes when each picture stood."""

    def __init__(self, window: Any, table: QTableView) -> None:
        super().__init__(window)
        self._bar, self._loop, self._step, self.painted = table.verticalScrollBar(), QEventLoop(), 0, list[int]()
        self._painting = Painting(window, table.viewport(), self.painted.append)
        self._timer = QTimer(self, interval=EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._move)

    def run(self) -> None:
        self._timer.start()
        self._loop.exec()
        self._painting.stop()

    def _move(self) -> None:
        self._step += 1
        if self._step <= DRAGS:
            self._bar.setValue(self._bar.maximum() * self._step // DRAGS)
        elif self._step <= DRAGS + TURNS:
            self._bar.setValue(self._bar.value() - 3 * HEIGHT)
        else:
            self._timer.stop()
            self._loop.quit()

    def gap(self) -> float:
        """The longest time between two pictures, in ms."""
        return max(after - before for before, after in zip(self.painted, self.painted[1:], strict=False)) / 1e6


def measured(window: Any, table: QTableView) -> dict[str, float]:
    """After a moment of rest, as what a start still does is not the list's."""
    rest(1500)
    application: Any = QApplication.instance()
    scroll = Scroll(window, table)
    application.longest = 0
    scroll.run()
    return {"call": application.longest / 1e6, "gap": scroll.gap(), "pictures": len(scroll.painted)}


def rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()


class Numbers(QAbstractTableModel):
    """As many cells as the list has, and nothing to read."""

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return ROWS

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return COLUMNS

    def data(self, index: Any, role: int = 0) -> Any:
        return str(index.row()) if role == 0 else None


def plain(folder: Path) -> dict[str, float]:
    """What Qt itself takes for a table of that size."""
    application = Watched()
    window, table = QMainWindow(), QTableView()
    table.setModel(Numbers(table))
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    down = table.verticalHeader()
    down.hide()
    down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    down.setDefaultSectionSize(HEIGHT)
    window.setCentralWidget(table)
    window.resize(1280, 800)
    window.show()
    found = measured(window, table)
    window.close()
    del application  # kept until here
    return found


def clientcare(folder: Path) -> dict[str, float]:
    """The list of all disputes in the real window."""
    from tests.benchmarks import real_window

    application = Watched()
    window = real_window.window_on(folder)
    window.go("disputes")
    real_window.wait_until_quiet(window)
    page: Any = window.page("disputes")
    page.status_filter.set_value("")
    page.load()
    real_window.wait_until_quiet(window)
    found = measured(window, page.table)
    window.close()
    del application  # kept until here
    return found


WHAT: dict[str, Callable[[Path], dict[str, float]]] = {"plain": plain, "clientcare": clientcare}

if __name__ == "__main__":
    print(json.dumps(WHAT[sys.argv[1]](Path(sys.argv[2]))), flush=True)
    os._exit(0)  # what was measured is told; in which order Python and Qt take their things apart is of no interest here
