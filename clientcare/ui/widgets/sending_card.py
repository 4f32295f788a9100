"""One e-mail under way: how it stands, in words, and what can be done about it."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton

from clientcare import services
from clientcare.records import Changes, SendingRow
from clientcare.ui.desk import Desk
from clientcare.ui.widgets.flow import Flow
from clientcare.ui.widgets.parts import Card, button, label, set_tone
from clientcare.ui.wording import Wording, tr

SECOND_MS = 1000
LOOKS = {"stopped": "attention", "maybe": "attention"}  # everything else is well
OFFERS = {  # the buttons each state has, in reading order
    "waiting": ("back", "try", "arrived"),
    "stopped": ("again", "back", "arrived", "settings"),
    "maybe": ("arrived", "resend"),
}


class SendingCard(Card):
    """Shows the newest e-mail of one letter for as long as somebody waits for it, and hides itself otherwise.

    `shown(SendingRow | None)` follows every reading.
    """

    shown = Signal(object)

    def __init__(self, desk: Desk, name: str = "sending") -> None:
        super().__init__(look="wash", margin=14)
        self.setObjectName(name)
        self._desk, self._letter, self.row = desk, 0, None
        self._title, self._why = label("", "strong", wrap=True, name=f"{name}.title"), label("", wrap=True, name=f"{name}.why")
        self._buttons = self._make_buttons(name)
        for part in (self._title, self._why, Flow(*self._buttons.values())):
            self.column.addWidget(part)
        self._second = QTimer(self, interval=SECOND_MS)
        self._second.timeout.connect(self._count)
        desk.jobs.changed.connect(self._changed)
        self.hide()

    row: SendingRow | None

    def _make_buttons(self, name: str) -> dict[str, QPushButton]:
        outbox = self._desk.outbox
        made = {
            "arrived": (tr("It arrived"), outbox.arrived),
            "resend": (tr("Send it again"), outbox.resend),
            "again": (tr("Try again"), outbox.resend),
            "back": (tr("Take it back"), outbox.take_back),
            "try": (tr("Try now"), outbox.try_now),
        }
        buttons = {key: button(text, partial(self._do, call), name=f"{name}.{key}") for key, (text, call) in made.items()}
        there = partial(self._desk.go, "settings", None, "mail")
        settings = button(tr("Open the settings"), there, "plain", f"{name}.settings")
        return buttons | {"settings": settings}

    def _do(self, call: Callable[[int], None]) -> None:
        if self.row is not None:
            call(self.row.id)

    def show_letter(self, letter_id: int | None) -> None:
        """Follow this letter from now on; None: no letter."""
        if letter_id != self._letter:
            self._letter = letter_id or 0
            self._show(None)
        self._read()

    def _changed(self, changes: Changes) -> None:
        if changes.touches("Sending", "Setting"):
            self._read()

    def _read(self) -> None:
        id = self._letter
        if id:
            self._desk.jobs.read(partial(_newest, id), partial(self._arrived, id))

    def _arrived(self, id: int, row: SendingRow | None) -> None:
        if id == self._letter:
            self._show(row)
            self.shown.emit(row)

    def _show(self, row: SendingRow | None) -> None:
        self.row = row
        under_way = row is not None and row.state != "sent"
        if row is not None and under_way:
            self._say(row)
        self.setVisible(under_way)
        counts = under_way and row is not None and self._left(row) > 0
        self._second.start() if counts else self._second.stop()

    def _say(self, row: SendingRow) -> None:
        held_up = row.state == "waiting" and self._desk.outbox.is_held_up
        title, why = words_for(row, self._left(row), self._desk.words)
        why = tr("ClientCare cannot send it just now. See in the settings how your e-mails leave.") if held_up else why
        self._title.setText(title)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        for key, made in self._buttons.items():
            made.setVisible(key in offers(row) or (held_up and key == "settings"))
        set_tone(self, LOOKS.get(row.state, "wash"), "look")
        self.setAccessibleName(title)

    def _left(self, row: SendingRow) -> int:
        """Seconds this e-mail is still held back for; also of one that was queued before the window opened."""
        if row.state != "waiting" or row.tries:
            return 0
        return self._desk.outbox.held(row.id) or max(0, math.ceil((row.due_at - datetime.now(UTC)).total_seconds()))

    def _count(self) -> None:
        """One second less; nothing is read out again."""
        if self.row is not None and (left := self._left(self.row)) > 0:
            self._title.setText(words_for(self.row, left, self._desk.words)[0])
        else:
            self._show(self.row)


def offers(row: SendingRow) -> list[str]:
    """What can be done about it: "arrived" only for one that may have gone once, "try" only for one that was tried."""
    fits = {"try": row.tries > 0, "arrived": row.ended_at is not None}
    return [key for key in OFFERS.get(row.state, ()) if fits.get(key, True)]


def words_for(row: SendingRow, left: int, words: Wording) -> tuple[str, str]:
    """How it stands, and the reason or what to do, "" where there is nothing to say; `left`: seconds it is held back."""
    why = words.say(row.trouble) if row.trouble else ""
    if row.state == "maybe":
        return tr("It may have gone to {to}", to=row.recipient), tr(
            "It was handed over, but the mail server’s answer never came. Look for it among the sent e-mails of your mailbox, "
            "or ask, before you send it twice."
        )
    if row.state == "stopped":
        return tr("It has not gone to {to}", to=row.recipient), why
    if row.state == "handing_over":
        return tr("It is going out now, to {to}", to=row.recipient), ""
    if left > 0:
        return tr("It goes out in %n second(s)", left), tr("To {to}. Until then you can take it back.", to=row.recipient)
    if row.tries == 0:
        return tr("It goes out now, to {to}", to=row.recipient), ""
    return tr("It waits to be sent to {to}", to=row.recipient), _next_try(row, why)


def _next_try(row: SendingRow, why: str) -> str:
    return tr("The next try is at {time}. {why}", time=f"{row.due_at.astimezone():%H:%M}", why=why).strip()


def _newest(letter_id: int, session: Any) -> SendingRow | None:
    return next(reversed(services.outbox.rows(session, letter_id)), None)
