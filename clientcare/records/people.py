"""Clients and what they paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clientcare.records.disputes import DisputeRow


@dataclass(frozen=True)
class ClientRow:
    """One line of the list of clients. `yearly_revenue`: paid in the last 365 days; `worth`: lifetime value or None."""

    id: int
    name: str
    email: str
    phone: str
    yearly_revenue: Decimal
    worth: Decimal | None
    disputes_open: int


@dataclass(frozen=True)
class ClientDetail:
    """One client with the money figures; `answers` holds every editable field by its column name.

    `own_style`: how the owner talks, from the settings.
    """

    id: int
    name: str
    answers: Mapping[str, Any]
    yearly_revenue: Decimal
    revenue_share: float | None
    worth: Decimal | None
    yearly_contribution: Decimal
    payments: tuple[PaymentRow, ...]
    disputes: tuple[DisputeRow, ...]
    own_style: str = ""


@dataclass(frozen=True)
class PaymentRow:
    id: int
    paid_on: date
    amount: Decimal
    what: str


@dataclass(frozen=True)
class PaymentForm:
    client_id: int
    paid_on: date
    amount: Decimal
    what: str = ""
    id: int | None = None
