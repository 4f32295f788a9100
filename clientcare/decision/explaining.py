"""Knows where each number on the board comes from: one plain sentence, and its own sum line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from clientcare.decision.assessment import Assessment, Part, Want, WayKind
from clientcare.decision.client_value import staircase
from clientcare.decision.figures import figures
from clientcare.decision.room import RoomParts, room_parts
from clientcare.decision.rules import OFFERS, hold_way, way_after_no, ways_weighed
from clientcare.decision.sums import values
from clientcare.decision.titles import title
from clientcare.decision.way_sum import money, percent, places_of, terms
from clientcare.decision.weighing import WayResult, Weighing
from clientcare.said import Said, mark

_YEARS_SHOWN = 5
Line = tuple[Said, Said]


@dataclass(frozen=True)
class Explanation:
    """A number in one plain sentence, and its sum: each line a name and a value, the last one the number itself.

    Of worth, owed, room and ways all lines before the last add up to it; those of how sure and share add up to 100 %.
    """

    sentence: Said
    lines: tuple[Line, ...]


def explain(name: str, weighing: Weighing, assessment: Assessment) -> Explanation:
    """Where the number `name` comes from: worth, how_sure, fairness, share, owed, part, room.least, room.most, way:<key>.

    `weighing` is that of `assessment`. Raises ValueError on another name, and on a number that is not on this board
    (no money asked, so no room; what the mistake costs them not said; a way that was not weighed).
    """
    kind, _, key = name.partition(":")
    if kind == "way" and (result := weighing.result(key)):
        return _way(result, assessment, weighing)
    found = _EXPLAINED[name](weighing, assessment) if name in _EXPLAINED else None
    if found is None:
        raise ValueError(f"There is no such number on this board: {name}.")
    return found


def _way(result: WayResult, a: Assessment, weighing: Weighing) -> Explanation:
    way, ways = result.way, ways_weighed(a)
    likely = {key: figure.guess.likely for key, figure in figures(a, ways).items()}
    lines = list(terms(way, a, likely, ways))
    off = result.value - float(values(likely, a, ways)[way.key])
    lines.append((Said(mark("Because your guesses may be off to both sides")), off))
    if way.kind == WayKind.HOLD:
        lines.append((Said(mark("On average (0: they are gone, nothing given)")), result.value))
        return Explanation(_about_holding(a), _summed(lines))
    held = result.value - result.against_holding
    against = {"way": hold_way(a).label, "sum": money(held)}
    lines.append((Said(mark("Less what “{way}” comes to, {sum}"), against), -held))
    lines.append((Said(mark("Against “{way}”"), against), result.against_holding))
    return Explanation(_about_way(result, a, weighing), _summed(lines))


def _about_holding(a: Assessment) -> Said:
    if a.ask > 0:
        return Said(mark("You give nothing, and meet whatever follows: a fight, a complaint, their work lost or kept."))
    return Said(mark("You change nothing, and meet whatever follows: a complaint, their work lost or kept."))


def _about_way(result: WayResult, a: Assessment, weighing: Weighing) -> Said:
    if result.way.kind in OFFERS and not result.token:
        after = way_after_no(result.way, a, tuple(each.way for each in weighing.results))
        words = {"share": round(result.accept * 100), "way": after.label}
        return Said(mark("They say yes with a chance of about {share} %; after a no you are left with “{way}”."), words)
    if result.token:
        return Said(mark("An offer this small is heard as a no, so it counts as one."))
    if result.way.kind == WayKind.GIVE:
        return Said(mark("They get all they ask, so nothing is left to argue about."))
    return Said(mark("They leave with what you repay; what is left open they may still claim."))


def _worth(weighing: Weighing, a: Assessment) -> Explanation:
    stairs = staircase(a.contribution.likely, a.retention.likely, a.refill_months, a.discount, a.years)
    lines = []
    for stair in stairs[:_YEARS_SHOWN]:
        words = {"year": stair.year, "share": round(stair.still_here * 100)}
        lines.append((Said(mark("Year {year}, {share} % still here"), words), stair.brings))
    if later := stairs[_YEARS_SHOWN:]:
        words = {"first": later[0].year, "last": later[-1].year}
        lines.append((Said(mark("Years {first} to {last}"), words), sum(stair.brings for stair in later)))
    sent = a.sent_clients.likely * a.average_contribution
    lines.append((Said(mark("Clients they would send you, once")), sent))
    lines.append((Said(mark("Over %n year(s), in today’s money"), n=int(a.years)), weighing.value_if_they_stay))
    return Explanation(_about_worth(weighing, a), _summed(lines))


def _about_worth(weighing: Weighing, a: Assessment) -> Said:
    worth, left = weighing.value_if_they_stay, weighing.value_after_refill
    if worth < 0:
        costs = mark("If they stay, this work costs you about {sum} more than it brings over %n year(s).")
        return Said(costs, {"sum": money(-worth)}, int(a.years))
    words = {"sum": money(worth), "rest": money(left), "half": money(weighing.at_stake)}
    if worth == 0:
        text = mark("As far as you have said, they bring you nothing over %n year(s).")
    elif left == 0:
        text = mark("If they stay, they bring you about {sum} over %n year(s). Other work would bring as much.")
    elif a.want == Want.NO and left > 0:
        text = mark("If they stay, they bring you about {sum} over %n year(s). You do not want it back, so it counts nothing.")
    elif a.want == Want.IF_EASY and left > 0:
        text = mark(
            "If they stay, they bring you about {sum} over %n year(s). Of that, no other work would bring {rest}; "
            "you want them back only if it is easy, so half of it counts, {half}."
        )
    else:
        text = mark("If they stay, they bring you about {sum} over %n year(s). Of that, no other work would bring {rest}.")
    return Said(text, words, int(a.years))


def _how_sure(weighing: Weighing, a: Assessment) -> Explanation:
    sentence = mark(
        "Your guesses may be off. In 10,000 shapes they could take, “{way}” comes out ahead on average in {share} % of them."
    )
    words = {"way": weighing.leader.way.label, "share": round(weighing.how_sure * 100)}
    others = [result for result in weighing.results if result != weighing.leader and round(result.leads * 100)]
    shown = (*sorted(others, key=lambda result: -result.leads), weighing.leader)
    return Explanation(Said(sentence, words), tuple((_named(result), _percent(result.leads)) for result in shown))


def _fairness(weighing: Weighing, a: Assessment) -> Explanation | None:
    if weighing.fairness is None or a.mistake_cost is None:
        return None
    gives, cost = weighing.leader.gives, a.mistake_cost.likely
    sentence = mark("“{way}” gives them {gives} for a mistake that costs them about {cost}.")
    words = {"way": weighing.leader.way.label, "gives": money(gives), "cost": money(cost)}
    lines = (
        (Said(mark("What it gives them")), _sum(gives)),
        (title("mistake_cost", a), _sum(cost)),
        (Said(mark("So much of it is met")), _percent(weighing.fairness)),
    )
    return Explanation(Said(sentence, words), lines)


def _share(weighing: Weighing, a: Assessment) -> Explanation | None:
    if a.revenue_share is None:
        return None
    lines = [
        (Said(mark("All your other clients")), _percent(1 - a.revenue_share)),
        (Said(mark("This client")), _percent(a.revenue_share)),
    ]
    sentence = mark("Of all you were paid in the last 12 months, {share} % came from them. Over 25 % is much to lose at once.")
    return Explanation(Said(sentence, {"share": round(a.revenue_share * 100)}), tuple(lines))


def _owed(weighing: Weighing, a: Assessment) -> Explanation:
    lines = [(Said(mark("What they ask")), a.ask)]
    beyond = a.owed - a.ask
    lines.append((Said(mark("What you owe beyond that") if beyond > 0 else mark("What you do not owe of it")), beyond))
    lines.append((Said(mark("What you honestly owe")), a.owed))
    sentence = mark("What you would owe them even if you never saw them again. No way that gives less is put first.")
    return Explanation(Said(sentence), _summed(lines, signed=False))


def _part(weighing: Weighing, a: Assessment) -> Explanation:
    guesses = figures(a, ())
    lines = [(title(key, a), _percent(guesses[key].guess.likely)) for key in ("prevail", "pursue") if a.ask > 0]
    sentence = {
        Part.NONE: mark("None of it was ours, you say: then a fight is more likely to go your way."),
        Part.SOME: mark("Some of it was ours, you say: then a fight may go either way."),
        Part.MOSTLY: mark("Most of it was ours, you say: then it is put right first, and a no is never put first."),
    }[a.part]
    return Explanation(Said(sentence), tuple(lines))


def _least(weighing: Weighing, a: Assessment) -> Explanation | None:
    parts = room_parts(a)
    if parts is None or weighing.room is None:
        return None
    numbers = figures(a, ())
    chances = {name: percent(numbers[name].guess.likely) for name in ("pursue", "prevail")}
    words = chances | {"lost": percent(1 - numbers["prevail"].guess.likely), "sum": money(a.ask)}
    further = mark("{pursue} % they take it further, {lost} % they win, of {sum}")
    owing = mark("{lost} % you do not collect, of {sum}")
    lines = [
        (Said(further if a.we_hold else owing, words), parts.expected),
        (Said(mark("What that would cost them")), -a.pursuit_cost),
    ]
    lines += _bounded(weighing.room.least, parts.expected - a.pursuit_cost, a)
    lines.append((Said(mark("The least that may suit them")), weighing.room.least))
    sentence = mark("About what they could expect from taking it further, and never less than you said you owe.")
    return Explanation(Said(sentence), _summed(lines))


def _most(weighing: Weighing, a: Assessment) -> Explanation | None:
    parts = room_parts(a)
    if parts is None or weighing.room is None:
        return None
    most = weighing.room.most
    lines = [*_offered(parts, most)]
    lines += _bounded(most, sum(value for _, value in lines), a)
    lines.append((Said(mark("The most you can give")), most))
    sentence = mark("Give more than this and you would do better without an agreement, by “{way}”.")
    if a.owed >= most:
        sentence = mark("What you owe sets this sum, whatever “{way}” would come to.")
    return Explanation(Said(sentence, {"way": parts.alone.label}), _summed(lines))


def _offered(parts: RoomParts, most: float) -> Iterable[tuple[Said, float]]:
    staying = {"share": percent(parts.stay), "sum": money(parts.at_stake)}
    yield Said(mark("They say yes and stay: {share} % of {sum}"), staying), parts.stay * parts.at_stake
    harm = {"share": percent(parts.harm), "sum": money(parts.harmed)}
    yield Said(mark("A public complaint: {share} % of {sum}"), harm), -parts.harm * parts.harmed
    alone = {"way": parts.alone.label, "sum": money(parts.without)}
    yield Said(mark("Less what “{way}” comes to, {sum}"), alone), -parts.without
    yield Said(mark("Others asking the same, the more you give")), -parts.others * most


def _bounded(shown: float, reckoned: float, a: Assessment) -> Iterable[tuple[Said, float]]:
    """The line that brings a reckoned end of the room up to what is owed, or down to what they ask."""
    up = mark("Up to what you owe") if a.owed > 0 else mark("It is never less than nothing")
    yield Said(up if shown > reckoned else mark("Down to what they ask")), shown - reckoned


def _summed(lines: Iterable[tuple[Said, float]], signed: bool = True) -> tuple[Line, ...]:
    """The lines as they are shown: nought is left out, the last is the sum itself and always there."""
    *parts, (name, total) = lines
    places = min(places_of(value) for _, value in (*parts, (name, total)))
    shown = [(part, _sum(value, places, signed)) for part, value in parts if round(value, places)]
    return (*shown, (name, _sum(total, places)))


def _sum(value: float, places: int | None = None, signed: bool = False) -> Said:
    return Said("+{sum}" if signed and value > 0 else "{sum}", {"sum": money(value, places)})


def _percent(share: float) -> Said:
    return Said(mark("{share} %"), {"share": round(share * 100)})


def _named(result: WayResult) -> Said:
    return Said("{way}", {"way": result.way.label})


_EXPLAINED: dict[str, Callable[[Weighing, Assessment], Explanation | None]] = {
    "worth": _worth,
    "how_sure": _how_sure,
    "fairness": _fairness,
    "share": _share,
    "owed": _owed,
    "part": _part,
    "room.least": _least,
    "room.most": _most,
}
