"""A clock to start and stop: minutes and seconds, nothing that blinks."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clientcare.ui.widgets.parts import button, label
from clientcare.ui.wording import tr

SECOND_MS = 1000


class Clock(QWidget):
    """Counts while it runs, and goes on from where it was stopped. `started` follows each start."""

    started = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._before_ms = 0  # counted until it last stopped
        self._since = QElapsedTimer()
        self._tick = QTimer(self, interval=SECOND_MS)
        self._tick.timeout.connect(self._say)
        self._shown = label("", "title", name="clock.time")
        self._verb = button("", self._press, name="clock.start")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self._shown)
        line.addWidget(self._verb)
        line.addStretch(1)
        self._say()

    @property
    def running(self) -> bool:
        return self._tick.isActive()

    @property
    def seconds(self) -> int:
        """Whole seconds counted so far."""
        return (self._before_ms + (self._since.elapsed() if self.running else 0)) // 1000

    def set_seconds(self, seconds: int) -> None:
        """Stand still at this count."""
        self._tick.stop()
        self._before_ms = max(0, seconds) * 1000
        self._say()

    def stop(self) -> None:
        self.set_seconds(self.seconds)

    def _press(self) -> None:
        if self.running:
            self.stop()
            return
        self._since.start()
        self._tick.start()
        self._say()
        self.started.emit()

    def _say(self) -> None:
        minutes, seconds = divmod(self.seconds, 60)
        self._shown.setText(f"{minutes:02}:{seconds:02}")
        self._shown.setAccessibleName(tr("{minutes} min {seconds} s on the phone", minutes=minutes, seconds=seconds))
        self._verb.setText(tr("&Stop") if self.running else tr("&Go on") if self._before_ms else tr("&Start"))
        self._verb.setAccessibleName(tr("Stop the clock") if self.running else tr("Start the clock"))
