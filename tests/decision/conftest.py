"""The three wise cases of decision.md, each as a function of how sure the owner is, and what the tests measure with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from clientcare.decision.assessment import Assessment, Part
from clientcare.decision.figures import figures
from clientcare.decision.guess import Guess, Sure
from clientcare.decision.levers import move
from clientcare.decision.rules import ways_weighed
from clientcare.decision.ways_out import compromise, give, hold_firm, part_ways, refer, settle_then_part
from clientcare.said import Amount, Said


def _tiles(sure: Sure = Sure.CERTAIN, **changes: Any) -> Assessment:
    def g(value: float) -> Guess:
        return Guess.amount(value, sure)

    ways = (
        hold_firm(),
        compromise("offer-1", Said("$160 back"), g(160), 160),
        compromise("offer-2", Said("Lay it again, they buy the tiles"), g(120), 390, g(6)),
        settle_then_part("offer-1-part", Said("$160 back, then part"), g(160), 160),
        give(480),
        part_ways(hours=g(1)),
    )
    stakes = Assessment(
        ask=480,
        owed=150,
        contribution=g(780),
        retention=Guess.chance(0.8, sure),
        harm=g(600),
        fight_hours=g(4),
        ways=ways,
    )
    return replace(stakes, **changes)


def _relaunch(sure: Sure = Sure.CERTAIN, **changes: Any) -> Assessment:
    def g(value: float) -> Guess:
        return Guess.amount(value, sure)

    ways = (
        hold_firm(),
        compromise("offer-1", Said("Half price"), g(750), 750, g(4)),
        settle_then_part("offer-2-part", Said("$200, then part"), g(200), 200, g(2)),
        give(1500),
        refer(hours=g(1)),
        part_ways(hours=g(1)),
    )
    stakes = Assessment(
        ask=1500, part=Part.NONE, hour_worth=50, contribution=g(-900), retention=Guess.chance(0.7, sure), harm=g(500),
        fight_hours=g(4), need_unmet=True, has_provider=True, ways=ways,
    )  # fmt: skip
    return replace(stakes, **changes)


def _leak(sure: Sure = Sure.CERTAIN, **changes: Any) -> Assessment:
    def g(value: float) -> Guess:
        return Guess.amount(value, sure)

    ways = (
        hold_firm(),
        compromise("offer-1", Said("We repair it ourselves"), g(600), 2000, g(12)),
        compromise("offer-2", Said("Half back"), g(1000), 1000, g(2)),
        give(2000),
        part_ways(hours=g(1)),
    )
    stakes = Assessment(
        ask=2000, owed=2000, part=Part.MOSTLY, hour_worth=60, contribution=g(900), retention=Guess.chance(0.9, sure),
        harm=g(3000), fight_hours=g(4), ways=ways,
    )  # fmt: skip
    return replace(stakes, **changes)


Case = Callable[..., Assessment]


@pytest.fixture(scope="session")
def tiles() -> Case:
    return _tiles


@pytest.fixture(scope="session")
def relaunch() -> Case:
    return _relaunch


@pytest.fixture(scope="session")
def leak() -> Case:
    return _leak


@pytest.fixture(scope="session")
def as_certain() -> Callable[[Assessment], Assessment]:
    """The same assessment with every guess, starting guesses included, moved to "certain" on the board."""

    def certain(assessment: Assessment) -> Assessment:
        for key, figure in figures(assessment, ways_weighed(assessment)).items():
            assessment = move(assessment, key, figure.guess.likely, "certain")
        return assessment

    return certain


@pytest.fixture(scope="session")
def say() -> Callable[[Said], str]:
    """A sentence as an American owner would read it."""

    def word(value: Any) -> str:
        if isinstance(value, Said):
            return spoken(value)
        if isinstance(value, Amount):
            return f"${float(f'{value.value:.2g}') if value.rounded else value.value:,.0f}"
        assert not isinstance(value, float) or 0 <= value < 100, "a bare float would be shown with three odd digits"
        assert not isinstance(value, float) or value == round(value, 1)
        return str(value)

    def spoken(said: Said) -> str:
        words = said.text.replace("%n", str(said.n)).format(
            **{name: word(value) for name, value in said.values.items()}
        )
        assert "{" not in words
        return words

    return spoken
