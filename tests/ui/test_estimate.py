"""A number as an owner gives it: left empty, typed, "not sure", how sure, in the wrong unit, and kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from clientcare import services
from clientcare.records import Known
from clientcare.ui.steps.definition import Estimate
from clientcare.ui.steps.questions import STEPS
from clientcare.ui.widgets.fields import NumberField

ESTIMATES = [field for step in STEPS for field in step.fields if isinstance(field, Estimate)]


def known(owner: Any, id: int) -> Known:
    found: Known = owner.read(lambda session: services.known.about(session, id))
    return found


def kept(owner: Any, id: int) -> dict[str, Any]:
    """What the file holds, once what was typed has been written."""
    owner.window.page("dispute").leave()
    owner.settle()
    return dict(owner.read(lambda session: services.disputes.detail(session, id)).answers)


def field(owner: Any, name: str) -> NumberField:
    found = owner.find(f"answer.{name}", NumberField)
    assert isinstance(found, NumberField)
    return found


def text(owner: Any, name: str) -> str:
    return str(owner.find(f"answer.{name}").text())


def test_every_number_that_is_asked_has_a_default_in_its_unit_and_says_where_it_comes_from(owner: Any, tiles: int) -> None:
    defaults = known(owner, tiles).defaults
    for estimate in ESTIMATES:
        default = defaults[estimate.name]
        assert default.unit == estimate.unit, estimate.name
        assert default.origin.text, estimate.name
        assert default.value is not None or estimate.name == "mistake_cost"  # nobody knows what it cost them
    assert defaults["owe_sum"].value == 240


@pytest.mark.parametrize("step", ["weigh.yours", "weigh.others", "weigh.theirs", "weigh.brings", "weigh.worth"])
def test_an_empty_field_shows_what_it_counts_as_and_why(owner: Any, tiles: int, step: str) -> None:
    owner.go("dispute", tiles, step)
    defaults = known(owner, tiles).defaults
    shown = [estimate for estimate in ESTIMATES if owner.sees(f"answer.{estimate.name}.origin")]
    assert shown
    for estimate in shown:
        origin = owner.window.words.say(defaults[estimate.name].origin)
        assert origin in text(owner, f"{estimate.name}.origin")
        if estimate.unit != "months" and defaults[estimate.name].value is not None:
            assert field(owner, estimate.name).placeholderText() and not field(owner, estimate.name).text()


def test_what_a_screen_reader_hears_of_an_empty_field_holds_the_number(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.brings")
    assert "Left empty, it counts as $1,950." in field(owner, "revenue").accessibleDescription()
    assert "Left empty, it counts as 40 %." in field(owner, "margin").accessibleDescription()


def test_a_number_typed_is_fairly_sure_until_the_owner_says_otherwise(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.others")
    assert not owner.sees("answer.harm.sure.fairly")
    owner.type("answer.harm", "900")
    assert owner.find("answer.harm.sure.fairly").isChecked() and not owner.sees("answer.harm.origin")
    assert kept(owner, tiles)["harm"] == {"value": 900.0, "sure": "fairly"}
    owner.click("answer.harm.sure.sure")
    assert kept(owner, tiles)["harm"] == {"value": 900.0, "sure": "sure"}
    owner.type("answer.harm", "950")
    assert kept(owner, tiles)["harm"] == {"value": 950.0, "sure": "sure"}


def test_a_number_taken_back_is_as_usual_again(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.others")
    owner.type("answer.harm", "900")
    kept(owner, tiles)
    owner.type("answer.harm", "")
    assert owner.sees("answer.harm.origin") and owner.sees("answer.harm.not_sure")
    assert kept(owner, tiles)["harm"] is None


def test_not_sure_is_an_answer_and_widens_the_usual_one(owner: Any, tiles: int) -> None:
    usual = known(owner, tiles).defaults["others"].value
    owner.go("dispute", tiles, "weigh.others")
    owner.click("answer.others.not_sure")
    assert kept(owner, tiles)["others"] == {"value": None, "sure": "unsure"}
    weighed = owner.read(lambda session: services.decisions.assessment(session, tiles)).others
    assert weighed.likely == usual and weighed.sure == "unsure"
    assert text(owner, "others.origin") == "It counts as $144, give or take a lot."
    owner.go("today")
    owner.go("dispute", tiles, "weigh.others")
    assert owner.find("answer.others.not_sure").isChecked()
    owner.click("answer.others.not_sure")
    assert kept(owner, tiles)["others"] is None


def test_a_number_after_not_sure_counts(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.others")
    owner.click("answer.others.not_sure")
    owner.type("answer.others", "50")
    assert kept(owner, tiles)["others"] == {"value": 50.0, "sure": "fairly"}


def test_shares_are_typed_in_per_cent_and_read_back_so(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.worth")
    owner.type("answer.retention", "7")
    assert kept(owner, tiles)["retention"] == {"value": 0.07, "sure": "fairly"}
    owner.go("dispute", tiles, "weigh.brings")
    owner.type("answer.margin", "55")
    owner.type("answer.revenue", "2100")
    owner.type("answer.hours_beyond", "3.5")
    answers = kept(owner, tiles)
    assert (answers["margin"], answers["revenue"], answers["hours_beyond"]) == (0.55, Decimal(2100), 3.5)
    owner.go("dispute", tiles, "weigh.worth")
    assert field(owner, "retention").text() == "7"
    owner.go("dispute", tiles, "weigh.brings")
    assert [field(owner, name).text() for name in ("margin", "revenue")] == ["55", "2,100"]


def test_nobody_asks_how_sure_of_what_the_client_brings(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.brings")
    owner.type("answer.margin", "55")
    assert not owner.sees("answer.margin.sure.fairly") and not owner.sees("answer.margin.not_sure")


@pytest.mark.parametrize(
    ("step", "name", "typed"),
    [
        ("weigh.worth", "retention", "400"),
        ("weigh.worth", "retention", "-5"),
        ("weigh.yours", "fight_hours", "-3"),
        ("weigh.yours", "fight_hours", "99999"),
        ("weigh.others", "harm", "a lot"),
        ("weigh.asked", "asked", "-480"),
    ],
)
def test_what_cannot_be_says_what_to_do_and_stays_where_it_is(
    owner: Any, tiles: int, step: str, name: str, typed: str
) -> None:
    owner.go("dispute", tiles, step)
    owner.type(f"answer.{name}", typed)
    assert text(owner, f"{name}.trouble").startswith("Type ")
    owner.click("dispute.next")
    assert field(owner, name).text() == typed and field(owner, name).hasFocus()  # not passed over in silence
    owner.write(lambda session: services.disputes.update(session, tiles, agreed="Tile A-114"))
    assert field(owner, name).text() == typed  # nor by what is read meanwhile
    assert kept(owner, tiles).get(name) is None
    owner.type(f"answer.{name}", "20")
    assert not owner.sees(f"answer.{name}.trouble")
    owner.click("dispute.next")
    assert not owner.sees(f"answer.{name}")


def test_how_soon_other_work_comes_is_a_tap(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.worth")
    assert "counts as 6 months" in text(owner, "refill.origin")
    for chip, value in (("0", 0), ("24", 24), ("60", 60)):
        owner.click(f"answer.refill.{chip}")
        assert kept(owner, tiles)["refill"]["value"] == value
    assert owner.read(lambda session: services.decisions.assessment(session, tiles)).refill_months is None  # never
    owner.click("answer.refill.unsure")
    assert kept(owner, tiles)["refill"] == {"value": None, "sure": "unsure"}
    owner.click("answer.refill.unsure")
    assert kept(owner, tiles)["refill"] is None
    assert owner.read(lambda session: services.decisions.assessment(session, tiles)).refill_months == 6


def test_a_slider_between_two_chips_is_told_and_gives_way_to_a_tap(owner: Any, tiles: int) -> None:
    owner.write(lambda session: services.decisions.move(session, tiles, "refill", 7))
    owner.go("dispute", tiles, "weigh.worth")
    assert text(owner, "refill.origin") == "On the board you set 7 months."
    owner.click("answer.refill.12")
    assert kept(owner, tiles)["refill"]["value"] == 12


def test_a_slider_of_the_board_is_the_same_answer(owner: Any, tiles: int) -> None:
    owner.write(lambda session: services.decisions.move(session, tiles, "harm", 1234.5, "certain"))
    owner.go("dispute", tiles, "weigh.others")
    assert field(owner, "harm").text() == "1,234.50"
    owner.type("answer.harm", "1300")
    assert kept(owner, tiles)["harm"] == {"value": 1300.0, "sure": "certain"}  # nobody asked them to be less sure


def test_money_is_also_said_in_hours_of_ones_own_work(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.asked")
    assert text(owner, "asked.feels") == "about 14 hours of your work"  # $480 at $35
    owner.type("answer.asked", "210")
    assert text(owner, "asked.feels") == "about 6 hours of your work"
    owner.go("dispute", tiles, "weigh.others")
    owner.type("answer.harm", "350")
    assert text(owner, "harm.feels") == "about 10 hours of your work"
    owner.go("dispute", tiles, "weigh.worth")
    owner.type("answer.retention", "80")
    assert not text(owner, "retention.feels")  # no money


def test_a_default_follows_what_becomes_known_and_leaves_the_typing_alone(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.others")
    owner.type("answer.harm", "9")
    owner.write(lambda session: services.disputes.update(session, tiles, asked=Decimal(1000)))
    assert field(owner, "others").placeholderText() == "300" and field(owner, "harm").text() == "9"
    owner.qtbot.keyClicks(field(owner, "harm"), "50")
    assert kept(owner, tiles)["harm"]["value"] == 950


def test_an_estimate_survives_leaving_at_once(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.yours")
    owner.type("answer.fight_hours", "9")
    owner.go("clients")
    owner.go("dispute", tiles, "weigh.yours")
    assert field(owner, "fight_hours").text() == "9"


def test_what_is_owed_in_part_shows_the_half_it_counts_as_while_empty(owner: Any, tiles: int) -> None:
    owner.write(lambda session: services.decisions.answer(session, tiles, owe_sum=None))
    owner.go("dispute", tiles, "weigh.owe")
    assert field(owner, "owe_sum").placeholderText() == "$240" and not field(owner, "owe_sum").text()
    assert owner.read(lambda session: services.decisions.assessment(session, tiles)).owed == 240


def test_a_field_says_its_unit_to_a_screen_reader(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.worth")
    assert field(owner, "retention").accessibleName().endswith("each year (%)")


def test_what_is_typed_stays_as_it_is_typed_once_it_is_saved(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.worth")
    owner.type("answer.retention", "7.2500")
    assert kept(owner, tiles)["retention"]["value"] == 0.0725
    assert field(owner, "retention").text() == "7.2500"
