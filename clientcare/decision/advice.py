"""Knows how to say what a weighing means: words first, then the reasons, what would change it, and the cautions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from clientcare.decision.assessment import Assessment, Part, WayKind
from clientcare.decision.building import compromise, give, hold_firm, part_ways, refer
from clientcare.decision.cautions import TRIAGE, Caution, cautions
from clientcare.decision.figures import figures
from clientcare.decision.reasons import changes, explanation, reasons
from clientcare.decision.rules import ENDING, OFFERS, TOKEN
from clientcare.decision.sums import claim
from clientcare.decision.titles import title
from clientcare.decision.weighing import Room, WayResult, Weighing
from clientcare.said import Amount, Said, mark

__all__ = ["TRIAGE", "Advice", "Caution", "advise", "quick_answer", "with_usual_ways"]

_SAME = 1e-9  # of the sum itself: nearer than this is the same sum
_LEVEL = 0.01  # of the ask: nearer than this is "about level", less than this is no sum to speak of
_SO_FAR = {
    WayKind.HOLD: mark("Holding firm looks best so far, said kindly and with the reason."),
    WayKind.COMPROMISE: mark("Meeting them part of the way looks best so far."),
    WayKind.SETTLE_PART: mark("Settling fairly, then parting, looks best so far."),
    WayKind.GIVE: mark("Giving what they ask looks best so far."),
    WayKind.REFER: mark("Leading them to someone who can help looks best so far."),
    WayKind.PART: mark("Parting on good terms looks best so far."),
}
_OURS_SO_FAR = {  # where it was mostly ours
    WayKind.COMPROMISE: mark("Apologising and putting it right looks best so far."),
    WayKind.GIVE: mark("Giving what they ask, with an apology, looks best so far."),
}
_GIVE_NO_MONEY = mark("Giving what they ask looks best so far, as long as it costs you little.")


@dataclass(frozen=True)
class Advice:
    """The weighing in words, shortest first; at most four `reasons`. `room`: None where no sum of money is asked."""

    headline: Said
    explanation: Said
    how_sure: Said
    cost_now: Said
    future: Said
    would_change: tuple[Said, ...]
    reasons: tuple[Said, ...]
    cautions: tuple[Caution, ...]
    room: Said | None


def advise(weighing: Weighing, assessment: Assessment) -> Advice:
    """Say what `weighing` means for the owner of `assessment`; without sums while those are only defaults."""
    return Advice(
        headline=_headline(weighing, assessment),
        explanation=explanation(weighing, assessment),
        how_sure=_how_sure(weighing, assessment),
        cost_now=_cost_now(weighing.leader, assessment),
        future=_future(weighing, assessment),
        would_change=changes(weighing, assessment),
        reasons=reasons(weighing, assessment),
        cautions=cautions(assessment, weighing.leader.way),
        room=_room(weighing.room, assessment) if weighing.room and assessment.money_known else None,
    )


def quick_answer(assessment: Assessment) -> Said:
    """The answer in words, as soon as the four questions of the quick weigh are answered; works without any offer."""
    from clientcare.decision.stakes import weigh  # numpy comes with it, and the rest of this module does without

    weighing = weigh(with_usual_ways(assessment))
    second = _next(weighing)
    if weighing.close_call and second:
        ways = {"way": weighing.leader.way.label, "other": second.way.label}
        if weighing.first_question is None:
            return Said(mark("“{way}” or “{other}”: either is a sound choice so far."), ways)
        return Said(mark("Too close to call so far: “{way}” or “{other}”. Look closer before you decide."), ways)
    kind = weighing.leader.way.kind
    if assessment.part == Part.MOSTLY and kind in _OURS_SO_FAR:
        return Said(_OURS_SO_FAR[kind])
    return Said(_GIVE_NO_MONEY if kind == WayKind.GIVE and assessment.ask == 0 else _SO_FAR[kind])


def with_usual_ways(a: Assessment) -> Assessment:
    """The ways everyone has, and where no offer is thought out yet, one that meets them half way or at what is owed."""
    have = {way.kind for way in a.ways}
    usual = [way for way in (hold_firm(), give(a.ask), refer(), part_ways()) if way.kind not in have]
    half = min(a.ask, max(a.owed, a.ask / 2))
    if not have & set(OFFERS) and (half < a.ask or a.ask == 0):  # all of it is no meeting part of the way
        usual.append(compromise("offer-half", Said(mark("Meet them part of the way")), half, half))
    return replace(a, ways=(*a.ways, *usual))


def _next(weighing: Weighing) -> WayResult | None:
    """The best of the others that may lead."""
    return next((result for result in weighing.results if result.may_lead and result != weighing.leader), None)


def _headline(weighing: Weighing, a: Assessment) -> Said:
    leader, second = weighing.leader, _next(weighing)
    way: dict[str, Any] = {"way": leader.way.label}
    if weighing.close_call and second and leader.value - second.value <= _SAME * abs(leader.value):
        return Said(mark("“{way}” and “{other}” come out level"), way | {"other": second.way.label})
    if weighing.close_call and second:
        return Said(mark("“{way}” is a little ahead of “{other}”"), way | {"other": second.way.label})
    if not a.money_known:
        return Said(mark("“{way}” looks best"), way)
    if leader.way.kind == WayKind.HOLD:
        return _holding_leads(leader, second, a, _level(weighing, a))
    ahead = leader.against_holding
    values = way | {"amount": Amount(abs(ahead), rounded=True)}
    if abs(ahead) <= _level(weighing, a):
        return Said(mark("“{way}” leads, about level with holding firm"), way)
    if a.ask == 0 or (ahead < 0 and leader == weighing.best_by_sum):  # holding firm was left off the list
        return Said(mark("“{way}” looks best"), way)
    if ahead > 0:
        return Said(mark("“{way}” leads, about {amount} better than holding firm"), values)
    return Said(mark("“{way}” leads because it is fair, though about {amount} dearer than holding firm"), values)


def _level(weighing: Weighing, a: Assessment) -> float:
    """How little, in money, is no difference: a share of the ask, or of the largest sum where no money is asked."""
    return _LEVEL * (a.ask or max(abs(result.value) for result in weighing.results))


def _holding_leads(leader: WayResult, second: WayResult | None, a: Assessment, level: float) -> Said:
    if second is None:
        return Said(mark("Holding firm leads"))
    ahead = leader.value - second.value
    values = {"amount": Amount(ahead, rounded=True), "other": second.way.label}
    if ahead <= level:
        return Said(mark("Holding firm leads, about level with “{other}”"), values)
    if a.ask == 0:
        return Said(mark("Holding firm leads"))
    return Said(mark("Holding firm leads, about {amount} better than “{other}”"), values)


def _how_sure(weighing: Weighing, a: Assessment) -> Said:
    tenths = int(weighing.how_sure * 10 + 1e-9)
    if not weighing.close_call:
        if len(weighing.results) == 1:
            return Said(mark("the only way out on the list"))
        if _next(weighing) is None:
            return Said(mark("the only fair way among these"))
        if tenths == 10:
            return Said(mark("leads whichever way your guesses turn out"))
        return Said(mark("leads in {n} of 10 ways your guesses could be off"), {"n": tenths})
    if weighing.first_question is None:
        return Said(mark("Too close to call: either is a sound choice."))
    question = title(weighing.first_question, a)
    return Said(mark("Too close to call. Settle this first: {question}."), {"question": question})


def _cost_now(leader: WayResult, a: Assessment) -> Said:
    way = leader.way
    if not a.money_known:
        return Said(mark("What it costs you now shows once you have put in your sums."))
    if way.kind == WayKind.HOLD:
        return _cost_of_a_fight(a)
    hours = way.hours.likely * a.hour_worth
    spent = way.cost.likely + hours
    guessed = hours > 0 or not way.cost.is_certain
    amount = {"amount": Amount(spent, rounded=guessed)}
    if spent <= 0:
        return Said(mark("It costs you nothing now."))
    if hours > 0:
        return Said(mark("It costs you about {amount} now, your own hours included."), amount)
    return Said(mark("It costs you about {amount} now.") if guessed else mark("It costs you {amount} now."), amount)


def _cost_of_a_fight(a: Assessment) -> Said:
    numbers = {key: figure.guess.likely for key, figure in figures(a, ()).items()}
    fight = float(claim(numbers | {"pursue": 1.0}, a, a.ask))
    if fight <= 0:
        return Said(mark("It costs you nothing now."))
    values = {"amount": Amount(fight, rounded=True)}
    return Said(mark("It costs you nothing now, and about {amount} on average if it comes to a fight."), values)


def _future(weighing: Weighing, a: Assessment) -> Said:
    leader, worth = weighing.leader, Amount(weighing.at_stake, rounded=True)
    if a.contribution.likely < 0 and weighing.at_stake < 0:
        if not a.money_known:
            return Said(mark("This work costs you more than it brings."))
        loss = Amount(-a.contribution.likely, rounded=True)
        return Said(mark("This work costs you more than it brings, about {amount} a year."), {"amount": loss})
    if weighing.at_stake <= 0:
        return Said(mark("No future work of theirs counts here."))
    share = round(leader.stay * 100)
    if leader.way.kind in ENDING or share == 0:
        known, unknown = (
            mark("Their future work, worth about {amount} to you, would end."),
            mark("Their future work would end."),
        )
    else:
        known, unknown = (
            mark("About {amount} of future work stays in play, with a chance of about {share} % that they stay."),
            mark("Their future work stays in play: a chance of about {share} % that they stay."),
        )
    return Said(known if a.money_known else unknown, {"amount": worth, "share": share})


def _room(room: Room, a: Assessment) -> Said:
    level = _LEVEL * a.ask
    if a.owed > a.ask:
        return Said(mark("Room to agree: all they ask, {ask}. You said you owe more than that."), {"ask": Amount(a.ask)})
    if not room.overlap or room.most < TOKEN * a.ask:  # an offer that small is heard as a no
        return Said(mark("Money alone won’t do it: try time, rework, an explanation."))
    amounts = {"least": Amount(room.least, rounded=True), "most": Amount(room.most, rounded=True)}
    if room.most - room.least <= level:
        if room.most <= a.owed:
            return Said(mark("Room to agree: what you owe, about {most}, is the sum to settle on."), amounts)
        return Said(mark("Room to agree: little more or less than about {most}."), amounts)
    if room.least <= level:
        small = mark(
            "Room to agree: even a small sum may suit them; "
            "up to about {most} you are no worse off than without an agreement."
        )
        return Said(small, amounts)
    words = mark(
        "Room to agree: from about {least} up may suit them; "
        "up to about {most} you are no worse off than without an agreement."
    )
    return Said(words, amounts)
