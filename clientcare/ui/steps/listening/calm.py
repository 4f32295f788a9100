"""Beside "How are you?": a box to say it all, and the offer to sleep on it."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt

from clientcare import services
from clientcare.records import DisputeDetail
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.beside import Beside
from clientcare.ui.steps.listening.pause import can_rest, due_before, rests_until, tomorrow_morning
from clientcare.ui.steps.listening.vent import VentCard
from clientcare.ui.widgets.parts import Card, button, label
from clientcare.ui.wording import tr


class CalmCard(Beside):
    """What helps before anything is asked. Neither card stands in the way of going on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._vent, self._pause = VentCard(), PauseCard(desk)
        for card in (self._vent, self._pause):
            self.column.addWidget(card)

    def show_dispute(self, dispute: DisputeDetail) -> None:
        self._pause.show_dispute(dispute)

    def answer(self, name: str, value: object) -> None:
        if name == "mood":
            self._pause.show_mood(str(value))


class PauseCard(Card):
    """Offers to let it rest until tomorrow 9:00, or says until when it rests and lets the owner end that."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=8)
        self._desk, self._mood = desk, ""
        self._dispute: DisputeDetail | None = None
        self._title = label("", "heading", wrap=True, name="pause.title")
        self._said = label("", wrap=True, name="pause.said")
        self._until = label("", "soft", wrap=True, name="pause.until")
        self._sleep = button(tr("Sleep on it until tomorrow 9:00"), self._rest, name="pause.sleep")
        self._wake = button(tr("End the pause"), self._end, name="pause.end")
        for part in (self._title, self._said, self._until):
            self.column.addWidget(part)
        for verb in (self._sleep, self._wake):
            self.column.addWidget(verb, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_dispute(self, dispute: DisputeDetail) -> None:
        self._dispute = dispute
        self.show_mood(str(dispute.answers.get("mood") or ""))

    def show_mood(self, mood: str) -> None:
        """Say what fits the mood, also while it is only being tapped."""
        self._mood = mood
        if self._dispute is None:
            return
        tomorrow, resting = tomorrow_morning(), rests_until(self._dispute)
        due = due_before(self._dispute, resting or tomorrow)
        self._title.setText(_title(resting, due))
        self._said.setText(self._why(resting, due))
        self._until.setText(tr("Today will not remind you before {moment}.", moment=self._desk.words.moment(tomorrow)))
        offers = resting is None and due is None
        self._until.setVisible(offers)
        self._sleep.setVisible(offers)
        self._sleep.setEnabled(True)
        self._wake.setVisible(resting is not None)
        self._wake.setEnabled(True)
        self.setVisible(can_rest(self._dispute))

    def _why(self, resting: datetime | None, due: date | None) -> str:
        if resting is not None:
            moment = self._desk.words.moment(resting)
            rests = tr("It rests until {moment}. You can go on before, whenever you like.", moment=moment)
            return f"{rests} {self._due_first(due)}" if due else rests
        if due is not None:
            return self._due_first(due)
        if self._mood == "furious":
            return tr("You are furious. A night often shows what anger hides, and nothing is lost until then.")
        return tr("Nothing needs to be settled this minute. You can go on right away, too.")

    def _due_first(self, due: date) -> str:
        if due < date.today():
            day = self._desk.words.day(due, year=False)
            return tr("An answer was due on {day}. A short note that you are on it cannot wait for tomorrow.", day=day)
        return tr("An answer is due today, so this cannot wait for tomorrow. A walk around the block helps, too.")

    # -- resting

    def _rest(self) -> None:
        assert self._dispute is not None
        until = tomorrow_morning()
        if due_before(self._dispute, until):  # midnight has passed since it was offered
            self.show_mood(self._mood)
            return
        self._sleep.setEnabled(False)
        said = Said(mark("It rests until {moment}."), {"moment": until})
        self._pause(until, said)

    def _end(self) -> None:
        self._wake.setEnabled(False)
        self._pause(None, None)

    def _pause(self, until: datetime | None, said: Said | None) -> None:
        assert self._dispute is not None
        id = self._dispute.id
        self._desk.jobs.write(
            lambda session: services.disputes.pause(session, id, until), failed=self._not_paused, undo=said
        )

    def _not_paused(self, error: Exception) -> None:
        self.show_mood(self._mood)
        self._desk.jobs.failed.emit(error)


def _title(resting: datetime | None, due: date | None) -> str:
    if resting is not None:
        return tr("It rests for now")
    return tr("Sleep on it?") if due is None else tr("No time to sleep on it")
