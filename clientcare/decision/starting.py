"""Knows the starting guesses for every chance, until the owner has a better one.

Complainants helped quickly come back about four times as often as those not helped (TARP, Consumer Complaint Handling
in America, 1986); the rest are plain guesses, shown as such, and they shrink toward the owner's own record.
"""

from __future__ import annotations

from clientcare.decision.assessment import Assessment, IfNo, Part, Past, Way, WayKind

STAY = {WayKind.HOLD: 0.20, WayKind.COMPROMISE: 0.75, WayKind.GIVE: 0.80}
HARM = {WayKind.HOLD: 0.35, WayKind.COMPROMISE: 0.05, WayKind.SETTLE_PART: 0.08, WayKind.GIVE: 0.03}
HARM_REPAID, HARM_UNPAID = 0.05, 0.25
A_WEEK_WITHOUT_ANSWER, LEAST_STAY = 0.05, 0.02
PREVAIL = {Part.NONE: 0.7, Part.SOME: 0.5, Part.MOSTLY: 0.2}
PURSUE, PURSUE_MOSTLY_OURS = 0.5, 0.7
BEST_YES = 0.9  # even a full offer is sometimes refused
WEIGHT_OF_GUESS = 10  # a starting guess counts as much as ten closed cases of one's own (Beta prior)

# what the owner says they would do after a no: chances to stay, to complain in public, to pursue it
AFTER_NO = {
    IfNo.GRUMBLE: (0.40, 0.10, 0.10),
    IfNo.LEAVE: (0.05, 0.10, 0.20),
    IfNo.COMPLAIN: (0.10, 0.60, 0.50),
    IfNo.BANK: (0.05, 0.35, 0.90),
}


def stay(kind: WayKind, assessment: Assessment) -> float:
    """The starting chance (0 to 1) that they stay after a way of this kind; parting ways 0.

    An answer to "what happens if you say no" is about this client, so it stands as given: no record, no weeks taken
    off.
    """
    if kind not in STAY:
        return 0.0
    if kind == WayKind.HOLD and assessment.if_no:
        return AFTER_NO[assessment.if_no][0]
    past = _past(kind, assessment)
    guess = shrunk(STAY[kind], past.stayed, past.closed)
    return max(LEAST_STAY, guess - A_WEEK_WITHOUT_ANSWER * assessment.weeks_waiting)


def harm(way: Way, assessment: Assessment) -> float:
    """The starting chance (0 to 1) of a public complaint or escalation after `way`."""
    if way.kind == WayKind.HOLD and assessment.if_no:
        return AFTER_NO[assessment.if_no][1]
    past = _past(way.kind, assessment)
    parting = HARM_REPAID if is_fair_parting(way, assessment) else HARM_UNPAID
    return shrunk(HARM.get(way.kind, parting), past.complained, past.closed if past.told is None else past.told)


def is_fair_parting(way: Way, assessment: Assessment) -> bool:
    """Whether referring or parting repays something, and at least what is owed."""
    repaid = way.cost.likely
    return repaid > 0 and repaid >= assessment.owed


def pursue(assessment: Assessment) -> float:
    """π (0 to 1): the starting chance that they pursue it; certain where they hold the money and we have to."""
    if not assessment.we_hold:
        return 1.0
    if assessment.if_no:
        return AFTER_NO[assessment.if_no][2]
    return PURSUE_MOSTLY_OURS if assessment.part == Part.MOSTLY else PURSUE


def prevail(assessment: Assessment) -> float:
    """The starting chance (0 to 1) that we are found right, or collect."""
    return PREVAIL[assessment.part]


def chance_of_yes(reach: float) -> float:
    """The starting chance (0 to 1) of a yes to an offer that reaches this share (0 to 1) of what they ask."""
    return BEST_YES * (1 - (1 - reach) ** 2)


def shrunk(guess: float, times: int, cases: int) -> float:
    """A starting chance drawn toward `times` out of `cases` of the owner's own (posterior mean of a Beta prior)."""
    return (WEIGHT_OF_GUESS * guess + times) / (WEIGHT_OF_GUESS + cases)


def _past(kind: WayKind, assessment: Assessment) -> Past:
    mine = [past for past in assessment.record if past.kind == kind]
    closed, stayed = sum(past.closed for past in mine), sum(past.stayed for past in mine)
    told = sum(past.closed if past.told is None else past.told for past in mine)
    return Past(kind, closed, stayed, sum(past.complained for past in mine), told)
