"""The firms a letter named: what the client lets each of them know, whether they were told, and how it went."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.records import DisputeDetail
from clientcare.ui.desk import Desk
from clientcare.ui.steps.following.referral_card import ReferralCard
from clientcare.ui.steps.panel import Panel
from clientcare.ui.widgets.parts import Card, label, scroller
from clientcare.ui.wording import tr

HANDOVER = "handover"


class ReferralPanel(Panel):
    """A card for each firm, below the one line on why the client is asked first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._cards: dict[int, ReferralCard] = {}
        area, inner = scroller()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.addWidget(self._why())
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _why(self) -> QWidget:
        title = label(tr("What may the other firm know?"), "heading", wrap=True, name="step.title")
        why = tr("It is your client’s story, so they decide who hears it. Ask first, and pass on only what they said yes to.")
        return Card(title, label(why, "soft", wrap=True), look="clear", margin=4, spacing=4)

    def show_dispute(self, dispute: DisputeDetail) -> None:
        notes = {row.provider_id: row for row in reversed(dispute.letters) if row.kind == HANDOVER}
        shown = {one.id: one for one in dispute.referrals}
        for id in self._cards.keys() - shown.keys():
            gone = self._cards.pop(id)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, one in enumerate(dispute.referrals, 1):
            if one.id not in self._cards:
                self._cards[one.id] = ReferralCard(self.desk, one)
                self._column.insertWidget(place, self._cards[one.id])
            self._cards[one.id].show_referral(one, notes.get(one.provider_id))

    def primary_text(self) -> str:
        return tr("Continue")

    def leave(self) -> None:
        for card in self._cards.values():
            card.flush()
