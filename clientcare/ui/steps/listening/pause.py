"""Knows when "tomorrow 9:00" is on the owner's clock, whether a dispute rests until then, and what is due before."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from clientcare.decision.assessment import Mood
from clientcare.records import DisputeDetail

MORNING = time(9)
BEFORE_ANSWERING = ("listen", "weigh", "decide", "write")


def tomorrow_morning(now: datetime | None = None) -> datetime:
    """Tomorrow, 9:00 where the owner is, as UTC; `now` (aware) is only for a test to set."""
    today = (now or datetime.now(UTC)).astimezone().date()
    return datetime.combine(today + timedelta(days=1), MORNING).astimezone(UTC)  # of a naive time: the zone's own clock


def can_rest(dispute: DisputeDetail) -> bool:
    """Whether there is still something to sleep on: no answer of ours has gone out yet."""
    return dispute.status != "closed" and dispute.stage in BEFORE_ANSWERING


def rests_until(dispute: DisputeDetail) -> datetime | None:
    """When the pause ends, in UTC; None where there is none, or it is over."""
    until: datetime | None = dispute.answers.get("paused_until")
    return until if until is not None and until > datetime.now(UTC) else None


def due_before(dispute: DisputeDetail, until: datetime) -> date | None:
    """The day an answer is due, if that day is over before `until`: then it must not rest so long."""
    due: date | None = dispute.answers.get("due_on")
    return due if due is not None and due < until.astimezone().date() else None


def may_sleep(dispute: DisputeDetail) -> bool:
    """Whether a night before the choice is suggested: to the furious, and never past the day an answer is due."""
    furious = dispute.answers.get("mood") == Mood.FURIOUS
    return furious and can_rest(dispute) and due_before(dispute, tomorrow_morning()) is None
