"""What a draft itself brings to its letter: the facts typed for it, and the letter it takes the place of."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy.orm import Session

from clientcare.db.models import StoredLetter
from clientcare.letters.facts import Facts
from clientcare.records import LetterDraft
from clientcare.said import mark
from clientcare.services import checks

_TYPES = {field.name: str(field.type) for field in dataclasses.fields(Facts)}
_NOT_TYPED = {"letterhead", "recipient", "written_on", "offers", "providers", "handover", "handed_over", "tie", "corrects_on"}


def parsed(typed: Mapping[str, str]) -> dict[str, Any]:
    """The typed facts as dates, sums and words; empty ones and names no letter knows are passed over."""
    known = {name: text for name, text in typed.items() if text.strip() and name in _TYPES.keys() - _NOT_TYPED}
    return {name: _parse(name, text.strip()) for name, text in known.items()}


def corrects_on(session: Session, draft: LetterDraft) -> date | None:
    """The day on which the letter went that this one puts right; None for any other."""
    first = session.get(StoredLetter, draft.corrects_id) if draft.corrects_id is not None else None
    return (first.sent_at or first.written_at).astimezone().date() if first else None


def _parse(name: str, text: str) -> Any:
    try:
        if _TYPES[name].startswith("date"):
            return date.fromisoformat(text)
        if _TYPES[name].startswith("Decimal"):
            return checks.money(name, Decimal(text))
    except (ValueError, InvalidOperation):
        checks.objection(name, mark("This is neither a day nor a sum. Choose or type it again."))
    return tuple(text.splitlines()) if _TYPES[name].startswith("tuple") else text
