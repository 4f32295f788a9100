"""A letter as it goes: its page is fixed to the byte, then it is noted when, how and to whom it went, for ever."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from clientcare.db.models import Dispute, StoredLetter, TimelineEvent
from clientcare.errors import WorldError
from clientcare.letters import kinds
from clientcare.records import LetterDraft
from clientcare.said import Said, mark
from clientcare.services import checks
from clientcare.services.disputing.stages import advance
from clientcare.services.referring import referral_records
from clientcare.services.writing import firm_privacy
from clientcare.services.writing.draft_facts import parsed
from clientcare.texts import fold

if TYPE_CHECKING:
    from clientcare.letters.letter import Letter

HOW = ("saved", "printed", "emailed", "copied", "posted", "handed", "sent")  # "sent": by ClientCare itself
NOT_FIXED = mark("This letter is not finished yet. Open it and finish it first.")
STAYS = mark("This letter is finished and stays as it is. Write a new one instead.")
NOON = time(12)
_WAIT_DAYS = 14  # for an answer to a letter that names no day


def unfinished(session: Session, id: int) -> StoredLetter:
    """The draft of this id. WorldError if it is on its way, or has gone: then nothing may change it."""
    letter = checks.find(session, StoredLetter, id)
    if letter.state == "outbox":
        raise WorldError(Said(mark("This letter is on its way. Take it back first, then change it.")))
    if letter.state == "done":
        raise WorldError(Said(STAYS))
    return letter


def finish(
    session: Session, letter_id: int, content: Letter, pdf: bytes, how: str, to: str = "", on: date | None = None
) -> None:
    """Fix the letter for ever: its content, its PDF, when, how and to whom. The dispute then waits for what it asked for.

    `how`: one of `HOW`. `on`: the day it went, today unless given. WorldError if it is finished already, InvalidInput for
    a day still to come or before the dispute was opened.
    """
    letter = fix(session, letter_id, content, pdf)
    _check_day(on, letter.dispute)
    gone(letter, how, to, on)


def fix(session: Session, letter_id: int, content: Letter, pdf: bytes) -> StoredLetter:
    """Fix what is to go, to the byte, as the outbox holds it: from now on it can go or be taken back, but not change."""
    letter = unfinished(session, letter_id)
    referral_records.may_leave(letter)
    firm_privacy.look(letter, content)
    letter.content, letter.pdf = json.loads(content.to_json()), pdf
    letter.sha256, letter.state = hashlib.sha256(pdf).hexdigest(), "outbox"
    letter.sort_key = fold(content.subject)
    letter.held_until, letter.written_at = None, datetime.now(UTC)
    return letter


def gone(letter: StoredLetter, how: str, to: str = "", on: date | None = None) -> None:
    """A fixed letter has gone: it stands on the timeline, and the dispute waits for what it asked for."""
    checks.one_of("how", how, HOW)
    if letter.state == "done":
        raise WorldError(Said(STAYS))
    if letter.content is None:
        raise WorldError(Said(NOT_FIXED))
    content, at = letter_of(letter), _moment_of(on, letter.dispute)
    letter.sent_to = " ".join(checks.text("to", to, checks.LINE).split())
    letter.subject, letter.state, letter.how, letter.sent_at = content.subject, "done", how, at
    kind = "email" if how in ("emailed", "sent") else "letter"
    letter.dispute.events.append(TimelineEvent(kind=kind, at=at, by="us", text=content.subject, private=False))
    referral_records.record(letter)
    _await_answer(letter, content)


def release(letter: StoredLetter) -> None:
    """Out of the outbox again: the draft as it is now, to be written on. WorldError once it has gone."""
    if letter.state == "done":
        raise WorldError(Said(STAYS))
    letter.content, letter.pdf, letter.sha256, letter.state = None, None, "", "draft"
    letter.sort_key = fold(letter.subject)


def letter_of(letter: StoredLetter) -> Letter:
    """The fixed content as a value."""
    from clientcare.letters.letter import Letter

    return Letter.from_json(json.dumps(letter.content))


def draft_of(letter: StoredLetter) -> LetterDraft:
    """The letter as its owner writes on it."""
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


def _check_day(day: date | None, dispute: Dispute) -> None:
    """Of a day the owner chose; what the outbox notes is true on any clock."""
    opened = _here(dispute.opened_at)
    if day is not None and day > date.today():
        checks.objection("on", mark("That day is still to come. Choose today, or the day it went."))
    if day is not None and day < min(opened, date.today()):
        checks.objection("on", mark("The dispute was opened on {day}. Choose that day or a later one."), day=opened)


def _moment_of(day: date | None, dispute: Dispute) -> datetime:
    """Now; or noon of an earlier day, here, yet not before the dispute was there."""
    now = datetime.now(UTC)
    if day is None or day >= _here(now):
        return now
    noon = datetime.combine(day, NOON).astimezone(UTC)
    return max(noon, dispute.opened_at) if _here(dispute.opened_at) == day else noon


def _here(at: datetime) -> date:
    return at.astimezone().date()


def _await_answer(letter: StoredLetter, content: Letter) -> None:
    """What is due next, by whose turn it is: our answer or theirs, and what we promised in it."""
    if letter.provider_id is not None:
        return  # a letter to another firm changes nothing between us and the client
    dispute, asked_for, turn = letter.dispute, parsed(letter.facts), kinds.kind(letter.kind).next
    if turn == "ours":
        dispute.due_on = asked_for.get("answer_by") or content.next_step_on or dispute.due_on
        return  # it buys the time that a pause is for
    dispute.paused_until = None
    for other in dispute.letters:
        if other.provider_id is None and other.state == "draft":
            other.held_until = None  # what slept instead of this one need not be read again
    promised = [day for day in (asked_for.get("give_by"), asked_for.get("repaid_by")) if day]
    dispute.deliver_by = min(promised, default=dispute.deliver_by)
    if dispute.closed_at is None and turn == "theirs":
        went = _here(letter.sent_at or datetime.now(UTC))
        dispute.waiting_until = content.open_until or content.next_step_on or went + timedelta(days=_WAIT_DAYS)
        dispute.answer, dispute.status = "", "waiting"
        advance(dispute, "follow")
