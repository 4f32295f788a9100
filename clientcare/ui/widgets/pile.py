"""Widgets below each other, each as high as it needs, however many there are: Qt's own layouts size all of them anew, several
times over, whenever one is added."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

GAP = 8  # pixels between two
AT_ONCE = 12  # measured in one go, so that the window answers in between


class Pile(QWidget):
    """`stack` says which widgets there are, top down. What grows or shrinks moves what is below it."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "clear")
        self._widgets: list[QWidget] = []
        self._heights: dict[QWidget, int] = {}  # as measured for the width as it is
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._place)

    def stack(self, widgets: Sequence[QWidget]) -> None:
        """Show these and no others; those that left are their owner's to delete."""
        for gone in set(self._widgets).difference(widgets):
            gone.removeEventFilter(self)
            self._heights.pop(gone, None)
        for new in widgets:
            if new not in self._heights:
                new.setParent(self)
                new.installEventFilter(self)
                new.show()
        self._widgets = list(widgets)
        self._place()

    @property
    def stacked(self) -> tuple[QWidget, ...]:
        """Them, top down."""
        return tuple(self._widgets)

    @property
    def settled(self) -> bool:
        """Whether all have the height they need."""
        return len(self._heights) == len(self._widgets) and self.height() == self.maximumHeight()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._heights.clear()
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            self._heights.pop(watched, None)
            self._more.start()
        return False

    def _place(self) -> None:
        """Those not measured yet keep the height they have until it is their turn."""
        y = left = 0
        for widget in self._widgets:
            if widget not in self._heights and left < AT_ONCE:
                self._heights[widget] = widget.heightForWidth(self.width())
                left += 1
            height = self._heights.get(widget, widget.height())
            widget.setGeometry(0, y, self.width(), height)
            y += height + GAP
        whole = max(0, y - GAP)
        if self.maximumHeight() != whole:
            self.setFixedHeight(whole)
        if len(self._heights) < len(self._widgets):
            self._more.start()
