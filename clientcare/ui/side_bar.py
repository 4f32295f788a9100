"""The side bar: where one is and where one can go; folds to icons in a narrow window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from clientcare.said import mark
from clientcare.ui.desk import Go
from clientcare.ui.keeping import words
from clientcare.ui.keeping.keeper import Keeper
from clientcare.ui.theme import Theme
from clientcare.ui.widgets.parts import ElidedLabel, button, label, plain_tip, set_tone
from clientcare.ui.wording import tr

if TYPE_CHECKING:
    from clientcare.records import BackupStatus

PLACES = (
    ("today", mark("Today"), "sun"),
    ("disputes", mark("Disputes"), "scale"),
    ("clients", mark("Clients"), "users"),
    ("letters", mark("Letters"), "mail"),
    ("referrals", mark("Referrals"), "handshake"),
    ("settings", mark("Settings"), "settings"),
)
WIDE, NARROW = 212, 64
MARGIN, LINE_MARGIN = 14, 14  # px beside everything, and within the line on backups


class SideBar(QFrame):
    """One button a place; the current one is marked. Below them: how the backups stand."""

    def __init__(self, theme: Theme, go: Go, search: Callable[[], object], keeper: Keeper) -> None:
        super().__init__()
        self._theme, self._keeper = theme, keeper
        self.setProperty("look", "side")
        self._name, self._business = label("ClientCare", "heading"), ElidedLabel("", "soft")
        self._buttons: dict[str, QPushButton] = {}
        self._folded: bool | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 20, MARGIN, 16)
        column.setSpacing(4)
        column.addWidget(self._name)
        column.addWidget(self._business)
        column.addSpacing(12)
        self._search = button(tr("Search"), search, "nav", "nav.search")
        self._search.setAccessibleName(tr("Search everything"))
        column.addWidget(self._search)
        for place, title, _ in PLACES:
            if place == "settings":
                column.addStretch(1)
            made = button(tr(title), partial(go, place), "nav", f"nav.{place}")
            made.setCheckable(True)
            made.setAccessibleName(tr(title))
            self._buttons[place] = made
            column.addWidget(made)
        self._backups = button("", partial(go, "backups"), "status", "nav.backups")
        self._backups.hide()  # until it is known
        self._line = words.Line("")
        column.addWidget(self._backups)
        keeper.status.connect(self._say_backups)
        keeper.turned.connect(self._backups_turned)
        theme.changed.connect(self._draw)
        self.fold(False)

    def set_business(self, name: str) -> None:
        self._business.setText(name)

    def mark(self, place: str) -> None:
        for own, made in self._buttons.items():
            made.setChecked(own == place)
        self._draw()

    def _backups_turned(self) -> None:
        if self._keeper.known is not None:
            self._say_backups(self._keeper.known)

    def _say_backups(self, status: BackupStatus) -> None:
        self._line = words.line(status, self._keeper.words, busy=self._keeper.backing_up)
        set_tone(self._backups, self._line.tone)
        self._backups.setAccessibleName(self._line.text)
        self._backups.setAccessibleDescription(self._line.tip)
        self._backups.show()
        self._draw_backups()

    def fold(self, folded: bool) -> None:
        if folded == self._folded:
            return
        self._folded = folded
        self.setFixedWidth(NARROW if folded else WIDE)
        self._name.setVisible(not folded)
        self._business.setVisible(not folded)
        self._draw()

    def _draw(self) -> None:
        key = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        self._search.setText("" if self._folded else tr("Search"))
        self._search.setToolTip(tr("Search everything ({key})", key=key))
        self._search.setIcon(self._theme.icon("search", self._theme.tokens.soft))
        self._search.setIconSize(QSize(18, 18))
        for place, title, icon in PLACES:
            made = self._buttons[place]
            made.setText("" if self._folded else tr(title))
            made.setToolTip(tr(title) if self._folded else "")
            colour = self._theme.tokens.accent if made.isChecked() else self._theme.tokens.soft
            made.setIcon(self._theme.icon(icon, colour))
            made.setIconSize(QSize(18, 18))
        self._draw_backups()

    def _draw_backups(self) -> None:
        """A line of words; folded, a sign that stands out where something is wrong."""
        made, tokens, wrong = self._backups, self._theme.tokens, self._line.tone == "attention"
        room = WIDE - 2 * (MARGIN + LINE_MARGIN)
        text = made.fontMetrics().elidedText(self._line.text, Qt.TextElideMode.ElideRight, room)
        made.setText("" if self._folded else text)
        sign = self._theme.icon("shield-alert" if wrong else "shield-check", tokens.attention if wrong else tokens.soft)
        made.setIcon(sign if self._folded else QIcon())
        made.setIconSize(QSize(18, 18))
        tips = (self._line.text if self._folded or text != self._line.text else "", self._line.tip)
        made.setToolTip(plain_tip(". ".join(tip.rstrip(".") for tip in tips if tip)) if any(tips) else "")
