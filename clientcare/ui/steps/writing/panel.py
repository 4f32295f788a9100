"""The Write step: the letter that fits the decision, its words on the left, its very page on the right as they are typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget

from clientcare import services
from clientcare.letters.kinds import letter_kind_for
from clientcare.letters.needs import MOST_OFFERS
from clientcare.records import Changes, DisputeDetail, LetterRow, OfferRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.paper.sheet import Asked, Sheet
from clientcare.ui.steps.panel import Panel
from clientcare.ui.steps.writing.aside import Aside
from clientcare.ui.steps.writing.care import Care
from clientcare.ui.steps.writing.departure import Departure, goes_on
from clientcare.ui.steps.writing.editor import Editor
from clientcare.ui.steps.writing.extras import row_of
from clientcare.ui.steps.writing.facts import OFFERS, SETTINGS
from clientcare.ui.steps.writing.gate import Gate
from clientcare.ui.steps.writing.letter import LetterInProgress, Read
from clientcare.ui.steps.writing.own_wording import OwnWordings
from clientcare.ui.steps.writing.page import PageCard
from clientcare.ui.steps.writing.passages import SUBJECT
from clientcare.ui.steps.writing.sent import SentCard
from clientcare.ui.widgets.parts import button
from clientcare.ui.wording import tr


class WritePanel(Panel):
    """Writes one letter of the dispute, or shows the one that has gone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._dispute: DisputeDetail | None = None
        self._another = False  # a letter has gone, and the owner wants to write one more
        self.letter, self.editor, self.page = LetterInProgress(desk.jobs, self), Editor(desk), PageCard(desk)
        self.care = Care(desk, self.letter, self.editor.passages, self.editor.points, self)
        self.gate = Gate(desk.jobs, self.letter, self.care, self)
        self.departure = Departure(desk, self, self.letter, self.page.out, self.gate)
        self.aside = Aside(desk, self.letter, self.departure.copy, self)
        self.wordings = OwnWordings(desk, self.letter, self)
        self.sent = SentCard(desk, self.departure.delivery, self.page)
        self._left = QStackedWidget()
        self._extras = self._make_extras()
        self._build()
        self._wire()

    def _make_extras(self) -> list[QPushButton]:
        return [
            button(tr("Copy as message"), self.aside.message, name="write.copy"),
            button(tr("Save PDF…"), self.departure.save, name="write.save"),
            button(tr("Print…"), self.departure.print, name="write.print"),
        ]

    def _build(self) -> None:
        self._left.setProperty("look", "clear")
        self.page.column.insertWidget(0, self.gate.card)
        self._left.addWidget(self.editor)
        self._left.addWidget(self.sent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self._left, 13)
        line.addWidget(self.page, 12)
        self.setFocusProxy(self.editor.head.kinds)

    def _wire(self) -> None:
        editor, letter = self.editor, self.letter
        editor.kind_chosen.connect(self._change_kind)
        editor.typed.connect(self._typed)
        editor.taken_back.connect(self._take_back)
        editor.head.style_chosen.connect(lambda style: letter.change_facts(style=style))
        editor.passages.wording_kept.connect(self.wordings.keep)
        editor.passages.wording_forgotten.connect(self.wordings.forget)
        self.aside.fill(editor.head.more)
        editor.fact_given.connect(letter.give_fact)
        editor.answer_typed.connect(letter.answer_typed)
        editor.until_chosen.connect(lambda day: letter.change_facts(open_until=day))
        editor.firms_picked.connect(lambda ids: letter.change_facts(provider_ids=ids))
        editor.option_wanted.connect(self._edit_option)
        editor.option_dropped.connect(self._drop_option)
        editor.led_to.connect(self._lead_to)
        letter.opened.connect(self._opened)
        letter.read.connect(self._show_read)
        letter.composed.connect(self._show_composed)
        letter.keeper.saved.connect(lambda: editor.say(tr("Draft saved a moment ago")))
        letter.keeper.unsaved.connect(lambda: editor.say(tr("Not saved yet. What you typed is still here.")))
        self.departure.gone.connect(self._gone_now)
        self.gate.message_wanted.connect(self.aside.message)
        self.care.option_wanted.connect(self._edit_option)
        self.sent.another.connect(self._write_another)

    # -- showing

    def show_dispute(self, dispute: DisputeDetail) -> None:
        before, self._dispute = self._dispute, dispute
        self.editor.head.kinds.show_fitting(_way(dispute))
        gone = self._gone_letter()
        if gone is not None:
            self._show_gone(gone)
        elif self.letter.draft is None or before is None or _way(before) != _way(dispute):
            self._open(self._kind_begun())
        else:
            self.letter.read_again()

    def refresh(self, changes: Changes) -> None:
        if changes.touches("Provider", "Setting", "OwnWording", "Artwork"):
            self.letter.read_again()

    def _gone_letter(self) -> LetterRow | None:
        """The letter to show as it went: the newest one, unless a draft or the decision is newer."""
        assert self._dispute is not None
        newest, decision = next(iter(self._dispute.letters), None), self._dispute.decision
        if newest is None or newest.state != "done" or self._another:
            return None
        return newest if decision is None or newest.written_at >= decision.decided_at else None

    def _kind_begun(self) -> str | None:
        """The kind last worked on since the decision; None: whatever fits."""
        assert self._dispute is not None
        decision = self._dispute.decision
        drafts = [row for row in self._dispute.letters if row.state == "draft"]
        if drafts and (decision is None or drafts[0].written_at >= decision.decided_at):
            return drafts[0].kind
        return letter_kind_for(decision.way_kind, str(self._dispute.answers.get("part") or "")) if decision else None

    def _open(self, kind: str | None) -> None:
        assert self._dispute is not None
        self.sent.put_away()
        self._left.setCurrentWidget(self.editor)
        self.letter.open(self._dispute.id, kind)

    def _show_gone(self, letter: LetterRow) -> None:
        assert self._dispute is not None
        self.letter.close()
        self.care.rest()
        self._left.setCurrentWidget(self.sent)
        self.sent.show_letter(letter, self._dispute.reference)
        self._offer_buttons()

    def _opened(self) -> None:
        self.editor.begin()
        self.editor.say("")

    def _show_read(self, read: Read) -> None:
        self.editor.show_read(read)

    def _show_composed(self, result: Sheet | Asked) -> None:
        draft, read = self.letter.draft, self.letter.known
        if draft is None or read is None:
            return
        self.editor.show_result(result, draft, read)
        self.page.show_result(result)
        self._offer_buttons()

    # -- the footer

    def primary_text(self) -> str:
        if self._left.currentWidget() is self.sent:
            return tr("Follow through") if goes_on(self.sent.kind) else ""
        return tr("Email with PDF")

    def can_go_on(self) -> bool:
        return self._left.currentWidget() is self.sent or self.letter.sheet is not None

    def extra_buttons(self) -> list[QPushButton]:
        return self._extras

    def go_on(self) -> None:
        if self._left.currentWidget() is self.sent:
            self.moved_on.emit()
        else:
            self.departure.email()

    def _offer_buttons(self) -> None:
        for made in self._extras:
            made.setVisible(self._left.currentWidget() is self.editor)
            made.setEnabled(self.letter.sheet is not None)
        self.primary_changed.emit()

    def leave(self) -> None:
        self.letter.keeper.let_go()

    # -- writing

    def _change_kind(self, kind: str) -> None:
        if self.letter.draft is not None and kind != self.letter.draft.kind:
            self._open(kind)

    def _typed(self, key: str, text: str) -> None:
        draft, sheet = self.letter.draft, self.letter.sheet
        if draft is None or sheet is None:
            return
        self.editor.say("")
        if key == SUBJECT:
            self.letter.change_words(subject="" if text == sheet.suggested_subject else text)
        elif text == sheet.suggested.get(key, ""):
            self._take_back(key)
        else:
            self.letter.change_words(edits={**draft.edits, key: text})

    def _take_back(self, key: str) -> None:
        draft = self.letter.draft
        if draft is None:
            return
        if key == SUBJECT:
            self.letter.change_words(subject="")
        else:
            self.letter.change_words(edits={name: text for name, text in draft.edits.items() if name != key})

    def _edit_option(self, index: int) -> None:
        from clientcare.ui.steps.weighing.offer_form import OfferDialog

        if self._dispute is None or self.letter.facts is None:
            return
        if index < 0 and len(self._dispute.offers) >= MOST_OFFERS:  # also counting those that were not chosen
            self.desk.tell(Said(mark("Four ways to meet them are the most. Change one of them, or remove one in Weigh.")))
            return
        form = OfferDialog(self.desk, self._dispute.id, self._option(index) if index >= 0 else None, self)
        form.accepted.connect(self._option_changed)
        form.ask()

    def _option(self, index: int) -> OfferRow | None:
        """The record behind an option of the letter."""
        if self._dispute is None or self.letter.facts is None:
            return None
        decision = self._dispute.decision
        chosen = decision.offer_ids if decision else ()
        return row_of(self.letter.facts.offers[index], index, self._dispute.offers, chosen)

    def _option_changed(self) -> None:
        assert self._dispute is not None
        id = self._dispute.id
        self.desk.jobs.write(lambda session: services.renewing.renew_decision(session, id), then=self._renewed)

    def _drop_option(self, index: int) -> None:
        offer, dispute = self._option(index), self._dispute
        if offer is None or dispute is None:
            return

        def drop(session: Any) -> None:
            services.decisions.delete_offer(session, offer.id)
            services.renewing.renew_decision(session, dispute.id)

        gone = Said(mark("The option was removed."))
        self.desk.jobs.write(drop, then=self._renewed, undo=gone)

    def _renewed(self, _: object) -> None:
        self.letter.read_again()

    def _lead_to(self, field: str) -> None:
        if field == OFFERS:
            self._edit_option(-1)
        elif field == SETTINGS:
            self.desk.go("settings")

    def _write_another(self) -> None:
        self._another = True
        self._open(None)
        self._offer_buttons()

    def _gone_now(self, kind: str) -> None:
        self._another = False
        if goes_on(kind):
            self.moved_on.emit()


def _way(dispute: DisputeDetail) -> str:
    return dispute.decision.way_kind if dispute.decision else ""
