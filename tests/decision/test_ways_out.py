"""What each way out is worth: decision.md's wise answers to the cent, and each rule of the sum by itself."""

from __future__ import annotations

import doctest
import math
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import ModuleType
from typing import cast

import pytest

from clientcare.decision import assessment, client_value
from clientcare.decision.assessment import Assessment, IfNo, Part, Past, Want, Way, WayKind
from clientcare.decision.guess import Guess
from clientcare.decision.ways_out import (
    compromise,
    expected_value,
    give,
    hold_firm,
    honest_debt,
    part_ways,
    refer,
    settle_then_part,
)
from clientcare.said import Said

Case = Callable[..., Assessment]


def worths(stakes: Assessment) -> dict[str, float]:
    return {way.key: round(expected_value(way, stakes), 2) for way in stakes.ways}


def test_the_tiles(tiles: Case) -> None:
    assert worths(tiles()) == {
        "offer-1": -150.59,
        "offer-2": -226.62,
        "offer-1-part": -280.55,
        "hold": -329.09,
        "give": -358.36,
        "part": -367.50,
    }


def test_the_free_relaunch(relaunch: Case) -> None:
    assert worths(relaunch()) == {
        "refer": -500.00,
        "part": -500.00,
        "offer-2-part": -783.64,
        "hold": -903.04,
        "offer-1": -2123.68,
        "give": -3577.16,
    }


def test_our_leak(leak: Case) -> None:
    assert worths(leak()) == {
        "offer-1": -1272.48,
        "offer-2": -1383.41,
        "give": -1762.73,
        "part": -2210.00,
        "hold": -2256.18,
    }


@pytest.mark.parametrize(
    ("answer", "sum", "part", "owed"),
    [
        ("nothing", None, Part.MOSTLY, 0),
        ("part", 150, Part.NONE, 150),
        ("part", None, Part.NONE, 240),
        ("part", Decimal("600"), Part.SOME, 600),
        ("all", None, Part.NONE, 480),
        ("unsure", None, Part.NONE, 0),
        ("unsure", None, Part.SOME, 240),
        ("unsure", None, Part.MOSTLY, 480),
        ("", None, Part.SOME, 240),
    ],
)
def test_what_is_honestly_owed(answer: str, sum: float | None, part: Part, owed: float) -> None:
    assert honest_debt(answer, sum, Decimal(480), part) == owed


def test_owing_takes_one_of_five_answers() -> None:
    with pytest.raises(ValueError, match="maybe"):
        honest_debt("maybe", None, 480, Part.SOME)
    with pytest.raises(ValueError, match="less than nothing"):
        honest_debt("part", -1, 480, Part.SOME)


@pytest.mark.parametrize(("want", "share"), [(Want.GLADLY, 1.0), (Want.IF_EASY, 0.5), (Want.NO, 0.0)])
def test_wanting_them_back_scales_their_worth(tiles: Case, want: Want, share: float) -> None:
    given_all = expected_value(give(480), tiles(want=want))
    assert given_all == pytest.approx(-480 - 0.03 * 600 - 144 + share * 0.8 * 354.545, abs=0.01)


def test_a_client_who_costs_us_stays_a_cost(relaunch: Case) -> None:
    assert worths(relaunch(want=Want.NO)) == worths(relaunch())


@pytest.mark.parametrize(
    ("if_no", "stay", "harm", "pursue"),
    [
        (IfNo.GRUMBLE, 0.40, 0.10, 0.10),
        (IfNo.LEAVE, 0.05, 0.10, 0.20),
        (IfNo.COMPLAIN, 0.10, 0.60, 0.50),
        (IfNo.BANK, 0.05, 0.35, 0.90),
    ],
)
def test_what_a_no_leads_to(tiles: Case, if_no: IfNo, stay: float, harm: float, pursue: float) -> None:
    held = expected_value(hold_firm(), tiles(if_no=if_no))
    assert held == pytest.approx(-pursue * (240 + 140) + stay * 354.545 - harm * 600, abs=0.01)


@pytest.mark.parametrize(
    ("if_no", "stay", "harm"), [(None, 0.2, 0.35), (IfNo.GRUMBLE, 0.4, 0.1), (IfNo.LEAVE, 0.05, 0.1)]
)
def test_an_unpaid_invoice_is_always_ours_to_pursue(tiles: Case, if_no: IfNo | None, stay: float, harm: float) -> None:
    held = expected_value(hold_firm(), tiles(we_hold=False, if_no=if_no, pursue=Guess.chance(0.1)))
    assert held == pytest.approx(-(240 + 140) + stay * 354.545 - harm * 600, abs=0.01)


@pytest.mark.parametrize(
    ("part", "prevail", "pursue"), [(Part.NONE, 0.7, 0.5), (Part.SOME, 0.5, 0.5), (Part.MOSTLY, 0.2, 0.7)]
)
def test_our_part_decides_how_a_fight_ends(tiles: Case, part: Part, prevail: float, pursue: float) -> None:
    held = expected_value(hold_firm(), tiles(part=part))
    assert held == pytest.approx(-pursue * (480 * (1 - prevail) + 140) + 0.2 * 354.545 - 0.35 * 600, abs=0.01)


def test_weeks_without_an_answer_lose_them_but_never_all(tiles: Case) -> None:
    values = [expected_value(give(480), tiles(weeks_waiting=weeks)) for weeks in (0, 1, 100)]
    assert values[0] - values[1] == pytest.approx(0.05 * 354.545, abs=0.01)
    assert values[0] - values[2] == pytest.approx(0.78 * 354.545, abs=0.01)


def test_the_owners_own_record_outweighs_the_starting_guess(tiles: Case) -> None:
    ten_of_ten = tiles(record=(Past(WayKind.GIVE, closed=10, stayed=10, complained=0),))
    gained = expected_value(give(480), ten_of_ten) - expected_value(give(480), tiles())
    assert gained == pytest.approx((0.9 - 0.8) * 354.545 + (0.03 - 0.015) * 600, abs=0.01)


def test_no_money_asked_means_no_claim_and_nothing_for_others(tiles: Case) -> None:
    stakes = tiles(ask=0, owed=0, others=Guess.certain(500))
    assert expected_value(hold_firm(), stakes) == pytest.approx(0.2 * 354.545 - 0.35 * 600, abs=0.01)
    sorry = compromise("offer-9", Said("A call to say sorry"), 0, 0, reaches=1.0)
    accepted, held = 0.75 * 354.545 - 0.05 * 600, 0.2 * 354.545 - 0.35 * 600
    assert expected_value(sorry, stakes) == pytest.approx(0.9 * accepted + 0.1 * held, abs=0.01)


def test_a_token_counts_as_holding_firm(tiles: Case) -> None:
    token = compromise("offer-9", Said("$20 back"), 20, 20)
    assert expected_value(token, tiles(ask=2000)) == expected_value(hold_firm(), tiles(ask=2000))


def test_an_offer_worth_more_than_the_ask_reaches_it_once(tiles: Case) -> None:
    full, more = (compromise("offer-9", Said("Rework"), Guess.certain(50), worth) for worth in (480, 4800))
    assert expected_value(full, tiles()) == expected_value(more, tiles())


def test_a_no_can_fall_back_on_parting(tiles: Case) -> None:
    offer = tiles().ways[1]
    held, parted = expected_value(hold_firm(), tiles()), expected_value(part_ways(), tiles())
    there = expected_value(replace(offer, fallback="part"), tiles())
    assert there - expected_value(offer, tiles()) == pytest.approx(0.5 * (parted - held))
    assert expected_value(replace(offer, fallback="offer-2"), tiles()) == expected_value(offer, tiles())


def test_parting_repays_what_is_owed_unless_told_otherwise(tiles: Case) -> None:
    assert expected_value(part_ways(), tiles(owed=300)) == expected_value(part_ways(300), tiles(owed=300))
    assert expected_value(part_ways(0), tiles()) == pytest.approx(-35 - 190 - 0.25 * 600)
    assert expected_value(part_ways(480), tiles()) == pytest.approx(-480 - 35 - 0.05 * 600)  # nothing left to claim
    assert expected_value(refer(), tiles()) == expected_value(part_ways(), tiles())


def test_giving_all_costs_what_they_ask_by_now(tiles: Case) -> None:
    raised = tiles(ask=900)
    assert expected_value(give(480), raised) == expected_value(give(900), raised)


def test_holding_firm_may_go_by_another_key(tiles: Case) -> None:
    kindly = replace(hold_firm(), key="kind-no")
    ways = (kindly, *tiles().ways[1:])
    assert expected_value(kindly, tiles(ways=ways)) == expected_value(hold_firm(), tiles())


def test_plain_words_and_numbers_stand_for_answers_and_guesses(tiles: Case) -> None:
    plain = tiles(part="mostly", want="if_easy", ask=Decimal(480), contribution=780, retention=0.8, harm=Decimal(600))
    assert plain == tiles(
        part=Part.MOSTLY, want=Want.IF_EASY, contribution=Guess.amount(780), retention=Guess.chance(0.8),
        harm=Guess.amount(600),
    )  # fmt: skip
    named = compromise("offer-1", "{50 %} back", 240, 240)
    assert named.label.text.format(**named.label.values) == "{50 %} back"


@pytest.mark.parametrize("module", [assessment, client_value])
def test_the_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    tried = doctest.testmod(module)
    assert tried.attempted and not tried.failed


def test_a_sum_handed_over_is_the_owners_to_set() -> None:
    assert compromise("offer-1", Said("$160 back"), Decimal(160), Decimal(160)).cost == Guess.certain(160)
    assert compromise("offer-1", Said("Tiles"), 120, 390).cost == Guess.amount(120)
    assert settle_then_part("offer-1-part", Said("Tiles"), Guess(0, 1, 2), 390, 6).hours == Guess.amount(6)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: Way("x", WayKind.GIVE, Said("x"), hours=Guess(-1, 0, 1)), "hours"),
        (lambda: Way("x", WayKind.GIVE, Said("x"), worth=-1), "less than nothing"),
        (lambda: Way("x", WayKind.GIVE, Said("x"), stay=Guess.certain(1.5)), "between 0 and 1"),
        (lambda: Way("x", WayKind.GIVE, Said("x"), stay=Guess.amount(0.5)), "Guess.chance"),
        (lambda: Way("x", WayKind.GIVE, Said("x"), reaches=2), "meets what they want"),
        (lambda: Assessment(ask=-1), "What they ask"),
        (lambda: Assessment(ask=math.nan), "not a number"),
        (lambda: Assessment(owed=-1), "What you owe"),
        (lambda: Assessment(discount=2), "discount"),
        (lambda: Assessment(years=0), "years"),
        (lambda: Assessment(weeks_waiting=-1), "weeks"),
        (lambda: Assessment(refill_months=-1), "months"),
        (lambda: Assessment(fight_hours=Guess.certain(-4)), "fight"),
        (lambda: Assessment(average_contribution=math.nan), "average client"),
        (lambda: Assessment(prevail=Guess.certain(2)), "prevail"),
        (lambda: Assessment(ways=(hold_firm(), hold_firm())), "same key"),
        (lambda: Assessment(ways=(hold_firm(), replace(hold_firm(), key="no"))), "one way out, not two"),
        (lambda: Assessment(part=cast(Part, "half")), "half"),
        (lambda: Assessment(ask=1e300), "to reckon with"),
        (lambda: Assessment(contribution=Guess.certain(-1e300)), "to reckon with"),
        (lambda: Assessment(savings=math.inf), "saved"),
        (lambda: Assessment(revenue_share=2), "share of your revenue"),
        (lambda: Assessment(years=cast(int, 2.5)), "whole number"),
        (lambda: Past(WayKind.GIVE, 1, 2, 0), "More clients"),
    ],
)
def test_absurd_input_is_refused_in_words(wrong: Callable[[], object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        wrong()


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -1, Decimal("NaN"), 10**400])
def test_a_debt_is_a_sum(wrong: float) -> None:
    for ask, sum in ((wrong, None), (480, wrong)):
        with pytest.raises(ValueError, match=r"number to reckon with|less than nothing"):
            honest_debt("part", sum, ask, Part.SOME)


def test_plain_numbers_and_none_stand_for_guesses() -> None:
    plain = Way("offer-1", WayKind.COMPROMISE, Said("x"), 160, 160, 2, stay=0.5)  # type: ignore[arg-type]
    assert (plain.cost, plain.hours, plain.stay) == (Guess.amount(160), Guess.amount(2), Guess.chance(0.5))
    unsaid = Assessment(contribution=None, retention=None, part=None, fight_hours=None)  # type: ignore[arg-type]
    assert unsaid == Assessment()
    with pytest.raises(ValueError, match="month costs you cannot be less"):
        Assessment(monthly_costs=-5)
