"""A text to change, then to copy: the short message of a letter, the public reply to a review."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.ui.widgets.fields import TextField
from clientcare.ui.widgets.growing_dialog import GrowingDialog
from clientcare.ui.widgets.parts import button, label, row, set_tone
from clientcare.ui.wording import tr

WIDTH = 480


class WordsDialog(GrowingDialog):
    """Starts with the owner's own words where there are some. `edited(text)`: "" when it reads as suggested.

    `most`: how many characters are best, 0 for any number; more are said, and copied all the same. `text` is what stands
    there when the dialog is accepted by "Copy".
    """

    edited = Signal(str)

    def __init__(self, parent: QWidget, name: str, title: str, note: str, suggested: str, own: str, *, most: int = 0) -> None:
        super().__init__(parent)
        self._suggested, self._most = suggested, most
        self.setObjectName(name)
        self.setWindowTitle(title)
        self._field = TextField(f"{name}.text", title, lines=5, most=14)
        self._field.setMinimumWidth(WIDTH)
        self._count = label("", "soft", wrap=True, name=f"{name}.count")
        self._again = button(tr("Use the suggested words again"), self._take_back, "plain", f"{name}.again")
        self._copy = button(tr("Copy"), self.accept, "primary", f"{name}.copy")
        self._copy.setDefault(True)
        said = label(note, "soft", wrap=True, name=f"{name}.note")
        said.setVisible(bool(note))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "heading"))
        column.addWidget(said)
        column.addWidget(self._field)
        column.addLayout(row(self._count, None, self._again))
        column.addLayout(row(None, button(tr("Close"), self.reject, name=f"{name}.close"), self._copy))
        self._field.set_value(own or suggested)
        self._field.edited.connect(self._typed)
        self._say()
        self._field.setFocus()

    @property
    def text(self) -> str:
        return self._field.value()

    def _typed(self, text: str) -> None:
        self._say()
        self.edited.emit("" if text == self._suggested else text)

    def _take_back(self) -> None:
        self._field.set_value(self._suggested)
        self._field.setFocus()
        self._typed(self.text)

    def _say(self) -> None:
        long = len(self.text)
        over = 0 < self._most < long
        if over:
            said = tr("{n} of {most} characters. It can go as it is; some phones show it in parts.", n=long, most=self._most)
        else:
            said = tr("{n} of {most} characters", n=long, most=self._most) if self._most else ""
        self._count.setText(said)
        set_tone(self._count, "trouble" if over else "soft", "look")
        self._again.setVisible(self.text != self._suggested)
        self._copy.setEnabled(bool(self.text))
