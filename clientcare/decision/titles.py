"""Knows what each slider is called, in the owner's words."""

from __future__ import annotations

from clientcare.decision.assessment import Assessment
from clientcare.said import Said, mark

_TITLES = {
    "owed": mark("What you honestly owe, whatever happens next"),
    "contribution": mark("What they leave you in a year"),
    "retention": mark("Chance they come back each year, had nothing happened"),
    "refill": mark("Until other work would fill the time"),
    "sent_clients": mark("Clients they would send you in a year"),
    "harm": mark("What a public complaint would cost you"),
    "others": mark("What it costs if others ask the same"),
    "fight_hours": mark("Your hours if it comes to a fight"),
    "pursue": mark("Chance they take it further if you hold firm"),
    "prevail": mark("Chance you would be found right"),
    "mistake_cost": mark("What the mistake costs them"),
    "stay.hold": mark("Chance they stay if you hold firm"),
    "stay.compromise": mark("Chance they stay with a compromise"),
    "stay.give": mark("Chance they stay if you give all they ask"),
    "harm.hold": mark("Chance of a public complaint if you hold firm"),
    "harm.compromise": mark("Chance of a public complaint after a compromise"),
    "harm.settle_part": mark("Chance of a public complaint if you settle, then part"),
    "harm.give": mark("Chance of a public complaint if you give all they ask"),
    "harm.refer": mark("Chance of a public complaint if you refer them elsewhere"),
    "harm.part": mark("Chance of a public complaint if you part ways"),
    "cost.refer": mark("What you repay if you refer them elsewhere"),
    "cost.part": mark("What you repay if you part ways"),
}
_COLLECT = mark("Chance you would collect the money")
_OF_A_WAY = {
    "cost": mark("What it costs you: {way}"),
    "hours": mark("Your own hours: {way}"),
    "accept": mark("Chance of a yes: {way}"),
    "stay": mark("Chance they stay: {way}"),
    "harm": mark("Chance of a public complaint: {way}"),
}


def title(key: str, assessment: Assessment) -> Said:
    """The name of the slider `key`; one that belongs to a single way names that way."""
    if key == "prevail" and not assessment.we_hold:
        return Said(_COLLECT)
    if key in _TITLES:
        return Said(_TITLES[key])
    head, _, way_key = key.partition(".")
    label = next((way.label for way in assessment.ways if way.key == way_key), None)
    return Said(_OF_A_WAY[head], {"way": label or way_key})
