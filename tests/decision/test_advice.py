"""The advice as the owner reads it, and the cautions no sum overrides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from clientcare.decision.advice import TRIAGE, Advice, Caution, advise, quick_answer
from clientcare.decision.assessment import Assessment, IfNo, Mood, Part, Want
from clientcare.decision.guess import Guess, Sure
from clientcare.decision.stakes import BreakEven, weigh
from clientcare.decision.ways_out import compromise, give, hold_firm, part_ways, settle_then_part
from clientcare.said import Said

Case = Callable[..., Assessment]
Say = Callable[[Said], str]


def advice(assessment: Assessment) -> Advice:
    return advise(weigh(assessment), assessment)


def sentences(value: Any) -> Iterator[Said]:
    if isinstance(value, Said):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from sentences(each)
    elif isinstance(value, (Advice, Caution)):
        for field in fields(value):
            yield from sentences(getattr(value, field.name))


def test_the_tiles_in_words(tiles: Case, say: Say) -> None:
    said = advice(tiles(Sure.FAIRLY))
    assert say(said.headline) == "“$160 back” leads, about $180 better than holding firm"
    assert "less than the fight would cost" in say(said.explanation)
    assert "more than covers what you said you owe" in say(said.explanation)
    assert say(said.how_sure) == "leads in 9 of 10 ways your guesses could be off"
    assert said.room and "$150" in say(said.room) and "$430" in say(said.room)
    assert say(said.cost_now) == "It costs you $160 now." or "about $160" in say(said.cost_now)
    assert 1 <= len(said.reasons) <= 4 and said.would_change and said.cautions == ()


def test_the_free_relaunch_in_words(relaunch: Case, say: Say) -> None:
    said = advice(relaunch(Sure.FAIRLY))
    assert "Refer them elsewhere" in say(said.headline)
    assert "costs you more than it brings" in say(said.future)
    assert said.room and say(said.room) == "Money alone won’t do it: try time, rework, an explanation."


def test_mostly_ours_is_put_right_first_and_says_why(leak: Case, say: Say) -> None:
    nothing = Guess.certain(0)
    cheap_no = advice(leak(Sure.FAIRLY, owed=0, harm=nothing, contribution=nothing, pursue=nothing))
    assert "Most of this was ours" in say(cheap_no.explanation) and "Apologise" in say(cheap_no.explanation)


def test_less_than_owed_is_named_where_it_would_lead(tiles: Case, say: Say) -> None:
    said = advice(tiles(Sure.FAIRLY, owed=200))
    assert "$160 back" in say(said.explanation) and "less than you said you owe" in say(said.explanation)


def test_holding_firm_is_said_against_the_next_way(tiles: Case, say: Say) -> None:
    said = advice(tiles(Sure.SURE, owed=0, part=Part.NONE, if_no=IfNo.GRUMBLE, want=Want.NO))
    assert say(said.headline).startswith("Holding firm leads, about $")
    assert "if it comes to a fight" in say(said.cost_now)


def test_after_settling_and_parting_no_work_stays_in_play(tiles: Case, say: Say) -> None:
    fair_end = tiles(ways=(hold_firm(), settle_then_part("offer-1-part", "$160 back, then part", 160, 160)))
    said = advice(fair_end)
    assert "then part" in say(said.headline) and say(said.future).endswith("would end.")


def test_a_complaint_is_only_as_unlikely_as_a_yes(tiles: Case, say: Say) -> None:
    spoken = " ".join(map(say, advice(tiles()).reasons))
    assert "20 % rather than 35 %" in spoken  # half of them say yes: then 5 %


def test_no_fight_is_named_where_it_costs_nothing(tiles: Case, say: Say) -> None:
    assert not any("fight" in say(each) for each in advice(tiles(fight_hours=0)).reasons)


def test_nothing_to_speak_of_is_not_a_sum(tiles: Case, say: Say) -> None:
    hopeless = tiles(owed=0, part=Part.NONE, pursue=Guess.certain(0.01), fight_hours=0)
    room = advice(hopeless).room
    assert room and "even a small sum may suit them" in say(room)
    nothing = Guess.certain(0)
    no_money = Assessment(part=Part.NONE, harm=Guess.amount(600), ways=(hold_firm(), give(0)), chances=(
        ("harm.hold", Guess.certain(0.1)), ("harm.give", Guess.certain(0.1001))), contribution=nothing)  # fmt: skip
    assert say(advice(no_money).headline) == "Holding firm leads, about level with “Give all they ask”"


def test_a_no_is_not_praised_for_what_it_does_not_do(tiles: Case, say: Say) -> None:
    no = {"owed": 0, "part": Part.NONE}
    held = advice(tiles(**no, ask=5000, others=Guess.certain(5000)))
    assert say(held.headline).startswith("Holding firm") and "more than a kind, clear no" in say(held.explanation)
    assert not any("in play" in say(each) for each in held.reasons)
    alone = advice(tiles(**no, ways=(hold_firm(),)))
    assert say(alone.explanation) == "Nothing on the list does better than a kind, clear no."


def test_no_door_is_kept_open_for_work_that_does_not_count(leak: Case, say: Say) -> None:
    assert "keeps the door open" in say(advice(leak()).explanation)
    said = advice(leak(want=Want.NO))
    assert "We repair it ourselves" in say(said.headline) and "door open" not in say(said.explanation)


def test_too_close_to_call_asks_the_first_question(tiles: Case, say: Say) -> None:
    twins = tuple(
        compromise(f"offer-{i}", Said(f"Way {i}"), Guess.amount(160), 160, Guess.amount(1)) for i in (1, 2, 3)
    )
    said = advice(tiles(Sure.FAIRLY, owed=0, ways=(hold_firm(), *twins)))
    assert "a little ahead of" in say(said.headline)
    assert say(said.how_sure).startswith("Too close to call. Settle this first: ")


def test_no_sums_are_shown_while_none_are_known(say: Say) -> None:
    said = advice(Assessment(ask=400, owed=200, money_known=False, ways=(hold_firm(), give(400))))
    everything = " ".join(say(each) for each in sentences(said))
    assert "$" not in everything and said.room is None


def test_where_nothing_is_known_no_way_is_praised(say: Say) -> None:
    said = advice(Assessment(money_known=False))
    assert "come out level" in say(said.headline) and say(said.how_sure).startswith("Too close to call")


@pytest.mark.parametrize("sure", list(Sure))
def test_every_sentence_can_be_said(tiles: Case, relaunch: Case, leak: Case, say: Say, sure: Sure) -> None:
    changes: list[dict[str, Any]] = [
        {}, {"owed": 0, "part": Part.NONE}, {"want": Want.NO}, {"ask": 0, "owed": 0}, {"money_known": False},
        {"contribution": Guess.certain(0)}, {"we_hold": False}, {"owed": 5000}, {"ways": ()}, {"ways": (hold_firm(),)},
        {"triage": frozenset(key for key, _ in TRIAGE), "mood": Mood.FURIOUS, "revenue_share": 0.5},
    ]  # fmt: skip
    for case in (tiles, relaunch, leak):
        for change in changes:
            said = advice(case(sure, **change))
            for each in sentences(said):
                words = say(each)
                assert words and "  " not in words and "better off" not in words
            assert len(said.reasons) <= 4 and len(set(map(say, said.reasons))) == len(said.reasons)


@pytest.mark.parametrize(
    ("answers", "starts"),
    [
        (
            {"ask": 480, "owed": 150, "want": Want.GLADLY, "if_no": IfNo.COMPLAIN, "harm": Guess.amount(600)},
            "Meeting them",
        ),
        ({"ask": 480, "part": Part.NONE, "want": Want.NO, "if_no": IfNo.GRUMBLE}, "Holding firm"),
        ({"ask": 480, "owed": 480, "part": Part.MOSTLY, "want": Want.GLADLY}, "Giving what they ask"),
    ],
)
def test_four_answers_give_one_in_words_at_once(answers: dict[str, Any], starts: str, say: Say) -> None:
    contribution = {"contribution": Guess.amount(780)}
    assert say(quick_answer(Assessment(**(contribution | answers)))).startswith(starts)


def test_where_it_was_mostly_ours_the_answer_begins_with_an_apology(leak: Case, say: Say) -> None:
    assert say(quick_answer(leak(Sure.FAIRLY))).startswith("Apologising and putting it right")
    assert "apology" in say(quick_answer(Assessment(ask=480, owed=480, part=Part.MOSTLY, contribution=Guess.amount(780))))


def test_parting_beside_a_referral_does_not_hide_what_would_change_it(relaunch: Case) -> None:
    weighing = weigh(relaunch(Sure.FAIRLY))
    assert weighing.leader.way.key == "refer" and weighing.swings
    leaders = (weighing.break_even.stay_leader, weighing.break_even.concession_leader)
    assert any(leader and leader.key not in ("refer", "part") for leader in leaders)


def test_the_quick_answer_says_when_it_is_close(say: Say) -> None:
    said = {
        say(quick_answer(Assessment(ask=480, part=Part.NONE, harm=Guess.amount(x, Sure.UNSURE))))
        for x in range(0, 700, 25)
    }
    assert any("Too close to call so far" in words for words in said)
    assert any("Holding firm" in words for words in said)


# ---- cautions


def caution(assessment: Assessment, key: str) -> Caution | None:
    return next((each for each in advice(assessment).cautions if each.key == key), None)


@pytest.mark.parametrize("key", [key for key, _ in TRIAGE])
def test_what_was_ticked_comes_again_with_what_to_do(tiles: Case, key: str, say: Say) -> None:
    found = caution(tiles(triage=frozenset({key})), key)
    assert found and say(found.title) and len(say(found.what_to_do)) > 40


def test_insurance_comes_before_any_admission(tiles: Case, say: Say) -> None:
    found = caution(tiles(triage=frozenset({"safety"})), "safety")
    assert found and "insurer before you admit" in say(found.what_to_do)


def test_parting_after_a_safety_complaint_needs_advice_first(relaunch: Case, tiles: Case) -> None:
    assert caution(relaunch(triage=frozenset({"safety"})), "parting")
    assert not caution(tiles(triage=frozenset({"safety"})), "parting")


@pytest.mark.parametrize(
    ("share", "savings", "says"),
    [
        (0.25, 5000, None),
        (0.26, 5000, "2 month(s): too much to stake on averages"),
        (0.40, 9000, "cover 4 month(s)"),
        (0.40, None, "start replacing it"),
    ],
)
def test_one_large_client(tiles: Case, share: float, savings: float | None, says: str | None, say: Say) -> None:
    found = caution(tiles(revenue_share=share, savings=savings, monthly_costs=2000), "dependence")
    assert (says in say(found.what_to_do)) if found and says else found is None


@pytest.mark.parametrize(
    ("mood", "hours", "deadline", "sleeps"),
    [
        (Mood.FURIOUS, 0.5, None, True),
        (Mood.FURIOUS, None, 48, True),
        (Mood.FURIOUS, 0.5, 10, False),
        (Mood.FURIOUS, 5, None, False),
        (Mood.TENSE, 0.5, None, False),
        (Mood.CALM, 0.5, None, False),
    ],
)
def test_anger_sleeps_on_it(tiles: Case, mood: Mood, hours: float | None, deadline: float | None, sleeps: bool) -> None:
    stakes = tiles(mood=mood, hours_since_told=hours, hours_to_deadline=deadline)
    assert (caution(stakes, "anger") is not None) == sleeps


def test_buying_silence_is_named(tiles: Case) -> None:
    ways = (*tiles().ways, compromise("offer-9", Said("{o}", {"o": "$200 if they delete the review"}), 200, 200))
    assert caution(tiles(ways=ways), "silence")


def test_what_is_said_of_a_no_is_true_of_the_no(leak: Case, say: Say) -> None:
    nothing = Guess.certain(0)
    likely_right = {"harm": Guess.certain(6000), "prevail": Guess.certain(0.8), "contribution": nothing}
    dear_no = leak(Sure.FAIRLY, owed=0, **likely_right, ways=(hold_firm(), give(2000), part_ways(0)))
    said = advice(dear_no)  # parting with nothing seems cheapest here, a no dearer than giving all
    assert "better than holding firm" in say(said.headline)
    assert say(said.explanation) == "Most of this was ours. Apologise and put it right first, even if parting seems cheaper."
    threatened = advice(leak(owed=0, ways=(hold_firm(), give(2000), part_ways(0)), triage=frozenset({"threats"}), harm=nothing))
    assert "Part ways" in say(threatened.headline) and "Apologise" not in say(threatened.explanation)


def test_nobody_is_sent_off_with_nothing_for_what_was_mostly_ours(leak: Case) -> None:
    no_money = leak(ask=0, owed=0, contribution=Guess.certain(-900), ways=(hold_firm(), give(0), part_ways()))
    assert weigh(no_money).leader.way.key == "give"
    assert weigh(leak(ask=0, owed=0, ways=(hold_firm(), give(0), part_ways(300)))).result("part").may_lead  # type: ignore[union-attr]


def test_several_guesses_together_may_change_what_none_changes_alone(say: Say) -> None:
    stakes = Assessment(ask=45000, if_no=IfNo.COMPLAIN, contribution=Guess.amount(300, Sure.UNSURE), refill_months=0, harm=50,
                        retention=0.9, ways=(hold_firm(), give(45000), part_ways(0)))  # fmt: skip
    weighing = weigh(stakes)
    assert 0.99 < weighing.how_sure < 1 and not any(swing.flips for swing in weighing.swings)
    assert [say(each) for each in advice(stakes).would_change] == ["No single guess would change this, only several together."]
    alone = advice(replace(stakes, ways=(hold_firm(), give(45000))))
    assert [say(each) for each in alone.would_change] == ["Nothing within your guesses would change this."]


def test_no_chance_of_a_yes_is_under_nought(tiles: Case, say: Say) -> None:
    found = weigh(tiles())
    slight = replace(found, break_even=BreakEven(accept=0.002, accept_leader=hold_firm()))
    assert "under 1 %" in say(advise(slight, tiles()).would_change[0])


def test_a_room_too_small_to_be_heard_is_none(tiles: Case, say: Say) -> None:
    small = tiles(owed=0, part=Part.NONE, pursue=Guess.certain(0.1), want=Want.NO, harm=Guess.certain(60))
    room = weigh(small).room
    assert room and room.overlap and 0.01 * 480 < room.most < 0.1 * 480
    said = advice(small).room
    assert said and say(said).startswith("Money alone won’t do it")


def test_under_a_threat_more_than_is_owed_is_only_for_its_own_sake(tiles: Case, say: Say) -> None:
    threatened = tiles(triage=frozenset({"threats"}))
    said = advice(threatened)
    assert "$160 back" in say(said.headline) and "without the threat" in say(said.cautions[0].what_to_do)
    assert not any("future work" in say(each) for each in said.reasons)
    fair = advice(tiles(triage=frozenset({"threats"}), owed=160))
    assert "$160 back" in say(fair.headline) and "without the threat" not in say(fair.cautions[0].what_to_do)


def test_a_hair_likelier_to_stay_is_no_reason(tiles: Case, say: Say) -> None:
    assert any("future work in play" in say(each) for each in advice(tiles()).reasons)
    late = advice(tiles(weeks_waiting=14))
    assert weigh(tiles(weeks_waiting=14)).at_stake > 0
    assert not any("future work in play" in say(each) for each in late.reasons)


def test_who_is_not_wanted_back_is_not_called_worth_little(tiles: Case, say: Say) -> None:
    ways = (hold_firm(), settle_then_part("offer-1-part", "$160 back, then part", 160, 160))
    reasons = [say(each) for each in advice(tiles(ways=ways, want=Want.NO, refill_months=None)).reasons]
    assert "You said you do not want them back." in reasons and "Little future work hangs on this." not in reasons


def test_without_holding_firm_on_the_list_no_rule_is_made_up(say: Say) -> None:
    unpaid = Assessment(ask=2000, part=Part.NONE, we_hold=False, if_no=IfNo.LEAVE, harm=0, ways=(give(2000), part_ways()))
    said = advice(unpaid)
    assert weigh(unpaid).leader.against_holding < 0 and say(said.headline) == "“Part ways” looks best"
