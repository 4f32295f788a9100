"""What a client is worth: the published numbers, and what no client can be."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.decision.client_value import (
    lifetime_value,
    staircase,
    value_after_refill,
    value_if_they_stay,
    year_weights,
    yearly_contribution,
)


@pytest.mark.parametrize(
    ("contribution", "retention", "discount", "worth"),
    [(100, 0.8, 0.1, 266.67), (1, 0.6, 0.10, 1.20), (1, 0.7, 0.12, 1.67), (1, 0.9, 0.16, 3.46)],
)
def test_lifetime_value_as_published(contribution: float, retention: float, discount: float, worth: float) -> None:
    assert lifetime_value(contribution, retention, discount) == pytest.approx(worth, abs=0.005)


@given(st.floats(-1e5, 1e5), st.floats(0, 0.95), st.floats(0.05, 0.5))
def test_a_long_horizon_comes_near_the_endless_one(contribution: float, retention: float, discount: float) -> None:
    endless = lifetime_value(contribution, retention, discount)
    assert lifetime_value(contribution, retention, discount, years=300) == pytest.approx(endless, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("contribution", "retention", "worth", "after"),
    [(780, 0.8, 2070.99, 354.55), (-900, 0.7, -2015.19, -2015.19), (900, 0.9, 2850.08, 409.09)],
)
def test_the_three_clients_of_the_wise_cases(contribution: float, retention: float, worth: float, after: float) -> None:
    assert value_if_they_stay(contribution, retention) == pytest.approx(worth, abs=0.005)
    assert value_after_refill(contribution, retention, 6) == pytest.approx(after, abs=0.005)


def test_staying_now_is_not_counted_twice() -> None:
    assert value_if_they_stay(110, 0.0) == pytest.approx(100)  # the first year is certain, given that they stay
    assert lifetime_value(110, 0.0) == 0


@pytest.mark.parametrize(("months", "share"), [(0, (0, 0, 0)), (3, (0.25, 0, 0)), (12, (1, 0, 0)), (24, (1, 1, 0))])
def test_other_work_fills_the_time(months: float, share: tuple[float, ...]) -> None:
    assert year_weights(0.0, 3, months) == share


def test_work_that_nothing_replaces_keeps_its_whole_worth() -> None:
    assert value_after_refill(780, 0.8, None) == value_if_they_stay(780, 0.8)
    assert value_after_refill(780, 0.8, 0) == 0


@given(st.floats(0, 1e6), st.floats(0, 1), st.floats(0, 60), st.floats(0, 60))
def test_the_longer_the_gap_the_more_a_client_is_worth(m: float, r: float, one: float, other: float) -> None:
    short, long = sorted((one, other))
    full = value_if_they_stay(m, r)
    assert 0 <= value_after_refill(m, r, short) <= value_after_refill(m, r, long) + 1e-6 <= full + 1e-3


def test_a_client_can_cost_more_than_they_bring() -> None:
    assert yearly_contribution(1000, 0.4, hours=20, hour_worth=35) == pytest.approx(-300)


@pytest.mark.parametrize(
    ("values", "says"),
    [((1000, 4.0), "400%"), ((1000, 0.4, -1, 35), "negative"), ((math.nan, 0.4), "must be numbers")],
)
def test_absurd_figures_are_refused_in_words(values: tuple[float, ...], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        yearly_contribution(*values)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ((100, 1.0, 0.0), "endless"),
        ((100, 1.1), "come back"),
        ((100, 0.5, -0.1), "discount"),
        ((math.inf, 0.5), "number"),
        ((100, 0.5, 0.1, -1), "whole number"),
        ((100, 0.5, 0.1, 2.5), "whole number"),
    ],
)
def test_a_value_that_cannot_be_told_says_why(values: tuple[float, ...], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        lifetime_value(*values)


def test_endless_clients_have_a_value_over_some_years() -> None:
    assert lifetime_value(100, 1.0, 0.0, years=5) == pytest.approx(500)


MONTHS = st.one_of(st.none(), st.just(0), st.floats(0, 120))


@given(st.floats(-1e6, 1e6), st.floats(0, 1), MONTHS, st.floats(0, 1), st.integers(1, 30))
def test_the_staircase_ends_at_the_value(m: float, r: float, months: float | None, discount: float, years: int) -> None:
    stairs = staircase(m, r, months, discount, years)
    small = 1e-9 * max(1, abs(m) * years)
    assert [stair.year for stair in stairs] == list(range(1, years + 1))
    assert stairs[-1].total == value_after_refill(m, r, months, discount, years)
    assert math.fsum(s.brings for s in stairs) == pytest.approx(value_if_they_stay(m, r, discount, years), rel=1e-9, abs=small)
    weights = year_weights(discount, years, None if m <= 0 else months)
    closed = m * math.fsum(weight * r**t for t, weight in enumerate(weights))
    assert stairs[-1].total == pytest.approx(closed, rel=1e-9, abs=small)
    assert [s.total for s in stairs] == pytest.approx(list(accumulate(s.counts for s in stairs)), rel=1e-9, abs=small)
    for stair in stairs:
        assert stair.still_here == r ** (stair.year - 1)
        assert stair.counts == pytest.approx(stair.brings - stair.other_work, rel=1e-9, abs=small)
        assert -small <= stair.other_work <= max(stair.brings, 0) + small


def test_the_staircase_of_the_tiles() -> None:
    """780 a year, four in five come back, other work after six months: only half of the first year counts."""
    first, second, *_, last = staircase(780, 0.8, 6)
    assert (first.brings, first.other_work, first.counts) == pytest.approx((709.09, 354.55, 354.55), abs=0.005)
    assert (second.still_here, second.brings, second.counts) == pytest.approx((0.8, 515.70, 0), abs=0.005)
    assert (last.year, last.still_here, last.total) == pytest.approx((5, 0.8**4, 354.55), abs=0.005)


@pytest.mark.parametrize("months", [None, 0, 6, 240])
def test_no_other_work_is_counted_where_they_cost_more_than_they_bring(months: float | None) -> None:
    stairs = staircase(-900, 0.7, months)
    assert all(stair.other_work == 0 and stair.counts == stair.brings < 0 for stair in stairs)
    assert stairs[-1].total == pytest.approx(-2015.19, abs=0.005)


def test_other_work_at_once_leaves_nothing_and_never_leaves_all() -> None:
    assert all(stair.counts == 0 and stair.other_work == stair.brings > 0 for stair in staircase(780, 0.8, 0))
    assert all(stair.other_work == 0 and stair.counts == stair.brings > 0 for stair in staircase(780, 0.8, None))


def test_no_years_ahead_are_worth_nothing() -> None:
    assert staircase(780, 0.8, 6, years=0) == ()
    assert value_after_refill(780, 0.8, 6, years=0) == value_if_they_stay(780, 0.8, years=0) == 0


@pytest.mark.parametrize("months", [-1, math.nan])
def test_months_that_cannot_be_are_refused(months: float) -> None:
    for call in (staircase, value_after_refill):
        with pytest.raises(ValueError, match="0 or more"):
            call(780, 0.8, months)


@pytest.mark.parametrize("values", [(math.nan, 0.8, 6), (780, 1.2, 6), (780, 0.8, 6, -0.1), (780, 0.8, 6, 0.1, 2.5)])
def test_a_staircase_of_absurd_figures_is_refused(values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"number|between 0 and 1|0 or more"):
        staircase(*values)  # type: ignore[arg-type]


@pytest.mark.parametrize("years", [1001, 1e15, math.inf, math.nan, -1, 2.5])
def test_no_horizon_takes_for_ever(years: float) -> None:
    for work_out in (lifetime_value, value_if_they_stay):
        with pytest.raises(ValueError, match="years"):
            work_out(780, 0.8, 0.1, years)  # type: ignore[arg-type]


def test_exact_money_and_absurd_discounts_are_reckoned_with() -> None:
    assert lifetime_value(Decimal(100), Decimal("0.8"), Decimal("0.1")) == lifetime_value(100, 0.8, 0.1)  # type: ignore[arg-type]
    assert value_if_they_stay(780, 0.8, 1e14) == pytest.approx(0, abs=1e-9)
    for wrong in (10**400, 1e308, Decimal("NaN")):
        with pytest.raises(ValueError, match="number to reckon with"):
            lifetime_value(wrong, 0.8)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="number to reckon with"):
        yearly_contribution(1000, 0.4, 1e308, 35)
