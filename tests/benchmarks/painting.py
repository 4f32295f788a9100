"""Tells when a widget stands on the screen anew: at the end of the window's painting, not in the middle of it."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter_ns

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

PASSES = (QEvent.Type.Expose, QEvent.Type.UpdateRequest)  # within one of these a window paints everything that waits
PATIENCE_MS = 20_000


class Painting(QObject):
    """Calls `painted(nanoseconds)` after each pass in which `target` was painted."""

    def __init__(self, window: QWidget, target: QWidget, painted: Callable[[int], None]) -> None:
        super().__init__(window)
        self._window, self._target, self._painted = window, target, painted
        self._was_painted = self._inside = False
        self._watched: list[QObject] = []
        self._watch(window)
        self._watch(target)
        self._watch(window.windowHandle())

    def _watch(self, watched: QObject | None) -> None:
        if watched is not None and watched not in self._watched:
            watched.installEventFilter(self)
            self._watched.append(watched)

    def stop(self) -> None:
        """Watch no longer."""
        for watched in self._watched:
            watched.removeEventFilter(self)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Show:
            self._watch(self._window.windowHandle())  # a window has none before it is shown
        if kind == QEvent.Type.Paint and watched is self._target:
            self._was_painted = True
        return kind in PASSES and not self._inside and self._pass_on(watched, event)

    def _pass_on(self, watched: QObject, event: QEvent) -> bool:
        """Let the painting happen now, to know when it has ended."""
        self._inside, self._was_painted = True, False
        watched.event(event)
        now, self._inside = perf_counter_ns(), False
        if self._was_painted:
            self._painted(now)
        return True


def until_painted(window: QWidget, target: QWidget, act: Callable[[], object], ready: Callable[[], bool]) -> float:
    """Milliseconds from the start of `act` until `target` has been painted and `ready()` says it shows what is new."""
    loop, ended = QEventLoop(), list[int]()

    def painted(now: int) -> None:
        if not ended and ready():
            ended.append(now)
            loop.quit()

    painting = Painting(window, target, painted)
    QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
    begun = perf_counter_ns()
    act()
    if not ended:
        loop.exec()
    painting.stop()
    if not ended:
        raise TimeoutError(f"{target.objectName()} was not painted anew within {PATIENCE_MS // 1000} s")
    return (ended[0] - begun) / 1e6
