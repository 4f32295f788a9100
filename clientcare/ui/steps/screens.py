"""Which widget shows a step: the questions with a card beside them, or the panel the step has of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clientcare import services
from clientcare.records import Changes, DisputeDetail, Known
from clientcare.ui.desk import Desk
from clientcare.ui.steps.beside import Beside
from clientcare.ui.steps.definition import Step
from clientcare.ui.steps.form import StepForm
from clientcare.ui.steps.panel import Panel
from clientcare.ui.steps.questions import CLOSER
from clientcare.ui.steps.reminding import Reminding
from clientcare.ui.steps.story import Story
from clientcare.ui.timeline.arrivals import Arrivals
from clientcare.ui.widgets.parts import Card, button, scrolled
from clientcare.ui.widgets.refusals import Refusals
from clientcare.ui.wording import tr

# Steps that are more than questions, and where their panel lives: loaded when it is first needed.
PANELS = {
    "weigh.answer": ("weighing.first_answer", "FirstAnswerPanel"),
    "weigh.fit": ("weighing.fit", "FitPanel"),
    "weigh.ways": ("weighing.ways", "WaysPanel"),
    "weigh.board": ("weighing.panel", "WeighPanel"),
    "decide": ("deciding.panel", "DecidePanel"),
    "write": ("writing.panel", "WritePanel"),
    "follow.referral": ("following.referrals", "ReferralPanel"),
}
# What helps to answer, in a card beside the questions; a step not named here has the timeline there.
SO_FAR, DEEPER = ("weighing.quick_answer", "QuickAnswer"), ("weighing.quick_answer", "AnswerSoFar")
BESIDE = {
    "listen.mood": ("listening.calm", "CalmCard"),
    "listen.words": ("listening.call", "CallCard"),
    "weigh.asked": SO_FAR,
    "weigh.owe": SO_FAR,
    "weigh.want": SO_FAR,
    "weigh.if_no": SO_FAR,
    "weigh.yours": DEEPER,
    "weigh.others": DEEPER,
    "weigh.theirs": DEEPER,
    "weigh.brings": ("weighing.worth_card", "WorthCard"),
    "weigh.worth": ("weighing.worth_card", "WorthCard"),
    "weigh.part": DEEPER,
    "follow.answer": ("following.sent_elsewhere", "SentElsewhere"),
}
ABOVE_THE_TIMELINE = ("listen.words", "follow.answer")
Answered = Callable[[Step, str, object], None]


class Screen(QWidget):
    """What the dispute page shows between stepper and footer; its signals are those of a `Panel`.

    `entered`: Enter in the last question, which is as good as the primary button.
    """

    over = False  # shown over a step, not a step of its own
    moved_on = Signal()
    entered = Signal()
    primary_changed = Signal()
    answered = Signal(str, str, object)
    wanted = Signal(str)

    def turn_to(self, part: str) -> None:
        """Show this part of the step; before `show_dispute`."""

    def show_dispute(self, dispute: DisputeDetail, typing: set[str]) -> None:
        """Show the dispute; the fields in `typing` are the owner's own right now."""

    def refresh(self, changes: Changes) -> None: ...

    def primary_text(self) -> str | None:
        """The primary button's text; "" leaves it to the page, None hides the button."""
        return ""

    def can_go_on(self) -> bool:
        return True

    def extra_buttons(self) -> list[QPushButton]:
        return []

    def go_on(self) -> None:
        self.moved_on.emit()

    def leave(self) -> None: ...

    def focus_first(self) -> None: ...

    def _ways_out_of(self, step: Step) -> list[QPushButton]:
        """Who looks closer may have had enough on any of those screens."""
        if step not in CLOSER:
            return []
        again = button(tr("The short way again"), self._back_to_short, "plain", "weigh.short_way")
        again.setToolTip(tr("Back to the answer so far. What you answered is kept and counts."))
        return [again]

    def _back_to_short(self) -> None:
        self.answered.emit("assessment", "closer", False)


class _Questions(Screen):
    """The questions of a step in a card, and beside them what helps to answer.

    `beside` are the widgets next to the questions, top down.
    """

    def __init__(self, step: Step, desk: Desk, answered: Answered, beside: list[Beside]) -> None:
        super().__init__()
        self._desk, self._dispute = desk, 0
        self._form = StepForm(step, desk.words)
        self._beside = beside
        self._form.edited.connect(lambda name, value: self._edited(answered, step, name, value))
        self._form.done.connect(self.entered)
        self._refusals = Refusals(self, desk.jobs)
        self._form.refused.connect(self._refusals.note)
        self._refusals.offered.connect(self._form.put_back)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(scrolled(Card(self._form, margin=24)), 3)
        line.addWidget(scrolled(*beside), 2)
        self._extras = self._ways_out_of(step)

    def _edited(self, answered: Answered, step: Step, name: str, value: object) -> None:
        answered(step, name, value)
        for card in self._beside:
            card.answer(name, value)

    def show_dispute(self, dispute: DisputeDetail, typing: set[str]) -> None:
        if dispute.id != self._dispute:
            self._dispute = dispute.id
            self._read_known()
            self._refusals.turn_to(("refused.dispute", dispute.id))
        self._form.set_answers({**dispute.answers, "title": dispute.title}, keep=typing)
        if self._form.wants_known:
            self._refusals.ask()
        for card in self._beside:
            card.show_dispute(dispute)

    def refresh(self, changes: Changes) -> None:
        self._read_known()
        for card in self._beside:
            card.refresh(changes)

    def _read_known(self) -> None:
        """What each number counts as while unanswered; follows whatever is written anywhere."""
        id, jobs = self._dispute, self._desk.jobs
        if id and self._form.wants_known:
            jobs.read(lambda session: services.known.about(session, id), partial(self._known, id), jobs.fail_unless_gone)

    def _known(self, id: int, known: Known) -> None:
        if id == self._dispute:
            self._form.show_known(known)

    def extra_buttons(self) -> list[QPushButton]:
        return self._extras

    def go_on(self) -> None:
        if not self._form.focus_trouble():
            self.moved_on.emit()

    def focus_first(self) -> None:
        self._form.focus_first()


class _WithPanel(Screen):
    """A step's own panel."""

    def __init__(self, step: Step, panel: Panel) -> None:
        super().__init__()
        self._panel = panel
        self._extras = [*self._ways_out_of(step), *panel.extra_buttons()]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        panel.moved_on.connect(self.moved_on)
        panel.primary_changed.connect(self.primary_changed)
        panel.answered.connect(self.answered)
        panel.wanted.connect(self.wanted)

    def turn_to(self, part: str) -> None:
        self._panel.turn_to(part)

    def show_dispute(self, dispute: DisputeDetail, typing: set[str]) -> None:
        self._panel.show_dispute(dispute)

    def refresh(self, changes: Changes) -> None:
        self._panel.refresh(changes)

    def primary_text(self) -> str | None:
        return self._panel.primary_text() or None

    def can_go_on(self) -> bool:
        return self._panel.can_go_on()

    def extra_buttons(self) -> list[QPushButton]:
        return self._extras

    def go_on(self) -> None:
        self._panel.go_on()

    def leave(self) -> None:
        self._panel.leave()

    def focus_first(self) -> None:
        self._panel.setFocus(Qt.FocusReason.OtherFocusReason)


def make(step: Step, desk: Desk, answered: Answered, arrivals: Arrivals) -> Screen:
    """The widget for a step; `arrivals` takes the files that are dropped on its timeline."""
    if step.key in PANELS:
        return _WithPanel(step, _load(PANELS[step.key])(desk))
    beside: list[Beside] = [_load(BESIDE[step.key])(desk)] if step.key in BESIDE else []
    if not beside or step.key in ABOVE_THE_TIMELINE:
        beside.append(Reminding(desk))
        beside.append(Story(desk, arrivals))
    return _Questions(step, desk, answered, beside)


def _load(place: tuple[str, str]) -> Any:
    module, name = place
    return getattr(import_module(f"clientcare.ui.steps.{module}"), name)
