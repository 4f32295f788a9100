"""The Write step: the letter that fits the decision, its words on the left, its very page on the right as they are typed."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget

from clientcare import services
from clientcare.records import Changes, DisputeDetail, LetterDraft, LetterRow
from clientcare.ui.desk import Desk
from clientcare.ui.paper.resend import Resend
from clientcare.ui.paper.sheet import Asked, Sheet
from clientcare.ui.steps.panel import Panel
from clientcare.ui.steps.writing.aside import Aside
from clientcare.ui.steps.writing.care import Care
from clientcare.ui.steps.writing.departure import Departure, goes_on
from clientcare.ui.steps.writing.editor import Editor
from clientcare.ui.steps.writing.facts import CONSENT, OFFERS, SETTINGS
from clientcare.ui.steps.writing.gate import Gate
from clientcare.ui.steps.writing.letter import LetterInProgress, Read
from clientcare.ui.steps.writing.options import Options
from clientcare.ui.steps.writing.own_wording import OwnWordings
from clientcare.ui.steps.writing.page import PageCard
from clientcare.ui.steps.writing.passages import SUBJECT
from clientcare.ui.steps.writing.sent import SentCard
from clientcare.ui.steps.writing.sleep import Sleep
from clientcare.ui.steps.writing.which import FITTING, Which, draft_begun, fitting_kind, fixed_letter, which_from
from clientcare.ui.widgets.parts import button
from clientcare.ui.wording import tr


class WritePanel(Panel):
    """Writes one letter of the dispute, or shows the one that has gone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._dispute: DisputeDetail | None = None
        self._which = FITTING
        self._another = False  # a letter has gone, and the owner wants to write one more
        self.letter, self.editor, self.page = LetterInProgress(desk.jobs, self), Editor(desk), PageCard(desk)
        self.care = Care(desk, self.letter, self.editor.passages, self.editor.points, self)
        self.gate = Gate(desk.jobs, self.letter, self.care, self)
        self.departure = Departure(desk, self, self.letter, self.page.out, self.gate)
        self.options = Options(desk, self.letter, self)
        self.aside = Aside(desk, self.letter, self.departure.copy, self)
        self.wordings = OwnWordings(desk, self.letter, self)
        self.sent = SentCard(desk, self.departure.delivery, self.page)
        self.resend, self.sleep = Resend(desk, self), Sleep(desk, self.letter, self)
        self._left = QStackedWidget()
        self._extras = self._make_extras()
        self._build()
        self._wire()

    def _make_extras(self) -> list[QPushButton]:
        return [
            self.sleep.button,
            button(tr("Copy as message"), self.aside.message, name="write.copy"),
            button(tr("Save PDF…"), self.departure.save, name="write.save"),
            button(tr("Print…"), self.departure.print, name="write.print"),
        ]

    def _build(self) -> None:
        self._left.setProperty("look", "clear")
        self.page.column.insertWidget(0, self.gate.card)
        self.page.column.insertWidget(0, self.sleep.card)
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
        self._open_in_program = editor.head.more.addAction(tr("Open in my &mail program"), self.departure.email)
        self._open_in_program.setObjectName("write.mail_program")
        self.aside.fill(editor.head.more)
        editor.head.more.addAction(tr("&It has gone…"), self.departure.mark_sent).setObjectName("write.has_gone")
        editor.fact_given.connect(letter.give_fact)
        editor.answer_typed.connect(letter.answer_typed)
        editor.until_chosen.connect(lambda day: letter.change_facts(open_until=day))
        editor.firms_picked.connect(lambda ids: letter.change_facts(provider_ids=ids))
        editor.option_wanted.connect(self.options.edit)
        editor.option_dropped.connect(self.options.drop)
        editor.led_to.connect(self._lead_to)
        letter.opened.connect(self._opened)
        letter.read.connect(self._show_read)
        letter.composed.connect(self._show_composed)
        letter.keeper.saved.connect(lambda: editor.say(tr("Draft saved a moment ago")))
        letter.keeper.unsaved.connect(lambda: editor.say(tr("Not saved yet. What you typed is still here.")))
        self.departure.gone.connect(self._gone_now)
        self.departure.queued.connect(self._queued)
        self.gate.message_wanted.connect(self.aside.message)
        self.care.option_wanted.connect(self.options.edit)
        self.sleep.changed.connect(self._offer_buttons)
        self.sent.another.connect(self._write_another)
        self.sent.correction.connect(self._write_correction)
        self.sent.again.connect(self.resend.ask)

    # -- showing

    def turn_to(self, part: str) -> None:
        self._which, self._another = which_from(part), False

    def show_dispute(self, dispute: DisputeDetail) -> None:
        before, self._dispute, self.options.dispute = self._dispute, dispute, dispute
        self.departure.client, self.departure.opened = dispute.client.id, dispute.opened_at.astimezone().date()
        self.editor.head.kinds.show_fitting(_way(dispute))
        fixed = None if self._another else fixed_letter(dispute, self._which)
        if fixed is not None:
            self._show_fixed(fixed)
        elif before is None or _way(before) != _way(dispute) or not self._is_in_hand(dispute):
            self._open_fitting()
        else:
            self.letter.read_again()

    def _is_in_hand(self, dispute: DisputeDetail) -> bool:
        """Whether the draft being written is still there to be written on."""
        draft = self.letter.draft
        drafts = [row.id for row in dispute.letters if row.state == "draft"]
        return draft is not None and (draft.id is None or draft.id in drafts)

    def refresh(self, changes: Changes) -> None:
        if changes.touches("Provider", "Setting", "OwnWording", "Artwork"):
            self.letter.read_again()

    def _open_fitting(self) -> None:
        assert self._dispute is not None
        begun = None if self._another else draft_begun(self._dispute, self._which)
        if begun is not None:
            self._open(begun.kind, letter_id=begun.id)
        elif self._another:
            self._open(None)
        else:
            self._open(fitting_kind(self._dispute, self._which), provider_id=self._which.provider_id)

    def _open(self, kind: str | None, *, provider_id: int | None = None, letter_id: int | None = None) -> None:
        assert self._dispute is not None
        self.sent.put_away()
        self._left.setCurrentWidget(self.editor)
        self.letter.open(self._dispute.id, kind, provider_id=provider_id, letter_id=letter_id)

    def _show_fixed(self, letter: LetterRow) -> None:
        """A letter on its way, or gone: not to be written on."""
        assert self._dispute is not None
        self.letter.close()
        self.sleep.look()
        self.care.rest()
        self._left.setCurrentWidget(self.sent)
        self.sent.show_letter(letter)
        self._offer_buttons()

    def _opened(self) -> None:
        self.editor.begin()
        self.editor.say("")

    def _show_read(self, read: Read) -> None:
        self.editor.show_read(read)
        self._open_in_program.setVisible(read.direct)
        self._offer_buttons()  # the page may take a moment longer

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
            return tr("Follow through") if self.sent.has_gone and goes_on(self.sent.kind) else ""
        return tr("Send by e-mail") if self.letter.sends_itself else tr("Email with PDF")

    def can_go_on(self) -> bool:
        return self._left.currentWidget() is self.sent or self._may_go

    def extra_buttons(self) -> list[QPushButton]:
        return self._extras

    def go_on(self) -> None:
        if self._left.currentWidget() is self.sent:
            self.moved_on.emit()
        elif self.letter.sends_itself:
            self.departure.send()
        else:
            self.departure.email()

    @property
    def _may_go(self) -> bool:
        """The letter is whole, and does not sleep."""
        return self.letter.sheet is not None and not self.sleep.resting

    def _offer_buttons(self) -> None:
        for made in self._extras:
            made.setVisible(self._left.currentWidget() is self.editor)
            made.setEnabled(self._may_go)
        self.primary_changed.emit()

    def leave(self) -> None:
        self.letter.keeper.let_go()

    # -- writing

    def _change_kind(self, kind: str) -> None:
        draft = self.letter.draft
        if draft is not None and kind != draft.kind:
            self._which = Which(None, kind, draft.provider_id) if draft.provider_id is not None else FITTING
            self._open(kind, provider_id=draft.provider_id)

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

    def _lead_to(self, field: str) -> None:
        if field == OFFERS:
            self.options.edit(-1)
        elif field == SETTINGS:
            self.desk.go("settings")
        elif field == CONSENT and self._dispute is not None:
            self.desk.go("dispute", self._dispute.id, "follow.referral")

    def _write_another(self) -> None:
        self._which, self._another = FITTING, True
        self._open(None)
        self._offer_buttons()

    def _write_correction(self, letter_id: int) -> None:
        self.desk.jobs.write(lambda session: services.letters.correct(session, letter_id), then=self._correct)

    def _correct(self, draft: LetterDraft) -> None:
        if draft.id is not None and self._dispute is not None and draft.dispute_id == self._dispute.id:
            self._which, self._another = Which(draft.id), False
            self._open(draft.kind, letter_id=draft.id)
            self._offer_buttons()

    def _queued(self, letter_id: int) -> None:
        """It is shown as it goes as soon as the dispute has been read again; nothing is written on it until then."""
        self._which, self._another = Which(letter_id), False
        self.letter.close()

    def _gone_now(self, kind: str, letter_id: int) -> None:
        self._which, self._another = Which(letter_id), False
        if goes_on(kind):
            self.moved_on.emit()


def _way(dispute: DisputeDetail) -> str:
    return dispute.decision.way_kind if dispute.decision else ""
