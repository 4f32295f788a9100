"""How much of the year's revenue one client brings: a bar, as long as the share."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clientcare.ui.theme import Theme
from clientcare.ui.wording import Wording, tr

HEIGHT = 10  # px
LEAST = 3.0  # px of a share that is not nothing
MUCH = 0.25  # of all revenue: from here it is worth a thought


class ShareBar(QWidget):
    """The whole bar is what all clients paid in a year, the dark part what this one did; its name says it in words."""

    def __init__(self, theme: Theme, words: Wording) -> None:
        super().__init__()
        self._theme, self._words, self._share = theme, words, 0.0
        self.setObjectName("client.share")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_share(self, share: float | None) -> None:
        """`share` of 0 to 1; None, or nothing: there is nothing to draw."""
        self._share = min(max(share or 0.0, 0.0), 1.0)
        said = tr("{share} of your yearly revenue comes from them.", share=self._words.percent(self._share))
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setVisible(self._share > 0)
        self.update()

    @property
    def much(self) -> bool:
        """Whether so much comes from them that it would be felt."""
        return self._share >= MUCH

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, width = self._theme.tokens, float(self.width())
        theirs = max(LEAST, width * self._share)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for part, colour in ((width, tokens.line), (theirs, tokens.attention if self.much else tokens.accent)):
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(QRectF(0, 0, part, HEIGHT), min(part, HEIGHT) / 2, HEIGHT / 2)
