"""What a letter must know and nobody has said yet, asked one at a time; and the same facts to change afterwards."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.letters.dates import ten_working_days, working_days
from clientcare.letters.facts import Facts, Question
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.fields import DayField, NumberField, TextField
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import Card, button, empty, label, row
from clientcare.ui.wording import Wording, tr

_TYPES = {field.name: str(field.type) for field in fields(Facts)}
TYPING = "typing."  # an answer half typed is kept among the draft's facts under this and its field: no letter knows it
SETTINGS, OFFERS, FIRMS = "letterhead", "offers", "providers"
TITLES = {
    "answer_by": mark("You will be in touch by"),
    "request": mark("What they ask for"),
    "reasons": mark("Your reasons, one a line"),
    "can_do": mark("What you can do, one a line"),
    "our_part": mark("What was yours in it"),
    "changed": mark("What you have changed since"),
    "give": mark("What you do for them"),
    "give_by": mark("Done by"),
    "repaid": mark("Money that goes back to them"),
    "repaid_by": mark("They have it by"),
    "still_owed": mark("What they still owe you"),
    "still_owed_by": mark("To be paid by"),
    "need": mark("What they need that you do not offer"),
    "work_in_hand": mark("What happens to work begun"),
    "last_day": mark("Your last day of working together"),
    "notice": mark("The notice your agreement asks for"),
    "records": mark("What happens to their papers"),
}
_MONEY = ("repaid", "repaid_by", "still_owed", "still_owed_by")
FACTS_OF = {
    "acknowledgement": ("answer_by",),
    "compromise": ("our_part", "changed"),
    "courteous_no": ("request", "reasons", "can_do", "our_part", "answer_by"),
    "goodwill": ("give", "give_by", *_MONEY, "our_part", "changed", "answer_by"),
    "referral": ("need", "work_in_hand", *_MONEY, "answer_by"),
    "farewell": ("last_day", "work_in_hand", *_MONEY, "notice", "records", "answer_by"),
}
Input = TextField | NumberField | DayField


def fact_input(field: str, title: str, words: Wording, name: str) -> Input:
    """The control for one fact: a day, a sum, or words."""
    if _TYPES[field].startswith("date"):
        return DayField(name, title)
    if _TYPES[field].startswith("Decimal"):
        return NumberField(words.locale, name, title, words.currency)
    return TextField(name, title, lines=2 if field in ("reasons", "can_do", "our_part", "understood") else 1, most=6)


def as_text(value: Any) -> str:
    """A fact as a draft keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value or "")


def _to_start_from(field: str, day: date | None) -> date:
    """A day to begin with: what was said if it lies ahead, else one most people can keep."""
    today = date.today()
    usual = working_days(today, 2) if field == "answer_by" else ten_working_days(today)
    return day if day and day >= today else usual


class QuestionCard(Card):
    """The first question that stands between the owner and the letter. `answered(field, text)`; `led_to(field)`: elsewhere.

    `typed(field, raw)` follows every key, so that half an answer is not lost either.
    """

    typed = Signal(str, str)
    answered = Signal(str, str)
    led_to = Signal(str)

    def __init__(self, words: Wording) -> None:
        super().__init__(look="wash", margin=16)
        self._words, self._asked = words, ""
        self._input: Input | None = None
        self._count, self._ask = label("", "soft", name="question.count"), label("", "strong", wrap=True, name="question")
        self._place = QVBoxLayout()
        self._go = button("", self._answer, name="question.answer")
        self._go.setProperty("stands_in", True)  # for the primary button, which waits for the answers
        self.column.addWidget(self._count)
        self.column.addWidget(self._ask)
        self.column.addLayout(self._place)
        self.column.addLayout(row(self._go, None))
        self.hide()

    def show_questions(self, questions: tuple[Question, ...], value: Any, begun: str | None) -> None:
        """Ask the first; `value` is what its field holds now, `begun` half an answer. The same question stays as it is."""
        first = questions[0]
        asked = f"{first.field} {self._words.say(first.ask)}"
        self._count.setText(tr("%n question(s) before the letter", len(questions)))
        self._ask.setText(self._words.say(first.ask))
        if asked != self._asked:
            self._asked, self._field = asked, first.field
            self._draw(first.field, value, begun)
        self.show()

    def _draw(self, field: str, value: Any, begun: str | None) -> None:
        empty(self._place)
        self._input = None
        verbs = {SETTINGS: tr("Open the settings"), OFFERS: tr("Add an option"), FIRMS: tr("Use these")}
        self._go.setText(verbs.get(field, tr("Use this")))
        if field in verbs:
            self._go.setFocus()
            return
        self._input = fact_input(field, self._ask.text(), self._words, f"question.{field}")
        self._fill(field, value, begun)
        if isinstance(self._input, NumberField):
            self._input.returnPressed.connect(self._answer)
            self._input.textEdited.connect(lambda text: self.typed.emit(field, text))
        elif isinstance(self._input, TextField):
            self._input.edited.connect(lambda text: self.typed.emit(field, text))
        self._place.addWidget(self._input)
        self._input.setFocus()

    def _fill(self, field: str, value: Any, begun: str | None) -> None:
        if isinstance(self._input, DayField):
            self._input.set_value(_to_start_from(field, value))
        elif isinstance(self._input, NumberField) and begun:
            self._input.setText(begun)
        elif self._input is not None:
            self._input.set_value(begun or value)

    def done(self) -> None:
        self._asked = ""
        self.hide()

    def _answer(self) -> None:
        if self._input is None:
            self.led_to.emit(self._field)
            return
        invalid = isinstance(self._input, NumberField) and self._input.invalid
        text = "" if invalid else as_text(self._input.value())
        if not text:
            self._input.setFocus()
            return
        self._asked = ""  # the same question again means that the answer did not do
        self.answered.emit(self._field, text)


class FactsCard(QWidget):
    """The days, sums and phrases the suggested words are made of, folded away until wanted. `edited(field, text)`."""

    edited = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._words = desk.words
        self._inputs: dict[str, Input] = {}
        self._open = button("", self._fold, "plain", "facts.open")
        self._inner = QWidget()
        self._inner.setProperty("look", "clear")
        self._fields = QVBoxLayout(self._inner)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row(self._open, None))
        column.addWidget(self._inner)
        self._inner.hide()
        self._say_fold()

    def show_kind(self, kind: str) -> None:
        empty(self._fields)
        self._inputs = {}
        for field in FACTS_OF.get(kind, ()):
            title = tr(TITLES[field])
            made = fact_input(field, title, self._words, f"fact.{field}")
            made.edited.connect(lambda value, field=field: self.edited.emit(field, as_text(value)))
            self._inputs[field] = made
            self._fields.addWidget(Labelled(title, made))

    def show_facts(self, facts: Facts) -> None:
        for field, made in self._inputs.items():
            typed_in = made.focusProxy() or made
            if not typed_in.hasFocus():
                made.set_value(getattr(facts, field))

    def _fold(self) -> None:
        self._inner.setVisible(self._inner.isHidden())
        self._say_fold()

    def _say_fold(self) -> None:
        folded = self._inner.isHidden()
        self._open.setText(tr("Change the facts behind these words") if folded else tr("Hide the facts"))
