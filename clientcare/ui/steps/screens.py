"""Which widget shows a step: the questions with a card beside them, or the panel the step has of its own."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from clientcare.records import Changes, DisputeDetail, EventForm
from clientcare.ui.desk import Desk
from clientcare.ui.steps.definition import Step
from clientcare.ui.steps.form import StepForm
from clientcare.ui.steps.panel import Panel
from clientcare.ui.widgets.parts import Card, scroller
from clientcare.ui.widgets.timeline import Timeline

# Steps that are more than questions, and where their panel lives.
PANELS = {
    "weigh.board": ("weighing", "WeighPanel"),
    "decide": ("deciding", "DecidePanel"),
    "write": ("writing", "WritePanel"),
}
Answered = Callable[[Step, str, object], None]


class Screen(QWidget):
    """What the dispute page shows between stepper and footer."""

    moved_on = Signal()
    primary_changed = Signal()

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


class _Questions(Screen):
    """The questions of a step in a card, and beside them what helps to answer."""

    def __init__(self, step: Step, desk: Desk, answered: Answered, beside: QWidget) -> None:
        super().__init__()
        self._form = StepForm(step, desk.words)
        self._beside = beside
        self._form.edited.connect(lambda name, value: self._edited(answered, step, name, value))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(_column(Card(self._form, margin=24)), 3)
        line.addWidget(_column(beside), 2)

    def _edited(self, answered: Answered, step: Step, name: str, value: object) -> None:
        answered(step, name, value)
        if hasattr(self._beside, "answer"):
            self._beside.answer(name, value)

    def show_dispute(self, dispute: DisputeDetail, typing: set[str]) -> None:
        self._form.set_answers({**dispute.answers, "title": dispute.title}, keep=typing)
        if isinstance(self._beside, Timeline):
            self._beside.show_events(dispute.id, dispute.events)
        else:
            self._beside.show_dispute(dispute)  # type: ignore[attr-defined]

    def focus_first(self) -> None:
        self._form.focus_first()


class _WithPanel(Screen):
    """A step's own panel."""

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self._panel = panel
        self._extras = panel.extra_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        panel.moved_on.connect(self.moved_on)
        panel.primary_changed.connect(self.primary_changed)

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


def make(
    step: Step, desk: Desk, answered: Answered, save: Callable[[EventForm], object], delete: Callable[[int], object]
) -> Screen:
    """The widget for a step; a panel's module is loaded when it is first needed."""
    if step.key in PANELS:
        package, name = PANELS[step.key]
        panel: Panel = getattr(import_module(f"clientcare.ui.steps.{package}.panel"), name)(desk)
        return _WithPanel(panel)
    return _Questions(step, desk, answered, _beside(step, desk, save, delete))


def _beside(
    step: Step, desk: Desk, save: Callable[[EventForm], object], delete: Callable[[int], object]
) -> QWidget:
    if step.stage == "weigh":
        from clientcare.ui.steps.weighing.panel import QuickAnswer

        return QuickAnswer(desk)
    return Timeline(desk.words, save, delete)


def _column(content: QWidget) -> QScrollArea:
    """Content that scrolls by itself when it is taller than the window."""
    area, holder = scroller()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(content)
    column.addStretch(1)
    return area
