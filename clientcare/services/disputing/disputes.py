"""Disputes: the list, one dispute with everything its page shows, its answers as they are typed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Dispute, Setting, StoredAssessment, StoredOffer
from clientcare.records import DisputeForm
from clientcare.said import mark
from clientcare.services import checks
from clientcare.services.disputing.dispute_detail import detail
from clientcare.services.disputing.dispute_list import by_stage, ids, rows
from clientcare.services.disputing.stages import STAGES, advance
from clientcare.services.people import clients
from clientcare.services.sending.outbox_rows import none_leaving
from clientcare.texts import fold

__all__ = [
    "by_stage",
    "close",
    "create",
    "delete",
    "detail",
    "ids",
    "pause",
    "reopen",
    "rows",
    "update",
]

_OWN = {"id", "client_id", "reference", "sort_key", "opened_at", "status", "closed_at", "paused_until", "next_on"}
EDITABLE = tuple(c.name for c in Dispute.__table__.columns if c.name not in _OWN)


def create(session: Session, form: DisputeForm) -> int:
    """Open a dispute under the next reference of the year, for the client given or a new one of that name."""
    if form.client_id is None and not form.client_name.strip():
        checks.objection("client_name", mark("Who is it? Type the client's name."))
    dispute = Dispute(opened_at=datetime.now(UTC), told_on=date.today(), status="open", stage=STAGES[0])
    checks.change(dispute, {"title": form.title, "due_on": form.due_on}, EDITABLE)
    client_id = clients.create(session, form.client_name) if form.client_id is None else form.client_id
    client = checks.find(session, Client, client_id)
    dispute.sort_key, dispute.reference = fold(dispute.title), _next_reference(session)
    dispute.client = client
    session.add(dispute)
    session.flush()
    return dispute.id


def update(session: Session, id: int, **fields: Any) -> None:
    """Keep answers by column name; status and stage follow. InvalidInput names the one that cannot be as typed."""
    dispute = checks.find(session, Dispute, id)
    kept = checks.checked(Dispute, fields, EDITABLE)
    checks.not_negative("asked", kept.get("asked"))
    if "stage" in kept:
        checks.one_of("stage", kept["stage"], STAGES)
    checks.change(dispute, kept, EDITABLE)
    dispute.sort_key = fold(dispute.title)
    if kept.get("answer") or kept.get("answer_offer_id"):
        _answered(session, dispute, kept)
    _settle(dispute)


def pause(session: Session, id: int, until: datetime | None) -> None:
    """Leave it alone until then, or take it up again (None). Today keeps it back meanwhile, but never past its due date."""
    checks.change(checks.find(session, Dispute, id), {"paused_until": until}, ("paused_until",))


def delete(session: Session, id: int) -> None:
    """Delete the dispute with its timeline, weighings, decisions and letters; its reference is never given again.

    E-mails that wait go with it; WorldError while one is being handed over.
    """
    none_leaving(session, Dispute.id == id)
    session.delete(checks.find(session, Dispute, id))


def close(session: Session, id: int) -> None:
    dispute = checks.find(session, Dispute, id)
    dispute.closed_at = dispute.closed_at or datetime.now(UTC)
    advance(dispute, "learn")
    _settle(dispute)


def reopen(session: Session, id: int) -> None:
    dispute = checks.find(session, Dispute, id)
    dispute.closed_at = None
    _settle(dispute)


def _answered(session: Session, dispute: Dispute, kept: dict[str, Any]) -> None:
    """Fill in what follows from an answer: today's date, the promise of the option taken, the step it leads to."""
    if dispute.answer and dispute.answered_on is None and "answered_on" not in kept:
        dispute.answered_on = date.today()
    taken = _offer_taken(session, dispute)
    if taken and taken.owed_from == "us" and dispute.deliver_by is None and "deliver_by" not in kept:
        dispute.deliver_by = taken.owed_by
    advance(dispute, "follow")


def _offer_taken(session: Session, dispute: Dispute) -> StoredOffer | None:
    mine = select(StoredOffer).join(StoredAssessment).where(StoredAssessment.dispute_id == dispute.id)
    return session.scalar(mine.where(StoredOffer.id == dispute.answer_offer_id))


def _settle(dispute: Dispute) -> None:
    """Closed once it was closed; waiting while an answer is awaited; else open."""
    if dispute.closed_at:
        dispute.status = "closed"
    else:
        dispute.status = "waiting" if dispute.waiting_until and not dispute.answer else "open"


def _next_reference(session: Session) -> str:
    """D-2026-014. Counted outside the journal, so that neither deleting nor undoing gives a number again."""
    year = date.today().year
    counted = insert(Setting).values(key=f"disputes:{year}", value="1")
    counted = counted.on_conflict_do_update(set_={"value": text("value + 1")})
    number = session.scalar(counted.returning(Setting.value))
    return f"D-{year}-{int(number or 0):03}"
