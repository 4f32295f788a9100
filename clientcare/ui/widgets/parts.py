"""Labels, buttons, cards and pills: the plainest parts, each saying by its `look` what the style sheet makes of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clientcare.texts import one_line
from clientcare.ui.keys import ENTER


def label(text: str = "", look: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """A label of plain text: what a person typed is never read as markup. `look`: title, heading, soft, strong, figure."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("look", look)
    made.setWordWrap(wrap)
    if name:
        made.setObjectName(name)
    return made


class ElidedLabel(QLabel):
    """One line that ends in … where there is no room; the whole text is its tooltip and accessible name.

    `hugs`: takes only the room its text needs, so that something can stand right behind it.
    """

    def __init__(self, text: str = "", look: str = "", *, hugs: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        across = QSizePolicy.Policy.Maximum if hugs else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(40)
        self._whole = ""
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = one_line(text)
        self.setAccessibleName(self._whole)
        self.updateGeometry()
        self._fit()

    def retell(self, text: str) -> None:
        """Another text on show; what is read out stays as it was."""
        self._whole = one_line(text)
        self._fit()

    def text(self) -> str:
        return self._whole

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 4, super().sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        self.ensurePolished()
        fitted = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 40))
        super().setText(fitted)
        cut = fitted != self._whole
        self.setToolTip(plain_tip(self._whole) if cut else "")


def plain_tip(text: str) -> str:
    """A tooltip reads rich text: a leading tag of the owner's own text must stay text."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped}</qt>"


def pill(text: str = "", tone: str = "") -> QLabel:
    """A small rounded word. `tone`: attention, quiet, or the accent."""
    made = label(text, "pill")
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def set_tone(widget: QWidget, tone: str, name: str = "tone") -> None:
    """Change a property the style sheet looks at, and repaint."""
    if widget.property(name) != tone:
        widget.setProperty(name, tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class PushButton(QPushButton):
    """Pressed by Enter as by Space: Enter on Cancel must not save. A double click presses once, which would else skip
    a question or delete what slid under the pointer."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in ENTER or not plain:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


def button(text: str, on_click: Callable[[], object], look: str = "", name: str = "") -> QPushButton:
    """A push button. `look`: primary, plain, chip, nav, row, or the quiet default. Tests and the tour find it by `name`."""
    made = PushButton(text)
    made.setProperty("look", look)
    made.setAutoDefault(False)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where the owner types
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda _=False: on_click())
    if name:
        made.setObjectName(name)
    return made


class Card(QFrame):
    """A rounded surface with a column of content in `.column`."""

    def __init__(self, *content: QWidget, look: str = "card", margin: int = 20, spacing: int = 8) -> None:
        super().__init__()
        self.setProperty("look", look)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin - 4, margin, margin - 4)
        self.column.setSpacing(spacing)
        for widget in content:
            self.column.addWidget(widget)


def row(*content: QWidget | None, spacing: int = 12) -> QHBoxLayout:
    """Widgets side by side; None is the gap that grows."""
    made = QHBoxLayout()
    made.setSpacing(spacing)
    made.setContentsMargins(0, 0, 0, 0)
    for widget in content:
        made.addStretch(1) if widget is None else made.addWidget(widget)
    return made


def scroller() -> tuple[QScrollArea, QWidget]:
    """An area that scrolls up and down only, and the see-through widget inside it to lay things out in."""
    area, inner = QScrollArea(), QWidget()
    inner.setProperty("look", "clear")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area, inner


def scrolled(*content: QWidget, spacing: int = 16) -> QScrollArea:
    """Widgets below each other that scroll together where they are taller than the window."""
    area, inner = scroller()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for widget in content:
        column.addWidget(widget)
    column.addStretch(1)
    return area


def rule() -> QFrame:
    """A thin line."""
    made = QFrame()
    made.setProperty("look", "rule")
    return made


def empty(layout: QLayout) -> None:
    """Remove everything a layout holds, now, so that nothing of the old lingers on screen."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QBoxLayout):
            empty(inner)
