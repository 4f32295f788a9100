"""One way to reach a client: what it is, the address, e-mail or phone itself, and a kind word where it cannot be right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientcare.ui.widgets.fields import LineField, TextField
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import button, row, set_tone
from clientcare.ui.wording import tr

LABEL_WIDTH = 80  # px
_TOP = Qt.AlignmentFlag.AlignTop


class ContactLine(Labelled):
    """The field with a short one before it for what it is ("home", "work"), shown where there are several to tell apart.

    A trouble is why nothing could be kept; a doubt is only said, and what was typed is kept.
    """

    def __init__(self, name: str, kind: str, title: str, *, main: bool = True) -> None:
        self._refusal = self._doubt = ""
        self.kind = kind
        self.label = LineField(f"{name}.label", tr("What this is: {title}", title=title), tr("Main") if main else tr("Work?"))
        self.label.setFixedWidth(LABEL_WIDTH)
        lines = 3 if main else 2
        field = TextField(name, title, lines=lines, most=9) if kind == "address" else LineField(name, title)
        super().__init__(title if main else "", field)
        both = QWidget(self)
        both.setProperty("look", "clear")
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._whole.replaceWidget(field, both)
        line.addWidget(self.label)
        line.addWidget(field, 1)
        line.setAlignment(self.label, _TOP)

    def _words(self, title: str, why: str) -> QVBoxLayout:
        return super()._words(title, why) if title else QVBoxLayout()

    @property
    def _whole(self) -> QVBoxLayout:
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        return whole

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return str(self.field.value())  # type: ignore[attr-defined]

    def set_trouble(self, text: str) -> None:
        self._refusal = text
        self._say()

    def set_doubt(self, text: str) -> None:
        """Say what seems to be wrong with what is kept, or with "" nothing."""
        self._doubt = text
        self._say()

    def _say(self) -> None:
        super().set_trouble(self._refusal or self._doubt)
        set_tone(self.field, "true" if self._refusal else "false", "trouble")


class FurtherLine(ContactLine):
    """One beside the main one. `main_wanted(id)`, `remove_wanted(id)`: pressed below it."""

    main_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, id: int, kind: str, title: str) -> None:
        name = f"client.contact.{id}"
        super().__init__(f"{name}.value", kind, title, main=False)
        self.label.setObjectName(f"{name}.label")
        main = button(tr("Make this the main one"), lambda: self.main_wanted.emit(id), "small", f"{name}.main")
        remove = button(tr("Remove"), lambda: self.remove_wanted.emit(id), "small", f"{name}.remove")
        main.setAccessibleName(tr("Make this the main one: {title}", title=title))
        remove.setAccessibleName(tr("Remove: {title}", title=title))
        self._whole.addLayout(row(None, main, remove, spacing=4))
