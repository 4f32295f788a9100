"""What a client is worth, beside its questions: the sum built up, the stairs, the total in words, ahead of the file."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from clientcare import services
from clientcare.decision.client_value import value_after_refill, value_if_they_stay
from clientcare.records import PaymentForm
from clientcare.ui.steps.weighing.worth_card import WorthCard
from clientcare.ui.tokens import DARK, LIGHT
from clientcare.ui.widgets.staircase import Staircase


@pytest.fixture
def brings(owner: Any, tiles: int) -> WorthCard:
    return on(owner, tiles, "weigh.brings")


@pytest.fixture
def worth(owner: Any, tiles: int) -> WorthCard:
    return on(owner, tiles, "weigh.worth")


def on(owner: Any, id: int, screen: str) -> WorthCard:
    if not owner.read(lambda s: services.disputes.detail(s, id)).answers["closer"]:
        owner.write(lambda s: services.decisions.answer(s, id, closer=True))
    owner.go("dispute", id, screen)
    found = [card for card in owner.window.findChildren(WorthCard) if card.isVisible()]
    assert len(found) == 1, f"{screen} shows the worth beside its questions"
    return found[0]


def text(owner: Any, name: str) -> str:
    return str(owner.find(f"worth.{name}", QLabel).text())


def answers(owner: Any, id: int) -> Any:
    return owner.read(lambda s: services.disputes.detail(s, id)).answers


def saved(owner: Any) -> None:
    owner.qtbot.waitUntil(lambda: owner.window.page("dispute").status.text() == "Saved a moment ago", timeout=5000)
    owner.settle()


def test_the_year_is_built_up_line_by_line_and_the_total_is_said_in_words(owner: Any, tiles: int, brings: WorthCard) -> None:
    assert text(owner, "sales") == "$1,950 a year, 40 % of it left" and text(owner, "sales.sum") == "$780"
    assert not owner.sees("worth.time"), "no hours beyond the job, no line about them"
    assert text(owner, "left.sum") == "$780"
    assert text(owner, "total") == "Their work is worth about $355 to you over 5 years, beyond what other work would bring."
    assert text(owner, "felt") == "That is about 10 hours of your work."
    owner.write(lambda s: services.decisions.about_client(s, tiles, hours_beyond=6))
    assert text(owner, "time") == "6 h beyond the job, at $35" and text(owner, "time.sum") == "−$210"
    assert text(owner, "left.sum") == "$570"


def test_it_follows_what_is_typed_before_that_is_in_the_file(owner: Any, tiles: int, brings: WorthCard) -> None:
    owner.type("answer.revenue", "3,900")
    assert "$709" in text(owner, "total") and text(owner, "sales.sum") == "$1,560"
    assert answers(owner, tiles)["revenue"] is None, "not written yet"
    owner.type("answer.margin", "50")
    assert text(owner, "sales").endswith("50 % of it left") and text(owner, "left.sum") == "$1,950"
    saved(owner)
    assert text(owner, "left.sum") == "$1,950" and answers(owner, tiles)["margin"] == 0.5
    owner.type("answer.revenue", "")
    assert text(owner, "sales").startswith("$1,950 a year"), "left empty, it counts as what they paid"


def test_costing_more_than_they_bring_is_said_kindly(owner: Any, brings: WorthCard) -> None:
    owner.type("answer.hours_beyond", "48")
    said = text(owner, "total")
    assert "costs you more than it brings, about $900 a year" in said and "not about them as a person" in said
    assert all(step.stair.other_work == 0 for step in brings.stairs.steps), "other work is no comfort counted against them"
    assert not owner.sees("worth.felt")


def test_retention_and_refill_move_the_stairs(owner: Any, tiles: int, worth: WorthCard) -> None:
    owner.type("answer.retention", "80")
    assert "your own guess" in text(owner, "origin") and "80 %" in text(owner, "origin")
    owner.click("answer.refill.60")
    stays = value_if_they_stay(780, 0.8)
    assert f"${round(stays):,}" in text(owner, "total"), "never filled: all they bring counts"
    assert worth.stairs.steps[-1].stair.total == pytest.approx(stays)
    owner.click("answer.refill.0")
    assert "Other work would bring you the same" in text(owner, "total")


def test_how_far_to_look_ahead_is_chosen_and_kept(owner: Any, tiles: int, worth: WorthCard) -> None:
    assert owner.find("worth.years.5").isChecked() and len(worth.stairs.steps) == 5
    owner.click("answer.refill.24")
    owner.click("worth.years.10")
    assert len(worth.stairs.steps) == 10 and "over 10 years" in text(owner, "total")
    assert answers(owner, tiles)["years"] == 10
    assert owner.read(lambda s: services.decisions.assessment(s, tiles)).years == 10
    owner.click("worth.years.10")
    assert answers(owner, tiles)["years"] == 10, "a second tap is no other answer"
    again = on(owner, tiles, "weigh.brings")
    assert len(again.stairs.steps) == 10 and owner.find("worth.years.10").isChecked()
    expected = value_after_refill(780, 0.7, 24, years=10)
    assert again.stairs.steps[-1].stair.total == pytest.approx(expected)


def test_whom_they_would_send_is_in_the_total(owner: Any, worth: WorthCard) -> None:
    assert not owner.sees("worth.sent")
    owner.type("answer.sent_clients", "0.5")
    average = 780  # the only client so far
    assert text(owner, "sent") == "In it are about $390 for the clients they send you, 0.5 a year."
    assert f"${round(value_after_refill(780, 0.7, 6) + average / 2)}" in text(owner, "total")


def test_it_says_how_many_clients_the_chance_rests_on(owner: Any, tiles: int, worth: WorthCard) -> None:
    assert "70 %" in text(owner, "origin") and "until you have ten clients" in text(owner, "origin")

    def history(session: Any) -> None:
        for number in range(12):
            id = services.clients.create(session, f"Client {number}")
            for year in range(1 if number < 3 else 4):
                day = date.today() - timedelta(days=5 * 365 - year * 370)
                services.payments.save(session, PaymentForm(id, day, Decimal(100)))

    owner.write(history)
    assert "12 of them" in text(owner, "origin") and "70 %" not in text(owner, "origin")


def test_a_sum_set_on_the_board_is_called_that(owner: Any, tiles: int, brings: WorthCard) -> None:
    owner.write(lambda s: services.decisions.move(s, tiles, "contribution", 500))
    assert text(owner, "sales") == "As you set it on the board" and text(owner, "left.sum") == "$500"
    owner.type("answer.revenue", "1000")
    assert text(owner, "left.sum") == "$400", "typed anew, it is built up again"
    saved(owner)
    assert text(owner, "left.sum") == "$400"


def test_what_cannot_be_leaves_what_stood_there(owner: Any, brings: WorthCard) -> None:
    before = text(owner, "total")
    brings.answer("margin", Decimal(4))
    brings.answer("hours_beyond", -3)
    assert text(owner, "total") == before


def test_a_payment_noted_elsewhere_counts_at_once(owner: Any, tiles: int, brings: WorthCard) -> None:
    client = owner.read(lambda s: services.disputes.detail(s, tiles)).client.id
    day = date.today() - timedelta(days=1)
    owner.write(lambda s: services.payments.save(s, PaymentForm(client, day, Decimal(50))))
    assert text(owner, "sales").startswith("$2,000 a year")


def test_arrow_keys_read_each_year_and_a_screen_reader_all_of_them(owner: Any, worth: WorthCard) -> None:
    stairs = owner.find("worth.stairs", Staircase)
    stairs.setFocus()
    assert "Filled" in text(owner, "year")
    for key, year in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Left, 1), (Qt.Key.Key_End, 5)):
        owner.qtbot.keyClick(stairs, key)
        assert text(owner, "year").startswith(f"Year {year}: still here with a chance of ")
        assert stairs.accessibleName() == text(owner, "year")
    assert "24 %" in text(owner, "year") and "So far $355." in text(owner, "year")
    lines = stairs.accessibleDescription().splitlines()
    assert len(lines) == 5 and "bringing $709 on average. Other work would bring $355 of it. So far $355." in lines[0]
    owner.qtbot.mouseClick(stairs, Qt.MouseButton.LeftButton, pos=stairs.rect().center())
    assert text(owner, "year").startswith("Year 3")


@pytest.mark.parametrize(("appearance", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_the_first_year_is_filled_and_what_other_work_brings_is_not(
    owner: Any, worth: WorthCard, appearance: str, tokens: Any
) -> None:
    owner.window.theme.appear(appearance)
    owner.settle()
    assert share_of(worth.stairs, tokens.accent, 0) > 0.2
    assert share_of(worth.stairs, tokens.accent, 2) == 0 and share_of(worth.stairs, tokens.wash, 2) > 0.2


def share_of(stairs: Staircase, colour: str, place: int) -> float:
    """How much of a year's column is painted in a colour."""
    image = stairs.grab().toImage()
    column = stairs._column(place).toRect()
    inside = [(x, y) for x in range(column.left() + 8, column.right() - 8) for y in range(column.top(), column.bottom())]
    ratio = image.devicePixelRatio()
    return sum(image.pixelColor(int(x * ratio), int(y * ratio)) == QColor(colour) for x, y in inside) / len(inside)


def test_ten_years_of_large_sums_fit_the_smallest_window(owner: Any, tiles: int, brings: WorthCard) -> None:
    owner.window.resize(900, 600)
    owner.click("worth.years.10")
    owner.type("answer.revenue", "98765432109")
    owner.settle()
    assert owner.window.width() == 900 and brings.stairs.width() >= 180
    assert brings.stairs.grab().toImage().width() > 0
    assert "$" in text(owner, "total")
