"""The side bar: where one is and where one can go; folds to icons in a narrow window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from clientcare.said import mark
from clientcare.ui.desk import Go
from clientcare.ui.theme import Theme
from clientcare.ui.widgets.parts import ElidedLabel, button, label
from clientcare.ui.wording import tr

PLACES = (
    ("today", mark("Today"), "sun"),
    ("disputes", mark("Disputes"), "scale"),
    ("clients", mark("Clients"), "users"),
    ("letters", mark("Letters"), "mail"),
    ("referrals", mark("Referrals"), "handshake"),
    ("settings", mark("Settings"), "settings"),
)
WIDE, NARROW = 212, 64


class SideBar(QFrame):
    """One button a place; the current one is marked."""

    def __init__(self, theme: Theme, go: Go, search: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("look", "side")
        self._name, self._business = label("ClientCare", "heading"), ElidedLabel("", "soft")
        self._buttons: dict[str, QPushButton] = {}
        self._folded: bool | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 20, 14, 16)
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
        theme.changed.connect(self._draw)
        self.fold(False)

    def set_business(self, name: str) -> None:
        self._business.setText(name)

    def mark(self, place: str) -> None:
        for own, made in self._buttons.items():
            made.setChecked(own == place)
        self._draw()

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
