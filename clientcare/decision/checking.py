"""Knows what cannot be weighed, and says so in the owner's words: no number, less than nothing, no chance at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, SupportsFloat

from clientcare.decision.guess import Guess, as_float

if TYPE_CHECKING:
    from clientcare.decision.assessment import Assessment

_MOST = 1e15  # beyond it no sum is one, and the arithmetic would overflow
_SUMS = {
    "ask": "What they ask",
    "owed": "What you owe",
    "hour_worth": "What an hour is worth",
    "pursuit_cost": "What pursuing it would cost them",
}


def check(a: Assessment) -> None:
    """Raise ValueError, in words for the owner, on what cannot be in an assessment."""
    for name, words in _SUMS.items():
        not_negative(words, getattr(a, name))
    _check_times(a)
    _check_background(a)
    _check_guesses(a)
    keys = [way.key for way in a.ways]
    if len(keys) != len(set(keys)):
        raise ValueError("Two ways out have the same key.")
    if sum(way.kind == "hold" for way in a.ways) > 1:
        raise ValueError("Holding firm is one way out, not two.")


def number(words: str, value: SupportsFloat) -> float:
    """`value` as a number to reckon with: finite, and no more than any sum of money is."""
    exact = as_float(value)
    if not abs(exact) <= _MOST:
        raise ValueError(f"{words} is not a number to reckon with ({exact:g}).")
    return exact


def not_negative(words: str, value: SupportsFloat) -> float:
    """The same, and nothing or more."""
    exact = number(words, value)
    if exact < 0:
        raise ValueError(f"{words} cannot be less than nothing ({exact:g}).")
    return exact


def is_chance(words: str, guess: Guess | None) -> None:
    """A guess of a chance keeps within 0 and 1, and spreads on the odds scale."""
    if guess is None:
        return
    if guess.low < 0 or guess.high > 1:
        raise ValueError(f"{words} lies between 0 and 1, not {guess.low if guess.low < 0 else guess.high:g}.")
    if guess.kind != "chance" and not guess.is_certain:
        raise ValueError(f"{words} is a chance: build it with Guess.chance.")


def _check_times(a: Assessment) -> None:
    if not 0 <= number("The discount", a.discount) < 1:
        raise ValueError(f"The discount lies between 0 and 1 a year, not {a.discount:g}.")
    if number("The years looked ahead", a.years) % 1 or not 1 <= a.years <= 50:
        raise ValueError(f"The years looked ahead are a whole number from 1 to 50, not {a.years}.")
    not_negative("The months until other work fills the time", a.refill_months or 0)
    not_negative("The weeks without an answer", a.weeks_waiting)


def _check_background(a: Assessment) -> None:
    number("What an average client leaves you a year", a.average_contribution)
    number("What they leave you a year", a.contribution.low)
    number("What they leave you a year", a.contribution.high)
    if a.revenue_share is not None and not 0 <= number("Their share of your revenue", a.revenue_share) <= 1:
        raise ValueError(f"Their share of your revenue lies between 0 and 1, not {a.revenue_share:g}.")
    number("What you have saved", a.savings or 0)
    not_negative("What a month costs you", a.monthly_costs or 0)


def _check_guesses(a: Assessment) -> None:
    chances = [("The chance that they come back", a.retention), ("The chance to prevail", a.prevail)]
    chances += [("The chance that they pursue it", a.pursue)]
    chances += [(f"The chance {key}", guess) for key, guess in a.chances]
    for words, chance in chances:
        is_chance(words, chance)
    sums = [("The cost of a complaint", a.harm), ("What others asking the same would cost", a.others)]
    sums += [("The hours of a fight", a.fight_hours), ("The clients they would send", a.sent_clients)]
    sums += [("What the mistake costs them", a.mistake_cost)]
    for words, guess in sums:
        if guess is not None:
            not_negative(words, guess.low)
            number(words, guess.high)
