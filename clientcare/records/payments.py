"""What clients paid, and how the last year compares with the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class PaymentRow:
    """One payment; a refund is negative. `job`: the kind of job, in the owner's words."""

    id: int
    paid_on: date
    amount: Decimal
    what: str
    job: str = ""


@dataclass(frozen=True)
class PaymentForm:
    """A payment to add, or with `id` to change."""

    client_id: int
    paid_on: date
    amount: Decimal
    what: str = ""
    id: int | None = None
    job: str = ""


@dataclass(frozen=True)
class PaymentYears:
    """What a client paid in the last 365 days and in the 365 before.

    `months`: the first day of each of the last twelve, this one included, oldest first, with what came in then and what in
    the same month a year earlier. `first`: the day of their first payment, None if they never paid.
    """

    now: Decimal
    before: Decimal
    months: tuple[tuple[date, Decimal, Decimal], ...]
    first: date | None


@dataclass(frozen=True)
class PaymentsView:
    """All of one client's payments: ids newest first, the rows of the first ones, the two years, the job kinds in use."""

    client_id: int
    ids: tuple[int, ...]
    first: tuple[PaymentRow, ...]
    years: PaymentYears
    jobs: tuple[str, ...]


@dataclass(frozen=True)
class JobMargin:
    """What is left of each sale of a kind of job, 0 to 1 (below 0: it costs more than it brings)."""

    job: str
    margin: float
