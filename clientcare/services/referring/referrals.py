"""The directory of other firms a client may be sent to, with how past referrals went."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.orm import Session

from clientcare.db.models import Provider
from clientcare.records import ProviderDetail, ProviderForm
from clientcare.said import mark
from clientcare.services import checks
from clientcare.services.referring.provider_list import EDITABLE, holding, rows
from clientcare.services.referring.referral_answers import change
from clientcare.services.referring.referral_records import of_dispute, of_provider
from clientcare.services.referring.referral_suggestions import fitting, suggested
from clientcare.texts import fold

__all__ = [
    "EDITABLE",
    "change",
    "delete",
    "detail",
    "fitting",
    "holding",
    "of_dispute",
    "rows",
    "save",
    "suggested",
    "update",
]

_LONGEST_PHONE = 60
_LINES = ("area", "person", "tie")


def detail(session: Session, id: int) -> ProviderDetail:
    """One firm and the clients sent to it, the newest first. WorldError if it was deleted."""
    checks.find(session, Provider, id)
    return ProviderDetail(rows(session, id)[0], of_provider(session, id))


def save(session: Session, form: ProviderForm) -> int:
    """Add a firm, or change all that is known of it."""
    provider = checks.find(session, Provider, form.id) if form.id else Provider()
    _change(provider, {name: getattr(form, name) for name in EDITABLE})
    session.add(provider)
    session.flush()
    return provider.id


def update(session: Session, id: int, **fields: Any) -> None:
    """Change fields by column name. InvalidInput names the one that cannot be as typed; nothing is then changed."""
    _change(checks.find(session, Provider, id), fields)


def delete(session: Session, id: int) -> None:
    """Delete the firm, and with it what is known of the clients sent there; letters that have gone stay as they went."""
    session.delete(checks.find(session, Provider, id))


def _change(provider: Provider, fields: dict[str, Any]) -> None:
    kept = checks.checked(Provider, fields, EDITABLE)
    for name in _LINES:
        checks.text(name, kept.get(name), checks.LINE)
    _check_contact(kept)
    checks.change(provider, kept, EDITABLE)
    provider.sort_key = fold(provider.name)


def _check_contact(kept: dict[str, Any]) -> None:
    """A letter prints these: a client must be able to use them."""
    email, website, phone = (str(kept.get(name) or "").strip() for name in ("email", "website", "phone"))
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        checks.objection("email", mark("This is not an e-mail address. It needs one @ between two words."))
    if website and not re.fullmatch(r"\S+\.\S+", website):
        checks.objection("website", mark("This is no website’s address, like tiles.example. Look it up, or leave it empty."))
    if len(phone) > _LONGEST_PHONE or (phone and not re.search(r"\d", phone)):
        checks.objection("phone", mark("A phone number has digits and at most {most} characters."), most=_LONGEST_PHONE)
