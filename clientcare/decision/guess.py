"""Knows what a guess is: a low, a likely and a high value, because owners do not know numbers, they have guesses."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, SupportsFloat

_NEARLY_NEVER = 1e-4  # log-odds of 0 or 1 are infinite; a guess that still has a spread stays just inside


class Sure(StrEnum):
    """How sure the owner is of a guess."""

    CERTAIN = "certain"
    SURE = "sure"
    FAIRLY = "fairly"
    UNSURE = "unsure"


AMOUNT_SPREAD = {Sure.CERTAIN: 0.0, Sure.SURE: 0.1, Sure.FAIRLY: 0.3, Sure.UNSURE: 0.6}
ODDS_FACTOR = {Sure.CERTAIN: 1.0, Sure.SURE: 1.25, Sure.FAIRLY: 2.0, Sure.UNSURE: 4.0}
_SPREADING = (Sure.SURE, Sure.FAIRLY, Sure.UNSURE)


def logit(chance: float) -> float:
    """The log-odds of a chance (0 to 1); the ends count as one in ten thousand, so that the answer is finite."""
    inside = min(max(chance, _NEARLY_NEVER), 1 - _NEARLY_NEVER)
    return math.log(inside / (1 - inside))


def as_float(value: SupportsFloat | str) -> float:
    """`value` as a float, endless where it is too large for one; raises TypeError or ValueError on what is no number."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def triangular(u: float, low: float, mode: float, high: float) -> float:
    """The quantile at `u` (0 to 1) of the triangular distribution over low..high with its peak at `mode`."""
    if low == high:
        return mode
    if u * (high - low) < mode - low:
        return low + math.sqrt(u * (high - low) * (mode - low))
    return high - math.sqrt((1 - u) * (high - low) * (high - mode))


@dataclass(frozen=True)
class Guess:
    """Three values in order. kind "amount": money, hours, clients; kind "chance": 0 to 1, spread on the odds scale.

    `low == high` is a value known for certain. Raises ValueError, in words for the owner, on bad order or what is no
    number.
    """

    low: float
    likely: float
    high: float
    kind: Literal["amount", "chance"] = "amount"

    def __post_init__(self) -> None:
        if self.kind not in ("amount", "chance"):
            raise ValueError(f"A guess is an amount or a chance, not {self.kind!r}.")
        for name in ("low", "likely", "high"):
            value = as_float(getattr(self, name))
            if not math.isfinite(value):
                raise ValueError(f"The {name} guess is not a number ({value}).")
            object.__setattr__(self, name, value)
        if self.low > self.likely:
            raise ValueError(f"The low guess ({self.low:g}) is above the likely one ({self.likely:g}).")
        if self.likely > self.high:
            raise ValueError(f"The likely guess ({self.likely:g}) is above the high one ({self.high:g}).")
        if self.kind == "chance" and (self.low < 0 or self.high > 1):
            raise ValueError(f"A chance lies between 0 and 1, not {self.low if self.low < 0 else self.high:g}.")

    @classmethod
    def amount(cls, likely: float, sure: Sure = Sure.FAIRLY) -> Guess:
        """Money or hours: certain, sure ±10 %, fairly ±30 %, unsure ±60 % of the value's size."""
        likely = as_float(likely)
        spread = AMOUNT_SPREAD[Sure(sure)] * abs(likely)
        return cls(likely - spread, likely, likely + spread)

    @classmethod
    def chance(cls, likely: float, sure: Sure = Sure.FAIRLY) -> Guess:
        """A chance from 0 to 1: its odds divided and multiplied by 1.25, 2 or 4, so that 3 % stays small.

        0, 1 and Sure.CERTAIN give a constant.
        """
        likely = as_float(likely)
        if not 0 <= likely <= 1:
            return cls(likely, likely, likely, "chance")
        factor = ODDS_FACTOR[Sure(sure)]
        low = likely / (likely + (1 - likely) * factor)
        high = likely * factor / (likely * factor + (1 - likely))
        return cls(min(low, likely), likely, max(high, likely), "chance")

    @classmethod
    def certain(cls, value: float) -> Guess:
        """A value known for certain; it may stand for an amount or a chance."""
        return cls(value, value, value)

    @property
    def is_certain(self) -> bool:
        return self.low == self.high

    @property
    def sure(self) -> Sure:
        """How sure the owner seems to be: the level whose spread comes nearest."""
        if self.is_certain:
            return Sure.CERTAIN
        if self.kind == "chance":
            least, most = self.low * (1 - self.high), self.high * (1 - self.low)
            spread = math.sqrt(most / least) if least else math.inf  # by how much the odds are multiplied and divided
            return min(reversed(_SPREADING), key=lambda level: abs(ODDS_FACTOR[level] / spread - spread / ODDS_FACTOR[level]))
        share = (self.high - self.low) / 2 / abs(self.likely) if self.likely else math.inf
        return min(reversed(_SPREADING), key=lambda level: (AMOUNT_SPREAD[level] - share) ** 2)

    def quantile(self, u: float) -> float:
        """The value that a share `u` (0 to 1) of the possible ones stays under; same unit as the guess.

        Triangular; for a chance over its log-odds. Raises ValueError if `u` is outside 0..1.
        """
        if not 0 <= (u := as_float(u)) <= 1:
            raise ValueError(f"A quantile is asked for a share between 0 and 1, not {u:g}.")
        if self.is_certain:
            return self.likely
        if self.kind == "amount":
            return triangular(u, self.low, self.likely, self.high)
        return 1 / (1 + math.exp(-triangular(u, logit(self.low), logit(self.likely), logit(self.high))))
