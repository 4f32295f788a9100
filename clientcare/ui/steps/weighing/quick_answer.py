"""The answer while it is still forming: beside the four quick questions, and beside the screens of who looks closer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from clientcare.decision.assessment import Assessment, WayKind
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.questions import FOUR
from clientcare.ui.steps.weighing import way_words
from clientcare.ui.steps.weighing.following import Following
from clientcare.ui.steps.weighing.so_far import SoFar, missing, so_far, with_answers
from clientcare.ui.widgets.parts import Card, label
from clientcare.ui.wording import Wording, as_sentence, tr

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


class _SoFarCard(Following):
    """A card that weighs anew at every answer, once there are enough of them."""

    def work_out(self, base: Assessment) -> None:
        if self.is_enough(base):
            assessment = with_answers(base, self.answers, self.typed.keys())
            self.desk.jobs.work(lambda: so_far(assessment), self.show_so_far, key=f"so_far.{id(self)}")

    def is_enough(self, base: Assessment) -> bool:
        """Whether there is an answer yet."""
        raise NotImplementedError

    def show_so_far(self, found: SoFar) -> None:
        raise NotImplementedError


class QuickAnswer(_SoFarCard):
    """Beside the four questions: what was said, and the answer once nothing is missing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines = [label("", "soft", wrap=True) for _ in FOUR]
        self._title = label("", "strong", wrap=True)
        self._answer = label("", wrap=True, name="quick.answer")
        card = Card(label(tr("So far"), "heading"), *self._lines, self._title, self._answer, margin=24)
        self.column.addWidget(card)
        self.show_answers()

    def show_answers(self) -> None:
        said = said_so_far(self.answers, self.desk.words)
        for place, line in enumerate(self._lines):
            line.setText(said[place] if place < len(said) else "")
            line.setVisible(place < len(said))
        left = len(missing(self.answers))
        self._title.setText(_waiting_for(left) if left else tr("Our suggestion"))
        self._answer.setVisible(not left and bool(self._answer.text()))

    def is_enough(self, base: Assessment) -> bool:
        if missing(self.answers):
            return False
        # Else the file is about to suggest a first compromise, and the answer would turn in a moment.
        return any(way.kind is WayKind.COMPROMISE for way in base.ways) or not self.typed or not self.answers.get("asked")

    def show_so_far(self, found: SoFar) -> None:
        self._answer.setText(self.desk.words.say(found.said))
        self.show_answers()


class AnswerSoFar(_SoFarCard):
    """Beside the screens of who looks closer: how each answer moves the suggestion."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._answer = label("", wrap=True, name="so_far.answer")
        self._ahead, self._sure = label("", wrap=True, name="so_far.ahead"), label("", "soft", wrap=True, name="so_far.sure")
        hint = label(tr("It follows every answer. Each of these can be passed."), "soft", wrap=True)
        title = label(tr("Our suggestion so far"), "heading")
        self.column.addWidget(Card(title, self._answer, self._ahead, self._sure, hint, margin=24))
        self._ahead.hide()
        self._sure.hide()

    def show_answers(self) -> None:
        if len(missing(self.answers)) == len(FOUR):
            self._answer.setText(tr("It stands here once you have answered one of the four questions before."))

    def is_enough(self, base: Assessment) -> bool:
        return len(missing(self.answers)) < len(FOUR)

    def show_so_far(self, found: SoFar) -> None:
        say = partial(way_words.say, words=self.desk.words)
        self._answer.setText(say(found.said))
        self._ahead.setText(f"{say(found.advice.headline)}.")
        self._sure.setText(as_sentence(say(found.advice.how_sure)))
        self._ahead.show()
        self._sure.show()


def _waiting_for(missing: int) -> str:
    if missing == len(FOUR):
        return tr("Four answers, and a suggestion stands here. Guesses are fine.")
    return tr("%n more answer(s), and a suggestion stands here.", missing)


def said_so_far(answers: Mapping[str, Any], words: Wording) -> list[str]:
    """The answers given, each as a short sentence."""
    said = []
    asked, owed = answers.get("asked"), answers.get("owe_sum")
    if asked is not None:
        if not asked:
            said.append(tr("They do not ask for money."))
        elif answers.get("they_hold"):
            said.append(tr("They have not paid {sum}.", sum=words.money(asked)))
        else:
            said.append(tr("They ask for {sum}.", sum=words.money(asked)))
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
