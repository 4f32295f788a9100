"""The first thing an import shows: a place to drop a file on, a button to choose one, and what can be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.ui.desk import Desk
from clientcare.ui.importing.past_imports import PastImports
from clientcare.ui.widgets.parts import Card, button, label, row, scrolled, set_tone
from clientcare.ui.wording import tr


class DropCard(Card):
    """Takes one file that is dropped on it. `dropped(Path)`."""

    dropped = Signal(object)

    def __init__(self, on_choose: Callable[[], object]) -> None:
        super().__init__(look="pick", margin=32, spacing=8)
        self.setAcceptDrops(True)
        self.setObjectName("import.drop")
        heading = label(tr("Drop a file here"), "heading")
        why = label(tr("You see every row and what becomes of it before anything is kept."), "soft", wrap=True)
        choose = button(tr("Choose a file…"), on_choose, "primary", "import.choose")
        self.column.addStretch(1)
        for each in (heading, why):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(each)
        self.column.addSpacing(8)
        self.column.addLayout(row(None, choose, None))
        self.column.addStretch(1)
        self.setMinimumHeight(210)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file(event) is not None:
            event.acceptProposedAction()
            set_tone(self, "chosen")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_tone(self, "")

    def dropEvent(self, event: QDropEvent) -> None:
        set_tone(self, "")
        path = _file(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)


def _file(event: QDropEvent) -> Path | None:
    """The file that hangs on the pointer, if it is one and on this computer."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


class Choosing(QWidget):
    """Where to choose a file. `chosen(Path)` by drop, `wanted()` by button."""

    chosen = Signal(object)
    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.drop = DropCard(self.wanted.emit)
        self.drop.dropped.connect(self.chosen)
        self.past = PastImports(desk, "import.past", most=5)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(self.drop, self._readable(), self.past))

    def _readable(self) -> Card:
        card = Card(label(tr("What can be read"), "heading"), spacing=6)
        for text in (
            tr("Clients and other firms: a CSV file from Google Contacts, Outlook or a spreadsheet, or address cards (.vcf)."),
            tr("Payments: a CSV file from your bank, from Stripe, PayPal, Square or QuickBooks, or from your invoices."),
            tr("A workbook (.xlsx, .ods, .numbers) first has to be saved as CSV by your spreadsheet program."),
        ):
            card.column.addWidget(label(text, wrap=True))
        return card
