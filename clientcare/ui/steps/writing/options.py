"""The options a letter lays before the client are records of the dispute: they are changed and removed there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.letters.needs import MOST_OFFERS
from clientcare.records import DisputeDetail, OfferRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.writing.extras import row_of
from clientcare.ui.steps.writing.letter import LetterInProgress


class Options(QObject):
    """Of the letter in hand; `dispute` is the one it belongs to."""

    def __init__(self, desk: Desk, letter: LetterInProgress, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._letter, self._window = desk, letter, window
        self.dispute: DisputeDetail | None = None

    def edit(self, index: int) -> None:
        """The option at this place, or one more (-1)."""
        from clientcare.ui.steps.weighing.offer_form import OfferDialog

        if self.dispute is None or self._letter.facts is None:
            return
        if index < 0 and len(self.dispute.offers) >= MOST_OFFERS:  # also counting those that were not chosen
            self._desk.tell(Said(mark("Four ways to meet them are the most. Change one of them, or remove one in Weigh.")))
            return
        form = OfferDialog(self._desk, self.dispute.id, self._option(index) if index >= 0 else None, self._window)
        form.accepted.connect(self._option_changed)
        form.ask()

    def _option(self, index: int) -> OfferRow | None:
        """The record behind an option of the letter."""
        if self.dispute is None or self._letter.facts is None:
            return None
        decision = self.dispute.decision
        chosen = decision.offer_ids if decision else ()
        return row_of(self._letter.facts.offers[index], index, self.dispute.offers, chosen)

    def _option_changed(self) -> None:
        assert self.dispute is not None
        id = self.dispute.id
        self._desk.jobs.write(lambda session: services.renewing.renew_decision(session, id), then=self._renewed)

    def drop(self, index: int) -> None:
        offer, dispute = self._option(index), self.dispute
        if offer is None or dispute is None:
            return

        def write(session: Any) -> None:
            services.decisions.delete_offer(session, offer.id)
            services.renewing.renew_decision(session, dispute.id)

        gone = Said(mark("The option was removed."))
        self._desk.jobs.write(write, then=self._renewed, undo=gone)

    def _renewed(self, _: object) -> None:
        self._letter.read_again()
