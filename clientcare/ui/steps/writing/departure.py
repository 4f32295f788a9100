"""How a letter leaves: into the outbox, or by one of four ways out of the window and then, when the owner says so, kept."""

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
from clientcare.records import LetterDraft
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.paper.delivery import LetterDelivery, pdf_name
from clientcare.ui.paper.sheet import Whole, rendered
from clientcare.ui.steps.definition import neighbour
from clientcare.ui.steps.questions import STEPS
from clientcare.ui.steps.writing.draft import save
from clientcare.ui.steps.writing.gate import Gate
from clientcare.ui.steps.writing.letter import LetterInProgress
from clientcare.ui.steps.writing.mark_sent import Went, ask_how_it_went, usual
from clientcare.ui.steps.writing.out import OUT, Out, OutCard
from clientcare.ui.widgets.send_dialog import ask_to_send
from clientcare.ui.wording import short, tr

NEXT = neighbour(STEPS, "write", 1)
NAME = 60  # letters of the client's
KEPT = mark("The letter is kept just as it went.")


def goes_on(kind: str) -> bool:
    """Whether the dispute goes on once such a letter has gone: after one that buys time it is still the owner's turn."""
    return kinds.kind(kind).next != "ours" and kinds.kind(kind).to == "client"


class Departure(QObject):
    """Saving or printing a letter says nothing about the post: only "It is on its way" finishes it.

    `gone(kind, letter id)` follows; `queued(letter id)`: ClientCare itself sends it.
    """

    gone = Signal(str, int)
    queued = Signal(int)

    def __init__(self, desk: Desk, window: QWidget, letter: LetterInProgress, card: OutCard, gate: Gate) -> None:
        super().__init__(window)
        self._desk, self._window, self._letter, self._card, self._gate = desk, window, letter, card, gate
        self.delivery = LetterDelivery(desk, window)
        self.client: int | None = None  # with whom a new address is kept
        self.opened = date.today()  # the dispute
        self._whole: Whole | None = None  # what left this window, to the byte
        self._mail_file: tuple[str, Whole] | None = None
        letter.opened.connect(self._opened)
        letter.composed.connect(lambda _: self._ask())
        self.delivery.went.connect(self._went)
        self.delivery.no_mail.connect(self._no_mail)
        card.on_its_way.connect(self._on_its_way)
        card.otherwise.connect(self._otherwise)
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

    def send(self) -> None:
        """From here, through the outbox."""
        self._deliver(self._name_attached)

    def _name_attached(self, whole: Whole) -> None:
        draft = self._letter.draft
        if draft is not None:
            self._desk.jobs.work(partial(pdf_name, whole.letter), partial(self._ask_to_send, draft, whole))

    def _ask_to_send(self, draft: LetterDraft, whole: Whole, name: str) -> None:
        if self._letter.draft is None or replace(self._letter.draft, id=draft.id) != draft:
            return  # the owner is at something else by now
        self._letter.keeper.flush()
        recipient, client = whole.letter.recipient, self.client if draft.provider_id is None else None
        keeps = tr("The new address is kept with {name}.", name=short(recipient.name, NAME)) if client else ""
        call = partial(self._queue, _as_it_goes(draft), whole, client)
        row = ask_to_send(self._desk, self._window, recipient.email, whole.letter.subject, name, call, draft.dispute_id, keeps)
        if row is not None:
            self._card.hide()
            self.queued.emit(row.letter_id)

    def _queue(self, draft: LetterDraft, whole: Whole, client: int | None, to: str) -> None:
        also = None
        if client is not None and to != whole.letter.recipient.email.strip():
            also = partial(_keep_address, client, to)
        self._desk.outbox.send(whole, draft, to, also)

    def _deliver(self, way: Callable[[Whole], None]) -> None:
        self._gate.let_go(partial(self._send, way))

    def _send(self, way: Callable[[Whole], None]) -> None:
        sheet, draft = self._letter.sheet, self._letter.draft
        if sheet is None or draft is None:
            return
        if draft.provider_id is None:
            way(sheet.whole)
        else:  # the owner's own words may say more of the client than they allow
            look = partial(_look_at, draft, sheet.whole)
            self._desk.jobs.read(look, partial(self._looked_at, way, sheet.whole))

    def _looked_at(self, way: Callable[[Whole], None], whole: Whole, _: object) -> None:
        way(whole)

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
        if self._letter.out is not None:
            self._keep_what_left(usual(self._letter.out.how, self._letter.out.letter.recipient))

    def _otherwise(self) -> None:
        """It went in another way than it left the window, on another day or to somebody else."""
        out, draft = self._letter.out, self._letter.draft
        if out is not None and draft is not None:
            first = replace(usual(out.how, out.letter.recipient), on=out.on)
            went = ask_how_it_went(self._desk, self._window, out.letter.recipient, self.opened, first, draft.dispute_id)
            if went is not None:
                self._keep_what_left(went)

    def mark_sent(self) -> None:
        """It went without leaving this window: printed elsewhere, told by heart, written by hand."""
        sheet, draft = self._letter.sheet, self._letter.draft
        if sheet is None or draft is None:
            self._desk.tell(Said(mark("Answer the question first. Then the letter can be kept as it went.")))
            return
        recipient = sheet.whole.letter.recipient
        first = usual("posted", recipient)
        went = ask_how_it_went(self._desk, self._window, recipient, self.opened, first, draft.dispute_id)
        if went is not None:
            self._finish(went, sheet.whole)

    def _keep_what_left(self, went: Went) -> None:
        """The letter as it left the window, to the byte."""
        out, facts = self._letter.out, self._letter.facts
        if out is None or facts is None:
            return
        if self._whole is not None:
            self._finish(went, self._whole)
        else:
            self._desk.jobs.work(partial(rendered, out.letter, facts.letterhead), partial(self._finish, went))

    def _finish(self, went: Went, whole: Whole) -> None:
        draft = self._letter.draft
        if draft is None:
            return
        kept = _as_it_goes(draft)
        self._letter.keeper.hold()

        def write(session: Any) -> int:
            id = save(session, kept)
            services.letters.finish(session, id, whole.letter, whole.pdf, went.how, went.to, went.on)
            if goes_on(kept.kind):
                # The page goes there next. Written here, its own note of it changes nothing, and undo stays possible.
                services.disputes.update(session, kept.dispute_id, screen=NEXT.key if NEXT else "")
            return id

        then, undo = partial(self._finished, kept.kind), Said(KEPT)
        self._desk.jobs.write(write, then=then, failed=self._not_finished, undo=undo)

    def _finished(self, kind: str, id: int) -> None:
        self._card.hide()
        self.gone.emit(kind, id)

    def _not_finished(self, error: Exception) -> None:
        self._card.ask_again()
        self._desk.jobs.failed.emit(error)


def _look_at(draft: LetterDraft, whole: Whole, session: Any) -> None:
    services.firm_privacy.look_at(session, draft, whole.letter)


def _as_it_goes(draft: LetterDraft) -> LetterDraft:
    """Without what it remembers of leaving the window."""
    return replace(draft, facts={name: text for name, text in draft.facts.items() if name != OUT})


def _keep_address(client: int, to: str, session: Any) -> None:
    services.clients.update(session, client, email=to)
