"""What helps to answer, beside the questions of a screen."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.records import Changes, DisputeDetail


class Beside(QWidget):
    """Cards in `.column`, told of all that happens to the dispute beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)

    def show_dispute(self, dispute: DisputeDetail) -> None:
        """The dispute was read, or read again."""

    def answer(self, name: str, value: object) -> None:
        """An answer is just being given; it is in the file a second or so later."""

    def refresh(self, changes: Changes) -> None:
        """Records changed, of the dispute or any others."""
