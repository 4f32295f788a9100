"""What if it goes public, if it was our fault, if work fills the gap at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, permutations

import pytest
from any_dispute import assessments
from hypothesis import given, settings

from clientcare.decision.assessment import Assessment, IfNo, Part, Want
from clientcare.decision.guess import Guess, Sure
from clientcare.decision.stakes import weigh
from clientcare.decision.supposing import SUPPOSITIONS, said, suppose
from clientcare.decision.ways_out import compromise, expected_value, give, hold_firm, part_ways
from clientcare.said import Said

Case = Callable[..., Assessment]
KEYS = [key for key, _ in SUPPOSITIONS]


def worth(a: Assessment, key: str) -> float:
    return expected_value(next(way for way in a.ways if way.key == key), a)


def test_in_public_a_no_is_complained_about_for_certain(tiles: Case) -> None:
    public = suppose(tiles(), ["public"])
    assert worth(tiles(), "hold") - worth(public, "hold") == pytest.approx((1 - 0.35) * 600)
    assert worth(tiles(), "give") == worth(public, "give")
    half = worth(tiles(), "offer-1") - worth(public, "offer-1")
    assert half == pytest.approx(0.5 * (1 - 0.35) * 600)  # only after their no, in half of all cases


def test_in_public_an_unfair_parting_is_complained_about_and_a_fair_one_is_not(tiles: Case) -> None:
    for repaid, complained in ((None, 0.05), (150, 0.05), (149, 1), (0, 1)):
        stakes = tiles(ways=(hold_firm(), part_ways(repaid)))
        before = 0.25 if complained == 1 else 0.05
        lost = worth(stakes, "part") - worth(suppose(stakes, ["public"]), "part")
        assert lost == pytest.approx((complained - before) * 600)


def test_in_public_outweighs_what_was_said_of_a_no(tiles: Case) -> None:
    own = replace(hold_firm(), harm=Guess.chance(0.3))
    for stakes in (
        tiles(if_no=IfNo.GRUMBLE, chances=(("harm.hold", Guess.chance(0.2)),)),
        tiles(ways=(own, *tiles().ways[1:])),
        tiles(ways=tiles().ways[1:]),
    ):
        public = suppose(stakes, ["public"])
        held = next((way for way in public.ways if way.key == "hold"), hold_firm())
        harmless = replace(public, harm=Guess.certain(0))
        assert expected_value(held, harmless) - expected_value(held, public) == pytest.approx(600)  # for certain
        assert not any(swing.key.startswith("harm.hold") for swing in weigh(public).swings)


def test_our_fault_owes_all_and_never_ends_in_a_no(tiles: Case) -> None:
    ours = suppose(tiles(others=Guess.amount(300), prevail=Guess.chance(0.9), pursue=Guess.chance(0.1)), ["our_fault"])
    assert ours.owed == 480 and ours.part == Part.MOSTLY and ours.others is None
    assert worth(ours, "hold") == pytest.approx(worth(tiles(part=Part.MOSTLY), "hold"))
    assert weigh(ours).leader.gives == 480


def test_our_fault_never_makes_a_no_cheaper(tiles: Case) -> None:
    feared = tiles(prevail=Guess.chance(0.05), pursue=Guess.chance(0.95), owed=900)
    ours = suppose(feared, ["our_fault"])
    assert (ours.prevail, ours.pursue, ours.owed) == (feared.prevail, feared.pursue, 900)
    assert suppose(tiles(ask=0, owed=0), ["our_fault"]).owed == 0


def test_filled_at_once_nothing_is_missed(tiles: Case, relaunch: Case) -> None:
    assert weigh(suppose(tiles(), ["filled"])).at_stake == 0
    assert weigh(suppose(relaunch(), ["filled"])).at_stake == weigh(relaunch()).at_stake  # a loss is not filled


@given(assessments())
@settings(max_examples=30, deadline=None)
def test_in_whichever_order_and_the_first_one_unchanged(a: Assessment) -> None:
    before = replace(a)
    for size in range(4):
        for keys in combinations(KEYS, size):
            supposed = suppose(a, frozenset(keys))
            assert all(suppose(a, order) == supposed for order in permutations(keys))
            assert suppose(supposed, keys) == supposed  # supposing it twice adds nothing
    assert a == before and suppose(a, ()) is a


@given(assessments())
@settings(max_examples=30, deadline=None)
def test_what_is_supposed_against_us_never_speaks_for_a_no(a: Assessment) -> None:
    held = expected_value(hold_firm(), a)
    assert expected_value(hold_firm(), suppose(a, ["public"])) <= held + 1e-6
    assert expected_value(hold_firm(), suppose(a, ["our_fault"])) <= held + 1e-6


def test_there_is_no_other_supposition(tiles: Case) -> None:
    with pytest.raises(ValueError, match="rain"):
        suppose(tiles(), ["rain", "public"])


def test_says_what_it_changes(tiles: Case, say: Callable[[Said], str]) -> None:
    def told(stakes: Assessment, *keys: str) -> str:
        found = said(weigh(stakes), weigh(suppose(stakes, keys)), keys)
        assert found
        return say(found)

    firm = tiles(Sure.SURE, owed=0, part=Part.NONE, if_no=IfNo.GRUMBLE, want=Want.NO, harm=Guess.amount(900, Sure.SURE))
    firm = replace(firm, ways=(hold_firm(), compromise("offer-1", "$160 back", 160, 160), give(480)))
    assert told(firm, "filled") == "If work fills the gap at once, “Hold firm” would still lead."
    assert told(firm, "public") == "If it goes public, “$160 back” would lead instead of “Hold firm”."
    both = told(firm, "our_fault", "public")
    assert both == "If it goes public and we find it was our fault, “Give all they ask” would lead instead of “Hold firm”."
    assert told(firm, *KEYS).startswith("If it goes public, we find it was our fault and work fills the gap at once, “")
    assert "too close to call" in told(tiles(Sure.FAIRLY), "filled")
    assert said(weigh(firm), weigh(firm), ()) is None
