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
    """One line of the list of disputes. `stage` is the step it stands at, `status` one of open, waiting, closed.

    `paused_until`: left alone until then; `touched_at`: when we or they were last in touch.
    """

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
    paused_until: datetime | None = None
    touched_at: datetime | None = None


@dataclass(frozen=True)
class DisputeSift:
    """What the list of disputes is sifted by, beside words and status; what is empty sifts nothing.

    `stage` it stands at while not closed; `due`: overdue, week, month (from today on) or none; `opened`: month or quarter
    (not longer ago), older (than a quarter) or year (longer ago).
    """

    stage: str = ""
    due: str = ""
    asked_from: Decimal | None = None
    asked_to: Decimal | None = None
    client_id: int | None = None
    opened: str = ""


@dataclass(frozen=True)
class KeptFilter:
    """What a list was sifted by, under the owner's name for it; `content` as that list writes it."""

    id: int
    name: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class DisputeForm:
    """A new dispute: an existing client, or a name for a new one. `title` is the one line that says what it is about."""

    title: str
    client_id: int | None = None
    client_name: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class DisputeDetail:
    """Everything the dispute page shows. `answers` maps each field of the steps to its value (None or "" = not answered).

    `events`: the newest of `events_in_all`. `last_contact`: when we or the client last spoke or wrote.
    """

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
    events_in_all: int = 0
    last_contact: datetime | None = None
