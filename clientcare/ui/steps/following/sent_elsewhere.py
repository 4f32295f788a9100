"""Beside the wait for an answer: whom the letter named, and how their consent stands."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from clientcare.records import DisputeDetail, ReferralRow
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.beside import Beside
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, empty, label, row
from clientcare.ui.wording import tr

STANDS = {
    "": mark("nothing passed on, not asked yet"),
    "asked": mark("asked, nothing passed on"),
    "yes": mark("they said yes"),
    "no": mark("they said no, nothing is passed on"),
}


class SentElsewhere(Beside):
    """Shown only where a letter named another firm."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._dispute = desk, 0
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._card = Card(label(tr("Sent to someone else"), "heading", wrap=True), spacing=12)
        self._card.column.addLayout(self._lines)
        self._card.column.addLayout(row(button(tr("What may they know?"), self._open, name="follow.to_referral"), None))
        self.column.addWidget(self._card)
        self.hide()

    def show_dispute(self, dispute: DisputeDetail) -> None:
        self._dispute = dispute.id
        empty(self._lines)
        for one in dispute.referrals:
            self._lines.addWidget(ElidedLabel(one.provider_name))
            self._lines.addWidget(label(self._stands(one), "soft", wrap=True))
        self.setVisible(bool(dispute.referrals))

    def _stands(self, one: ReferralRow) -> str:
        if one.handed_over_on:
            return tr("told on {day}", day=self._desk.words.day(one.handed_over_on))
        return tr(STANDS.get(one.consent, STANDS[""]))

    def _open(self) -> None:
        self._desk.go("dispute", self._dispute, "follow.referral")
