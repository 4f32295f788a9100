"""What stands in a letter beside its words: the options with what is then owed, and until when they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from clientcare.letters.facts import OFFER_LETTERS, Offer
from clientcare.letters.needs import MOST_OFFERS
from clientcare.records import OfferRow
from clientcare.texts import one_line
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.parts import ElidedLabel, button, empty, label, row
from clientcare.ui.wording import Wording, tr


class OptionsList(QWidget):
    """The options as they stand in the letter. `wanted(index)`: change that one; -1: add one. `dropped(index)`: remove it.

    `until_chosen`: the day.
    """

    wanted = Signal(int)
    dropped = Signal(int)
    until_chosen = Signal(object)

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._words = words
        self._shown: tuple[Offer, ...] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._add = button(tr("Add an option"), lambda: self.wanted.emit(-1), "plain", "offers.add")
        title = label(tr("They can choose until"))
        self._until = DayField("offers.until", title.text(), may_be_empty=False)
        self._until.edited.connect(self.until_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._rows)
        column.addLayout(row(self._add, None))
        column.addLayout(row(title, self._until, None, spacing=12))

    def show_offers(self, offers: tuple[Offer, ...], until: date | None) -> None:
        if until:
            self._until.set_value(until)
        if offers == self._shown:
            return
        self._shown = offers
        empty(self._rows)
        for index, offer in enumerate(offers):
            remove = self._remove(index, offer, several=len(offers) > 1)
            self._rows.addLayout(row(self._row(index, offer, several=len(offers) > 1), remove, spacing=4))
        self._add.setVisible(len(offers) < MOST_OFFERS)

    def _row(self, index: int, offer: Offer, *, several: bool) -> QWidget:
        made = button("", lambda: self.wanted.emit(index), "row", f"offers.{index}")
        title, owed = one_line(offer.title), self._owed(offer)
        made.setAccessibleName(tr("Change this option: {option}", option=f"{title} · {owed}"))
        made.setMinimumHeight(56)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        inside = QHBoxLayout(made)
        inside.setContentsMargins(12, 6, 12, 6)
        inside.setSpacing(12)
        if several:
            inside.addWidget(label(OFFER_LETTERS[index], "strong"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(title))
        words.addWidget(ElidedLabel(owed, "soft"))
        inside.addLayout(words, 1)
        return made

    def _remove(self, index: int, offer: Offer, *, several: bool) -> QPushButton:
        made = button(tr("Remove"), lambda: self.dropped.emit(index), "plain", f"offers.{index}.remove")
        made.setAccessibleName(tr("Remove this option: {option}", option=one_line(offer.title)))
        made.setEnabled(several)
        made.setToolTip("" if several else tr("It is the only one. Change it, or decide anew."))
        return made

    def _owed(self, offer: Offer) -> str:
        if offer.owed_from == "nobody" or not offer.owed_by:
            return tr("nothing owed")
        sum, day = self._words.money(offer.owed), self._words.day(offer.owed_by, year=False)
        return tr("then owes {sum} by {day}", sum=sum, day=day) if offer.owed_from == "them" else tr(
            "{sum} back by {day}", sum=sum, day=day
        )


def row_of(offer: Offer, index: int, rows: Sequence[OfferRow], chosen: Sequence[int]) -> OfferRow | None:
    """The record behind an option of the letter: the one that reads the same, else the one at its place."""
    known = [row for row in rows if row.id in chosen] or list(rows)
    same = [row for row in known if (row.title, row.details) == (offer.title, offer.details)]
    return same[0] if same else known[index] if index < len(known) else None
