"""Knows how to weigh a dispute: every way out, in 10,000 shapes the owner's guesses could take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clientcare.decision.assessment import Assessment, Way, WayKind
from clientcare.decision.client_value import lifetime_value, value_if_they_stay
from clientcare.decision.figures import Figure, figures
from clientcare.decision.room import room_to_agree
from clientcare.decision.rules import OFFERS, gives_less_than_owed, hold_way, is_token, may_lead, ways_weighed
from clientcare.decision.simulation import DRAWS, drawn, with_luck
from clientcare.decision.sums import Number, stays, values, worth_after_refill, worth_at_stake
from clientcare.decision.weighing import BreakEven, Room, Swing, WayResult, Weighing
from clientcare.decision.what_if import what_ifs

__all__ = ["Assessment", "BreakEven", "Room", "Swing", "WayResult", "Weighing", "weigh"]

TOO_CLOSE = 0.6
_TEN_PERCENT, _NINETY_PERCENT = DRAWS // 10, DRAWS * 9 // 10
_EQUAL = 1e-9  # of the largest sum: what lies nearer is the same, but for the last digits of the arithmetic
# where two ways come out exactly equal, the one that does more for the client goes first
_AT_A_TIE = (WayKind.COMPROMISE, WayKind.SETTLE_PART, WayKind.GIVE, WayKind.REFER, WayKind.PART, WayKind.HOLD)


@dataclass(frozen=True)
class _Drawn:
    """What the draws say of each way, in the order of the ways. Money; `leads` 0 to 1."""

    average: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    leads: NDArray[np.float64]
    holding: float


def weigh(assessment: Assessment) -> Weighing:
    """Weigh all ways out (decision.md, "What the board shows"); the same for the same assessment, its `seed` included.

    `Assessment` says how one is built, with an example. Ways that may not be offered are left out;
    where none of the rest may lead, giving what they ask joins them.
    """
    a = assessment
    ways = tuple(sorted(ways_weighed(a), key=lambda way: _AT_A_TIE.index(way.kind)))
    guesses = figures(a, ways)
    likely: dict[str, Number] = {key: figure.guess.likely for key, figure in guesses.items()}
    seen = _seen(guesses, a, ways)
    results = [_result(i, ways[i], seen, likely, a, ways) for i in _in_order(seen.average)]
    leader = next(result for result in results if result.may_lead)
    swings, break_even = what_ifs(leader.way, guesses, a, ways)
    close = leader.leads < TOO_CLOSE
    return Weighing(
        results=tuple(results),
        leader=leader,
        best_by_sum=results[0],
        how_sure=leader.leads,
        close_call=close,
        first_question=_first_question(swings, close),
        swings=swings,
        room=room_to_agree(a),
        break_even=break_even,
        value_if_they_stay=_value(a),
        value_after_refill=float(worth_after_refill(likely, a)),
        at_stake=float(worth_at_stake(likely, a)),
        lifetime_value=_lifetime_value(a),
        fairness=leader.gives / a.mistake_cost.likely if a.mistake_cost and a.mistake_cost.likely else None,
    )


def _seen(guesses: dict[str, Figure], a: Assessment, ways: tuple[Way, ...]) -> _Drawn:
    numbers = drawn(guesses, a.seed)
    average = _rows(values(numbers, a, ways), a, ways)
    outcomes = _rows(values(with_luck(guesses, numbers, a.seed), a, ways), a, ways)
    outcomes.partition([_TEN_PERCENT, _NINETY_PERCENT], axis=1)
    allowed = [i for i, way in enumerate(ways) if may_lead(way, a)]
    means = average.mean(axis=1)
    leads = np.zeros(len(ways))
    leads[allowed] = _leads(average[allowed], means[allowed], [ways[i].kind for i in allowed])
    return _Drawn(means[:-1], outcomes[:-1, _TEN_PERCENT], outcomes[:-1, _NINETY_PERCENT], leads, float(means[-1]))


def _leads(average: NDArray[np.float64], means: NDArray[np.float64], kinds: list[WayKind]) -> NDArray[np.float64]:
    """In what share of the draws each way leads (0 to 1); ways that are equal share it, only that referring goes before
    parting: it is the same to us, and helps them."""
    if len(np.unique(_told_apart(means))) == len(kinds):
        return np.bincount(average.argmax(axis=0), minlength=len(kinds)) / DRAWS
    level = average >= average.max(axis=0) - _EQUAL * np.abs(means).max()
    if {WayKind.REFER, WayKind.PART} <= set(kinds):
        level[kinds.index(WayKind.PART)] &= ~level[kinds.index(WayKind.REFER)]
    shared: NDArray[np.float64] = (level / level.sum(axis=0)).mean(axis=1)
    return shared


def _told_apart(worth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums of money as whole numbers, the same for those that are equal but for the last digits of the arithmetic."""
    return np.round(worth / (_EQUAL * (np.abs(worth).max() or 1.0)))


def _in_order(worth: NDArray[np.float64]) -> list[int]:
    """The places of the best sum, the next, …; equal ones stay in the order they are given in."""
    order: list[int] = np.argsort(-_told_apart(worth), kind="stable").tolist()
    return order


def _rows(worth: dict[str, Number], a: Assessment, ways: tuple[Way, ...]) -> NDArray[np.float64]:
    """One row of draws a way, and holding firm as the last."""
    rows = np.empty((len(ways) + 1, DRAWS))
    for row, way in zip(rows, (*ways, hold_way(a)), strict=True):
        row[:] = worth[way.key]
    return rows


def _result(
    i: int, way: Way, seen: _Drawn, likely: dict[str, Number], a: Assessment, ways: tuple[Way, ...]
) -> WayResult:
    return WayResult(
        way=way,
        value=float(seen.average[i]),
        against_holding=float(seen.average[i]) - seen.holding,
        low=float(seen.low[i]) - seen.holding,
        high=float(seen.high[i]) - seen.holding,
        gives=way.worth,
        less_than_owed=gives_less_than_owed(way, a),
        token=is_token(way, a),
        may_lead=may_lead(way, a),
        leads=float(seen.leads[i]),
        accept=float(likely[f"accept.{way.key}"]) if way.kind in OFFERS else 1.0,
        stay=float(stays(likely, a, way, ways)),
    )


def _first_question(swings: tuple[Swing, ...], close: bool) -> str | None:
    """The lever to settle first: the widest swing that flips the answer; if too close to call, at least the widest."""
    flipping = [swing.key for swing in swings if swing.flips] or [swing.key for swing in swings if close]
    return flipping[0] if flipping else None


def _value(a: Assessment) -> float:
    """V: their work over the years looked ahead, and once whom they would send."""
    own = value_if_they_stay(a.contribution.likely, a.retention.likely, a.discount, a.years)
    return own + a.sent_clients.likely * a.average_contribution


def _lifetime_value(a: Assessment) -> float | None:
    if a.discount == 0 and a.retention.likely == 1:
        return None
    return lifetime_value(a.contribution.likely, a.retention.likely, a.discount)
