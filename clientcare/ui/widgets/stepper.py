"""The six steps across the top of a dispute: done, here, still to come; each one can be gone to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from clientcare.ui.theme import Theme
from clientcare.ui.wording import tr

DONE, HERE, AHEAD = "done", "here", "ahead"
CIRCLE = 24


class _StepButton(QAbstractButton):
    """One step: a circle with its number or a tick, and its name."""

    def __init__(self, theme: Theme, number: int, title: str) -> None:
        super().__init__()
        self._theme, self._number, self.state = theme, number, AHEAD
        self.setText(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_state(self, state: str) -> None:
        self.state = state
        said = {DONE: tr("done"), HERE: tr("you are here"), AHEAD: tr("still to come")}[state]
        self.setAccessibleName(tr("Step {number}, {title}: {state}", number=self._number, title=self.text(), state=said))
        self.setToolTip("" if self._fits() else self.text())
        self.update()

    def _fits(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) + CIRCLE + 16 <= self.width()

    def sizeHint(self) -> QSize:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)  # room for the widest state, so that nothing moves
        return QSize(CIRCLE + 20 + QFontMetrics(bold).horizontalAdvance(self.text()), 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(CIRCLE + 12, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(4, (self.height() - CIRCLE) / 2, CIRCLE, CIRCLE)
        fill = {DONE: t.accent, HERE: t.wash, AHEAD: t.card}[self.state]
        painter.setPen(QPen(QColor(t.line if self.state == AHEAD else t.accent), 2))
        painter.setBrush(QColor(fill))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        if self.state == DONE:
            self._theme.icon("check", t.on_accent).paint(painter, circle.adjusted(5, 5, -5, -5).toRect())
        else:
            painter.setPen(QColor(t.accent if self.state == HERE else t.soft))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        self._paint_title(painter, circle)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)

    def _paint_title(self, painter: QPainter, circle: QRectF) -> None:
        t = self._theme.tokens
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if self.state == HERE else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(t.ink if self.state == HERE else t.soft))
        room = self.rect().adjusted(int(circle.right()) + 8, 0, -2, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class Stepper(QWidget):
    """Shows where the dispute stands. `go(key)` is called with the step the owner picks."""

    def __init__(self, theme: Theme, stages: Sequence[tuple[str, str]], go: Callable[[str], object]) -> None:
        super().__init__()
        self.setAccessibleName(tr("The steps of this dispute"))
        self._buttons: dict[str, _StepButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for number, (key, title) in enumerate(stages, 1):
            made = _StepButton(theme, number, tr(title))
            made.setObjectName(f"step.{key}")
            made.clicked.connect(lambda _=False, key=key: go(key))
            self._buttons[key] = made
            line.addWidget(made)
            line.addStretch(1)
        theme.changed.connect(self.update)

    def show_at(self, here: str, reached: str, *, closed: bool = False) -> None:
        """`here` is the step on screen, `reached` the one the dispute stands at; all before that are done."""
        order = list(self._buttons)
        for key, made in self._buttons.items():
            done = closed or order.index(key) < order.index(reached)
            made.show_state(HERE if key == here else DONE if done else AHEAD)
