"""Letters of a dispute: the draft as it is typed, and the finished one that never changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from clientcare.db.models import Dispute, StoredAssessment, StoredLetter, TimelineEvent
from clientcare.errors import WorldError
from clientcare.letters import kinds
from clientcare.letters.communication import STYLES
from clientcare.letters.dates import ten_working_days
from clientcare.letters.needs import MOST_PROVIDERS
from clientcare.records import DisputeForm, LetterDraft
from clientcare.said import Said, mark
from clientcare.services import checks, disputes, letter_versions, referrals
from clientcare.services.dispute_detail import decided
from clientcare.services.letter_facts import facts, letterhead, parsed
from clientcare.services.stages import advance

if TYPE_CHECKING:
    from clientcare.letters.letter import Letter

__all__ = [
    "buy_time",
    "current_draft",
    "delete_draft",
    "facts",
    "finish",
    "finished",
    "fix",
    "gone",
    "letter_of",
    "letterhead",
    "pdf",
    "release",
    "save_draft",
]

HOW = ("saved", "printed", "emailed", "copied", "posted", "handed", "sent")  # "sent": by ClientCare itself
_SHARED = {"understood", "our_part"}  # these passages mean the same in every kind that has them
NOT_FIXED = mark("This letter is not finished yet. Open it and finish it first.")
NOON = time(12)
_WAIT_DAYS = 14  # for an answer to a letter that names no day


def current_draft(session: Session, dispute_id: int, kind: str | None = None) -> LetterDraft:
    """The draft begun (of this `kind`, if given), or a new one that fits the decision; a new one is stored by `save_draft`."""
    checks.find(session, Dispute, dispute_id)
    begun = select(StoredLetter).where(StoredLetter.dispute_id == dispute_id, StoredLetter.state == "draft")
    if kind:
        begun = begun.where(StoredLetter.kind == kind)
    stored = session.scalar(begun.order_by(StoredLetter.id.desc()).limit(1))
    return _draft(stored) if stored else _fitting(session, dispute_id, kind)


def save_draft(session: Session, draft: LetterDraft) -> int:
    """Keep the draft as it stands. WorldError if it is finished already."""
    kinds.kind(draft.kind)
    letter = _unfinished(session, draft.id) if draft.id else StoredLetter(state="draft")
    letter.dispute = checks.find(session, Dispute, draft.dispute_id)
    fields = {"kind": draft.kind, "subject": draft.subject, "open_until": draft.open_until}
    letter_versions.remember(letter, draft)
    checks.change(letter, fields, fields)
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
    session.delete(_unfinished(session, id))


def finish(
    session: Session, letter_id: int, content: Letter, pdf: bytes, how: str, to: str = "", on: date | None = None
) -> None:
    """Fix the letter for ever: its content, its PDF, when, how and to whom. The dispute then waits for what it asked for.

    `how`: one of `HOW`. `on`: the day it went, today unless given. WorldError if it is finished already.
    """
    gone(fix(session, letter_id, content, pdf), how, to, on)


def fix(session: Session, letter_id: int, content: Letter, pdf: bytes) -> StoredLetter:
    """Fix what is to go, to the byte, as the outbox holds it: from now on it can go or be taken back, but not change."""
    letter = _unfinished(session, letter_id)
    letter.content, letter.pdf = json.loads(content.to_json()), pdf
    letter.sha256, letter.subject = hashlib.sha256(pdf).hexdigest(), content.subject
    letter.state, letter.held_until, letter.written_at = "outbox", None, datetime.now(UTC)
    return letter


def gone(letter: StoredLetter, how: str, to: str = "", on: date | None = None) -> None:
    """A fixed letter has gone: it stands on the timeline, and the dispute waits for what it asked for."""
    checks.one_of("how", how, HOW)
    if letter.content is None:
        raise WorldError(Said(NOT_FIXED))
    content = letter_of(letter)
    letter.state, letter.how, letter.sent_to = "done", how, checks.text("sent_to", to, checks.LINE)
    letter.sent_at = _moment_of(on)
    kind = "email" if how in ("emailed", "sent") else "letter"
    letter.dispute.events.append(TimelineEvent(kind=kind, at=letter.sent_at, by="us", text=content.subject, private=False))
    _await_answer(letter, content)


def release(letter: StoredLetter) -> None:
    """Out of the outbox again: the draft as it is now, to be written on."""
    letter.content, letter.pdf, letter.sha256, letter.state = None, None, "", "draft"


def letter_of(letter: StoredLetter) -> Letter:
    """The fixed content as a value."""
    from clientcare.letters.letter import Letter

    return Letter.from_json(json.dumps(letter.content))


def pdf(session: Session, id: int) -> bytes:
    """The page exactly as it was finished."""
    letter = session.get(StoredLetter, id, options=[undefer(StoredLetter.pdf)])
    if letter is None or letter.pdf is None:
        raise WorldError(Said(NOT_FIXED))
    return letter.pdf


def finished(session: Session) -> list[tuple[Letter, bytes]]:
    """Every finished letter, newest first, with its page as bytes."""
    done = select(StoredLetter).where(StoredLetter.state == "done").order_by(StoredLetter.written_at.desc())
    letters = session.scalars(done.options(undefer(StoredLetter.pdf)))
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
    firms = referrals.rows(session) if kind == "referral" else []
    suited = tuple(firm.id for firm in firms) if len(firms) <= MOST_PROVIDERS else ()
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


def _draft(letter: StoredLetter) -> LetterDraft:
    return LetterDraft(
        letter.dispute_id,
        letter.kind,
        letter.subject,
        dict(letter.edits),
        dict(letter.facts),
        tuple(letter.provider_ids),
        letter.open_until,
        letter.style,
        tuple(letter.kept),
        letter.id,
        letter.held_until,
        letter.provider_id,
        letter.corrects_id,
    )


def _moment_of(day: date | None) -> datetime:
    """Now; or noon of an earlier day, here."""
    now = datetime.now(UTC)
    return now if day is None or day >= _here(now) else datetime.combine(day, NOON).astimezone(UTC)


def _here(at: datetime) -> date:
    return at.astimezone().date()


def _unfinished(session: Session, id: int) -> StoredLetter:
    letter = checks.find(session, StoredLetter, id)
    if letter.state == "outbox":
        raise WorldError(Said(mark("This letter is on its way. Take it back first, then change it.")))
    if letter.state == "done":
        raise WorldError(Said(mark("This letter is finished and stays as it is. Write a new one instead.")))
    return letter


def _texts(typed: Mapping[str, str]) -> dict[str, str]:
    return {checks.text("key", key, checks.LINE): checks.text(key, text) for key, text in typed.items()}


def _await_answer(letter: StoredLetter, content: Letter) -> None:
    """What is due next, by whose turn it is: our answer or theirs, and what we promised in it."""
    dispute, asked_for, turn = letter.dispute, parsed(letter.facts), kinds.kind(letter.kind).next
    if turn == "ours":
        dispute.due_on = asked_for.get("answer_by") or content.next_step_on or dispute.due_on
        return  # it buys the time that a pause is for
    dispute.paused_until = None
    promised = [day for day in (asked_for.get("give_by"), asked_for.get("repaid_by")) if day]
    dispute.deliver_by = min(promised, default=dispute.deliver_by)
    if dispute.closed_at is None and turn == "theirs":
        day = content.open_until or content.next_step_on or date.today() + timedelta(days=_WAIT_DAYS)
        dispute.waiting_until, dispute.answer, dispute.status = day, "", "waiting"
        advance(dispute, "follow")
