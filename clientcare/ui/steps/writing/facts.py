"""What a letter must know and nobody has said yet, asked one at a time; and the same facts to change afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.letters.dates import ten_working_days, working_days
from clientcare.letters.facts import Facts, Question
from clientcare.ui.desk import Desk
from clientcare.ui.steps.writing.fact_fields import (
    BEHIND_US,
    FACTS_OF,
    NOTHING,
    TITLES,
    Input,
    as_text,
    belongs,
    fact_input,
    may_skip,
)
from clientcare.ui.widgets.choice import Choice
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.fields import NumberField, TextField
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import Card, button, empty, label, row
from clientcare.ui.wording import Wording, tr

TYPING = "typing."  # an answer half typed is kept among the draft's facts under this and its field: no letter knows it
SETTINGS, OFFERS, FIRMS, ROUTES, CONSENT = "letterhead", "offers", "providers", "routes", "handover"


def _to_start_from(field: str, day: date | None) -> date:
    """A day to begin with: what was said if it lies ahead, else one most people can keep."""
    today = date.today()
    if field in BEHIND_US:
        return day if day and day <= today else today
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
        self._note = label("", "soft", wrap=True, name="question.note")
        self._go = button("", self._answer, name="question.answer")
        self._skip = button(tr("Leave it out"), self._leave_out, "plain", "question.skip")
        self._go.setProperty("stands_in", True)  # for the primary button, which waits for the answers
        self.column.addWidget(self._count)
        self.column.addWidget(self._ask)
        self.column.addWidget(self._note)
        self.column.addLayout(self._place)
        self.column.addLayout(row(self._go, self._skip, None, spacing=4))
        self.hide()

    def show_questions(self, questions: tuple[Question, ...], value: Any, begun: str | None, note: str = "") -> None:
        """Ask the first; `value` is what its field holds now, `begun` half an answer, `note` a quiet word on it.

        The same question stays as it is.
        """
        first = questions[0]
        asked = f"{first.field} {self._words.say(first.ask)}"
        self._count.setText(tr("%n question(s) before the letter", len(questions)))
        self._ask.setText(self._words.say(first.ask))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._skip.setVisible(first.may_skip)
        if asked != self._asked:
            self._asked, self._field = asked, first.field
            self._draw(first.field, value, begun)
        self.show()

    def _draw(self, field: str, value: Any, begun: str | None) -> None:
        empty(self._place)
        self._input = None
        verbs = {SETTINGS: tr("Open the settings"), OFFERS: tr("Add an option"), FIRMS: tr("Use these")}
        verbs |= {CONSENT: tr("Go to Follow through")}
        self._go.setText(verbs.get(field, tr("Use this")))
        if field in verbs:
            self._go.setFocus()
            return
        self._input = fact_input(field, self._ask.text(), self._words, f"question.{field}")
        self._fill(field, value, begun)
        if isinstance(self._input, NumberField):
            self._input.returnPressed.connect(self._answer)
            self._input.textEdited.connect(lambda text: self.typed.emit(field, text))
        elif isinstance(self._input, DayField):
            self._input.entered.connect(self._answer)
            self._input.edited.connect(lambda day: self.typed.emit(field, as_text(day)))
        elif isinstance(self._input, TextField):
            self._input.edited.connect(lambda text: self.typed.emit(field, text))
        elif isinstance(self._input, Choice):
            self._input.edited.connect(lambda chosen: self.typed.emit(field, str(chosen)))
            self._input.edited.connect(lambda _: self._go.setFocus())  # one more key says so
        self._place.addWidget(self._input)
        self._input.setFocus()

    def _fill(self, field: str, value: Any, begun: str | None) -> None:
        if isinstance(self._input, DayField):
            self._input.set_value(date.fromisoformat(begun) if begun else _to_start_from(field, value))
        elif isinstance(self._input, NumberField) and begun:
            self._input.put_back(begun)
        elif self._input is not None:
            self._input.set_value(begun or ("" if value == NOTHING else value))

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

    def _leave_out(self) -> None:
        self._asked = ""
        self.answered.emit(self._field, NOTHING)


class FactsCard(QWidget):
    """The days, sums and phrases the suggested words are made of, folded away until wanted. `edited(field, text)`."""

    edited = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._words, self._kind = desk.words, ""
        self._inputs: dict[str, Input] = {}
        self._rows: dict[str, Labelled] = {}
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
        self._inputs, self._kind = {}, kind
        self._rows = {}
        for field in ("correction", *FACTS_OF.get(kind, ())):
            title = tr(TITLES[field])
            made = fact_input(field, title, self._words, f"fact.{field}")
            made.edited.connect(lambda value, field=field: self._edited(field, as_text(value)))
            self._inputs[field] = made
            self._rows[field] = Labelled(title, made)
            self._fields.addWidget(self._rows[field])

    def show_facts(self, facts: Facts) -> None:
        for field, made in self._inputs.items():
            self._rows[field].setVisible(belongs(field, self._kind, facts))
            typed_in = made.focusProxy() or made
            if not typed_in.hasFocus():
                value = getattr(facts, field)
                made.set_value("" if value == NOTHING else value)

    def _edited(self, field: str, text: str) -> None:
        """Emptied, what the letter can do without is left out, and not asked for again."""
        self.edited.emit(field, text or (NOTHING if may_skip(self._kind, field) else ""))

    def _fold(self) -> None:
        self._inner.setVisible(self._inner.isHidden())
        self._say_fold()

    def _say_fold(self) -> None:
        folded = self._inner.isHidden()
        self._open.setText(tr("Change the facts behind these words") if folded else tr("Hide the facts"))
