"""Draws the questions of one screen from their data, and says what was answered as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from clientcare.records import Known
from clientcare.ui.steps.definition import (
    Answers,
    Day,
    Estimate,
    Field,
    Line,
    Money,
    Pick,
    Step,
    Tick,
    Words,
    YesNo,
    shown_fields,
)
from clientcare.ui.steps.weighing.estimate import EstimateField, MonthsField
from clientcare.ui.steps.weighing.sums import NumberAnswer, SumField
from clientcare.ui.widgets.choice import Choice, Ticks
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.fields import LineField, TextField
from clientcare.ui.widgets.parts import label
from clientcare.ui.wording import Wording, tr


class Agree(QCheckBox):
    """A plain statement to tick."""

    edited = Signal(object)

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)  # only the words can be clicked
        self.clicked.connect(lambda checked: self.edited.emit(checked))

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: object) -> None:
        self.setChecked(bool(value))


Number = SumField | EstimateField | MonthsField
Input = Choice | Ticks | TextField | LineField | Number | DayField | Agree


def make_input(field: Field, words: Wording) -> Input:
    """The control a question is answered with."""
    name, title = f"answer.{field.name}", tr(field.ask)
    if isinstance(field, Pick):
        return Choice(field.options, name, title)
    if isinstance(field, Tick):
        return Ticks(field.options, tr(field.none), name, title)
    if isinstance(field, Words):
        return TextField(name, title, tr(field.hint) if field.hint else "", field.lines)
    if isinstance(field, Line):
        return LineField(name, title, tr(field.hint) if field.hint else "")
    if isinstance(field, Money):
        return SumField(field, words, name, title)
    if isinstance(field, Estimate):
        return (MonthsField if field.unit == "months" else EstimateField)(field, words, name, title)
    if isinstance(field, Day):
        return DayField(name, title, past=field.past)
    assert isinstance(field, YesNo)
    return Agree(title, name)


class StepForm(QWidget):
    """The questions of one screen. `edited(name, value)` follows every valid change; questions appear as they apply.
    `refused(name, text)`: this number cannot be; "" once it has given way.

    Enter in a line goes to the question below it, past a plain statement; `done` follows it in the last one.
    """

    edited = Signal(str, object)
    refused = Signal(str, str)
    done = Signal()

    def __init__(self, step: Step, words: Wording) -> None:
        super().__init__()
        self.step = step
        self._answers: dict[str, Any] = {}
        self._blocks: dict[str, tuple[QWidget, Input]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        heading = label(tr(step.title), "heading", wrap=True, name="step.title")
        column.addWidget(heading)
        if step.why:
            column.addWidget(label(tr(step.why), "soft", wrap=True))
        for field in step.fields:
            column.addWidget(self._block(field, words))
        column.addStretch(1)

    def _block(self, field: Field, words: Wording) -> QWidget:
        block = QWidget()
        block.setProperty("look", "clear")
        inner = QVBoxLayout(block)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        control = make_input(field, words)
        if not isinstance(control, Agree):
            asked = label(tr(field.ask), wrap=True)
            asked.setBuddy(control)
            inner.addWidget(asked)
        inner.addWidget(control)
        if field.why:
            inner.addWidget(label(tr(field.why), "soft", wrap=True))
        control.edited.connect(lambda value, name=field.name: self._edited(name, value))
        if isinstance(control, LineField | NumberAnswer):
            line = control if isinstance(control, LineField) else control.field
            line.returnPressed.connect(partial(self._entered, field.name))
        if isinstance(control, NumberAnswer):
            control.refused.connect(lambda text, name=field.name: self.refused.emit(name, text))
        self._blocks[field.name] = (block, control)
        return block

    def set_answers(self, answers: Answers, keep: set[str]) -> None:
        """Show these answers, except the questions in `keep`, which are still being typed."""
        for name, (_, control) in self._blocks.items():
            if name not in keep:
                self._answers[name] = answers.get(name)
                control.set_value(answers.get(name))
        self._show_what_applies()

    @property
    def wants_known(self) -> bool:
        """Whether a question here shows what it counts as while unanswered, or what a sum comes to."""
        return any(isinstance(control, Number) for _, control in self._blocks.values())

    def show_known(self, known: Known) -> None:
        for _, control in self._blocks.values():
            if isinstance(control, Number):
                control.show_known(known)

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Show what was typed before as answers here, and cannot be."""
        for name, text in texts.items():
            control = self._blocks[name][1] if name in self._blocks else None
            if isinstance(control, NumberAnswer):
                control.put_back(text)

    def focus_trouble(self) -> bool:
        """Put the cursor where a number cannot be used; False where all can."""
        numbers = (control for _, control in self._blocks.values() if isinstance(control, SumField | EstimateField))
        return any(control.focus_trouble() for control in numbers if control.isVisible())

    def _edited(self, name: str, value: object) -> None:
        self._answers[name] = value
        self._show_what_applies()
        self.edited.emit(name, value)

    def _entered(self, name: str) -> None:
        """Enter says "that is it": on to the next question, or to what comes after them."""
        control = self._blocks[name][1]
        if isinstance(control, NumberAnswer) and control.focus_trouble():
            return
        shown = [field.name for field in shown_fields(self.step, self._answers)]
        below = [under for under in shown[shown.index(name) + 1 :] if not isinstance(self._blocks[under][1], Agree)]
        if below:
            _go_to(self._blocks[below[0]][1])
        else:
            self.done.emit()

    def _show_what_applies(self) -> None:
        applies = {field.name for field in shown_fields(self.step, self._answers)}
        for name, (block, _) in self._blocks.items():
            block.setVisible(name in applies)

    def focus_first(self) -> None:
        """Put the cursor where the owner has something to type: the first line still empty, else the first."""
        names = [field.name for field in shown_fields(self.step, self._answers)]
        typed = [name for name in names if isinstance(self._blocks[name][1], TextField | LineField | NumberAnswer)]
        still_empty = [name for name in typed if self._answers.get(name) in (None, "")]
        if typed:
            _type_in(self._blocks[(still_empty or typed)[0]][1])
        else:
            self.setFocus()  # nothing to type: the next Tab reaches the first answer


def _type_in(control: QWidget) -> None:
    """The cursor where words go on and where a number is typed anew, never before what stands there."""
    control.setFocus()
    if isinstance(control, TextField):
        control.moveCursor(QTextCursor.MoveOperation.End)
    elif isinstance(control, LineField):
        control.setCursorPosition(len(control.text()))
    elif isinstance(control, NumberAnswer):
        control.field.selectAll()


def _go_to(control: QWidget) -> None:
    """The focus to a question, as Tab would bring it there: to its line, or to its first answer."""
    takes_it = control.focusProxy() is not None or control.focusPolicy() != Qt.FocusPolicy.NoFocus
    answers = [] if takes_it else control.findChildren(QAbstractButton)
    (answers[0] if answers else control).setFocus(Qt.FocusReason.TabFocusReason)
