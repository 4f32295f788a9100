"""A dialog that grows with what is typed into it, so that nothing is covered, and says where that could not be saved."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QLabel

from clientcare.ui.fingers import Fingers
from clientcare.ui.widgets.parts import label
from clientcare.ui.wording import tr


class GrowingDialog(QDialog):
    """Never lower than its content; what the owner made larger stays."""

    _unsaved: QLabel | None = None

    def tell_of(self, fingers: Fingers) -> None:
        """Say at its end as long as something typed could not be saved: the window's own word is behind this dialog."""
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        self._fingers, name = fingers, f"{self.objectName()}.unsaved"
        self._unsaved = label(tr("Not saved yet. What you typed is still here."), "trouble", wrap=True, name=name)
        layout.insertWidget(layout.count() - 1, self._unsaved)  # above the buttons
        fingers.changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        if self._unsaved is not None:
            self._unsaved.setVisible(self._fingers.hold_something)

    def event(self, event: QEvent) -> bool:
        kind = event.type()  # asked before: the dialog may be gone after its last event
        done = super().event(event)
        if kind in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._grow()
        return done

    def _grow(self) -> None:
        layout = self.layout()
        needed = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height()) if layout else 0
        if self.height() < needed:
            self.resize(self.width(), needed)
