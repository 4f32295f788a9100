"""The weighing screen by screen: four questions and an answer, or closer by small screens that can all be passed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from clientcare import services
from clientcare.records import DecisionForm, DisputeForm, PaymentForm
from clientcare.ui.steps.questions import CLOSER
from clientcare.ui.steps.weighing.first_answer import asked_at
from clientcare.ui.steps.weighing.quick_answer import AnswerSoFar, QuickAnswer


@pytest.fixture
def fresh(owner: Any) -> int:
    """A dispute of a new client about which nothing is known yet, at the first of the four questions."""
    form = DisputeForm("Garden wall", client_name="Rosa Grey")
    id: int = owner.write(lambda session: services.disputes.create(session, form))
    owner.go("dispute", id, "weigh.asked")
    return id


def at(owner: Any) -> str:
    return str(owner.window.page("dispute")._at.key)


def answers(owner: Any, id: int) -> dict[str, Any]:
    detail = owner.read(lambda session: services.disputes.detail(session, id))
    return {**detail.answers, "screen": detail.screen, "stage": detail.stage}


def text(owner: Any, name: str) -> str:
    return str(owner.find(name).text())


def waits_for(owner: Any, name: str) -> None:
    owner.qtbot.waitUntil(lambda: owner.sees(name), timeout=10_000)
    owner.settle()


def answer_the_four(owner: Any) -> None:
    """By mouse and keys, as they come."""
    owner.type("answer.asked", "900")
    owner.click("dispute.next")
    owner.click("answer.owe.part")
    owner.click("dispute.next")
    owner.click("answer.want_back.gladly")
    owner.click("dispute.next")
    owner.click("answer.if_no.complain")
    owner.click("dispute.next")


def on_answer(owner: Any, id: int) -> None:
    owner.go("dispute", id, "weigh.answer")
    waits_for(owner, "answer.ahead")


# -- the short way


def test_four_answers_and_the_suggestion_stands_there_with_its_reasons(owner: Any, fresh: int) -> None:
    answer_the_four(owner)
    assert at(owner) == "weigh.answer"
    waits_for(owner, "answer.ahead")
    assert "looks best so far" in text(owner, "answer.headline")
    assert text(owner, "answer.reason.0") and not owner.sees("answer.missing")
    assert owner.find("dispute.next").text() == "Decide what to do"
    owner.click("dispute.next")
    assert at(owner) == "decide" and not answers(owner, fresh)["closer"]


def test_a_tap_on_the_stepper_begins_the_weighing_with_the_first_question(owner: Any, tiles: int) -> None:
    owner.write(lambda session: services.decisions.answer(session, tiles, want_back=""))
    owner.go("dispute", tiles, "decide")
    owner.click("step.weigh")
    assert at(owner) == "weigh.asked"


@pytest.mark.parametrize(("closer", "outcome"), [(False, "weigh.answer"), (True, "weigh.board")])
def test_once_the_four_are_answered_the_stepper_shows_the_outcome_and_tapped_again_the_questions(
    owner: Any, tiles: int, closer: bool, outcome: str
) -> None:
    owner.write(lambda session: services.decisions.answer(session, tiles, closer=closer))
    owner.go("dispute", tiles, "decide")
    owner.click("step.weigh")
    assert at(owner) == outcome
    owner.click("step.weigh")
    assert at(owner) == "weigh.asked"


def test_enter_goes_from_line_to_line_and_on_after_the_last(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "listen.about")
    owner.window.activateWindow()
    owner.qtbot.keyClick(owner.find("answer.title"), Qt.Key.Key_Return)
    assert owner.find("answer.about").hasFocus() and at(owner) == "listen.about"
    owner.qtbot.keyClick(owner.find("answer.about"), Qt.Key.Key_Return)
    assert at(owner) == "listen.triage"
    owner.go("dispute", tiles, "weigh.others")
    harm = owner.find("answer.harm")
    harm.clear()
    owner.qtbot.keyClicks(harm, "lots")
    owner.qtbot.keyClick(harm, Qt.Key.Key_Return)
    assert harm.hasFocus() and at(owner) == "weigh.others"  # what cannot be used is not passed over
    harm.clear()
    owner.qtbot.keyClicks(harm, "900")
    owner.qtbot.keyClick(harm, Qt.Key.Key_Return)
    owner.qtbot.keyClick(owner.find("answer.others"), Qt.Key.Key_Return)
    assert at(owner) == "weigh.theirs" and answers(owner, tiles)["harm"]["value"] == 900


def test_an_unpaid_bill_is_told_with_the_first_question_and_the_first_compromise_is_off_it(owner: Any, fresh: int) -> None:
    owner.click("answer.they_hold")
    answer_the_four(owner)
    waits_for(owner, "answer.ahead")
    offers = owner.read(lambda session: services.disputes.detail(session, fresh)).offers
    assert [offer.title for offer in offers] == ["$450 off"] and offers[0].owed_from == "them"
    assert any("They have not paid $900" in line.text() for line in owner.window.findChildren(QLabel) if line.isVisible())


def test_tab_goes_from_the_answer_to_what_can_be_done_about_it(owner: Any, fresh: int) -> None:
    answer_the_four(owner)
    owner.window.activateWindow()
    owner.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "answer.board"
    owner.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    owner.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget().objectName() != "answer.board"


def test_the_cursor_waits_in_the_first_line_still_empty(owner: Any, fresh: int) -> None:
    owner.go("dispute", fresh, "listen.about")
    assert owner.find("answer.about").hasFocus() and owner.find("answer.title").text()


def test_back_from_the_decision_leads_to_the_answer_on_the_short_way(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "decide")
    owner.click("dispute.back")
    assert at(owner) == "weigh.answer"
    owner.click("dispute.back")
    assert at(owner) == "weigh.if_no"


def test_what_is_missing_is_named_and_led_to_and_there_is_an_answer_all_the_same(owner: Any, tiles: int) -> None:
    owner.write(lambda session: services.decisions.answer(session, tiles, owe="", if_no=""))
    on_answer(owner, tiles)
    assert text(owner, "answer.missing") == "2 answers still missing:"
    assert text(owner, "answer.missing.owe") == "What do you honestly owe?"
    assert not owner.sees("answer.missing.asked") and text(owner, "answer.headline")
    owner.click("answer.missing.if_no")
    assert at(owner) == "weigh.if_no"


def test_before_any_answer_there_is_none(owner: Any, fresh: int) -> None:
    owner.go("dispute", fresh, "weigh.answer")
    assert "Answer the four questions" in text(owner, "answer.headline") and not owner.sees("answer.ahead")
    assert len([name for name in ("asked", "owe", "want_back", "if_no") if owner.sees(f"answer.missing.{name}")]) == 4


def test_cautions_stand_above_the_suggestion(owner: Any, tiles: int) -> None:
    owner.write(lambda session: services.disputes.update(session, tiles, triage=["legal"]))
    on_answer(owner, tiles)
    caution, headline = owner.find("caution.legal"), owner.find("answer.headline")
    assert caution.mapToGlobal(caution.rect().topLeft()).y() < headline.mapToGlobal(headline.rect().topLeft()).y()


def test_what_is_too_close_to_call_names_the_question_to_settle_and_leads_there(owner: Any, tiles: int) -> None:
    # A complaint that may cost anything between little and much decides between meeting them and parting.
    owner.write(lambda session: services.decisions.answer(session, tiles, if_no="complain", want_back="no"))
    for cost in range(200, 3000, 100):
        guess = {"value": cost, "sure": "unsure"}
        owner.write(lambda session, guess=guess: services.decisions.guess(session, tiles, "harm", guess))
        on_answer(owner, tiles)
        if owner.sees("answer.first"):
            break
    assert "Settle this first: " in text(owner, "answer.first") and "Too close to call" in text(owner, "answer.headline")
    owner.click("answer.first_question")
    assert at(owner).startswith("weigh.") and at(owner) != "weigh.answer"


@pytest.mark.parametrize(
    ("key", "screen"),
    [
        ("harm", "weigh.others"),
        ("retention", "weigh.worth"),
        ("contribution", "weigh.brings"),
        ("owed", "weigh.owe"),
        ("stay.hold", "weigh.if_no"),
        ("accept.offer-1", "weigh.board"),
    ],
)
def test_every_guess_is_settled_where_it_is_asked(key: str, screen: str) -> None:
    assert asked_at(key) == screen


def test_the_last_time_is_told(owner: Any, tiles: int) -> None:
    on_answer(owner, tiles)
    assert not owner.sees("answer.last_time")

    def closed(session: Any) -> None:
        client = services.disputes.detail(session, tiles).client.id
        id = services.disputes.create(session, DisputeForm("Bathroom tiles", client))
        services.disputes.update(session, id, asked=Decimal(500))
        services.decisions.answer(session, id, owe="part", owe_sum=Decimal(200), want_back="gladly", if_no="leave")
        offer = services.disputes.detail(session, id).offers[0]
        services.decisions.decide(session, DecisionForm(id, f"offer-{offer.id}", (offer.id,), "", 0.7, date.today()))
        services.disputes.update(session, id, answer="accepted", stayed="yes", final_cost=Decimal(200))
        services.disputes.close(session, id)

    owner.write(closed)
    on_answer(owner, tiles)
    waits_for(owner, "answer.last_time")
    said = owner.read(lambda session: services.known.about(session, tiles)).last_time
    assert said is not None and text(owner, "answer.last_time") == owner.window.words.say(said)
    assert "Dana Okafor" in text(owner, "answer.last_time") and "they stayed" in text(owner, "answer.last_time")


def test_the_answer_follows_a_payment_that_comes_in(owner: Any, tiles: int) -> None:
    on_answer(owner, tiles)
    before = text(owner, "answer.ahead")
    client = owner.read(lambda session: services.disputes.detail(session, tiles)).client.id
    paid = PaymentForm(client, date.today() - timedelta(days=5), Decimal(90_000))
    owner.write(lambda session: services.payments.save(session, paid))
    owner.qtbot.waitUntil(lambda: text(owner, "answer.ahead") != before, timeout=10_000)


# -- closer


def test_look_closer_goes_on_by_small_screens_and_asks_nothing_twice(owner: Any, tiles: int) -> None:
    on_answer(owner, tiles)
    owner.click("answer.closer")
    assert at(owner) == "weigh.yours" and answers(owner, tiles)["closer"]
    seen = [at(owner)]
    while at(owner) != "weigh.board":
        owner.click("dispute.next")
        seen.append(at(owner))
    assert seen == [step.key for step in CLOSER]


def test_straight_to_the_numbers_opens_the_board_at_once(owner: Any, tiles: int) -> None:
    on_answer(owner, tiles)
    owner.click("answer.board")
    assert at(owner) == "weigh.board" and answers(owner, tiles)["closer"]
    owner.click("dispute.back")
    assert at(owner) == "weigh.ways"


def test_the_short_way_again_leaves_the_small_screens_and_keeps_every_answer(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.others")
    owner.type("answer.harm", "900")
    owner.click("weigh.short_way")
    assert at(owner) == "weigh.answer"
    kept = answers(owner, tiles)
    assert not kept["closer"] and kept["harm"] == {"value": 900.0, "sure": "fairly"} and kept["screen"] == "weigh.answer"
    assert owner.find("dispute.next").text() == "Decide what to do"
    owner.click("answer.closer")
    owner.click("dispute.next")
    assert owner.find("answer.harm").text() == "900"


def test_the_answer_screen_itself_leads_back_to_the_short_way(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.yours")
    owner.click("dispute.back")
    assert at(owner) == "weigh.answer" and owner.find("dispute.next").text() == "Look closer"
    assert not owner.sees("answer.closer")
    owner.click("answer.short_way")
    assert at(owner) == "weigh.answer" and owner.find("dispute.next").text() == "Decide what to do"
    assert owner.sees("answer.closer") and not answers(owner, tiles)["closer"]
    owner.click("dispute.next")
    assert at(owner) == "decide"


def test_every_small_screen_has_the_way_back_to_the_short_one(owner: Any, tiles: int) -> None:
    for step in CLOSER:
        owner.go("dispute", tiles, step.key)
        assert owner.sees("weigh.short_way"), step.key
    owner.go("dispute", tiles, "decide")
    assert not owner.sees("weigh.short_way")


def test_a_dispute_left_on_a_small_screen_opens_there_and_else_at_the_answer(
    open_window: Callable[..., Any], tmp_path: Path
) -> None:
    first = open_window(tmp_path / "data")
    form = DisputeForm("Garden wall", client_name="Rosa Grey")
    id = first.write(lambda session: services.disputes.create(session, form))
    first.go("dispute", id, "weigh.yours")
    first.click("dispute.next")
    first.type("answer.harm", "700")
    first.window.close()
    second = open_window(tmp_path / "data")
    second.go("dispute", id)
    assert at(second) == "weigh.others" and second.find("answer.harm").text() == "700"
    second.go("today")
    second.write(lambda session: services.decisions.answer(session, id, closer=False))
    second.window.close()
    third = open_window(tmp_path / "data")
    third.go("dispute", id)
    assert at(third) == "weigh.answer"


# -- what stands beside


def test_beside_the_four_questions_stands_what_was_said_and_then_the_suggestion(owner: Any, fresh: int) -> None:
    beside = owner.window.findChildren(QuickAnswer)[-1]
    assert "Four answers" in owner.reads(beside)
    owner.type("answer.asked", "0")
    assert "They do not ask for money." in owner.reads(beside)  # before it is in the file
    owner.type("answer.asked", "900")
    for name, tap in (("owe", "nothing"), ("want_back", "gladly"), ("if_no", "leave")):
        owner.click("dispute.next")
        owner.click(f"answer.{name}.{tap}")
    waits_for(owner, "quick.answer")
    said = owner.reads(owner.window.findChildren(QuickAnswer)[-1])
    assert "They ask for $900." in said and "You owe nothing." in said and "leave quietly" in said


def test_the_answer_beside_a_small_screen_follows_what_was_typed_a_moment_ago(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.yours")
    waits_for(owner, "so_far.ahead")
    before = text(owner, "so_far.ahead")
    owner.type("answer.fight_hours", "200")
    assert answers(owner, tiles)["fight_hours"] is None  # not in the file yet
    owner.qtbot.waitUntil(lambda: text(owner, "so_far.ahead") != before, timeout=10_000)
    assert owner.window.findChildren(AnswerSoFar)
    owner.type("answer.fight_hours", "")
    owner.qtbot.waitUntil(lambda: text(owner, "so_far.ahead") == before, timeout=10_000)  # as usual again


# -- the whole way


def test_the_whole_way_is_passed_with_four_answers_and_the_continue_button(owner: Any, fresh: int) -> None:
    answer_the_four(owner)
    owner.click("answer.closer")
    walked = [at(owner)]
    while at(owner) != "decide":
        assert len(walked) < 20
        owner.click("dispute.next")
        walked.append(at(owner))
    assert walked == [*(step.key for step in CLOSER), "decide"]
    kept = answers(owner, fresh)
    assert kept["stage"] == "decide" and kept["harm"] is None and kept["part"] == ""
    owner.read(lambda session: services.decisions.assessment(session, fresh))


def press(owner: Any, *wanted: str) -> None:
    """Go by Tab to the first control of one of these names, as read, and press it."""
    for _ in range(80):
        owner.window.focusNextChild()
        focused = QApplication.focusWidget() or owner.window.focusWidget()
        if focused is not None and focused.objectName() in wanted:
            owner.qtbot.keyClick(focused, Qt.Key.Key_Space)
            owner.settle()
            return
    raise AssertionError(f"Tab never reaches {wanted} on {at(owner)}")


def test_the_whole_way_goes_by_keyboard_alone(owner: Any, fresh: int) -> None:
    owner.window.activateWindow()
    focused = QApplication.focusWidget() or owner.window.focusWidget()
    assert focused.objectName() == "answer.asked"  # the cursor waits where one types
    owner.qtbot.keyClicks(focused, "900")
    press(owner, "dispute.next")
    for chip in ("answer.owe.part", "answer.want_back.gladly", "answer.if_no.complain"):
        press(owner, chip)
        press(owner, "dispute.next")
    press(owner, "answer.closer")
    assert at(owner) == "weigh.yours"
    focused = QApplication.focusWidget() or owner.window.focusWidget()
    assert focused.objectName() == "answer.fight_hours"
    owner.qtbot.keyClicks(focused, "6")
    press(owner, "answer.fight_hours.sure.sure")
    press(owner, "dispute.next")
    press(owner, "answer.harm.not_sure")
    for _ in range(12):
        if at(owner) == "decide":
            break
        press(owner, "dispute.next")
    kept = answers(owner, fresh)
    assert at(owner) == "decide" and kept["asked"] == 900 and kept["if_no"] == "complain"
    assert kept["fight_hours"] == {"value": 6.0, "sure": "sure"} and kept["harm"] == {"value": None, "sure": "unsure"}


def test_long_names_leave_every_small_screen_in_shape(owner: Any) -> None:
    form = DisputeForm(("<b>Wall</b> " * 40)[:300], client_name=("Grey & Söhne " * 30)[:300])
    id = owner.write(lambda session: services.disputes.create(session, form))
    owner.window.resize(900, 600)
    for key in ("weigh.asked", "weigh.answer", *(step.key for step in CLOSER)):
        owner.go("dispute", id, key)
        assert owner.window.width() == 900, key
        assert owner.find("dispute.next").isVisible()
