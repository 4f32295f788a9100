"""One start of the program, or of an empty window, in a process of its own; prints when its pictures stood there."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from tests.benchmarks.painting import Painting

if TYPE_CHECKING:
    from clientcare.ui.main_window import MainWindow


def empty() -> int:
    """What any program with a window of this size has to do."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 800)
    Painting(window, window, partial(_painted, window))
    window.show()
    return application.exec()


def _painted(window: QMainWindow, now: int) -> None:
    print("painted", now, flush=True)
    QTimer.singleShot(0, window, window.close)


def clientcare(folder: str) -> int:
    """The real command line, its window watched."""
    from clientcare import __main__, app

    build = app.build

    def watched(*arguments: Any, **named: Any) -> MainWindow:
        window = build(*arguments, **named)
        _Filling(window)
        return window

    app.build = watched
    return __main__.main(["--data-dir", folder])


class _Filling:
    """Prints the first painting, and the first that shows what needs the owner today; then closes the window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._begun = self._ended = False
        self._painting = Painting(window, window, self._painted)

    def _painted(self, now: int) -> None:
        if not self._begun:
            self._begun = True
            print("painted", now, flush=True)
        if not self._ended and self._is_filled():
            self._ended = True
            print("filled", now, flush=True)
            QTimer.singleShot(0, self._window, self._window.close)

    def _is_filled(self) -> bool:
        from clientcare.ui.reminding.today_cards import ItemCard

        return any(card.isVisible() for card in self._window.page("today").findChildren(ItemCard))


if __name__ == "__main__":
    sys.exit(empty() if sys.argv[1] == "empty" else clientcare(sys.argv[2]))
