"""The answer of a weighing on screen: cautions first, then the words, the board, and what it means now and later."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.called import FEELINGS
from clientcare.decision.advice import Caution
from clientcare.ui.desk import Desk
from clientcare.ui.steps.weighing import way_words
from clientcare.ui.steps.weighing.weigher import Weighed
from clientcare.ui.steps.weighing.what_if import WhatIf
from clientcare.ui.widgets.board import Board
from clientcare.ui.widgets.parts import Card, button, empty, label, set_tone
from clientcare.ui.wording import Wording, tr


class AnswerCard(Card):
    """The leading way in words, and the board. `wanted(name)`: a number is to be explained; `supposed(keys)`: a what if."""

    wanted = Signal(str)
    supposed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=8)
        self._words = desk.words
        self._answers: Mapping[str, Any] = {}
        self._what_if = WhatIf(desk.words)
        self._what_if.supposed.connect(self.supposed)
        self._headline = label("", "heading", wrap=True, name="weigh.headline")
        self._pill = button("", self._ask_how_sure, "pill", "weigh.how_sure")
        self._unsure = label("", "soft", wrap=True, name="weigh.first_question")
        self._explanation = label("", wrap=True, name="weigh.explanation")
        self._now = label("", wrap=True, name="weigh.cost_and_future")
        self._feelings = label("", "soft", wrap=True, name="weigh.feelings")
        self.board = Board(desk.theme, desk.words)
        self.board.chosen.connect(self._look_at)
        self._legend = label(_legend(), "soft", wrap=True)
        self._no_sums = label(_no_sums(), "soft", wrap=True, name="weigh.no_sums")
        self.column.addWidget(self._what_if)
        self.column.addWidget(self._headline)
        self.column.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignLeft)
        words = (self._unsure, self._explanation, self._feelings, self._no_sums)
        for part in (*words, self.board, self._legend, self._now):
            self.column.addWidget(part)

    def set_dense(self, dense: bool) -> None:
        """Whether the window is low: then the board comes as close as it can."""
        self.column.setContentsMargins(*((16, 10, 16, 10) if dense else (20, 16, 20, 16)))
        self.column.setSpacing(5 if dense else 8)
        self.board.set_dense(dense)

    def show_answers(self, answers: Mapping[str, Any]) -> None:
        """Take what they feel and need: where no money is asked, that comes before every sum."""
        self._answers = answers

    def show_weighed(self, weighed: Weighed) -> None:
        say, advice, known = partial(way_words.say, words=self._words), weighed.advice, weighed.assessment.money_known
        self._what_if.setVisible(known)
        self._what_if.show_supposed(weighed.supposed)
        self._headline.setText(say(advice.headline))
        self._show_how_sure(weighed)
        self._explanation.setText(say(advice.explanation))
        self._now.setText(f"{say(advice.cost_now)} {say(advice.future)}")
        ways = tr("The ways out, best first")
        self.board.retitle(f"{say(weighed.supposed)} {ways}" if weighed.supposed else ways)
        self.board.show_bars(way_words.bars(weighed.weighing, weighed.assessment, self._words))
        self._no_sums.setHidden(known)
        no_money = known and weighed.assessment.ask == 0
        self._feelings.setVisible(no_money)
        if no_money:
            self._feelings.setText(_feelings_first(self._answers))
        for part in (self.board, self._legend):
            part.setVisible(known)

    def _show_how_sure(self, weighed: Weighed) -> None:
        close, said = weighed.weighing.close_call, way_words.say(weighed.advice.how_sure, self._words)
        self._pill.setText(tr("too close to call") if close else said)
        set_tone(self._pill, "attention" if close else "")
        self._unsure.setText(said)
        self._unsure.setVisible(close)

    def _ask_how_sure(self) -> None:
        self.board.forget()
        self.wanted.emit("how_sure")

    def _look_at(self, key: str) -> None:
        self.wanted.emit(f"way:{key}")


def _legend() -> str:
    sides = tr("← worse · better than holding firm →")
    return sides + "   " + tr("Bar: 8 of 10 real outcomes, luck included. Dot: average.")


def _no_sums() -> str:
    return tr("The board appears once you have said what all they ask would cost you. If it is not money, type 0 there.")


def _feelings_first(answers: Mapping[str, Any]) -> str:
    """What comes before the sums where nobody asks for money."""
    said = [tr("The sums below count only your own time and costs, and their future work.")]
    feeling, need = dict(FEELINGS).get(answers.get("feeling") or ""), str(answers.get("really_need") or "").strip()
    if feeling:
        said.insert(0, tr("What they feel: {feeling}.", feeling=tr(feeling).lower()))
    if need:
        said.insert(len(said) - 1, tr("What they really need: {need}", need=need))
    return "\n".join(said)


class Cautions(QWidget):
    """What stands above every sum, each with what to do."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._shown: tuple[Caution, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.setObjectName("weigh.cautions")
        self.hide()

    def show_cautions(self, cautions: tuple[Caution, ...]) -> None:
        if cautions == self._shown:
            return
        self._shown = cautions
        empty(self._column)
        if cautions:
            self._column.addWidget(self._card(cautions))
        self.setVisible(bool(cautions))

    def _card(self, cautions: tuple[Caution, ...]) -> Card:
        """All of them in one card: each in its own, five would push the answer far out of sight."""
        card = Card(look="attention", margin=16, spacing=2)
        for caution in cautions:
            if caution is not cautions[0]:
                card.column.addSpacing(6)
            card.column.addWidget(label(self._words.say(caution.title), "strong", wrap=True))
            card.column.addWidget(label(self._words.say(caution.what_to_do), wrap=True, name=f"caution.{caution.key}"))
        return card
