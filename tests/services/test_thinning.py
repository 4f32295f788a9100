"""Which backups are kept: over two years of work, with a clock that jumps, nothing goes that should stay."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.services.keeping.thinning import DAYS, LEAST, MONTHS, WEEKS, WHOLE_DAYS, kept

Made = tuple[int, date]  # its number, the day the clock showed
BEGIN, TWO_YEARS = date(2024, 11, 4), 730


def worked(seed: int) -> Iterator[tuple[int, date]]:
    """Two years of an owner's backups: some days none, some days many, a holiday in between."""
    chance, number = random.Random(seed), 0
    for after in range(TWO_YEARS):
        day = BEGIN + timedelta(after)
        if day.weekday() < 6 and not 200 < after < 221:
            for _ in range(chance.choice((0, 1, 1, 2, 5, 20))):
                number += 1
                yield number, day


def newest_of_each(made: list[Made], period: str, most: int) -> set[int]:
    """The last number of each of the last so many periods, worked out the plain way."""
    last = {day.strftime(period): number for number, day in made}
    return set(sorted(last.values())[-most:])


def test_two_years_leave_what_the_rule_says() -> None:
    made, there = list[Made](), list[Made]()
    for one in worked(7):
        made.append(one)
        numbers = kept([*there, one])
        there = [old for old in [*there, one] if old[0] in numbers]
        if one[0] % 20:
            continue
        days = sorted({day for _, day in made})[-WHOLE_DAYS:]
        assert {number for number, day in made if day in days} <= numbers
        assert newest_of_each(made, "%Y-%m-%d", DAYS) <= numbers
        assert newest_of_each(made, "%G-%V", WEEKS) <= numbers
        assert newest_of_each(made, "%Y-%m", MONTHS) <= numbers
        assert len(numbers) <= sum(day in days for _, day in made) + DAYS + WEEKS + MONTHS
    assert len(made) > 2000 and len(there) < 70
    assert made[-1][1] - there[0][1] > timedelta(210), "nine months back"


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("jump", [timedelta(days=3653), timedelta(days=-20000), timedelta(days=45), timedelta(days=-45)])
def test_a_clock_that_was_wrong_for_a_day_costs_a_place_at_most(seed: int, jump: timedelta) -> None:
    chance = random.Random(seed)
    wrong = {BEGIN + timedelta(chance.randrange(TWO_YEARS)) for _ in range(6)}
    made, there = dict[int, date](), list[Made]()
    for number, day in worked(seed):
        made[number] = day
        there.append((number, day + jump if day in wrong else day))
        keep = kept(there)
        there = [one for one in there if one[0] in keep]
        assert number in keep and len(keep) >= min(LEAST, number)
        if day > BEGIN + timedelta(300) and not number % 20:
            right = sorted({made[one] for one in keep} - wrong)
            off = len({made[one] for one in keep} & wrong)
            assert set(right) >= set(sorted({*made.values()} - wrong)[off - DAYS :])
            assert len({one.isocalendar()[:2] for one in right}) >= WEEKS - off
            assert len({(one.year, one.month) for one in right}) >= MONTHS - off


def test_a_clock_that_stands_still_keeps_everything() -> None:
    made = [(number, date(1970, 1, 1)) for number in range(1, 300)]
    assert kept(made) == {number for number, _ in made}


def test_a_clock_that_runs_wild_keeps_the_newest_whatever_it_shows() -> None:
    chance, there = random.Random(3), list[Made]()
    for number in range(1, 400):
        there.append((number, date.fromordinal(chance.randrange(1, 3_000_000))))
        keep = kept(there)
        there = [one for one in there if one[0] in keep]
        assert set(range(max(1, number - DAYS + 1), number + 1)) <= keep


@given(st.lists(st.tuples(st.integers(1, 60), st.dates()), unique_by=lambda one: one[0]))
def test_the_newest_three_stay_always_and_a_second_look_takes_no_more(made: list[Made]) -> None:
    keep = kept(made)
    assert set(sorted(number for number, _ in made)[-LEAST:]) <= keep
    assert kept([one for one in made if one[0] in keep]) == keep
