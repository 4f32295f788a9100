"""How a letter leaves: by one of four ways out of the window, and then, when the owner says so, kept for ever as it went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clientcare import services
from clientcare.letters import kinds
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.paper.delivery import LetterDelivery
from clientcare.ui.paper.sheet import Whole, rendered
from clientcare.ui.steps.definition import neighbour
from clientcare.ui.steps.questions import STEPS
from clientcare.ui.steps.writing.draft import save
from clientcare.ui.steps.writing.gate import Gate
from clientcare.ui.steps.writing.letter import LetterInProgress
from clientcare.ui.steps.writing.out import OUT, Out, OutCard

NEXT = neighbour(STEPS, "write", 1)
KEPT = mark("The letter is kept just as it went.")


def goes_on(kind: str) -> bool:
    """Whether the dispute goes on once such a letter has gone: after one that buys time it is still the owner's turn."""
    return kinds.kind(kind).next != "ours"


class Departure(QObject):
    """Saving or printing a letter says nothing about the post: only "It is on its way" finishes it. `gone(kind)` follows."""

    gone = Signal(str)

    def __init__(self, desk: Desk, window: QWidget, letter: LetterInProgress, card: OutCard, gate: Gate) -> None:
        super().__init__(window)
        self._desk, self._letter, self._card, self._gate = desk, letter, card, gate
        self.delivery = LetterDelivery(desk, window)
        self._whole: Whole | None = None  # what left this window, to the byte
        self._mail_file: tuple[str, Whole] | None = None
        letter.opened.connect(self._opened)
        letter.composed.connect(lambda _: self._ask())
        self.delivery.went.connect(self._went)
        self.delivery.no_mail.connect(self._no_mail)
        card.on_its_way.connect(self._on_its_way)
        card.file_wanted.connect(self._show_file)

    def copy(self, message: str) -> None:
        """The letter as this short message."""
        self._gate.let_message_go(message, partial(self._send, partial(self._copy, message)))

    def _copy(self, message: str, whole: Whole) -> None:
        self.delivery.copy(replace(whole, letter=replace(whole.letter, short=message)))

    def save(self) -> None:
        self._deliver(self.delivery.save)

    def print(self) -> None:
        self._deliver(self.delivery.print)

    def email(self) -> None:
        self._deliver(self.delivery.email)

    def _deliver(self, way: Callable[[Whole], None]) -> None:
        self._gate.let_go(partial(self._send, way))

    def _send(self, way: Callable[[Whole], None]) -> None:
        if self._letter.sheet is not None:
            way(self._letter.sheet.whole)

    def _opened(self) -> None:
        self._whole, self._mail_file = None, None
        self._card.hide()

    def _went(self, how: str, whole: Whole) -> None:
        if self._letter.draft is None or self._letter.draft.kind != whole.letter.kind:
            return  # the owner is at another letter by now
        self._whole, self._mail_file = whole, None
        self._letter.went_out(Out(how, date.today(), whole.letter))

    def _no_mail(self, path: str, whole: Whole) -> None:
        self._mail_file = (path, whole)
        self._card.say_no_mail()

    def _show_file(self) -> None:
        if self._mail_file is not None:
            self.delivery.show_file(*self._mail_file)

    def _ask(self) -> None:
        """Ask whether it went out, as long as it still reads the same."""
        out, sheet = self._letter.out, self._letter.sheet
        if out is not None and sheet is not None and self._mail_file is None:
            self._card.ask(out, changed=not sheet.as_before)

    def _on_its_way(self) -> None:
        out, facts = self._letter.out, self._letter.facts
        if out is None or facts is None:
            return
        if self._whole is not None:
            self._finish(out, self._whole)
        else:
            self._desk.jobs.work(partial(rendered, out.letter, facts.letterhead), partial(self._finish, out))

    def _finish(self, out: Out, whole: Whole) -> None:
        draft = self._letter.draft
        if draft is None:
            return
        kept = replace(draft, facts={name: text for name, text in draft.facts.items() if name != OUT})
        self._letter.keeper.hold()

        def write(session: Any) -> None:
            services.letters.finish(session, save(session, kept), whole.letter, whole.pdf, out.how)
            if goes_on(kept.kind):
                # The page goes there next. Written here, its own note of it changes nothing, and undo stays possible.
                services.disputes.update(session, kept.dispute_id, screen=NEXT.key if NEXT else "")

        then, undo = partial(self._finished, kept.kind), Said(KEPT)
        self._desk.jobs.write(write, then=then, failed=self._not_finished, undo=undo)

    def _finished(self, kind: str, _: object) -> None:
        self._card.hide()
        self.gone.emit(kind)

    def _not_finished(self, error: Exception) -> None:
        self._card.ask_again()
        self._desk.jobs.failed.emit(error)
