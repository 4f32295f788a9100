"""The owner's own reminders: of a dispute, of a client, or of neither; once, or again and again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Dispute, Reminder
from clientcare.records import ReminderForm, ReminderRow, TodayItem
from clientcare.said import mark
from clientcare.services import checks
from clientcare.services.reminding import snoozing
from clientcare.services.reminding.found import SOON
from clientcare.services.reminding.repeating import REPEATS, anchor_of, minute_of, next_time

OF_WHAT = mark("What do you want to be reminded of? Type a word or two.")
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
TOO_FAR = mark("That is too far away. Choose a day before the year 2200.")
NO_TIME = mark("When? Choose a day and a time.")


def save(session: Session, form: ReminderForm) -> int:
    """Add a reminder, or change one. InvalidInput names what is missing: text or due_at."""
    if not form.text.strip():
        checks.objection("text", OF_WHAT)
    checks.one_of("repeat", form.repeat, REPEATS)
    if not isinstance(form.due_at, datetime):
        checks.objection("due_at", NO_TIME)
    if form.due_at.astimezone(UTC) >= LATEST:
        checks.objection("due_at", TOO_FAR)
    reminder = checks.find(session, Reminder, form.id) if form.id else Reminder()
    reminder.text, reminder.repeat = checks.text("text", form.text, checks.LINE).strip(), form.repeat
    if form.id is None:
        reminder.dispute = checks.find(session, Dispute, form.dispute_id) if form.dispute_id else None
        reminder.client = checks.find(session, Client, form.client_id) if form.client_id else None
    _set(reminder, form.due_at)
    reminder.anchor = anchor_of(form.due_at.astimezone().date(), form.repeat)
    reminder.minute, reminder.done_at = minute_of(form.due_at), None
    session.add(reminder)
    session.flush()
    return reminder.id


def done(session: Session, id: int) -> datetime | None:
    """It is done; one that repeats comes again, and when is returned."""
    reminder, now = checks.find(session, Reminder, id), datetime.now(UTC)
    if not reminder.repeat:
        reminder.done_at = now
        return None
    _set(reminder, next_time(reminder.due_at, reminder.repeat, reminder.anchor, reminder.minute, now))
    return reminder.due_at


def delete(session: Session, id: int) -> None:
    session.delete(checks.find(session, Reminder, id))


def get(session: Session, id: int) -> ReminderRow:
    """One reminder; Gone if it was deleted."""
    return _row(checks.find(session, Reminder, id))


def of_dispute(session: Session, id: int) -> tuple[ReminderRow, ...]:
    """What the owner wants to be reminded of in a dispute, soonest first."""
    return _open(session, Reminder.dispute_id == id)


def of_client(session: Session, id: int) -> tuple[ReminderRow, ...]:
    """The same of a client, those of their disputes left out."""
    return _open(session, Reminder.client_id == id)


def due(session: Session, on: date, now: datetime) -> tuple[list[TodayItem], list[TodayItem]]:
    """Those whose day has come or comes within a week, and those put off."""
    until = datetime.combine(on + SOON + timedelta(days=1), time()).astimezone(UTC)
    strange = Reminder.set_at > now + snoozing.CLOCK_WAS_WRONG
    said: list[TodayItem] = []
    later: list[TodayItem] = []
    for reminder, *about in session.execute(_with_names().where(or_(Reminder.due_at < until, strange))):
        off = snoozing.is_off(reminder.snoozed_until, reminder.set_at, now)
        (later if off else said).append(_item(reminder, on, now, *about))
    return said, later


def _set(reminder: Reminder, due_at: datetime) -> None:
    reminder.due_at, reminder.snoozed_until, reminder.set_at = due_at, None, datetime.now(UTC)


def _open(session: Session, *conditions: Any) -> tuple[ReminderRow, ...]:
    query = select(Reminder).where(Reminder.done_at.is_(None), *conditions)
    rows = (_row(reminder) for reminder in session.scalars(query))
    return tuple(sorted(rows, key=lambda row: (row.snoozed_until or row.due_at, row.id)))


def _row(r: Reminder) -> ReminderRow:
    put_off = r.snoozed_until if r.snoozed_until and r.snoozed_until > datetime.now(UTC) else None
    return ReminderRow(r.id, r.text, r.due_at, r.repeat, r.dispute_id, r.client_id, put_off)


def _with_names() -> Select[Any]:
    client = func.coalesce(Reminder.client_id, Dispute.client_id)
    columns: Any = (Reminder, Client.id, Client.name, Dispute.title)
    query: Select[Any] = select(*columns).outerjoin(Dispute, Dispute.id == Reminder.dispute_id)
    return query.outerjoin(Client, Client.id == client).where(Reminder.done_at.is_(None))


def _item(r: Reminder, on: date, now: datetime, client_id: int | None, client: str | None, title: str | None) -> TodayItem:
    """One set by a clock that ran ahead is said today: nobody knows when it was meant."""
    right = snoozing.is_by_a_right_clock(r.set_at, now)
    when, of_client = r.due_at.astimezone().date() if right else on, 0 if r.dispute_id else client_id or 0
    return TodayItem(
        r.dispute_id or 0,
        "own",
        client or "",
        r.text,
        when,
        "",
        reminder_id=r.id,
        client_id=of_client,
        about=title or "",
        at=r.due_at,
        repeat=r.repeat,
        until=r.snoozed_until,
    )
