"""What holds for any dispute: the rules, the sums against the draws, the scale, the direction of each guess."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientcare.decision.assessment import Assessment, IfNo, Part, Want, WayKind
from clientcare.decision.figures import figures
from clientcare.decision.guess import Guess, Sure
from clientcare.decision.levers import levers, move
from clientcare.decision.rules import ways_weighed
from clientcare.decision.simulation import DRAWS, drawn, with_luck
from clientcare.decision.stakes import weigh
from clientcare.decision.sums import values
from clientcare.decision.ways_out import (
    compromise,
    expected_value,
    give,
    hold_firm,
    part_ways,
    refer,
    settle_then_part,
)
from clientcare.said import Said

sures = st.sampled_from([Sure.SURE, Sure.FAIRLY, Sure.UNSURE])
sums = st.integers(0, 5000)


@st.composite
def assessments(draw: st.DrawFn, scale: float = 1.0) -> Assessment:
    def amount(strategy: st.SearchStrategy[int]) -> Guess:
        return Guess.amount(draw(strategy), draw(sures))

    ask = draw(sums)
    ways = [hold_firm(), give(ask), part_ways(draw(st.none() | sums)), refer()]
    for i in range(draw(st.integers(0, 3))):
        sum, worth, hours = draw(sums), draw(sums), Guess.amount(draw(st.integers(0, 30)), draw(sures))
        reaches = draw(st.none() | st.floats(0, 1))
        ways.append(compromise(f"offer-{i}", Said("x"), sum, worth, hours, reaches))
        if draw(st.booleans()):
            ways.append(settle_then_part(f"offer-{i}-part", Said("x"), sum, worth, hours, reaches))
    return Assessment(
        ask=ask,
        owed=draw(sums),
        part=draw(st.sampled_from(Part)),
        we_hold=draw(st.booleans()),
        want=draw(st.none() | st.sampled_from(Want)),
        if_no=draw(st.none() | st.sampled_from(IfNo)),
        hour_worth=draw(st.integers(0, 100)),
        contribution=amount(st.integers(-3000, 3000)),
        retention=Guess.chance(draw(st.floats(0, 1)), draw(sures)),
        refill_months=draw(st.none() | st.sampled_from([0.0, 3.0, 6.0, 12.0, 24.0])),
        harm=amount(sums),
        mistake_cost=draw(st.none() | st.just(Guess.amount(100))),
        weeks_waiting=draw(st.integers(0, 10)),
        ways=tuple(draw(st.permutations(ways))),
        need_unmet=draw(st.booleans()),
        has_provider=draw(st.booleans()),
        seed=draw(st.integers(0, 5)),
    )


@given(assessments())
@settings(max_examples=60, deadline=None)
def test_no_rule_is_ever_broken(a: Assessment) -> None:
    weighing = weigh(a)
    leader = weighing.leader
    assert leader.gives >= min(a.owed, a.ask) - 1e-6
    assert not leader.token
    assert not (a.part == Part.MOSTLY and leader.way.kind == WayKind.HOLD)
    if leader.way.kind == WayKind.REFER:
        assert a.need_unmet and a.has_provider and a.we_hold
    allowed = [result for result in weighing.results if result.may_lead]
    assert leader.value == max(result.value for result in allowed)
    assert [r.value for r in weighing.results] == sorted((r.value for r in weighing.results), reverse=True)
    assert sum(result.leads for result in weighing.results) == pytest.approx(1)


@given(assessments())
@settings(max_examples=40, deadline=None)
def test_the_whole_board_is_made_of_numbers(a: Assessment) -> None:
    weighing = weigh(a)
    for result in weighing.results:
        shown = (result.value, result.low, result.against_holding, result.high, result.stay, result.accept)
        assert np.isfinite(shown).all() and result.low <= result.high
        assert 0 <= result.stay <= 1 and 0 <= result.accept <= 1
    if weighing.room:
        assert 0 <= weighing.room.least <= a.ask and 0 <= weighing.room.most <= a.ask


@given(a=assessments())
@settings(max_examples=40, deadline=None)
def test_certain_guesses_give_the_closed_sum(as_certain: Callable[[Assessment], Assessment], a: Assessment) -> None:
    certain = as_certain(a)
    for result in weigh(certain).results:
        assert result.value == pytest.approx(expected_value(result.way, a), rel=1e-9, abs=1e-6)


@given(assessments())
@settings(max_examples=25, deadline=None)
def test_what_really_happens_averages_to_the_dot(a: Assessment) -> None:
    ways = ways_weighed(a)
    guesses = figures(a, ways)
    numbers = drawn(guesses, a.seed)
    averages, outcomes = values(numbers, a, ways), values(with_luck(guesses, numbers, a.seed), a, ways)
    for way in ways:
        real = np.broadcast_to(outcomes[way.key], DRAWS)
        error = 6 * real.std() / np.sqrt(DRAWS) + 1e-6
        assert real.mean() == pytest.approx(np.mean(averages[way.key]), abs=error)


@given(assessments())
@settings(max_examples=25, deadline=None)
def test_the_currency_does_not_matter(a: Assessment) -> None:
    def grown(guess: Guess) -> Guess:
        return Guess(guess.low * 1000, guess.likely * 1000, guess.high * 1000, guess.kind)

    assert a.harm
    ways = tuple(replace(way, cost=grown(way.cost), worth=way.worth * 1000) for way in a.ways)
    dear = replace(
        a, ask=a.ask * 1000, owed=a.owed * 1000, hour_worth=a.hour_worth * 1000, harm=grown(a.harm),
        contribution=grown(a.contribution), ways=ways,
    )  # fmt: skip
    small, large = weigh(a), weigh(dear)
    for result in small.results:
        twin = large.result(result.way.key)
        assert twin and twin.value == pytest.approx(result.value * 1000, rel=1e-6, abs=1e-3)
        assert twin.leads == pytest.approx(result.leads, abs=0.01) and twin.may_lead == result.may_lead
    assert large.leader.value == pytest.approx(small.leader.value * 1000, rel=1e-6, abs=1e-3)


@given(assessments(), st.floats(1, 3))
@settings(max_examples=30, deadline=None)
def test_what_costs_more_is_never_worth_more(a: Assessment, times: float) -> None:
    assert a.harm
    worse = replace(a, harm=Guess.amount(a.harm.likely * times), hour_worth=a.hour_worth * times)
    for way in a.ways:
        assert expected_value(way, worse) <= expected_value(way, a) + 1e-6
        dearer = replace(way, cost=Guess.certain(way.cost.likely * times + 1))
        if way.kind in (WayKind.COMPROMISE, WayKind.SETTLE_PART, WayKind.GIVE):
            assert expected_value(dearer, a) <= expected_value(way, a) + 1e-6


@given(assessments(), st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_likelier_staying_helps_where_their_work_is_worth_it(a: Assessment, one: float, other: float) -> None:
    low, high = sorted((one, other))
    less, more = move(a, "stay.give", low, "certain"), move(a, "stay.give", high, "certain")
    worth = weigh(a).at_stake
    gained = expected_value(give(a.ask), more) - expected_value(give(a.ask), less)
    assert gained == pytest.approx((high - low) * worth, abs=1e-6 + 1e-9 * abs(worth))


@given(assessments(), st.data())
@settings(max_examples=40, deadline=None)
def test_moves_may_come_in_any_order(a: Assessment, data: st.DataObject) -> None:
    moves = []
    for lever in levers(a):
        if data.draw(st.booleans()):
            value = data.draw(st.floats(lever.least, lever.most))
            moves.append((lever.key, value, data.draw(st.none() | sures)))
    one = other = a
    for each in moves:
        one = move(one, *each)
    for each in data.draw(st.permutations(moves)):
        other = move(other, *each)
    assert replace(one, ways=()) == replace(other, ways=())
    assert one.ways == other.ways
