"""The line above every page that says what could not be saved, and offers what was typed for records that have gone."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare import services
from clientcare.records import LeftOver
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, label, row
from clientcare.ui.wording import tr

AGAIN_MS = 15_000  # a lock is gone by itself, and a stick is plugged in again
LOOK_MS = 500  # after a save; of several in a row once


class HeldBar(QWidget):
    """Out of sight while there is nothing to say. It tries by itself to save what it tells of."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "clear")
        self._desk, self._fingers = desk, desk.jobs.fingers
        self._left: tuple[LeftOver, ...] = ()
        self._timer = QTimer(self, interval=AGAIN_MS)
        self._timer.timeout.connect(self._fingers.try_again)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 0)
        column.setSpacing(8)
        self._unsaved, self._aside = self._build_unsaved(), self._build_aside()
        for card in (self._unsaved, self._aside):
            column.addWidget(card)
            card.hide()
        self._show()
        self._fingers.changed.connect(self._show)
        self._fingers.put_aside.connect(self.read)
        self._look = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._look.timeout.connect(self.read)
        desk.jobs.saved.connect(self._saved)

    def _build_unsaved(self) -> Card:
        said = label(tr("Not saved yet. What you typed is still here, as long as ClientCare is open."), wrap=True)
        said.setObjectName("held.unsaved")
        again = button(tr("Try again"), self._fingers.try_again, name="held.again")
        line = row(said, again)
        line.setStretch(0, 1)
        card = Card(look="attention", margin=12)
        card.column.addLayout(line)
        return card

    def _build_aside(self) -> Card:
        self._why, self._text = label("", "soft", wrap=True, name="held.why"), ElidedLabel("")
        self._text.setObjectName("held.text")
        copy = button(tr("Copy"), self._copy, name="held.copy")
        copy.setAccessibleName(tr("Copy what you had typed"))
        gone = button(tr("Let it go"), self._let_go, "plain", "held.let_go")
        gone.setAccessibleName(tr("Let go what you had typed"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._why)
        words.addWidget(self._text)
        line = row(spacing=12)
        line.addLayout(words, 1)
        line.addWidget(copy)
        line.addWidget(gone)
        card = Card(look="wash", margin=12)
        card.column.addLayout(line)
        return card

    def read(self) -> None:
        """Look for what was typed for records that have gone."""
        self._desk.jobs.read(services.drafts.left_over, self._found)

    def _saved(self) -> None:
        """A record may have gone, or come back, or a draft of one that has gone may be new."""
        if not self._look.isActive():
            self._look.start()

    def _found(self, left: tuple[LeftOver, ...]) -> None:
        self._left = left
        self._show()

    def _show(self) -> None:
        unsaved = self._fingers.hold_something
        self._unsaved.setVisible(unsaved)
        self._timer.start() if unsaved else self._timer.stop()
        self._aside.setVisible(bool(self._left))
        if self._left:
            why = tr("What you typed is kept, though what it was about has been deleted.")
            more = tr("There are %n more like it.", len(self._left) - 1) if len(self._left) > 1 else ""
            self._why.setText(f"{why} {more}".strip())
            self._text.setText(self._left[0].text)
        self.setVisible(unsaved or bool(self._left))

    def _copy(self) -> None:
        if self._left:
            QGuiApplication.clipboard().setText(self._left[0].text)
            self._desk.tell(Said(mark("Copied.")))

    def _let_go(self) -> None:
        if self._left:
            first, self._left = self._left[0], self._left[1:]
            form, record = first.form, first.record_id
            self._desk.jobs.write(lambda session: services.drafts.drop(session, form, record))
            self._show()
