"""What the owner learned from past disputes and has done about it."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Dispute

MOST = 20


def done(session: Session) -> tuple[str, ...]:
    """The changes that were made, in the owner's words, the newest first, each once."""
    newest = func.max(Dispute.id)
    found = select(Dispute.lesson).where(Dispute.lesson_done, Dispute.lesson != "").group_by(Dispute.lesson)
    return tuple(session.scalars(found.order_by(newest.desc()).limit(MOST)))
