"""One dispute, walked through its six steps; every answer is saved as it is typed, and resumed where it was left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from clientcare import services
from clientcare.records import Changes, DisputeDetail
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.pages.dispute_menu import DisputeMenu
from clientcare.ui.pages.dispute_words import about, ending, onward, state
from clientcare.ui.pages.page import Page
from clientcare.ui.steps import screens
from clientcare.ui.steps.answers import Unsaved
from clientcare.ui.steps.definition import Pick, Step, Tick, YesNo, neighbour, resume_at, visible
from clientcare.ui.steps.questions import CLOSER, FOUR, STAGES, STEPS
from clientcare.ui.timeline.arrivals import Arrivals
from clientcare.ui.timeline.screen import TimelineScreen
from clientcare.ui.widgets.parts import button, empty
from clientcare.ui.widgets.stepper import Stepper
from clientcare.ui.wording import tr

ORDER = [key for key, _ in STAGES]


class DisputePage(Page):
    """Shows one screen of one dispute at a time, between the stepper and the footer."""

    kinds = ("Dispute", "TimelineEvent", "StoredAssessment", "StoredOffer", "Decision", "StoredLetter", "Sending", "Client")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "", scrolls=False)
        self._dispute: DisputeDetail | None = None
        self._at: Step = STEPS[0]
        self._shown: screens.Screen | None = None
        self._unsaved = Unsaved(desk.jobs, self.status, self)
        self._unsaved.written.connect(self._written)
        self._arrivals = Arrivals(desk, self)
        self._stepper = Stepper(desk.theme, STAGES, self._go_to_stage)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._stepper)
        self.body.addLayout(self._place, 1)
        self._more = button(tr("More"), lambda: None, name="dispute.more")
        self._menu = DisputeMenu(desk, self._unsaved, self)
        self._menu.closed.connect(self._closed)
        self._menu.deleted.connect(self._deleted)
        self._more.setMenu(self._menu)
        self._story = button(tr("Timeline"), self._show_timeline, name="dispute.timeline")
        self._story.setToolTip(tr("All that happened, and the files"))
        self.head_buttons.addWidget(self._story)
        self.head_buttons.addWidget(self._more)
        self._back = button(tr("Back"), self.back, name="dispute.back")
        self._next = button(tr("Continue"), self.go_on, "primary", "dispute.next")
        self.footer.addWidget(self._back)
        self.footer.addWidget(self._next)

    # -- reading and showing

    def open(self, record: int | None, screen: str = "") -> None:
        if record != self.record:
            self._dispute = None
            self._menu.show_dispute(None)
            self._clear()
            self._unsaved.turn_to(record or 0)
            self.status.setText("")
        self.record, self.wanted = record, screen
        self.load()

    def load(self) -> None:
        id = self.record
        if id is not None:
            self.desk.jobs.read(lambda session: services.disputes.detail(session, id), self._read, self._gone)

    def refresh(self, changes: Changes) -> None:
        if self._shown is not None:
            self._shown.refresh(changes)
        if self._unsaved.quiet and changes.touches(*self.kinds):
            self.load()

    def _gone(self, error: Exception) -> None:
        self.back_to("disputes", mark("That dispute is no longer here."), error)

    def forget(self) -> None:
        self._unsaved.forget()

    def _read(self, dispute: DisputeDetail) -> None:
        if dispute.id != self.record:
            return
        first = self._dispute is None
        self._dispute = dispute
        self._head(dispute)
        if first or self.wanted:
            (wanted, _, part), self.wanted = self.wanted.partition(":"), ""  # "write:12" is one letter of the step
            self._open_at(wanted, part, first=first)
        elif self._shown is not None:
            self._shown.show_dispute(dispute, self._unsaved.names)
            self._footer()

    def _open_at(self, wanted: str, part: str, *, first: bool) -> None:
        """Show the screen asked for, or the one that was left; "timeline:12" is an entry of the timeline."""
        assert self._dispute is not None
        if wanted == "timeline":
            if first:
                self._at = resume_at(STEPS, self._answers, self._dispute.screen, self._dispute.stage)
            self._show_timeline(part)
            return
        self._meant_by(wanted)
        stage = wanted.partition(".")[0] or self._dispute.stage
        self._show(resume_at(STEPS, self._answers, wanted or self._dispute.screen, stage), part)

    def _head(self, dispute: DisputeDetail) -> None:
        self.title.setText(dispute.title)
        self.set_soft(about(dispute, self.desk.words))
        self.set_pill(*state(dispute, self.desk.words))
        self._menu.show_dispute(dispute)

    @property
    def _steps(self) -> tuple[Step, ...]:
        return visible(STEPS, self._answers)

    @property
    def _answers(self) -> dict[str, Any]:
        known = dict(self._dispute.answers) | {"title": self._dispute.title} if self._dispute else {}
        return known | self._unsaved.values

    # -- walking

    def _show(self, step: Step, part: str = "") -> None:
        self._clear()
        self._at = step
        self._put(screens.make(step, self.desk, self._answered, self._arrivals), part)

    def _show_timeline(self, part: str = "") -> None:
        """All of it over the page; back leads to the step it was opened from."""
        if self._dispute is not None:
            self._unsaved.save()
            self._clear()
            self._put(TimelineScreen(self.desk, self._arrivals), part)

    def _put(self, screen: screens.Screen, part: str) -> None:
        assert self._dispute is not None
        self._shown = screen
        self._place.addWidget(self._shown)
        self._shown.moved_on.connect(self._forward)
        self._shown.entered.connect(self.go_on)
        self._shown.primary_changed.connect(self._footer)
        self._shown.answered.connect(self._note)
        self._shown.wanted.connect(self._go_to)
        for extra in self._shown.extra_buttons():
            self.footer.insertWidget(self.footer.indexOf(self._back), extra)
        self._shown.turn_to(part)
        self._shown.show_dispute(replace(self._dispute, answers=self._answers), set())  # with what is on its way to the file
        closed = self._dispute.status == "closed"
        self._stepper.show_at(self._at.stage, self._reached(), closed=closed)
        self._story.setVisible(not screen.over)
        self._footer()
        self._shown.focus_first()

    def _clear(self) -> None:
        if self._shown is not None:
            self._shown.leave()
            self._shown.blockSignals(True)  # a late click on it must not be taken for one on what is shown next
            for extra in self._shown.extra_buttons():
                extra.setParent(self._shown)  # it goes with it, not before: what comes home meanwhile still finds it
        empty(self._place)
        self._shown = None

    def _reached(self) -> str:
        assert self._dispute is not None
        return max(self._dispute.stage, self._at.stage, key=ORDER.index)

    def _footer(self) -> None:
        if self._shown is None:
            return
        text = self._shown.primary_text() or self._onward_text()
        self._next.setText(text)
        self._next.setVisible(self._shown.primary_text() is not None)
        self._next.setEnabled(self._shown.can_go_on())
        self._back.setVisible(not self._shown.over and neighbour(self._steps, self._at.key, -1) is not None)

    @property
    def _rests(self) -> bool:
        return self._at.rests is not None and self._at.rests(self._answers)

    def _onward_text(self) -> str:
        following = neighbour(self._steps, self._at.key, 1)
        if self._rests:
            return tr("Let it rest for now")
        if following is None and self._dispute is not None:
            return ending(self._dispute)
        return onward(self._at, following)

    def go_on(self) -> None:
        """The primary button: the panel's own way on, the next screen, or closing the dispute at the end."""
        if self._shown is None or self._dispute is None:
            return
        self._unsaved.save()
        if self._shown.over:
            self._show(self._at)
        elif self._rests:
            self.desk.go("today")
        elif neighbour(self._steps, self._at.key, 1) is None:
            self._menu.close_or_reopen()
        else:
            self._shown.go_on()

    def _forward(self) -> None:
        self._walk(1)

    def back(self) -> None:
        if self._shown is None or self._dispute is None:
            return  # another dispute is being opened
        self._unsaved.save()
        self._walk(-1)

    def _walk(self, way: int) -> None:
        following = neighbour(self._steps, self._at.key, way)
        if following is not None:
            self._turn_to(following)

    def _go_to_stage(self, stage: str) -> None:
        if self._dispute is not None:
            first = next(step.key for step in self._steps if step.stage == stage)
            self._go_to(first if stage == self._at.stage else self._where_it_stands(stage) or first)

    def _where_it_stands(self, stage: str) -> str:
        """The screen with the outcome of a step that has been answered; tapped again, the step starts at its beginning."""
        answers = self._answers
        if stage != "weigh" or any(answers.get(name) in (None, "") for name in FOUR):
            return ""
        return "weigh.board" if answers.get("closer") else "weigh.answer"

    def _go_to(self, key: str) -> None:
        """Show the screen that was asked for, by the stepper or by a link on another screen."""
        self._unsaved.save()
        key, _, part = key.partition(":")
        self._meant_by(key)
        self._turn_to(resume_at(STEPS, self._answers, key, self._at.stage), part)

    def _turn_to(self, step: Step, part: str = "") -> None:
        self._show(step, part)
        self._remember(step)

    def _meant_by(self, key: str) -> None:
        """Asking for a screen of those who look closer is looking closer."""
        if key in [step.key for step in CLOSER] and not self._answers.get("closer"):
            self._note("assessment", "closer", True)

    def _remember(self, step: Step) -> None:
        """Keep where the owner is, so that the dispute opens here again, also after a crash."""
        id, reached = self.record, self._reached()
        assert id is not None
        update, save = services.disputes.update, self.desk.jobs.fingers.save
        save(("screen", id), lambda session: update(session, id, screen=step.key, stage=reached), self._remembered)

    def _remembered(self, _: object) -> None:
        self.load()

    # -- writing

    def _note(self, record: str, name: str, value: object) -> None:
        """Keep an answer at once; where the screen shown no longer applies, show the one before it."""
        self._unsaved.note(record, name, value)
        self._unsaved.save()
        if self._shown is not None and self._at not in self._steps:
            self._turn_to(resume_at(STEPS, self._answers, self._at.key, self._at.stage))
        else:
            self._footer()

    def _written(self, id: int, answers: dict[str, Any]) -> None:
        """In the file, and not read again yet: which screens apply must not waver meanwhile."""
        if self._dispute is not None and self._dispute.id == id:
            self._dispute = replace(self._dispute, answers={**self._dispute.answers, **answers})

    def _answered(self, step: Step, name: str, value: object) -> None:
        field = next(field for field in step.fields if field.name == name)
        self._unsaved.note(field.record, name, value)
        if isinstance(field, Pick | Tick | YesNo):
            self._unsaved.save()  # a tap is a whole answer
        self._footer()

    def leave(self) -> None:
        self._unsaved.save()
        if self._shown is not None:
            self._shown.leave()

    def _closed(self) -> None:
        self.desk.go("today")

    def _deleted(self) -> None:
        self.record = None
        self.desk.go("disputes", instead=True)
