"""Knows what a client is worth: their yearly contribution, looked ahead, and what other work would bring instead.

Gupta and Lehmann's margin multiple (Managing Customers as Investments, 2005), first contribution a year from now. How likely
they come back is guessed, or follows from the owner's own clients: `fit_retention`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from clientcare.decision.checking import number
from clientcare.decision.guess import as_float

if TYPE_CHECKING:
    from clientcare.decision.retention import RetentionModel, fit_retention

__all__ = [
    "DISCOUNT",
    "MARGIN",
    "REFILL_MONTHS",
    "RETENTION",
    "YEARS",
    "RetentionModel",
    "Stair",
    "fit_retention",
    "lifetime_value",
    "staircase",
    "value_after_refill",
    "value_if_they_stay",
    "year_weights",
    "yearly_contribution",
]

DISCOUNT = 0.1
YEARS = 5
RETENTION = 0.7
MARGIN = 0.4
REFILL_MONTHS = 6.0
_MOST_YEARS = 1000


def __getattr__(name: str) -> Any:
    """The retention model loads when it is first asked for: every start needs this module, few need that one."""
    if name not in ("RetentionModel", "fit_retention"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("clientcare.decision.retention"), name)


@dataclass(frozen=True)
class Stair:
    """One of the years ahead, given that they stay now; all sums in today's money.

    `still_here`: the chance (0 to 1) that they still come. `brings`: what they then bring, `other_work` what would fill the
    same time without them, `counts` the difference, `total` that of all years so far.
    """

    year: int
    still_here: float
    brings: float
    other_work: float
    counts: float
    total: float


def yearly_contribution(revenue: float, margin: float, hours: float = 0.0, hour_worth: float = 0.0) -> float:
    """What a client leaves us a year: revenue × margin − hours beyond the job × what an hour is worth (money a year).

    `margin`: share of each sale left after its costs, −1 to 1. Negative: they cost more than they bring.
    Raises ValueError on a margin outside that, negative hours, or what is no number.
    """
    revenue, margin, hours, hour_worth = map(as_float, (revenue, margin, hours, hour_worth))
    if not all(math.isfinite(value) for value in (revenue, margin, hours, hour_worth)):
        raise ValueError("A client's revenue, margin and hours must be numbers.")
    if not -1 <= margin <= 1:
        raise ValueError(f"A margin of {margin:.0%} is not possible: at most all of a sale is left, 100 %.")
    if hours < 0 or hour_worth < 0:
        raise ValueError("The hours a client takes, and what an hour is worth, cannot be negative.")
    return number("What a client leaves you a year", revenue * margin - hours * hour_worth)


def lifetime_value(
    contribution: float, retention: float, discount: float = DISCOUNT, years: int | None = None
) -> float:
    """What a client is worth from a year from now on, in money: m·r/(1+i−r), or over `years` m·Σ (r/(1+i))^t.

    `contribution` m: money a year, any sign. `retention` r: 0 to 1. `discount` i: 0 or more, a year.
    `years`: a whole number, at most 1000. A client who leaves 100 a year, four in five coming back:

    >>> round(lifetime_value(100, 0.8, 0.1), 2)
    266.67

    Raises ValueError outside these, and where the sum never ends (all come back for ever, nothing is discounted).
    """
    contribution, retention, discount = _checked(contribution, retention, discount, years)
    if years is not None:
        return contribution * math.fsum((retention / (1 + discount)) ** t for t in range(1, int(years) + 1))
    if 1 + discount - retention <= 0:
        raise ValueError("Coming back for ever without a discount is worth endlessly much: give a number of years.")
    return contribution * retention / (1 + discount - retention)


def value_if_they_stay(contribution: float, retention: float, discount: float = DISCOUNT, years: int = YEARS) -> float:
    """V, money, given that they stay now: m·Σ_{t=1..n} r^(t−1)/(1+i)^t; ranges and errors as for `lifetime_value`."""
    return value_after_refill(contribution, retention, None, discount, years)


def value_after_refill(
    contribution: float, retention: float, refill_months: float | None, discount: float = DISCOUNT, years: int = YEARS
) -> float:
    """V′, money: V less what other work brings after `refill_months` (None: never); V itself where m ≤ 0."""
    stairs = staircase(contribution, retention, refill_months, discount, years)
    return stairs[-1].total if stairs else 0.0


def staircase(
    contribution: float, retention: float, refill_months: float | None, discount: float = DISCOUNT, years: int = YEARS
) -> tuple[Stair, ...]:
    """`value_after_refill` year by year, the first year first; no other work is counted where they cost us money (m ≤ 0)."""
    contribution, retention, discount = _checked(contribution, retention, discount, years)
    if refill_months is not None and not as_float(refill_months) >= 0:
        raise ValueError(f"The months until other work fills their time are 0 or more, not {refill_months:g}.")
    months = None if contribution <= 0 else refill_months
    stairs: list[Stair] = []
    weights = zip(year_weights(discount, years), year_weights(discount, years, months), strict=True)
    for t, (whole, unfilled) in enumerate(weights):
        here = retention**t
        brings, counts = contribution * (whole * here), contribution * (unfilled * here)
        total = stairs[-1].total + counts if stairs else counts
        stairs.append(Stair(t + 1, here, brings, brings - counts, counts, total))
    return tuple(stairs)


def year_weights(discount: float, years: int, refill_months: float | None = None) -> tuple[float, ...]:
    """What a dollar of each year's contribution counts now (0 to 1), first year first.

    Discounted, and only for the share of the year that no other work fills yet (`refill_months` None: never filled).
    """
    months = math.inf if refill_months is None else as_float(refill_months)
    return tuple(min(max(months / 12 - (year - 1), 0.0), 1.0) * (1 + discount) ** -year for year in range(1, int(years) + 1))


def _checked(contribution: float, retention: float, discount: float, years: int | None) -> tuple[float, float, float]:
    contribution = number("The yearly contribution", contribution)
    retention = number("The chance that they come back", retention)
    discount = number("The discount", discount)
    if not 0 <= retention <= 1:
        raise ValueError(f"The chance that they come back lies between 0 and 1, not {retention:g}.")
    if discount < 0:
        raise ValueError(f"The discount is 0 or more a year, not {discount:g}.")
    if years is not None and (not 0 <= number("The years looked ahead", years) <= _MOST_YEARS or years % 1):
        raise ValueError(f"The years looked ahead are a whole number up to {_MOST_YEARS}, not {years:g}.")
    return contribution, retention, discount
