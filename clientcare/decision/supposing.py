"""Knows the board's "what if" chips: what the weighing would be if one thing, or several, turned out otherwise.

* "public": they complain in public wherever they are left unsatisfied: after a no (of ours to all they ask, or of theirs
  to an offer), and after a parting or referral that repays nothing or less than is owed. Who got a fair answer complains
  as rarely as before. What a complaint costs stays the owner's guess.
* "our_fault": it was mostly ours. Then at least all they ask is owed, being found right and being pursued go back to what
  is usual for that (unless the owner already expects worse), and others with the same problem are owed an answer, so
  they are no cost of this one.
* "filled": other work fills the freed time at once, so what they bring is no longer missed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from clientcare.decision import starting
from clientcare.decision.assessment import Assessment, Part, Way, WayKind
from clientcare.decision.guess import Guess
from clientcare.decision.rules import LEAVING, filled
from clientcare.decision.ways_out import honest_debt
from clientcare.decision.weighing import Weighing
from clientcare.said import Said, mark

SUPPOSITIONS: tuple[tuple[str, str], ...] = (
    ("public", mark("If it goes public")),
    ("our_fault", mark("If we find it was our fault")),
    ("filled", mark("If work fills the gap at once")),
)
_WITHIN = {  # the same within a sentence
    "public": mark("it goes public"),
    "our_fault": mark("we find it was our fault"),
    "filled": mark("work fills the gap at once"),
}
_ALWAYS = Guess.chance(1)


def suppose(assessment: Assessment, keys: Collection[str]) -> Assessment:
    """The assessment as it would be if all of `keys` were so, in whichever order they come; itself where there are none.

    Raises ValueError on a key that is not of SUPPOSITIONS.
    """
    if unknown := set(keys) - set(_CHANGES):
        raise ValueError(f"There is no such supposition: {', '.join(sorted(unknown))}.")
    for key, change in _CHANGES.items():  # whose fault it was decides what parting repays, so it goes before "public"
        assessment = change(assessment) if key in keys else assessment
    return assessment


def said(then: Weighing, now: Weighing, keys: Collection[str]) -> Said | None:
    """What supposing `keys` changes, in one sentence; `then` the weighing as it is, `now` the supposed one; None: no keys."""
    held = [_WITHIN[key] for key, _ in SUPPOSITIONS if key in keys]
    if not held:
        return None
    values = {"so": _all(held), "way": now.leader.way.label, "before": then.leader.way.label}
    if now.leader.way.key == then.leader.way.key:
        if now.close_call and not then.close_call:
            return Said(mark("If {so}, “{way}” would still lead, but too narrowly to call."), values)
        return Said(mark("If {so}, “{way}” would still lead."), values)
    if now.close_call:
        return Said(mark("If {so}, “{way}” would be a little ahead instead of “{before}”, too close to call."), values)
    return Said(mark("If {so}, “{way}” would lead instead of “{before}”."), values)


def _all(held: list[str]) -> Said:
    *others, last = map(Said, held)
    if not others:
        return last
    first = others[0] if len(others) == 1 else Said("{one}, {other}", {"one": others[0], "other": others[1]})
    return Said(mark("{one} and {other}"), {"one": first, "other": last})


def _filled_at_once(a: Assessment) -> Assessment:
    return replace(a, refill_months=0.0)


def _our_fault(a: Assessment) -> Assessment:
    ours = replace(a, part=Part.MOSTLY, prevail=None, pursue=None, others=None)
    owed = max(a.owed, honest_debt("unsure", None, a.ask, Part.MOSTLY))
    worse_chance = a.prevail is not None and a.prevail.likely < starting.prevail(ours)
    surer_fight = a.pursue is not None and a.pursue.likely > starting.pursue(ours)
    return replace(ours, owed=owed, prevail=a.prevail if worse_chance else None, pursue=a.pursue if surer_fight else None)


def _public(a: Assessment) -> Assessment:
    certain = {f"harm.{WayKind.HOLD}": _ALWAYS}  # also where holding firm is not on the list: an offer may be refused
    own = partial(_complained_about, assessment=a)
    return replace(a, ways=tuple(map(own, a.ways)), chances=tuple(sorted((dict(a.chances) | certain).items())))


def _complained_about(way: Way, assessment: Assessment) -> Way:
    """The same way, with a complaint that is certain if it leaves them unsatisfied."""
    unfair = way.kind in LEAVING and not starting.is_fair_parting(filled(way, assessment), assessment)
    return replace(way, harm=_ALWAYS) if unfair or way.kind == WayKind.HOLD else way


_CHANGES: dict[str, Callable[[Assessment], Assessment]] = {
    "our_fault": _our_fault,
    "public": _public,
    "filled": _filled_at_once,
}
