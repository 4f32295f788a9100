"""Weighing and deciding through the services: published sums, defaults, and decisions that keep what they knew."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from clientcare.db.models import StoredAssessment
from clientcare.decision.figures import figures
from clientcare.decision.levers import levers
from clientcare.decision.ways_out import expected_value
from clientcare.errors import InvalidInput, WorldError
from clientcare.records import DecisionForm, DisputeDetail, DisputeForm, OfferForm, OfferRow, PaymentForm, ProviderForm
from clientcare.services import clients, decisions, disputes, payments, referrals, settings
from clientcare.services.store import Store
from clientcare.services.weighing.suggesting import friendly

Offers = list[tuple[str, int, int, int]]  # title, cost, worth, hours
TILES: Offers = [("$160 back", 160, 160, 0), ("Lay again, she buys the tiles", 120, 390, 6)]
RELAUNCH: Offers = [("Half price", 750, 750, 4), ("$200", 200, 200, 2)]
LEAK: Offers = [("Repair ourselves", 600, 2000, 12), ("Half", 1000, 1000, 2)]


def paying(session: Session, name: str, contribution: int, **fields: Any) -> int:
    """A client who leaves us that much a year, at a margin of 40 %."""
    id = clients.create(session, name)
    clients.update(session, id, **fields)
    if contribution > 0:
        paid = Decimal(contribution) / Decimal("0.4")
        payments.save(session, PaymentForm(id, date.today() - timedelta(days=30), paid))
    return id


def case(session: Session, client: int, asked: int, offers: Offers, **answers: Any) -> int:
    id = disputes.create(session, DisputeForm("The case", client))
    disputes.update(session, id, asked=Decimal(asked))
    decisions.answer(session, id, **answers)
    for title, cost, worth, hours in offers:
        decisions.save_offer(session, OfferForm(id, title, Decimal(cost), Decimal(worth), hours=Decimal(hours)))
    return id


def values_when_certain(session: Session, id: int) -> dict[str, float]:
    """The expected value of each way, every guess made certain where it stands."""
    for lever in levers(decisions.assessment(session, id)):
        decisions.move(session, id, lever.key, lever.value, "certain")
    weighed = decisions.assessment(session, id)
    titles = {f"offer-{offer.id}": offer.title for offer in disputes.detail(session, id).offers}
    names = {way.key: titles.get(way.key.removesuffix("-part"), way.key) for way in weighed.ways}
    return {
        names[way.key] + (" then part" if way.key.endswith("-part") else ""): round(expected_value(way, weighed), 2)
        for way in weighed.ways
    }


def tiles(session: Session) -> int:
    paying(session, "Somebody else", 420)  # so that a year of one average client is 600
    dana = paying(session, "Dana Okafor", 780, retention=0.8)
    return case(session, dana, 480, TILES, part="some", owe="part", owe_sum=Decimal(150))


def test_the_tiles_give_the_published_sums(store: Store) -> None:
    found = store.write(lambda session: values_when_certain(session, tiles(session))).result
    assert found == pytest.approx(
        {
            "$160 back": -150.59,
            "Lay again, she buys the tiles": -226.62,
            "$160 back then part": -280.55,
            "hold": -329.09,
            "give": -358.36,
            "part": -367.50,
        },
        abs=0.01,
    )


def test_the_relaunch_gives_the_published_sums(store: Store) -> None:
    def relaunch(session: Session) -> dict[str, float]:
        settings.update(session, hour_worth=Decimal(50))
        referrals.save(session, ProviderForm("Studio North"))
        paying(session, "Somebody else", 500)
        client = paying(session, "Mr. Free", 0, hours_beyond=18.0)
        answers = {"part": "none", "owe": "nothing", "need_unmet": True}
        return values_when_certain(session, case(session, client, 1500, RELAUNCH, **answers))

    found = store.write(relaunch).result
    assert found.pop("$200") < found["$200 then part"]
    assert found == pytest.approx(
        {
            "refer": -500.00,
            "part": -500.00,
            "$200 then part": -783.64,
            "hold": -903.04,
            "Half price": -2123.68,
            "give": -3577.16,
        },
        abs=0.01,
    )


def test_the_leak_gives_the_published_sums(store: Store) -> None:
    def leak(session: Session) -> dict[str, float]:
        settings.update(session, hour_worth=Decimal(60))
        paying(session, "Somebody else", 5100)
        client = paying(session, "Bridget", 900, retention=0.9)
        return values_when_certain(session, case(session, client, 2000, LEAK, part="mostly", owe="all"))

    found = store.write(leak).result
    del found["Repair ourselves then part"]
    assert found == pytest.approx(
        {"Repair ourselves": -1272.48, "Half": -1383.41, "give": -1762.73, "part": -2210.00, "hold": -2256.18}, abs=0.01
    )


def test_owing_more_than_they_ask_a_full_offer_is_still_a_fair_end(store: Store) -> None:
    def owing(session: Session) -> Any:
        client = clients.create(session, "Eli")
        id = case(session, client, 480, [("All of it", 400, 480, 0)], owe="part", owe_sum=Decimal(600))
        return decisions.assessment(session, id)

    assert any(way.kind == "settle_part" for way in store.write(owing).result.ways)


def test_where_nothing_is_known_the_defaults_stand(store: Store) -> None:
    def quick(session: Session) -> Any:
        id = disputes.create(session, DisputeForm("Fence", client_name="Eli"))
        nothing = decisions.assessment(session, id)
        disputes.update(session, id, asked=Decimal(300))
        return nothing, decisions.assessment(session, id)

    nothing, asked = store.write(quick).result
    assert (nothing.ask, nothing.money_known, asked.money_known) == (0, False, True)
    assert (asked.owed, asked.part, asked.we_hold, asked.hour_worth) == (150, "some", True, 35)
    assert asked.retention.likely == 0.7 and asked.refill_months == 6
    assert figures(asked, ())["harm"].guess.likely == 300  # no client's money is known: what they ask
    assert [way.key for way in asked.ways] == ["hold", "give", "part"]


def test_what_a_client_does_to_the_business_is_part_of_it(store: Store) -> None:
    def read(session: Session) -> Any:
        id = tiles(session)
        settings.update(session, savings=Decimal(9000), monthly_costs=Decimal(3000))
        soon, told = date.today() + timedelta(days=2), date.today() - timedelta(days=15)
        disputes.update(session, id, mood="furious", triage=["legal"], due_on=soon, told_on=told)
        return decisions.assessment(session, id)

    found = store.write(read).result
    assert found.revenue_share == pytest.approx(780 / 1200)
    assert (found.savings, found.monthly_costs, found.mood, found.triage) == (9000, 3000, "furious", {"legal"})
    assert found.weeks_waiting == 2 and found.hours_since_told == 15 * 24
    assert 48 <= found.hours_to_deadline <= 72


def test_the_owners_own_record_counts(store: Store) -> None:
    def read(session: Session) -> Any:
        for answers in ("yes", "no"), ("no", "yes"), ("yes", ""), ("unknown", ""):
            id = disputes.create(session, DisputeForm("Before", client_name="Somebody"))
            decisions.decide(session, DecisionForm(id, "hold"))
            disputes.update(session, id, **dict(zip(("stayed", "complained"), answers, strict=True)))
            disputes.close(session, id)
        return decisions.assessment(session, tiles(session)).record

    (past,) = store.write(read).result
    assert (past.kind, past.closed, past.stayed, past.complained) == ("hold", 3, 2, 1)


def detail(store: Store, id: int) -> DisputeDetail:
    return store.read(lambda session: disputes.detail(session, id))


@pytest.fixture
def weighed(store: Store) -> int:
    return store.write(tiles).result


@pytest.fixture
def decided(store: Store, weighed: int) -> int:
    offer = detail(store, weighed).offers[0].id
    store.write(lambda session: decisions.move(session, weighed, f"cost.offer-{offer}", 170, "sure"))
    store.write(lambda s: decisions.decide(s, DecisionForm(weighed, f"offer-{offer}", why="Worth it", stay=0.75)))
    return weighed


def test_a_decision_is_on_record(store: Store, decided: int) -> None:
    found = detail(store, decided)
    decision = found.decision
    assert decision is not None
    assert (decision.way_kind, decision.why, decision.stay) == ("compromise", "Worth it", 0.75)
    assert decision.advised in ("hold", "give", *(f"offer-{o.id}" for o in found.offers))
    assert decision.offer_ids == (found.offers[0].id,)
    assert decision.look_back_on == date.today() + timedelta(days=90)
    assert (found.stage, found.status) == ("write", "open")


def test_a_decision_keeps_what_it_knew(store: Store, decided: int) -> None:
    before = detail(store, decided)
    first = before.offers[0]
    changed = OfferForm(decided, "$180 back", Decimal(180), Decimal(180), id=first.id)
    copied = store.write(lambda session: decisions.save_offer(session, changed)).result
    store.write(lambda session: decisions.answer(session, decided, owe="all"))
    store.write(lambda session: disputes.update(session, decided, asked=Decimal(900)))
    after = detail(store, decided)
    assert copied != first.id and [offer.title for offer in after.offers] == ["$180 back", TILES[1][0]]
    assert after.answers["owe"] == "all" and after.decision == before.decision

    def frozen(session: Session) -> Any:
        old = session.query(StoredAssessment).filter_by(version=1).one()
        return old.owe, [(o.id, o.title) for o in old.offers], old.known

    owe, offers, known = store.read(frozen)
    assert owe == "part" and (first.id, "$160 back") in offers
    assert (known["ask"], known["owed"], known["client_name"]) == (480, 150, "Dana Okafor")


def test_deciding_anew_keeps_both_decisions(store: Store, decided: int) -> None:
    before = detail(store, decided)
    store.write(lambda session: disputes.update(session, decided, asked=Decimal(900)))
    form = DecisionForm(decided, f"offer-{before.offers[0].id}-part", (before.offers[1].id,))
    store.write(lambda session: decisions.decide(session, form))
    after = detail(store, decided)
    assert after.decision is not None and after.decision.way_kind == "settle_part"
    assert after.decision.offer_ids == (after.offers[1].id,) != (before.offers[1].id,)

    known = store.read(lambda s: [stored.known for stored in s.query(StoredAssessment)])
    assert [asked["ask"] for asked in known if asked] == [480, 900]


def test_guesses_follow_the_offers_into_the_next_version(store: Store, decided: int) -> None:
    second = detail(store, decided).offers[1].id
    store.write(lambda session: decisions.move(session, decided, f"hours.offer-{second}", 8))
    found = detail(store, decided)
    keys = {f"cost.offer-{found.offers[0].id}", f"hours.offer-{found.offers[1].id}"}
    assert set(found.answers["guesses"]) == keys and found.offers[1].id != second


def test_deleting_an_offer_after_the_decision_leaves_the_decision_whole(store: Store, decided: int) -> None:
    first = detail(store, decided).offers[0].id
    store.write(lambda session: decisions.delete_offer(session, first))
    found = detail(store, decided)
    assert [offer.title for offer in found.offers] == [TILES[1][0]]
    assert found.decision is not None and found.decision.offer_ids == (first,)


def test_an_answer_replaces_what_a_slider_said_of_the_same(store: Store, weighed: int) -> None:
    store.write(lambda session: decisions.move(session, weighed, "owed", 200))
    assert store.read(lambda session: decisions.assessment(session, weighed).owed) == 200
    store.write(lambda session: decisions.answer(session, weighed, owe_sum=Decimal(140)))
    assert store.read(lambda session: decisions.assessment(session, weighed).owed) == 140


@pytest.mark.parametrize(("way", "offers"), [("offer-99", ()), ("refer", ()), ("hold", (99,))])
def test_a_way_or_offer_gone_is_said(store: Store, weighed: int, way: str, offers: tuple[int, ...]) -> None:
    with pytest.raises(WorldError, match="no longer here"):
        store.write(lambda session: decisions.decide(session, DecisionForm(weighed, way, offers)))


@pytest.mark.parametrize(
    ("field", "value"),
    [("owe", "everything"), ("part", "all"), ("owe_sum", Decimal(-1)), ("owe_sum", "12,"), ("want_back", "maybe")],
)
def test_answers_that_cannot_be_name_their_field(store: Store, weighed: int, field: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as error:
        store.write(lambda session: decisions.answer(session, weighed, **{field: value}))
    assert error.value.field == field


@pytest.mark.parametrize(("value", "sure"), [(float("nan"), None), (float("inf"), None), (1.0, "quite")])
def test_no_guess_is_refused(store: Store, weighed: int, value: float, sure: str | None) -> None:
    with pytest.raises(InvalidInput):
        store.write(lambda session: decisions.move(session, weighed, "harm", value, sure))


def suggested(store: Store, asked: int, **answers: Any) -> OfferRow:
    def suggest(session: Session) -> int:
        id = case(session, clients.create(session, "Eli"), asked, [], **answers)
        for _ in range(2):  # a second time changes nothing
            decisions.suggest_offers(session, id)
        return id

    (offer,) = detail(store, store.write(suggest).result).offers
    return offer


def test_a_first_compromise_is_suggested(store: Store) -> None:
    offer = suggested(store, 480, owe="part", owe_sum=Decimal(150))
    assert (offer.title, offer.cost, offer.worth, offer.owed_from, offer.owed) == ("$160 back", 160, 160, "us", 160)
    assert offer.owed_by == date.today() + timedelta(days=14)


def test_a_suggested_compromise_is_named_in_the_language_of_the_letters(store: Store) -> None:
    def suggest(session: Session) -> int:
        client = clients.create(session, "Inés")
        clients.update(session, client, language="es")
        return case(session, client, 480, [], owe="part", owe_sum=Decimal(150))

    id = store.write(suggest).result
    store.write(lambda session: decisions.suggest_offers(session, id))
    assert detail(store, id).offers[0].title == "Devolución de $160"
    store.write(lambda session: decisions.answer(session, id, they_hold=True))
    assert detail(store, id).offers[0].title == "Rebaja de $160"


def test_off_an_unpaid_invoice_they_owe_the_rest(store: Store) -> None:
    offer = suggested(store, 480, they_hold=True, owe="part", owe_sum=Decimal(150))
    assert (offer.title, offer.cost, offer.owed_from, offer.owed) == ("$160 off", 160, "them", 320)
    everything = suggested(store, 480, they_hold=True, owe="all")
    assert (everything.cost, everything.owed_from, everything.owed, everything.owed_by) == (480, "nobody", 0, None)


def test_the_first_compromise_follows_who_holds_the_money(store: Store) -> None:
    def suggest(session: Session) -> int:
        id = case(session, clients.create(session, "Eli"), 480, [], owe="part", owe_sum=Decimal(150))
        decisions.suggest_offers(session, id)
        decisions.answer(session, id, they_hold=True)
        return id

    id = store.write(suggest).result
    (offer,) = detail(store, id).offers
    assert (offer.title, offer.cost, offer.owed_from, offer.owed) == ("$160 off", 160, "them", 320)
    form = OfferForm(id, "A third off, paid by May", Decimal(160), Decimal(160), id=offer.id)
    store.write(lambda session: decisions.save_offer(session, form))
    store.write(lambda session: decisions.answer(session, id, they_hold=False))
    assert detail(store, id).offers[0].title == "A third off, paid by May"  # the owner's own words


def test_nothing_is_suggested_where_no_money_is_asked(store: Store, weighed: int) -> None:
    id = store.write(lambda s: case(s, detail(store, weighed).client.id, 0, [])).result
    assert store.write(lambda s: decisions.suggest_offers(s, id)).undo is None


@pytest.mark.parametrize(
    ("amount", "most", "wanted"), [("156.4", 480, "160"), ("66.7", 200, "67"), ("1501", 1502, "1502"), ("0.5", 9, "0.5")]
)
def test_a_friendly_sum_is_never_less_nor_above_the_ask(amount: str, most: int, wanted: str) -> None:
    assert friendly(Decimal(amount), Decimal(most)) == Decimal(wanted)
