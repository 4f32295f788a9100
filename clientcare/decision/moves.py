"""Knows how a slider changes an assessment: each move is one new frozen value, and their order does not matter."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from clientcare.decision.assessment import Assessment, Way, WayKind
from clientcare.decision.figures import figures
from clientcare.decision.guess import Guess, Sure, as_float
from clientcare.decision.rules import LEAVING, filled

NEVER = 60.0  # months until other work fills the time: from here on the slider says "never"
_CHANCES = ("retention", "prevail", "pursue", "stay", "accept")
_MOST_HOURS, _MOST_MONEY = 1e4, 1e12
_NOTHING = Guess.certain(0)


def move(assessment: Assessment, key: str, value: float | None, sure: Sure | str | None = None) -> Assessment:
    """The assessment after the slider `key` stands at `value` (None: where it stands); `sure` None keeps how sure.

    Moves of different keys may come in any order. An unknown key (an offer since deleted) changes nothing; a value
    outside the sensible limits is brought inside. Raises ValueError on NaN and on an unknown `sure`.
    """
    guess = _current(key, assessment)
    if guess is None:
        return assessment
    value = guess.likely if value is None else as_float(value)
    if math.isnan(value):
        raise ValueError("A slider stands at a number.")
    least, most = limits(key)
    value = min(max(value, least), most)
    return _placed(assessment, key, _moved(guess, value, unit(key) == "chance", None if sure is None else Sure(sure)))


def unit(key: str) -> str:
    """What the slider `key` counts in: money, chance, hours, months or clients."""
    head, _, way = key.partition(".")
    if head in _CHANCES or (head == "harm" and way):
        return "chance"
    return {"hours": "hours", "fight_hours": "hours", "refill": "months", "sent_clients": "clients"}.get(head, "money")


def limits(key: str) -> tuple[float, float]:
    """How far the value of `key` may go at all, in its unit."""
    usual = {"chance": (0.0, 1.0), "months": (0.0, NEVER), "hours": (0.0, _MOST_HOURS), "clients": (0.0, _MOST_HOURS)}
    return usual.get(unit(key), (-_MOST_MONEY if key == "contribution" else 0.0, _MOST_MONEY))


def beside_figures(assessment: Assessment) -> dict[str, Guess]:
    """What else has a slider, though it is no guess within the sum."""
    months = NEVER if assessment.refill_months is None else min(assessment.refill_months, NEVER)
    owed, refill = Guess.certain(assessment.owed), Guess.certain(months)
    return {"owed": owed, "refill": refill, "mistake_cost": assessment.mistake_cost or _NOTHING}


def _moved(guess: Guess, value: float, chance: bool, sure: Sure | None) -> Guess:
    never_said = guess.is_certain and guess.likely == 0  # nothing was known yet, so nothing is certain either
    level = sure or (Sure.FAIRLY if never_said else guess.sure)
    return Guess.chance(value, level) if chance else Guess.amount(value, level)


def _current(key: str, assessment: Assessment) -> Guess | None:
    """The guess a slider stands for; None for a key that names nothing here."""
    if key in (extra := beside_figures(assessment)):
        return extra[key]
    everything = figures(assessment, tuple(filled(way, assessment) for way in assessment.ways))
    if key in everything and key != "cost.give":  # giving all costs what they ask
        return everything[key].guess
    head, _, kind = key.partition(".")  # a chance of a kind of way that is not here now, but may come back
    known = head in ("stay", "harm") and kind in list(WayKind)
    return dict(assessment.chances).get(key, _NOTHING) if known else None


def _placed(assessment: Assessment, key: str, guess: Guess) -> Assessment:
    head, _, way_key = key.partition(".")
    if key == "owed":
        return replace(assessment, owed=guess.likely)
    if key == "refill":
        return replace(assessment, refill_months=None if guess.likely >= NEVER else guess.likely)
    if not way_key:
        change: dict[str, Any] = {key: guess}
        return replace(assessment, **change)
    if head in ("stay", "harm") and not _has_own(assessment, head, way_key):
        return replace(assessment, chances=tuple(sorted((dict(assessment.chances) | {key: guess}).items())))
    keys = (way_key, f"{way_key}-part")  # the same offer as a fair end moves along
    moving = (way_key,) if head not in ("cost", "hours") else keys
    return replace(assessment, ways=tuple(_changed(w, head, guess) if w.key in moving else w for w in assessment.ways))


def _has_own(assessment: Assessment, head: str, way_key: str) -> bool:
    return any(way.key == way_key and getattr(way, head) is not None for way in assessment.ways)


def _changed(way: Way, head: str, guess: Guess) -> Way:
    if head == "cost" and (way.money or way.kind in LEAVING):  # handed over: worth what it costs, and ours to set
        return replace(way, cost=Guess.certain(guess.likely), worth=guess.likely, repays_owed=False)
    change: dict[str, Any] = {head: guess}
    return replace(way, **change)
