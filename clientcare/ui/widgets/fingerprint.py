"""The fingerprint of a page that is fixed: its first digits, to compare two by eye, and all of it in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from clientcare.ui.wording import tr

SHOWN = 12  # digits


class Fingerprint(QLabel):
    """Hidden while there is none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "soft")
        self.setObjectName(name)
        self.hide()

    def show_digits(self, digits: str) -> None:
        """`digits` of a SHA-256, or ""."""
        self.setText(tr("Fingerprint (SHA-256): {digits}…", digits=digits[:SHOWN]))
        self.setToolTip(digits)
        self.setAccessibleDescription(digits)
        self.setVisible(bool(digits))
