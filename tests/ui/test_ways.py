"""The ways out: what each means here, offers added and removed, when referring may be one, what is repaid."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from clientcare import services
from clientcare.decision.rules import ways_weighed
from clientcare.records import DecisionForm, DisputeForm, OfferForm, ProviderForm


@pytest.fixture
def ways(owner: Any, tiles: int) -> int:
    return show(owner, tiles)


def show(owner: Any, id: int) -> int:
    owner.write(lambda s: services.decisions.answer(s, id, closer=True))
    owner.go("dispute", id, "weigh.ways")
    owner.qtbot.waitUntil(lambda: owner.sees("ways.hold.line"), timeout=5000)
    owner.settle()
    return id


def text(owner: Any, name: str) -> str:
    return str(owner.find(name, QLabel).text())


def offers(owner: Any, id: int) -> dict[str, Any]:
    return {offer.title: offer for offer in owner.read(lambda s: services.disputes.detail(s, id)).offers}


def way(owner: Any, id: int, key: str) -> Any:
    weighed = ways_weighed(owner.read(lambda s: services.decisions.assessment(s, id)))
    return next(way for way in weighed if way.key == key)


def rested(owner: Any) -> None:
    owner.qtbot.waitUntil(lambda: owner.find("ways.status").text() == "Saved a moment ago", timeout=5000)
    owner.settle()


def test_every_way_out_says_what_it_means_here_and_which_letter_follows(owner: Any, ways: int) -> None:
    letters = {
        "hold": "Letter: Courteous no",
        "offers": "Letter: Compromise",
        "settle_part": "Letter: Compromise, later Farewell",
        "give": "Letter: Give what they ask",
        "refer": "Letter: Referral",
        "part": "Letter: Farewell",
    }
    assert {key: text(owner, f"ways.{key}.letter") for key in letters} == letters
    assert all(text(owner, f"ways.{key}.line") for key in letters)
    assert "$480" in text(owner, "ways.give.line") and "14 hours" in text(owner, "ways.give.line")
    assert "“$160 back”" in text(owner, "ways.settle_part.line"), "the cheapest offer that gives the 150 owed"
    assert owner.find("dispute.next").text() == "See the board"


def test_what_they_need_stands_above_the_ways(owner: Any, tiles: int) -> None:
    said = {"really_need": "A hall to be proud of", "common_ground": "The tiles are laid well"}
    owner.write(lambda s: services.disputes.update(s, tiles, **said))
    show(owner, tiles)
    assert "A hall to be proud of" in text(owner, "ways.need") and "The tiles are laid well" in text(owner, "ways.agree")
    above, below = owner.find("ways.need"), owner.find("ways.hold.line")
    assert above.mapToGlobal(above.rect().topLeft()).y() < below.mapToGlobal(below.rect().topLeft()).y()
    assert not owner.sees("ways.between")


def test_a_need_nobody_wrote_down_is_one_press_away(owner: Any, ways: int) -> None:
    owner.click("ways.between")
    assert owner.sees("answer.really_need")


def test_how_the_money_stands_is_one_line(owner: Any, ways: int) -> None:
    assert "you hold the money" in text(owner, "ways.money") and "$150" in text(owner, "ways.money")
    owner.write(lambda s: services.decisions.answer(s, ways, they_hold=True))
    assert "they hold the money" in text(owner, "ways.money")
    owner.write(lambda s: services.disputes.update(s, ways, asked=Decimal(0)))
    assert "do not ask for money" in text(owner, "ways.money")


def test_the_last_time_is_told(owner: Any, tiles: int) -> None:
    def past(session: Any) -> None:
        client = services.disputes.detail(session, tiles).client.id
        id = services.disputes.create(session, DisputeForm("Grout in the wrong grey", client))
        services.disputes.update(session, id, asked=Decimal(300))
        offer = services.decisions.save_offer(session, OfferForm(id, "$90 back", Decimal(90), Decimal(90)))
        services.decisions.decide(session, DecisionForm(id, f"offer-{offer}", (offer,)))
        services.disputes.update(session, id, stayed="yes")
        services.disputes.close(session, id)

    assert not owner.sees("ways.last_time")
    owner.write(past)
    show(owner, tiles)
    assert "compromise" in text(owner, "ways.last_time") and "stayed" in text(owner, "ways.last_time")


def test_the_rules_are_said_where_they_bite(owner: Any, tiles: int) -> None:
    made = {
        "poor": OfferForm(tiles, "A sample board", Decimal(20), Decimal(20)),
        "gag": OfferForm(tiles, "$200 back, and you remove the review", Decimal(200), Decimal(200)),
    }
    ids = {name: owner.write(lambda s, form=form: services.decisions.save_offer(s, form)) for name, form in made.items()}
    show(owner, tiles)
    assert text(owner, "ways.hold.note") == "Less than you said you owe."
    assert text(owner, f"ways.offer.{ids['poor']}.note") == "Less than you said you owe."
    assert text(owner, f"ways.offer.{ids['gag']}.note") == "Asks for silence: never leads."
    owner.write(lambda s: services.decisions.answer(s, tiles, owe="nothing", part="none"))
    assert text(owner, f"ways.offer.{ids['poor']}.note") == "Too little: counts as holding firm."
    assert not owner.sees("ways.hold.note")


def test_an_offer_is_added_changed_and_removed_with_a_way_back(owner: Any, ways: int) -> None:
    def fill(dialog: Any) -> None:
        owner.type("offer.title", "Half price", dialog)
        owner.type("offer.cost", "240", dialog)
        owner.click("offer.save", dialog)

    def change(dialog: Any) -> None:
        owner.type("offer.cost", "250", dialog)
        owner.click("offer.save", dialog)

    owner.dialogs.fill = fill
    owner.click("ways.add_offer")
    made = offers(owner, ways)["Half price"]
    owner.dialogs.fill = change
    owner.click(f"ways.offer.{made.id}.change")
    assert offers(owner, ways)["Half price"].cost == Decimal(250)
    owner.click(f"ways.offer.{made.id}.remove")
    assert "Half price" not in offers(owner, ways) and not owner.sees(f"ways.offer.{made.id}.remove")
    owner.click("toast.undo")
    assert "Half price" in offers(owner, ways) and owner.sees(f"ways.offer.{made.id}.remove")


def test_four_are_enough_and_a_first_one_is_suggested_where_there_is_none(owner: Any, ways: int) -> None:
    for offer in offers(owner, ways).values():
        owner.click(f"ways.offer.{offer.id}.remove")
    assert "Add one first" in text(owner, "ways.settle_part.line")
    owner.click("ways.suggest")
    assert len(offers(owner, ways)) == 1 and not owner.sees("ways.suggest")
    for number in range(3):
        form = OfferForm(ways, f"Offer {number}", Decimal(50), Decimal(60))
        owner.write(lambda s, form=form: services.decisions.save_offer(s, form))
    assert not owner.find("ways.add_offer").isEnabled()


def test_where_no_offer_gives_what_is_owed_none_is_a_fair_end(owner: Any, ways: int) -> None:
    owner.write(lambda s: services.decisions.answer(s, ways, owe_sum=Decimal(450)))
    assert "None of your offers gives the $450" in text(owner, "ways.settle_part.line")


def test_a_need_that_is_not_ours_makes_referring_a_way_out(owner: Any, ways: int) -> None:
    assert not owner.sees("ways.what_it_needs") and not owner.sees("ways.cost.refer")
    owner.click("ways.need_unmet")
    assert owner.sees("ways.providers")  # nobody to send them to yet
    owner.type("ways.what_it_needs", "Slate, which we do not lay")
    rested(owner)
    answers = owner.read(lambda s: services.disputes.detail(s, ways)).answers
    assert answers["need_unmet"] and answers["need"] == "Slate, which we do not lay"
    owner.write(lambda s: services.referrals.save(s, ProviderForm("Slate & Stone")))
    assert not owner.sees("ways.providers")
    owner.type("ways.cost.refer", "200")
    rested(owner)
    assert way(owner, ways, "refer").cost.likely == 200


def test_where_no_money_is_asked_an_offer_says_how_far_it_goes(owner: Any, ways: int) -> None:
    owner.write(lambda s: services.disputes.update(s, ways, asked=Decimal(0)))
    form = OfferForm(ways, "We come and say sorry", Decimal(0), Decimal(0), reaches=0.75)
    owner.write(lambda s: services.decisions.save_offer(s, form))
    assert "costs you nothing · meets most of what they want" in owner.reads(owner.find("ways.offers"))


def test_adding_a_provider_is_one_press_away(owner: Any, ways: int) -> None:
    owner.click("ways.need_unmet")
    owner.click("ways.providers")
    assert owner.place[0] == "referrals"


@pytest.mark.parametrize("case", ["threats", "bill"])
def test_nobody_is_referred_to_be_rid_of_them(owner: Any, ways: int, case: str) -> None:
    owner.write(lambda s: services.referrals.save(s, ProviderForm("Slate & Stone")))
    owner.write(lambda s: services.decisions.answer(s, ways, need_unmet=True, they_hold=case == "bill"))
    owner.write(lambda s: services.disputes.update(s, ways, triage=["threats"] if case == "threats" else []))
    assert "Would you send a friend this client?" in text(owner, "ways.refer.line")
    assert not owner.sees("ways.need_unmet") and not owner.sees("ways.cost.refer")


def test_what_is_repaid_is_what_is_owed_until_the_owner_says(owner: Any, ways: int) -> None:
    field = owner.find("ways.cost.part")
    assert field.text() == "" and field.placeholderText() == "$150"
    assert text(owner, "ways.cost.part.usual") == "what you said you owe"
    owner.type("ways.cost.part", "100")
    rested(owner)
    assert way(owner, ways, "part").cost.likely == 100
    assert text(owner, "ways.part.note") == "Less than you said you owe." and not text(owner, "ways.cost.part.usual")
    owner.type("ways.cost.part", "")
    rested(owner)
    assert way(owner, ways, "part").cost.likely == 150 and not owner.sees("ways.part.note")


def test_a_sum_still_in_the_fingers_is_kept_when_going_on(owner: Any, ways: int) -> None:
    owner.type("ways.cost.part", "175")
    owner.click("dispute.next")
    owner.settle()
    assert owner.sees("weigh.add_offer") or owner.place[2] == "weigh.board"
    assert way(owner, ways, "part").cost.likely == 175


def test_tab_goes_through_the_ways_as_they_are_read(owner: Any, ways: int) -> None:
    ids = [offer.id for offer in offers(owner, ways).values()]
    owner.find("ways.between").setFocus()
    found = []
    for _ in range(9):
        owner.window.focusNextChild()
        found.append((QApplication.focusWidget() or owner.window.focusWidget()).objectName())
    in_order = [f"ways.offer.{id}.{what}" for id in ids for what in ("change", "remove")]
    assert found[:7] == [*in_order, "ways.add_offer", "ways.need_unmet", "ways.cost.part"]


def test_names_of_three_hundred_letters_leave_the_screen_in_shape(owner: Any, tiles: int) -> None:
    for title in ("W" * 300, ("<img src=x> " * 30)[:300]):
        form = OfferForm(tiles, title, Decimal(150), Decimal(200))
        owner.write(lambda s, form=form: services.decisions.save_offer(s, form))
    owner.write(lambda s: services.disputes.update(s, tiles, really_need="W" * 500))
    owner.window.resize(900, 600)
    show(owner, tiles)
    assert owner.window.width() == 900
    for name in ("ways.money", "ways.add_offer", "ways.part.letter"):
        control = owner.find(name)
        assert control.mapTo(owner.window, control.rect().topRight()).x() < 900


def test_a_dispute_with_nothing_said_yet_has_ways_too(owner: Any) -> None:
    id = owner.write(lambda s: services.disputes.create(s, DisputeForm("A leak", client_name="Ben")))
    show(owner, id)
    assert "still open" in text(owner, "ways.money") and text(owner, "ways.hold.line")
    assert not owner.sees("ways.suggest"), "nothing can be suggested before it is known what they ask"
    assert owner.find("ways.add_offer").isEnabled()


def test_an_offer_is_put_together_by_keys_alone(owner: Any, ways: int) -> None:
    def fill(dialog: Any) -> None:
        owner.qtbot.keyClick(owner.find("offer.part.money", within=dialog), Qt.Key.Key_Space)
        owner.qtbot.keyClicks(dialog.focusWidget(), "200")  # the cursor stands in its first sum
        owner.qtbot.keyClick(owner.find("offer.save", within=dialog), Qt.Key.Key_Space)
        owner.settle()

    owner.dialogs.fill = fill
    owner.click("ways.add_offer")
    made = offers(owner, ways)["$200 back"]
    assert (made.cost, made.owed_from, made.owed) == (Decimal(200), "us", Decimal(200))
    assert made.owed_by == date.today() + timedelta(14)
