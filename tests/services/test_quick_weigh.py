"""Four answers, on the first day, with nothing else entered: the suggestion must already be a wise one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from clientcare.decision import levers, stakes
from clientcare.decision.assessment import WayKind
from clientcare.records import DecisionForm, DisputeForm, OfferForm
from clientcare.services import decisions, disputes
from clientcare.services.store import Store


def answered(store: Store, **answers: Any) -> int:
    """A dispute of a new client with the four quick answers; `answers` changes them."""
    given = {"owe": "part", "owe_sum": Decimal(400), "want_back": "gladly", "if_no": "complain"} | answers

    def write(session: Any) -> int:
        id = disputes.create(session, DisputeForm("Garden wall", client_name="Rosa Grey"))
        disputes.update(session, id, asked=Decimal(900))
        decisions.answer(session, id, **given)
        return id

    return store.write(write).result


def leader(store: Store, id: int) -> WayKind:
    return stakes.weigh(store.read(lambda s: decisions.assessment(s, id))).leader.way.kind


def offers(store: Store, id: int) -> list[str]:
    return [offer.title for offer in store.read(lambda s: disputes.detail(s, id)).offers]


def test_with_the_last_answer_a_first_compromise_is_suggested(store: Store) -> None:
    assert offers(store, answered(store)) == ["$400 back"]


def test_nothing_is_suggested_before_the_last_answer(store: Store) -> None:
    assert offers(store, answered(store, if_no="")) == []


def test_a_suggestion_that_was_removed_does_not_come_back(store: Store) -> None:
    id = answered(store)
    offer = store.read(lambda s: disputes.detail(s, id)).offers[0]
    store.write(lambda s: decisions.delete_offer(s, offer.id))
    store.write(lambda s: decisions.answer(s, id, if_no="leave"))
    assert offers(store, id) == []


def test_own_offers_are_not_added_to(store: Store) -> None:
    id = answered(store, if_no="")
    store.write(lambda s: decisions.save_offer(s, OfferForm(id, "A free visit", Decimal(80), Decimal(120))))
    store.write(lambda s: decisions.answer(s, id, if_no="leave"))
    assert offers(store, id) == ["A free visit"]


def test_nobody_asks_for_money_and_none_is_suggested(store: Store) -> None:
    id = answered(store, if_no="")
    store.write(lambda s: disputes.update(s, id, asked=Decimal(0)))
    store.write(lambda s: decisions.answer(s, id, if_no="leave"))
    assert offers(store, id) == []


@pytest.mark.parametrize("if_no", ["grumble", "leave", "complain", "bank"])
@pytest.mark.parametrize("want", ["gladly", "if_easy"])
def test_who_wants_them_back_is_never_told_to_part_for_want_of_figures(store: Store, want: str, if_no: str) -> None:
    assert leader(store, answered(store, want_back=want, if_no=if_no)) is WayKind.COMPROMISE


def test_who_does_not_want_them_back_may_settle_fairly_and_part(store: Store) -> None:
    assert leader(store, answered(store, want_back="no")) is WayKind.SETTLE_PART


def test_an_unpaid_bill_is_met_by_money_off(store: Store) -> None:
    assert offers(store, answered(store, they_hold=True)) == ["$400 off"]


@pytest.mark.parametrize("want", ["gladly", "if_easy", "no"])
def test_looking_closer_starts_from_the_same_answer(store: Store, want: str) -> None:
    id = answered(store, want_back=want)
    before = leader(store, id)
    store.write(lambda s: decisions.answer(s, id, closer=True))
    assert leader(store, id) is before
    store.write(lambda s: decisions.answer(s, id, closer=False))
    assert leader(store, id) is before and offers(store, id) == ["$400 back"]


def test_the_answers_of_who_looked_closer_count_on_the_short_way_too(store: Store) -> None:
    id = answered(store)
    store.write(lambda s: decisions.answer(s, id, closer=True))
    store.write(lambda s: decisions.guess(s, id, "harm", {"value": 4000.0, "sure": "sure"}))
    store.write(lambda s: decisions.answer(s, id, closer=False))
    harm = store.read(lambda s: decisions.assessment(s, id)).harm
    assert harm is not None and (harm.likely, harm.sure) == (4000, "sure")


def test_looking_closer_at_a_decided_dispute_begins_no_new_weighing(store: Store) -> None:
    id = answered(store)
    offer = store.read(lambda s: disputes.detail(s, id)).offers[0]
    form = DecisionForm(id, f"offer-{offer.id}", (offer.id,), "", 0.7, date.today())
    store.write(lambda s: decisions.decide(s, form))
    store.write(lambda s: decisions.answer(s, id, closer=True))
    assert [version.version for version in store.read(lambda s: decisions.versions(s, id))] == [1]
    assert store.read(lambda s: disputes.detail(s, id)).answers["closer"]
    store.write(lambda s: decisions.answer(s, id, closer=True, part="mostly"))
    assert [version.version for version in store.read(lambda s: decisions.versions(s, id))] == [2, 1]


def no_money(store: Store, **answers: Any) -> stakes.Weighing:
    """The same client, who asks for no money."""
    id = answered(store, owe="nothing", owe_sum=None, **answers)
    store.write(lambda session: disputes.update(session, id, asked=Decimal(0)))
    return stakes.weigh(store.read(lambda session: decisions.assessment(session, id)))


def test_where_nobody_asks_for_money_the_feelings_still_weigh(store: Store) -> None:
    weighing = no_money(store)
    assert not weighing.close_call and weighing.leader.way.kind is WayKind.GIVE
    worth = [weighing.result(key) for key in ("give", "hold", "part")]
    assert all(worth) and len({round(result.value) for result in worth if result}) == 3


def test_what_giving_takes_can_be_said_first_where_nobody_asks_for_money(store: Store) -> None:
    no_money(store)
    stakes_now = store.read(lambda session: decisions.assessment(session, 1))
    assert levers.levers(stakes_now)[0].key == "hours.give"
    dear = levers.move(stakes_now, "hours.give", 40)
    assert stakes.weigh(dear).leader.way.kind is not WayKind.GIVE
