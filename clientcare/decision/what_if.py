"""Knows what would change the answer: each guess swung alone, and where another way would take the lead.

All "what ifs" are rows of one table that a single sum works out at once; every other guess stays at its likely value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clientcare.decision.assessment import Assessment, Way
from clientcare.decision.figures import Figure
from clientcare.decision.rules import LEAVING, OFFERS, may_lead, reach
from clientcare.decision.starting import chance_of_yes
from clientcare.decision.sums import Number, values
from clientcare.decision.titles import title
from clientcare.decision.weighing import BreakEven, Swing

Column: TypeAlias = NDArray[np.float64]

_STEPS = 200
_FAR = 3  # how many times its size an offer's cost is looked at


@dataclass
class _Table:
    """Rows of what ifs, the first being what is likely; each question adds its rows and remembers where they stand."""

    likely: dict[str, float]
    size: int = 1
    changes: list[tuple[str, int, Column]] = field(default_factory=list)

    def add(self, changed: Mapping[str, Column]) -> slice:
        rows = slice(self.size, self.size + max((len(column) for column in changed.values()), default=0))
        self.changes += [(key, rows.start, column) for key, column in changed.items()]
        self.size = rows.stop
        return rows

    def columns(self) -> dict[str, Number]:
        whole = {key: np.full(self.size, self.likely[key]) for key, _, _ in self.changes}
        for key, start, column in self.changes:
            whole[key][start : start + len(column)] = column
        return {**self.likely, **whole}


@dataclass(frozen=True)
class _Question:
    """How far must this go: `grid` starts at what is likely and moves away; `changed`: the guesses that go with it."""

    grid: Column
    changed: dict[str, Column]


def what_ifs(
    leader: Way, figures: dict[str, Figure], assessment: Assessment, ways: tuple[Way, ...]
) -> tuple[tuple[Swing, ...], BreakEven]:
    """The swings of all guesses, widest first, and where another way takes the lead from `leader`."""
    likely = {key: figure.guess.likely for key, figure in figures.items()}
    table = _Table(likely | {f"cover.{leader.key}": reach(leader, assessment)})
    swung = {key: table.add(_ends(key, figures)) for key in figures if _is_swung(key, figures)}
    questions = _questions(leader, figures, assessment)
    asked = {name: table.add(question.changed) for name, question in questions.items()}
    rivals = tuple(way for way in ways if not _is_same_end(way, leader) and may_lead(way, assessment))
    ahead, second = _ahead(leader, rivals, table, assessment, ways)
    swings = (_swing(key, ahead[rows], bool(rivals), float(ahead[0]), assessment) for key, rows in swung.items())
    swings = (swing for swing in swings if swing.size > 1e-9 * abs(ahead[0]))
    changes = {}
    if rivals and ahead[0] > 0:
        for name, rows in asked.items():
            changes[name] = _crossing(questions[name].grid, ahead[rows], second[rows], rivals)
    return tuple(sorted(swings, key=lambda swing: -float(f"{swing.size:.9g}"))), _break_even(changes)


def _is_same_end(way: Way, leader: Way) -> bool:
    """Whether it is the leader itself, or parting beside a referral that costs the same: never ahead, never behind."""
    if way.kind in LEAVING and leader.kind in LEAVING:
        return (way.cost, way.hours) == (leader.cost, leader.hours)
    return way == leader


def _ahead(
    leader: Way, rivals: tuple[Way, ...], table: _Table, a: Assessment, ways: tuple[Way, ...]
) -> tuple[Column, NDArray[np.intp]]:
    """How far the leader is ahead of the best rival in each row (alone: its value), and which rival that is."""
    worth = values(table.columns(), a, ways)
    own = np.broadcast_to(worth[leader.key], table.size)
    if not rivals:
        return own, np.zeros(table.size, dtype=np.intp)
    others = np.array([np.broadcast_to(worth[way.key], table.size) for way in rivals])
    return own - others.max(axis=0), others.argmax(axis=0)


def _moving_with(key: str, figures: dict[str, Figure]) -> list[str]:
    """The guesses that are one and the same: an offer and the same offer as a fair end, referring and parting."""
    same = figures[key]
    return [other for other, figure in figures.items() if (figure.draws, figure.guess) == (same.draws, same.guess)]


def _is_swung(key: str, figures: dict[str, Figure]) -> bool:
    return not figures[key].guess.is_certain and _moving_with(key, figures)[0] == key


def _ends(key: str, figures: dict[str, Figure]) -> dict[str, Column]:
    guess = figures[key].guess
    return dict.fromkeys(_moving_with(key, figures), np.array([guess.low, guess.high]))


def _swing(key: str, ends: Column, has_rivals: bool, likely: float, a: Assessment) -> Swing:
    low, high = float(ends[0]), float(ends[1])
    flips = has_rivals and min(low, high) < 0 <= max(low, high, likely)  # ahead on average, it may trail at the likely
    return Swing(key, title(key, a), low, high, flips, likely)


def _questions(leader: Way, figures: dict[str, Figure], a: Assessment) -> dict[str, _Question]:
    questions = {"fewer": _stays_shifted(-1.0, figures), "more": _stays_shifted(1.0, figures)}
    if leader.kind in OFFERS:
        questions |= {"concession": _dearer(leader, figures, a), "accept": _refused(leader, figures)}
    return questions


def _stays_shifted(end: float, figures: dict[str, Figure]) -> _Question:
    """All chances of staying up or down together, each kept between 0 and 1."""
    grid = np.linspace(0.0, end, _STEPS + 1)
    stays = {key: figure.guess.likely for key, figure in figures.items() if figure.mood == "stay"}
    return _Question(grid, {key: np.clip(chance + grid, 0.0, 1.0) for key, chance in stays.items()})


def _dearer(leader: Way, figures: dict[str, Figure], a: Assessment) -> _Question:
    """The leading offer at a higher cost; a sum handed over is then worth more to them, and likelier taken."""
    cost = leader.cost.likely
    if not leader.money or a.ask == 0:
        grid = np.linspace(cost, cost + _FAR * max(abs(cost), a.ask), _STEPS + 1)
        return _Question(grid, _cost_of(leader, grid, figures))
    grid = np.linspace(cost, max(cost, a.ask), _STEPS + 1)
    cover = np.minimum(1.0, grid / a.ask)
    changed = _cost_of(leader, grid, figures) | {f"cover.{leader.key}": cover}
    if leader.accept is None:
        changed[f"accept.{leader.key}"] = np.array([chance_of_yes(share) for share in cover])
    return _Question(grid, changed)


def _cost_of(leader: Way, grid: Column, figures: dict[str, Figure]) -> dict[str, Column]:
    return {key: grid for key in (f"cost.{leader.key}", f"cost.{leader.key}-part") if key in figures}


def _refused(leader: Way, figures: dict[str, Figure]) -> _Question:
    grid = np.linspace(figures[f"accept.{leader.key}"].guess.likely, 0.0, _STEPS + 1)
    return _Question(grid, {f"accept.{leader.key}": grid})


def _crossing(
    grid: Column, ahead: Column, second: NDArray[np.intp], rivals: tuple[Way, ...]
) -> tuple[float, Way] | None:
    """Where along `grid` the leader falls behind, and behind whom: sums are straight lines between two steps."""
    behind = np.flatnonzero(ahead < 0)
    if not len(behind) or behind[0] == 0:
        return None
    after = int(behind[0])
    before = after - 1
    share = ahead[before] / (ahead[before] - ahead[after])
    return float(grid[before] + share * (grid[after] - grid[before])), rivals[int(second[after])]


def _break_even(found: dict[str, tuple[float, Way] | None]) -> BreakEven:
    shifts = [shift for shift in (found.get("fewer"), found.get("more")) if shift]
    stay = min(shifts, key=lambda shift: abs(shift[0]), default=(None, None))
    concession = found.get("concession") or (None, None)
    accept = found.get("accept") or (None, None)
    return BreakEven(*stay, *concession, *accept)
