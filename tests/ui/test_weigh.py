"""The board screen: guesses moved, ways added and removed, the answer following, everything kept."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSlider

from clientcare import services
from clientcare.records import OfferForm, ProviderForm
from clientcare.ui.steps.weighing.panel import QuickAnswer, WeighPanel
from clientcare.ui.steps.weighing.weigher import weigh_all
from clientcare.ui.widgets.board import Board


@pytest.fixture
def board(owner: Any, tiles: int) -> Board:
    return on_board(owner, tiles)


def on_board(owner: Any, id: int) -> Board:
    owner.go("dispute", id, "weigh.board")
    owner.qtbot.waitUntil(lambda: owner.sees("weigh.headline"), timeout=5000)
    found = owner.window.findChildren(Board)[-1]
    assert isinstance(found, Board)
    return found


def panel(owner: Any) -> WeighPanel:
    found = owner.window.findChildren(WeighPanel)[-1]
    assert isinstance(found, WeighPanel)
    return found


def text(owner: Any, name: str) -> str:
    return str(owner.find(name, QLabel).text())


def guesses(owner: Any, id: int) -> dict[str, Any]:
    detail = owner.read(lambda s: services.disputes.detail(s, id))
    return dict(detail.answers["guesses"])


def slide(owner: Any, key: str, key_press: Qt.Key) -> None:
    slider = owner.find(f"lever.{key}", QSlider)
    slider.setFocus()
    owner.qtbot.keyClick(slider, key_press)
    owner.qtbot.wait(30)


def choose(owner: Any, button: str, action: str) -> None:
    """Pick an entry of the menu behind a button."""
    menu = owner.find(button, QPushButton).menu()
    next(entry for entry in menu.actions() if entry.text() == action).trigger()
    owner.settle()


def rested(owner: Any, id: int) -> None:
    """Wait until the hand has rested long enough for the guess to be in the file."""
    owner.qtbot.waitUntil(lambda: not panel(owner)._weigher._moved, timeout=5000)
    owner.settle()


def test_every_way_out_is_on_the_board_with_the_leader_first_in_words(owner: Any, board: Board) -> None:
    names = {bar.label for bar in board.bars}
    assert {"Hold firm", "$160 back", "Lay it again", "Give all they ask", "Part ways"} <= names
    leader = next(bar for bar in board.bars if bar.leads)
    assert leader.label in text(owner, "weigh.headline")
    assert text(owner, "weigh.explanation")
    assert "Room to agree" in text(owner, "weigh.room") or "Money alone" in text(owner, "weigh.room")


def test_giving_less_than_owed_is_said_on_the_row(board: Board) -> None:
    hold = next(bar for bar in board.bars if bar.label == "Hold firm")
    assert hold.note == "less than you said you owe" and not hold.leads
    assert "Less than you said you owe." in hold.sentence


def test_moving_a_guess_moves_the_answer_at_once_and_is_kept(owner: Any, board: Board, tiles: int) -> None:
    before = {bar.key: bar.figure for bar in board.bars}
    slide(owner, "stay.hold", Qt.Key.Key_End)
    assert {bar.key: bar.figure for bar in board.bars} != before
    assert text(owner, "lever.stay.hold.value") == "100 %"
    rested(owner, tiles)
    assert guesses(owner, tiles)["stay.hold"]["value"] == 1
    owner.go("today")
    on_board(owner, tiles)
    assert text(owner, "lever.stay.hold.value") == "100 %"


def test_leaving_in_mid_move_keeps_the_guess(owner: Any, board: Board, tiles: int) -> None:
    slide(owner, "owed", Qt.Key.Key_Home)
    owner.go("today")
    assert guesses(owner, tiles)["owed"]["value"] == 0


def test_a_guess_being_moved_is_not_thrown_back_by_what_is_read_meanwhile(owner: Any, board: Board, tiles: int) -> None:
    slide(owner, "stay.hold", Qt.Key.Key_End)
    owner.write(lambda s: services.disputes.update(s, tiles, agreed="Tile A-114"))
    assert text(owner, "lever.stay.hold.value") == "100 %"
    slide(owner, "stay.hold", Qt.Key.Key_Left)
    assert text(owner, "lever.stay.hold.value") == "99 %"
    rested(owner, tiles)
    assert text(owner, "lever.stay.hold.value") == "99 %"


def test_how_sure_can_be_said_of_a_guess(owner: Any, board: Board, tiles: int) -> None:
    choose(owner, "lever.stay.hold.sure", "not sure")
    rested(owner, tiles)
    assert guesses(owner, tiles)["stay.hold"]["sure"] == "unsure"
    assert owner.find("lever.stay.hold.sure").text() == "not sure"
    assert not owner.sees("lever.owed.sure")


def test_seven_guesses_first_and_the_others_on_request(owner: Any, board: Board) -> None:
    def shown() -> int:
        return sum(slider.isVisible() for slider in panel(owner).stakes.findChildren(QSlider))

    assert shown() == 7
    owner.click("weigh.more_guesses")
    assert shown() > 7
    owner.click("weigh.more_guesses")
    assert shown() == 7


def test_a_row_that_is_chosen_says_what_it_comes_to_with_its_sum(owner: Any, board: Board) -> None:
    row = [bar.label for bar in board.bars].index("Lay it again")
    owner.qtbot.mouseClick(board, Qt.MouseButton.LeftButton, pos=board._rows()[row].center())
    assert text(owner, "weigh.chosen").startswith("Lay it again: about $")
    owner.click("weigh.show_sums")
    sums = owner.reads(owner.find("weigh.sums"))
    for part in ("Chance they say yes", "$120", "6 h of your own", "$210", "Against holding firm", board.bars[row].figure):
        assert part in sums
    board.setFocus()
    owner.qtbot.keyClick(board, Qt.Key.Key_Home)
    assert text(owner, "weigh.chosen").startswith(f"{board.bars[0].label}: ")
    assert "Lay it again" not in text(owner, "weigh.chosen")


def test_a_way_to_meet_them_is_added_changed_and_removed_again(owner: Any, board: Board, tiles: int) -> None:
    def fill(dialog: Any) -> None:
        owner.type("offer.title", "Half price", dialog)
        owner.type("offer.cost", "240", dialog)
        owner.click("offer.save", dialog)

    owner.dialogs.fill = fill
    owner.click("weigh.add_offer")
    assert "Half price" in [bar.label for bar in board.bars]
    offer = owner.read(lambda s: services.disputes.detail(s, tiles)).offers[-1]
    assert (offer.title, offer.cost, offer.worth) == ("Half price", Decimal(240), Decimal(240))
    choose(owner, f"offer.{offer.id}.menu", "Remove")
    assert "Half price" not in [bar.label for bar in board.bars]
    owner.click("toast.undo")
    assert "Half price" in [bar.label for bar in board.bars]


def test_four_ways_to_meet_them_are_enough(owner: Any, tiles: int) -> None:
    for number in range(2):
        form = OfferForm(tiles, f"Offer {number}", Decimal(50), Decimal(60))
        owner.write(lambda s, form=form: services.decisions.save_offer(s, form))
    on_board(owner, tiles)
    assert not owner.find("weigh.add_offer").isEnabled()


def test_where_there_is_no_way_to_meet_them_yet_one_is_suggested(owner: Any, board: Board, tiles: int) -> None:
    for offer in owner.read(lambda s: services.disputes.detail(s, tiles)).offers:
        choose(owner, f"offer.{offer.id}.menu", "Remove")
    owner.click("weigh.suggest_offers")
    assert len(owner.read(lambda s: services.disputes.detail(s, tiles)).offers) == 1
    assert not owner.sees("weigh.suggest_offers")


def test_a_need_that_is_not_ours_makes_referring_a_way_out(owner: Any, board: Board, tiles: int) -> None:
    assert "Refer them elsewhere" not in [bar.label for bar in board.bars]
    owner.click("weigh.need_unmet")
    owner.type("weigh.need", "Slate, which we do not lay")
    owner.qtbot.wait(700)
    owner.settle()
    assert owner.sees("weigh.referrals")  # nobody to send them to yet
    owner.write(lambda s: services.referrals.save(s, ProviderForm("Slate & Stone")))
    assert "Refer them elsewhere" in [bar.label for bar in board.bars]
    assert not owner.sees("weigh.referrals")
    answers = owner.read(lambda s: services.disputes.detail(s, tiles)).answers
    assert answers["need_unmet"] and answers["need"] == "Slate, which we do not lay"


def test_cautions_stand_above_the_sums_and_say_what_to_do(owner: Any, tiles: int) -> None:
    owner.write(lambda s: services.disputes.update(s, tiles, triage=["legal"]))
    on_board(owner, tiles)
    caution, headline = owner.find("caution.legal"), owner.find("weigh.headline")
    assert "lawyer" in caution.text()
    assert caution.mapToGlobal(caution.rect().topLeft()).y() < headline.mapToGlobal(headline.rect().topLeft()).y()


def test_before_anything_is_asked_there_are_words_and_no_sums(owner: Any, tiles: int) -> None:
    owner.write(lambda s: services.disputes.update(s, tiles, asked=None))
    owner.go("dispute", tiles, "weigh.board")
    owner.qtbot.waitUntil(lambda: owner.sees("weigh.no_sums"), timeout=5000)
    assert not owner.sees("weigh.bars") and text(owner, "weigh.headline")


def test_where_no_money_is_asked_there_is_no_room_to_agree(owner: Any, tiles: int) -> None:
    owner.write(lambda s: services.disputes.update(s, tiles, asked=Decimal(0)))
    board = on_board(owner, tiles)
    assert board.isVisible() and not owner.sees("weigh.room")


def test_names_of_three_hundred_letters_leave_the_screen_in_shape(owner: Any, tiles: int) -> None:
    form = OfferForm(tiles, ("<img src=x> " * 30)[:300], Decimal(100), Decimal(200))
    owner.write(lambda s: services.decisions.save_offer(s, form))
    owner.window.resize(900, 600)
    on_board(owner, tiles)
    assert owner.window.width() == 900
    assert owner.find("weigh.headline").height() < 120


def test_from_slider_to_board_stays_within_a_frame(owner: Any, board: Board) -> None:
    weigher, taken = panel(owner)._weigher, []
    for step in range(20):
        weigher._assessment = weigher._assessment and services_move(weigher._assessment, 0.2 + step / 100)
        start = time.perf_counter()
        panel(owner)._show(weigh_all(weigher._assessment))
        panel(owner).answer.repaint()
        taken.append(time.perf_counter() - start)
    assert sorted(taken)[len(taken) // 2] < 0.04  # 16 ms on a quiet machine; room for a busy one


def services_move(assessment: Any, value: float) -> Any:
    from clientcare.decision.levers import move

    return move(assessment, "stay.hold", value)


# -- beside the four quick questions


def quick(owner: Any) -> QuickAnswer:
    found = owner.window.findChildren(QuickAnswer)[-1]
    assert isinstance(found, QuickAnswer)
    return found


def test_the_quick_answer_waits_for_four_answers_and_then_is_there(owner: Any, tiles: int) -> None:
    owner.write(lambda s: services.decisions.answer(s, tiles, if_no=""))
    owner.go("dispute", tiles, "weigh.if_no")
    shown = owner.reads(quick(owner))
    assert "They ask for $480." in shown and "You would gladly have them back." in shown
    assert not owner.sees("quick.answer")
    owner.click("answer.if_no.complain")
    owner.qtbot.waitUntil(lambda: owner.sees("quick.answer"), timeout=5000)
    assert "A no would bring a public complaint." in owner.reads(quick(owner))
    assert text(owner, "quick.answer")


def test_the_quick_answer_leads_straight_to_the_decision(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.want")
    owner.qtbot.waitUntil(lambda: owner.sees("quick.decide"), timeout=5000)
    owner.click("quick.decide")
    assert owner.place == ("dispute", tiles, "decide")


def test_the_quick_answer_follows_what_is_typed_before_it_is_in_the_file(owner: Any, tiles: int) -> None:
    owner.go("dispute", tiles, "weigh.asked")
    owner.type("answer.asked", "0")
    assert "They do not ask for money." in owner.reads(quick(owner))
