"""The letter's words, passage by passage, each typed over in place; what was suggested is one press away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.letters.kinds import Kind
from clientcare.ui.widgets.fields import LineField, TextField
from clientcare.ui.widgets.parts import button, empty, label, row
from clientcare.ui.wording import tr

SUBJECT = "subject"


class PassageBox(QWidget):
    """One passage or the subject line. `edited(key, text)`: the owner's words; `taken_back(key)`: the suggested ones again."""

    edited = Signal(str, str)
    taken_back = Signal(str)

    def __init__(self, key: str, title: str, field: TextField | LineField) -> None:
        super().__init__()
        self.key, self.field = key, field
        self.setProperty("look", "clear")
        self._suggested = ""
        heading = label(title, "strong", wrap=True)
        heading.setBuddy(field)
        self._again = button(tr("Use the suggested words again"), self._take_back, "plain", f"passage.{key}.again")
        self._again.setAccessibleName(tr("{title}: use the suggested words again", title=title))
        self._again.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addWidget(field)
        column.addLayout(row(self._again, None))
        field.edited.connect(self._edited)

    def suggest(self, text: str, own: str | None) -> None:
        """Show the owner's words, or else what is suggested; never under the fingers."""
        self._suggested = text
        if not self.field.hasFocus() or own is None:
            self.field.set_value(text if own is None else own)
        self._again.setVisible(own is not None)

    def _edited(self, text: str) -> None:
        self._again.setVisible(text != self._suggested)
        self.edited.emit(self.key, text)

    def _take_back(self) -> None:
        self.field.set_value(self._suggested)
        self._again.hide()
        self.field.setFocus()
        self.taken_back.emit(self.key)


class Passages(QWidget):
    """All passages of a kind, in order; other widgets can be put behind one of them."""

    edited = Signal(str, str)
    taken_back = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._boxes: dict[str, PassageBox] = {}
        self._guests: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)

    def show_kind(self, kind: Kind) -> None:
        """Draw the boxes of this kind, still empty; what was put behind one is let go, not lost."""
        for widget in self._guests:
            widget.hide()
            self._column.removeWidget(widget)
        self._guests = []
        empty(self._column)
        self._boxes = {}
        subject = LineField(f"passage.{SUBJECT}", tr("Subject line"))
        self._add(PassageBox(SUBJECT, tr("Subject line"), subject))
        for part in kind.passages:
            title = tr(part.title)
            hint = tr("Nothing is suggested here. Leave it empty, or write something.")
            self._add(PassageBox(part.key, title, TextField(f"passage.{part.key}", title, hint, lines=1, most=12)))

    def put_behind(self, key: str, widget: QWidget) -> None:
        """Let `widget` stand below the passage of that key."""
        if widget not in self._guests:
            self._guests.append(widget)
            self._column.insertWidget(self._column.indexOf(self._boxes[key]) + 1, widget)
        widget.show()

    def give_back(self, widget: QWidget) -> None:
        """The widget stands elsewhere from now on; until then it is hidden, and still ours."""
        if widget in self._guests:
            self._guests.remove(widget)
            self._column.removeWidget(widget)
            widget.hide()

    def _add(self, box: PassageBox) -> None:
        box.edited.connect(self.edited)
        box.taken_back.connect(self.taken_back)
        self._boxes[box.key] = box
        self._column.addWidget(box)

    def suggest(self, suggested: Mapping[str, str], own: Mapping[str, str]) -> None:
        """Fill every box: the owner's words where there are some."""
        for key, box in self._boxes.items():
            box.suggest(suggested.get(key, ""), own.get(key))

    def focus_first(self) -> None:
        if len(self._boxes) > 1:
            list(self._boxes.values())[1].field.setFocus()
