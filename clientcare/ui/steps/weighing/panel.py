"""The board screen: the guesses on the left, the answer moving as they move on the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout

from clientcare import services
from clientcare.records import Changes, DisputeDetail, OfferRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.panel import Panel
from clientcare.ui.steps.weighing.answer_card import AnswerCard, Cautions, FiguresCard, WhyCard
from clientcare.ui.steps.weighing.quick_answer import QuickAnswer
from clientcare.ui.steps.weighing.stakes_card import StakesCard
from clientcare.ui.steps.weighing.weigher import REST_MS, Weighed, Weigher
from clientcare.ui.widgets.parts import scroller
from clientcare.ui.wording import tr

__all__ = ["QuickAnswer", "WeighPanel"]

WEIGHED_FROM = ("Provider", "Payment", "Client", "Setting")  # what the weighing rests on beside the dispute itself


class WeighPanel(Panel):
    """Sliders, ways to meet them, cautions, the board. Every change is kept as it is made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._dispute: DisputeDetail | None = None
        self._answers: dict[str, Any] = {}  # typed here and not in the file yet
        self._writing: dict[str, Any] = {}
        self._weigher = Weigher(desk.jobs, self)
        self._weigher.weighed.connect(self._show)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._write_answers)
        self.stakes, self.answer = StakesCard(desk), AnswerCard(desk)
        self._cautions = Cautions(desk.words)
        self._figures, self._why = FiguresCard(desk.words), WhyCard(desk.words)
        self._right = self._build()
        self._right.hide()
        self.stakes.moved.connect(self._weigher.move)
        self.stakes.judged.connect(self._judged)
        self.stakes.answered.connect(self._answered)
        self.stakes.offer_wanted.connect(self._edit_offer)
        self.stakes.offer_dropped.connect(self._drop_offer)
        self.stakes.suggestions_wanted.connect(self._suggest)

    def _build(self) -> QScrollArea:
        area, inner = scroller()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for part in (self._cautions, self.answer, self._figures, self._why):
            column.addWidget(part)
        column.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self.stakes, 4)
        line.addWidget(area, 7)
        return area

    # -- showing

    def show_dispute(self, dispute: DisputeDetail) -> None:
        if self._dispute is None or dispute.offers != self._dispute.offers:
            self.stakes.show_offers(dispute.offers)
        self._dispute = dispute
        self.stakes.show_answers(dispute.answers, set(self._writing | self._answers))
        self._weigher.read(dispute.id)

    def refresh(self, changes: Changes) -> None:
        if self._dispute is not None and any(changes.touches(kind) for kind in WEIGHED_FROM):
            self._weigher.read(self._dispute.id)

    def _show(self, weighed: Weighed) -> None:
        self.stakes.show_weighed(weighed)
        self._cautions.show_cautions(weighed.advice.cautions)
        for card in (self.answer, self._figures, self._why):
            card.show_weighed(weighed)
        self._right.show()

    def primary_text(self) -> str:
        return tr("Decide what to do")

    def leave(self) -> None:
        self._weigher.store()
        self._write_answers()

    # -- what the owner does

    def _judged(self, key: str, sure: str) -> None:
        weighed = self._weigher.value(key)
        if weighed is not None:
            self._weigher.move(key, weighed, sure)

    def _answered(self, name: str, value: object) -> None:
        self._answers[name] = value
        self._rest.start()

    def _write_answers(self) -> None:
        self._rest.stop()
        if self._dispute is None or not self._answers:
            return
        id, answers = self._dispute.id, dict(self._answers)
        self._writing, self._answers = self._writing | answers, {}
        self.desk.jobs.write(lambda session: services.decisions.answer(session, id, **answers), then=self._written)

    def _written(self, _: object) -> None:
        self._writing = {}

    def _edit_offer(self, offer: OfferRow | None) -> None:
        from clientcare.ui.steps.weighing.offer_form import OfferDialog

        if self._dispute is not None:
            self._weigher.store()  # a guess about this offer belongs in the file before its form opens
            OfferDialog(self.desk, self._dispute.id, offer, self).ask()

    def _drop_offer(self, id: int) -> None:
        self._weigher.store()
        gone = Said(mark("A way to meet them was removed."))
        self.desk.jobs.write(lambda session: services.decisions.delete_offer(session, id), undo=gone)

    def _suggest(self) -> None:
        if self._dispute is not None:
            id, added = self._dispute.id, Said(mark("Suggestions were added. Change them until they fit."))
            self.desk.jobs.write(lambda session: services.decisions.suggest_offers(session, id), undo=added)
