"""A long day with the program, or an empty window, in a process of its own; prints the megabytes it holds now and then."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow

from clientcare.services.store import Store
from clientcare.ui.main_window import MainWindow
from tests.benchmarks.real_window import SIZE, find, pause, wait_until_quiet, window_on

ACTIONS = 500
SCREENS = ("listen", "stakes.quick", "decide", "write", "follow.answer", "learn.cause")
PLACES = ("today", "disputes", "clients", "letters", "referrals", "settings")


def empty() -> None:
    """What any program with a window of this size holds."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(*SIZE)
    window.show()
    pause(500)
    _tell()
    window.close()
    application.quit()


def clientcare(folder: str) -> None:
    """Lists opened, sorted and scrolled; disputes opened at each step; notes written, and taken back."""
    store = Store.open(Path(folder))
    store.close()
    window = window_on(Path(folder))
    wait_until_quiet(window)
    pause(2000)  # what is loaded after the first picture
    wait_until_quiet(window)
    _tell()
    day = cycle(_actions(window))
    for _ in range(2):
        for action in islice(day, ACTIONS):
            action()
            _settle(window)
        gc.collect()
        _tell()
    window.close()


def _actions(window: MainWindow) -> list[Callable[[], object]]:
    """One round of what an owner does; it is gone through again and again, each time with other disputes."""
    numbers = cycle(range(1, 900, 7))
    places = [lambda place=place: window.go(place) for place in PLACES]
    at_steps = [lambda screen=screen: window.go("dispute", next(numbers), screen) for screen in SCREENS]
    clients = [lambda: window.go("client", next(numbers) % 180 + 1) for _ in range(3)]
    return [*places, *at_steps, *clients, lambda: _scroll(window), lambda: _sort(window), lambda: _note(window, next(numbers))]


def _scroll(window: MainWindow) -> None:
    window.go("disputes")
    _settle(window)
    bar = find("disputes.table", window).verticalScrollBar()
    bar.setValue((bar.value() + bar.maximum() // 3) % max(bar.maximum(), 1))


def _sort(window: MainWindow) -> None:
    window.go("clients")
    _settle(window)
    table = find("clients.table", window)
    table.sort_wanted.emit("revenue", True)


def _note(window: MainWindow, dispute: int) -> None:
    window.go("dispute", dispute)
    _settle(window)
    find("timeline.text", window).set_value("They called and asked when we would come back.")
    find("timeline.add", window).click()


def _settle(window: MainWindow) -> None:
    """Until what was asked for has come home and is painted."""
    pause(5)
    while window.jobs.busy:
        pause(5)


def _tell() -> None:
    """The resident pages of this process, as Linux counts them."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    print(round(pages * 4096 / 1e6, 1), flush=True)


if __name__ == "__main__":
    empty() if sys.argv[1] == "empty" else clientcare(sys.argv[2])
