"""The sliders: which come first, how far they run, and what moving one does."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from clientcare.decision.assessment import Assessment
from clientcare.decision.guess import Guess, Sure
from clientcare.decision.levers import NEVER, Lever, levers, move
from clientcare.decision.stakes import weigh
from clientcare.decision.ways_out import expected_value, part_ways
from clientcare.said import Said

Case = Callable[..., Assessment]


def lever(assessment: Assessment, key: str) -> Lever:
    return next(lever for lever in levers(assessment) if lever.key == key)


def keys(assessment: Assessment) -> list[str]:
    return [lever.key for lever in levers(assessment)]


def test_the_board_of_the_tiles_starts_with_what_matters_most(tiles: Case, say: Callable[[Said], str]) -> None:
    first = levers(tiles(Sure.FAIRLY, mistake_cost=Guess.amount(200)))[:7]
    assert [say(lever.title) for lever in first] == [
        "What you honestly owe, whatever happens next",
        "Your own hours: Lay it again, they buy the tiles",
        "Chance they stay if you hold firm",
        "Chance they stay with a compromise",
        "Chance of a public complaint if you hold firm",
        "Until other work would fill the time",
        "What the mistake costs them",
    ]
    assert [lever.unit for lever in first] == ["money", "hours", "chance", "chance", "chance", "months", "money"]
    assert [lever.value for lever in first] == [150, 6, 0.2, 0.75, 0.35, 6, 200]
    assert first[1].sure == Sure.FAIRLY


def test_every_slider_has_a_name_and_holds_its_value(tiles: Case, relaunch: Case, leak: Case) -> None:
    for case in (tiles(Sure.FAIRLY), relaunch(Sure.UNSURE), leak()):
        for each in levers(case):
            assert each.title.text and each.least <= each.value <= each.most and each.least < each.most
            assert each.unit in ("money", "chance", "hours", "months", "clients")
        assert len(set(keys(case))) == len(keys(case))


def test_moving_a_slider_to_where_it_stands_changes_nothing(tiles: Case) -> None:
    stakes = tiles(Sure.FAIRLY)
    before = weigh(stakes)
    for each in levers(stakes):
        after = weigh(move(stakes, each.key, each.value))
        assert after.leader.value == pytest.approx(before.leader.value, rel=1e-6), each.key


def test_a_moved_slider_stands_where_it_was_put(tiles: Case) -> None:
    stakes = tiles(Sure.FAIRLY)
    for each in levers(stakes):
        there = each.least + 0.25 * (each.most - each.least)
        moved = lever(move(stakes, each.key, there, Sure.UNSURE), each.key)
        assert moved.value == pytest.approx(there), each.key


def test_how_sure_stays_unless_it_is_said_anew(tiles: Case) -> None:
    stakes = tiles(Sure.UNSURE)
    assert lever(move(stakes, "harm", 900), "harm").sure == Sure.UNSURE
    assert lever(move(stakes, "harm", 900, "sure"), "harm").sure == Sure.SURE
    assert lever(move(stakes, "stay.hold", 0.3, "certain"), "stay.hold").sure == Sure.CERTAIN
    assert lever(move(tiles(), "mistake_cost", 300), "mistake_cost").sure == Sure.FAIRLY


def test_what_is_owed_carries_what_is_repaid(tiles: Case) -> None:
    more = move(tiles(), "owed", 300)
    assert expected_value(part_ways(), more) == expected_value(part_ways(300), more)
    kept = move(move(tiles(), "cost.part", 100), "owed", 300)
    assert lever(kept, "cost.part").value == 100
    assert kept == move(move(tiles(), "owed", 300), "cost.part", 100)


def test_an_offer_and_the_same_as_a_fair_end_move_together(tiles: Case) -> None:
    moved = move(tiles(), "cost.offer-1", 200)
    assert [way.cost.likely for way in moved.ways if way.key.startswith("offer-1")] == [200, 200]
    assert "cost.offer-1-part" not in keys(tiles()) and "hours.offer-1-part" not in keys(tiles())


def test_money_handed_over_is_worth_what_it_costs() -> None:
    from clientcare.decision.ways_out import compromise

    stakes = Assessment(ask=480, ways=(compromise("offer-1", Said("$160 back"), 160, 160),))
    assert move(stakes, "cost.offer-1", 200).ways[0].worth == 200
    work = Assessment(ask=480, ways=(compromise("offer-1", Said("Tiles"), 120, 390),))
    assert move(work, "cost.offer-1", 200).ways[0].worth == 390


def test_never_is_the_far_end_of_the_refill(tiles: Case) -> None:
    assert move(tiles(), "refill", NEVER).refill_months is None
    assert lever(tiles(refill_months=None), "refill").value == NEVER
    assert move(tiles(), "refill", 0).refill_months == 0


def test_a_chance_of_one_way_can_be_its_own(tiles: Case) -> None:
    ways = tiles().ways
    own = tiles(ways=(ways[0], replace(ways[1], stay=Guess.chance(0.9)), *ways[2:]))
    assert "stay.offer-1" in keys(own) and "stay.compromise" in keys(own)
    moved = move(move(own, "stay.offer-1", 0.5), "stay.compromise", 0.6)
    assert (lever(moved, "stay.offer-1").value, lever(moved, "stay.compromise").value) == (0.5, 0.6)


@pytest.mark.parametrize("key", ["cost.offer-99", "accept.offer-99", "stay.offer-99", "nonsense", "", "cost.give"])
def test_a_slider_of_something_gone_changes_nothing(tiles: Case, key: str) -> None:
    assert move(tiles(), key, 1) is not None and move(tiles(), key, 1) == tiles()


@pytest.mark.parametrize(
    ("key", "value", "stands"),
    [
        ("stay.hold", 7, 1),
        ("stay.hold", -1, 0),
        ("hours.offer-2", -5, 0),
        ("harm", -5, 0),
        ("owed", -5, 0),
        ("refill", 999, 60),
    ],
)
def test_beyond_what_makes_sense_is_brought_inside(tiles: Case, key: str, value: float, stands: float) -> None:
    assert lever(move(tiles(Sure.FAIRLY), key, value), key).value == stands


def test_a_slider_needs_a_number_and_a_known_word(tiles: Case) -> None:
    with pytest.raises(ValueError, match="number"):
        move(tiles(), "harm", math.nan)
    with pytest.raises(ValueError):
        move(tiles(), "harm", 5, "rather")


def test_what_cannot_matter_has_no_slider(tiles: Case) -> None:
    assert not {"owed", "pursue", "prevail", "others", "fight_hours"} & set(keys(tiles(ask=0, owed=0)))
    assert "pursue" not in keys(tiles(we_hold=False)) and "prevail" in keys(tiles(we_hold=False))
    assert "sent_clients" not in keys(tiles()) and "sent_clients" in keys(tiles(average_contribution=100))
    assert "cost.give" not in keys(tiles())
