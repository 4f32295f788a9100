"""What a slider's step costs numpy at the least: one guess drawn anew, each way out summed twice, the board's figures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Draws = NDArray[np.float64]
DRAWS = 10_000
YEARS = 5


class Sums:
    """So many ways out, their guesses drawn already but for the one that moves."""

    def __init__(self, ways: int) -> None:
        chance = np.random.default_rng(1)
        self._ways = ways
        self._uniform = chance.random(DRAWS)
        self._root, self._root_above = np.sqrt(self._uniform), np.sqrt(1 - self._uniform)
        self._contribution, self._retention = 700 + 300 * chance.random(DRAWS), 0.6 + 0.3 * chance.random(DRAWS)
        self._harm, self._cost = 600 + 100 * chance.random(DRAWS), 100 + 50 * chance.random((ways, DRAWS))
        self._chances = 0.2 + 0.6 * chance.random((3, ways, DRAWS))  # that they stay, complain, say yes
        self._luck = chance.random((3, 1, DRAWS))

    def weigh(self) -> tuple[Draws, Draws, Draws, Draws]:
        """Average, low and high end and share of the lead of each way."""
        moved = self._moved()
        average = self._values(self._chances, moved)
        outcomes = self._values((self._luck < self._chances).astype(np.float64), moved)
        outcomes.partition([DRAWS // 10, DRAWS * 9 // 10], axis=1)
        leads = np.bincount(average.argmax(axis=0), minlength=self._ways) / DRAWS
        return average.mean(axis=1), outcomes[:, DRAWS // 10], outcomes[:, DRAWS * 9 // 10], leads

    def _moved(self) -> Draws:
        """A guess between low and high with its peak at 0, on the scale of odds."""
        low, high = -0.7, 0.7
        width = high - low
        rising, falling = np.sqrt(width * -low), np.sqrt(width * high)
        odds = np.where(self._uniform * width < -low, low + rising * self._root, high - falling * self._root_above)
        drawn: Draws = 1 / (1 + np.exp(-odds))
        return drawn

    def _values(self, chances: NDArray[np.float64], moved: Draws) -> NDArray[np.float64]:
        stay, harm, accept = chances
        years = np.zeros(DRAWS)
        for _ in range(YEARS):
            years = years * self._retention + 0.9
        kept = stay * (self._contribution * years) * moved - harm * self._harm - self._cost
        refused: Draws = kept[0]
        values: NDArray[np.float64] = refused + accept * (kept - refused)
        return values
