"""The decision: the suggestion with its reasons, every way out to choose from, a prediction, a date to look back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clientcare import services
from clientcare.decision.rules import LEAVING
from clientcare.decision.weighing import WayResult
from clientcare.records import Changes, DecisionForm, DisputeDetail
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.deciding.decided import DecidedCard
from clientcare.ui.steps.deciding.parts import (
    LetterCard,
    PredictionCard,
    ReasonsCard,
    SuggestionCard,
    WaysCard,
    is_offer,
    quiet_sentence,
)
from clientcare.ui.steps.listening.pause import may_sleep, tomorrow_morning
from clientcare.ui.steps.panel import Panel
from clientcare.ui.steps.weighing.answer_card import Cautions
from clientcare.ui.steps.weighing.weigher import REST_MS, WEIGHED_FROM, Weighed, Weigher
from clientcare.ui.widgets.parts import button, scroller
from clientcare.ui.wording import tr

DRAFT = "decision"


class DecidePanel(Panel):
    """A choice not yet made is kept as a draft; made, it is on record and can be made again as a new one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._dispute: DisputeDetail | None = None
        self._weighed: Weighed | None = None
        self._key = ""
        self._ticked: set[int] = set()
        self._stays: dict[str, int] = {}  # what the owner expects, by way
        self._again = self._drafted = self._writing = False
        self._weigher = Weigher(desk.jobs, self)
        self._weigher.weighed.connect(self._show)
        self._keep = QTimer(self, singleShot=True, interval=REST_MS)
        self._keep.timeout.connect(self._keep_draft)
        desk.jobs.fingers.last_call.connect(self.leave)
        words = desk.words
        self._cautions, self._suggestion, self._ways = Cautions(words), SuggestionCard(words), WaysCard(words)
        self._letter, self._reasons = LetterCard(words), ReasonsCard(words)
        self._prediction, self._decided = PredictionCard(), DecidedCard(desk)
        self._sleep = button(tr("Sleep on it until tomorrow 9:00"), self._sleep_on_it, name="decide.sleep")
        self._sleep.hide()
        self._form = QWidget()
        self._build()
        self._ways.chosen.connect(self._chosen)
        self._letter.edited.connect(self._tick)
        self._prediction.edited.connect(self._edited)
        self._prediction.slider.valueChanged.connect(self._expect)
        self._decided.again.connect(self._decide_again)

    def _build(self) -> None:
        area, inner = scroller()
        self._form.setProperty("look", "clear")
        both = QHBoxLayout(self._form)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(16)
        both.addLayout(_column(self._ways, self._letter), 1)
        both.addLayout(_column(self._reasons, self._prediction, quiet_sentence()), 1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for part in (self._cautions, self._decided, self._suggestion, self._form):
            column.addWidget(part)
            part.hide()
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    # -- showing

    def show_dispute(self, dispute: DisputeDetail) -> None:
        first = self._dispute is None or self._dispute.id != dispute.id
        self._dispute, id = dispute, dispute.id
        self._decided.show_dispute(dispute)
        self._weigher.read(id)
        if first:
            self.desk.jobs.read(lambda session: services.drafts.get(session, DRAFT, id), self._take_up)

    def refresh(self, changes: Changes) -> None:
        if self._dispute is not None and changes.touches(*WEIGHED_FROM):
            self._weigher.read(self._dispute.id)

    def _take_up(self, texts: Mapping[str, str] | None) -> None:
        """Go on with a choice that was left unmade."""
        self._drafted = True
        if texts:
            self._again, self._key = True, texts.get("way", "")
            self._ticked = {int(id) for id in texts.get("offers", "").split(",") if id}
            if texts.get("stay"):
                self._stays[self._key] = int(texts["stay"])
            self._prediction.why.set_value(texts.get("why", ""))
            if texts.get("look_back_on"):
                self._prediction.day.set_value(date.fromisoformat(texts["look_back_on"]))
        self._show_all()

    def _show(self, weighed: Weighed) -> None:
        self._weighed = weighed
        self._show_all()

    def _show_all(self) -> None:
        """Once both the weighing and the draft have been read."""
        weighed, dispute = self._weighed, self._dispute
        if weighed is None or dispute is None or not self._drafted:
            return
        if weighed.weighing.result(self._key) is None:
            self._key = weighed.weighing.leader.way.key
        decided = self._shows_decided
        self._cautions.show_cautions(weighed.advice.cautions)
        self._cautions.setVisible(bool(weighed.advice.cautions) and not decided)
        self._decided.setVisible(decided)
        self._form.setHidden(decided)
        self._suggestion.setHidden(decided)
        self._sleep.setVisible(may_sleep(dispute) and not decided)
        self._suggestion.show_weighed(weighed, dispute)
        self._reasons.show_weighed(weighed)
        self._ways.show_weighed(weighed, self._key)
        self._show_chosen()
        self.primary_changed.emit()

    def _show_chosen(self) -> None:
        result = self._result
        if result is None or self._dispute is None:
            return
        self._letter.setVisible(is_offer(result))
        if is_offer(result):
            self._letter.show_offers(self._dispute.offers, self._ticked, _offer_id(self._key))
        self._prediction.preset(result, self._stays.get(self._key))

    @property
    def _result(self) -> WayResult | None:
        return self._weighed.weighing.result(self._key) if self._weighed is not None else None

    @property
    def _shows_decided(self) -> bool:
        return self._dispute is not None and self._dispute.decision is not None and not self._again

    # -- choosing

    def _chosen(self, key: str) -> None:
        if key != self._key:
            self._key = key
            self._show_chosen()
            self._edited()

    def _tick(self) -> None:
        self._ticked = set(self._letter.ticked())
        self._edited()

    def _expect(self, percent: int) -> None:
        self._stays[self._key] = percent

    def _edited(self) -> None:
        if not self._keep.isActive():
            self._keep.start()

    def _decide_again(self) -> None:
        self._again = True
        if self._dispute is not None and self._dispute.decision is not None:
            self._ticked = set(self._dispute.decision.offer_ids)
        self._show_all()
        self._ways.focus_chosen()

    def _keep_draft(self) -> None:
        self._keep.stop()
        if self._dispute is None:
            return
        id = self._dispute.id
        texts = {
            "way": self._key,
            "offers": ",".join(str(offer) for offer in sorted(self._ticked)),
            "stay": str(self._stays.get(self._key, "")),
            "why": self._prediction.why.value(),
            "look_back_on": str(self._prediction.day.value() or ""),
        }
        keep = services.drafts.keep
        self.desk.jobs.fingers.save((DRAFT, id), lambda session: keep(session, DRAFT, id, texts), typed=texts["why"])

    def _sleep_on_it(self) -> None:
        if self._dispute is None:
            return
        self._keep_draft()
        if not may_sleep(self._dispute):  # midnight has passed since it was offered
            self._show_all()
            return
        id, until = self._dispute.id, tomorrow_morning()
        said = Said(mark("Your choice is kept, and rests until {moment}."), {"moment": until})
        self.desk.jobs.write(lambda session: services.disputes.pause(session, id, until), undo=said)
        self.desk.go("today")

    def leave(self) -> None:
        if self._keep.isActive():
            self._keep_draft()

    # -- the footer

    def primary_text(self) -> str:
        return tr("Write the letter")

    def can_go_on(self) -> bool:
        return not self._writing and (self._shows_decided or (self._drafted and self._result is not None))

    def extra_buttons(self) -> list[QPushButton]:
        return [self._sleep]

    def go_on(self) -> None:
        """Put the choice on record, then on to the letter; what is already on record is not recorded twice."""
        if self._shows_decided:
            self.moved_on.emit()
            return
        form = self._decision()
        if form is None or self._writing:
            return
        self._keep.stop()
        self._writing = True
        self.primary_changed.emit()

        def write(session: Any) -> None:
            services.decisions.decide(session, form)
            services.drafts.drop(session, DRAFT, form.dispute_id)

        self.desk.jobs.write(write, then=self._on_record, failed=partial(self._not_on_record))

    def _decision(self) -> DecisionForm | None:
        result, dispute = self._result, self._dispute
        if result is None or dispute is None:
            return None
        offers = self._letter.ticked() if is_offer(result) else ()
        stay = 0.0 if result.way.kind in LEAVING else self._prediction.slider.value() / 100
        why, day = self._prediction.why.value(), self._prediction.day.value()
        return DecisionForm(dispute.id, self._key, offers, why, stay, day)

    def _on_record(self, _: object) -> None:
        self._writing = self._again = False
        self.moved_on.emit()

    def _not_on_record(self, error: Exception) -> None:
        self._writing = False
        self.primary_changed.emit()
        self.desk.jobs.failed.emit(error)


def _offer_id(key: str) -> int:
    """The offer a way is made of: `offer-12`, `offer-12-part`."""
    return int(key.split("-")[1])


def _column(*parts: QWidget) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(14)
    for part in parts:
        made.addWidget(part)
    made.addStretch(1)
    return made
