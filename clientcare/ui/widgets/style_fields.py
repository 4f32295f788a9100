"""How somebody talks: a style to pick, and the four plain questions that find it out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clientcare.letters import communication
from clientcare.letters.communication import NOT_ANSWERED, QUESTIONS, STYLES, TITLES
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.choice import Choice
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.widgets.saved_form import SavedForm
from clientcare.ui.wording import tr

_STYLES = tuple((style, TITLES[style]) for style in STYLES)


class StyleQuestions(QWidget):
    """The four questions. Its value: a letter an answer, as `communication.style_of` reads them, "" while none is given."""

    edited = Signal(object)

    def __init__(self, name: str, *, of_me: bool) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._choices: list[Choice] = []
        for number, question in enumerate(QUESTIONS):
            ask = tr(question.of_me if of_me else question.ask)
            options = tuple((style[0], answer) for style, answer in zip(STYLES, question.answers, strict=True))
            choice = Choice(options, f"{name}.{number}", ask, small=True)
            choice.edited.connect(lambda _: self.edited.emit(self.value()))
            self._choices.append(choice)
            column.addWidget(Labelled(ask, choice))

    def value(self) -> str:
        answers = "".join(choice.value() or NOT_ANSWERED for choice in self._choices)
        return answers.strip(NOT_ANSWERED) and answers

    def set_value(self, value: object) -> None:
        answers = str(value or "").ljust(len(self._choices), NOT_ANSWERED)
        for choice, answer in zip(self._choices, answers, strict=False):
            choice.set_value(answer)


class StyleCard(Card):
    """A style, saved under the name `style`, and the answers that choose it; tapped again it is not known."""

    def __init__(self, desk: Desk, form: SavedForm, title: str, prefix: str, style: str, *, of_me: bool) -> None:
        super().__init__(label(title, "heading"), spacing=12)
        self._words, self._of_me, self._own, answers = desk.words, of_me, "", f"{style}_answers"
        self._pick = Choice(_STYLES, f"{prefix}.{style}", title)
        self._questions = StyleQuestions(f"{prefix}.{answers}", of_me=of_me)
        self._effect = label("", "soft", wrap=True, name=f"{prefix}.{style}.effect")
        self._ask = button(tr("Find out with four questions"), self._unfold, "plain", f"{prefix}.{style}.ask")
        asked = form.add(answers, Labelled(tr("Tap what fits; leave out what you do not know."), self._questions))
        self.column.addWidget(form.add(style, Labelled(_why(of_me=of_me), self._pick)))
        self.column.addLayout(row(self._ask, None))
        self.column.addWidget(asked)
        self.column.addWidget(self._effect)  # last: as it grows, no answer moves away from under the pointer
        self._asked = asked
        asked.hide()
        self._pick.edited.connect(lambda _: self._say())
        self._questions.edited.connect(self._answered)
        self._say()

    def show_style(self, own: str = "") -> None:
        """The form has been filled: say what follows from it. `own`: how the owner talks, beside a client's style."""
        self._own = own
        self._say()

    def _unfold(self) -> None:
        self._asked.setVisible(self._asked.isHidden())
        self._ask.setText(tr("Find out with four questions") if self._asked.isHidden() else tr("Put the questions away"))

    def _answered(self, answers: object) -> None:
        found = communication.style_of(str(answers))
        if found and found != self._pick.value():
            self._pick.set_value(found)
            self._pick.edited.emit(found)
        self._say()

    def _say(self) -> None:
        if self._of_me:
            said = tr("A client’s page then says where your style and theirs may rub, and what helps.")
        else:
            rub = communication.friction(self._own, self._pick.value())
            lines = (communication.effect(self._pick.value()), *((rub,) if rub else ()))
            said = " ".join(map(self._words.say, lines))
        self._effect.setText(said)


def _why(*, of_me: bool) -> str:
    return tr("Which is most like you?") if of_me else tr("Which is most like them? Letters and talking points follow it.")
