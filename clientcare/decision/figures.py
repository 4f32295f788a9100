"""Knows every guess of an assessment by the name of its lever, and which of them move together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from clientcare.decision import starting
from clientcare.decision.assessment import Assessment, Part, Way, WayKind
from clientcare.decision.guess import Guess
from clientcare.decision.rules import LEAVING, OFFERS, hold_way, reach

_SHARE_OF_OTHERS = 0.3
_NOTHING = Guess.certain(0)


@dataclass(frozen=True)
class Figure:
    """One guess. `mood`: the kind of chance whose ups and downs it shares ("": a sum); `draws`: whose draws it uses."""

    guess: Guess
    mood: str = ""
    draws: str = ""


def figures(assessment: Assessment, ways: tuple[Way, ...]) -> dict[str, Figure]:
    """Every guess that can move the answer for these `ways`, by lever key. Money, hours, or chances from 0 to 1."""
    a = assessment
    found = {
        "contribution": Figure(a.contribution),
        "retention": Figure(a.retention, "retention"),
        "sent_clients": Figure(a.sent_clients),
        "harm": Figure(a.harm or Guess.amount(_year_of_one(a))),
        "others": Figure(_others(a)),
        "fight_hours": Figure(a.fight_hours),
        "prevail": Figure(a.prevail or Guess.chance(starting.prevail(a)), "prevail"),
        "pursue": Figure(_pursue(a), "pursue"),
    }
    for way in ({hold_way(a).key: hold_way(a)} | {way.key: way for way in ways}).values():
        found.update(_of_way(way, a))
    return {key: replace(figure, draws=figure.draws or key) for key, figure in found.items()}


def chance_key(name: str, way: Way) -> str:
    """The lever key of a way's chance of `name` (stay, harm): its own if the owner gave one, else its kind's."""
    own = way.stay if name == "stay" else way.harm
    return f"{name}.{way.kind if own is None else way.key}"


def _year_of_one(a: Assessment) -> float:
    """What a public complaint costs: an average client for a year; while no client's money is known, what they ask, and
    where nobody asks for money, a year of this client."""
    return a.average_contribution if a.average_contribution > 0 else a.ask or max(a.contribution.likely, 0.0)


def _others(a: Assessment) -> Guess:
    if a.ask == 0:
        return _NOTHING
    usual = 0.0 if a.part == Part.MOSTLY else _SHARE_OF_OTHERS * a.ask
    return Guess.amount(usual) if a.others is None else a.others


def _pursue(a: Assessment) -> Guess:
    if a.we_hold and a.pursue is not None:
        return a.pursue
    return Guess.chance(starting.pursue(a))


def _of_way(way: Way, a: Assessment) -> Iterator[tuple[str, Figure]]:
    # an offer and the same as a fair end, referring and parting: equal guesses have to stay equal in every draw
    twin = "part" if way.kind == WayKind.REFER else way.key.removesuffix("-part")
    if way.kind in starting.STAY:
        yield chance_key("stay", way), Figure(_chance("stay", way, a), "stay")
    harm_draws = f"harm.{twin}" if way.kind in LEAVING else ""
    yield chance_key("harm", way), Figure(_chance("harm", way, a), "harm", harm_draws)
    if way.kind != WayKind.HOLD:
        yield f"cost.{way.key}", Figure(way.cost, draws=f"cost.{twin}")
        yield f"hours.{way.key}", Figure(way.hours, draws=f"hours.{twin}")
    if way.kind in OFFERS:
        yield f"accept.{way.key}", Figure(way.accept or Guess.chance(starting.chance_of_yes(reach(way, a))), "accept")


def _chance(name: str, way: Way, a: Assessment) -> Guess:
    own = way.stay if name == "stay" else way.harm
    replaced = dict(a.chances).get(f"{name}.{way.kind}")
    usual = starting.stay(way.kind, a) if name == "stay" else starting.harm(way, a)
    return own or replaced or Guess.chance(usual)
