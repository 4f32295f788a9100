"""Knows why a way out leads, in plain sentences: the explanation, the reasons, and what would change the answer."""

from __future__ import annotations

from collections.abc import Iterator

from clientcare.decision.assessment import Assessment, Part, Want, WayKind
from clientcare.decision.figures import chance_key, figures
from clientcare.decision.rules import ENDING, LEAVING, OFFERS, asks_for_silence, hold_way, leaves_it_wrong
from clientcare.decision.sums import claim
from clientcare.decision.weighing import WayResult, Weighing
from clientcare.said import Amount, Said, mark

_MOST_REASONS, _MOST_CHANGES = 4, 4
_GOOD_CHANCE = 0.5
_ALWAYS = 1 - 1e-9
_LIKELIER = 0.05  # by less than this staying is no reason

_WHY = {
    WayKind.COMPROMISE: mark("It settles this at a price you can carry and keeps the door open."),
    WayKind.SETTLE_PART: mark("It puts a fair end to this, and then you are free for other work."),
    WayKind.GIVE: mark("Giving what they ask costs you less in the end than arguing about it."),
    WayKind.REFER: mark("What they need is not what you do; someone else can help them better."),
    WayKind.PART: mark("A fair end costs you less than going on."),
}
_KIND_NO = mark("What they ask would cost you more than a kind, clear no is likely to.")
_NOTHING_BETTER_THAN_NO = mark("Nothing on the list does better than a kind, clear no.")


def explanation(weighing: Weighing, assessment: Assessment) -> Said:
    """One or two plain sentences on why the leader leads, first of all when a rule and not the sum put it there."""
    leader, best = weighing.leader, weighing.best_by_sum
    if best.value > leader.value and not best.may_lead:
        return _ruled_out(weighing, assessment)
    if leader.way.kind == WayKind.HOLD:
        gives_all = any(result.way.kind == WayKind.GIVE for result in weighing.results)
        return Said(_KIND_NO if assessment.ask > 0 and gives_all else _NOTHING_BETTER_THAN_NO)
    if leader.against_holding < 0:  # only where holding firm was left off the list
        return Said(mark("Nothing on the list does better."))
    why, owed = _why(weighing, assessment), _on_what_is_owed(leader, assessment)
    return Said("{why} {owed}", {"why": why, "owed": owed}) if owed else why


def _why(weighing: Weighing, a: Assessment) -> Said:
    leader = weighing.leader
    if a.ask == 0 and leader.way.kind not in LEAVING:
        return Said(mark("They do not ask for money. Being heard, and seeing it put right, counts most, and this does that."))
    if leader.way.kind in OFFERS and _fights_for_less(leader, a):
        return Said(mark("What is left to argue about is less than the fight would cost you."))
    if leader.way.kind == WayKind.COMPROMISE and weighing.at_stake <= 0:
        return Said(mark("It settles this at a price you can carry."))  # no door that needs to stay open
    return Said(_WHY[leader.way.kind])


def reasons(weighing: Weighing, assessment: Assessment) -> tuple[Said, ...]:
    """Up to four reasons for the leader, weightiest first."""
    return tuple(_reasons(weighing, assessment))[:_MOST_REASONS]


def changes(weighing: Weighing, assessment: Assessment) -> tuple[Said, ...]:
    """What would put another way in the lead, in up to four sentences; one that says so where nothing would."""
    found = (*_break_evens(weighing, assessment), *_flips(weighing))
    nothing = mark("Nothing within your guesses would change this.")
    alone = mark("No single guess would change this, only several together.")
    return found[:_MOST_CHANGES] or (Said(nothing if weighing.how_sure >= _ALWAYS else alone),)


def _ruled_out(weighing: Weighing, a: Assessment) -> Said:
    leader, best = weighing.leader, weighing.best_by_sum
    way = {"way": best.way.label}
    if a.part == Part.MOSTLY and leaves_it_wrong(best.way, a):
        if leader.way.kind in LEAVING and not leader.gives:  # under a threat
            return Said(mark("Most of this was ours, so a no is not put first, even if it seems cheaper."))
        if best.way.kind in LEAVING:
            return Said(mark("Most of this was ours. Apologise and put it right first, even if parting seems cheaper."))
        return Said(mark("Most of this was ours. Apologise and put it right first, even if a no seems cheaper."))
    if asks_for_silence(best.way):
        return Said(mark("“{way}” comes out higher, but no offer should ask for silence or for a review to go."), way)
    if best.less_than_owed:
        return Said(mark("“{way}” comes out higher, but it gives them less than you said you owe."), way)
    return Said(mark("“{way}” comes out higher, but it is too small to be more than a no."), way)


def _on_what_is_owed(leader: WayResult, a: Assessment) -> Said | None:
    if a.owed <= 0 or a.ask <= 0 or leader.less_than_owed:
        return None
    if leader.gives < a.owed * (1 - 1e-9):
        return Said(mark("They ask for less than you said you owe."))
    if leader.gives > a.owed * (1 + 1e-9):
        return Said(mark("It more than covers what you said you owe."))
    return Said(mark("It covers what you said you owe."))


def _likely(weighing: Weighing, a: Assessment) -> dict[str, float]:
    ways = tuple(result.way for result in weighing.results)
    return {key: figure.guess.likely for key, figure in figures(a, ways).items()}


def _fights_for_less(leader: WayResult, a: Assessment) -> bool:
    """Whether the rest of what they ask is less than a refusal would cost on average, a complaint included."""
    numbers = {key: figure.guess.likely for key, figure in figures(a, (leader.way,)).items()}
    fight = float(claim(numbers, a, a.ask)) + numbers[chance_key("harm", hold_way(a))] * numbers["harm"]
    return 0 < a.ask - leader.gives < fight


def _reasons(weighing: Weighing, a: Assessment) -> Iterator[Said]:
    leader, numbers = weighing.leader, _likely(weighing, a)
    holds = leader.way.kind == WayKind.HOLD
    if a.part == Part.MOSTLY:
        yield Said(mark("Most of it was ours: people remember how a mistake was put right."))
        if a.ask > 0:
            yield Said(mark("Others with the same problem should hear from you, too, before they have to ask."))
    if holds and a.owed == 0 and a.ask > 0:
        yield Said(mark("You said you owe them nothing here."))
    if weighing.best_by_sum != leader and (owed := _on_what_is_owed(leader, a)):
        yield owed  # where a rule put it first, the explanation names the rule instead
    if not holds and leader.against_holding > 0:
        yield from _spared(leader, a, numbers)
    yield from _about_the_future(weighing, a, numbers)
    if leader.way.kind == WayKind.REFER:
        yield Said(mark("They need something you do not do, and you know someone who does."))
    if holds and numbers["others"] > 0:
        yield Said(mark("Others may ask the same, and you can treat them all alike."))
    if leader.way.kind in OFFERS and leader.accept >= _GOOD_CHANCE:
        share = round(leader.accept * 100)
        yield Said(mark("They may well say yes: a chance of about {share} %."), {"share": share})


def _spared(leader: WayResult, a: Assessment, numbers: dict[str, float]) -> Iterator[Said]:
    """What not holding firm spares: a fight, a complaint in public."""
    fight = numbers["pursue"] * numbers["fight_hours"] * a.hour_worth
    if a.ask > 0 and leader.way.kind not in LEAVING and fight > 0 and numbers["prevail"] < 1:
        yield Said(mark("A fight would cost you money and hours, and you would not be sure to win it."))
    own = next((numbers[key] for key in (f"harm.{leader.way.key}", f"harm.{leader.way.kind}") if key in numbers), 0.0)
    before = numbers.get(f"harm.{hold_way(a).kind}", own)
    after = round((leader.accept * own + (1 - leader.accept) * before) * 100)  # their no leaves it as it was
    if after < round(before * 100) and numbers["harm"] > 0:
        values = {"before": round(before * 100), "after": after}
        yield Said(mark("A public complaint becomes less likely: {after} % rather than {before} %."), values)


def _about_the_future(weighing: Weighing, a: Assessment, numbers: dict[str, float]) -> Iterator[Said]:
    ends = weighing.leader.way.kind in ENDING
    likelier = weighing.leader.stay - numbers[chance_key("stay", hold_way(a))]
    if weighing.at_stake < 0 and (ends or weighing.leader.way.kind == WayKind.HOLD):
        yield Said(mark("This work costs you more than it brings."))
    elif weighing.at_stake > 0 and likelier >= _LIKELIER and "threats" not in a.triage:
        yield Said(mark("It keeps their future work in play."))
    elif a.want == Want.NO and ends and weighing.value_after_refill > 0:
        yield Said(mark("You said you do not want them back."))
    elif weighing.at_stake == 0 and ends:
        yield Said(mark("Little future work hangs on this."))


def _break_evens(weighing: Weighing, a: Assessment) -> Iterator[Said]:
    even = weighing.break_even
    if even.stay_shift is not None and even.stay_leader:
        values = {"points": max(1, round(abs(even.stay_shift) * 100)), "way": even.stay_leader.label}
        fewer = mark("If they were {points} points less likely to stay, whatever you do, “{way}” would lead.")
        more = mark("If they were {points} points likelier to stay, whatever you do, “{way}” would lead.")
        yield Said(fewer if even.stay_shift < 0 else more, values)
    if even.concession is not None and even.concession_leader and a.money_known:
        values = {"amount": Amount(even.concession, rounded=True), "way": even.concession_leader.label}
        yield Said(mark("If it cost you more than about {amount}, “{way}” would lead."), values)
    if even.accept is not None and even.accept_leader:
        values = {"share": max(1, round(even.accept * 100)), "way": even.accept_leader.label}
        yield Said(mark("If the chance of a yes were under {share} %, “{way}” would lead."), values)


def _flips(weighing: Weighing) -> Iterator[Said]:
    for swing in weighing.swings:
        if swing.flips:
            yield Said(mark("It could turn on this: {question}."), {"question": swing.title})
