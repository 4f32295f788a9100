"""What Today finds by itself: disputes, promises, lessons, letters that slept, and e-mails that will not go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, case, cast, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from clientcare.db.models import Client, Decision, Dispute, Provider, Sending, StoredLetter
from clientcare.records import TodayItem
from clientcare.services.disputing.dispute_detail import last_decision
from clientcare.services.disputing.stages import STAGES
from clientcare.services.sending.outbox_rows import told
from clientcare.services.writing.letter_standing import asleep, has_slept

SOON = timedelta(days=7)
LOOK_BACK_FOR = timedelta(days=60)  # after that nobody remembers well enough
TRIED_OFTEN = 4  # then it has waited for some ten minutes, and may need more than patience
HELD_UP = timedelta(minutes=10)
_BEFORE_WRITING = STAGES[: STAGES.index("write")]


def items(session: Session, on: date) -> Iterator[TodayItem]:
    """Everything with a day that has come or comes within a week, and what has none; in no order."""
    d = Dispute
    look_back = _item("look_back", Decision.look_back_on, "follow.outcome")
    look_back = look_back.join(Decision, Decision.id == last_decision(d.id))
    soon = on + SOON
    due = or_(d.due_on <= soon, d.due_on.is_(None))
    open_, awaited = (d.status == "open") & _is_taken_up(on) & _asks_for_words(on), d.status == "waiting"
    queries = (
        _item("reply", d.due_on, d.screen).where(open_, d.stage.in_(_BEFORE_WRITING), due),
        _item("letter", d.due_on, "write").where(open_, d.stage == "write"),
        _item("answer", d.waiting_until, "follow.answer").where(awaited, d.waiting_until <= on),
        _item("deliver", d.deliver_by, "follow.deliver").where(~d.delivered, d.deliver_by <= soon),
        _item("lesson", d.lesson_by, "learn.change").where(~d.lesson_done, d.lesson_by <= soon, d.lesson != ""),
        look_back.where(d.stayed.in_(("", "unknown")), Decision.look_back_on.between(on - LOOK_BACK_FOR, on)),
    )
    for query in queries:
        for row in session.execute(query):
            yield TodayItem(*row)
    yield from _to_read_again(session, on)
    yield from _in_the_mail(session, on)


def now_on(on: date) -> datetime:
    """This moment; on a day to come, its beginning."""
    return max(datetime.now(UTC), datetime.combine(on, time()).astimezone(UTC))


def _is_taken_up(on: date) -> Any:
    """Not paused any longer; on the day an answer is due no pause counts."""
    return or_(Dispute.paused_until.is_(None), Dispute.paused_until <= now_on(on), Dispute.due_on <= on)


# -- letters that sleep, and e-mails under way


def _asks_for_words(on: date) -> Any:
    """Not while the letter is being sent, nor while it sleeps, unless the answer is due; when its night is over, it is read."""
    going = (StoredLetter.state == "outbox") & _to_client(StoredLetter)
    slept, sleeps = _nights(has_slept(now_on(on))), _nights(asleep(now_on(on)))
    of_dispute = StoredLetter.dispute_id
    return (
        Dispute.id.not_in(select(of_dispute).where(going))
        & Dispute.id.not_in(select(of_dispute).where(slept))
        & or_(Dispute.due_on <= on, Dispute.id.not_in(select(of_dispute).where(sleeps)))
    )


def _nights(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Letters with a night of this sort, each the draft to the client that was worked on last in its dispute."""
    letter, other = StoredLetter, aliased(StoredLetter)
    newer = (other.dispute_id == letter.dispute_id) & (other.written_at > letter.written_at)
    draft = other.state.not_in(("outbox", "done"))  # said so that the index of the dispute is used, not that of the states
    newer_draft = select(other.id).where(newer, draft, _to_client(other)).correlate(letter).exists()
    return condition & _to_client(letter) & ~newer_draft


def _to_client(letter: Any) -> ColumnElement[bool]:
    """Said so that no index is used: of almost every letter it is true."""
    return func.coalesce(letter.provider_id, 0) == 0


def _to_read_again(session: Session, on: date) -> Iterator[TodayItem]:
    """Drafts whose night is over; those of a dispute closed since are let be."""
    d = Dispute
    due = case((d.status == "open", d.due_on))
    query = _item("reread", due, _place(StoredLetter.id)).join(StoredLetter, StoredLetter.dispute_id == d.id)
    query = query.where(_nights(has_slept(now_on(on))), or_(d.closed_at.is_(None), StoredLetter.written_at > d.closed_at))
    for row in session.execute(query):
        item = TodayItem(*row)
        yield replace(item, when=min(on, item.when or on))


def _in_the_mail(session: Session, on: date) -> Iterator[TodayItem]:
    """E-mails that will not go as they are or have waited for long, or of which nobody knows whether they went."""
    sending, other = Sending, aliased(Sending)
    newer = select(other.id).where(other.letter_id == sending.letter_id, other.id > sending.id).correlate(sending).exists()
    long = or_(sending.tries >= TRIED_OFTEN, sending.due_at < datetime.now(UTC) - HELD_UP)
    to = func.coalesce(Provider.name, Client.name)
    query = (
        select(Dispute.id, sending.state, to, Dispute.title, _place(sending.letter_id), sending.trouble)
        .join(StoredLetter, StoredLetter.id == sending.letter_id)
        .join(Dispute, Dispute.id == StoredLetter.dispute_id)
        .join(Client, Client.id == Dispute.client_id)
        .outerjoin(Provider, Provider.id == StoredLetter.provider_id)
        .where(or_(sending.state.in_(("stopped", "maybe")), (sending.state == "waiting") & long), ~newer)
    )
    for id, what, name, title, place, trouble in session.execute(query):
        yield TodayItem(id, what, name, title, on, place, told(trouble) if what != "maybe" else None)


def _place(letter_id: Any) -> ColumnElement[str]:
    """Write, at that very letter."""
    return literal("write:").concat(cast(letter_id, Text))


def _item(what: str, when: Any, screen: Any) -> Select[Any]:
    place = literal(screen) if isinstance(screen, str) else screen
    columns = (Dispute.id, literal(what), Client.name, Dispute.title, when, place)
    return select(*columns).join(Client, Client.id == Dispute.client_id)
