"""A few words in strong and a sentence below them, wrapped as plain text: what a person typed is never markup."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

NARROWEST = 80  # px
BREAK = "\u2028"  # a line break, as a text layout knows it


class Remark(QLabel):
    """Wraps also within a word that is longer than the line. `text()` is all of it."""

    def __init__(self, strong: str = "", rest: str = "", look: str = "", name: str = "") -> None:
        super().__init__()
        self.setProperty("look", look)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(strong, rest)

    def say(self, strong: str, rest: str = "") -> None:
        self._strong = len(strong.encode("utf-16-le")) // 2
        text = f"{strong}\n{rest}".strip()
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(width)[1] + 0.5)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        lines = self.text().split("\n")
        widest = max(self.fontMetrics().horizontalAdvance(line) for line in lines)
        return QSize(widest + 4, self.fontMetrics().lineSpacing() * len(lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        self._laid_out(self.width())[0].draw(painter, QPointF(0, 0))
        painter.end()

    def _laid_out(self, width: int) -> tuple[QTextLayout, float]:
        """The lines, and how high they are together."""
        self.ensurePolished()
        layout, height = QTextLayout(self.text().replace("\n", BREAK), self.font()), 0.0
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        option = layout.textOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([self._in_strong()])
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, NARROWEST))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height

    def _in_strong(self) -> QTextLayout.FormatRange:
        made, format = QTextLayout.FormatRange(), QTextCharFormat()
        format.setFontWeight(QFont.Weight.DemiBold)
        made.start, made.length, made.format = 0, self._strong, format
        return made
