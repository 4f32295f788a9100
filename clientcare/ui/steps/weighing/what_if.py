"""The "what if" chips: while one is on, the board shows that world, and nothing is saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clientcare.decision.supposing import SUPPOSITIONS
from clientcare.said import Said
from clientcare.ui.steps.weighing import way_words
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.parts import Card, button, label
from clientcare.ui.wording import Wording, tr


class WhatIf(QWidget):
    """Chips that can be on together, and below them what they change. `supposed(keys)` follows every tap."""

    supposed = Signal(object)

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._words = words
        self._said = label("", wrap=True, name="weigh.supposed")
        self._strip = Card(self._said, look="attention", margin=12)
        self._chips = {key: self._chip(key, tr(text)) for key, text in SUPPOSITIONS}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Flow(*self._chips.values(), spacing=6))
        column.addWidget(self._strip)
        self._strip.hide()

    def _chip(self, key: str, text: str) -> QPushButton:
        chip = button(text, self._tapped, "chip", f"what_if.{key}")
        chip.setProperty("tone", "small")
        chip.setCheckable(True)
        chip.setToolTip(tr("See the board as it would be then. Nothing is saved."))
        return chip

    def _tapped(self) -> None:
        self.supposed.emit(tuple(key for key, chip in self._chips.items() if chip.isChecked()))

    def show_supposed(self, said: Said | None) -> None:
        """Say what supposing changes; None: nothing is supposed."""
        self._strip.setVisible(said is not None)
        if said is not None:
            only = tr("Only supposed: your guesses stay as they are.")
            self._said.setText(f"{way_words.say(said, self._words)} {only}")
