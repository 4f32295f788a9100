"""Knows what a weighing says: each way's result, what would change the answer, what matters most, the room to agree."""

from __future__ import annotations

from dataclasses import dataclass

from clientcare.decision.assessment import Way
from clientcare.said import Said


@dataclass(frozen=True)
class WayResult:
    """One way out, weighed. Money in the business's currency; chances and shares 0 to 1.

    `value`: on average, zero being "gone, nothing conceded". `against_holding`: the same with holding firm as zero.
    `low`, `high`: 10 and 90 % of what really happens, luck included, on the axis of `against_holding`.
    `gives`: worth to the client. `less_than_owed`: gives less than we said we owe. `token`: under a tenth of the ask.
    `may_lead`: no rule stands against it. `leads`: in what share of all the ways the guesses could be off it leads.
    `accept`: chance of a yes (1 where none is needed). `stay`: chance that they stay if this way is taken.
    """

    way: Way
    value: float
    against_holding: float
    low: float
    high: float
    gives: float
    less_than_owed: bool
    token: bool
    may_lead: bool
    leads: float
    accept: float
    stay: float


@dataclass(frozen=True)
class Swing:
    """One guess moved from its low to its high end: how far ahead the leader then is (alone: its value), money.

    `flips`: at one end another way leads. `likely`: how far ahead it is while every guess is at its likely value.
    """

    key: str
    title: Said
    low: float
    high: float
    flips: bool
    likely: float = 0.0

    @property
    def size(self) -> float:
        return abs(self.high - self.low)


@dataclass(frozen=True)
class Room:
    """Room to agree, in money: the `least` that may suit them, the `most` that leaves us no worse off than without."""

    least: float
    most: float

    @property
    def overlap(self) -> bool:
        return self.least <= self.most


@dataclass(frozen=True)
class BreakEven:
    """Where another way takes the lead; None: nowhere in sight. `…_leader` is that way.

    `stay_shift`: all chances of staying up or down together by that much (−1 to 1). `concession`: what the leading
    offer may cost, money. `accept`: how low the chance of a yes to it may be, 0 to 1.
    """

    stay_shift: float | None = None
    stay_leader: Way | None = None
    concession: float | None = None
    concession_leader: Way | None = None
    accept: float | None = None
    accept_leader: Way | None = None


@dataclass(frozen=True)
class Weighing:
    """All the board shows. `results` best first by value; `leader`: first after the rules, `best_by_sum` before.

    `how_sure` 0 to 1; a `close_call` under .6; ways that come out level share it; `first_question`: the lever to settle
    first. Money: `value_if_they_stay` V, `value_after_refill` V′, `at_stake` V′ as far as the owner wants them back,
    `lifetime_value` (None: endless). `fairness`: what the leader gives them over what the mistake costs them.
    """

    results: tuple[WayResult, ...]
    leader: WayResult
    best_by_sum: WayResult
    how_sure: float
    close_call: bool
    first_question: str | None
    swings: tuple[Swing, ...]
    room: Room | None
    break_even: BreakEven
    value_if_they_stay: float
    value_after_refill: float
    at_stake: float
    lifetime_value: float | None
    fairness: float | None

    def result(self, key: str) -> WayResult | None:
        """The result of the way with that key, if it was weighed."""
        return next((result for result in self.results if result.way.key == key), None)
