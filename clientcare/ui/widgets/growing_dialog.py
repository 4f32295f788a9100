"""A dialog that grows with what is typed into it, so that nothing is covered."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog


class GrowingDialog(QDialog):
    """Never lower than its content; what the owner made larger stays."""

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
