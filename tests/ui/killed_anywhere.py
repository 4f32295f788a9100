"""Run as a process of its own: types everywhere at one place of the inventory, waits three seconds, and is killed.

Prints, as JSON, what stood in each field that it touched.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from clientcare import app
from ui.conftest import FakeDialogs, Owner
from ui.inventory import PLACES, World
from ui.test_nothing_lost import type_everywhere, visit

SECONDS = 3.0


class Bot:
    """What an `Owner` needs of pytest-qt, without it."""

    def waitUntil(self, so: Callable[[], object], timeout: int = 60_000) -> None:
        until = time.monotonic() + timeout / 1000
        while not so():
            assert time.monotonic() < until, "waited too long"
            QApplication.processEvents()
            time.sleep(0.003)

    def mouseClick(self, control: QWidget, button: Qt.MouseButton) -> None:
        QTest.mouseClick(control, button)


def main(folder: Path, place: str, world: World) -> None:
    window = app.build(app.application_object(), folder, dialogs=FakeDialogs)
    window.show()
    window.start()
    bot = Bot()
    bot.waitUntil(lambda: window.jobs.ready)
    owner = Owner(bot, window)
    owner.settle()
    visit(owner, world, next(one for one in PLACES if one.name == place), _type_and_die)


def _type_and_die(root: Any) -> None:
    typed = type_everywhere(root)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)
    print(json.dumps(typed), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], World(**json.loads(sys.argv[3])))
