"""The letter in progress: its draft, the facts it rests on, and the page they make, composed anew at every change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from clientcare import services
from clientcare.letters.facts import Facts
from clientcare.records import LetterDraft, ProviderRow, Suggestion, VersionOfLetter
from clientcare.said import Said, mark
from clientcare.settings import Settings
from clientcare.ui.jobs import Jobs
from clientcare.ui.paper.sheet import Asked, Sheet, compose_sheet
from clientcare.ui.steps.writing.draft import DraftKeeper, save
from clientcare.ui.steps.writing.facts import TYPING
from clientcare.ui.steps.writing.out import LONGEST, OUT, Out, out_of

RECORDS = {"understood": "rephrase"}  # facts that belong to the dispute itself, not to one letter


@dataclass(frozen=True)
class Read:
    """What a letter is made of, read together. `wordings`: the owner's own by passage; `usual_style`: the client's own.

    `direct`: ClientCare can send it by itself. `suggested`: which firms suit, for a referral.
    """

    draft: LetterDraft
    facts: Facts
    firms: Sequence[ProviderRow]
    wordings: Mapping[str, str]
    usual_style: str
    settings: Settings
    direct: bool = False
    suggested: Sequence[Suggestion] = ()


class LetterInProgress(QObject):
    """`opened()`: another draft is in hand; `read(Read)`: its facts are known; `composed(Sheet | Asked)`: the page."""

    opened = Signal()
    read = Signal(object)
    composed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self.keeper = jobs, DraftKeeper(jobs, parent)
        self.facts: Facts | None = None
        self.known: Read | None = None
        self.result: Sheet | Asked | None = None
        self.out: Out | None = None  # what left the window, if anything did
        self._turn = 0  # of the draft asked for last: an earlier one that comes home late is not shown
        jobs.undone.connect(self._undone)

    @property
    def draft(self) -> LetterDraft | None:
        return self.keeper.draft

    @property
    def sheet(self) -> Sheet | None:
        """The letter as it could go now; None while a question stands before it."""
        return self.result if isinstance(self.result, Sheet) else None

    @property
    def sends_itself(self) -> bool:
        """Whether ClientCare can send it; otherwise the owner's mail program does."""
        return self.known is not None and self.known.direct

    def open(
        self, dispute_id: int, kind: str | None, *, provider_id: int | None = None, letter_id: int | None = None
    ) -> None:
        """Take up the draft of this kind (to this firm), or the one that fits, or the very one; the one in hand is saved."""
        self.keeper.flush()
        self._turn += 1

        def gather(session: Any) -> Read:
            current = services.letters.current_draft
            return _gathered(session, current(session, dispute_id, kind, provider_id=provider_id, letter_id=letter_id))

        self._jobs.read(gather, partial(self._opened, self._turn), self._jobs.fail_unless_gone)

    def open_again(self, draft: LetterDraft) -> None:
        """Take up this draft anew, as it is in the file."""
        self.open(draft.dispute_id, draft.kind, provider_id=draft.provider_id, letter_id=draft.id)

    def _opened(self, turn: int, read: Read) -> None:
        if turn == self._turn:
            self.keeper.take(read.draft)
            self.result, self.out = None, out_of(read.draft.facts)
            self.opened.emit()
            self._take(read)

    def close(self) -> None:
        """Nothing is being written any more."""
        self._turn += 1
        self.keeper.forget()
        self.facts, self.known, self.result, self.out = None, None, None, None

    def read_again(self) -> None:
        """The facts may have changed; the words stay as they are typed."""
        draft, turn = self.keeper.draft, self._turn
        if draft is not None:
            self._jobs.read(lambda session: _gathered(session, draft), partial(self._read_again, turn))

    def _read_again(self, turn: int, read: Read) -> None:
        if turn == self._turn:
            self._take(read)

    def _take(self, read: Read) -> None:
        before = self.known
        same = before is not None and (read.facts, read.wordings) == (before.facts, before.wordings)  # as after every save
        self.facts, self.known = read.facts, read
        self.read.emit(read)
        if self.result is None or not same:
            self.compose()

    def compose(self) -> None:
        """Make the page anew; of several in a row only the newest is made."""
        draft, known = self.keeper.draft, self.known
        if draft is not None and known is not None:
            before = self.out.letter if self.out else None
            call = partial(compose_sheet, known.facts, draft, before, known.wordings)
            self._jobs.work(call, partial(self._composed, self._turn), key="letter")

    def _composed(self, turn: int, result: Sheet | Asked) -> None:
        if turn == self._turn:
            self.result = result
            self.composed.emit(result)

    def change_words(self, **fields: Any) -> None:
        """Subject or passages: the page follows at once, without the database."""
        self.keeper.change(**fields)
        self.compose()

    def change_facts(self, **fields: Any) -> None:
        """What the facts are read from: firms, the day, facts given for this letter."""
        if self.draft is not None:  # the page may stand there a moment before its draft does
            self.keeper.change(**fields)
            self.read_again()

    def went_out(self, out: Out) -> None:
        """Remember what left the window, also past its closing."""
        self.out = out
        draft, kept = self.keeper.draft, out.to_text()
        if draft is not None:
            self.change_words(facts={**draft.facts, OUT: kept} if len(kept) <= LONGEST else draft.facts)
            self.keeper.flush()

    def give_fact(self, field: str, text: str) -> None:
        """Keep an answer where it belongs: with the dispute, or with this letter."""
        draft = self.keeper.draft
        if draft is None:
            return
        if field in RECORDS:
            id, answer = draft.dispute_id, {RECORDS[field]: text}
            self.answer_typed(field, "")
            update, key = services.disputes.update, ("answer", id, "dispute", RECORDS[field])
            self._jobs.fingers.save(key, lambda session: update(session, id, **answer), self._kept, typed=text)
        elif field == "open_until":
            self.change_facts(open_until=date.fromisoformat(text))
        else:
            kept = {name: value for name, value in draft.facts.items() if name not in (field, TYPING + field)}
            self.change_facts(facts={**kept, **({field: text} if text else {})})

    def answer_typed(self, field: str, text: str) -> None:
        """Keep half an answer: it is no fact yet."""
        draft, name = self.keeper.draft, TYPING + field
        if draft is not None:
            kept = {key: value for key, value in draft.facts.items() if key != name}
            self.keeper.change(facts={**kept, **({name: text} if text else {})})

    def _kept(self, _: object) -> None:
        self.read_again()

    # -- another draft than the one in hand

    def go_back(self, version: VersionOfLetter) -> None:
        """Take up the words as they stood then; how they stand now is one more earlier version."""
        self.keeper.flush()
        draft = self.keeper.draft
        if draft is None:
            return
        went = {name: text for name, text in draft.facts.items() if name == OUT}  # what has left the window has
        facts = {name: text for name, text in version.facts.items() if name != OUT} | went
        earlier = replace(draft, subject=version.subject, edits=version.edits, facts=facts, style=version.style)

        def write(session: Any) -> None:
            services.letter_versions.go_back(session, version.id)
            save(session, earlier)

        self.replaced_by(write, Said(mark("The earlier words are back.")))

    def replaced_by(self, write: Callable[[Any], object], done: Said) -> None:
        """Let `write` change the stored draft, which is taken up anew; it can be undone."""
        self.keeper.flush()
        draft = self.keeper.draft
        if draft is not None:
            self._jobs.write(write, then=partial(self._replaced, draft), undo=done)

    def _replaced(self, draft: LetterDraft, _: object) -> None:
        self.open_again(draft)

    def _undone(self) -> None:
        """Something was taken back: perhaps in this draft."""
        draft = self.keeper.draft
        if draft is not None and not self.keeper.dirty:
            stored = partial(_stored, draft)
            self._jobs.read(stored, partial(self._compare, self._turn, draft), self._jobs.fail_unless_gone)

    def _compare(self, turn: int, before: LetterDraft, stored: LetterDraft) -> None:
        if turn == self._turn and self.keeper.draft == before and replace(stored, id=before.id) != before:
            self.open_again(stored)


def _stored(draft: LetterDraft, session: Any) -> LetterDraft:
    current = services.letters.current_draft
    return current(session, draft.dispute_id, draft.kind, provider_id=draft.provider_id, letter_id=draft.id)


def _gathered(session: Any, draft: LetterDraft) -> Read:
    facts = services.letters.facts(session, draft.dispute_id, draft)
    plain = services.letters.facts(session, draft.dispute_id, replace(draft, style="")) if draft.style else facts
    wordings = services.wordings.of(session, draft.kind, facts.language)
    settings = services.settings.load(session)
    direct = settings.mail_way == "direct" and services.posting.account(session) is not None
    firms, suggested = _firms(session, draft)
    return Read(draft, facts, firms, wordings, plain.style, settings, direct, suggested)


def _firms(session: Any, draft: LetterDraft) -> tuple[Sequence[ProviderRow], Sequence[Suggestion]]:
    """The firms a referral may name, and which of them suit; nothing for any other letter."""
    if draft.kind != "referral":
        return (), ()
    need = draft.facts.get("need", "")
    return services.referrals.rows(session), services.referrals.suggested(session, draft.dispute_id, need)
