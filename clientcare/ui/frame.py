"""What fills the window: the side bar, the pages and the bars above them; or one screen in place of it all."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget


class Frame(QStackedWidget):
    """`cover` and `uncover` change between the two."""

    def __init__(self, side_bar: QWidget, pages: QWidget) -> None:
        super().__init__()
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(side_bar)
        self._right = QVBoxLayout()
        self._right.setSpacing(0)
        self._right.addWidget(pages, 1)
        line.addLayout(self._right, 1)
        self.addWidget(whole)

    def cover(self, screen: QWidget) -> None:
        """Show a screen in place of side bar and pages."""
        if self.indexOf(screen) < 0:
            self.addWidget(screen)
        self.setCurrentWidget(screen)

    def uncover(self) -> None:
        """The pages again."""
        self.setCurrentIndex(0)

    @property
    def is_covered(self) -> bool:
        return self.currentIndex() != 0

    def add_bar(self, bar: QWidget, *, lowest: bool = False) -> None:
        """A line above every page, there while it has something to say; above the other such lines, or below them."""
        self._right.insertWidget(self._right.count() - 1 if lowest else 0, bar)
