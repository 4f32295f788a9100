"""Knows the room to agree: between what may suit them and what leaves us no worse off than no agreement."""

from __future__ import annotations

from dataclasses import dataclass

from clientcare.decision.assessment import Assessment, Way
from clientcare.decision.building import compromise
from clientcare.decision.figures import chance_key, figures
from clientcare.decision.rules import LEAVING, hold_way, ways_weighed
from clientcare.decision.sums import values, worth_at_stake
from clientcare.decision.weighing import Room
from clientcare.said import Said


@dataclass(frozen=True)
class RoomParts:
    """What the room is made of, money; chances 0 to 1.

    `expected`: what they can expect from pursuing it, before what that costs them. `alone`: our best way without an
    agreement, and `without` its value. `stay`, `harm`: chances after an accepted offer of money; `at_stake`, `harmed`:
    what each is about. `others`: what others asking the same cost for each unit of money given.
    """

    expected: float
    alone: Way
    without: float
    stay: float
    at_stake: float
    harm: float
    harmed: float
    others: float

    @property
    def most(self) -> float:
        """The sum at which an accepted offer is worth as much as no agreement."""
        return (self.stay * self.at_stake - self.harm * self.harmed - self.without) / (1 + self.others)


def room_to_agree(assessment: Assessment) -> Room | None:
    """The least that may suit them and the most we can give, money handed over; None where no money is asked.

    Most: where an accepted offer of money equals our best way without agreement, at least what we owe. Least: what they
    can expect from pursuing it, less what that costs them, at least what we owe. Neither is more than they ask.
    """
    a = assessment
    parts = room_parts(a)
    if parts is None:
        return None
    least = max(a.owed, parts.expected - a.pursuit_cost)
    return Room(min(a.ask, least), min(a.ask, max(a.owed, parts.most)))


def room_parts(assessment: Assessment) -> RoomParts | None:
    """The parts both ends are made of; None where no money is asked."""
    a = assessment
    if a.ask == 0:
        return None
    offer = compromise("room", Said(""), 0.0, 0.0)
    alone = (hold_way(a), *(way for way in ways_weighed(a) if way.kind in LEAVING))
    likely = {key: figure.guess.likely for key, figure in figures(a, (offer, *alone)).items()}
    known = values(likely, a, alone)
    best = max(alone, key=lambda way: float(known[way.key]))
    return RoomParts(
        expected=likely["pursue"] * a.ask * (1 - likely["prevail"]),
        alone=best,
        without=float(known[best.key]),
        stay=likely[chance_key("stay", offer)],
        at_stake=float(worth_at_stake(likely, a)),
        harm=likely[chance_key("harm", offer)],
        harmed=likely["harm"],
        others=likely["others"] / a.ask,
    )
