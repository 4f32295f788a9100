"""What the owner guesses: how wide it is, and what cannot be guessed."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.decision.guess import Guess, Sure

chances = st.floats(0.001, 0.999)
amounts = st.floats(-1e6, 1e6)
sures = st.sampled_from([Sure.SURE, Sure.FAIRLY, Sure.UNSURE])


@pytest.mark.parametrize(("sure", "low", "high"), [("sure", 90, 110), ("fairly", 70, 130), ("unsure", 40, 160)])
def test_how_sure_widens_a_sum(sure: str, low: float, high: float) -> None:
    guess = Guess.amount(100, Sure(sure))
    assert (guess.low, guess.high) == (pytest.approx(low), pytest.approx(high))


def test_a_negative_sum_spreads_by_its_size() -> None:
    assert (Guess.amount(-100).low, Guess.amount(-100).high) == (-130, -70)


@pytest.mark.parametrize(("sure", "factor"), [(Sure.SURE, 1.25), (Sure.FAIRLY, 2), (Sure.UNSURE, 4)])
def test_chances_spread_on_the_odds(sure: Sure, factor: float) -> None:
    guess = Guess.chance(0.2, sure)
    assert guess.low / (1 - guess.low) == pytest.approx(0.25 / factor)
    assert guess.high / (1 - guess.high) == pytest.approx(0.25 * factor)


def test_a_small_chance_stays_small() -> None:
    assert 0 < Guess.chance(0.03, Sure.UNSURE).low < Guess.chance(0.03, Sure.UNSURE).high < 0.12


@pytest.mark.parametrize("end", [0, 1])
def test_never_and_always_are_certain(end: float) -> None:
    assert Guess.chance(end).is_certain and Guess.chance(end).quantile(0.3) == end


@pytest.mark.parametrize(
    ("low", "likely", "high", "says"),
    [
        (3, 2, 4, "low guess"),
        (1, 5, 4, "likely guess"),
        (math.nan, 1, 2, "low guess is not a number"),
        (0, math.nan, 2, "likely guess is not a number"),
        (0, 1, math.inf, "high guess is not a number"),
    ],
)
def test_says_which_guess_cannot_be(low: float, likely: float, high: float, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Guess(low, likely, high)


@pytest.mark.parametrize("chance", [-0.1, 1.2, math.nan])
def test_a_chance_lies_between_never_and_always(chance: float) -> None:
    with pytest.raises(ValueError):
        Guess.chance(chance)


def test_all_three_values_may_be_given() -> None:
    guess = Guess(0, 100, 400)
    assert guess.quantile(0) == 0 and guess.quantile(1) == 400
    assert guess.quantile(0.25) == pytest.approx(100)  # a quarter of the triangle lies left of its peak


@given(amounts, sures, st.floats(0, 1), st.floats(0, 1))
def test_quantiles_rise_and_stay_inside(likely: float, sure: Sure, u: float, v: float) -> None:
    guess = Guess.amount(likely, sure)
    low, high = guess.quantile(min(u, v)), guess.quantile(max(u, v))
    slack = 1e-9 * abs(likely)
    assert guess.low - slack <= low <= high + slack <= guess.high + 2 * slack


@given(chances, sures, st.floats(0, 1))
def test_chance_quantiles_stay_chances(likely: float, sure: Sure, u: float) -> None:
    guess = Guess.chance(likely, sure)
    assert guess.low - 1e-3 <= guess.quantile(u) <= guess.high + 1e-3


@given(chances, sures)
def test_the_middle_of_a_chance_is_the_likely_one(likely: float, sure: Sure) -> None:
    assert Guess.chance(likely, sure).quantile(0.5) == pytest.approx(likely, abs=1e-3)


@given(st.floats(0.01, 0.99), st.floats(1, 1e6), sures)
def test_how_sure_can_be_read_back(chance: float, amount: float, sure: Sure) -> None:
    assert Guess.chance(chance, sure).sure == sure
    assert Guess.amount(amount, sure).sure == Guess.amount(-amount, sure).sure == sure
    assert Guess.certain(amount).sure == Sure.CERTAIN


def test_a_quantile_needs_a_share() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Guess.amount(5).quantile(1.5)


@pytest.mark.parametrize("huge", [10**400, float("inf"), Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused_in_words(huge: Any) -> None:
    for make in (Guess.amount, Guess.chance, Guess.certain):
        with pytest.raises(ValueError, match=r"not a number|lies between"):
            make(huge)


def test_exact_money_is_a_guess_like_any_other() -> None:
    assert Guess.amount(Decimal("12.5")) == Guess.amount(12.5) and Guess.chance(Decimal("0.5")) == Guess.chance(0.5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="an amount or a chance"):
        Guess(1, 2, 3, "weight")  # type: ignore[arg-type]


@pytest.mark.parametrize("likely", [1e-9, 0.00011, 0.5, 0.9999])
@pytest.mark.parametrize("sure", [Sure.SURE, Sure.FAIRLY, Sure.UNSURE])
def test_how_sure_is_kept_however_small_the_chance(likely: float, sure: Sure) -> None:
    assert Guess.chance(likely, sure).sure == sure
