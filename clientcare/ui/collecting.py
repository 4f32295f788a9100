"""Python's cyclic garbage, collected on the window's thread only: elsewhere it would take Qt's widgets down with it."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

EVERY_MS = 1000
FULL_EVERY = 60  # rounds; a full collection walks every object and may take a few frames


class Collector(QObject):
    """Switches automatic collection off, which runs on whichever thread happens to allocate, and collects by timer."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._round = 0
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        self._round += 1
        if self._round == 1:  # what a start leaves is mostly modules, there to stay; to walk it all would be felt
            gc.freeze()
        else:
            gc.collect(2 if self._round % FULL_EVERY == 0 else 1)


def bury(window: QObject) -> None:
    """Delete the closed window while Qt still stands; left to the interpreter's end, nothing says what goes before what."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
