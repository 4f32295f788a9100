"""Beside the four quick questions: what has been said so far, and the answer in words as soon as all four are answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare import services
from clientcare.decision.advice import quick_answer
from clientcare.decision.assessment import Assessment, IfNo, Part, Want, WayKind
from clientcare.decision.ways_out import give, honest_debt
from clientcare.records import DisputeDetail
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.parts import Card, button, label
from clientcare.ui.wording import tr

FOUR = ("asked", "owe", "want_back", "if_no")
WANTED = {
    "gladly": mark("You would gladly have them back."),
    "if_easy": mark("You would have them back if it is easy."),
    "no": mark("You do not want them back."),
}
AFTER_NO = {
    "grumble": mark("A no would make them grumble, and stay."),
    "leave": mark("A no would make them leave quietly."),
    "complain": mark("A no would bring a public complaint."),
    "bank": mark("A no would bring the bank or a lawyer."),
}


class QuickAnswer(QWidget):
    """A card that follows every answer; `answer` is told of each as it is typed, before it is in the file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id = 0
        self._answers: dict[str, Any] = {}
        self._typed: dict[str, Any] = {}  # ahead of the file by a second or so
        self._base: Assessment | None = None
        self._lines = [label("", "soft", wrap=True) for _ in FOUR]
        self._title = label("", "strong", wrap=True)
        self._answer = label("", wrap=True, name="quick.answer")
        self._decide = button(tr("Decide now"), self._to_decide, name="quick.decide")
        self._decide.setToolTip(tr("Skip the sums. You can come back to them."))
        card = Card(label(tr("So far"), "heading"), *self._lines, self._title, self._answer, margin=24)
        card.column.addWidget(self._decide, alignment=Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self._show()

    def show_dispute(self, dispute: DisputeDetail) -> None:
        """Start from what the file says, with what has been typed since."""
        if dispute.id != self._id:
            self._id, self._typed, self._base = dispute.id, {}, None
        self._typed = {name: value for name, value in self._typed.items() if dispute.answers.get(name) != value}
        self._answers, id = {**dispute.answers, **self._typed}, dispute.id
        self._desk.jobs.read(lambda session: services.decisions.assessment(session, id), partial(self._read, id))
        self._show()

    def answer(self, name: str, value: object) -> None:
        """An answer as it was just given."""
        self._answers[name] = self._typed[name] = value
        self._show()
        self._work_out()

    def _read(self, id: int, assessment: Assessment) -> None:
        if id == self._id:
            self._base = assessment
            self._work_out()

    def _show(self) -> None:
        said = said_so_far(self._answers, self._desk)
        for place, line in enumerate(self._lines):
            line.setText(said[place] if place < len(said) else "")
            line.setVisible(place < len(said))
        missing = self._missing()
        self._title.setText(self._waiting_for(missing) if missing else tr("Our suggestion"))
        for part in (self._answer, self._decide):
            part.setVisible(not missing and bool(self._answer.text()))

    def _missing(self) -> int:
        return sum(1 for name in FOUR if not _given(self._answers, name))

    def _work_out(self) -> None:
        """Not here but on the work thread: the answer rests on ten thousand draws."""
        if self._base is None or self._missing():
            return
        met = any(way.kind is WayKind.COMPROMISE for way in self._base.ways)
        if met or not self._typed or not self._answers.get("asked"):  # else the file is about to suggest a first compromise
            assessment = with_answers(self._base, self._answers, self._typed.keys())
            self._desk.jobs.work(lambda: quick_answer(assessment), self._answered, key=f"quick.{id(self)}")

    def _answered(self, said: Said) -> None:
        self._answer.setText(self._desk.words.say(said))
        self._show()

    def _waiting_for(self, missing: int) -> str:
        if missing == len(FOUR):
            return tr("Four answers, and a suggestion stands here. Guesses are fine.")
        return tr("%n more answer(s), and a suggestion stands here.", missing)

    def _to_decide(self) -> None:
        self._desk.go("dispute", self._id, "decide")


def _given(answers: Mapping[str, Any], name: str) -> bool:
    return answers.get(name) not in (None, "")


def said_so_far(answers: Mapping[str, Any], desk: Desk) -> list[str]:
    """The answers given, each as a short sentence."""
    words, said = desk.words, []
    asked, owed = answers.get("asked"), answers.get("owe_sum")
    if asked is not None:
        said.append(tr("They ask for {sum}.", sum=words.money(asked)) if asked else tr("They do not ask for money."))
    owe = {
        "nothing": tr("You owe nothing."),
        "part": tr("You owe part of it: about {sum}.", sum=words.money(owed)) if owed else tr("You owe part of it."),
        "all": tr("You owe all of it."),
        "unsure": tr("You are not sure what you owe."),
    }
    said.append(owe.get(answers.get("owe") or "", ""))
    for name, sentences in (("want_back", WANTED), ("if_no", AFTER_NO)):
        said.append(tr(sentences[answers[name]]) if answers.get(name) in sentences else "")
    return [sentence for sentence in said if sentence]


def with_answers(assessment: Assessment, answers: Mapping[str, Any], typed: Collection[str]) -> Assessment:
    """The assessment with the answers just `typed`, which the file will hold in a second."""
    changed = assessment
    if "asked" in typed:
        ask = float(answers.get("asked") or 0)
        ways = tuple(give(ask) if way.key == "give" else way for way in assessment.ways)
        changed = replace(changed, ask=ask, ways=ways, money_known=True)
    if not {"asked", "owe", "owe_sum", "part"}.isdisjoint(typed):
        part = Part(answers.get("part") or Part.SOME)
        owed = honest_debt(answers.get("owe") or "", answers.get("owe_sum"), changed.ask, part)
        changed = replace(changed, part=part, owed=owed)
    want, if_no = answers.get("want_back"), answers.get("if_no")
    changed = replace(changed, want=Want(want) if want else None, if_no=IfNo(if_no) if if_no else None)
    return replace(changed, we_hold=not answers.get("they_hold"))
