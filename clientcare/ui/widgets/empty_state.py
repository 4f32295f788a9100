"""What an empty screen says: what belongs there, and the first step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.ui.widgets.parts import button, label


class EmptyState(QWidget):
    """A heading, a sentence and, if there is a first step, its button, in the middle of the room there is."""

    def __init__(self, name: str, on_step: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._heading = label("", "heading", wrap=True)
        self._text = label("", "soft", wrap=True)
        self._step = button("", on_step, name=f"{name}.step")
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        for words in (self._heading, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(self._step, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, heading: str, text: str, step: str = "") -> None:
        self._heading.setText(heading)
        self._text.setText(text)
        self._step.setText(step)
        self._step.setVisible(bool(step))
