"""What a client is worth, reckoned from the assessment, what is known, and the answers typed since."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from clientcare.decision import client_value
from clientcare.decision.assessment import Assessment
from clientcare.decision.client_value import Stair
from clientcare.decision.levers import move
from clientcare.decision.sums import Number, worth_after_refill
from clientcare.records import Known

BUILT_FROM = ("revenue", "margin", "hours_beyond")
GUESSED = ("retention", "sent_clients", "refill")
A_CENT = 0.005


@dataclass(frozen=True)
class Worth:
    """Money. `sales` is what is left of the revenue, `time` what the hours beyond the job cost; both None where the
    yearly contribution was never built up from them. `sent`: those they send, once. `total`: V′ with `sent`."""

    revenue: float
    margin: float
    hours: float
    hour_worth: float
    sales: float | None
    time: float | None
    contribution: float
    retention: float
    years: int
    stairs: tuple[Stair, ...]
    sent_clients: float
    sent: float
    total: float


def reckon(base: Assessment, known: Known, answers: Mapping[str, Any], typed: AbstractSet[str]) -> Worth:
    """What the stairs and the lines above them show. `answers` hold all of the dispute's, `typed` names those which
    `base`, as it was read, does not know yet. Raises ValueError on what cannot be, such as a margin of 400 %."""
    a = _with_guesses(base, known, answers, typed)
    revenue, margin, hours = (_value(answers.get(name), known, name) or 0.0 for name in BUILT_FROM)
    built = client_value.yearly_contribution(revenue, margin, hours, a.hour_worth)
    contribution = a.contribution.likely if typed.isdisjoint(BUILT_FROM) else built
    is_built = abs(contribution - built) < A_CENT
    retention, sent_clients = a.retention.likely, a.sent_clients.likely
    likely: dict[str, Number] = {"contribution": contribution, "retention": retention, "sent_clients": sent_clients}
    return Worth(
        revenue=revenue,
        margin=margin,
        hours=hours,
        hour_worth=a.hour_worth,
        sales=client_value.yearly_contribution(revenue, margin) if is_built else None,
        time=client_value.yearly_contribution(0.0, 0.0, hours, a.hour_worth) if is_built else None,
        contribution=contribution,
        retention=retention,
        years=a.years,
        stairs=client_value.staircase(contribution, retention, a.refill_months, a.discount, a.years),
        sent_clients=sent_clients,
        sent=float(worth_after_refill(likely | {"contribution": 0.0}, a)),
        total=float(worth_after_refill(likely, a)),
    )


def _with_guesses(base: Assessment, known: Known, answers: Mapping[str, Any], typed: AbstractSet[str]) -> Assessment:
    a = replace(base, years=int(answers.get("years") or client_value.YEARS))
    for name in GUESSED:
        if name in typed and (value := _value(answers.get(name), known, name)) is not None:
            a = move(a, name, value)
    return a


def number(answer: object) -> float | None:
    """The number of an answer, bare or with how sure it is; None where it gives none."""
    given = answer.get("value") if isinstance(answer, Mapping) else answer
    return float(given) if isinstance(given, int | float | Decimal) else None


def _value(answer: object, known: Known, name: str) -> float | None:
    """What an answer counts as: where it gives no number, what is known."""
    given, default = number(answer), known.defaults.get(name)
    return default.value if given is None and default is not None else given
