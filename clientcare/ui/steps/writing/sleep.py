"""Sleep on it: a letter rests until a morning the owner chooses, and is then read once more before it goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from clientcare import services
from clientcare.records import LetterDraft, SleepLimit
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.steps.listening.pause import MORNING, tomorrow_morning
from clientcare.ui.steps.writing.draft import is_same_letter, save
from clientcare.ui.steps.writing.letter import LetterInProgress
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import Wording, tr

LOOKS_AGAIN_MS = 20_000  # also after the computer itself has slept
WORTH_IT = timedelta(minutes=15)  # a shorter rest changes nothing
RESTS = mark("It rests until {moment}.")


class SleepCard(Card):
    """Says that the letter rests, or has rested and wants to be read. `awake`: the owner takes it up, or has read it."""

    awake = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__(look="wash", margin=12)
        self.setObjectName("sleep")
        self._words = words
        self._title, self._text = label("", "strong", wrap=True, name="sleep.title"), label("", wrap=True, name="sleep.text")
        self._wake = button("", self.awake.emit, name="sleep.wake")
        line = row(self._title, self._wake)
        line.setStretch(0, 1)
        self.column.addLayout(line)
        self.column.addWidget(self._text)
        self.hide()

    def show_resting(self, until: datetime) -> None:
        self._title.setText(tr("It rests until {moment}", moment=moment_words(self._words, until)))
        self._text.setText(tr("A letter written in anger reads differently in the morning."))
        self._wake.setText(tr("Take it up now"))
        self.show()

    def show_rested(self) -> None:
        self._title.setText(tr("You have slept on it"))
        self._text.setText(tr("Read it once more, slowly, as they will read it."))
        self._wake.setText(tr("It is good as it is"))
        self.show()


class Sleep(QObject):
    """Holds the button for the footer and the card beside the page. `changed`: whether the letter rests has changed."""

    changed = Signal()

    def __init__(self, desk: Desk, letter: LetterInProgress, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._letter, self._window = desk, letter, window
        self.resting = False
        self.card = SleepCard(desk.words)
        self.button = button(tr("Sleep on it"), self.offer, name="write.sleep")
        self._menu = QMenu(window)
        self._menu.setObjectName("write.sleep.menu")
        self._clock = QTimer(self, interval=LOOKS_AGAIN_MS)
        self._clock.timeout.connect(self.look)
        self.card.awake.connect(self._wake)
        letter.opened.connect(self.look)

    def look(self) -> None:
        """Show how the letter in hand stands by now."""
        draft = self._letter.draft
        before, self.resting = self.resting, draft is not None and draft.sleeps(datetime.now(UTC))
        if draft is None or draft.held_until is None:
            self.card.hide()
        elif self.resting:
            self.card.show_resting(draft.held_until)
        else:
            self.card.show_rested()
        (self._clock.start if self.resting else self._clock.stop)()
        if before != self.resting:
            self.changed.emit()

    # -- falling asleep

    def offer(self) -> None:
        """Ask until when, among the times that no deadline forbids."""
        self._letter.keeper.flush()
        draft = self._letter.draft
        if draft is not None:
            self._desk.jobs.read(lambda session: services.letters.latest(session, draft), partial(self._offer, draft))

    def _offer(self, draft: LetterDraft, limit: SleepLimit) -> None:
        now, held = datetime.now(UTC), self._letter.draft
        if held is None or not is_same_letter(held, draft):
            return  # at another letter by now
        if limit.until < now + WORTH_IT:
            self._desk.tell(limit.why)
            return
        self._menu.clear()
        for number, (text, until) in enumerate(times(now, limit, self._desk.words)):
            self._menu.addAction(text, partial(self._hold, until)).setObjectName(f"write.sleep.{number}")
        self._menu.addAction(tr("Choose a day and time…"), partial(self._choose, limit)).setObjectName("write.sleep.choose")
        if limit.until < tomorrow_morning(now):
            self._menu.addSeparator()
            self._menu.addAction(self._desk.words.say(limit.why)).setEnabled(False)
        self._menu.popup(self.button.mapToGlobal(QPoint(0, -self._menu.sizeHint().height())))

    def _choose(self, limit: SleepLimit) -> None:
        from clientcare.ui.steps.writing.sleep_dialog import SleepDialog

        dialog = SleepDialog(self._desk, self._window, limit)
        dialog.chosen.connect(self._hold)
        self._desk.dialogs.run(dialog)
        dialog.deleteLater()

    def _hold(self, until: datetime) -> None:
        draft = self._letter.draft
        if draft is not None:
            self._letter.replaced_by(partial(_held, draft, until), Said(RESTS, {"moment": until}))

    def _wake(self) -> None:
        draft = self._letter.draft
        if draft is not None:
            said = Said(mark("You have taken it up again.")) if self.resting else Said(mark("Read once more. Now it can go."))
            self._letter.replaced_by(partial(_woken, draft), said)


def times(now: datetime, limit: SleepLimit, words: Wording) -> list[tuple[str, datetime]]:
    """Until when it can rest: this evening where no night is left, tomorrow at nine, Monday at nine."""
    tomorrow, monday = tomorrow_morning(now), _monday_morning(now)
    offered = [(tr("Tomorrow, {time}", time=f"{MORNING:%H:%M}"), tomorrow)]
    if monday != tomorrow:
        offered.append((tr("Monday, {moment}", moment=words.moment(monday)), monday))
    if limit.until < tomorrow:
        offered = [(tr("Until {moment}", moment=moment_words(words, limit.until, now)), limit.until)]
    return [(text, until) for text, until in offered if until <= limit.until]


def moment_words(words: Wording, at: datetime, now: datetime | None = None) -> str:
    """Today and tomorrow by their names: "tomorrow, 09:00"."""
    local, today = at.astimezone(), (now or datetime.now(UTC)).astimezone().date()
    if local.date() == today:
        return tr("today, {time}", time=f"{local:%H:%M}")
    if local.date() == today + timedelta(days=1):
        return tr("tomorrow, {time}", time=f"{local:%H:%M}")
    return words.moment(at)


def _monday_morning(now: datetime) -> datetime:
    """The next Monday, never today."""
    today = now.astimezone().date()
    return datetime.combine(today + timedelta(days=7 - today.weekday()), MORNING).astimezone(UTC)


def _held(draft: LetterDraft, until: datetime, session: Any) -> None:
    services.letters.hold(session, save(session, draft), until)


def _woken(draft: LetterDraft, session: Any) -> None:
    services.letters.wake(session, save(session, draft))
