"""What has come due and was not yet told in a notice: each thing once, whatever the clock does meanwhile."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from clientcare.db.models import Setting
from clientcare.records import TodayItem
from clientcare.services.reminding.reminders import needs

TOLD = "notices:told"
OF_TODAY = ("stopped", "maybe", "waiting", "reread")  # their day is always today
KEPT = 2000  # remembered; more than anybody has due at once


def fresh(session: Session, now: datetime | None = None) -> tuple[TodayItem, ...]:
    """What is due by now and was not told, most urgent first."""
    now = now or datetime.now(UTC)
    today, told = now.astimezone().date(), set(_told(session))
    return tuple(item for item in needs(session, today)[0] if _is_due(item, today, now) and _stamp(item) not in told)


def tell(session: Session, items: tuple[TodayItem, ...]) -> tuple[TodayItem, ...]:
    """From now on these count as told. Returned are those nobody told meanwhile."""
    told = _told(session)
    new = tuple(item for item in items if _stamp(item) not in set(told))
    if new:
        row = {"value": json.dumps([*told, *(_stamp(item) for item in new)][-KEPT:])}
        kept = insert(Setting).values(key=TOLD, **row)
        session.execute(kept.on_conflict_do_update(index_elements=["key"], set_=row))  # outside the journal: never undone
    return new


def _is_due(item: TodayItem, today: date, now: datetime) -> bool:
    """Its time has come; what is only due soon, and what has no day, needs no notice."""
    if item.when is None or item.when > today:
        return False
    return item.at is None or item.at <= now or item.when < today


def _stamp(item: TodayItem) -> str:
    """The same as long as it is due for the same reason; another day, another turn, or coming back is another."""
    moment = item.at.isoformat() if item.at else item.when
    when = "" if item.what in OF_TODAY else moment
    back = item.until.isoformat() if item.until else ""
    return f"{item.key}/{item.dispute_id}/{item.reminder_id}/{when}/{back}"


def _told(session: Session) -> list[str]:
    kept = session.scalar(select(Setting.value).where(Setting.key == TOLD))
    return list(json.loads(kept)) if kept else []
