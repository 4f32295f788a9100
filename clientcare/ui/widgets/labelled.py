"""A field with its title, a line on why it is asked, and room to say what is wrong with what was typed."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientcare.ui.widgets.parts import label, set_tone


class Labelled(QWidget):
    """Title, why, field, trouble from top to bottom; `beside` puts the field to the right of the words."""

    def __init__(self, title: str, field: QWidget, why: str = "", *, beside: bool = False) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.field = field
        if not field.accessibleName():
            field.setAccessibleName(title)
        field.setAccessibleDescription(why)
        self._trouble = label("", "trouble", wrap=True, name=f"{field.objectName()}.trouble")
        self._trouble.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        words = self._words(title, why)
        if beside:
            line = QHBoxLayout()
            line.setSpacing(16)
            line.addLayout(words, 1)
            line.addWidget(field)
            whole.addLayout(line)
        else:
            whole.addLayout(words)
            whole.addWidget(field)
        whole.addWidget(self._trouble)

    def _words(self, title: str, why: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        heading = label(title, wrap=True)
        heading.setBuddy(self.field)
        column.addWidget(heading)
        if why:
            column.addWidget(label(why, "soft", wrap=True))
        return column

    def set_trouble(self, text: str) -> None:
        """Say what is wrong, or with "" that nothing is."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))
        set_tone(self.field, "true" if text else "false", "trouble")

    @property
    def trouble(self) -> str:
        return self._trouble.text()
