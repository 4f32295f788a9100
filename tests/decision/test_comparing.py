"""What a decision rested on, read back; and what differs from then to now."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from any_dispute import assessments
from hypothesis import given, settings

from clientcare.decision.assessment import Assessment, Part, Way
from clientcare.decision.comparing import compare, recall
from clientcare.decision.guess import Guess, Sure
from clientcare.decision.levers import move
from clientcare.decision.rules import OFFERS
from clientcare.decision.stakes import weigh
from clientcare.decision.ways_out import compromise, give, hold_firm, part_ways
from clientcare.said import Said
from clientcare.services.plain import as_json

Case = Callable[..., Assessment]
Say = Callable[[Said], str]


@given(assessments())
@settings(max_examples=80, deadline=None)
def test_what_was_frozen_comes_back_as_it_was(a: Assessment) -> None:
    assert recall(json.loads(json.dumps(as_json(a)))) == a


def test_what_was_frozen_weighs_the_same(tiles: Case) -> None:
    assert weigh(recall(as_json(tiles(Sure.FAIRLY)))) == weigh(tiles(Sure.FAIRLY))


def test_another_version_of_the_program_can_have_written_it(tiles: Case) -> None:
    kept = as_json(tiles())
    kept["moon"] = "full"
    kept["ways"][0]["colour"] = "blue"
    kept["harm"]["source"] = "review"
    del kept["years"], kept["ways"][0]["fallback"], kept["record"]
    assert recall(kept) == tiles()
    assert recall({}) == Assessment()


@pytest.mark.parametrize("wrong", [{"ways": 3}, {"harm": "much"}, {"ways": [{"kind": "hold"}]}, {"part": "half"}, {"ask": -1}])
def test_what_cannot_be_read_says_so(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        recall(wrong)


def told(then: Assessment, now: Assessment, say: Say) -> list[tuple[str, str, str]]:
    return [(say(each.title), say(each.then), say(each.now)) for each in compare(then, now)]


@given(assessments())
@settings(max_examples=30, deadline=None)
def test_nothing_differs_from_itself(a: Assessment) -> None:
    assert compare(a, a) == () == compare(recall(as_json(a)), a)


@given(assessments(), assessments())
@settings(max_examples=40, deadline=None)
def test_any_two_can_be_compared_and_nothing_is_said_twice(say: Say, then: Assessment, now: Assessment) -> None:
    found = told(then, now, say)
    assert all(before and after and before != after for _, before, after in found)
    assert found == told(recall(as_json(then)), now, say)
    bare = [replace(a, ways=tuple(way for way in a.ways if way.kind not in OFFERS)) for a in (then, now)]
    titles = [title for title, _, _ in told(bare[0], bare[1], say)]
    assert len(titles) == len(set(titles))


def test_guesses_come_in_the_order_of_what_matters(tiles: Case, say: Say) -> None:
    now = move(move(move(tiles(), "retention", 0.5), "harm", 900), "stay.compromise", 0.6, "unsure")
    assert told(tiles(Sure.CERTAIN), now, say) == [
        ("Chance they stay with a compromise", "75 %, fairly sure", "60 %, unsure"),
        ("What a public complaint would cost you", "$600", "$900"),
        ("Chance they come back each year, had nothing happened", "80 %", "50 %"),
    ]


def test_an_answer_is_said_once_and_not_again_by_what_follows_from_it(tiles: Case, say: Say) -> None:
    assert told(tiles(), tiles(part=Part.MOSTLY), say) == [("How much of it was ours", "some of it", "most of it")]
    assert told(tiles(), tiles(ask=600), say) == [("What they ask", "$480", "$600")]
    assert told(tiles(), tiles(owed=0), say) == [("What you honestly owe", "$150", "$0")]  # nor what parting repays
    assert told(tiles(), tiles(we_hold=False, weeks_waiting=2), say) == [
        ("Who holds the money", "we do", "they do, it is an unpaid bill"),
        ("Weeks they waited for an answer", "0", "2"),
    ]
    assert told(tiles(), tiles(money_known=False), say) == [("What they ask", "$480", "not said")]


def test_a_guess_of_ones_own_is_said_beside_the_answer(tiles: Case, say: Say) -> None:
    now = tiles(part=Part.MOSTLY, prevail=Guess.chance(0.4))
    assert ("Chance you would be found right", "50 %", "40 %") in told(tiles(), now, say)
    assert told(tiles(), tiles(mistake_cost=Guess.amount(90)), say) == [("What the mistake costs them", "not said", "$90")]


def copied(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """The same ways in a newer weighing, where offers have other ids."""
    return tuple(replace(way, key=way.key.replace("offer-", "offer-4")) for way in ways)


def test_a_copied_offer_is_the_same_offer(tiles: Case, say: Say) -> None:
    then, now = tiles(), tiles(ways=copied(tiles().ways))
    assert compare(then, now) == ()
    assert told(then, move(now, "accept.offer-41", 0.9), say) == [("Chance of a yes: $160 back", "50 %", "90 %")]


def test_offers_that_came_went_and_changed(tiles: Case, say: Say) -> None:
    again = "Lay it again, they buy the tiles"
    dearer = compromise("offer-42", Said(again), Guess.certain(200), 390, Guess.certain(8))
    extra = compromise("offer-43", Said("A rug"), Guess.certain(50), 90)
    now = tiles(ways=(hold_firm(), dearer, extra, give(480), part_ways(hours=Guess.certain(1))))
    assert told(tiles(), now, say) == [
        (again, "costs $120 and 6 h, worth $390 to them", "costs $200 and 8 h, worth $390 to them"),
        ("A rug", "not on the list", "costs $50 and 0 h, worth $90 to them"),
        ("$160 back", "costs $160 and 0 h, worth $160 to them", "not on the list"),
    ]


def test_an_offer_renamed_is_known_by_what_it_gives(tiles: Case, say: Say) -> None:
    ways = copied(tiles().ways)
    renamed = (ways[0], replace(ways[1], label=Said("$160 refund")), ways[2], *ways[4:])
    found = told(replace(tiles(), ways=(*tiles().ways[:3], *tiles().ways[4:])), tiles(ways=renamed), say)
    assert found == [(
        "$160 refund",
        "“$160 back”, costs $160 and 0 h, worth $160 to them",
        "“$160 refund”, costs $160 and 0 h, worth $160 to them",
    )]  # fmt: skip


def test_parting_and_referring(relaunch: Case, say: Say) -> None:
    paid = tuple(part_ways(200, Guess.certain(1)) if way.key == "part" else way for way in relaunch().ways)
    assert told(relaunch(), relaunch(ways=paid), say) == [
        ("Part ways", "repays what you owe, takes 1 h", "repays $200, takes 1 h")
    ]
    assert told(relaunch(), relaunch(has_provider=False), say) == [
        ("Refer them elsewhere", "repays what you owe, takes 1 h", "not on the list")
    ]
