"""How the owner's own clients come back, read from payments on a real file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from clientcare.db.models import Client
from clientcare.decision.retention import RetentionModel, fit_retention
from clientcare.records import PaymentForm
from clientcare.services import clients, payments
from clientcare.services.store import Store
from clientcare.services.weighing import retention

TODAY = date(2026, 11, 22)
Payments = Sequence[tuple[int, str]]  # (days ago, amount)


def paid(store: Store, *histories: Payments) -> list[int]:
    """One client for each history."""

    def add(session: Session) -> list[int]:
        ids = []
        for history in histories:
            ids.append(clients.create(session, "Dana"))
            for days, amount in history:
                payments.save(session, PaymentForm(ids[-1], TODAY - timedelta(days=days), Decimal(amount)))
        return ids

    return store.write(add).result


def model(store: Store) -> RetentionModel | None:
    return store.read(lambda s: retention.model(s, TODAY))


def chance(store: Store, client: int, known: RetentionModel) -> float:
    return store.read(lambda s: retention.chance(s, client, known, TODAY))


def yearly(years: int, times: int, shift: int = 0) -> Payments:
    """Began so many years ago and came back so many times, always on the day."""
    return [(365 * (years - time) + shift, "100") for time in range(times + 1)]


def as_groups(began: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """By years known about: how many were there at first, after one year, after two, …"""
    return [[sum(back >= year for back in times) for year in range(seen + 1)] for seen, times in began.items()]


def test_it_is_fitted_to_every_client_for_as_long_as_they_were_seen(store: Store) -> None:
    began = {1: [0, 1, 1, 1], 2: [0, 0, 1, 2, 2], 4: [0, 1, 2, 4, 4, 3]}
    paid(store, *(yearly(seen + 1, times, shift=7) for seen, each in began.items() for times in each))
    assert as_groups(began) == [[4, 3], [5, 3, 2], [6, 5, 4, 3, 2]]
    expected = fit_retention(as_groups(began))
    found = model(store)
    assert found is not None
    assert (found.alpha, found.beta) == pytest.approx((expected.alpha, expected.beta), rel=1e-6)
    assert found.clients == 15


def test_below_ten_clients_it_says_nothing(store: Store) -> None:
    paid(store, *(yearly(3, times % 3) for times in range(9)))
    assert model(store) is None
    paid(store, yearly(3, 1))
    found = model(store)
    assert found is not None
    assert found.clients == 10


def test_a_year_that_has_not_passed_tells_nothing_yet(store: Store) -> None:
    """Who began less than two years ago may still come back within their second one."""
    paid(store, *(yearly(3, times % 3) for times in range(12)))
    before = model(store)
    paid(store, *[[(729, "100")], [(400, "100"), (10, "100")], [(10, "100")]] * 10)
    assert model(store) == before
    paid(store, [(730, "100")])
    after = model(store)
    assert before is not None
    assert after is not None
    assert (after.clients, after.retention(1) < before.retention(1)) == (13, True)


@pytest.mark.parametrize(("days", "came_back"), [(364, False), (365, True), (366, True), (700, True)])
def test_they_came_back_when_they_paid_a_year_after_the_first_time(store: Store, days: int, came_back: bool) -> None:
    paid(store, *(yearly(2, times % 2) for times in range(9)), [(800, "100"), (800 - days, "100")])
    found = model(store)
    assert found is not None
    assert found.retention(1) == pytest.approx((4 + came_back) / 10)


def test_a_gap_that_ended_was_no_goodbye(store: Store) -> None:
    paid(store, *(yearly(4, times % 3) for times in range(9)), [(1470, "100"), (5, "100")])
    began = {3: [0, 1, 2] * 3 + [3]}
    found = model(store)
    assert found is not None
    assert found.survival(3) == pytest.approx(fit_retention(as_groups(began)).survival(3), rel=1e-6)


def test_refunds_and_payments_dated_ahead_are_no_visits(store: Store) -> None:
    histories = [yearly(3, times % 3) for times in range(10)]
    paid(store, *histories)
    plain = model(store)
    store.write(lambda s: s.execute(delete(Client)))
    paid(store, *([*history, (5, "-40"), (-20, "100"), (2000, "-1")] for history in histories), [(900, "-10")], [(-5, "10")])
    assert model(store) == plain is not None


@pytest.mark.parametrize("times", [0, 2], ids=["nobody stayed", "nobody left"])
def test_where_no_chance_follows_there_is_none(store: Store, times: int) -> None:
    paid(store, *[yearly(3, times)] * 20)
    assert model(store) is None


def test_an_empty_file_says_nothing(store: Store) -> None:
    assert model(store) is None


def test_who_came_back_often_comes_back_more_likely(store: Store) -> None:
    known = RetentionModel(0.668, 3.806, 1000)
    new, once, thrice, none, refunded = paid(store, yearly(0, 0), yearly(1, 1), yearly(5, 3), [], [(400, "100"), (5, "-100")])
    assert chance(store, new, known) == chance(store, none, known) == chance(store, refunded, known) == known.retention(1)
    assert chance(store, once, known) == known.retention(2)
    assert chance(store, thrice, known) == known.retention(4)


def test_ten_clients_make_nobody_certain(store: Store) -> None:
    (loyal,) = paid(store, yearly(5, 5))
    assert chance(store, loyal, fit_retention([10, 6, 6, 6])) == pytest.approx(11 / 12)
    (new,) = paid(store, yearly(0, 0))
    assert chance(store, new, RetentionModel(1e9, 1, 10)) == pytest.approx(1 / 12)


HISTORY = st.lists(st.tuples(st.integers(-30, 3000), st.sampled_from(["100", "0.001", "-50"])), max_size=6)


@given(st.lists(HISTORY, min_size=10, max_size=30))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
def test_any_payments_are_counted_as_by_hand(store: Store, histories: list[Payments]) -> None:
    store.write(lambda s: s.execute(delete(Client)))
    paid(store, *histories)
    began: dict[int, list[int]] = {}
    for history in histories:
        days = [ago for ago, amount in history if ago >= 0 and Decimal(amount) > 0]
        if days and max(days) >= 730:
            seen = max(days) // 365 - 1
            began.setdefault(seen, []).append(min(seen, (max(days) - min(days)) // 365))
    found = model(store)
    if sum(map(len, began.values())) < 10:
        assert found is None
        return
    try:
        expected = fit_retention(as_groups(began))
    except ValueError:
        assert found is None
        return
    assert found is not None
    assert found.clients == expected.clients
    assert [found.survival(t) for t in range(9)] == pytest.approx([expected.survival(t) for t in range(9)], rel=1e-6)
