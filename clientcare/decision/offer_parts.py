"""Knows what an offer can be built from, and what its parts come to together."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Protocol

from clientcare.said import mark

PARTS: tuple[tuple[str, str, str], ...] = (  # kind, title, what it is
    ("money", mark("Money back"), mark("A refund, or money off the bill. It is worth to them what it costs you.")),
    ("rework", mark("Do it again"), mark("Put right what went wrong. It often gives them more than it costs you.")),
    ("extra", mark("Something extra"), mark("A thing or a service on top that costs you little and is of use to them.")),
    ("credit", mark("Credit towards later work"), mark("They spend it only if they come back, so it often costs you less.")),
    ("time", mark("More time"), mark("A later date to pay or to decide. It often costs you nothing.")),
    ("own", mark("Something else"), mark("A call, a visit, an introduction: whatever they would be glad of.")),
)
KINDS = tuple(kind for kind, _, _ in PARTS)


class OfferPart(Protocol):
    """What `total` reads: `records.PartRow` is one. `cost`, `worth` money, `hours` our own; each 0 or more."""

    @property
    def kind(self) -> str: ...
    @property
    def cost(self) -> Any: ...
    @property
    def worth(self) -> Any: ...
    @property
    def hours(self) -> Any: ...


def total(parts: Iterable[OfferPart]) -> tuple[Decimal, Decimal, Decimal]:
    """What `parts` come to together: cost to us (money), worth to them (money), our own hours; exact.

    Numbers may be Decimal, int, float or text. Raises ValueError on an unknown kind, on less than nothing, and on what
    is no number.
    """
    cost = worth = hours = Decimal(0)
    for part in parts:
        if part.kind not in KINDS:
            raise ValueError(f"An offer is made of {', '.join(KINDS)}, not {part.kind!r}.")
        cost += _counted("cost", part.cost)
        worth += _counted("worth", part.worth)
        hours += _counted("hours", part.hours)
    return cost, worth, hours


def _counted(name: str, value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        raise ValueError(f"The {name} of a part is not a number ({value!r}).") from None
    if not number.is_finite() or number < 0:
        raise ValueError(f"The {name} of a part is a number, nothing or more, not {value}.")
    return number
