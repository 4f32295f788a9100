"""A row to pick: a radio button or a tick box with a title that may be long, a quiet line, and a word of warning."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout

from clientcare.ui.widgets.parts import Card, label, pill, row, set_tone


class PickRow(Card):
    """Pressing anywhere in the row presses its button. The button carries the whole row as its name for a screen reader."""

    def __init__(self, control: QAbstractButton, title: str, soft: str, note: str = "", mark: str = "") -> None:
        super().__init__(look="pick", margin=12, spacing=2)
        self.control = control
        control.setFixedWidth(30)  # the words stand beside it, so that they can wrap
        control.setAccessibleName(". ".join(part for part in (title, soft, note, mark) if part))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.setContentsMargins(0, 3, 0, 0)
        first = row(label(title, "strong", wrap=True))
        if mark:
            first.addWidget(pill(mark), 0, Qt.AlignmentFlag.AlignTop)
        first.setStretch(0, 1)
        texts.addLayout(first)
        for text, look in ((soft, "soft"), (note, "trouble")):
            if text:
                texts.addWidget(label(text, look, wrap=True))
        line.addLayout(texts, 1)
        self.column.addLayout(line)
        control.toggled.connect(self._paint)
        self._paint(control.isChecked())

    def _paint(self, checked: bool) -> None:
        set_tone(self, "chosen" if checked else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()) and self.control.isEnabled():
            self.control.setFocus(Qt.FocusReason.MouseFocusReason)
            self.control.click()
