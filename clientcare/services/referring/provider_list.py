"""The firms of the directory as their list shows them, each with how the clients sent there fared."""

from __future__ import annotations

import dataclasses

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Provider, Referral
from clientcare.records import ProviderForm, ProviderRow
from clientcare.texts import fold

EDITABLE = tuple(field.name for field in dataclasses.fields(ProviderForm) if field.name != "id")
_COUNTED = ("sent", "well", "mixed", "badly")


def rows(session: Session, id: int | None = None) -> list[ProviderRow]:
    """All of them by name, or the one of this id."""
    r = Referral
    ended = [func.sum(case((r.went == way, 1), else_=0)).label(way) for way in _COUNTED[1:]]
    made = select(r.provider_id, func.count().label("sent"), *ended, func.max(r.referred_on).label("last_on"))
    told = made.group_by(r.provider_id).subquery()
    counts = [func.coalesce(told.c[name], 0) for name in _COUNTED]
    query = select(Provider.id, *(getattr(Provider, name) for name in EDITABLE), *counts, told.c.last_on)
    query = query.outerjoin(told, told.c.provider_id == Provider.id).order_by(Provider.sort_key, Provider.id)
    found = session.execute(query if id is None else query.where(Provider.id == id))
    names = ("id", *EDITABLE, *_COUNTED, "last_on")
    return [ProviderRow(**dict(zip(names, row, strict=True))) for row in found]


def holding(session: Session, text: str) -> list[ProviderRow]:
    """Those that have every word of `text` somewhere in what is known of them, accents and case aside; by name."""
    wanted, firms = fold(text).split(), rows(session)
    return [firm for firm in firms if _holds(firm, wanted)] if wanted else firms


def _holds(firm: ProviderRow, wanted: list[str]) -> bool:
    known = fold("\n".join(getattr(firm, name) for name in EDITABLE))
    return all(word in known for word in wanted)
