"""Disputes, and all that one page of them shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from clientcare.records.letters import LetterRow
from clientcare.records.people import ClientRow
from clientcare.records.referring import ReferralRow
from clientcare.records.timeline import EventRow
from clientcare.records.weighing import DecisionRow, OfferRow


@dataclass(frozen=True)
class DisputeRow:
    """One line of the list of disputes. `stage` is the step it stands at, `status` one of open, waiting, closed."""

    id: int
    reference: str
    title: str
    client_id: int
    client_name: str
    asked: Decimal | None
    status: str
    stage: str
    due_on: date | None
    waiting_until: date | None
    opened_on: date


@dataclass(frozen=True)
class DisputeForm:
    """A new dispute: an existing client, or a name for a new one. `title` is the one line that says what it is about."""

    title: str
    client_id: int | None = None
    client_name: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class DisputeDetail:
    """Everything the dispute page shows. `answers` maps each field of the steps to its value (None or "" = not answered)."""

    id: int
    reference: str
    title: str
    client: ClientRow
    status: str
    stage: str
    screen: str
    opened_at: datetime
    answers: Mapping[str, Any]
    offers: tuple[OfferRow, ...]
    decision: DecisionRow | None
    events: tuple[EventRow, ...]
    letters: tuple[LetterRow, ...]
    referrals: tuple[ReferralRow, ...] = ()
