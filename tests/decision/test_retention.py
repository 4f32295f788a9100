"""How clients stay: the published numbers, the model's own laws, and what no group of clients can be."""

from __future__ import annotations

import math
import random
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from clientcare.decision import client_value
from clientcare.decision.retention import RetentionModel, fit_retention

# Fader and Hardie 2007, Table 1: the percentage still there, what was fitted and what came later
HIGH_END, HIGH_END_LATER = (100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1), (46.8, 44.5, 42.7, 40.9, 39.4)
REGULAR, REGULAR_LATER = (100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1), (22.3, 20.7, 19.4, 18.3, 17.3)

PARAMETERS = st.floats(0.05, 50)
MODELS = st.builds(RetentionModel, PARAMETERS, PARAMETERS, st.just(100))
GROUPS = st.lists(st.integers(0, 400), min_size=2, max_size=9).map(lambda counts: sorted(counts, reverse=True))


def likelihood(model: RetentionModel, groups: list[list[float]]) -> float:
    """The log-likelihood as the paper writes it: those who left by the year they did, and those who are still there."""
    said = 0.0
    for group in groups:
        for year, (before, after) in enumerate(pairwise(group)):
            said += (before - after) * math.log(model.survival(year) - model.survival(year + 1)) if before > after else 0
        said += group[-1] * math.log(model.survival(len(group) - 1))
    return said


def expected(model: RetentionModel, years: int, size: float = 1000) -> list[float]:
    return [size * model.survival(year) for year in range(years + 1)]


@pytest.mark.parametrize(
    ("survivors", "alpha", "beta"), [(HIGH_END, 0.668, 3.806), (REGULAR, 0.704, 1.182)], ids=["high end", "regular"]
)
def test_the_parameters_as_published(survivors: tuple[float, ...], alpha: float, beta: float) -> None:
    model = client_value.fit_retention(survivors)
    assert (round(model.alpha, 3), round(model.beta, 3)) == (alpha, beta)
    assert model.clients == 100


def test_the_likelihood_as_published() -> None:
    thousand = [10 * share for share in HIGH_END]
    assert likelihood(RetentionModel(1, 1, 1000), [thousand]) == pytest.approx(-2115.5, abs=0.05)
    assert likelihood(fit_retention(thousand), [thousand]) == pytest.approx(-1611.2, abs=0.05)


@pytest.mark.parametrize(
    ("survivors", "later", "projected"),
    [
        (HIGH_END, HIGH_END_LATER, [46.0, 43.6, 41.4, 39.5, 37.8]),
        (REGULAR, REGULAR_LATER, [22.0, 20.4, 19.1, 18.0, 17.0]),
    ],
    ids=["high end", "regular"],
)
def test_it_sees_five_years_ahead(survivors: tuple[float, ...], later: tuple[float, ...], projected: list[float]) -> None:
    model = fit_retention(survivors)
    assert [round(100 * model.survival(t), 1) for t in range(8, 13)] == projected
    assert projected == pytest.approx(list(later), abs=1.7)
    assert [100 * model.survival(t) for t in range(8)] == pytest.approx(list(survivors), abs=2)


def test_the_years_a_client_still_brings_as_published() -> None:
    printed, fitted = RetentionModel(0.668, 3.806, 100), fit_retention(HIGH_END)
    assert round(printed.residual_lifetime(0, 0.1), 3) == 5.415
    assert round(printed.residual_lifetime(7, 0.1), 3) == 7.530
    assert fitted.residual_lifetime(0, 0.1) == pytest.approx(5.415, abs=0.001)
    assert fitted.residual_lifetime(7, 0.1) == pytest.approx(7.530, abs=0.001)


def test_one_formula_from_three_sides() -> None:
    model = RetentionModel(0.668, 3.806, 100)
    assert (model.survival(0), model.survival(1)) == (1, model.retention(1))
    for t in range(1, 30):
        beta = math.lgamma(3.806 + t) - math.lgamma(3.806) - math.lgamma(4.474 + t) + math.lgamma(4.474)
        assert model.survival(t) == pytest.approx(math.exp(beta), rel=1e-12)
        assert model.retention(t) == pytest.approx(model.survival(t) / model.survival(t - 1), rel=1e-12)


@given(MODELS)
def test_fewer_stay_but_who_stays_stays_longer(model: RetentionModel) -> None:
    survival = [model.survival(t) for t in range(40)]
    retention = [model.retention(t) for t in range(1, 40)]
    assert survival[0] == 1
    assert all(0 < after < before for before, after in pairwise(survival))
    assert all(0 < before <= after < 1 for before, after in pairwise(retention))


@given(PARAMETERS, PARAMETERS)
def test_what_the_model_expects_gives_the_model_back(alpha: float, beta: float) -> None:
    found = fit_retention(expected(RetentionModel(alpha, beta, 1), 12))
    assert (found.alpha, found.beta) == pytest.approx((alpha, beta), rel=1e-3)


@given(st.floats(0.3, 5), st.floats(0.3, 5), st.integers(0, 2**32))
@hypothesis_settings(max_examples=20, deadline=None)
def test_clients_drawn_one_by_one_give_the_model_back(alpha: float, beta: float, seed: int) -> None:
    chance, years = random.Random(seed), 8
    there = [0] * (years + 1)
    for _ in range(20_000):
        leaves, year = chance.betavariate(alpha, beta), 0
        while year < years and chance.random() >= leaves:
            year += 1
        for passed in range(year + 1):
            there[passed] += 1
    found, true = fit_retention(there), RetentionModel(alpha, beta, 1)
    assert found.clients == 20_000
    for t in range(1, years + 5):
        assert found.survival(t) == pytest.approx(true.survival(t), abs=0.03)


@given(st.lists(GROUPS, min_size=1, max_size=4))
@hypothesis_settings(deadline=None)
def test_no_other_model_is_likelier(groups: list[list[int]]) -> None:
    rows = [[float(count) for count in group] for group in groups if group[0]]
    left, stayed = any(row[0] > row[-1] for row in rows), any(row[1] for row in rows)
    if not (left and stayed):
        with pytest.raises(ValueError, match="Guess" if rows else "two counts"):
            fit_retention(rows)
        return
    found = fit_retention(rows)
    best = likelihood_by_renewal(found, rows)
    for alpha in (found.alpha * 0.97, found.alpha, found.alpha * 1.03, 0.5, 2, 1e3):
        for beta in (found.beta * 0.97, found.beta, found.beta * 1.03, 0.5, 2, 1e3):
            other = RetentionModel(alpha, beta, 1)
            assert likelihood_by_renewal(other, rows) <= best + 1e-6 * abs(best) ** 0.5 + 1e-9


def likelihood_by_renewal(model: RetentionModel, groups: list[list[float]]) -> float:
    """The same as `likelihood`, without differences that vanish where nearly nobody leaves."""
    said = 0.0
    for group in groups:
        for year, (before, after) in enumerate(pairwise(group), 1):
            said += after * math.log(model.retention(year)) if after else 0
            said += (before - after) * math.log(model.alpha / (model.alpha + model.beta + (year - 1))) if before > after else 0
    return said


@given(MODELS, GROUPS)
def test_both_ways_to_write_the_likelihood_agree(model: RetentionModel, group: list[int]) -> None:
    rows = [[float(count) for count in group]]
    assert likelihood_by_renewal(model, rows) == pytest.approx(likelihood(model, rows), rel=1e-6, abs=1e-6)


def test_several_groups_of_different_lengths_count_together() -> None:
    true = RetentionModel(0.9, 2.5, 1)
    groups = [expected(true, years, size) for years, size in ((1, 40), (3, 250), (9, 700))]
    found = fit_retention(groups)
    assert (found.alpha, found.beta) == pytest.approx((0.9, 2.5), rel=1e-9)
    assert found.clients == 990
    assert fit_retention([HIGH_END, HIGH_END]).alpha == pytest.approx(fit_retention(HIGH_END).alpha, rel=1e-9)
    more_regular = fit_retention([HIGH_END, [9 * share for share in REGULAR]])
    assert abs(more_regular.retention(1) - fit_retention(REGULAR).retention(1)) < 0.03


@given(GROUPS.filter(lambda g: g[0] > g[-1] and g[1] > 0), st.sampled_from([1e-300, 1e-3, 1000, 1e12, 1e300]))
@hypothesis_settings(deadline=None)
def test_counts_of_any_size_say_the_same(group: list[int], size: float) -> None:
    one, other = fit_retention(group), fit_retention([size * count for count in group])
    for t in range(1, 12):
        assert other.retention(t) == pytest.approx(one.retention(t), rel=1e-6)


@pytest.mark.parametrize(
    ("survivors", "rates"),
    [
        ([100, 80, 64, 51.2, 40.96, 32.768], [0.8] * 8),  # all alike: a constant chance
        ([1000 * 0.97**t for t in range(60)], [0.97] * 8),
        ([100, 80], [0.8] * 8),  # a single year cannot tell how they differ
        ([100, 100, 80, 60], [240 / 280] * 8),  # leaving more and more is beyond the model: the chance on the whole
        ([100, 60, 60, 60], [0.6] + [1.0] * 7),  # each leaves at once or never
        ([100, 60, 0], [60 / 160] * 8),
        ([10**15, 10**15 - 1, 10**15 - 2], [1 - 1e-15] * 8),
    ],
)
def test_groups_at_the_edge_of_the_model(survivors: list[float], rates: list[float]) -> None:
    model = fit_retention(survivors)
    assert [model.retention(t) for t in range(1, 9)] == pytest.approx(rates, rel=1e-9)
    assert [model.survival(t) for t in (1, 2)] == pytest.approx([rates[0], rates[0] * rates[1]], rel=1e-9)


@pytest.mark.parametrize(
    ("survivors", "says"),
    [
        ([], "two counts"),
        ([100], "two counts"),
        ([[100, 80], [50]], "two counts"),
        ([100, [50, 20]], "not both"),
        ([0, 0, 0], "leave out the groups that are empty"),
        ([[100, 80], [0, 0]], "leave out the groups that are empty"),
        ([100, 80, 81], "After year 2 there are more clients"),
        ([100, -1], "0 or more"),
        ([100, math.nan], "must be a number"),
        ([math.inf, 100], "must be a number"),
        ([100, 100, 100], "Nobody has left yet"),
        ([100, 0, 0], "Everybody left"),
    ],
)
def test_what_cannot_be_told_says_what_to_do(survivors: list[float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        fit_retention(survivors)


def series(model: RetentionModel, renewals: int, discount: float, terms: int = 4000) -> float:
    """The sum as it is written, term by term."""
    kept, parts = 1.0, []
    for k in range(terms):
        kept *= model.retention(renewals + 1 + k) / (1 + discount if k else 1)
        parts.append(kept)
    return math.fsum(parts)


@given(
    st.floats(-9, 9).map(lambda power: 10**power), st.floats(-9, 9).map(lambda power: 10**power),
    st.integers(0, 50), st.sampled_from([0.02, 0.1, 0.5, 3, 1000]),
)  # fmt: skip
@hypothesis_settings(deadline=None)
def test_the_years_to_come_are_the_sum_term_by_term(alpha: float, beta: float, renewals: int, discount: float) -> None:
    model = RetentionModel(alpha, beta, 1)
    assert model.residual_lifetime(renewals, discount) == pytest.approx(series(model, renewals, discount), rel=1e-11)


@given(st.floats(1.5, 1e9), st.floats(1e-3, 1e9), st.integers(0, 20))
def test_a_discount_near_nothing_comes_near_none(alpha: float, beta: float, renewals: int) -> None:
    model = RetentionModel(alpha, beta, 1)
    endless = (beta + renewals) / (alpha - 1)
    assert model.residual_lifetime(renewals, 0) == pytest.approx(endless, rel=1e-12)
    assert model.residual_lifetime(renewals, 1e-200) == pytest.approx(endless, rel=1e-11)
    assert model.residual_lifetime(renewals, 5e-324) == pytest.approx(endless, rel=1e-11)


@pytest.mark.parametrize("discount", [1e-4, 1e-3])
def test_a_small_discount_is_exact_too(discount: float) -> None:
    for model in (RetentionModel(0.668, 3.806, 1), RetentionModel(1.0, 2.0, 1), RetentionModel(4e-13, 6e-13, 1)):
        assert model.residual_lifetime(2, discount) == pytest.approx(series(model, 2, discount, 400_000), rel=1e-10)


@given(MODELS, st.integers(0, 30), st.floats(0.001, 2), st.floats(0.001, 2))
@hypothesis_settings(deadline=None)
def test_loyalty_adds_years_and_a_discount_takes_some(model: RetentionModel, n: int, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert model.residual_lifetime(n, high) <= model.residual_lifetime(n, low) * (1 + 1e-12)
    assert model.residual_lifetime(n, one) <= model.residual_lifetime(n + 1, one) * (1 + 1e-12)


def test_alike_clients_stay_as_long_as_a_constant_chance_says() -> None:
    model = fit_retention([1000 * 0.8**t for t in range(8)])
    assert model.residual_lifetime(3, 0.1) == pytest.approx(0.8 / (1 - 0.8 / 1.1), rel=1e-9)
    assert model.residual_lifetime(3, 0) == pytest.approx(4, rel=1e-9)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda m: m.residual_lifetime(0, 0), "use a discount above 0"),
        (lambda m: m.residual_lifetime(0, -0.1), "discount is 0 or more"),
        (lambda m: m.residual_lifetime(0, math.nan), "discount is 0 or more"),
        (lambda m: m.residual_lifetime(-1, 0.1), "whole number from 0"),
        (lambda m: m.survival(1.5), "whole number from 0"),
        (lambda m: m.survival(math.inf), "whole number from 0"),
        (lambda m: m.retention(0), "whole number from 1"),
    ],
)
def test_a_question_without_an_answer_says_so(call: object, says: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=says):
        call(RetentionModel(0.668, 3.806, 100))


def test_it_is_loaded_without_anything_heavy() -> None:
    look = "import sys, clientcare.decision.client_value; sys.exit('numpy' in sys.modules or 'sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


def test_what_cannot_be_a_model_is_none() -> None:
    for wrong in (math.nan, math.inf, -1.0):
        with pytest.raises(ValueError, match="numbers, 0 or more"):
            RetentionModel(wrong, 3.8, 10)
        with pytest.raises(ValueError, match="numbers, 0 or more"):
            RetentionModel(0.7, wrong, 10)
    for endless in (1e15, 10**400):
        with pytest.raises(ValueError, match="number of renewals"):
            RetentionModel(0.7, 3.8, 10).survival(endless)  # type: ignore[arg-type]
