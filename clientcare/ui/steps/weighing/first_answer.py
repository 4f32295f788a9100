"""After the four quick questions: the answer in words, why, and the choice to decide now or to look closer."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from clientcare import services
from clientcare.decision.assessment import Assessment
from clientcare.decision.titles import title
from clientcare.records import Changes, DisputeDetail, Known
from clientcare.ui.desk import Desk
from clientcare.ui.steps.panel import Panel
from clientcare.ui.steps.questions import CLOSER, FOUR, STEPS
from clientcare.ui.steps.weighing import way_words
from clientcare.ui.steps.weighing.answer_card import Cautions
from clientcare.ui.steps.weighing.quick_answer import said_so_far
from clientcare.ui.steps.weighing.so_far import SoFar, missing, so_far
from clientcare.ui.steps.weighing.weigher import WEIGHED_FROM
from clientcare.ui.widgets.parts import Card, button, label, rule, scrolled
from clientcare.ui.wording import as_sentence, tr

MOST_REASONS = 3
BOARD = "weigh.board"
# Guesses that are asked under another name than their slider's.
ASKED_AS = {"owed": "owe", "contribution": "revenue", "prevail": "part", "stay.hold": "if_no", "harm.hold": "if_no"}


def asked_at(key: str) -> str:
    """The screen that asks for the guess `key`, or the board, where every guess has its slider."""
    name = ASKED_AS.get(key, key)
    asked = (step.key for step in STEPS for field in step.fields if step.stage == "weigh" and field.name == name)
    return next(asked, BOARD)


def _what_is_known(dispute_id: int, session: Any) -> tuple[Assessment, Known]:
    return services.decisions.assessment(session, dispute_id), services.known.about(session, dispute_id)


class FirstAnswerPanel(Panel):
    """The suggestion so far on the left, what it rests on on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._dispute: DisputeDetail | None = None
        self._closer = False
        self._cautions = Cautions(desk.words)
        self._answer, self._said = _Answer(desk), _WhatYouSaid(desk)
        self._answer.link.clicked.connect(lambda: self.wanted.emit(self._answer.first_at))
        for name, link in self._said.links.items():
            link.clicked.connect(lambda _=False, name=name: self.wanted.emit(asked_at(name)))
        self._straight = button(tr("Straight to the numbers"), self._to_board, "plain", "answer.board")
        self._look = button(tr("Look closer"), self._look_closer, name="answer.closer")
        self._short = button(tr("The short way again"), self._short_way, "plain", "answer.short_way")
        self._short.setToolTip(tr("What you answered is kept and counts."))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(scrolled(self._cautions, self._answer, spacing=14), 3)
        line.addWidget(scrolled(self._said), 2)

    # -- showing

    def show_dispute(self, dispute: DisputeDetail) -> None:
        self._dispute, self._closer = dispute, bool(dispute.answers.get("closer"))
        self._said.show_answers(dispute)
        self._show_buttons()
        self._read_again()

    def refresh(self, changes: Changes) -> None:
        if changes.touches(*WEIGHED_FROM):
            self._read_again()

    def _read_again(self) -> None:
        if self._dispute is not None:
            of = self._dispute.id
            self.desk.jobs.read(partial(_what_is_known, of), partial(self._read, of), self.desk.jobs.fail_unless_gone)

    def _read(self, of: int, found: tuple[Assessment, Known]) -> None:
        dispute, (assessment, known) = self._dispute, found
        if dispute is None or dispute.id != of:
            return
        self._answer.show_last_time(known)
        if len(missing(dispute.answers)) == len(FOUR):
            self._answer.show_nothing()
        else:
            done = partial(self._weighed, assessment)
            self.desk.jobs.work(lambda: so_far(assessment), done, key=f"first_answer.{id(self)}")

    def _weighed(self, assessment: Assessment, found: SoFar) -> None:
        self._cautions.show_cautions(found.advice.cautions)
        self._answer.show_so_far(found, assessment)

    # -- what the owner does

    def primary_text(self) -> str:
        return tr("Look closer") if self._closer else tr("Decide what to do")

    def extra_buttons(self) -> list[QPushButton]:
        return [self._short, self._straight, self._look]

    def _show_buttons(self) -> None:
        self._look.setVisible(not self._closer)
        self._short.setVisible(self._closer)
        self.primary_changed.emit()

    def _look_closer(self) -> None:
        self.wanted.emit(CLOSER[0].key)

    def _to_board(self) -> None:
        self.wanted.emit(BOARD)

    def _short_way(self) -> None:
        self._closer = False
        self._show_buttons()
        self.answered.emit("assessment", "closer", False)


class _Answer(Card):
    """The suggestion in words, up to three reasons, what to settle first where it is close, and the last time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=24, spacing=10)
        self._words = desk.words
        self.first_at = BOARD
        self._headline = label("", "heading", wrap=True, name="answer.headline")
        self._ahead, self._sure = label("", wrap=True, name="answer.ahead"), label("", "soft", wrap=True, name="answer.sure")
        self._why = label(tr("Why"), "strong")
        self._reasons = [label("", wrap=True, name=f"answer.reason.{place}") for place in range(MOST_REASONS)]
        self._first = label("", wrap=True, name="answer.first")
        self.link = button(tr("Answer it now"), lambda: None, "plain", "answer.first_question")
        self._close = Card(self._first, look="attention", margin=16, spacing=4)
        self._close.column.addWidget(self.link, alignment=Qt.AlignmentFlag.AlignLeft)
        self._last_time = label("", wrap=True, name="answer.last_time")
        self._past = Card(label(tr("Last time"), "strong"), self._last_time, look="wash", margin=16, spacing=4)
        title = label(tr("Our suggestion so far"), "soft", name="step.title")
        parts = (title, self._headline, self._ahead, self._sure, self._close, self._why, *self._reasons, self._past)
        for part in parts:
            self.column.addWidget(part)
        for part in (self._ahead, self._sure, self._close, self._why, *self._reasons, self._past):
            part.hide()

    def show_nothing(self) -> None:
        self._headline.setText(tr("Answer the four questions, and a suggestion stands here. Guesses are fine."))
        for part in (self._ahead, self._sure, self._close, self._why, *self._reasons):
            part.hide()

    def show_last_time(self, known: Known) -> None:
        self._last_time.setText(self._words.say(known.last_time) if known.last_time else "")
        self._past.setVisible(known.last_time is not None)

    def show_so_far(self, found: SoFar, assessment: Assessment) -> None:
        say, advice = partial(way_words.say, words=self._words), found.advice
        self._headline.setText(say(found.said))
        self._ahead.setText(f"{say(advice.headline)}.")
        self._sure.setText(as_sentence(say(advice.how_sure)))
        self._ahead.show()
        self._sure.setVisible(found.first is None)
        reasons = [say(reason) for reason in advice.reasons[:MOST_REASONS]] or [say(advice.explanation)]
        for place, line in enumerate(self._reasons):
            line.setText(f"•  {reasons[place]}" if place < len(reasons) else "")
            line.setVisible(place < len(reasons))
        self._why.show()
        self._close.setVisible(found.first is not None)
        if found.first is not None:
            self.first_at = asked_at(found.first)
            self.link.setText(tr("Move its slider") if self.first_at == BOARD else tr("Answer it now"))
            question = say(title(found.first, assessment))
            self._first.setText(tr("It is close. Settle this first: {question}.", question=question))


class _WhatYouSaid(Card):
    """The answers given, and a way to each that is missing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=24, spacing=8)
        self._words = desk.words
        self._lines = [label("", "soft", wrap=True) for _ in FOUR]
        self._missing = label("", "strong", wrap=True, name="answer.missing")
        titles = {field.name: step.title for step in STEPS for field in step.fields if field.name in FOUR}
        self.links = {name: button(tr(titles[name]), lambda: None, "plain", f"answer.missing.{name}") for name in FOUR}
        self._closer = label("", "soft", wrap=True, name="answer.closer_hint")
        self.column.addWidget(label(tr("What you said"), "heading"))
        for line in (*self._lines, self._missing):
            self.column.addWidget(line)
        for link in self.links.values():
            self.column.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(rule())
        self.column.addWidget(self._closer)

    def show_answers(self, dispute: DisputeDetail) -> None:
        said, left = said_so_far(dispute.answers, self._words), missing(dispute.answers)
        for place, line in enumerate(self._lines):
            line.setText(said[place] if place < len(said) else "")
            line.setVisible(place < len(said))
        self._missing.setText(tr("%n answer(s) still missing:", len(left)))
        self._missing.setVisible(bool(left))
        for name, link in self.links.items():
            link.setVisible(name in left)
        hint = tr("Enough to decide. Or look closer: %n short screens, each of which can be passed.", len(CLOSER))
        if left:
            hint = tr("Guesses are fine. Without them we take what is usual.")
        if dispute.answers.get("closer"):
            hint = tr("You are looking closer. Nothing is asked twice.")
        self._closer.setText(hint)
