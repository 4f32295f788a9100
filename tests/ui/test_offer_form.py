"""The form for one way to meet the client, filled in as an owner would."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from clientcare import services
from clientcare.records import PartRow
from clientcare.ui.steps.weighing.offer_form import OfferDialog


@pytest.fixture
def weighing(owner: Any, tiles: int) -> int:
    owner.go("dispute", tiles, "weigh.board")
    owner.qtbot.waitUntil(lambda: owner.sees("weigh.add_offer"), timeout=5000)
    return tiles


def offers(owner: Any, id: int) -> dict[str, Any]:
    return {offer.title: offer for offer in owner.read(lambda s: services.disputes.detail(s, id)).offers}


def add(owner: Any, fill: Any) -> None:
    owner.dialogs.fill = fill
    owner.click("weigh.add_offer")
    owner.settle()


def change(owner: Any, offer: int, fill: Any) -> None:
    owner.dialogs.fill = fill
    owner.find(f"offer.{offer}.menu").menu().actions()[0].trigger()
    owner.settle()


def test_everything_typed_is_in_the_offer(owner: Any, weighing: int) -> None:
    def fill(dialog: OfferDialog) -> None:
        owner.type("offer.title", "Two mornings in January", dialog)
        details = owner.find("offer.details", within=dialog)
        owner.qtbot.keyClicks(details, "The tiles are on us.")
        for name, number in (("cost", "90.50"), ("worth", "200"), ("hours", "7.5")):
            owner.type(f"offer.{name}", number, dialog)
        assert not owner.sees("offer.owed", dialog)
        owner.click("offer.owed_from.them", dialog)
        owner.type("offer.owed", "90", dialog)
        dialog.fields["owed_by"].field.set_value(date(2030, 12, 18))
        owner.click("offer.save", dialog)

    add(owner, fill)
    made = offers(owner, weighing)["Two mornings in January"]
    assert (made.cost, made.worth, made.hours) == (Decimal("90.50"), Decimal(200), Decimal("7.5"))
    assert made.details == "The tiles are on us."
    assert (made.owed_from, made.owed, made.owed_by) == ("them", Decimal(90), date(2030, 12, 18))


def test_worth_left_empty_is_what_it_costs_and_nothing_is_owed(owner: Any, weighing: int) -> None:
    def fill(dialog: OfferDialog) -> None:
        owner.type("offer.title", "Half price", dialog)
        owner.type("offer.cost", "240", dialog)
        owner.click("offer.save", dialog)

    add(owner, fill)
    made = offers(owner, weighing)["Half price"]
    assert (made.worth, made.hours, made.owed_from, made.owed_by) == (Decimal(240), Decimal(0), "nobody", None)


@pytest.mark.parametrize(("field", "typed"), [("title", ""), ("cost", ""), ("cost", "12,"), ("hours", "soon"), ("worth", "-5")])
def test_what_is_missing_or_no_number_is_said_beside_its_field(owner: Any, weighing: int, field: str, typed: str) -> None:
    before = offers(owner, weighing)

    def fill(dialog: OfferDialog) -> None:
        for name, text in {"title": "Half price", "cost": "240", field: typed}.items():
            owner.type(f"offer.{name}", text, dialog)
        owner.click("offer.save", dialog)
        if typed != "12,":  # read as 12: a comma at the end is no mistake worth a word
            assert dialog.isVisible() and owner.find(f"offer.{field}.trouble", within=dialog).text()
        owner.click("offer.cancel", dialog) if dialog.isVisible() else None

    add(owner, fill)
    assert offers(owner, weighing) == before or typed == "12,"


def test_an_offer_that_asks_for_silence_is_noticed_while_it_is_typed(owner: Any, weighing: int) -> None:
    seen: list[bool] = []

    def fill(dialog: OfferDialog) -> None:
        for title in ("$50 back", "$50 back if you remove your review"):
            owner.type("offer.title", title, dialog)
            seen.append(owner.sees("offer.silence", dialog))
        owner.click("offer.cancel", dialog)

    add(owner, fill)
    assert seen == [False, True]


def test_an_offer_is_changed(owner: Any, weighing: int) -> None:
    known = offers(owner, weighing)["$160 back"]

    def fill(dialog: OfferDialog) -> None:
        assert owner.find("offer.cost", within=dialog).text() == "160"
        assert owner.find("offer.owed_from.us", within=dialog).isChecked()
        owner.type("offer.cost", "180", dialog)
        owner.type("offer.worth", "180", dialog)
        owner.click("offer.save", dialog)

    change(owner, known.id, fill)
    assert offers(owner, weighing)["$160 back"].cost == Decimal(180)


def test_what_was_typed_is_offered_again_after_a_slip(owner: Any, weighing: int) -> None:
    def slip(dialog: OfferDialog) -> None:
        owner.type("offer.title", "Three free visits", dialog)
        owner.type("offer.cost", "12x", dialog)
        owner.click("offer.owed_from.us", dialog)
        owner.qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    def again(dialog: OfferDialog) -> None:
        assert owner.find("offer.title", within=dialog).text() == "Three free visits"
        assert owner.find("offer.cost", within=dialog).text() == "12x"
        assert owner.find("offer.owed_from.us", within=dialog).isChecked()
        owner.click("offer.cancel", dialog)

    def empty(dialog: OfferDialog) -> None:
        assert owner.find("offer.title", within=dialog).text() == ""
        owner.click("offer.cancel", dialog)

    for fill in (slip, again, empty):
        add(owner, fill)


# -- built from parts


def texts(dialog: OfferDialog, *names: str) -> list[str]:
    return [dialog.findChild(QLineEdit, f"offer.{name}").text() for name in names]


def build(owner: Any, dialog: OfferDialog, **parts: dict[str, str]) -> None:
    """Tick parts and type their sums."""
    for kind, sums in parts.items():
        owner.click(f"offer.part.{kind}", dialog)
        for name, typed in sums.items():
            owner.type(f"offer.part.{kind}.{name}", typed, dialog)


def test_an_offer_is_built_from_parts_and_their_totals_count(owner: Any, weighing: int) -> None:
    def fill(dialog: OfferDialog) -> None:
        assert owner.sees("offer.cost", dialog) and not owner.sees("offer.part.rework.cost", dialog)
        build(owner, dialog, money={"cost": "60"}, rework={"cost": "40.50", "hours": "6", "worth": "300"})
        assert not owner.sees("offer.cost", dialog), "the sums come from the parts"
        total = owner.find("offer.total", within=dialog).text()
        assert "$100.50" in total and "6 h" in total and "$360" in total
        assert "of your work" in owner.find("offer.feels", within=dialog).text()
        owner.type("offer.title", "Some back, and we do it again", dialog)
        owner.click("offer.save", dialog)

    add(owner, fill)
    made = offers(owner, weighing)["Some back, and we do it again"]
    assert (made.cost, made.worth, made.hours) == (Decimal("100.5"), Decimal(360), Decimal(6))
    money = PartRow("money", Decimal(60), Decimal(60), Decimal(0))
    assert made.parts == (money, PartRow("rework", Decimal("40.5"), Decimal(300), Decimal(6)))


def test_what_a_part_is_worth_stands_in_its_empty_field(owner: Any, weighing: int) -> None:
    seen: list[str] = []

    def fill(dialog: OfferDialog) -> None:
        build(owner, dialog, money={"cost": "160"}, rework={"hours": "6"})
        for kind in ("money", "rework"):
            seen.append(owner.find(f"offer.part.{kind}.worth", within=dialog).placeholderText())
        owner.click("offer.save", dialog)

    add(owner, fill)
    assert seen == ["$160", "$210"], "a sum is worth what it costs, work what the hours are worth"
    assert offers(owner, weighing)["$160 back and the work done again"].worth == Decimal(370)


def test_title_and_debt_follow_the_parts_until_the_owner_types_their_own(owner: Any, weighing: int) -> None:
    soon = date.today() + timedelta(14)

    def fill(dialog: OfferDialog) -> None:
        build(owner, dialog, money={"cost": "160"})
        assert texts(dialog, "title", "owed") == ["$160 back", "160"]
        assert owner.find("offer.owed_from.us", within=dialog).isChecked() and dialog.value("owed_by") == soon
        owner.click("offer.part.extra", dialog)
        assert texts(dialog, "title") == ["$160 back and something extra"]
        owner.click("offer.part.money", dialog)  # not that, after all
        assert texts(dialog, "title") == ["Something extra"] and not owner.sees("offer.owed", dialog)
        owner.type("offer.title", "A matt sample board", dialog)
        owner.click("offer.part.money", dialog)
        owner.click("offer.owed_from.nobody", dialog)
        owner.type("offer.part.money.cost", "170", dialog)
        assert texts(dialog, "title") == ["A matt sample board"] and not owner.sees("offer.owed", dialog)
        owner.click("offer.cancel", dialog)

    add(owner, fill)


def test_of_an_unpaid_bill_money_goes_off_and_the_rest_is_theirs(owner: Any, weighing: int) -> None:
    owner.write(lambda s: services.decisions.answer(s, weighing, they_hold=True))

    def fill(dialog: OfferDialog) -> None:
        assert owner.find("offer.part.money", within=dialog).text() == "Money off the bill"
        build(owner, dialog, money={"cost": "100"})
        assert texts(dialog, "title", "owed") == ["$100 off", "380"]
        owner.click("offer.save", dialog)

    add(owner, fill)
    made = offers(owner, weighing)["$100 off"]
    assert (made.owed_from, made.owed) == ("them", Decimal(380))


def test_an_offer_of_plain_sums_becomes_one_of_parts_without_typing_again(owner: Any, weighing: int) -> None:
    known = offers(owner, weighing)["$160 back"]

    def fill(dialog: OfferDialog) -> None:
        owner.click("offer.part.money", dialog)
        assert owner.find("offer.part.money.cost", within=dialog).text() == "160"
        owner.type("offer.part.money.cost", "", dialog)
        assert owner.find("offer.part.money.cost", within=dialog).text() == "", "what is cleared stays cleared"
        owner.type("offer.part.money.cost", "180", dialog)
        owner.click("offer.save", dialog)

    change(owner, known.id, fill)
    made = offers(owner, weighing)["$180 back"]
    assert made.id == known.id and (made.cost, made.owed, made.parts[0].worth) == (Decimal(180), Decimal(180), Decimal(180))

    def again(dialog: OfferDialog) -> None:
        assert owner.find("offer.part.money", within=dialog).isChecked()
        assert owner.find("offer.part.money.cost", within=dialog).text() == "180"
        owner.click("offer.part.money", dialog)  # plain sums again
        assert owner.sees("offer.cost", dialog) and texts(dialog, "cost") == ["180"]
        owner.click("offer.save", dialog)

    change(owner, known.id, again)
    assert not offers(owner, weighing)["$180 back"].parts


@pytest.mark.parametrize("typed", [{}, {"cost": "soon"}, {"cost": "10", "hours": "-1"}])
def test_a_part_without_its_sum_is_not_saved_and_says_so(owner: Any, weighing: int, typed: dict[str, str]) -> None:
    before = offers(owner, weighing)

    def fill(dialog: OfferDialog) -> None:
        build(owner, dialog, money=typed)
        owner.click("offer.save", dialog)
        assert dialog.isVisible() and owner.find("offer.parts.trouble", within=dialog).text()
        owner.click("offer.cancel", dialog)

    add(owner, fill)
    assert offers(owner, weighing) == before


def test_a_credit_is_worth_more_than_it_costs(owner: Any, weighing: int) -> None:
    def fill(dialog: OfferDialog) -> None:
        build(owner, dialog, credit={"cost": "60", "worth": "100"})
        owner.click("offer.save", dialog)

    add(owner, fill)
    made = offers(owner, weighing)["$100 credit towards later work"]
    assert (made.cost, made.worth, made.owed_from) == (Decimal(60), Decimal(100), "nobody")


def test_where_nobody_asks_for_money_one_tap_says_how_far_it_goes(owner: Any, weighing: int) -> None:
    def sees(dialog: OfferDialog) -> None:
        assert not owner.sees("offer.reaches.0.75", dialog), "they ask for money: its worth says it"
        owner.click("offer.cancel", dialog)

    def fill(dialog: OfferDialog) -> None:
        owner.click("offer.part.own", dialog)
        owner.type("offer.title", "We come and say sorry", dialog)
        owner.click("offer.reaches.0.75", dialog)
        owner.click("offer.save", dialog)

    def again(dialog: OfferDialog) -> None:
        assert owner.find("offer.reaches.0.75", within=dialog).isChecked()
        owner.click("offer.cancel", dialog)

    add(owner, sees)
    owner.write(lambda s: services.disputes.update(s, weighing, asked=Decimal(0)))
    add(owner, fill)
    made = offers(owner, weighing)["We come and say sorry"]
    assert made.reaches == 0.75 and made.cost == 0
    change(owner, made.id, again)


def test_parts_half_typed_are_offered_again_after_a_slip_and_after_a_kill(owner: Any, weighing: int) -> None:
    def kept() -> dict[str, str]:
        return owner.read(lambda s: services.drafts.get(s, "offer", -weighing)) or {}

    def slip(dialog: OfferDialog) -> None:
        build(owner, dialog, money={"cost": "16x"}, rework={"hours": "6"})
        owner.qtbot.waitUntil(lambda: '"16x"' in kept().get("parts", ""), timeout=5000)  # without any button: a kill finds it
        owner.qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    def again(dialog: OfferDialog) -> None:
        assert owner.sees("offer.again", dialog)
        assert owner.find("offer.part.money.cost", within=dialog).text() == "16x"
        assert owner.find("offer.part.rework.hours", within=dialog).text() == "6"
        owner.type("offer.part.money.cost", "160", dialog)
        assert texts(dialog, "title") == ["$160 back and the work done again"], "still ours to suggest"
        owner.click("offer.afresh", dialog)
        assert not owner.sees("offer.part.money.cost", dialog) and texts(dialog, "title") == [""]
        owner.click("offer.cancel", dialog)

    add(owner, slip)
    add(owner, again)


def test_a_draft_that_is_no_parts_harms_nothing(owner: Any, weighing: int) -> None:
    texts_kept = {"parts": '["money", 3]', "title": "A mat", "cost": "9", "reaches": "much"}
    owner.write(lambda s: services.drafts.keep(s, "offer", -weighing, texts_kept))

    def fill(dialog: OfferDialog) -> None:
        owner.click("offer.save", dialog)

    add(owner, fill)
    assert offers(owner, weighing)["A mat"].parts == ()


def test_the_form_fits_the_smallest_window_and_scrolls_within(owner: Any, weighing: int) -> None:
    owner.window.resize(900, 600)

    def fill(dialog: OfferDialog) -> None:
        build(owner, dialog, money={"cost": "1"}, rework={"cost": "1"}, extra={"cost": "1"}, credit={"cost": "1"})
        owner.qtbot.wait(50)
        assert dialog.height() <= 600 and dialog.width() <= 900
        save = owner.find("offer.save", within=dialog)
        assert dialog.rect().contains(save.mapTo(dialog, save.rect().bottomRight()))
        owner.click("offer.cancel", dialog)

    add(owner, fill)


def test_tab_goes_through_the_form_as_it_is_read(owner: Any, weighing: int) -> None:
    found: list[str] = []

    def fill(dialog: OfferDialog) -> None:
        build(owner, dialog, rework={"cost": "5"})
        owner.find("offer.part.own", within=dialog).setFocus()
        for _ in range(10):
            dialog.focusNextChild()
            found.append(dialog.focusWidget().objectName())
        owner.click("offer.cancel", dialog)

    add(owner, fill)
    sums = [f"offer.part.rework.{name}" for name in ("cost", "hours", "worth")]
    owed = [f"offer.owed_from.{who}" for who in ("nobody", "us", "them")]
    assert found == [*sums, "offer.title", "offer.details", *owed, "offer.cancel", "offer.save"]
