"""Each number on the board, in a sentence, with a sum that really adds up to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from any_dispute import assessments
from hypothesis import given, settings

from clientcare.decision.assessment import Assessment, Part, Want
from clientcare.decision.explaining import Explanation, explain
from clientcare.decision.figures import figures
from clientcare.decision.guess import Guess, Sure
from clientcare.decision.rules import ways_weighed
from clientcare.decision.stakes import weigh
from clientcare.decision.sums import values
from clientcare.decision.way_sum import percent, terms
from clientcare.said import Amount, Said

Case = Callable[..., Assessment]
Say = Callable[[Said], str]
FIGURES = ("worth", "how_sure", "fairness", "share", "owed", "part", "room.least", "room.most")


def amount(value: Any) -> float:
    """The money a line shows."""
    if isinstance(value, Amount):
        return value.value
    inner = amount(value.values["sum"])
    return -inner if value.text.startswith("−") else inner


def added(explanation: Explanation) -> tuple[float, float]:
    """What the lines before the last add up to, and what the last one shows."""
    *parts, (_, total) = explanation.lines
    return sum(amount(value) for _, value in parts), amount(total)


def agree(explanation: Explanation, number: float) -> None:
    parts, total = added(explanation)
    places = 2 if max((abs(amount(value)) for _, value in explanation.lines), default=0) < 99.99 else 0
    rounding = 0.51 * 10**-places
    assert total == pytest.approx(number, abs=rounding)
    assert parts == pytest.approx(total, abs=rounding * (len(explanation.lines) + 1) + 1e-6)


@given(assessments())
@settings(max_examples=40, deadline=None)
def test_every_sum_adds_up_to_the_number_on_the_board(a: Assessment) -> None:
    weighing = weigh(a)
    agree(explain("worth", weighing, a), weighing.value_if_they_stay)
    agree(explain("owed", weighing, a), a.owed)
    if weighing.room:
        agree(explain("room.least", weighing, a), weighing.room.least)
        agree(explain("room.most", weighing, a), weighing.room.most)
    for result in weighing.results:
        shown = result.value if result.way.kind == "hold" else result.against_holding
        agree(explain(f"way:{result.way.key}", weighing, a), shown)


@given(assessments())
@settings(max_examples=60, deadline=None)
def test_the_terms_of_a_way_are_its_closed_sum(a: Assessment) -> None:
    ways = ways_weighed(a)
    likely = {key: figure.guess.likely for key, figure in figures(a, ways).items()}
    closed = values(likely, a, ways)
    for way in ways:
        found = terms(way, a, likely, ways)
        assert sum(value for _, value in found) == pytest.approx(closed[way.key], rel=1e-9, abs=1e-6)
        assert all(value for _, value in found)


def test_a_way_of_the_tiles_line_by_line(tiles: Case, say: Say) -> None:
    found = explain("way:give", weigh(tiles()), tiles())
    assert [(say(name), say(value)) for name, value in found.lines[:-3]] == [
        ("It costs you $480", "−$480"),
        ("They stay: 80 % of $355", "+$284"),
        ("A public complaint: 3 % of $600", "−$18"),
        ("Others asking the same", "−$144"),
    ]
    assert say(found.lines[-1][0]) == "Against “Hold firm”"


def test_an_offer_says_what_follows_a_no(tiles: Case, say: Say) -> None:
    found = explain("way:offer-1", weigh(tiles()), tiles())
    assert "chance of about 50 %" in say(found.sentence) and "“Hold firm”" in say(found.sentence)
    assert ("If no, 50 %: “Hold firm” instead, −$329", "−$165") in [(say(n), say(v)) for n, v in found.lines]


def test_hours_are_said_as_people_count_them(tiles: Case, say: Say) -> None:
    for hours, says in ((6.0, "6 h"), (1.25, "1.2 h"), (1234.5, "1234 h")):
        stakes = tiles(fight_hours=Guess.amount(hours))
        spoken = [say(name) for name, _ in explain("way:hold", weigh(stakes), stakes).lines]
        assert any(f"50 % of {says} of your own" in words for words in spoken)


def test_an_unpaid_bill_is_collected_and_not_claimed(tiles: Case, say: Say) -> None:
    stakes = tiles(we_hold=False)
    spoken = " ".join(say(name) for name, _ in explain("way:hold", weigh(stakes), stakes).lines)
    assert "You do not collect: 50 % of $480" in spoken and "take it further" not in spoken


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "no other work would bring $355"),
        ({"want": Want.IF_EASY}, "half of it counts, $177"),
        ({"want": Want.NO}, "counts nothing"),
        ({"contribution": Guess.amount(-900)}, "costs you about $2,390 more than it brings"),
    ],
)
def test_what_their_work_is_worth_is_said_kindly(tiles: Case, changes: dict[str, Any], says: str, say: Say) -> None:
    stakes = tiles(**changes)
    assert says in say(explain("worth", weigh(stakes), stakes).sentence)


def test_a_long_horizon_keeps_its_stairs_short(tiles: Case, say: Say) -> None:
    stakes = tiles(years=50, sent_clients=Guess.amount(2), average_contribution=300)
    spoken = [say(name) for name, _ in explain("worth", weigh(stakes), stakes).lines]
    assert len(spoken) == 8 and "Years 6 to 50" in spoken and "Clients they would send you, once" in spoken


def test_how_sure_counts_every_shape_once(tiles: Case, say: Say) -> None:
    found = explain("how_sure", weigh(tiles(Sure.UNSURE)), tiles(Sure.UNSURE))
    shares = [value.values["share"] for _, value in found.lines]
    assert sum(shares) == pytest.approx(100, abs=len(shares)) and len(shares) > 1
    assert say(found.lines[-1][0]) == weigh(tiles(Sure.UNSURE)).leader.way.label.text


def test_the_other_figures(tiles: Case, say: Say) -> None:
    stakes = tiles(mistake_cost=Guess.amount(320), revenue_share=0.3, part=Part.NONE)
    told = {name: explain(name, weigh(stakes), stakes) for name in FIGURES}
    assert say(told["fairness"].lines[-1][1]) == "50 %" and "$320" in say(told["fairness"].sentence)
    assert [say(value) for _, value in told["share"].lines] == ["70 %", "30 %"]
    assert say(told["part"].lines[0][1]) == "70 %" and "None of it was ours" in say(told["part"].sentence)
    assert "never saw them again" in say(told["owed"].sentence)


@pytest.mark.parametrize("name", ["", "way:", "way:offer-77", "luck", "fairness", "share", "room.most"])
def test_what_is_not_on_the_board_is_not_explained(tiles: Case, name: str) -> None:
    stakes = tiles(ask=0, owed=0)
    with pytest.raises(ValueError, match="no such number"):
        explain(name, weigh(stakes), stakes)


@given(assessments())
@settings(max_examples=20, deadline=None)
def test_every_explanation_can_be_said(say: Say, a: Assessment) -> None:
    weighing = weigh(a)
    for name in (*FIGURES, *(f"way:{result.way.key}" for result in weighing.results)):
        try:
            found = explain(name, weighing, a)
        except ValueError:
            assert name in ("fairness", "share", "room.least", "room.most")
            continue
        assert say(found.sentence).endswith((".", "…"))
        for name_of, value in found.lines:
            assert say(name_of) and say(value) and "-" not in say(value)


@pytest.mark.parametrize(
    ("chance", "shown"), [(0, 0), (0.0001, 0.1), (0.004, 0.4), (0.4, 40), (0.997, 99.7), (0.99999, 99.9), (1, 100)]
)
def test_what_may_happen_is_never_said_to_be_impossible(chance: float, shown: float) -> None:
    assert percent(chance) == shown


def test_no_worth_is_said_in_words(tiles: Case, say: Say) -> None:
    nothing, filled = tiles(contribution=Guess.certain(0)), tiles(refill_months=0)
    assert "$" not in say(explain("worth", weigh(nothing), nothing).sentence)
    assert say(explain("worth", weigh(filled), filled).sentence).endswith("Other work would bring as much.")
