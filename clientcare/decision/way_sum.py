"""Knows the sum of one way out as an owner can follow it: each term in words, adding up to its closed form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from clientcare.decision.assessment import Assessment, Way, WayKind
from clientcare.decision.figures import chance_key
from clientcare.decision.rules import LEAVING, OFFERS, hold_way, is_token, way_after_no
from clientcare.decision.sums import share_of_others, stay_chance, values, worth_at_stake
from clientcare.said import Amount, Said, mark

Terms = Iterator[tuple[Said, float]]


def terms(
    way: Way, assessment: Assessment, likely: Mapping[str, float], ways: tuple[Way, ...]
) -> tuple[tuple[Said, float], ...]:
    """What goes into the value of `way`, each a name and money; nought is left out. They add up to `sums.values`.

    `likely`: a value for every lever key of `figures(assessment, ways)`.
    """
    found = _of_an_offer(way, assessment, likely, ways) if way.kind in OFFERS else _alone(way, assessment, likely)
    return tuple((name, value) for name, value in found if value)


def _of_an_offer(way: Way, a: Assessment, likely: Mapping[str, float], ways: tuple[Way, ...]) -> Terms:
    worth, instead = values(likely, a, ways), way_after_no(way, a, ways)
    if is_token(way, a):
        words = {"way": hold_way(a).label}
        yield Said(mark("Too little to be more than a no: counts as “{way}”"), words), float(worth[hold_way(a).key])
        return
    accept = likely[f"accept.{way.key}"]
    for name, value in _accepted(way, a, likely):
        yield Said(mark("{what} (if yes, {share} %)"), {"share": percent(accept), "what": name}), accept * value
    left = float(worth[instead.key])
    no = {"share": percent(1 - accept), "way": instead.label, "sum": money(left)}
    yield Said(mark("If no, {share} %: “{way}” instead, {sum}"), no), (1 - accept) * left


def _accepted(way: Way, a: Assessment, likely: Mapping[str, float]) -> Terms:
    yield from _spent(way, a, likely)
    yield from _staying(way, a, likely)
    yield from _harmed(way, likely)
    yield Said(mark("Others asking the same")), -float(share_of_others(way, a)) * likely["others"]


def _alone(way: Way, a: Assessment, likely: Mapping[str, float]) -> Terms:
    if way.kind != WayKind.HOLD:
        yield from _spent(way, a, likely)
    yield from _staying(way, a, likely)
    if way.kind == WayKind.HOLD or way.kind in LEAVING:
        left = a.ask if way.kind == WayKind.HOLD else a.ask - likely[f"cost.{way.key}"]
        yield from _claimed(max(left, 0.0), a, likely)
    yield from _harmed(way, likely)
    if way.kind == WayKind.GIVE:
        yield Said(mark("Others asking the same")), -likely["others"]


def _spent(way: Way, a: Assessment, likely: Mapping[str, float]) -> Terms:
    cost, hours = likely[f"cost.{way.key}"], likely[f"hours.{way.key}"]
    yield Said(mark("It costs you {sum}"), {"sum": money(cost)}), -cost
    yield Said(mark("{hours} h of your own"), {"hours": count(hours)}), -hours * a.hour_worth


def _staying(way: Way, a: Assessment, likely: Mapping[str, float]) -> Terms:
    chance, worth = float(stay_chance(likely, way)), float(worth_at_stake(likely, a))
    values = {"share": percent(chance), "sum": money(abs(worth))}
    brings, costs = mark("They stay: {share} % of {sum}"), mark("They stay and cost you: {share} % of {sum}")
    yield Said(brings if worth >= 0 else costs, values), chance * worth


def _claimed(left: float, a: Assessment, likely: Mapping[str, float]) -> Terms:
    if left <= 0:
        return
    pursue, lost = likely["pursue"], 1 - likely["prevail"]
    values = {"share": percent(pursue * lost), "sum": money(left)}
    told, owing = mark("They take it further and win: {share} % of {sum}"), mark("You do not collect: {share} % of {sum}")
    yield Said(told if a.we_hold else owing, values), -pursue * lost * left
    fight = {"share": percent(pursue), "hours": count(likely["fight_hours"])}
    yield Said(mark("A fight: {share} % of {hours} h of your own"), fight), -pursue * likely["fight_hours"] * a.hour_worth


def _harmed(way: Way, likely: Mapping[str, float]) -> Terms:
    chance = likely[chance_key("harm", way)]
    values = {"share": percent(chance), "sum": money(likely["harm"])}
    yield Said(mark("A public complaint: {share} % of {sum}"), values), -chance * likely["harm"]


def money(value: float, places: int | None = None) -> Any:
    """A sum within a line, with a true minus below nothing; `places` after the point, None: as fits its size."""
    shown = round(value, places_of(value) if places is None else places)
    return Said("−{sum}", {"sum": Amount(-shown)}) if shown < 0 else Amount(abs(shown))


def places_of(value: float) -> int:
    """How many places after the point a sum is told with: none from a hundred on, two below."""
    return 0 if abs(value) >= 100 else 2


def percent(chance: float) -> float | int:
    """A chance from 0 to 1 in per cent: whole, but what is possible never 0, nor what is not certain 100."""
    whole = round(chance * 100)
    if whole not in (0, 100) or chance in (0, 1):
        return whole
    return min(max(round(chance * 100, 1), 0.1), 99.9)


def count(value: float) -> float | int:
    """Hours or clients within a sentence: whole ones bare, a few with one place after the point."""
    return round(value) if value == int(value) or value >= 100 else round(value, 1)
