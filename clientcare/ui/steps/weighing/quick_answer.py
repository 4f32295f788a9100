"""The answer while it is still forming: beside the four quick questions, and beside the screens of who looks closer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare import services
from clientcare.decision.advice import Advice, advise, quick_answer, with_usual_ways
from clientcare.decision.assessment import Assessment, IfNo, Part, Want, WayKind
from clientcare.decision.levers import move
from clientcare.decision.ways_out import give, honest_debt
from clientcare.errors import WorldError
from clientcare.records import DisputeDetail
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.definition import Estimate
from clientcare.ui.steps.questions import CLOSER
from clientcare.ui.steps.weighing import way_words
from clientcare.ui.widgets.parts import Card, label
from clientcare.ui.wording import tr

GUESSED = {field.name for step in CLOSER for field in step.fields if isinstance(field, Estimate) and field.judged}
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


@dataclass(frozen=True)
class SoFar:
    """The answer in words, the advice behind it, and the guess to settle first where it is too close to call."""

    said: Said
    advice: Advice
    first: str | None


def so_far(assessment: Assessment) -> SoFar:
    """Weigh what is known, with the ways everyone has. It rests on ten thousand draws, so it belongs on the work thread."""
    from clientcare.decision.stakes import weigh

    usual = with_usual_ways(assessment)
    weighing = weigh(usual)
    first = weighing.first_question if weighing.close_call else None
    return SoFar(quick_answer(assessment), advise(weighing, usual), first)


class _Following(QWidget):
    """A card that follows every answer; `answer` is told of each as it is typed, before it is in the file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.answers: dict[str, Any] = {}
        self._id = 0
        self._typed: dict[str, Any] = {}  # ahead of the file by a second or so
        self._base: Assessment | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_dispute(self, dispute: DisputeDetail) -> None:
        """Start from what the file says, with what has been typed since."""
        if dispute.id != self._id:
            self._id, self._typed, self._base = dispute.id, {}, None
        self._typed = {name: value for name, value in self._typed.items() if dispute.answers.get(name) != value}
        self.answers, id = {**dispute.answers, **self._typed}, dispute.id
        self.desk.jobs.read(lambda session: services.decisions.assessment(session, id), partial(self._read, id), self._gone)
        self.show_answers()

    def answer(self, name: str, value: object) -> None:
        """An answer as it was just given."""
        self.answers[name] = self._typed[name] = value
        self.show_answers()
        self._work_out()

    def _read(self, id: int, assessment: Assessment) -> None:
        if id == self._id:
            self._base = assessment
            self._work_out()

    def _gone(self, error: Exception) -> None:
        if not isinstance(error, WorldError):  # deleted meanwhile: the page says so
            self.desk.jobs.failed.emit(error)

    def _work_out(self) -> None:
        if self._base is not None and self.is_enough(self._base, self._typed):
            assessment = with_answers(self._base, self.answers, self._typed.keys())
            self.desk.jobs.work(lambda: so_far(assessment), self.show_so_far, key=f"so_far.{id(self)}")

    def is_enough(self, base: Assessment, typed: Mapping[str, Any]) -> bool:
        """Whether there is an answer yet."""
        raise NotImplementedError

    def show_answers(self) -> None:
        """Show what was said."""

    def show_so_far(self, found: SoFar) -> None:
        raise NotImplementedError


class QuickAnswer(_Following):
    """Beside the four questions: what was said, and the answer once nothing is missing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines = [label("", "soft", wrap=True) for _ in FOUR]
        self._title = label("", "strong", wrap=True)
        self._answer = label("", wrap=True, name="quick.answer")
        card = Card(label(tr("So far"), "heading"), *self._lines, self._title, self._answer, margin=24)
        self._column.addWidget(card)
        self.show_answers()

    def show_answers(self) -> None:
        said = said_so_far(self.answers, self.desk)
        for place, line in enumerate(self._lines):
            line.setText(said[place] if place < len(said) else "")
            line.setVisible(place < len(said))
        left = len(missing(self.answers))
        self._title.setText(_waiting_for(left) if left else tr("Our suggestion"))
        self._answer.setVisible(not left and bool(self._answer.text()))

    def is_enough(self, base: Assessment, typed: Mapping[str, Any]) -> bool:
        if missing(self.answers):
            return False
        # Else the file is about to suggest a first compromise, and the answer would turn in a moment.
        return any(way.kind is WayKind.COMPROMISE for way in base.ways) or not typed or not self.answers.get("asked")

    def show_so_far(self, found: SoFar) -> None:
        self._answer.setText(self.desk.words.say(found.said))
        self.show_answers()


class AnswerSoFar(_Following):
    """Beside the screens of who looks closer: how each answer moves the suggestion."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._answer = label("", wrap=True, name="so_far.answer")
        self._ahead, self._sure = label("", wrap=True, name="so_far.ahead"), label("", "soft", wrap=True, name="so_far.sure")
        hint = label(tr("It follows every answer. Each of these can be passed."), "soft", wrap=True)
        title = label(tr("Our suggestion so far"), "heading")
        self._column.addWidget(Card(title, self._answer, self._ahead, self._sure, hint, margin=24))
        self._ahead.hide()
        self._sure.hide()

    def show_answers(self) -> None:
        if len(missing(self.answers)) == len(FOUR):
            self._answer.setText(tr("It stands here once you have answered one of the four questions before."))

    def is_enough(self, base: Assessment, typed: Mapping[str, Any]) -> bool:
        return len(missing(self.answers)) < len(FOUR)

    def show_so_far(self, found: SoFar) -> None:
        say = partial(way_words.say, words=self.desk.words)
        self._answer.setText(say(found.said))
        self._ahead.setText(f"{say(found.advice.headline)}.")
        self._sure.setText(as_sentence(say(found.advice.how_sure)))
        self._ahead.show()
        self._sure.show()


def missing(answers: Mapping[str, Any]) -> list[str]:
    """Which of the four questions nobody has answered yet."""
    return [name for name in FOUR if answers.get(name) in (None, "")]


def as_sentence(text: str) -> str:
    """Beginning with a capital and ending with a full stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _waiting_for(missing: int) -> str:
    if missing == len(FOUR):
        return tr("Four answers, and a suggestion stands here. Guesses are fine.")
    return tr("%n more answer(s), and a suggestion stands here.", missing)


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
    changed = replace(changed, we_hold=not answers.get("they_hold"))
    for name in GUESSED & set(typed):
        given = answers[name]
        if isinstance(given, Mapping) and given["value"] is not None:  # "not sure" and "as usual" come with the file
            changed = move(changed, name, given["value"], given["sure"])
    return changed
