"""The frame of every page: a title with its pill and actions, a quiet line, a body that scrolls, a footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clientcare.errors import Gone
from clientcare.said import Said
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.parts import ElidedLabel, label, pill, scroller

if TYPE_CHECKING:
    from clientcare.records import Changes

LOW = 680  # px: below this height the frame takes less room, so that more is left for what it frames


class Page(QWidget):
    """A screen. Subclasses fill `.body`, `.head_buttons` and `.footer`, and say in `load` how they read what they show."""

    kinds: tuple[str, ...] = ()  # the records whose change makes this page read again

    def __init__(self, desk: Desk, title: str, *, scrolls: bool = True) -> None:
        super().__init__()
        self.desk = desk
        self.record: int | None = None
        self.wanted = ""
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title, self.pill, self.soft = ElidedLabel(title, "title", hugs=True), pill(), label("", "soft", wrap=True)
        self.pill.hide()
        self.soft.hide()
        self.head_buttons, self.footer = QHBoxLayout(), QHBoxLayout()
        self.status = ElidedLabel("", "soft")  # where it is narrow the buttons need the room
        self.status.setObjectName("status")
        self._build(scrolls=scrolls)

    def _build(self, *, scrolls: bool) -> None:
        self._whole = whole = QVBoxLayout(self)
        self._frame()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.pill)
        head.addStretch(1)
        self.head_buttons.setSpacing(12)
        head.addLayout(self.head_buttons)
        whole.addLayout(head)
        whole.addWidget(self.soft)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(14)
        if scrolls:
            area, inner = scroller()
            inner.setLayout(self.body)
            whole.addWidget(area, 1)
        else:
            whole.addLayout(self.body, 1)
        self.footer.setSpacing(12)
        self.footer.addWidget(self.status, 1)
        whole.addLayout(self.footer)

    def _frame(self) -> None:
        low = self.height() < LOW
        self._whole.setContentsMargins(*((24, 12, 24, 12) if low else (32, 20, 32, 16)))
        self._whole.setSpacing(8 if low else 12)
        self.title.setMinimumHeight(36 if low else 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frame()

    def set_soft(self, text: str) -> None:
        self.soft.setText(text)
        self.soft.setVisible(bool(text))

    def set_pill(self, text: str, tone: str = "") -> None:
        self.pill.setText(text)
        self.pill.setProperty("tone", tone)
        self.pill.style().unpolish(self.pill)
        self.pill.style().polish(self.pill)
        self.pill.setVisible(bool(text))

    def open(self, record: int | None, screen: str = "") -> None:
        """Show this page about a record."""
        self.record, self.wanted = record, screen
        self.load()

    def load(self) -> None:
        """Read what this page shows and show it."""

    def refresh(self, changes: Changes) -> None:
        """Read again if the change is about what this page shows."""
        if changes.touches(*self.kinds):
            self.load()

    def forget(self) -> None:
        """Let go of what is still in the fingers: its record is gone."""

    def back_to(self, list: str, gone: str, error: Exception) -> None:
        """Its record cannot be read: where it was deleted meanwhile, or its adding was undone, go to the list and say so.
        Where the data itself cannot be read, what stands here stays, and that is told."""
        if not isinstance(error, Gone):
            self.desk.jobs.failed.emit(error)
        elif self.isVisible():
            self.forget()
            self.record = None
            self.desk.go(list, instead=True)
            self.desk.tell(Said(gone))

    def press_primary(self) -> None:
        """Press the one primary button, or the one that stands in for it until it can be pressed."""
        pressable = [each for each in self.findChildren(QPushButton) if each.isVisible() and each.isEnabled()]
        primary = [each for each in pressable if each.property("look") == "primary"]
        for each in (primary or [each for each in pressable if each.property("stands_in")])[:1]:
            each.click()

    def leave(self) -> None:
        """Called before another page is shown and before the window closes: save what is still in the fingers."""


def note(text: str) -> QLabel:
    """A quiet sentence of a page."""
    return label(text, "soft", wrap=True)
