"""Any dispute an owner could have: what the property tests draw from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from clientcare.decision.assessment import Assessment, IfNo, Mood, Part, Past, Want, Way, WayKind
from clientcare.decision.cautions import TRIAGE
from clientcare.decision.guess import Guess, Sure
from clientcare.decision.ways_out import compromise, give, hold_firm, part_ways, refer, settle_then_part
from clientcare.said import Amount, Said

sures = st.sampled_from(Sure)
sums = st.integers(0, 5000)
shares = st.floats(0, 1).map(lambda share: round(share, 3))


@st.composite
def amounts(draw: st.DrawFn, least: int = 0, most: int = 5000) -> Guess:
    return Guess.amount(draw(st.integers(least, most)), draw(sures))


@st.composite
def chances(draw: st.DrawFn) -> Guess:
    return Guess.chance(draw(shares), draw(sures))


@st.composite
def labels(draw: st.DrawFn) -> Said:
    words = st.text("abc é“”", min_size=1, max_size=8)
    plain = Said("{offer}", {"offer": draw(words)})
    return draw(st.sampled_from([plain, Said("{one}, then {sum}", {"one": plain, "sum": Amount(12.5, True)}), Said("%n", n=3)]))


@st.composite
def offers(draw: st.DrawFn) -> list[Way]:
    ways = []
    for i in range(draw(st.integers(0, 4))):
        cost, label = draw(sums), draw(labels())
        money = draw(st.booleans())
        worth = cost if money else draw(sums)
        hours: Any = 0 if money else Guess.amount(draw(st.integers(0, 120)) / 4, draw(sures))
        reaches = draw(st.none() | shares)
        ways.append(compromise(f"offer-{i}", label, cost, worth, hours, reaches))
        if draw(st.booleans()):
            ways.append(settle_then_part(f"offer-{i}-part", label, cost, worth, hours, reaches))
    return ways


def with_own(draw: st.DrawFn, way: Way) -> Way:
    """The same way, sometimes with chances of its own."""
    own = {name: draw(chances()) for name in ("stay", "harm", "accept") if draw(st.integers(0, 5)) == 0}
    fallback = draw(st.sampled_from(["hold", "hold", "part", "give", "offer-0"]))
    return replace(way, fallback=fallback, **own)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """A dispute with up to twelve ways out; every field that can move the answer moves."""
    ask = draw(st.just(0) | sums)
    ways = [hold_firm(), give(ask), part_ways(draw(st.none() | sums)), refer()]
    if draw(st.integers(0, 4)) == 0:
        ways.pop(0)
    ways = [with_own(draw, way) for way in (*ways, *draw(offers()))]
    closed, known = draw(st.integers(0, 30)), draw(st.sets(st.sampled_from(WayKind), max_size=2))
    kinds = st.sampled_from([f"{name}.{kind}" for name in ("stay", "harm") for kind in WayKind])
    return Assessment(
        ask=ask,
        owed=draw(st.just(0) | sums),
        part=draw(st.sampled_from(Part)),
        we_hold=draw(st.booleans()),
        want=draw(st.none() | st.sampled_from(Want)),
        if_no=draw(st.none() | st.sampled_from(IfNo)),
        hour_worth=draw(st.integers(0, 100)),
        contribution=draw(amounts(-3000, 3000)),
        retention=draw(chances()),
        discount=draw(st.sampled_from([0.0, 0.1, 0.3])),
        years=draw(st.integers(1, 12)),
        refill_months=draw(st.none() | st.sampled_from([0.0, 3.0, 6.0, 12.0, 24.0])),
        sent_clients=draw(amounts(0, 3)),
        average_contribution=draw(st.integers(-500, 3000)),
        harm=draw(st.none() | amounts()),
        others=draw(st.none() | amounts()),
        prevail=draw(st.none() | chances()),
        pursue=draw(st.none() | chances()),
        fight_hours=draw(amounts(0, 20)),
        pursuit_cost=draw(st.integers(0, 300)),
        mistake_cost=draw(st.none() | amounts()),
        weeks_waiting=draw(st.integers(0, 10)),
        ways=tuple(draw(st.permutations(ways))),
        need_unmet=draw(st.booleans()),
        has_provider=draw(st.booleans()),
        triage=frozenset(draw(st.sets(st.sampled_from([key for key, _ in TRIAGE]), max_size=2))),
        mood=draw(st.sampled_from(Mood)),
        hours_since_told=draw(st.none() | st.just(0.5)),
        revenue_share=draw(st.none() | shares),
        savings=draw(st.none() | sums),
        monthly_costs=draw(st.none() | sums),
        client_name=draw(st.sampled_from(["", "Ana"])),
        money_known=draw(st.booleans()),
        record=tuple(Past(kind, closed, closed // 2, closed // 3) for kind in sorted(known)),
        chances=tuple(sorted(draw(st.dictionaries(kinds, chances(), max_size=2)).items())),
        seed=draw(st.integers(0, 5)),
    )  # fmt: skip
