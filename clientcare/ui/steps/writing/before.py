"""The question before a letter leaves that may hurt: asked once, beside the page, and nothing is forced."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from clientcare.ui.steps.writing.review import Spot
from clientcare.ui.steps.writing.tone_cards import LONGEST
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.parts import Card, button, label
from clientcare.ui.widgets.remark import Remark
from clientcare.ui.wording import short, tr


class BeforeItGoes(Card):
    """Names the gravest finding. `look`: the owner wants to see it; `send`: the letter goes as it is."""

    look = Signal()
    send = Signal()

    def __init__(self) -> None:
        super().__init__(look="attention", margin=14)
        self.setObjectName("before")
        self._remark, self._more = Remark(name="before.why"), label("", "soft", name="before.more")
        self._look = button(tr("Look at it"), self.look.emit, name="before.look")
        send = button(tr("Send it as it is"), self.send.emit, name="before.send")
        self.column.addWidget(self._remark)
        self.column.addWidget(self._more)
        self.column.addWidget(Flow(self._look, send))
        self.hide()

    def ask(self, spots: Sequence[Spot]) -> None:
        """Ask about these, and take the focus."""
        self.say(spots)
        self.setVisible(True)
        self._look.setFocus()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def say(self, spots: Sequence[Spot]) -> None:
        """Name the first of them, and how many more there are."""
        more = len(spots) - 1
        self._remark.say(tr("Before it goes: “{words}”", words=short(spots[0].shown, LONGEST)), spots[0].why)
        self._more.setText(tr("and %n more like it", more) if more else "")
        self._more.setVisible(more > 0)
        self.setAccessibleName(self._remark.text())
