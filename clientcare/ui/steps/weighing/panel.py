"""The board screen: the guesses on the left, the answer moving as they move on the right."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientcare import services
from clientcare.records import Changes, DisputeDetail, Known, OfferRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.panel import Panel
from clientcare.ui.steps.weighing.answer_card import AnswerCard, Cautions
from clientcare.ui.steps.weighing.explanation import ExplanationCard
from clientcare.ui.steps.weighing.figures_card import FiguresCard
from clientcare.ui.steps.weighing.room_card import RoomCard
from clientcare.ui.steps.weighing.stakes_card import StakesCard
from clientcare.ui.steps.weighing.weigher import REST_MS, WEIGHED_FROM, Weighed, Weigher
from clientcare.ui.steps.weighing.why_card import WhyCard
from clientcare.ui.widgets.parts import scrolled
from clientcare.ui.wording import tr

NARROW, LOW = 860, 560  # px: below this width the sliders, below this height the rows of the board take less room
LEFT, LEFT_NARROW, GAP = 320, 248, 16
UNSEEN_MS = 60  # after which what has scrolled out of sight follows a slider


class WeighPanel(Panel):
    """Sliders, ways to meet them, cautions, the board. Every change is kept as it is made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._dispute: DisputeDetail | None = None
        self._answers: dict[str, Any] = {}  # typed here and not in the file yet
        self._writing: dict[str, Any] = {}
        self._weigher = Weigher(desk.jobs, self)
        self._weigher.weighed.connect(self._show)
        self._weighed: Weighed | None = None
        self._behind: set[AnswerCard | FiguresCard | RoomCard | WhyCard] = set()
        self._later = QTimer(self, singleShot=True, interval=UNSEEN_MS)
        self._later.timeout.connect(self._show_unseen)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._write_answers)
        desk.jobs.fingers.last_call.connect(self._write_answers)
        self.stakes, self.answer = StakesCard(desk), AnswerCard(desk)
        self._cautions = Cautions(desk.words)
        self._figures, self._room, self._why = FiguresCard(desk), RoomCard(desk), WhyCard(desk)
        self._cards = (self.answer, self._figures, self._room, self._why)
        self.explanation = ExplanationCard(desk)
        self._left, self._right = self._build_left(), scrolled(self._cautions, *self._cards, spacing=14)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self._left)
        line.addWidget(self._right, 1)
        self._right.hide()
        self._connect()

    def _build_left(self) -> QWidget:
        """The sliders, and below them whatever number explains itself: there it covers nothing of the board."""
        left = QWidget()
        left.setProperty("look", "clear")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.stakes, 1)
        column.addWidget(self.explanation)
        self.explanation.close_by(self)
        return left

    def _connect(self) -> None:
        self.stakes.moved.connect(self._moved)
        self.stakes.judged.connect(self._judged)
        self.stakes.usual.connect(self._as_usual)
        self.stakes.answered.connect(self._answered)
        self.stakes.offer_wanted.connect(self._edit_offer)
        self.stakes.offer_dropped.connect(self._drop_offer)
        self.stakes.suggestions_wanted.connect(self._suggest)
        self.answer.supposed.connect(self._weigher.suppose)
        self.answer.wanted.connect(self._explain_way)
        self._figures.wanted.connect(self._explain_figure)
        self._room.wanted.connect(self._explain_sum)
        self._why.wanted.connect(self.stakes.reveal)
        self.explanation.closed.connect(self._look_away)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self._left.setFixedWidth(LEFT_NARROW if narrow else max(LEFT, (self.width() - GAP) * 4 // 11))
        self.answer.set_dense(self.height() < LOW)

    # -- showing

    def show_dispute(self, dispute: DisputeDetail) -> None:
        if self._dispute is None or dispute.offers != self._dispute.offers:
            self.stakes.show_offers(dispute.offers)
        self._dispute = dispute
        self.stakes.show_answers(dispute.answers, set(self._writing | self._answers))
        for card in (self.answer, self._figures):
            card.show_answers(dispute.answers)
        self._show_touched()
        self._read(dispute.id)

    def refresh(self, changes: Changes) -> None:
        if self._dispute is not None and changes.touches(*WEIGHED_FROM):
            self._read(self._dispute.id)

    def _read(self, id: int) -> None:
        self._weigher.read(id)
        jobs = self.desk.jobs
        jobs.read(lambda session: services.known.about(session, id), partial(self._known, id), jobs.fail_unless_gone)

    def _known(self, id: int, known: Known) -> None:
        if self._dispute is not None and id == self._dispute.id:
            self.stakes.show_known(known)
            for card in (self._figures, self.explanation):
                card.show_fit(known.fit)

    def _show_touched(self) -> None:
        if self._dispute is not None:
            self.stakes.show_touched(set(self._dispute.answers.get("guesses") or ()) | self._weigher.moved)

    def _show(self, weighed: Weighed) -> None:
        """Show this; while a slider moves, the cards that are out of sight follow a moment later."""
        first, self._weighed = self._weighed is None, weighed
        self.stakes.show_weighed(weighed)
        self._cautions.show_cautions(weighed.advice.cautions)
        self.explanation.show_weighed(weighed)
        for card in self._cards:
            if first or not card.visibleRegion().isEmpty():
                card.show_weighed(weighed)
                self._behind.discard(card)
            else:
                self._behind.add(card)
        self._right.show()
        self._later.start()

    def _show_unseen(self) -> None:
        while self._behind and self._weighed is not None:
            self._behind.pop().show_weighed(self._weighed)

    # -- a number explains itself

    def _explain_way(self, name: str) -> None:
        self._room.strip.forget()
        self.explanation.explain(name)

    def _explain_sum(self, name: str) -> None:
        self.answer.board.forget()
        self.explanation.explain(name)

    def _explain_figure(self, name: str) -> None:
        self._look_away()
        self.explanation.explain(name)

    def _look_away(self) -> None:
        self.answer.board.forget()
        self._room.strip.forget()

    def primary_text(self) -> str:
        return tr("Decide what to do")

    def leave(self) -> None:
        self._weigher.store()
        self._write_answers()

    # -- what the owner does

    def _moved(self, key: str, value: float) -> None:
        self._weigher.move(key, value)
        self._show_touched()

    def _judged(self, key: str, sure: str) -> None:
        """How sure of a guess; one that nobody set stays as usual."""
        guesses = (self._dispute.answers.get("guesses") or {}) if self._dispute else {}
        is_set = (guesses.get(key) or {}).get("value") is not None
        self._weigher.move(key, self._weigher.value(key) if is_set else None, sure)
        self._show_touched()

    def _as_usual(self, key: str) -> None:
        self._weigher.as_usual(key, Said(mark("It counts as usual again.")))
        self._show_touched()

    def _answered(self, name: str, value: object) -> None:
        self._answers[name] = value
        if not self._rest.isActive():
            self._rest.start()

    def _write_answers(self) -> None:
        self._rest.stop()
        if self._dispute is None or not self._answers:
            return
        id, answers = self._dispute.id, self._answers
        self._writing, self._answers = self._writing | answers, {}
        for name, value in answers.items():
            call, written = partial(_answer, id, name, value), partial(self._written, name, value)
            typed = value if isinstance(value, str) else ""
            self.desk.jobs.fingers.save(("answer", id, "assessment", name), call, written, typed=typed)

    def _written(self, name: str, value: object, _: object) -> None:
        if self._writing.get(name) == value:
            del self._writing[name]

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


def _answer(dispute: int, name: str, value: object, session: Any) -> None:
    services.decisions.answer(session, dispute, **{name: value})
