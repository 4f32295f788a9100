"""Buy time: before any question, a warm acknowledgement on its way in a minute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from clientcare import services
from clientcare.errors import WorldError
from clientcare.letters.facts import Facts, Letterhead
from clientcare.records import Changes, LetterDraft
from clientcare.ui.desk import Desk
from clientcare.ui.pages.buy_time_cards import DoneCard, LetterCard
from clientcare.ui.pages.buy_time_form import DRAFT, BuyTimeForm, Typed
from clientcare.ui.pages.page import Page
from clientcare.ui.paper.delivery import LetterDelivery
from clientcare.ui.paper.sheet import Asked, Sheet, Whole, compose_sheet
from clientcare.ui.widgets.client_name import only_one_named
from clientcare.ui.widgets.parts import button, scroller
from clientcare.ui.wording import tr

KIND = "acknowledgement"
Go = Callable[[Whole], None]


@dataclass(frozen=True)
class Made:
    """The dispute that the first button opened, and the letter it goes with."""

    dispute_id: int
    draft: LetterDraft
    facts: Facts


class BuyTimePage(Page):
    """A form on the left, the letter on the right. Nothing exists before the first button; then each thing exactly once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Buy time"), scrolls=False)
        self.set_soft(tr("They know that you have it, and you get time to think. It promises nothing yet."))
        self._letterhead: Letterhead | None = None
        self._sheet: Sheet | None = None
        self._made: Made | None = None
        self._final: Whole | None = None  # the letter as the dispute has it, with its reference
        self._waiting: list[Go] = []  # buttons pressed while the dispute is being made
        self._finished = False
        self._delivery = LetterDelivery(desk, self, self._settle)
        self.form, self.done, self.letter = BuyTimeForm(desk), DoneCard(), LetterCard(desk)
        self._buttons = self._make_buttons()
        self._build_body()
        self._wire()

    def _make_buttons(self) -> list[QPushButton]:
        made = [
            button(tr("Copy as message"), lambda: self._deliver(self._delivery.copy), name="buy_time.copy"),
            button(tr("Save PDF…"), lambda: self._deliver(self._delivery.save), name="buy_time.save"),
            button(tr("Print…"), lambda: self._deliver(self._delivery.print), name="buy_time.print"),
            button(tr("Email with PDF"), lambda: self._deliver(self._delivery.email), "primary", "buy_time.email_pdf"),
        ]
        for each in made:
            self.footer.addWidget(each)
        return made

    def _build_body(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(_scrolled(self.form, self.done), 11)
        line.addWidget(self.letter, 12)
        self.body.addLayout(line)

    def _wire(self) -> None:
        self.form.changed.connect(self._compose)
        self._delivery.went.connect(self._went)
        self._delivery.no_mail.connect(self._no_mail)
        self.letter.settings_wanted.connect(lambda: self.desk.go("settings"))
        self.done.dispute_wanted.connect(self._open_dispute)
        self.done.another_wanted.connect(self._start_afresh)

    # -- showing

    def load(self) -> None:
        if self._finished:
            self._start_afresh()
        self.desk.jobs.read(_read, self._show)

    def _show(self, read: tuple[Letterhead, dict[str, str] | None]) -> None:
        self._letterhead, kept = read
        if self._made is None:
            self.form.take_up(kept)
            self.form.focus_first_gap()
        self._compose()

    def refresh(self, changes: Changes) -> None:
        if changes.touches("Setting"):
            self.load()

    def _compose(self) -> None:
        if self._letterhead is None or self._made is not None:
            return
        facts = self.form.typed.facts(self._letterhead, self.form.client)
        self.desk.jobs.work(partial(compose_sheet, facts, LetterDraft(0, KIND)), self._composed, key="buy_time")

    def _composed(self, result: Sheet | Asked) -> None:
        if self._made is not None:
            return
        self._sheet = result if isinstance(result, Sheet) and self.form.is_whole else None
        self.letter.show_result(result)
        self._offer_buttons()

    def _offer_buttons(self) -> None:
        ready = (self._sheet is not None or self._final is not None) and not self._waiting
        for each in self._buttons:
            each.setEnabled(ready)

    def leave(self) -> None:
        if self._made is None:
            self.form.keep_now()

    # -- making it, once

    def _deliver(self, way: Callable[[Whole], None]) -> None:
        whole = self._final or (self._sheet.whole if self._sheet else None)
        if whole is not None:
            way(whole)

    def _settle(self, whole: Whole, go: Go) -> None:
        """Before the first letter goes: open the dispute it belongs to, which gives the letter its reference."""
        if self._final is not None:
            go(self._final)
            return
        self._waiting.append(go)
        if len(self._waiting) == 1:
            self.form.forget()
            self.form.set_open(False)
            self._offer_buttons()
            if self._made is None:
                typed = self.form.typed
                self.desk.jobs.write(lambda session: make(session, typed), then=self._is_made, failed=self._not_made)
            else:
                self._is_made(self._made)

    def _is_made(self, made: Made) -> None:
        self._made = made
        call = partial(compose_sheet, made.facts, made.draft)
        self.desk.jobs.work(call, self._is_final, failed=self._not_made)

    def _is_final(self, sheet: Sheet | Asked) -> None:
        if isinstance(sheet, Asked):
            self._not_made(WorldError(sheet.questions[0].ask))
            return
        self._final = sheet.whole
        self.letter.show_result(sheet)
        waiting, self._waiting = self._waiting, []
        self._offer_buttons()
        for go in waiting:
            go(sheet.whole)

    def _not_made(self, error: Exception) -> None:
        self._waiting = []
        self.form.set_open(self._made is None)
        self._offer_buttons()
        self.desk.jobs.failed.emit(error)

    def _went(self, how: str, whole: Whole) -> None:
        if self._made is None or self._finished:
            return
        self._finished = True
        draft = self._made.draft
        assert draft.id is not None
        id = draft.id
        call = partial(_finish, id=id, whole=whole, how=how)
        self.desk.jobs.write(call, then=self._is_done, failed=self._not_done)

    def _is_done(self, _: object) -> None:
        typed = self.form.typed
        self.letter.no_mail.hide()
        self.form.hide()
        self.done.say(typed.name, typed.about, self.desk.words.day(typed.by, year=False))

    def _not_done(self, error: Exception) -> None:
        self._finished = False  # the next button finishes it
        self.desk.jobs.failed.emit(error)

    def _no_mail(self, path: str, whole: Whole) -> None:
        self.letter.say_no_mail(partial(self._delivery.show_file, path, whole))

    # -- afterwards

    def _open_dispute(self) -> None:
        if self._made is not None:
            self.desk.go("dispute", self._made.dispute_id)

    def _start_afresh(self) -> None:
        self._made = self._final = self._sheet = None
        self._finished, self._waiting = False, []
        self.done.hide()
        self.letter.no_mail.hide()
        self.form.show()
        self.form.start_afresh()


def _scrolled(*parts: QWidget) -> QScrollArea:
    """The left side, which may be taller than a small window."""
    area, inner = scroller()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)
    return area


def make(session: Any, typed: Typed) -> Made:
    """Client, dispute and draft in one transaction; what was kept of the form goes in the same."""
    client_id = typed.client_id or only_one_named(session, typed.name)
    id, draft = services.letters.buy_time(session, replace(typed.form, client_id=client_id), typed.by)
    if typed.email:
        client = services.disputes.detail(session, id).client
        services.clients.update(session, client.id, email=typed.email)
    services.drafts.drop(session, *DRAFT)
    return Made(id, draft, services.letters.facts(session, id, draft))


def _read(session: Any) -> tuple[Letterhead, dict[str, str] | None]:
    return services.letters.letterhead(session), services.drafts.get(session, *DRAFT)


def _finish(session: Any, id: int, whole: Whole, how: str) -> None:
    services.letters.finish(session, id, whole.letter, whole.pdf, how)
