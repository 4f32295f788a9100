"""Knows the room to agree: between what may suit them and what leaves us no worse off than no agreement."""

from __future__ import annotations

from clientcare.decision.assessment import Assessment
from clientcare.decision.building import compromise
from clientcare.decision.figures import chance_key, figures
from clientcare.decision.rules import LEAVING, hold_way, ways_weighed
from clientcare.decision.sums import values, worth_at_stake
from clientcare.decision.weighing import Room
from clientcare.said import Said


def room_to_agree(assessment: Assessment) -> Room | None:
    """The least that may suit them and the most we can give, money handed over; None where no money is asked.

    Most: where an accepted offer of money equals our best way without agreement, at least what we owe. Least: what they
    can expect from pursuing it, less what that costs them, at least what we owe. Neither is more than they ask.
    """
    a = assessment
    if a.ask == 0:
        return None
    offer = compromise("room", Said(""), 0.0, 0.0)
    alone = tuple(way for way in ways_weighed(a) if way.kind in LEAVING)
    likely = {key: figure.guess.likely for key, figure in figures(a, (offer, *alone)).items()}
    known = values(likely, a, alone)
    without = max(known[way.key] for way in (hold_way(a), *alone))
    stay, harm = likely[chance_key("stay", offer)], likely[chance_key("harm", offer)]
    kept = stay * worth_at_stake(likely, a) - harm * likely["harm"]
    most = (kept - without) / (1 + likely["others"] / a.ask)
    least = likely["pursue"] * a.ask * (1 - likely["prevail"]) - a.pursuit_cost
    return Room(min(a.ask, max(a.owed, least)), float(min(a.ask, max(a.owed, most))))
