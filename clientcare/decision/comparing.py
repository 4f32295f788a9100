"""Knows how two weighings of one dispute differ: what the owner knew then, and what they know now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from clientcare.decision.assessment import Assessment, IfNo, Mood, Part, Want, Way
from clientcare.decision.cautions import TRIAGE
from clientcare.decision.guess import Sure
from clientcare.decision.levers import NEVER, Lever, levers
from clientcare.decision.recalling import recall
from clientcare.decision.rules import LEAVING, OFFERS, ways_weighed
from clientcare.decision.way_sum import count
from clientcare.said import Amount, Said, mark

__all__ = ["Difference", "compare", "recall"]


@dataclass(frozen=True)
class Difference:
    """One thing that was otherwise: what it is, how it was then, how it is now."""

    title: Said
    then: Said
    now: Said


# what is answered rather than guessed: first what the sum starts from, last what stands around it
_FIRST = {
    "ask": mark("What they ask"),
    "owed": mark("What you honestly owe"),
    "we_hold": mark("Who holds the money"),
    "part": mark("How much of it was ours"),
    "want": mark("Do you want them back"),
    "if_no": mark("If you say no"),
}
_LAST = {
    "hour_worth": mark("What an hour of yours is worth"),
    "years": mark("Years looked ahead"),
    "discount": mark("What waiting a year takes off"),
    "weeks_waiting": mark("Weeks they waited for an answer"),
    "revenue_share": mark("Their share of your revenue"),
    "savings": mark("What you have saved"),
    "monthly_costs": mark("What a month costs you"),
    "mood": mark("How you felt"),
    "pursuit_cost": mark("What taking it further would cost them"),
    "triage": mark("What stands above the sums"),
}
_WORDS: dict[Any, str] = {
    Part.NONE: mark("none of it"),
    Part.SOME: mark("some of it"),
    Part.MOSTLY: mark("most of it"),
    Want.GLADLY: mark("gladly"),
    Want.IF_EASY: mark("if it is easy"),
    Want.NO: mark("no"),
    IfNo.GRUMBLE: mark("they grumble"),
    IfNo.LEAVE: mark("they leave"),
    IfNo.COMPLAIN: mark("they complain in public"),
    IfNo.BANK: mark("they go to the bank or a lawyer"),
    Mood.CALM: mark("calm"),
    Mood.TENSE: mark("tense"),
    Mood.FURIOUS: mark("furious"),
}
_SURE = {
    Sure.CERTAIN: mark("{value}, certain"),
    Sure.SURE: mark("{value}, sure"),
    Sure.FAIRLY: mark("{value}, fairly sure"),
    Sure.UNSURE: mark("{value}, unsure"),
}
_SUMS = ("ask", "owed", "hour_worth", "pursuit_cost", "savings", "monthly_costs")
_SHARES = ("revenue_share", "discount")
_UNSAID = mark("not said")


def compare(then: Assessment, now: Assessment) -> tuple[Difference, ...]:
    """What differs from `then` to `now`, each thing once: first the answers the sum starts from, then the guesses, most
    important first, then the ways out, then the rest.

    Guesses that moved only because an answer did are not named beside it. An offer that was copied to the newer weighing
    under another key is the same offer, known by its title or by what it gives.
    """
    then = _renamed(then, _same_offers(then, now))
    found = (*_answers(_FIRST, then, now), *_guesses(then, now), *_ways(then, now), *_answers(_LAST, then, now))
    return tuple(difference for difference in found if difference.then != difference.now)


# ---- answers


def _answers(titles: dict[str, str], then: Assessment, now: Assessment) -> Iterator[Difference]:
    for name, title in titles.items():
        yield Difference(Said(title), _answer(name, then), _answer(name, now))


def _answer(name: str, a: Assessment) -> Said:
    value = getattr(a, name)
    if name == "we_hold":
        return Said(mark("we do") if value else mark("they do, it is an unpaid bill"))
    if name == "triage":
        return _listed(Said(title) for key, title in TRIAGE if key in value)
    if value is None or (name == "ask" and not a.money_known):
        return Said(_UNSAID)
    if name in _SUMS:
        return _money(value)
    if name in _SHARES:
        return _percent(value)
    return Said(_WORDS[value]) if value in _WORDS else Said("{number}", {"number": int(value)})


def _listed(titles: Iterable[Said]) -> Said:
    first, *others = [*titles] or [Said(mark("nothing"))]
    for title in others:
        first = Said("{one}; {other}", {"one": first, "other": title})
    return first


# ---- guesses


def _guesses(then: Assessment, now: Assessment) -> Iterator[Difference]:
    """Guesses that moved for themselves: with today's answers put in place of the old ones they would still differ."""
    before, led, after = (_by_key(a) for a in (then, _led_by_answers(then, now), now))
    for key in (*after, *(key for key in before if key not in after)):
        was, follows, is_now = (_standing(key, found, now) for found in (before, led, after))
        if was and is_now and not _is_said_otherwise(key) and (follows is None or _full(follows) != _full(is_now)):
            say = _full if was.sure != is_now.sure else _value
            yield Difference((after.get(key) or was).title, say(was), say(is_now))


def _by_key(a: Assessment) -> dict[str, Lever]:
    return {lever.key: lever for lever in levers(a)}


def _standing(key: str, found: Mapping[str, Lever], now: Assessment) -> Lever | None:
    """The guess `key`; that of its kind, where a way has no chance of its own there."""
    head, _, way_key = key.partition(".")
    kind = next((way.kind for way in now.ways if way.key == way_key), None)
    return found.get(key) or found.get(f"{head}.{kind}")


def _is_said_otherwise(key: str) -> bool:
    """Whether it is said among the answers, or with a way out."""
    return key == "owed" or key.startswith(("cost.", "hours."))


def _led_by_answers(then: Assessment, now: Assessment) -> Assessment:
    """What was guessed then, with the answers and the offers of now: the chances that follow from these follow."""
    terms = {way.key: way for way in now.ways}
    answers = {name: getattr(now, name) for name in (*_FIRST, *_LAST)}
    return replace(then, ways=tuple(_on_terms_of(way, terms.get(way.key, way)) for way in then.ways), **answers)


def _on_terms_of(way: Way, other: Way) -> Way:
    same = ("label", "cost", "worth", "hours", "reaches", "repays_owed", "money")
    return replace(way, **{name: getattr(other, name) for name in same})


def _full(lever: Lever) -> Said:
    return Said(_SURE[lever.sure], {"value": _value(lever)})


def _value(lever: Lever) -> Said:
    if lever.key == "mistake_cost" and lever.value == 0:
        return Said(_UNSAID)
    if lever.unit == "money":
        return _money(lever.value)
    if lever.unit == "chance":
        return _percent(lever.value)
    if lever.unit == "hours":
        return _hours(lever.value)
    if lever.unit == "clients":
        return Said("{number}", {"number": count(lever.value)})
    if lever.value in (0, NEVER):
        return Said(mark("at once") if lever.value == 0 else mark("never"))
    return Said(mark("%n month(s)"), n=round(lever.value))


def _money(value: float) -> Said:
    return Said("{sum}", {"sum": Amount(round(value, 3))})


def _percent(share: float) -> Said:
    return Said(mark("{share} %"), {"share": round(share * 100)})


def _hours(value: float) -> Said:
    return Said(mark("{hours} h"), {"hours": count(value)})


# ---- ways out


def _ways(then: Assessment, now: Assessment) -> Iterator[Difference]:
    """Ways that came, went or changed; an offer as a fair end is not named where the offer itself says the same."""
    before, after = ({way.key: way for way in ways_weighed(a)} for a in (then, now))
    for key in (*after, *(key for key in before if key not in after)):
        was, is_now, offer = before.get(key), after.get(key), key.removesuffix("-part")
        beside = offer != key and (offer in before, offer in after) == (was is not None, is_now is not None)
        found = is_now or was
        if found and not beside:
            renamed = bool(was and is_now and was.label != is_now.label)
            judged = bool(was and is_now and (was.cost.sure, was.hours.sure) != (is_now.cost.sure, is_now.hours.sure))
            yield Difference(found.label, _terms(was, renamed, judged), _terms(is_now, renamed, judged))


def _terms(way: Way | None, named: bool, judged: bool) -> Said:
    """What a way comes to; `named`: with its title; `judged`: with how sure the owner is of it."""
    if way is None:
        return Said(mark("not on the list"))
    terms = _sums(way)
    if named:
        terms = Said(mark("“{way}”, {terms}"), {"way": way.label, "terms": terms})
    return Said(_SURE[(way.hours if way.cost.is_certain else way.cost).sure], {"value": terms}) if judged else terms


def _sums(way: Way) -> Said:
    hours = _hours(way.hours.likely)
    if way.kind in OFFERS:
        values = {"cost": _money(way.cost.likely), "worth": _money(way.worth), "hours": hours}
        if way.reaches is not None:
            met = values | {"share": round(way.reaches * 100)}
            return Said(mark("costs {cost} and {hours}, worth {worth} to them, {share} % of what they want"), met)
        return Said(mark("costs {cost} and {hours}, worth {worth} to them"), values)
    if way.kind in LEAVING and way.repays_owed:
        return Said(mark("repays what you owe, takes {hours}"), {"hours": hours})
    if way.kind in LEAVING:
        return Said(mark("repays {sum}, takes {hours}"), {"sum": _money(way.cost.likely), "hours": hours})
    return Said(mark("on the list, takes {hours}"), {"hours": hours}) if way.hours.likely else Said(mark("on the list"))


def _same_offers(then: Assessment, now: Assessment) -> dict[str, str]:
    """The key now of each offer of then that is still there: by its key, or its title, or all it comes to."""
    old, new = _offers(then), _offers(now)
    same = {key: key for key in old if key in new}
    marks: tuple[Callable[[Way], Any], ...] = (lambda way: way.label, _sums)
    for known_by in marks:
        for key, way in old.items():
            free = (other for other in new if other not in same.values() and known_by(new[other]) == known_by(way))
            if key not in same and (found := next(free, None)):
                same[key] = found
    return same


def _offers(a: Assessment) -> dict[str, Way]:
    """Each offer by its key; one that stands only as a fair end by that of the offer itself."""
    found: dict[str, Way] = {}
    for way in a.ways:
        if way.kind in OFFERS and (not way.key.endswith("-part") or way.key.removesuffix("-part") not in found):
            found[way.key.removesuffix("-part")] = way
    return found


def _renamed(then: Assessment, names: Mapping[str, str]) -> Assessment:
    def name(key: str) -> str:
        offer = key.removesuffix("-part")
        return names.get(offer, offer) + key[len(offer) :]

    return replace(then, ways=tuple(replace(way, key=name(way.key), fallback=name(way.fallback)) for way in then.ways))
