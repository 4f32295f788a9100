"""Knows the rules no sum overrides: which ways may be offered at all, and which may never lead."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from clientcare.decision.assessment import Assessment, Part, Way, WayKind
from clientcare.decision.building import give, hold_firm
from clientcare.decision.guess import Guess
from clientcare.said import Said

OFFERS = (WayKind.COMPROMISE, WayKind.SETTLE_PART)
LEAVING = (WayKind.REFER, WayKind.PART)
ENDING = (*LEAVING, WayKind.SETTLE_PART)  # after these they are gone
TOKEN, _HALF = 0.1, 0.5  # under a tenth of the ask an offer is no more than a no
# an offer in the owner's own words that buys silence or a review, in the two languages we speak
_WORD = r"(?!(and|y)\b)\S+\s+"  # a word between, within one and the same thought
_TOLD = (
    r"((reviews?|ratings?|stars|rese[nñ]as?|opini[oó]n(es)?|valoraci[oó]n(es)?)\b"
    r"|(their|his|her|that|bad|negative|public|online|su|mala)\s+(posts?|comments?|complaints?|comentarios?|quejas?|public\w+)\b)"
    r"(?!\s+(fee|round|session|meeting|visit|call|charge))"
)
_GONE = r"(remov|delet|withdr|retract|eras|retir|borr|elimin)\w*|quit(an?|en|ar|ad[oa]s?)"
_SILENCE = re.compile(
    rf"\b({_GONE}|tak(e|es|ing)\s+(down|back|off))\s+({_WORD}){{0,3}}{_TOLD}"
    rf"|\btak(e|es|ing)\s+({_WORD}){{0,3}}{_TOLD}\s+(down|back|off)\b"
    rf"|\b(chang|edit|updat|improv|rais|cambi|mejor|modific)\w*\s+(the|their|his|her|that|your|a|la|su|el)\s+({_WORD})?{_TOLD}"
    rf"|\b{_TOLD}\s+({_WORD}){{0,3}}({_GONE}|down|gone|goes|disappears?)\b"
    r"|\b(5|five|good|great|positive|nice|better|buena|positiva|mejor)[- ]?(stars?\s+)?(review|rating|reseñ|opini|valoraci)"
    rf"|\b(no|without|sin)\s+(more\s+|a\s+|any\s+|una\s+)?(bad\s+|negative\s+|public\s+|mala\s+)?{_TOLD}"
    r"|\b(keep|stay|remain)\w*\s+(quiet|silent|mum|it\s+private|it\s+between|(it|this)\s+to\s+(them|your)\w+)"
    r"|\bnon-?disclosure|\bNDA\b|\bgag\b|\bhush|\bsilence\b|\bsilencio\b|\bconfiden[ct]ial|\b(say|says|saying)\s+nothing\b"
    r"|(\b(not|never|without|stop)|n['’]t)\s+(tell|post|talk|review|complain|writ|publish|mention|speak)\w*"
    r"|\b(no|sin)\s+(publi|cuent|cont[ae]r|dig|decir|escrib|habl)\w*",
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


def way_after_no(way: Way, assessment: Assessment, ways: tuple[Way, ...]) -> Way:
    """What follows their no to the offer `way`: the one of `ways` chosen for that, which needs no yes; else holding firm."""
    chosen = (other for other in ways if other.key == way.fallback and other.kind not in OFFERS)
    return next(chosen, hold_way(assessment))


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
    return way.kind in OFFERS and reach(way, assessment) < TOKEN


def leaves_it_wrong(way: Way, assessment: Assessment) -> bool:
    """Whether `way` puts nothing right: holding firm, a token, or to send them off with nothing, or next to nothing of
    what they ask.

    Under a threat parting is for safety, and nobody has to buy it.
    """
    if way.kind in LEAVING and "threats" not in assessment.triage:
        return way.worth == 0 or way.worth < TOKEN * assessment.ask
    return way.kind == WayKind.HOLD or is_token(way, assessment)


def gives_less_than_owed(way: Way, assessment: Assessment) -> bool:
    """Whether `way` gives the client less than we said we owe (or less than they ask, if that is less)."""
    return way.worth < min(assessment.owed, assessment.ask) * (1 - 1e-9)


def may_lead(way: Way, assessment: Assessment) -> bool:
    """Whether no rule stands against `way` leading (decision.md, "Rules that no sum overrides")."""
    unwelcome = is_token(way, assessment) or (assessment.part == Part.MOSTLY and leaves_it_wrong(way, assessment))
    return not (unwelcome or gives_less_than_owed(way, assessment) or asks_for_silence(way))


def asks_for_silence(way: Way) -> bool:
    """Whether an offer's words ask for silence, or for a review to be changed or removed."""
    return way.kind in OFFERS and _buys_silence(_words(way.label))


@lru_cache(maxsize=256)
def _buys_silence(words: str) -> bool:
    return bool(_SILENCE.search(words))


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
