"""Knows the board's sliders: each guess of an assessment, how far it runs, and in which order they are shown."""

from __future__ import annotations

import math
from dataclasses import dataclass

from clientcare.decision.assessment import Assessment, Way
from clientcare.decision.figures import figures
from clientcare.decision.guess import Guess, Sure
from clientcare.decision.moves import NEVER, beside_figures, limits, move, unit
from clientcare.decision.rules import ways_weighed
from clientcare.decision.titles import title
from clientcare.said import Said

__all__ = ["NEVER", "Lever", "levers", "move"]

_FIRST = (
    *("owed", "hours.offer", "stay.hold", "stay.compromise", "harm.hold", "refill", "mistake_cost", "contribution"),
    *("harm", "retention", "cost.offer", "pursue", "prevail", "others", "accept", "fight_hours", "sent_clients"),
)
_NOTHING = Guess.certain(0)
_NO_SUM = 1e-100  # what is smaller is nothing, and too small to reckon with


@dataclass(frozen=True)
class Lever:
    """One slider. `unit`: money, chance (0 to 1), hours, months or clients. `sure`: how sure the owner is of `value`.

    `least` to `most` follow from the value: keep those of the first look while a slider is dragged.
    """

    key: str
    title: Said
    unit: str
    value: float
    least: float
    most: float
    sure: Sure


def levers(assessment: Assessment) -> tuple[Lever, ...]:
    """All sliders, those that usually matter most first; the board shows the first seven."""
    ways = ways_weighed(assessment)
    guesses = {key: figure.guess for key, figure in figures(assessment, ways).items()} | beside_figures(assessment)
    shown = [_lever(key, guess, assessment) for key, guess in guesses.items() if _is_shown(key, assessment, ways)]
    return tuple(sorted(shown, key=lambda lever: _rank(lever, assessment)))


def _lever(key: str, guess: Guess, assessment: Assessment) -> Lever:
    least, most = _range(key, guess.likely, assessment)
    sure = Sure.FAIRLY if guess == _NOTHING else guess.sure
    return Lever(key, title(key, assessment), unit(key), guess.likely, least, most, sure)


def _range(key: str, value: float, assessment: Assessment) -> tuple[float, float]:
    """From where to where the slider runs."""
    counted, most = unit(key), _round_up(2 * abs(value))
    if counted in ("chance", "months"):
        return limits(key)
    if counted in ("hours", "clients"):
        return 0.0, max(10.0, most)
    if key == "owed":
        return 0.0, max(assessment.ask, value)
    if key == "contribution":
        return -max(most, 1000.0), max(most, 1000.0)
    return 0.0, max(most, _round_up(assessment.ask)) or 1000.0


def _round_up(value: float) -> float:
    """The next of 1, 2, 5, 10, 20, … that is at least `value`; 0 stays 0."""
    if value < _NO_SUM:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value * (1 - 1e-9))


def _is_shown(key: str, assessment: Assessment, ways: tuple[Way, ...]) -> bool:
    """Whether moving it can matter here."""
    head, _, way_key = key.partition(".")
    if key in ("owed", "others", "prevail", "fight_hours", "pursue"):
        return assessment.ask > 0 and (key != "pursue" or assessment.we_hold)
    if key == "sent_clients":
        return assessment.average_contribution > 0
    if head == "cost" and way_key == "give":
        return False  # that is what they ask
    twin = way_key.removesuffix("-part")
    return head not in ("cost", "hours") or twin == way_key or all(way.key != twin for way in ways)


def _rank(lever: Lever, assessment: Assessment) -> int:
    """The place in the usual order of importance; hours still at nought, and whatever is not named, come last.

    Where nobody asks for money, the hours that giving it takes are all it costs.
    """
    if lever.key == "hours.give" and assessment.ask == 0:
        return 0
    if lever.unit == "hours" and lever.value == 0:
        return len(_FIRST)
    return next((place for place, start in enumerate(_FIRST) if _is_named(lever.key, start)), len(_FIRST))


def _is_named(key: str, start: str) -> bool:
    return key == start or (start in ("hours.offer", "cost.offer", "accept") and key.startswith(start))
