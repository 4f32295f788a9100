"""Letters of a dispute: the draft as it is typed, and the finished one that never changes."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from clientcare.db.models import Dispute, StoredAssessment, StoredLetter
from clientcare.errors import WorldError
from clientcare.letters import kinds
from clientcare.letters.communication import STYLES
from clientcare.letters.dates import ten_working_days
from clientcare.letters.facts import Facts
from clientcare.letters.letter import SHORT
from clientcare.records import DisputeForm, LetterDraft
from clientcare.said import Said, mark
from clientcare.services import checks
from clientcare.services.disputing import disputes
from clientcare.services.disputing.dispute_detail import decided
from clientcare.services.referring.referral_suggestions import fitting
from clientcare.services.writing import letter_versions
from clientcare.services.writing.letter_facts import facts
from clientcare.services.writing.letter_going import HOW, NOT_FIXED, draft_of, finish, fix, gone, letter_of, release, unfinished
from clientcare.services.writing.letter_sleep import hold, latest, wake
from clientcare.services.writing.letterheads import letterhead
from clientcare.texts import fold

if TYPE_CHECKING:
    from clientcare.letters.letter import Letter

__all__ = [
    "HOW",
    "as_it_went",
    "buy_time",
    "correct",
    "current_draft",
    "delete_draft",
    "draft_of",
    "facts",
    "finish",
    "finished",
    "fix",
    "gone",
    "hold",
    "latest",
    "letter_of",
    "letterhead",
    "pdf",
    "release",
    "save_draft",
    "wake",
]

_SHARED = {"understood", "our_part"}  # these passages mean the same in every kind that has them
_ASKED = {field.name for field in dataclasses.fields(Facts)}  # what a draft keeps beside these is about the draft itself
NOT_AS_SENT = mark("The stored page of this letter is damaged. Restore a backup to see it; its words are still here.")
NOT_GONE = mark("This letter has not gone yet. Change it as it stands.")


def current_draft(
    session: Session,
    dispute_id: int,
    kind: str | None = None,
    *,
    provider_id: int | None = None,
    letter_id: int | None = None,
) -> LetterDraft:
    """The draft begun (of this `kind`, if given), or a new one that fits the decision; a new one is stored by `save_draft`.

    `provider_id`: written to that firm; without it, to the client. `letter_id`: that very draft, the only way to a correction.
    """
    checks.find(session, Dispute, dispute_id)
    if letter_id is not None:
        return draft_of(unfinished(session, letter_id))
    begun = select(StoredLetter).where(StoredLetter.dispute_id == dispute_id, StoredLetter.state == "draft")
    begun = begun.where(StoredLetter.provider_id.is_(provider_id), StoredLetter.corrects_id.is_(None))
    if kind:
        begun = begun.where(StoredLetter.kind == kind)
    stored = session.scalar(begun.order_by(StoredLetter.id.desc()).limit(1))
    return draft_of(stored) if stored else replace(_fitting(session, dispute_id, kind), provider_id=provider_id)


def save_draft(session: Session, draft: LetterDraft) -> int:
    """Keep the draft as it stands. WorldError if it is finished already."""
    kinds.kind(draft.kind)
    letter = unfinished(session, draft.id) if draft.id else StoredLetter(state="draft")
    letter.dispute = checks.find(session, Dispute, draft.dispute_id)
    fields = {"kind": draft.kind, "subject": draft.subject, "open_until": draft.open_until}
    letter_versions.remember(letter, draft)
    checks.change(letter, fields, fields)
    letter.sort_key = fold(letter.subject)
    letter.edits, letter.facts = _texts(draft.edits), _texts(draft.facts)
    checks.one_of("style", draft.style, ("", *STYLES))
    letter.style = draft.style
    letter.kept = [checks.text("kept", words) for words in draft.kept]
    letter.provider_ids, letter.written_at = list(draft.provider_ids), datetime.now(UTC)
    letter.provider_id, letter.corrects_id = draft.provider_id, draft.corrects_id
    session.add(letter)
    session.flush()
    return letter.id


def delete_draft(session: Session, id: int) -> None:
    session.delete(unfinished(session, id))


def correct(session: Session, letter_id: int) -> LetterDraft:
    """The draft of a letter that puts right one that has gone, begun with its words; the first stays as it is.

    The one begun already, if there is one. WorldError if the letter has not gone, or its correction is on its way.
    """
    first = checks.find(session, StoredLetter, letter_id)
    if first.state != "done":
        raise WorldError(Said(NOT_GONE))
    begun = [one for one in first.dispute.letters if one.corrects_id == letter_id and one.state != "done"]
    if begun:
        return draft_of(unfinished(session, begun[-1].id))
    draft = replace(draft_of(first), id=None, corrects_id=letter_id)
    asked = {name: text for name, text in draft.facts.items() if name in _ASKED and name != "correction"}
    if draft.open_until and draft.open_until < date.today():
        draft = replace(draft, open_until=ten_working_days(date.today()))
    words = {key: text for key, text in draft.edits.items() if key not in (SHORT, kinds.CORRECTION.key)}
    id = save_draft(session, replace(draft, facts=asked, edits=words))
    return draft_of(unfinished(session, id))


def pdf(session: Session, id: int) -> bytes:
    """The page exactly as it was finished. WorldError if it no longer is: nothing else may pass for what was sent."""
    letter = session.get(StoredLetter, id, options=[undefer(StoredLetter.pdf)])
    if letter is None or letter.pdf is None:
        raise WorldError(Said(NOT_FIXED))
    if hashlib.sha256(letter.pdf).hexdigest() != letter.sha256:
        raise WorldError(Said(NOT_AS_SENT))
    return letter.pdf


def as_it_went(session: Session, id: int) -> tuple[Letter, bytes, str]:
    """A letter as it is kept: its content, its page, and to whom it went. WorldError if it is not finished."""
    page = pdf(session, id)
    letter = checks.find(session, StoredLetter, id)
    return letter_of(letter), page, letter.sent_to


def finished(session: Session) -> list[tuple[Letter, bytes]]:
    """Every finished letter, the one that went last first, with its page as bytes."""
    letter = StoredLetter
    done = select(letter).where(letter.state == "done").order_by(letter.sent_at.desc(), letter.id.desc())
    letters = session.scalars(done.options(undefer(letter.pdf)))
    return [(letter_of(one), one.pdf) for one in letters if one.pdf is not None]


def buy_time(session: Session, form: DisputeForm, answer_by: date) -> tuple[int, LetterDraft]:
    """Open a dispute whose answer is due by `answer_by`, with the draft of a letter that says so."""
    if answer_by < date.today():
        checks.objection("answer_by", mark("That day has passed. Choose a day you will answer by."))
    id = disputes.create(session, form)
    disputes.update(session, id, due_on=form.due_on or answer_by, told_on=date.today())
    draft = LetterDraft(id, "acknowledgement", facts={"answer_by": answer_by.isoformat()})
    save_draft(session, draft)
    return id, current_draft(session, id)


def _fitting(session: Session, dispute_id: int, kind: str | None) -> LetterDraft:
    kind = kind or _kind_decided(session, dispute_id)
    kinds.kind(kind)
    suited = fitting(session, dispute_id) if kind == "referral" else ()
    open_until = ten_working_days(date.today()) if kinds.kind(kind).offers else None
    return LetterDraft(dispute_id, kind, edits=_said(session, dispute_id, kind), provider_ids=suited, open_until=open_until)


def _said(session: Session, dispute_id: int, kind: str) -> dict[str, str]:
    """The owner's own words of passages that say the same in this kind, from the drafts begun; the newest count."""
    shared = {part.key for part in kinds.kind(kind).passages} & _SHARED
    begun = select(StoredLetter).where(StoredLetter.dispute_id == dispute_id, StoredLetter.state == "draft")
    drafts = session.scalars(begun.order_by(StoredLetter.written_at))
    return {key: text for one in drafts for key, text in one.edits.items() if key in shared and text.strip()}


def _kind_decided(session: Session, dispute_id: int) -> str:
    decision = decided(session, dispute_id)
    if decision is None:
        return kinds.letter_kind_for("")
    return kinds.letter_kind_for(decision.way_kind, checks.find(session, StoredAssessment, decision.assessment_id).part)


def _texts(typed: Mapping[str, str]) -> dict[str, str]:
    return {checks.text("key", key, checks.LINE): checks.text(key, text) for key, text in typed.items()}


