"""The same done with many disputes at once: one write, and so one way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import Dispute
from clientcare.services.batches import all_of, in_bites
from clientcare.services.disputing import disputes
from clientcare.services.progress import Progress
from clientcare.services.sending.outbox_rows import none_leaving


def set_due(session: Session, ids: Sequence[int], day: date | None, progress: Progress | None = None) -> int:
    """When an answer of ours is due. Returns how many were changed; one deleted meanwhile is passed over, here as below."""
    return _each(session, ids, progress, lambda dispute: disputes.update(session, dispute.id, due_on=day))


def pause(session: Session, ids: Sequence[int], until: datetime | None, progress: Progress | None = None) -> int:
    """Leave them alone until then, or take them up again (None); a closed one is left as it is."""
    return _each(session, ids, progress, lambda dispute: disputes.pause(session, dispute.id, until), _is_open)


def close(session: Session, ids: Sequence[int], progress: Progress | None = None) -> int:
    return _each(session, ids, progress, lambda dispute: disputes.close(session, dispute.id), _is_open)


def reopen(session: Session, ids: Sequence[int], progress: Progress | None = None) -> int:
    return _each(session, ids, progress, lambda dispute: disputes.reopen(session, dispute.id), lambda one: bool(one.closed_at))


def delete(session: Session, ids: Sequence[int], progress: Progress | None = None) -> int:
    """Delete them with all that hangs on them; WorldError, and none is deleted, while an e-mail of one is handed over."""
    for some in in_bites(ids):
        none_leaving(session, Dispute.id.in_(some))
    with session.no_autoflush:  # not one for each
        return _each(session, ids, progress, session.delete, along=all_of(Dispute))


def _is_open(dispute: Dispute) -> bool:
    return dispute.closed_at is None


def _each(
    session: Session,
    ids: Sequence[int],
    progress: Progress | None,
    do: Callable[[Dispute], Any],
    fits: Callable[[Dispute], bool] = lambda _: True,
    along: Sequence[Any] = (),
) -> int:
    """Raises Stopped where the owner has had enough of it; then nothing is changed."""
    done, progress = 0, progress or Progress()
    for some in in_bites(ids):
        found = [one for one in session.scalars(select(Dispute).where(Dispute.id.in_(some)).options(*along)) if fits(one)]
        for dispute in found:
            do(dispute)
        session.flush()
        done += len(found)
        progress.step(len(some))
    return done
