"""What an exported list holds of a client or a payment, and what came of an export of everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True)
class ExportedClient:
    """A client with all that an import could take back. `contacts`: (kind, label, value) beside the main ones."""

    id: int
    name: str
    greeting: str
    email: str
    phone: str
    address: str
    language: str
    notes: str
    added_at: datetime
    archived_at: datetime | None
    yearly_revenue: Decimal
    worth: Decimal | None
    disputes_open: int
    tags: tuple[str, ...]
    contacts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ExportedPayment:
    """A payment with whose it is; a refund is negative."""

    paid_on: date
    client_name: str
    client_email: str
    amount: Decimal
    what: str
    job: str
    reference: str
    currency: str


@dataclass(frozen=True)
class Exported:
    """The folder everything was saved in; `lost`: files and pages of letters that were missing or damaged."""

    folder: Path
    lost: int
