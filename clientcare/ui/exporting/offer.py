"""What an export of everything holds, and what became of one: the two cards around the work itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.records import Exported
from clientcare.said import mark
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, label, row
from clientcare.ui.wording import tr

PARTS = (
    (mark("Pages"), mark("for a browser: clients, disputes, timelines, with links to letters and files")),
    (mark("Letters"), mark("as PDF, exactly as they went; drafts are marked as drafts")),
    (mark("Files"), mark("every photo and paper you added, under its own name")),
    (mark("Tables"), mark("for a spreadsheet: clients, payments, disputes, timeline and more")),
    (mark("Address cards"), mark("of your clients, for any address book")),
    (mark("One data file"), mark("(JSON) with everything, for another program")),
)
CAREFUL = mark(
    "Whoever gets the folder can read all of it, your private notes too. It is no backup: to have everything back in "
    "ClientCare one day, make one of those, too."
)


class Offer(QWidget):
    """Says what will be in the folder; `wanted()` when the owner chooses a place for it."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        card = Card(label(tr("All you have, in a folder any computer can read"), "heading", wrap=True), margin=28, spacing=12)
        card.column.addWidget(label(tr("It opens without ClientCare, today and in ten years. In it are:"), wrap=True))
        for what, how in PARTS:
            name = label(tr(what), "strong")
            name.setFixedWidth(120)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            line = row(name)
            line.addWidget(label(tr(how), wrap=True), 1)
            card.column.addLayout(line)
        card.column.addWidget(label(tr(CAREFUL), "soft", wrap=True))
        self._choose = button(tr("Choose a place…"), self.wanted.emit, "primary", "export.choose")
        card.column.addLayout(row(None, self._choose))
        _alone(self, card)


class Ready(QWidget):
    """Where the folder is. `opened()`, `shown()` when the owner wants to read it, or to see it; `again()` for another one."""

    opened = Signal()
    shown = Signal()
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._where = ElidedLabel("", "soft")
        self._where.setObjectName("export.where")
        self._lost = label("", wrap=True, name="export.lost")
        self._read = button(tr("Open it"), self.opened.emit, "primary", "export.open")
        heading = label(tr("Everything is saved"), "heading", name="export.done")
        card = Card(heading, self._where, self._lost, margin=28, spacing=12)
        again = button(tr("Save another"), self.again.emit, name="export.again")
        card.column.addLayout(row(None, again, button(tr("Show the folder"), self.shown.emit, name="export.show"), self._read))
        _alone(self, card)

    def show_done(self, done: Exported) -> None:
        self._where.setText(str(done.folder))
        self._lost.setText(tr("%n file(s) of yours could not be had: gone or damaged. The first page names them.", done.lost))
        self._lost.setVisible(done.lost > 0)

    def take_up(self) -> None:
        self._read.setFocus(Qt.FocusReason.OtherFocusReason)


def _alone(widget: QWidget, card: Card) -> None:
    whole = QVBoxLayout(widget)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(card)
    whole.addStretch(1)
