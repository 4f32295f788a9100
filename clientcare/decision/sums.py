"""Knows the sum of each way out: one formula for a single guess, for ten thousand of them, and for luck itself.

Every chance enters once, as a factor. So the same sum gives the average when a chance is a number from 0 to 1, and one
real outcome when it is 0 or 1. Numbers may be floats or numpy arrays of one length; nothing here needs numpy itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from clientcare.decision.assessment import Assessment, Want, Way, WayKind
from clientcare.decision.client_value import year_weights
from clientcare.decision.figures import chance_key
from clientcare.decision.rules import ENDING, LEAVING, OFFERS, hold_way, is_token, reach, way_after_no

if TYPE_CHECKING:
    from numpy.typing import NDArray

Number: TypeAlias = "float | NDArray[Any]"
Numbers: TypeAlias = Mapping[str, Number]

WANTED = {Want.GLADLY: 1.0, Want.IF_EASY: 0.5, Want.NO: 0.0}
_SHARE_OF_OTHERS_WHEN_PARTING = 0.5


def values(numbers: Numbers, assessment: Assessment, ways: tuple[Way, ...]) -> dict[str, Number]:
    """The value of each way by key, money, holding firm always among them (decision.md, "The ways out").

    `numbers`: a value for every lever key of `figures`; "cover.<key>" may replace how far an offer reaches.
    """
    at_stake = worth_at_stake(numbers, assessment)
    hold = hold_way(assessment)
    found = {hold.key: _hold(numbers, assessment, hold, at_stake)}
    for way in ways:
        if way.kind not in (*OFFERS, WayKind.HOLD):
            found[way.key] = _alone(numbers, assessment, way, at_stake)
    alone = dict(found)  # what a no can fall back on
    for way in ways:
        if way.kind in OFFERS:
            refused = alone.get(way.fallback, alone[hold.key])
            found[way.key] = _offer(numbers, assessment, way, at_stake, refused, alone[hold.key])
    return found


def stays(numbers: Numbers, assessment: Assessment, way: Way, ways: tuple[Way, ...]) -> Number:
    """The chance (0 to 1) that they stay if `way` is taken, whether they say yes or no."""
    if is_token(way, assessment) or way.kind == WayKind.HOLD:
        return numbers[chance_key("stay", hold_way(assessment))]
    if way.kind not in OFFERS:
        return stay_chance(numbers, way)
    refused = stay_chance(numbers, way_after_no(way, assessment, ways))
    accept = numbers[f"accept.{way.key}"]
    return accept * stay_chance(numbers, way) + (1 - accept) * refused


def worth_at_stake(numbers: Numbers, assessment: Assessment) -> Number:
    """V′, money, as far as the owner wants them back: their future work less what other work would bring instead."""
    worth = worth_after_refill(numbers, assessment)
    given_up = 0.0 if assessment.want is None else 1 - WANTED[assessment.want]
    return worth - (worth > 0) * given_up * worth if given_up else worth  # a client who costs us stays a cost


def worth_after_refill(numbers: Numbers, assessment: Assessment) -> Number:
    """V′, money: V less what other work brings once it fills the freed time; V where they cost more than they bring."""
    a, contribution, retention = assessment, numbers["contribution"], numbers["retention"]
    full = year_weights(a.discount, a.years)
    open_weights = year_weights(a.discount, a.years, a.refill_months)
    filled = tuple(all_ - open_ for all_, open_ in zip(full, open_weights, strict=True))
    years = _polynomial(full, retention) - (contribution > 0) * _polynomial(filled, retention)
    return contribution * years + numbers["sent_clients"] * a.average_contribution


def claim(numbers: Numbers, assessment: Assessment, unsettled: Number) -> Number:
    """claim(u), money: what stays unsettled, so far as they pursue it and we do not prevail, and the fight's hours."""
    fight = numbers["fight_hours"] * assessment.hour_worth
    return numbers["pursue"] * (unsettled * (1 - numbers["prevail"]) + (unsettled > 0) * fight)


def stay_chance(numbers: Numbers, way: Way) -> Number:
    """The chance (0 to 1) that they stay once `way` is taken and, if it is an offer, accepted."""
    return 0.0 if way.kind in ENDING else numbers[chance_key("stay", way)]


def share_of_others(way: Way, assessment: Assessment, cover: Number | None = None) -> Number:
    """How much of what others asking the same would cost counts for an offer: as far as it reaches, half of it when parting."""
    share = _SHARE_OF_OTHERS_WHEN_PARTING if way.kind == WayKind.SETTLE_PART else 1.0
    return share * (reach(way, assessment) if cover is None else cover)


def _hold(numbers: Numbers, a: Assessment, hold: Way, at_stake: Number) -> Number:
    return stay_chance(numbers, hold) * at_stake - claim(numbers, a, a.ask) - _harmed(numbers, hold)


def _alone(numbers: Numbers, a: Assessment, way: Way, at_stake: Number) -> Number:
    """What needs no yes of theirs: giving all, referring, parting."""
    value = -_spent(numbers, a, way) - _harmed(numbers, way)
    if way.kind in LEAVING:
        left = a.ask - numbers[f"cost.{way.key}"]
        return value - claim(numbers, a, left * (left > 0))
    return value + stay_chance(numbers, way) * at_stake - numbers["others"]


def _offer(numbers: Numbers, a: Assessment, way: Way, at_stake: Number, refused: Number, hold: Number) -> Number:
    if is_token(way, a):
        return hold
    others = share_of_others(way, a, numbers.get(f"cover.{way.key}")) * numbers["others"]
    accepted = stay_chance(numbers, way) * at_stake - _spent(numbers, a, way) - _harmed(numbers, way) - others
    return refused + numbers[f"accept.{way.key}"] * (accepted - refused)


def _spent(numbers: Numbers, a: Assessment, way: Way) -> Number:
    return numbers[f"cost.{way.key}"] + numbers[f"hours.{way.key}"] * a.hour_worth


def _harmed(numbers: Numbers, way: Way) -> Number:
    return numbers[chance_key("harm", way)] * numbers["harm"]


def _polynomial(weights: tuple[float, ...], x: Number) -> Number:
    """Σ weights[t]·x^t by Horner's rule, leaving out the years that count nothing at the far end."""
    total: Number = 0.0
    for weight in reversed(weights):
        total = total * x + weight
    return total
