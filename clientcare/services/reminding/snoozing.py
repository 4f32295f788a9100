"""Putting off what Today says, until a day and a time; never past the day it is due, unless that day has come."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Dispute, Reminder, Snooze
from clientcare.records import TodayItem
from clientcare.said import mark
from clientcare.services import checks

CLOCK_WAS_WRONG = timedelta(days=1)  # what was set so much later than now was set by a clock that ran ahead
DUE_ON_A_DAY = ("reply", "letter", "deliver", "lesson")
PASSED = mark("That time has passed. Choose a later one.")


def put_off(session: Session, item: TodayItem, until: datetime) -> None:
    """Say it again then. InvalidInput if that time has passed; Gone if its record was deleted."""
    now = datetime.now(UTC)
    if until <= now:
        checks.objection("until", PASSED)
    if item.reminder_id:
        reminder = checks.find(session, Reminder, item.reminder_id)
        reminder.snoozed_until, reminder.set_at = until, now
        return
    snooze = _of(session, item) or Snooze(what=item.key)
    snooze.dispute = checks.find(session, Dispute, item.dispute_id)
    snooze.until, snooze.set_at = until, now
    session.add(snooze)


def bring_back(session: Session, item: TodayItem) -> None:
    """Say it again at once."""
    if item.reminder_id:
        checks.find(session, Reminder, item.reminder_id).snoozed_until = None
    elif snooze := _of(session, item):
        session.delete(snooze)


def comes_back(item: TodayItem, until: datetime, set_at: datetime) -> datetime:
    """When it is said again: at the beginning of the day it is due, if that is earlier and that day was still to come."""
    if item.what not in DUE_ON_A_DAY or item.when is None or item.when <= set_at.astimezone().date():
        return until
    return min(until, datetime.combine(item.when, datetime.min.time()).astimezone(UTC))


def sifted(session: Session, items: Iterable[TodayItem], now: datetime) -> tuple[list[TodayItem], list[TodayItem]]:
    """Those to be said, and those put off. What came back has its `until` in the past."""
    found = list(items)
    kept = _snoozes(session, found)
    said: list[TodayItem] = []
    later: list[TodayItem] = []
    for item in found:
        if (item.dispute_id, item.key) in kept:
            until, set_at = kept[item.dispute_id, item.key]
            item = replace(item, until=comes_back(item, until, set_at))
            (later if is_off(item.until, set_at, now) else said).append(item)
        else:
            said.append(item)
    return said, later


def is_off(until: datetime | None, set_at: datetime, now: datetime) -> bool:
    """Whether something is put off at this moment."""
    return until is not None and until > now and is_by_a_right_clock(set_at, now)


def _snoozes(session: Session, items: list[TodayItem]) -> dict[tuple[int, str], tuple[datetime, datetime]]:
    """Of the disputes of these items, also those that are over: until when, and when they were set."""
    ids = func.json_each(json.dumps(sorted({item.dispute_id for item in items}))).table_valued("value", name="m")
    query = select(Snooze.dispute_id, Snooze.what, Snooze.until, Snooze.set_at)
    rows = session.execute(query.where(Snooze.dispute_id.in_(select(ids.c.value))))
    return {(id, what): (until, set_at) for id, what, until, set_at in rows}


def is_by_a_right_clock(set_at: datetime, now: datetime) -> bool:
    """Whether the clock it was set by is not known to have run ahead; what it set may lie years away."""
    return set_at <= now + CLOCK_WAS_WRONG


def _of(session: Session, item: TodayItem) -> Snooze | None:
    mine = (Snooze.dispute_id == item.dispute_id) & (Snooze.what == item.key)
    return session.scalar(select(Snooze).where(mine))
