"""A word in passing at the bottom of the window, with a button to take the last thing back."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from clientcare.ui.widgets.parts import ElidedLabel, button
from clientcare.ui.wording import tr

STAYS_MS = 8000
SECOND_MS = 1000
ABOVE_THE_BUTTONS = 124  # pixels from the bottom, so that no button is covered


@dataclass(frozen=True)
class Countdown:
    """Something that can be taken back `until` then (monotonic seconds); `say(seconds left)` words it."""

    until: float
    say: Callable[[int], str]
    take_back: Callable[[], object]

    @property
    def left(self) -> int:
        return math.ceil(self.until - time.monotonic())


class Toast(QFrame):
    """Shows one sentence over the bottom of `parent`, then goes by itself. A countdown stays for as long as it counts, and
    comes back after another word in passing."""

    def __init__(self, parent: QWidget, on_undo: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setProperty("look", "toast")
        self._window = parent
        self._countdown: Countdown | None = None
        self._label = ElidedLabel()
        self.undo_button = self._button(tr("Undo"), on_undo, "toast.undo")
        self.back_button = self._button(tr("Take it back"), self._take_back, "toast.take_back")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 8, 8)
        line.addWidget(self._label, 1)
        line.addWidget(self.undo_button)
        line.addWidget(self.back_button)
        self._timer = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._timer.timeout.connect(self._said)
        self._second = QTimer(self, interval=SECOND_MS)
        self._second.timeout.connect(self._count)
        parent.installEventFilter(self)
        self.hide()

    def _button(self, text: str, on_click: Callable[[], object], name: str) -> QWidget:
        made = button(text, on_click, name=name)
        made.clicked.connect(self._said)
        made.hide()
        return made

    def say(self, text: str, *, undo: bool = False) -> None:
        self._second.stop()
        self._show(text, self.undo_button if undo else None)
        self._timer.start()
        self._tell(text)

    def count_down(self, countdown: Countdown) -> None:
        """Say how long something can still be taken back, second by second; read out once only."""
        self._countdown = countdown
        self._timer.stop()
        self._count()
        self._tell(self._label.accessibleName())

    def stop_counting(self, until: float | None = None) -> None:
        """It has gone, or was taken back. `until`: only if it is the one that counts until then."""
        if self._countdown is not None and until not in (None, self._countdown.until):
            return
        self._countdown = None
        if self._second.isActive():
            self._said()

    @property
    def text(self) -> str:
        return self._label.text()

    def _count(self) -> None:
        if self._countdown is None or self._countdown.left <= 0:
            self.stop_counting()
            return
        text = self._countdown.say(self._countdown.left)
        if self._second.isActive():
            self._label.retell(text)
        else:
            self._second.start()
            self._show(text, self.back_button)

    def _show(self, text: str, offered: QWidget | None) -> None:
        self._label.setText(text)
        for made in (self.undo_button, self.back_button):
            made.setVisible(made is offered)
        self._place()
        self.show()
        self.raise_()

    def _said(self) -> None:
        """What was said in passing has been; a countdown goes on."""
        self._second.stop()
        if self._countdown is not None and self._countdown.left > 0:
            self._count()
        else:
            self.hide()

    def _take_back(self) -> None:
        countdown, self._countdown = self._countdown, None
        if countdown is not None:
            countdown.take_back()

    def _tell(self, text: str) -> None:
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        parent = self._window
        text_width = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 60
        beside = 90 * (not self.undo_button.isHidden()) + 130 * (not self.back_button.isHidden())
        width = min(max(text_width + beside, 220), parent.width() - 48)
        self.setGeometry((parent.width() - width) // 2, parent.height() - ABOVE_THE_BUTTONS, width, 52)
