"""It has gone: in which way, on which day, to whom; for letters that went without ClientCare's help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.letters.facts import Recipient
from clientcare.letters.phrases import one_line
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.kept_dialog import KeptDialog
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import button, label, row
from clientcare.ui.wording import tr

WIDTH = 480
WAYS = (
    ("posted", mark("By post")),
    ("handed", mark("Handed over")),
    ("emailed", mark("By e-mail")),
    ("copied", mark("As a message")),
)
MEANT = {"printed": "posted", "saved": "posted"}  # what left the window like this most likely went like that


@dataclass(frozen=True)
class Went:
    """How a letter went (`services.letters.HOW`), to whom or which address, and on which day."""

    how: str
    to: str
    on: date


def usual(how: str, recipient: Recipient) -> Went:
    """What is taken while nobody says otherwise: today, to the address that fits."""
    to = one_line(recipient.email) if how in ("emailed", "sent") else ""
    return Went(how, to or one_line(recipient.name), date.today())


class MarkSent(KeptDialog):
    """`went`: what the owner said, once they have. `opened`: the day the dispute `of` was; nothing went before."""

    def __init__(self, desk: Desk, parent: QWidget, recipient: Recipient, opened: date, first: Went, of: int) -> None:
        super().__init__(parent)
        self._desk, self._recipient, self._opened = desk, recipient, opened
        self.went: Went | None = None
        self._prefilled = ""
        self.setObjectName("gone")
        self.setWindowTitle(tr("It has gone"))
        self.setMinimumWidth(WIDTH)
        self._how = OneAlways(WAYS, "gone.how", tr("How did it go?"))
        self._day = DayField("gone.on", tr("When?"), may_be_empty=False, past=True)
        self._to = LineField("gone.to", tr("To whom?"))
        self._asked = Labelled(tr("When?"), self._day)
        self._how.edited.connect(self._prefill)
        self._day.edited.connect(lambda _: self._asked.set_trouble(""))
        self._how.set_value(MEANT.get(first.how, first.how))
        self._day.set_value(first.on)
        self._lay_out()
        self._prefill()
        self.keep(desk.jobs, "gone", of, to=self._to, on=self._day, how=self._how)

    def _lay_out(self) -> None:
        keeps = button(tr("Keep it as it went"), self._keep, "primary", "gone.save")
        keeps.setDefault(True)
        note = tr("The letter is then kept exactly as it is, with its page, and cannot change any more.")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(label(tr("It has gone"), "heading"))
        for part in (Labelled(tr("How did it go?"), self._how), self._asked, Labelled(tr("To whom?"), self._to)):
            column.addWidget(part)
        column.addWidget(label(note, "soft", wrap=True))
        column.addStretch(1)
        column.addLayout(row(None, button(tr("Cancel"), self.cancel, name="gone.cancel"), keeps))

    def _prefill(self, _: object = None) -> None:
        """The name or the address, whichever fits, as long as the owner has typed none."""
        if self._to.value() == self._prefilled:
            self._prefilled = usual(self._how.value(), self._recipient).to
            self._to.set_value(self._prefilled)

    def _keep(self) -> None:
        day = self._day.value()
        assert day is not None  # this field cannot be empty
        if day > date.today():
            self._object(tr("That day is still to come. Choose today, or the day it went."))
        elif day < self._opened:
            opened = self._desk.words.day(self._opened)
            self._object(tr("The dispute was opened on {day}. Choose that day or a later one.", day=opened))
        else:
            self.went = Went(self._how.value(), self._to.value(), day)
            self.accept()

    def _object(self, text: str) -> None:
        self._asked.set_trouble(text)
        self._day.setFocus()


def ask_how_it_went(
    desk: Desk, parent: QWidget, recipient: Recipient, opened: date, first: Went, of: int
) -> Went | None:
    """Show the dialog; None if the owner thought better of it."""
    dialog = MarkSent(desk, parent, recipient, opened, first, of)
    desk.dialogs.run(dialog)
    dialog.deleteLater()
    return dialog.went
