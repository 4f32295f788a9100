"""The part of a step that is more than questions: the board, the decision, the letter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from clientcare.records import Changes, DisputeDetail
from clientcare.ui.desk import Desk


class Panel(QWidget):
    """Drawn inside the dispute page, between its stepper and its footer.

    The page calls `show_dispute` whenever the dispute was read again, puts `extra_buttons()` and one primary button with
    `primary_text()` in its footer, calls `go_on()` when that is pressed, and moves to the next screen on `moved_on`.
    `primary_changed` asks the page to take the button's text and state again; `answered(record, name, value)` has it keep
    an answer at once, and `wanted(key)` has it show that screen of the dispute.
    """

    moved_on = Signal()
    primary_changed = Signal()
    answered = Signal(str, str, object)
    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def turn_to(self, part: str) -> None:
        """Show this part of the step, named behind a colon in the screen that was asked for; before `show_dispute`."""

    def show_dispute(self, dispute: DisputeDetail) -> None:
        """Show this dispute, keeping what is being typed."""

    def refresh(self, changes: Changes) -> None:
        """Records changed that the page itself does not read, such as providers."""

    def primary_text(self) -> str:
        """What the primary button says; "" hides it."""
        raise NotImplementedError

    def can_go_on(self) -> bool:
        return True

    def extra_buttons(self) -> list[QPushButton]:
        return []

    def go_on(self) -> None:
        self.moved_on.emit()

    def leave(self) -> None:
        """Save what is still in the fingers."""
