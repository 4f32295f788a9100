"""Knows the ways out of a dispute: what is honestly owed, how each way is built, and what it is worth on average."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from clientcare.decision.assessment import Assessment, Part, Way
from clientcare.decision.building import compromise, give, hold_firm, part_ways, refer, settle_then_part
from clientcare.decision.checking import not_negative
from clientcare.decision.figures import figures
from clientcare.decision.rules import filled, hold_way, ways_weighed
from clientcare.decision.sums import values

__all__ = [
    "compromise",
    "expected_value",
    "give",
    "hold_firm",
    "honest_debt",
    "part_ways",
    "refer",
    "settle_then_part",
]

_NOT_SURE = {Part.NONE: 0.0, Part.SOME: 0.5, Part.MOSTLY: 1.0}


def honest_debt(answer: str, sum: float | Decimal | None, ask: float | Decimal, part: Part) -> float:
    """O, money: what we honestly owe. `answer`: nothing, part, all, unsure or "" (not asked yet).

    "part" is `sum`, or half of what they ask while no sum is given; not sure goes by how much of it was ours: nothing,
    half, all.
    Raises ValueError on another answer and on sums that are negative or no number.
    """
    if answer not in ("nothing", "part", "all", "unsure", ""):
        raise ValueError(f"What we owe is nothing, part, all or unsure, not {answer!r}.")
    asked, part = not_negative("What they ask", ask), Part(part)
    told = asked / 2 if sum is None else not_negative("What we owe", sum)
    return told if answer == "part" else asked * {"nothing": 0.0, "all": 1.0}.get(answer, _NOT_SURE[part])


def expected_value(way: Way, assessment: Assessment) -> float:
    """What `way` is worth on average, money, zero being "the client is gone and nothing was conceded".

    The closed sum of decision.md ("The ways out") with every guess at its likely value; `way` need not be among the
    assessment's own. Their no falls back to holding firm, or to another of those where the owner chose so.
    """
    others = {other.key: other for other in ways_weighed(assessment)}
    hold = hold_way(assessment)
    ways = tuple(({hold.key: hold} | others | {way.key: filled(way, assessment)}).values())
    whole = replace(assessment, ways=ways)
    likely = {key: figure.guess.likely for key, figure in figures(whole, ways).items()}
    return float(values(likely, whole, ways)[way.key])
