"""Disputes nobody has worked out beforehand: what a wise friend would say of each, and what no one would."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from any_dispute import assessments
from hypothesis import given as any_of
from hypothesis import settings

from clientcare.decision.advice import advise, quick_answer, with_usual_ways
from clientcare.decision.assessment import Assessment, Part, Way, WayKind
from clientcare.decision.client_value import value_if_they_stay, yearly_contribution
from clientcare.decision.guess import Guess, Sure
from clientcare.decision.rules import asks_for_silence
from clientcare.decision.stakes import Weighing, weigh
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

Case = Callable[..., Assessment]
Say = Callable[[Said], str]


def back(key: str, sum: float, label: str = "") -> Way:
    return compromise(key, label or f"${sum} back", sum, sum)


def dispute(ask: float, *offers: Way, **known: Any) -> Assessment:
    """A dispute with the usual ways and these offers."""
    usual: dict[str, Any] = {"contribution": 700, "harm": 500, "ways": (hold_firm(), *offers, give(ask), part_ways())}
    return Assessment(ask=ask, **(usual | known))


def leads(a: Assessment) -> str:
    return weigh(a).leader.way.key


def test_a_trifle_for_a_dear_client_is_given_even_where_nothing_was_ours() -> None:
    dear = {"contribution": 20000, "retention": 0.9, "want": "gladly", "if_no": "grumble", "part": "none", "hour_worth": 80}
    assert leads(dispute(20, back("offer-1", 10), **dear)) == "give"
    assert leads(dispute(20, back("offer-1", 10), **dear, owed=20)) == "give"


def test_less_than_an_hour_of_work_is_not_worth_an_argument() -> None:
    assert leads(dispute(15, compromise("offer-1", "Do it again", 5, 15, 1), hour_worth=60, contribution=0)) == "give"


def test_who_does_not_pay_gets_a_plan_before_a_fight() -> None:
    months, off = compromise("offer-1", "Three more months", 20, 300), back("offer-2", 300, "$300 off")
    unpaid = dispute(1200, months, off, we_hold=False, part="none", want="if_easy", if_no="grumble")
    assert leads(unpaid) == "offer-1" and weigh(unpaid).result("refer") is None
    assert leads(replace(unpaid, owed=300, part=Part.SOME)) in ("offer-1", "offer-2")
    assert leads(replace(unpaid, owed=301, part=Part.SOME)) not in ("offer-1", "offer-2", "hold")


def test_an_unpaid_bill_is_never_referred_away() -> None:
    a = dispute(1200, we_hold=False, need_unmet=True, has_provider=True)
    assert weigh(replace(a, ways=(*a.ways, refer()))).result("refer") is None


def test_a_threat_buys_nothing_and_refers_nobody() -> None:
    threat = dispute(800, back("offer-1", 400), part="none", want="no", if_no="bank", triage=frozenset({"threats"}))
    threat = replace(threat, ways=(*threat.ways, refer()), need_unmet=True, has_provider=True)
    weighing = weigh(threat)
    assert weighing.result("refer") is None and weighing.leader.way.kind != WayKind.GIVE
    assert any(caution.key == "threats" for caution in advise(weighing, threat).cautions)


def test_after_what_was_mostly_ours_nobody_is_sent_off_with_nothing(say: Say) -> None:
    cheap = dispute(2000, back("offer-1", 20), part="mostly", contribution=0, harm=10)
    for repaid in (None, 0, 199):
        ways = (*cheap.ways[:-1], part_ways(repaid), refer(repaid))
        weighing = weigh(replace(cheap, ways=ways, need_unmet=True, has_provider=True))
        assert weighing.leader.way.key == "give"
    assert "Apologise" in say(advise(weigh(cheap), cheap).explanation)
    paid = (hold_firm(), give(2000), part_ways(1000))
    assert leads(replace(cheap, ways=paid)) == "part"
    threatened = replace(cheap, triage=frozenset({"threats"}))
    assert leads(threatened) == "part"  # to be safe nobody has to pay


def test_others_with_the_same_problem_hear_from_us(leak: Case, tiles: Case, say: Say) -> None:
    def told(a: Assessment) -> bool:
        return any("Others with the same problem" in say(each) for each in advise(weigh(a), a).reasons)

    assert told(leak()) and not told(tiles()) and not told(leak(ask=0))


def test_an_offer_worth_more_than_they_ask_at_little_cost() -> None:
    assert leads(dispute(200, compromise("offer-1", "A spare part, fitted", 60, 500, 1), owed=100)) == "offer-1"


def test_the_same_offer_twice_is_too_close_to_call(as_certain: Callable[[Assessment], Assessment], say: Say) -> None:
    twice = dispute(480, back("offer-1", 160), back("offer-2", 160), owed=150)
    for stakes in (twice, as_certain(twice)):
        weighing = weigh(stakes)
        assert weighing.close_call and weighing.how_sure == pytest.approx(0.5, abs=0.05)
        said = advise(weighing, stakes)
        assert say(said.how_sure).startswith("Too close to call")
    assert say(said.headline) == "“$160 back” and “$160 back” come out level"


def test_referring_goes_before_parting_where_both_come_to_the_same(relaunch: Case) -> None:
    weighing = weigh(relaunch(Sure.FAIRLY))
    refer_, part = weighing.result("refer"), weighing.result("part")
    assert refer_ and part and refer_.value == part.value
    assert weighing.leader == refer_ and part.leads == 0 and not weighing.close_call


def test_settling_and_parting_only_where_their_work_does_not_count(tiles: Case) -> None:
    fair_end = settle_then_part("offer-1-part", "$160 back, then part", 160, 160)
    both = (hold_firm(), back("offer-1", 160), fair_end, give(480))
    assert leads(tiles(ways=both)) == "offer-1"
    assert leads(tiles(ways=both, contribution=Guess.amount(-400))) == "offer-1-part"


def test_holding_firm_may_be_left_off_the_list() -> None:
    a = dispute(300, back("offer-1", 120), owed=100)
    without = replace(a, ways=a.ways[1:])
    assert weigh(without).leader.value == pytest.approx(weigh(a).leader.value)
    assert weigh(without).result("hold") is None and expected_value(hold_firm(), without) == expected_value(hold_firm(), a)
    assert advise(weigh(without), without)


def test_a_no_falls_back_only_on_what_is_open(tiles: Case) -> None:
    offer = replace(tiles().ways[1], fallback="refer")
    closed = tiles(ways=(hold_firm(), offer, refer(), give(480)))
    assert expected_value(offer, closed) == expected_value(tiles().ways[1], tiles())
    assert weigh(closed).result("refer") is None


@pytest.mark.parametrize("sum", [20, 100, 199])
def test_a_crumb_of_two_thousand_never_leads(sum: float) -> None:
    for part in Part:
        assert leads(dispute(2000, back("offer-1", sum), part=part, want="gladly", if_no="complain")) != "offer-1"


# ---- nobody asks for money


def test_where_nobody_asks_for_money_words_lead(say: Say) -> None:
    call = compromise("offer-1", "Call and say sorry", 0, 0, 1, reaches=0.8)
    all_of_it = give(0, 6)  # six hours of our own
    known = {"contribution": 900, "want": "gladly", "if_no": "leave", "part": "mostly"}
    a = dispute(0, ways=(hold_firm(), call, all_of_it, part_ways()), **known)
    weighing = weigh(a)
    said = advise(weighing, a)
    assert weighing.leader.way.key == "offer-1" and said.room is None and weighing.room is None
    assert say(said.headline) == "“Call and say sorry” looks best" and "heard" in say(said.explanation)
    shy = replace(a, ways=tuple(replace(way, reaches=0.2) if way.key == "offer-1" else way for way in a.ways))
    nearer, farther = weighing.result("offer-1"), weigh(shy).result("offer-1")
    assert nearer and farther and nearer.accept > farther.accept and nearer.value > farther.value


def test_where_nothing_at_all_is_at_stake_either_is_sound(say: Say) -> None:
    a = Assessment(ask=0, ways=(hold_firm(), compromise("offer-1", "Call", 0, 0, 1), give(0), part_ways()))
    said = advise(weigh(a), a)
    assert say(said.headline) == "“Give all they ask” and “Hold firm” come out level"
    assert say(said.how_sure) == "Too close to call: either is a sound choice."


# ---- words that fit


def test_owing_more_than_they_ask_is_said_as_it_is(say: Say) -> None:
    a = dispute(300, back("offer-1", 100), owed=500, part="mostly")
    said = advise(weigh(a), a)
    assert "They ask for less than you said you owe." in say(said.explanation)
    assert said.room and say(said.room) == "Room to agree: all they ask, $300. You said you owe more than that."
    assert "covers what" not in " ".join(map(say, (said.explanation, *said.reasons)))


def test_work_that_costs_us_is_no_reason_to_keep_it(say: Say) -> None:
    a = dispute(300, ways=(hold_firm(), give(300)), owed=300, contribution=-100, harm=4000, if_no="complain")
    weighing = weigh(a)
    said = advise(weighing, a)
    assert weighing.leader.way.kind == WayKind.GIVE
    assert "costs you more than it brings" in say(said.future)
    assert not any("costs you more" in say(each) for each in said.reasons)


def test_all_they_ask_is_not_part_of_the_way(say: Say) -> None:
    owing_all = Assessment(ask=400, owed=400, part=Part.MOSTLY, contribution=-50, harm=900, if_no="complain")
    assert "offer-half" not in [way.key for way in with_usual_ways(owing_all).ways]
    assert "part of the way" not in say(quick_answer(owing_all))


@any_of(assessments())
@settings(max_examples=40, deadline=None)
def test_whatever_it_is_it_can_be_said(say: Say, a: Assessment) -> None:
    a = replace(a, ways=tuple(replace(way, label=Said(way.key)) for way in a.ways))  # an offer's title may name a sum
    weighing = weigh(a)
    said = advise(weighing, a)
    spoken = [said.headline, said.explanation, said.how_sure, said.cost_now, said.future, *said.would_change, *said.reasons]
    spoken += [said.room] if said.room else []
    told = [say(each) for each in spoken]
    assert all(words.strip() and "better off" not in words and "nan" not in words for words in told)
    assert 1 <= len(said.would_change) <= 4 and len({say(each) for each in said.reasons}) == len(said.reasons) <= 4
    if not a.money_known:
        assert "$" not in "".join(told)
    if a.ask == 0:
        assert "$" not in say(said.headline) and said.room is None
    if weighing.close_call and weighing.first_question:
        assert "Settle this first" in say(said.how_sure)
    assert say(quick_answer(a))


# ---- silence is not for sale


@pytest.mark.parametrize(
    "words",
    [
        "$160 back if they remove the review", "$100 once the review is deleted", "Refund if the review comes down",
        "Refund if they take down their post", "$50 for a 5-star review", "Half back for a positive rating",
        "Half back, they change their review", "Half back and they sign an NDA", "$300, confidential",
        "$300 and no bad review", "$300 and they won’t post about it", "$300, they say nothing", "$80 if they stay silent",
        "$300 if they don't tell anyone", "100 € y no publican nada", "100 € si borran la opinión", "100 € sin reseña negativa",
        "100 € si quitan su valoración",
    ],
)  # fmt: skip
def test_no_words_buy_silence(tiles: Case, words: str) -> None:
    bought = compromise("offer-1", words, 160, 160)
    assert asks_for_silence(bought)
    weighing = weigh(tiles(ways=(hold_firm(), bought, give(480))))
    assert weighing.leader.way.key != "offer-1"


@pytest.mark.parametrize(
    "words",
    [
        "$160 and a design review", "We take the old tiles back", "Take another look and review the plan",
        "One more review round", "Quite a long design review", "We remove the stain and review the wall",
        "No charge for the review", "Free review of the contract", "A call to say sorry", "Two more months to pay",
        "Delete the second invoice", "Take down the fence and post", "No charge this month", "$20 off, with no strings",
        "Quitar la mancha", "Sin coste, la próxima visita",
    ],
)  # fmt: skip
def test_honest_offers_are_let_be(words: str) -> None:
    assert not asks_for_silence(compromise("offer-1", words, 160, 160))


# ---- absurd input


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: dispute(300, compromise("offer-1", "x", 10, 10, -2)), "hours"),
        (lambda: dispute(300, compromise("offer-1", "x", math.nan, 10)), "not a number"),
        (lambda: dispute(300, compromise("offer-1", "x", math.inf, 10)), "not a number"),
        (lambda: dispute(300, compromise("offer-1", "x", Guess(-1e300, 0, 1), 10)), "to reckon with"),
        (lambda: dispute(300, compromise("offer-1", "x", 10, -10)), "less than nothing"),
        (lambda: part_ways(-5), "less than nothing"),
        (lambda: dispute(math.inf), "not a number"),
        (lambda: dispute(300, owed=math.nan), "not a number"),
        (lambda: dispute(300, retention=1.2), "between 0 and 1"),
        (lambda: dispute(300, prevail=-0.1), "between 0 and 1"),
        (lambda: dispute(300, chances=(("stay.hold", Guess.certain(1.2)),)), "between 0 and 1"),
        (lambda: dispute(300, contribution=math.nan), "not a number"),
        (lambda: dispute(300, harm=-5), "less than nothing"),
        (lambda: dispute(300, hour_worth=-5), "less than nothing"),
        (lambda: dispute(300, refill_months=math.nan), "months"),
        (lambda: dispute(300, weeks_waiting=math.nan), "weeks"),
        (lambda: dispute(300, years=math.inf), "years"),
        (lambda: dispute(300, years=51), "years"),
        (lambda: dispute(300, discount=1), "discount"),
        (lambda: dispute(300, discount=math.nan), "discount"),
        (lambda: dispute(300, revenue_share=math.nan), "revenue"),
        (lambda: yearly_contribution(1000, 4.0), "400%"),
        (lambda: yearly_contribution(1000, 0.4, -3, 20), "negative"),
        (lambda: value_if_they_stay(100, 1.2), "between 0 and 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence(wrong: Callable[[], object], says: str) -> None:
    with pytest.raises(ValueError, match=says) as refused:
        wrong()
    assert len(str(refused.value).split()) > 4


@pytest.mark.parametrize(
    "odd",
    [
        {"retention": 1.0, "discount": 0.0, "refill_months": None, "years": 50},
        {"ask": 1e15}, {"ask": 0.001, "owed": 0.001, "harm": 0.001, "contribution": 0.001}, {"contribution": -1e9},
        {"hour_worth": 0}, {"weeks_waiting": 5000}, {"seed": -3}, {"seed": 2**63}, {"harm": 0}, {"retention": 0.0},
        {"owed": 1e12},
        {"chances": (("stay.hold", Guess.chance(0)), ("harm.hold", Guess.chance(1)))},
    ],
)  # fmt: skip
def test_what_is_odd_still_has_an_answer(odd: dict[str, Any]) -> None:
    a = dispute(odd.get("ask", 300), back("offer-1", 120), **{key: value for key, value in odd.items() if key != "ask"})
    weighing: Weighing = weigh(a)
    assert all(math.isfinite(value) for result in weighing.results for value in (result.value, result.low, result.high))
    assert weighing == weigh(a) and advise(weighing, a).headline
