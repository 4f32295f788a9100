"""What an import has done, in a few sentences, and the way to take the whole of it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.services.importing.plan import PROVIDERS
from clientcare.ui.importing import words
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.records import TakenBack, TakenIn


class DoneCard(QWidget):
    """`take_back()` and `show_list()` when the owner wants that."""

    take_back = Signal()
    show_list = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heading, self._said = label("", "heading", name="import.done"), label("", wrap=True, name="import.done.said")
        self._back = button(tr("Take the whole import back"), self.take_back.emit, name="import.take_back")
        self._list = button("", self.show_list.emit, "primary", "import.show_list")
        self._later = label(tr("You can also take it back later, in Settings under “Files you took in”."), "soft", wrap=True)
        card = Card(self._heading, self._said, self._later, margin=28, spacing=12)
        card.column.addLayout(row(None, self._back, self._list))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        whole.addStretch(1)

    def show_done(self, done: TakenIn) -> None:
        self._heading.setText(tr("Done"))
        self._said.setText("\n".join(words.taken_in(done)))
        self._list.setText(tr("Show the firms") if done.kind == PROVIDERS else tr("Show the clients"))
        self._show_back(bool(done.clients or done.joined or done.firms or done.payments))

    def show_taken_back(self, done: TakenBack) -> None:
        self._heading.setText(tr("Taken back"))
        self._said.setText(words.taken_back(done))
        self._show_back(possible=False)

    def take_up(self) -> None:
        """The keys begin at what is done next, not at what takes it back."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_back(self, possible: bool) -> None:
        self._back.setVisible(possible)
        self._later.setVisible(possible)
