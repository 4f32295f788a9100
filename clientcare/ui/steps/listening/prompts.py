"""What to do on the phone, one thing at a time: all in sight, the present one large."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from clientcare.said import mark
from clientcare.ui.widgets.parts import Card, label, set_tone
from clientcare.ui.wording import tr

PROMPTS = (
    mark("Breathe out, and smile. They can hear it."),
    mark("Listen to the end. Do not interrupt."),
    mark("Say it back: “As I understand it, …”"),
    mark("Ask: “What led you to see it that way?”"),
    mark("Ask: “What would you need to be content?”"),
    mark("Thank them. Say when they will hear from you."),
)


class Prompts(Card):
    """One control: Space, Right and Down go on, Left and Up go back, a click goes to a line. `moved` follows."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=6)
        self.place, self.last = 0, len(PROMPTS) - 1
        self.setObjectName("call.prompts")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lines = [self._line(place, tr(text)) for place, text in enumerate(PROMPTS)]
        self.column.addStretch(1)
        for line in self._lines:
            self.column.addWidget(line)
        self.column.addStretch(1)
        self._show()

    def _line(self, place: int, text: str) -> QLabel:
        line = label(text, wrap=True, name=f"call.prompt.{place}")
        line.setMargin(8)
        line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        return line

    def step(self, by: int) -> None:
        """Go on or back; the first and the last stay."""
        self._go(self.place + by)

    def _go(self, place: int) -> None:
        place = min(max(place, 0), self.last)
        if place != self.place:
            self.place = place
            self._show()
            self.moved.emit()
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _show(self) -> None:
        for place, line in enumerate(self._lines):
            set_tone(line, "prompt" if place == self.place else "soft", "look")
        said = self._lines[self.place].text()
        self.setAccessibleName(tr("{place} of {all}: {prompt}", place=self.place + 1, all=len(PROMPTS), prompt=said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Down):
            self.step(1)
        elif event.key() == Qt.Key.Key_Up:
            self.step(-1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        for place, line in enumerate(self._lines):
            if line.geometry().contains(point):
                self._go(place)
