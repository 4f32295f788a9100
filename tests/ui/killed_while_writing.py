"""Run as a process of its own: opens the Write step, types, waits until the draft is saved, types on, and is killed."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtWidgets import QApplication, QWidget

from clientcare import app
from ui.test_write import decided


def main(folder: Path) -> None:
    window = app.build(app.application_object(), folder)
    window.show()
    window.start()
    wait_until(lambda: window.jobs.ready and not window.jobs.busy)
    ids: list[int] = []
    window.jobs.write(decided, then=ids.append)
    wait_until(lambda: bool(ids))
    window.go("dispute", ids[0], "write")
    wait_until(lambda: any(box.isVisible() for box in window.findChildren(QWidget, "passage.close")) and not window.jobs.busy)
    box = next(box for box in window.findChildren(QWidget, "passage.close") if box.isVisible())
    box.setFocus()
    box.selectAll()
    box.insertPlainText("Typed before the power went.")
    status = window.findChild(QWidget, "write.status")
    wait_until(lambda: status.text() == "Draft saved a moment ago")
    os.kill(os.getpid(), signal.SIGKILL)


def wait_until(so: object) -> None:
    until = time.monotonic() + 60
    while not so():  # type: ignore[operator]
        assert time.monotonic() < until, "waited too long"
        QApplication.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
