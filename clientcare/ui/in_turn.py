"""Things done one after the other, so that the window answers in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer


class InTurn(QObject):
    """`begin(steps, then)` does one of them in each turn of the window's loop, and `then` after the last."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: list[Callable[[], object]] = []
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._go_on)

    def begin(self, steps: Iterable[Callable[[], object]], then: Callable[[], object] | None = None) -> None:
        """From the next turn on; what was not done yet of others is let be."""
        self._steps = [*steps, *([then] if then else [])]
        self._turns.start()

    def stop(self) -> None:
        self._steps = []
        self._turns.stop()

    def _go_on(self) -> None:
        step = self._steps.pop(0)
        if not self._steps:
            self._turns.stop()
        step()
