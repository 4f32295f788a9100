"""The kinds of job the owner is paid for, in their own words, and what is left of each sale of a kind."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import JobMargin, Payment
from clientcare.errors import Gone
from clientcare.records import JobMargin as Margin
from clientcare.said import Said
from clientcare.services import checks
from clientcare.texts import fold, one_line

MOST = 500  # kinds offered; whoever has more has no kinds


def kinds(session: Session) -> tuple[str, ...]:
    """Every kind that a payment or a margin names, by name. Jumps from one to the next in the index: payments may be many."""
    first = select(func.min(Payment.job).label("job")).where(Payment.job > "").cte("kind", recursive=True)
    following = select(func.min(Payment.job)).where(Payment.job > first.c.job).scalar_subquery()
    found = first.union_all(select(following).where(first.c.job.is_not(None)))
    used = session.scalars(select(found.c.job).where(found.c.job.is_not(None)).limit(MOST))
    return tuple(sorted({*used, *session.scalars(select(JobMargin.job))}, key=fold))


def spelled(session: Session, job: str) -> str:
    """The kind as it is written already, if only case, accents or blanks differ; so that “Tiles” and “tiles” are one."""
    asked = one_line(job)
    known = kinds(session) if asked else ()
    return asked if asked in known else next((kind for kind in known if fold(kind) == fold(asked)), asked)


def margins(session: Session) -> tuple[Margin, ...]:
    """The kinds with a margin of their own, by name."""
    found = session.execute(select(JobMargin.job, JobMargin.margin))
    return tuple(sorted((Margin(*row) for row in found), key=lambda one: fold(one.job)))


def save_margin(session: Session, job: str, margin: float) -> None:
    """Keep what is left of each sale of a kind, −1 to 1. InvalidInput names the field that cannot be as typed."""
    kind = spelled(session, checks.required("job", job))
    checks.share("margin", margin, -1)
    session.merge(JobMargin(job=kind, margin=float(margin)))


def change_margin(session: Session, job: str, margin: float) -> None:
    """As `save_margin`, for a kind that has one. WorldError where it was deleted meanwhile."""
    checks.share("margin", margin, -1)
    _found(session, job).margin = float(margin)


def delete_margin(session: Session, job: str) -> None:
    """From now on as much is left as usual. WorldError where there was no margin of its own any more."""
    session.delete(_found(session, job))


def _found(session: Session, job: str) -> JobMargin:
    found = session.get(JobMargin, job)
    if found is None:
        raise Gone(Said(checks.GONE))
    return found
