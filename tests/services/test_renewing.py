"""An offer changed after the decision: the letter offers what it now says, and the earlier decision stays on record."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from clientcare import services
from clientcare.db.models import Decision
from clientcare.records import DecisionForm, DisputeForm, LetterDraft, OfferForm
from clientcare.services.store import Store

SOON = date.today() + timedelta(14)


def tiles(id: int, title: str = "You keep the tiles", offer: int | None = None) -> OfferForm:
    return OfferForm(id, title, Decimal(160), Decimal(160), owed_from="us", owed=Decimal(160), owed_by=SOON, id=offer)


@pytest.fixture
def dispute(store: Store) -> tuple[int, list[int]]:
    def prepare(session: Any) -> tuple[int, list[int]]:
        id = services.disputes.create(session, DisputeForm("Hall tiles", client_name="Dana"))
        services.disputes.update(session, id, asked=Decimal(480), rephrase="you expected matt grey")
        services.decisions.answer(session, id, owe="part", owe_sum=Decimal(150), part="none", want_back="gladly")
        again, mat = (300, 480, "We lay it again"), (40, 40, "A mat")
        others = [OfferForm(id, title, Decimal(cost), Decimal(worth)) for cost, worth, title in (again, mat)]
        offers = [services.decisions.save_offer(session, form) for form in (tiles(id), *others)]
        form = DecisionForm(id, f"offer-{offers[0]}", tuple(offers[:2]), "fair", 0.8, SOON)
        services.decisions.decide(session, form)
        return id, offers

    return store.write(prepare).result


def offered(store: Store, id: int) -> list[str]:
    draft = LetterDraft(id, "compromise")
    return [offer.title for offer in store.read(lambda session: services.letters.facts(session, id, draft)).offers]


def test_the_letter_offers_what_it_now_says(store: Store, dispute: tuple[int, list[int]]) -> None:
    id, offers = dispute

    def change(session: Any) -> None:
        services.decisions.save_offer(session, tiles(id, "You keep the tiles, sealed", offers[0]))
        services.renewing.renew_decision(session, id)

    store.write(change)
    assert offered(store, id) == ["You keep the tiles, sealed", "We lay it again"]
    detail = store.read(lambda session: services.disputes.detail(session, id))
    assert detail.decision is not None
    assert (detail.decision.why, detail.decision.stay, detail.decision.look_back_on) == ("fair", 0.8, SOON)
    assert detail.decision.way == f"offer-{detail.offers[0].id}"


def test_the_earlier_decision_stays_on_record(store: Store, dispute: tuple[int, list[int]]) -> None:
    id, offers = dispute
    store.write(lambda session: services.decisions.save_offer(session, tiles(id, "Sealed", offers[0])))
    store.write(lambda session: services.renewing.renew_decision(session, id))
    kept = store.read(lambda session: [list(d.offer_ids) for d in session.scalars(select(Decision).order_by(Decision.id))])
    assert len(kept) == 2 and kept[0] == offers[:2]


def test_an_offer_added_since_joins_the_letter(store: Store, dispute: tuple[int, list[int]]) -> None:
    id, _ = dispute
    store.write(lambda session: services.decisions.save_offer(session, OfferForm(id, "New", Decimal(1), Decimal(1))))
    store.write(lambda session: services.renewing.renew_decision(session, id))
    assert offered(store, id) == ["You keep the tiles", "We lay it again", "New"]


def test_the_way_goes_on_with_another_offer_when_its_own_is_gone(store: Store, dispute: tuple[int, list[int]]) -> None:
    id, offers = dispute
    store.write(lambda session: services.decisions.delete_offer(session, offers[0]))
    store.write(lambda session: services.renewing.renew_decision(session, id))
    assert offered(store, id) == ["We lay it again"]


def test_nothing_to_renew_changes_nothing(store: Store, dispute: tuple[int, list[int]]) -> None:
    id, _ = dispute
    assert store.write(lambda session: services.renewing.renew_decision(session, id)).undo is None
    fresh = store.write(lambda session: services.disputes.create(session, DisputeForm("New", client_name="Marc"))).result
    assert store.write(lambda session: services.renewing.renew_decision(session, fresh)).undo is None
