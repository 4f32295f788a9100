"""What holds for any dispute: the rules, the sums against the draws, the scale, the direction of each guess."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from any_dispute import assessments, sures
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clientcare.decision.assessment import Assessment, Part, Way, WayKind
from clientcare.decision.figures import figures
from clientcare.decision.guess import Guess
from clientcare.decision.levers import levers, move
from clientcare.decision.rules import OFFERS, asks_for_silence, ways_weighed
from clientcare.decision.simulation import DRAWS, drawn, with_luck
from clientcare.decision.stakes import Weighing, weigh
from clientcare.decision.sums import values
from clientcare.decision.ways_out import compromise, expected_value
from clientcare.said import Said


@given(assessments())
@settings(max_examples=60, deadline=None)
def test_no_rule_is_ever_broken(a: Assessment) -> None:
    keeps_the_rules(a)


def keeps_the_rules(a: Assessment) -> None:
    weighing = weigh(a)
    leader = weighing.leader
    assert leader.gives >= min(a.owed, a.ask) - 1e-6
    assert not leader.token
    assert not (a.part == Part.MOSTLY and leader.way.kind == WayKind.HOLD)
    assert not asks_for_silence(leader.way)
    if weighing.result("refer"):
        assert a.need_unmet and a.has_provider and a.we_hold and "threats" not in a.triage
    allowed = [result for result in weighing.results if result.may_lead]
    near = 1e-8 * max(abs(result.value) for result in weighing.results)
    assert leader == allowed[0] and leader.value >= max(result.value for result in allowed) - near
    assert all(one.value >= next.value - near for one, next in zip(weighing.results, weighing.results[1:], strict=False))
    assert sum(result.leads for result in weighing.results) == pytest.approx(1)


@given(assessments())
@settings(max_examples=40, deadline=None)
def test_the_whole_board_is_made_of_numbers(a: Assessment) -> None:
    is_made_of_numbers(a)


def is_made_of_numbers(a: Assessment) -> None:
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
    averages_to_the_dot(a)


def averages_to_the_dot(a: Assessment) -> None:
    ways = ways_weighed(a)
    guesses = figures(a, ways)
    numbers = drawn(guesses, a.seed)
    averages, outcomes = values(numbers, a, ways), values(with_luck(guesses, numbers, a.seed), a, ways)
    for way in ways:
        real = np.broadcast_to(outcomes[way.key], DRAWS)
        error = 6 * real.std() / np.sqrt(DRAWS) + 1e-6
        assert real.mean() == pytest.approx(np.mean(averages[way.key]), abs=error)


@pytest.mark.slow
@given(assessments())
@settings(max_examples=1500, deadline=None)
def test_the_same_on_very_many_disputes(a: Assessment) -> None:
    keeps_the_rules(a)
    is_made_of_numbers(a)
    averages_to_the_dot(a)


def in_other_money(a: Assessment, times: float) -> Assessment:
    """The same dispute where a dollar is `times` as many of another money."""

    def grown(guess: Guess | None) -> Guess | None:
        return guess and Guess(guess.low * times, guess.likely * times, guess.high * times, guess.kind)

    changed: dict[str, Any] = {name: grown(getattr(a, name)) for name in ("contribution", "harm", "others", "mistake_cost")}
    for name in ("ask", "owed", "hour_worth", "average_contribution", "pursuit_cost", "savings", "monthly_costs"):
        changed[name] = None if getattr(a, name) is None else getattr(a, name) * times
    ways = tuple(replace(way, cost=grown(way.cost), worth=way.worth * times) for way in a.ways)
    return replace(a, ways=ways, **changed)


def order(weighing: Weighing) -> list[str]:
    return [result.way.key for result in weighing.results]


@given(assessments(), st.sampled_from([2.0**-20, 2.0**-10, 2.0**10, 2.0**20]))
@settings(max_examples=30, deadline=None)
def test_the_currency_does_not_matter_at_all(a: Assessment, times: float) -> None:
    here, there = weigh(a), weigh(in_other_money(a, times))  # a power of two, so that not one digit may differ
    assert order(there) == order(here) and there.leader.way.key == here.leader.way.key
    assert (there.how_sure, there.close_call, there.first_question) == (here.how_sure, here.close_call, here.first_question)
    assert [(swing.key, swing.flips) for swing in there.swings] == [(swing.key, swing.flips) for swing in here.swings]
    assert there.fairness == here.fairness and there.break_even.stay_shift == here.break_even.stay_shift
    assert [result.value for result in there.results] == [result.value * times for result in here.results]


@given(assessments(), st.sampled_from([0.3, 150, 1000, 1e6]))
@settings(max_examples=30, deadline=None)
def test_dinar_and_yen_are_weighed_like_dollars(a: Assessment, times: float) -> None:
    here, there = weigh(a), weigh(in_other_money(a, times))
    near = 1e-7 * max(abs(result.value) for result in here.results)
    for result in here.results:
        twin = there.result(result.way.key)
        assert twin and twin.value / times == pytest.approx(result.value, rel=1e-7, abs=near + 1e-9)
        assert twin.may_lead == result.may_lead and twin.leads == pytest.approx(result.leads, abs=0.01)
    ahead = [here.leader.value - result.value for result in here.results if result.may_lead and result != here.leader]
    if all(gap > near for gap in ahead):
        assert there.leader.way.key == here.leader.way.key
        assert there.how_sure == pytest.approx(here.how_sure, abs=0.01)


def worths(a: Assessment) -> dict[str, float]:
    return {way.key: expected_value(way, a) for way in ways_weighed(a)}


def never_higher(after: dict[str, float], before: dict[str, float]) -> None:
    for key in after.keys() & before.keys():
        assert after[key] <= before[key] + 1e-6 + 1e-9 * abs(before[key])


@given(assessments(), st.sampled_from(["stay.hold", "stay.compromise", "stay.give"]), st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_likelier_staying_helps_where_their_work_is_worth_it(a: Assessment, key: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    less, more = move(a, key, low, "certain"), move(a, key, high, "certain")
    stake = weigh(a).at_stake
    if stake >= 0:
        never_higher(worths(less), worths(more))
    else:
        never_higher(worths(more), worths(less))


@given(assessments(), st.floats(0.05, 0.9), st.floats(0.01, 0.1))
@settings(max_examples=20, deadline=None)
def test_and_so_on_the_board(a: Assessment, chance: float, more: float) -> None:
    a = replace(a, contribution=Guess.amount(abs(a.contribution.likely)), average_contribution=0)
    less, likelier = weigh(move(a, "stay.compromise", chance)), weigh(move(a, "stay.compromise", chance + more))
    for result in less.results:
        twin = likelier.result(result.way.key)
        assert twin and twin.value >= result.value - 1e-6


@given(assessments(), st.floats(1, 1000), st.data())
@settings(max_examples=60, deadline=None)
def test_a_dearer_concession_or_more_hours_never_help(a: Assessment, more: float, data: st.DataObject) -> None:
    able = [way for way in a.ways if way.kind in OFFERS or (way.kind in (WayKind.PART, WayKind.REFER) and not way.repays_owed)]
    assume(able)
    way = data.draw(st.sampled_from(able))

    def with_it(changed: Way) -> Assessment:
        return replace(a, ways=tuple(changed if each.key == way.key else each for each in a.ways))

    longer = with_it(replace(way, hours=Guess.certain(way.hours.likely + more)))
    never_higher(worths(longer), worths(a))
    if way.kind in OFFERS:
        dearer = with_it(replace(way, cost=Guess.certain(way.cost.likely + more)))
        never_higher(worths(dearer), worths(a))
        other = {key: value for key, value in worths(a).items() if key != way.key}
        assert {key: value for key, value in worths(dearer).items() if key != way.key} == other


@given(assessments(), st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_each_danger_counts_against(a: Assessment, one: float, other: float) -> None:
    low, high = sorted((one, other))
    for key in ("pursue", *(f"harm.{way.key if way.harm else way.kind}" for way in a.ways)):
        never_higher(worths(move(a, key, high, "certain")), worths(move(a, key, low, "certain")))
    never_higher(worths(move(a, "prevail", low, "certain")), worths(move(a, "prevail", high, "certain")))
    for key, most in (("harm", 9000.0), ("others", 9000.0), ("fight_hours", 40.0)):
        never_higher(worths(move(a, key, high * most, "certain")), worths(move(a, key, low * most, "certain")))


@given(assessments(), st.floats(0, 60), st.floats(0, 60))
@settings(max_examples=40, deadline=None)
def test_the_later_other_work_comes_the_more_they_are_worth(a: Assessment, one: float, other: float) -> None:
    soon, late = sorted((one, other))
    before, after = weigh(replace(a, refill_months=soon)), weigh(replace(a, refill_months=late))
    assert before.value_after_refill <= after.value_after_refill + 1e-6
    if a.contribution.likely <= 0:
        whole = pytest.approx(weigh(a).value_if_they_stay)
        assert before.value_after_refill == whole and after.value_after_refill == whole


@given(assessments(), st.randoms())
@settings(max_examples=30, deadline=None)
def test_the_list_may_come_in_any_order(a: Assessment, random: Any) -> None:
    mixed = list(a.ways)
    random.shuffle(mixed)
    one, other = weigh(a), weigh(replace(a, ways=tuple(mixed)))
    assert one.leader.value == other.leader.value and one.how_sure == pytest.approx(other.how_sure)
    assert {r.way.key: r.value for r in one.results} == {r.way.key: r.value for r in other.results}


@given(assessments())
@settings(max_examples=60, deadline=None)
def test_what_is_said_to_flip_does_flip(a: Assessment) -> None:
    weighing = weigh(a)
    allowed = [result.way for result in weighing.results if result.may_lead]
    guesses = figures(a, ways_weighed(a))
    flipping = [swing for swing in weighing.swings if swing.flips]
    if flipping:
        assert weighing.first_question == flipping[0].key == max(flipping, key=lambda swing: swing.size).key
    likely = {key: figure.guess.likely for key, figure in guesses.items()}
    for swing in flipping:
        same = guesses[swing.key]
        group = [key for key, each in guesses.items() if (each.draws, each.guess) == (same.draws, same.guess)]
        best = [values(likely | dict.fromkeys(group, end), a, ways_weighed(a)) for end in (same.guess.low, same.guess.high)]
        assert any(max(worth[way.key] for way in allowed) > worth[weighing.leader.way.key] for worth in best)


PROGRAM = """
from clientcare.decision.assessment import Assessment
from clientcare.decision.stakes import weigh
from clientcare.decision.ways_out import *
found = weigh(Assessment(ask=480, owed=150, contribution=780, harm=600, triage=frozenset(("safety", "legal", "threats")),
    seed=7, ways=(hold_firm(), compromise("offer-1", "$160", 160, 160), compromise("offer-2", "x", 120, 390, 6), give(480))))
print([(r.way.key, r.value, r.low, r.high, r.leads) for r in found.results], found.how_sure, found.first_question)
"""


def test_another_day_another_process_the_same_answer() -> None:
    def told(hash_seed: str) -> str:
        there = os.environ | {"PYTHONHASHSEED": hash_seed}
        return subprocess.run([sys.executable, "-c", PROGRAM], env=there, capture_output=True, check=True, text=True).stdout

    assert told("1") == told("2") != ""


@given(assessments(), st.integers(1, 99))
@settings(max_examples=40, deadline=None)
def test_a_crumb_never_leads(a: Assessment, percent: int) -> None:
    ask = 2000.0
    crumb = compromise("offer-9", Said("$20 back"), ask * percent / 1000, ask * percent / 1000)
    ways = (*(way for way in a.ways if way.kind not in OFFERS), crumb)
    weighing = weigh(replace(a, ask=ask, ways=ways))
    assert weighing.leader.way.key != "offer-9"


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
