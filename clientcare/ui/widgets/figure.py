"""A figure with its meaning below it, which explains itself when it is pressed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout

from clientcare.ui.theme import Theme
from clientcare.ui.widgets.chart import as_plain, wrapped
from clientcare.ui.widgets.parts import label

AROUND, MOST_LINES = 16, 4  # px left and right of the words together; lines of what it means


class Figure(QAbstractButton):
    """Two labels that are one button: reached by Tab, pressed by a click or Space."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self._width = theme, 0
        self._figure, self._meaning = label("", "figure"), label("", "soft")
        self._said = ""
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(AROUND // 2, 6, AROUND // 2, 6)
        column.setSpacing(2)
        for part in (self._figure, self._meaning):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            # Absolute: a sum in a currency written from right to left would else stand at the right.
            part.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
            column.addWidget(part)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def show_figure(self, figure: str, meaning: str) -> None:
        """Say this."""
        if (figure, meaning) == (self._figure.text(), self._said):
            return
        self._figure.setText(figure)
        self._said = meaning
        self.setAccessibleName(self.text())
        self._fit()

    def _fit(self) -> None:
        """What it means on a few lines; the whole of it is the tooltip where it had to be cut."""
        self._meaning.ensurePolished()
        lines = self._lines(self._width)
        self._meaning.setText("\n".join(lines))
        self.setToolTip("" if " ".join(lines) == self._said else as_plain(self._said))
        self.updateGeometry()

    def text(self) -> str:
        return f"{self._figure.text()} {self._said}"

    def least_width(self) -> int:
        """How wide it must be for its figure to stand on one line."""
        self._figure.ensurePolished()
        return self._figure.fontMetrics().horizontalAdvance(self._figure.text()) + AROUND + 4

    def fits(self, width: int) -> bool:
        """Whether all it says can be read at this width."""
        self._meaning.ensurePolished()
        return " ".join(self._lines(width)) == self._said

    def _lines(self, width: int) -> tuple[str, ...]:
        return wrapped(self._said, self._meaning.font(), max(width, 60) - AROUND, MOST_LINES)

    def take_width(self, width: int) -> None:
        """Be so wide."""
        if width != self._width:
            self._width = width
            self._fit()

    def sizeHint(self) -> QSize:
        column = self.layout()
        return QSize(self._width, column.totalSizeHint().height() if column else 60)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        focused, over = self.hasFocus(), self.underMouse()
        if not focused and not over:
            return
        tokens = self._theme.tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.accent), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.page) if over else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
