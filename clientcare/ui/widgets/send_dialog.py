"""Asks once more before an e-mail is queued: to whom, what it says it is about, what is attached."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from clientcare.errors import InvalidInput, WorldError
from clientcare.records import SendingRow
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.fields import LineField
from clientcare.ui.widgets.kept_dialog import KeptDialog
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import ElidedLabel, button, label, row
from clientcare.ui.wording import tr

WIDTH = 500


class SendDialog(KeptDialog):
    """`send(to)` puts the letter into the outbox; the dialog stays until it is there, and says what is wrong with the address.

    `of` is the dispute. `keeps` is said while the address is another one than `to`: what then becomes of it.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        to: str,
        subject: str,
        attached: str,
        send: Callable[[str], None],
        of: int,
        keeps: str = "",
    ) -> None:
        super().__init__(parent)
        self._desk, self._to, self._send_to, self._asked = desk, to, send, False
        self.row: SendingRow | None = None  # once it is queued
        self.setObjectName("send")
        self.setWindowTitle(tr("Send by e-mail"))
        self.setMinimumWidth(WIDTH)
        self._field = LineField("send.to", tr("To"), tr("name@example.com"))
        self._field.set_value(to)
        self._address = Labelled(tr("To"), self._field)
        self._keeps = label(keeps, "soft", wrap=True, name="send.keeps")
        self._trouble = label("", "trouble", wrap=True, name="send.trouble")
        self._go = button(tr("Send"), self._send, "primary", "send.go")
        self._go.setDefault(True)
        self._lay_out(subject, attached)
        self._field.edited.connect(self._typed)
        desk.outbox.queued.connect(self._queued)
        desk.outbox.refused.connect(self._refused)
        self._typed(to)
        self.keep(desk.jobs, "send", of, to=self._field).put_back.connect(self._put_back)
        (self._go if to.strip() else self._field).setFocus()

    def _lay_out(self, subject: str, attached: str) -> None:
        about = QFormLayout()
        about.setHorizontalSpacing(16)
        about.addRow(label(tr("Subject"), "soft"), ElidedLabel(subject))
        about.addRow(label(tr("Attached"), "soft"), ElidedLabel(attached))
        undo = label(tr("It goes in 30 seconds; until then you can take it back."), "soft", wrap=True, name="send.undo")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for part in (label(tr("Send by e-mail"), "heading"), self._address, self._keeps):
            column.addWidget(part)
        column.addLayout(about)
        column.addWidget(undo)
        column.addStretch(1)
        column.addWidget(self._trouble)
        column.addLayout(row(None, button(tr("Cancel"), self.cancel, name="send.cancel"), self._go))

    def _put_back(self) -> None:
        self._typed(self._field.value())

    def _typed(self, to: object) -> None:
        self._address.set_trouble("")
        self._trouble.hide()
        self._keeps.setVisible(bool(self._keeps.text()) and bool(to) and to != self._to.strip())

    def _send(self) -> None:
        to = self._field.value()
        if not to:
            self._object(tr("Please type the e-mail address this letter goes to."))
        else:
            self._asked = True
            self._go.setEnabled(False)
            self._send_to(to)

    def _object(self, text: str) -> None:
        self._address.set_trouble(text)
        self._field.setFocus()

    def _queued(self, row: SendingRow) -> None:
        if self._asked:
            self.row = row
            self.accept()

    def _refused(self, error: Exception) -> None:
        if not self._asked:
            return
        self._asked = False
        self._go.setEnabled(True)
        if isinstance(error, InvalidInput) and error.field == "to":
            self._object(self._desk.words.say(error.said))
        elif isinstance(error, WorldError):
            self._trouble.setText(self._desk.words.say(error.said))
            self._trouble.show()
        else:
            self._desk.jobs.failed.emit(error)


def ask_to_send(
    desk: Desk, parent: QWidget, to: str, subject: str, attached: str, send: Callable[[str], None], of: int, keeps: str = ""
) -> SendingRow | None:
    """Show the dialog; the e-mail as it waits in the outbox, None if the owner thought better of it.

    Whoever pressed twice is asked once: two answers would be two e-mails.
    """
    window = parent.window()  # which stays, whatever becomes of the page meanwhile
    if any(one.isVisible() for one in window.findChildren(SendDialog)):
        return None
    dialog = SendDialog(desk, window, to, subject, attached, send, of, keeps)
    desk.dialogs.run(dialog)
    dialog.deleteLater()
    return dialog.row
