"""The reminders of a dispute, beside its questions."""

from __future__ import annotations

from clientcare.records import Changes, DisputeDetail
from clientcare.ui.desk import Desk
from clientcare.ui.reminding.reminder_card import ReminderCard
from clientcare.ui.steps.beside import Beside


class Reminding(Beside):
    """Above the timeline: what is still to come, before what was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._card = ReminderCard(desk)
        self.column.addWidget(self._card)

    def show_dispute(self, dispute: DisputeDetail) -> None:
        self._card.show_dispute(dispute.id)

    def refresh(self, changes: Changes) -> None:
        self._card.refresh(changes)
