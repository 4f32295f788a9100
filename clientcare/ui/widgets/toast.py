"""A word in passing at the bottom of the window, with a button to take the last thing back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from clientcare.ui.widgets.parts import ElidedLabel, button
from clientcare.ui.wording import tr

STAYS_MS = 8000
ABOVE_THE_BUTTONS = 124  # pixels from the bottom, so that no button is covered


class Toast(QFrame):
    """Shows one sentence over the bottom of `parent`, then goes by itself."""

    def __init__(self, parent: QWidget, on_undo: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setProperty("look", "toast")
        self._window = parent
        self._label = ElidedLabel()
        self.undo_button = button(tr("Undo"), on_undo, name="toast.undo")
        self.undo_button.clicked.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 8, 8)
        line.addWidget(self._label, 1)
        line.addWidget(self.undo_button)
        self._timer = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, undo: bool = False) -> None:
        self._label.setText(text)
        self.undo_button.setVisible(undo)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def text(self) -> str:
        return self._label.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        parent = self._window
        text_width = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 60
        width = min(max(text_width + (90 if not self.undo_button.isHidden() else 0), 220), parent.width() - 48)
        self.setGeometry((parent.width() - width) // 2, parent.height() - ABOVE_THE_BUTTONS, width, 52)
