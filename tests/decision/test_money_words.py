"""Money in words: how long the owner works for it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.decision.money_words import feels_like
from clientcare.said import Said

HOURS = {"half an hour": 0.5, "hour": 1, "day": 8, "week": 40, "year": 2080}


@pytest.mark.parametrize(
    ("amount", "hour_worth", "words"),
    [
        (5, 35, "a few minutes of your work"),
        (18, 35, "about half an hour of your work"),
        (35, 35, "about 1 hour(s) of your work"),
        (480, 35, "about 14 hour(s) of your work"),
        (542, 35, "about 15 hour(s) of your work"),
        (559, 35, "about 2 working day(s)"),
        (840, 35, "about 3 working day(s)"),
        (2600, 35, "about 9 working day(s)"),
        (2800, 35, "about 2 week(s) of your work"),
        (7000, 35, "about 5 week(s) of your work"),
        (144_000, 35, "about 103 week(s) of your work"),
        (146_000, 35, "about 2 year(s) of your work"),
        (-480, 35, "about 14 hour(s) of your work"),
        (Decimal("480.00"), Decimal("35.00"), "about 14 hour(s) of your work"),
        (480_000, 35_000, "about 14 hour(s) of your work"),
    ],
)
def test_as_people_say_it(amount: float, hour_worth: float, words: str, say: Callable[[Said], str]) -> None:
    said = feels_like(amount, hour_worth)
    assert said is not None
    assert say(said) == words


@pytest.mark.parametrize(
    ("amount", "hour_worth"),
    [(0, 35), (480, 0), (480, -1), (math.nan, 35), (math.inf, 35), (480, math.nan), (480, math.inf), (1e300, 1e-300), (1e9, 1)],
)
def test_nothing_is_said_where_it_helps_nobody(amount: float, hour_worth: float) -> None:
    assert feels_like(amount, hour_worth) is None


def spoken_hours(said: Said) -> float:
    unit = re.search("half an hour|hour|day|week|year", said.text)
    return HOURS[unit[0]] * (1 if said.n is None else said.n) if unit else 0.1


@given(st.floats(0.25, 80_000), st.floats(1e-3, 1e6))
def test_the_words_are_near_the_sum(hours: float, hour_worth: float) -> None:
    said = feels_like(hours * hour_worth, hour_worth)
    assert said is not None
    assert spoken_hours(said) == pytest.approx(hours, rel=0.34, abs=0.26)
    assert said.n is None or said.n > 0


@given(st.floats(1e-6, 80_000), st.floats(1e-6, 80_000))
def test_more_never_sounds_like_less(one: float, other: float) -> None:
    less, more = (feels_like(hours * 35, 35) for hours in sorted((one, other)))
    assert less is not None
    assert more is not None
    assert spoken_hours(less) <= spoken_hours(more)
