"""The answers of the small screens: guesses with how sure, the client's figures, offers made of parts, what is frozen."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from clientcare.decision.assessment import Assessment
from clientcare.decision.comparing import compare, recall
from clientcare.decision.guess import Guess, Sure
from clientcare.errors import InvalidInput
from clientcare.records import DecisionForm, DisputeDetail, DisputeForm, OfferForm, PartRow, PaymentForm, VersionRow
from clientcare.services import clients, decisions, disputes, payments
from clientcare.services.store import Store
from clientcare.ui.steps.definition import Estimate
from clientcare.ui.steps.questions import STEPS


@pytest.fixture
def case(store: Store) -> int:
    """A dispute over 480 with a client who paid 1,950 this year."""

    def write(session: Session) -> int:
        dana = clients.create(session, "Dana")
        payments.save(session, PaymentForm(dana, date.today() - timedelta(days=30), Decimal(1950)))
        id = disputes.create(session, DisputeForm("Tiles", dana))
        disputes.update(session, id, asked=Decimal(480), told_on=date.today() - timedelta(days=1))
        return id

    return store.write(write).result


def guess(store: Store, id: int, key: str, answer: Any) -> None:
    store.write(lambda s: decisions.guess(s, id, key, answer))


def weighed(store: Store, id: int) -> Assessment:
    return store.read(lambda s: decisions.assessment(s, id))


def detail(store: Store, id: int) -> DisputeDetail:
    return store.read(lambda s: disputes.detail(s, id))


def versions(store: Store, id: int) -> tuple[VersionRow, ...]:
    return store.read(lambda s: decisions.versions(s, id))


def test_a_guess_and_how_sure_is_kept_weighed_and_shown_again(store: Store, case: int) -> None:
    guess(store, case, "harm", {"value": Decimal(700), "sure": "unsure"})
    assert weighed(store, case).harm == Guess.amount(700, Sure.UNSURE)
    assert detail(store, case).answers["harm"] == {"value": 700.0, "sure": "unsure"}
    assert detail(store, case).stage == "weigh"


def test_a_bare_number_is_a_guess_too(store: Store, case: int) -> None:
    guess(store, case, "refill", 12)
    assert weighed(store, case).refill_months == 12 and detail(store, case).answers["refill"]["value"] == 12
    guess(store, case, "refill", 60)
    assert weighed(store, case).refill_months is None  # never


def test_as_usual_but_how_sure(store: Store, case: int) -> None:
    usual = weighed(store, case)
    guess(store, case, "retention", {"value": None, "sure": "unsure"})
    guess(store, case, "harm", {"value": None, "sure": "sure"})
    found = weighed(store, case)
    assert usual.retention == Guess.chance(0.7) and found.retention == Guess.chance(0.7, Sure.UNSURE)
    assert found.harm == Guess.amount(780, Sure.SURE)  # a year of the one client there is
    store.write(lambda s: clients.update(s, detail(store, case).client.id, retention=0.9))
    assert weighed(store, case).retention == Guess.chance(0.9, Sure.UNSURE)  # what is usual has changed since


def test_as_usual_follows_the_numbers_that_were_given(store: Store, case: int) -> None:
    save = OfferForm(case, "$160 back", Decimal(160), Decimal(160))
    offer = store.write(lambda s: decisions.save_offer(s, save)).result
    guess(store, case, f"accept.offer-{offer}", {"value": None, "sure": "sure"})
    guess(store, case, f"cost.offer-{offer}", {"value": 480, "sure": None})
    way = next(way for way in weighed(store, case).ways if way.key == f"offer-{offer}")
    assert way.accept is not None and way.accept.likely == pytest.approx(0.9)


def test_what_nobody_knows_stays_unknown(store: Store, case: int) -> None:
    guess(store, case, "mistake_cost", {"value": None, "sure": "unsure"})
    assert weighed(store, case).mistake_cost is None
    assert detail(store, case).answers["mistake_cost"] == {"value": None, "sure": "unsure"}  # it was answered: not sure


@pytest.mark.parametrize("nothing", [None, {"value": None, "sure": None}, {}])
def test_a_guess_can_be_taken_back(store: Store, case: int, nothing: Any) -> None:
    usual = weighed(store, case)
    guess(store, case, "harm", {"value": 5, "sure": "sure"})
    guess(store, case, "harm", nothing)
    assert weighed(store, case) == usual and detail(store, case).answers["harm"] is None


@pytest.mark.parametrize(
    ("key", "answer", "words"),
    [
        ("retention", 1.2, "from 0 to 100 %"),
        ("retention", -0.1, "from 0 to 100 %"),
        ("stay.hold", {"value": 7, "sure": "sure"}, "from 0 to 100 %"),
        ("harm", -5, "less than nothing"),
        ("fight_hours", {"value": -1, "sure": "sure"}, "less than nothing"),
        ("fight_hours", 10**9, "too large"),
        ("harm", float("nan"), "not a number"),
        ("harm", float("inf"), "not a number"),
        ("harm", Decimal("NaN"), "not a number"),
        ("harm", "many", "not a number"),
        ("harm", True, "not a number"),
        ("harm", {"value": 5, "sure": "quite"}, "Choose again"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(store: Store, case: int, key: str, answer: Any, words: str) -> None:
    guess(store, case, key, 0.5)
    before = detail(store, case)
    with pytest.raises(InvalidInput) as error:
        guess(store, case, key, answer)
    assert error.value.field == key
    assert words in error.value.said.text.format(**error.value.said.values)
    assert detail(store, case) == before


def test_every_small_question_is_answered_by_its_name(store: Store, case: int) -> None:
    asked = [field for step in STEPS for field in step.fields if isinstance(field, Estimate)]
    assert {field.name for field in asked} <= detail(store, case).answers.keys()
    for field in asked:
        if field.record == "guess":
            guess(store, case, field.name, 0.25)
        elif field.record == "client":
            store.write(lambda s, name=field.name: decisions.about_client(s, case, **{name: 0.25}))
        else:
            store.write(lambda s, name=field.name: decisions.answer(s, case, **{name: Decimal("0.25")}))
    answers = detail(store, case).answers
    given = {f.name: a["value"] if f.record == "guess" else a for f in asked if (a := answers[f.name]) is not None}
    assert given == {field.name: 0.25 for field in asked}


def test_what_they_pay_in_a_usual_year_replaces_what_they_paid(store: Store, case: int) -> None:
    assert weighed(store, case).contribution == Guess.amount(780)
    guess(store, case, "contribution", 9)
    store.write(lambda s: decisions.answer(s, case, revenue=Decimal(5000)))
    assert weighed(store, case).contribution == Guess.amount(2000, Sure.FAIRLY)
    assert detail(store, case).answers["revenue"] == 5000
    store.write(lambda s: decisions.answer(s, case, revenue=None))
    assert weighed(store, case).contribution == Guess.amount(780)


def test_of_a_new_client_a_typed_year_is_known_and_an_average_one_is_not(store: Store) -> None:
    def write(session: Session) -> int:
        id = disputes.create(session, DisputeForm("Wall", client_name="New"))
        disputes.update(session, id, asked=Decimal(480))
        return id

    id = store.write(write).result
    assert weighed(store, id).contribution == Guess.amount(480 * 0.4, Sure.UNSURE)
    store.write(lambda s: decisions.answer(s, id, revenue=Decimal(1000)))
    assert weighed(store, id).contribution == Guess.amount(400, Sure.FAIRLY)
    store.write(lambda s: decisions.answer(s, id, revenue=Decimal(0)))
    assert weighed(store, id).contribution == Guess.certain(0)


def test_hours_typed_in_a_closer_look_do_not_make_a_new_client_one_who_pays_nothing(store: Store) -> None:
    def write(session: Session) -> int:
        id = disputes.create(session, DisputeForm("Wall", client_name="New"))
        disputes.update(session, id, asked=Decimal(480))
        decisions.answer(session, id, closer=True)
        decisions.about_client(session, id, hours_beyond=2.0)
        return id

    assert weighed(store, store.write(write).result).contribution == Guess.amount(480 * 0.4 - 2 * 35, Sure.UNSURE)


def test_margin_and_hours_are_kept_with_the_client(store: Store, case: int) -> None:
    guess(store, case, "contribution", 9)
    store.write(lambda s: decisions.about_client(s, case, margin=0.5, hours_beyond=3))
    found = store.read(lambda s: clients.detail(s, detail(store, case).client.id)).answers
    assert (found["margin"], found["hours_beyond"]) == (0.5, 3)
    assert weighed(store, case).contribution.likely == 975 - 3 * 35
    assert (detail(store, case).answers["margin"], detail(store, case).answers["hours_beyond"]) == (0.5, 3)
    store.write(lambda s: decisions.about_client(s, case, margin=None, hours_beyond=None))
    assert weighed(store, case).contribution.likely == 780 and detail(store, case).answers["margin"] is None


def test_the_same_again_leaves_a_moved_slider_alone(store: Store, case: int) -> None:
    store.write(lambda s: decisions.about_client(s, case, margin=0.5))
    guess(store, case, "contribution", 9)
    store.write(lambda s: decisions.about_client(s, case, margin=0.5))
    assert weighed(store, case).contribution.likely == 9


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"margin": 4.0}, "from -100 to 100 %"), ({"hours_beyond": -3}, "from 0 to 8760"), ({"margin": "some"}, "not a number")],
)
def test_absurd_figures_of_a_client_are_refused_in_words(store: Store, case: int, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInput) as error:
        store.write(lambda s: decisions.about_client(s, case, **fields))
    assert error.value.field in fields and words in error.value.said.text.format(**error.value.said.values)


def test_nothing_else_of_a_client_is_asked_here(store: Store, case: int) -> None:
    with pytest.raises(TypeError):
        store.write(lambda s: decisions.about_client(s, case, retention=0.5))


def test_the_other_answers_of_a_closer_look(store: Store, case: int) -> None:
    store.write(lambda s: decisions.answer(s, case, closer=True, mistake_words="two weekends without a hall", years=8))
    answers = detail(store, case).answers
    assert (answers["closer"], answers["mistake_words"], answers["years"]) == (True, "two weekends without a hall", 8)
    assert weighed(store, case).years == 8
    store.write(lambda s: decisions.answer(s, case, years=None))
    assert weighed(store, case).years == 5


@pytest.mark.parametrize(
    ("name", "value"), [("years", 0), ("years", 51), ("years", 2.5), ("revenue", Decimal(-1)), ("closer", "so")]
)
def test_answers_that_cannot_be_name_their_field(store: Store, case: int, name: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as error:
        store.write(lambda s: decisions.answer(s, case, **{name: value}))
    assert error.value.field == name


PARTS = (PartRow("money", Decimal(100), Decimal(100)), PartRow("rework", Decimal("20.5"), Decimal(290), Decimal("2.5")))
BUILT = OfferForm(1, "Some of both", Decimal("120.5"), Decimal(390), hours=Decimal("2.5"), parts=PARTS, reaches=0.75)


def test_an_offer_keeps_its_parts_and_how_far_it_reaches_also_into_the_next_version(store: Store, case: int) -> None:
    form = dataclasses.replace(BUILT, dispute_id=case)
    first = store.write(lambda s: decisions.save_offer(s, form)).result
    before = detail(store, case).offers[0]
    assert (before.parts, before.reaches) == (PARTS, 0.75)
    store.write(lambda s: decisions.decide(s, DecisionForm(case, f"offer-{first}")))
    store.write(lambda s: decisions.save_offer(s, OfferForm(case, "Another", Decimal(1), Decimal(100))))
    copied = detail(store, case).offers[0]
    assert copied.id != first and (copied.parts, copied.reaches) == (PARTS, 0.75)
    store.write(lambda s: decisions.save_offer(s, dataclasses.replace(form, id=copied.id, parts=(), reaches=None)))
    assert (detail(store, case).offers[0].parts, detail(store, case).offers[0].reaches) == ((), None)


def test_how_far_an_offer_reaches_counts_where_nobody_asks_for_money(store: Store, case: int) -> None:
    store.write(lambda s: disputes.update(s, case, asked=Decimal(0)))
    store.write(lambda s: decisions.save_offer(s, dataclasses.replace(BUILT, dispute_id=case)))
    ways = {way.kind: way.reaches for way in weighed(store, case).ways}
    assert ways["compromise"] == ways["settle_part"] == 0.75


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reaches": 1.5}, "reaches"),
        ({"parts": (PartRow("gold", Decimal(1)),)}, "parts"),
        ({"parts": (PartRow("money", Decimal(-1)),)}, "parts"),
        ({"parts": (PartRow("money", Decimal("NaN")),)}, "parts"),
    ],
)
def test_offers_that_cannot_be_are_refused(store: Store, case: int, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as error:
        store.write(lambda s: decisions.save_offer(s, dataclasses.replace(BUILT, dispute_id=case, **changed)))
    assert error.value.field == field and not detail(store, case).offers


def test_a_suggested_offer_is_made_of_money(store: Store, case: int) -> None:
    store.write(lambda s: decisions.answer(s, case, owe="part", owe_sum=Decimal(150), want_back="gladly", if_no="leave"))
    (offer,) = detail(store, case).offers
    assert offer.parts == (PartRow("money", offer.cost, offer.worth),)


def test_every_weighing_is_kept_with_the_way_decided_on_it(store: Store, case: int) -> None:
    assert versions(store, case) == ()
    store.write(lambda s: decisions.answer(s, case, owe="part", years=7))
    (live,) = versions(store, case)
    assert (live.version, live.way, live.frozen_at, live.known) == (1, "", None, None)
    store.write(lambda s: decisions.decide(s, DecisionForm(case, "hold")))
    store.write(lambda s: disputes.update(s, case, asked=Decimal(900)))
    store.write(lambda s: decisions.decide(s, DecisionForm(case, "give")))
    guess(store, case, "harm", 50)
    found = versions(store, case)
    assert [(row.version, row.way) for row in found] == [(3, ""), (2, "give"), (1, "hold")]
    assert [row.frozen_at is None for row in found] == [True, False, False]
    assert [row.known and row.known["ask"] for row in found] == [None, 900, 480]


def test_what_a_decision_froze_reads_back_as_exactly_what_was_weighed(store: Store, case: int) -> None:
    def answer(session: Session) -> None:
        decisions.save_offer(session, dataclasses.replace(BUILT, dispute_id=case))
        decisions.answer(session, case, owe="all", part="mostly", revenue=Decimal(5000), years=9, if_no="bank", closer=True)
        disputes.update(session, case, triage=["legal", "safety"], mood="tense")
        for key, given in (("harm", 70), ("stay.give", {"value": None, "sure": "sure"}), ("mistake_cost", 40), ("refill", 60)):
            decisions.guess(session, case, key, given)

    store.write(answer)
    then = weighed(store, case)
    store.write(lambda s: decisions.decide(s, DecisionForm(case, "give")))
    known = versions(store, case)[0].known
    assert known is not None and known.keys() == {field.name for field in dataclasses.fields(Assessment)}
    assert recall(known) == then
    guess(store, case, "harm", 9000)
    assert recall(known) == then and weighed(store, case) != then
    assert len(compare(recall(known), weighed(store, case))) >= 1
