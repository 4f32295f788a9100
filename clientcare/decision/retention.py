"""Knows how clients stay: some leave soon, the loyal ones hardly ever, so that who came back often comes back more likely.

The shifted-beta-geometric model (Fader and Hardie, How to Project Customer Retention, Journal of Interactive Marketing 21,
2007): everybody has a chance of leaving of their own, the same every year, and these chances are spread like a beta
distribution with α and β.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clientcare.decision.guess import as_float

_Group = tuple[float, ...]
_Renewal = tuple[int, float, float]  # years passed before it, how many came back, how many left

_ALIKE, _DIVIDED = 1e-12, 1e12  # 1/(α + β) where all have the same chance; where each either leaves at once or never
_SCALE = tuple(math.log(10) * tenth / 2 for tenth in range(-18, 19))  # where its logarithm is looked for, first roughly
_LOG_ODDS = 700.0  # the largest a float still tells from certain
_EXACT = 1e-13
_STEP = 0.2  # of the sum in `residual_lifetime`: its error shrinks like exp(−π²/step), here far under the last digit
_NOTHING = 1e-20  # of the whole: what no longer changes a sum
_MOST_RENEWALS = 100_000
_FLAT = 40.0  # e⁻⁴⁰ beside 1 is nothing


@dataclass(frozen=True)
class RetentionModel:
    """How the owner's clients come back, year by year. `clients`: how many it rests on."""

    alpha: float
    beta: float
    clients: int

    def __post_init__(self) -> None:
        if not (0 <= self.alpha < math.inf and 0 <= self.beta < math.inf):
            raise ValueError(f"α and β are numbers, 0 or more, not {self.alpha:g} and {self.beta:g}.")

    def survival(self, t: int) -> float:
        """The share (0 to 1) still there after `t` renewals, S(t) = B(α, β + t) / B(α, β); ValueError unless t is 0, 1, 2, …"""
        years = _whole(t, 0, "The number of renewals")
        if years > _MOST_RENEWALS:
            raise ValueError(f"The number of renewals is at most {_MOST_RENEWALS}, not {years:g}.")
        return math.prod(self.retention(year) for year in range(1, years + 1))

    def retention(self, t: int) -> float:
        """The chance (0 to 1) that who came back t − 1 times does so again; ValueError unless t is 1, 2, 3, …"""
        loyal = self.beta + (_whole(t, 1, "The renewal") - 1)  # in this order: β may be next to 0
        return loyal / (self.alpha + loyal)

    def residual_lifetime(self, renewals: int, discount: float) -> float:
        """How many more renewals to expect of a client who has made so many: Σ_{k≥0} S(n+1+k)/S(n)/(1+d)^k.

        `discount` d: 0 or more a year; the next renewal counts in full. ValueError outside these, and where the sum never
        ends: without a discount, if α is 1 or less.

        >>> round(RetentionModel(0.668, 3.806, 100).residual_lifetime(0, 0.1), 3)
        5.415
        """
        loyal = self.beta + _whole(renewals, 0, "The number of renewals")
        discount = as_float(discount)
        if not math.isfinite(discount) or discount < 0:
            raise ValueError(f"The discount is 0 or more a year, not {discount:g}.")
        if discount > 0:
            return _expected(self.alpha, loyal, discount / (1 + discount))
        if self.alpha <= 1:
            raise ValueError("Some of these clients stay so long that the years never add up: use a discount above 0.")
        return loyal / (self.alpha - 1)


def fit_retention(survivors: Sequence[float] | Sequence[Sequence[float]]) -> RetentionModel:
    """The most likely model for how many were still there at the start, after one year, after two, …

    `survivors`: one such group, or several that began at different times and may be of different lengths. Counts or
    percentages, of any size: only their proportions matter, and in several groups their sizes.

    >>> model = fit_retention([100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1])
    >>> round(model.alpha, 3), round(model.beta, 3)
    (0.668, 3.806)

    Where all leave at the same rate, year after year or as far as one year can tell, α and β are very large: a constant
    chance. Where nobody left after the first renewal both are next to 0. Raises ValueError, in words for the owner, on
    counts that cannot be, and where nobody or everybody left, since no chance follows from that.
    """
    groups = _groups(survivors)
    renewals = _renewals(groups)
    if not any(lost for _, _, lost in renewals):
        raise ValueError("Nobody has left yet, so this cannot tell how long they stay. Guess, until a client has left.")
    if not any(kept for _, kept, _ in renewals):
        raise ValueError("Everybody left within a year, so this cannot tell how long others stay. Guess, until one has.")
    spread, log_odds = _most_likely(renewals)
    stay, leave = _shares(log_odds)
    return RetentionModel(leave / spread, stay / spread, sum(round(group[0]) for group in groups))


def _groups(survivors: Sequence[float] | Sequence[Sequence[float]]) -> list[_Group]:
    several = [tuple(map(as_float, row)) for row in survivors if isinstance(row, Iterable)]
    single = [as_float(count) for count in survivors if not isinstance(count, Iterable)]
    if several and single:
        raise ValueError("Give the counts of one group of clients, or of several groups, not both mixed.")
    groups = several or [tuple(single)]
    for group in groups:
        _check(group)
    return groups


def _check(group: _Group) -> None:
    if len(group) < 2:
        raise ValueError("A group needs two counts at least: how many began, and how many were there a year later.")
    if not all(math.isfinite(count) and count >= 0 for count in group):
        raise ValueError("How many clients were still there must be a number each year, 0 or more.")
    if group[0] == 0:
        raise ValueError("A group begins with at least one client: leave out the groups that are empty.")
    for year, (before, after) in enumerate(pairwise(group), 1):
        if after > before * (1 + 1e-9):
            raise ValueError(f"After year {year} there are more clients ({after:g}) than the year before ({before:g}): "
                             "count only those who were there from the start.")  # fmt: skip


def _renewals(groups: list[_Group]) -> list[_Renewal]:
    """All groups as one: a renewal tells the same about α and β whenever a group began, and the last count ends it.

    Scaled, so that counts of any size neither overflow nor vanish.
    """
    largest = max(group[0] for group in groups)
    years = max(map(len, groups)) - 1
    kept, lost = [0.0] * years, [0.0] * years
    for group in groups:
        for year, (before, after) in enumerate(pairwise(group)):
            kept[year] += after / largest
            lost[year] += max(0.0, before / largest - after / largest)
    return list(zip(range(years), kept, lost, strict=True))


def _most_likely(renewals: list[_Renewal]) -> tuple[float, float]:
    """1/(α + β), called spread here, and log(β/α), where the likelihood is highest.

    In these two the chance of coming back after k years is (stay + k·spread) / (1 + k·spread): nothing overflows where all
    clients are alike. For every spread the best odds are found first, then the spread at which the slope turns down.
    """

    def odds(spread: float) -> float:
        return _falls_to_zero(lambda at: _pull(renewals, spread, at), -_LOG_ODDS, _LOG_ODDS)

    def slope(log_spread: float) -> float:
        return _slope(renewals, math.exp(log_spread), odds(math.exp(log_spread)))

    slopes = [slope(at) for at in _SCALE]
    tops = [_ALIKE] * (slopes[0] <= 0) + [_DIVIDED] * (slopes[-1] > 0)
    for here, there, up, down in zip(_SCALE, _SCALE[1:], slopes, slopes[1:], strict=False):
        if up > 0 >= down:
            tops.append(math.exp(_falls_to_zero(slope, here, there)))
    return max(((spread, odds(spread)) for spread in tops), key=lambda top: _log_likelihood(renewals, *top))


def _shares(log_odds: float) -> tuple[float, float]:
    """β/(α + β) and α/(α + β), both exact however small: who stays and who leaves at the first renewal."""
    return 1 / (1 + math.exp(-log_odds)), 1 / (1 + math.exp(log_odds))


def _log_likelihood(renewals: list[_Renewal], spread: float, log_odds: float) -> float:
    stay, leave = _shares(log_odds)
    return math.fsum(
        kept * math.log((stay + k * spread) / (1 + k * spread)) + lost * math.log(leave / (1 + k * spread))
        for k, kept, lost in renewals
    )


def _pull(renewals: list[_Renewal], spread: float, log_odds: float) -> float:
    """The derivative of the log-likelihood by the log-odds; in these it is positive up to its only zero, then negative."""
    stay, leave = _shares(log_odds)
    return leave * sum(kept * stay / (stay + k * spread) for k, kept, _ in renewals) - stay * sum(r[2] for r in renewals)


def _slope(renewals: list[_Renewal], spread: float, log_odds: float) -> float:
    """The derivative of the log-likelihood by the spread."""
    stay, leave = _shares(log_odds)
    return math.fsum(
        k * ((kept + lost) * leave - lost - lost * k * spread) / ((stay + k * spread) * (1 + k * spread))
        for k, kept, lost in renewals
    )


def _falls_to_zero(curve: Callable[[float], float], low: float, high: float) -> float:
    """Where `curve`, positive at `low` and not at `high`, crosses zero, or the end nearer to it, by Ridders' method."""
    above, below, last = curve(low), curve(high), math.inf
    if above <= 0 or below > 0:
        return low if above <= 0 else high
    while True:
        middle = (low + high) / 2
        at = curve(middle)
        reach = math.sqrt(at * at - above * below)
        guess = middle + (middle - low) * at / reach if reach else middle
        if abs(guess - last) <= _EXACT or high - low <= _EXACT:
            return guess
        last = guess
        for point, value in ((middle, at), (guess, curve(guess))):
            if low < point < high:
                low, above, high, below = (point, value, high, below) if value > 0 else (low, above, point, value)


def _expected(alpha: float, loyal: float, least: float) -> float:
    """E[1/(o + least)], o a client's odds of leaving in a year, their chance of it spread like Beta(alpha, loyal).

    Summed over the years for one client the series is geometric, 1/(o + d/(1+d)); this is its mean over all clients.
    Over x = log o the integrand is smooth and dies away at both ends, where the trapezoidal rule is exact to the last
    digits; steps of the width of the peak suit huge α and β, and what lies beyond both ends is a geometric series.
    """
    total = alpha + loyal
    top = math.log(alpha) - math.log(loyal)
    step = _STEP * min(1.0, math.sqrt(1 / alpha + 1 / loyal))
    first = min(math.log(least), -max(0.0, math.log(total))) - _FLAT - top
    last = max(0.0, math.log(total)) + _FLAT - top

    def weight(x: float) -> float:
        """How likely those odds are beside the likeliest, from where x is counted; written by the smaller of α and β, the
        larger may be endless."""
        few, x = (alpha, x) if alpha <= loyal else (loyal, -x)
        share = few / total
        return math.exp(few * x - total * (math.log1p(share * math.expm1(x)) if x < _LOG_ODDS else x + math.log(share)))

    weights, values = 1.0, 1 / (alpha / loyal + least)
    for end, way, tail in ((first, -step, alpha), (last, step, loyal)):
        x = 0.0
        while abs(x) < abs(end):
            x += way
            likely = weight(x)
            value = likely / (math.exp(x + top) + least)
            weights, values = weights + likely, values + value
            if likely < _NOTHING * weights and value < _NOTHING * values:
                break
        else:
            rest = 1 / math.expm1(tail * step)
            weights, values = weights + likely * rest, values + value * (rest if way < 0 else 1 / math.expm1((tail + 1) * step))
    return values / weights


def _whole(value: float, least: int, what: str) -> int:
    exact = as_float(value)
    if not math.isfinite(exact) or exact < least or exact % 1:
        raise ValueError(f"{what} is a whole number from {least} on, not {exact:g}.")
    return int(exact)
