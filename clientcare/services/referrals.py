"""The directory of other firms a client may be sent to."""

from __future__ import annotations

import dataclasses

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import Provider
from clientcare.records import ProviderForm, ProviderRow
from clientcare.services import checks
from clientcare.services.folding import fold

_FIELDS = tuple(field.name for field in dataclasses.fields(ProviderForm) if field.name != "id")


def rows(session: Session) -> list[ProviderRow]:
    found = session.scalars(select(Provider).order_by(Provider.sort_key, Provider.id))
    return [ProviderRow(p.id, **{name: getattr(p, name) for name in _FIELDS}) for p in found]


def save(session: Session, form: ProviderForm) -> int:
    provider = checks.find(session, Provider, form.id) if form.id else Provider()
    checks.change(provider, {name: getattr(form, name) for name in _FIELDS}, _FIELDS)
    provider.sort_key = fold(provider.name)
    session.add(provider)
    session.flush()
    return provider.id


def delete(session: Session, id: int) -> None:
    session.delete(checks.find(session, Provider, id))
