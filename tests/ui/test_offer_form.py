"""The form for one way to meet the client, filled in as an owner would."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt

from clientcare import services
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
