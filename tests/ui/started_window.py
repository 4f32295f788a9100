"""Run as a process of its own: the real program on a data folder, told what to do line by line, telling what it shows.

Told: `press NAME`, `choose PATH` (what the next file dialog gives), `type TEXT` (as the business name), `close`.
Tells: `pages`, `screen TITLE`, `bar TEXT`, `toast TEXT`, `front`, `trouble TEXT`.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from clientcare import __main__, app, services
from clientcare.ui.dialogs import Dialogs
from clientcare.ui.main_window import MainWindow

SEEN = {"starting.title": "screen", "loss.said": "bar", "starting.trouble": "trouble"}


def say(line: str) -> None:
    print(line.replace("\n", " "), flush=True)


class Hands(Dialogs):
    """Answers every dialog."""

    chosen: Path | None = None

    def trouble(self, parent: QWidget | None, error: BaseException) -> None:
        say(f"trouble {getattr(error, 'said', error)!r}")

    def confirm(self, parent: QWidget, title: str, text: str, verb: str) -> bool:
        return True

    def file_to_open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return Hands.chosen

    def folder_to_use(self, parent: QWidget, title: str) -> Path | None:
        return Hands.chosen


class Eyes(QObject):
    """Looks at one window after the other, and does what it is told."""

    heard = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.window: MainWindow
        self._seen: dict[str, str] = {}
        self.heard.connect(self._do)
        self._timer = QTimer(self, interval=15)
        self._timer.timeout.connect(self._look)

    def watch(self, window: MainWindow) -> None:
        self.window, self._seen = window, {}
        forward = window.come_forward
        window.watch._window = self  # the window itself, but for coming forward
        self.come_forward = lambda: (say("front"), forward())
        self._timer.start()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.window, name)

    def _look(self) -> None:
        shown = dict.fromkeys(SEEN.values(), "")
        for one in self.window.findChildren(QLabel):
            if one.objectName() in SEEN and one.isVisible():
                shown[SEEN[one.objectName()]] = one.text()
        if not self.window._frame.is_covered and self.window.jobs.ready:
            shown["pages"] = self.window.here[0]
        if self.window.toast.isVisible():
            shown["toast"] = self.window.toast.text
        for what, text in shown.items():
            if text and self._seen.get(what) != text:
                say(f"{what} {text}")
        self._seen = shown

    def _do(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        if verb == "press":
            next(one for one in self.window.findChildren(QAbstractButton, rest) if one.isVisible()).click()
        elif verb == "choose":
            Hands.chosen = Path(rest)
        elif verb == "type":
            self.window.jobs.fingers.save("name", lambda session: services.settings.update(session, business_name=rest))
        elif verb == "close":
            self.window.close()


def main(arguments: list[str]) -> int:
    eyes = Eyes()
    build = app.build

    def watched(*given: Any, **named: Any) -> MainWindow:
        window = build(*given, **{**named, "dialogs": Hands})
        eyes.watch(window)
        return window

    def listen() -> None:
        for line in sys.stdin:
            eyes.heard.emit(line.rstrip("\n"))

    app.build = watched
    QDesktopServices.openUrl = lambda url: say(f"shows {url.toLocalFile()}") or True
    threading.Thread(target=listen, daemon=True).start()
    return __main__.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
