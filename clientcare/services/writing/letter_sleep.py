"""A draft that sleeps: until when it may, so that no deadline passes meanwhile, and the end of its night."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from clientcare.db.models import Dispute
from clientcare.letters import kinds
from clientcare.records import LONGEST_SLEEP, LetterDraft, SleepLimit
from clientcare.said import Said, mark
from clientcare.services import checks
from clientcare.services.disputing.stages import STAGES
from clientcare.services.writing.letter_facts import facts
from clientcare.services.writing.letter_going import draft_of, unfinished

EVENING = time(17)  # when it must be read again on the last day, so that it can still go
STILL_TO_ANSWER = STAGES[: STAGES.index("write") + 1]
_NAMED = ("answer_by", "give_by", "repaid_by", "still_owed_by", "last_day", "instead_from")  # facts: days it promises something

DUE = mark("Your answer is due on {day}, so it can rest until {until} at the latest.")
DUE_TODAY = mark("Your answer is due today. Read it once more now, and let it go.")
OVERDUE = mark("Your answer was due on {day}. Read it once more now, and let it go.")
OPEN = mark("Its offers are open until {day}, so it can rest until {until} at the latest.")
OPEN_NO_MORE = mark("Its offers are open until {day}. Let it go now, or give them longer.")
NAMED = mark("It names {day}, so it can rest until {until} at the latest.")
NAMED_NO_MORE = mark("It names {day}. Let it go now, or change that day.")
LONGEST = mark("It can rest until {until} at the latest: sixty days.")


def hold(session: Session, letter_id: int, until: datetime) -> None:
    """Let the draft sleep until then (with a time zone). InvalidInput, in words, past a deadline, in the past or too far."""
    letter = unfinished(session, letter_id)
    if getattr(until, "tzinfo", None) is None:
        checks.objection("until", mark("This is not a time. Choose one."))
    if until <= datetime.now(UTC):
        checks.objection("until", mark("That time has passed. Choose a later one."))
    limit = latest(session, draft_of(letter))
    if until > limit.until:
        checks.objection("until", limit.why.text, **limit.why.values)
    letter.held_until = until


def wake(session: Session, letter_id: int) -> None:
    """It has been read again, or is taken up before its time."""
    unfinished(session, letter_id).held_until = None


def latest(session: Session, draft: LetterDraft) -> SleepLimit:
    """How long this draft may sleep, and why not longer. A limit that is not after now: not at all."""
    now = datetime.now(UTC)
    longest = now + LONGEST_SLEEP
    limits = [SleepLimit(longest, Said(LONGEST, {"until": longest})), *_due(session, draft, now), *_named(session, draft, now)]
    return min(limits, key=lambda limit: limit.until)


def _due(session: Session, draft: LetterDraft, now: datetime) -> Iterator[SleepLimit]:
    """The evening of the day our answer to the client is due."""
    dispute = checks.find(session, Dispute, draft.dispute_id)
    day = dispute.due_on
    if day is None or dispute.status != "open" or dispute.stage not in STILL_TO_ANSWER or draft.provider_id is not None:
        return
    until, today = _evening(day), now.astimezone().date()
    text = DUE if until > now else DUE_TODAY if day == today else OVERDUE
    yield SleepLimit(until, Said(text, {"day": day, "until": until}))


def _named(session: Session, draft: LetterDraft, now: datetime) -> Iterator[SleepLimit]:
    """The evening before each day the letter itself names: what it says there must have reached them by then."""
    known, has_offers = facts(session, draft.dispute_id, draft), kinds.kind(draft.kind).offers
    if has_offers and known.open_until:
        yield _before(known.open_until, now, OPEN, OPEN_NO_MORE)
    promised = [offer.owed_by for offer in known.offers if offer.owed_by] if has_offers else []
    for day in (*promised, *(getattr(known, name) for name in _NAMED)):
        if day is not None:
            yield _before(day, now, NAMED, NAMED_NO_MORE)


def _before(day: date, now: datetime, text: str, no_more: str) -> SleepLimit:
    until = _evening(day - timedelta(days=1))
    return SleepLimit(until, Said(text if until > now else no_more, {"day": day, "until": until}))


def _evening(day: date) -> datetime:
    return datetime.combine(day, EVENING).astimezone(UTC)  # of a naive time: the owner's own clock
