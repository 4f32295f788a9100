"""Beside their words: the call helper, for the owner with the telephone at the ear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from clientcare import services
from clientcare.records import DisputeDetail, EventForm
from clientcare.ui.desk import Desk
from clientcare.ui.steps.beside import Beside
from clientcare.ui.steps.listening.clock import Clock
from clientcare.ui.steps.listening.prompts import Prompts
from clientcare.ui.widgets.fields import TextField
from clientcare.ui.widgets.form_dialog import FormDialog
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import short, tr

DRAFT = "call"


class CallCard(Beside):
    """Opens the call helper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._dispute: DisputeDetail | None = None
        title = label(tr("On the phone with them?"), "heading", wrap=True)
        helps = tr("What to say next in large letters, a place for notes, and a clock.")
        card = Card(title, label(helps, "soft", wrap=True))
        self.column.addWidget(card)
        opens = button(tr("Open the call helper"), self._open, name="call.open")
        card.column.addWidget(opens, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_dispute(self, dispute: DisputeDetail) -> None:
        self._dispute = dispute

    def _open(self) -> None:
        if self._dispute is not None:
            CallDialog(self._desk, self.window(), self._dispute).ask()


class Notes(TextField):
    """Room to write as high as the window allows."""

    def __init__(self) -> None:
        super().__init__("call.notes", tr("Notes of the call"), tr("In their words, as they say it"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def sizeHint(self) -> QSize:
        return QSize(320, 160)

    def _grow(self) -> None:
        """What is typed scrolls."""


class CallDialog(FormDialog):
    """One prompt large, the others in sight, notes beside them. Closing keeps the notes for the next time."""

    def __init__(self, desk: Desk, parent: Any, dispute: DisputeDetail) -> None:
        title = tr("The call with {client}", client=short(dispute.client.name, 40))
        super().__init__(desk, parent, title, tr("&Put it on the timeline"), draft=DRAFT, record=dispute.id)
        self.prompts, self.clock = Prompts(), Clock()
        self._began: datetime | None = None
        self.clock.started.connect(self._started)
        self._build()
        close = self.findChild(QPushButton, f"{DRAFT}.cancel")
        assert close is not None
        close.setText(tr("&Close"))
        for key, step in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, -1)):  # in the notes they move the cursor
            QShortcut(QKeySequence(key), self).activated.connect(lambda step=step: self.prompts.step(step))

    def _build(self) -> None:
        self.setMinimumSize(800, 520)
        back = button(tr("&Back"), lambda: self.prompts.step(-1), name="call.back")
        following = button(tr("&Next"), lambda: self.prompts.step(1), name="call.next")
        self.prompts.moved.connect(lambda: self._show_ends(back, following))
        self._show_ends(back, following)
        left, right, line = QVBoxLayout(), QVBoxLayout(), row(spacing=24)
        left.setSpacing(12)
        left.addWidget(self.prompts, 1)
        left.addLayout(row(back, following, None))
        right.setSpacing(12)
        right.addWidget(self.clock)
        line.addLayout(left, 3)
        line.addLayout(right, 2)
        self.column.addLayout(line, 1)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.setStretchFactor(self.column, 1000)  # a larger window is for the prompts and the notes
        self.column = right  # what is asked for stands beside the prompts
        self.ask_for("notes", tr("N&otes, only for you"), Notes())

    def _show_ends(self, back: QPushButton, following: QPushButton) -> None:
        back.setEnabled(self.prompts.place > 0)
        following.setEnabled(self.prompts.place < self.prompts.last)

    def _started(self) -> None:
        self._began = self._began or datetime.now(UTC)
        self._typed("notes")  # kept from now on, with or without a word

    # -- kept until it is on the timeline

    def _show(self, kept: dict[str, str] | None) -> None:
        if kept:
            self._go_on_from(kept)
        super()._show(kept)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.prompts.setFocus()  # the first thing is to listen, and Space goes on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Who just begins to write, writes: what no control took lands in the notes."""
        notes = self._field("notes")
        commands = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.text().isprintable() and event.text() and not commands and not notes.hasFocus():
            notes.setFocus()
            notes.insertPlainText(event.text())
        else:
            super().keyPressEvent(event)

    def _go_on_from(self, kept: dict[str, str]) -> None:
        self.clock.set_seconds(int(kept.get("seconds") or 0))
        if kept.get("began"):
            self._began = datetime.fromisoformat(kept["began"])

    def _texts(self) -> dict[str, str]:
        began = self._began.isoformat() if self._began else ""
        return {"notes": self.value("notes"), "seconds": str(self.clock.seconds), "began": began}

    def cancel(self) -> None:
        """Closed is not thrown away: the notes are of a call nobody can have a second time."""
        self.reject()

    def _afresh(self) -> None:
        super()._afresh()
        self.clock.set_seconds(0)
        self._began = None

    # -- on the timeline

    def check(self) -> bool:
        if not self.value("notes") and not self.clock.seconds:
            return self.object_to("notes", tr("Nothing to keep yet. Type a line about the call, or start the clock."))
        return True

    def save(self) -> Callable[[Any], int]:
        self.clock.stop()
        at = self._began or datetime.now(UTC) - timedelta(seconds=self.clock.seconds)
        text = "\n".join(part for part in (self._lasted(), self.value("notes")) if part)
        form = EventForm(self._record, "call", at, text, "us", private=True)
        return lambda session: services.entries.save(session, form)

    def _lasted(self) -> str:
        """How long it took, in words."""
        seconds = self.clock.seconds
        if not seconds:
            return ""
        return tr("It took %n minute(s).", round(seconds / 60)) if seconds >= 60 else tr("It took less than a minute.")
