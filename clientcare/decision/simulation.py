"""Knows chance: the owner's guesses drawn 10,000 times, and the luck that decides what really happens.

The same draws serve every way and every position of a slider (common random numbers), so a slider only rescales them.
Each guess is drawn once from each of 10,000 equal slices (Latin hypercube: McKay, Beckman, Conover 1979), which keeps
means steady.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clientcare.decision.figures import Figure
from clientcare.decision.guess import Guess, logit
from clientcare.decision.sums import Number

Draws: TypeAlias = NDArray[np.float64]

DRAWS = 10_000
# each of these happens or not by luck; coming back year by year does not, it is already an average
LUCK = ("stay", "harm", "accept", "prevail", "pursue")


def drawn(figures: dict[str, Figure], seed: int) -> dict[str, Number]:
    """10,000 values of each guess (a certain one stays a single float), by lever key; deterministic for a seed."""
    return {key: _values(figure, seed) for key, figure in figures.items()}


def with_luck(figures: dict[str, Figure], numbers: dict[str, Number], seed: int) -> dict[str, Number]:
    """The same numbers with each chance (0 to 1) decided: 1.0 it happens, 0.0 it does not. One luck for all ways."""
    decided = dict(numbers)
    for key, figure in figures.items():
        if figure.mood in LUCK:
            decided[key] = (_uniform(seed, f"luck:{figure.mood}")[0] < numbers[key]).astype(np.float64)
    return decided


def _values(figure: Figure, seed: int) -> Number:
    return figure.guess.likely if figure.guess.is_certain else _drawn(figure, seed)


@lru_cache(maxsize=96)  # two boards and a slider on its way; 80 kB each
def _drawn(figure: Figure, seed: int) -> Draws:
    guess, own = figure.guess, _uniform(seed, figure.draws)
    if guess.kind == "amount":
        return _fixed(_triangular(own, guess.low, guess.likely, guess.high))
    shared = _uniform(seed, f"mood:{figure.mood}")
    both = _odds(guess, shared) + _odds(guess, own)
    return _fixed(1 / (1 + np.exp(-logit(guess.likely) - both / np.sqrt(2))))


def _odds(guess: Guess, uniform: Draws) -> Draws:
    """How far the log-odds lie from the likely ones."""
    middle = logit(guess.likely)
    return _triangular(uniform, logit(guess.low) - middle, 0.0, logit(guess.high) - middle)


def _triangular(uniform: Draws, low: float, mode: float, high: float) -> Draws:
    """`guess.triangular` for all draws at once, from the roots kept with them."""
    u, root, root_above = uniform
    if low == high:
        return np.full(DRAWS, mode)
    width = high - low
    rising, falling = np.sqrt(width * (mode - low)), np.sqrt(width * (high - mode))
    drawn: Draws = np.where(u * width < mode - low, low + rising * root, high - falling * root_above)
    return drawn


@lru_cache(maxsize=64)  # one board with every way out; 240 kB each
def _uniform(seed: int, name: str) -> Draws:
    """Three rows: the middles of 10,000 equal slices of 0..1 in random order, their roots, the roots of the rest."""
    generator = np.random.default_rng([abs(seed), zlib.crc32(name.encode())])
    u = (generator.permutation(DRAWS) + 0.5) / DRAWS
    return _fixed(np.array([u, np.sqrt(u), np.sqrt(1 - u)]))


def _fixed(array: NDArray[Any]) -> Draws:
    array.flags.writeable = False  # it is cached and shared
    return array
