"""Knows the rules no sum overrides: which ways may be offered at all, and which may never lead."""

from __future__ import annotations

import re
from dataclasses import replace

from clientcare.decision.assessment import Assessment, Part, Way, WayKind
from clientcare.decision.building import give, hold_firm
from clientcare.decision.guess import Guess
from clientcare.said import Said

OFFERS = (WayKind.COMPROMISE, WayKind.SETTLE_PART)
LEAVING = (WayKind.REFER, WayKind.PART)
ENDING = (*LEAVING, WayKind.SETTLE_PART)  # after these they are gone
_A_TENTH, _HALF = 0.1, 0.5
# an offer in the owner's own words that buys silence or a review, in the two languages we speak
_SILENCE = re.compile(
    r"\b(remov|delet|withdr|take\w*|taking|retir|borr|quit|elimin)\w*\b.{0,20}\b(review|rating|reseñ|opini|valoraci)"
    r"|\b(keep|stay|remain)\w*\s+(quiet|silent)\b|\bnon-?disclosure|\bgag\b|\bconfiden[ct]ial"
    r"|\b(not|never)\s+(tell|post|talk|review)|n['’]t\s+(tell|post|talk|review)"
    r"|\bguard\w+\s+silencio|\bno\s+(publi|cuent|contar)\w*",
    re.IGNORECASE,
)


def ways_weighed(assessment: Assessment) -> tuple[Way, ...]:
    """The ways to weigh: what is owed filled in, referral only where it may be offered; always one that may lead.

    Referral needs a need we cannot meet and a provider, and never serves to be rid of abuse or an unpaid bill.
    """
    given = assessment.ways or (hold_firm(), give(assessment.ask))
    ways = [filled(way, assessment) for way in given if way.kind != WayKind.REFER or may_refer(assessment)]
    if not any(may_lead(way, assessment) for way in ways):
        ways = [way for way in ways if way.key != "give"] + [give(assessment.ask)]  # always open, always fair
    return tuple(ways)


def hold_way(assessment: Assessment) -> Way:
    """Holding firm, which everything is compared with, whether or not it is among the ways."""
    return next((way for way in assessment.ways if way.kind == WayKind.HOLD), hold_firm())


def may_refer(assessment: Assessment) -> bool:
    """Whether referring them elsewhere may be offered: would you send a friend this client?"""
    welcome = assessment.we_hold and "threats" not in assessment.triage
    return welcome and assessment.need_unmet and assessment.has_provider


def reach(way: Way, assessment: Assessment) -> float:
    """cov (0 to 1): how far an offer meets what they ask; where no money is asked, how far the owner says."""
    if assessment.ask > 0:
        return min(1.0, way.worth / assessment.ask)
    return _HALF if way.reaches is None else way.reaches


def is_token(way: Way, assessment: Assessment) -> bool:
    """Whether an offer is worth under a tenth of the ask: it counts as holding firm."""
    return way.kind in OFFERS and reach(way, assessment) < _A_TENTH


def gives_less_than_owed(way: Way, assessment: Assessment) -> bool:
    """Whether `way` gives the client less than we said we owe (or less than they ask, if that is less)."""
    return way.worth < min(assessment.owed, assessment.ask) * (1 - 1e-9)


def may_lead(way: Way, assessment: Assessment) -> bool:
    """Whether no rule stands against `way` leading (decision.md, "Rules that no sum overrides")."""
    holds = way.kind == WayKind.HOLD or is_token(way, assessment)
    ours = holds and (assessment.part == Part.MOSTLY or way.kind != WayKind.HOLD)
    return not (ours or gives_less_than_owed(way, assessment) or asks_for_silence(way))


def asks_for_silence(way: Way) -> bool:
    """Whether an offer's words ask for silence, or for a review to be changed or removed."""
    return way.kind in OFFERS and bool(_SILENCE.search(_words(way.label)))


def _words(said: Said) -> str:
    values = (_words(value) if isinstance(value, Said) else str(value) for value in said.values.values())
    return " ".join((said.text, *values))


def filled(way: Way, assessment: Assessment) -> Way:
    """`way` with the sums that follow from the rest: giving all costs what they ask; refer and part repay what is owed,
    unless the owner set another sum.
    """
    if way.kind == WayKind.GIVE:
        return replace(way, cost=Guess.certain(assessment.ask), worth=assessment.ask)
    if way.kind in LEAVING:
        cost = Guess.certain(assessment.owed) if way.repays_owed else way.cost
        return replace(way, cost=cost, worth=cost.likely)
    return way
