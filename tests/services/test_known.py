"""What is known before the owner answers more: what every question counts as, where it comes from, and the owner's past."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from clientcare.decision.levers import levers
from clientcare.records import DecisionForm, Default, DisputeForm, Known, OfferForm, PaymentForm, ProviderForm
from clientcare.services import clients, decisions, disputes, known, payments, referrals, settings, traits
from clientcare.services.store import Store
from clientcare.services.weighing import retention
from clientcare.ui.steps.definition import Estimate
from clientcare.ui.steps.questions import STEPS

ESTIMATES = [field for step in STEPS for field in step.fields if isinstance(field, Estimate)]
UNITS = {"money", "chance", "share", "hours", "months", "clients"}


def pay(session: Session, client: int, amount: int, days: int = 30) -> None:
    payments.save(session, PaymentForm(client, date.today() - timedelta(days=days), Decimal(amount)))


def client(session: Session, name: str = "Dana", **fields: Any) -> int:
    id = clients.create(session, name)
    clients.update(session, id, **fields)
    return id


def dispute(session: Session, client: int, asked: int | None = 480, **answers: Any) -> int:
    id = disputes.create(session, DisputeForm("The case", client))
    disputes.update(session, id, asked=None if asked is None else Decimal(asked))
    if answers:
        decisions.answer(session, id, **answers)
    return id


def about(store: Store, id: int) -> Known:
    return store.read(lambda s: known.about(s, id))


def words(default: Default) -> str:
    return default.origin.text.format(**default.origin.values)


@pytest.mark.parametrize("asked", [480, 0, None])
def test_every_question_and_every_slider_has_a_default_with_its_origin(store: Store, asked: int | None) -> None:
    def write(session: Session) -> int:
        referrals.save(session, ProviderForm("Studio North"))
        id = dispute(session, client(session), asked, need_unmet=True, owe="part")
        decisions.save_offer(session, OfferForm(id, "Half", Decimal(20), Decimal(240), hours=Decimal(2)))
        return id

    id = store.write(write).result
    found = about(store, id).defaults
    assert {field.name for field in ESTIMATES} | {"owe_sum"} <= found.keys()
    assert {field.name: field.unit for field in ESTIMATES} == {field.name: found[field.name].unit for field in ESTIMATES}
    weighed = store.read(lambda s: decisions.assessment(s, id))
    for lever in levers(weighed):
        default = found[lever.key]
        assert default.unit == lever.unit and (default.value or 0.0) == lever.value, lever.key
    kinds = {f"harm.{kind}" for kind in ("hold", "compromise", "settle_part", "give", "refer", "part")}
    assert kinds | {"stay.hold", "stay.compromise", "stay.give", "pursue", "prevail"} <= found.keys()
    for key, default in found.items():
        assert default.unit in UNITS and words(default).endswith("."), key


def test_a_first_client_is_taken_for_a_job_a_year(store: Store) -> None:
    id = store.write(lambda s: dispute(s, client(s))).result
    found = about(store, id)
    assert found.defaults["revenue"].value == 480 and "A job a year like this one" in words(found.defaults["revenue"])
    assert found.defaults["contribution"].value == 480 * 0.4
    assert "no client’s money is known" in words(found.defaults["harm"]) and found.defaults["harm"].value == 480
    assert found.hour_worth == 35


def test_a_new_client_is_taken_for_an_average_one(store: Store) -> None:
    def write(session: Session) -> int:
        pay(session, client(session, "One"), 1000)
        pay(session, client(session, "Two"), 2000)
        return dispute(session, client(session))

    found = about(store, store.write(write).result).defaults
    assert found["revenue"].value == pytest.approx(1500) and "an average client" in words(found["revenue"])
    assert found["contribution"].value == pytest.approx(600)
    assert found["harm"].value == pytest.approx(600) and "one average client" in words(found["harm"])


def test_what_a_client_paid_comes_first(store: Store) -> None:
    def write(session: Session) -> int:
        settings.update(session, margin=Decimal("0.375"), hour_worth=Decimal(50))
        dana = client(session, retention=0.8, clients_sent=0.3)
        pay(session, dana, 1950)
        pay(session, dana, 9000, days=400)
        return dispute(session, dana)

    found = about(store, store.write(write).result)
    assert found.hour_worth == 50
    expected = {
        "revenue": (1950, "From what they paid in the last 12 months."),
        "margin": (0.375, "Your usual 37.5 %, from Settings."),
        "hours_beyond": (0, "None, as long as you do not say."),
        "contribution": (731.25, "What they pay in a year, less its costs and their extra hours."),
        "retention": (0.8, "As you noted it with this client."),
        "sent_clients": (0.3, "As you noted it with this client."),
        "refill": (6, "A usual guess: half a year."),
        "owe_sum": (240, "Half of what they ask."),
        "others": (144, "3 in 10 of what they ask, a usual guess."),
        "fight_hours": (4, "A usual guess: four hours of letters and calls."),
        "mistake_cost": (None, "Left out, as long as you do not say."),
    }
    assert {name: (found.defaults[name].value, words(found.defaults[name])) for name in expected} == expected


def test_who_paid_long_ago_pays_nothing_now(store: Store) -> None:
    def write(session: Session) -> int:
        dana = client(session)
        pay(session, dana, 900, days=500)
        return dispute(session, dana)

    default = about(store, store.write(write).result).defaults["revenue"]
    assert (default.value, words(default)) == (0, "They paid nothing in the last 12 months.")


def test_defaults_stay_what_they_are_once_the_owner_has_answered(store: Store) -> None:
    id = store.write(lambda s: dispute(s, client(s))).result
    before = about(store, id).defaults

    def answer(session: Session) -> None:
        for key in ("harm", "others", "retention", "refill"):
            decisions.guess(session, id, key, 0.5)
        decisions.answer(session, id, revenue=Decimal(7000))
        decisions.about_client(session, id, margin=0.6)

    store.write(answer)
    after = about(store, id).defaults
    assert all(after[field.name] == before[field.name] for field in ESTIMATES)


@pytest.mark.parametrize(
    ("answers", "key", "words_of_it"),
    [
        ({}, "stay.hold", "A usual guess."),
        ({"if_no": "complain"}, "stay.hold", "From what you said they would do after a no."),
        ({"if_no": "complain"}, "harm.hold", "From what you said they would do after a no."),
        ({"if_no": "complain"}, "pursue", "From what you said they would do after a no."),
        ({"if_no": "complain"}, "harm.give", "A usual guess."),
        ({"they_hold": True}, "pursue", "Certain: they hold the money, so it is you who would have to."),
        ({"part": "mostly"}, "pursue", "A usual guess where most of it was yours."),
        ({"part": "none"}, "prevail", "A usual guess where nothing of it was yours."),
        ({"part": "none"}, "owed", "Nothing of what they ask, as nothing of it was yours."),
        ({"owe": "all"}, "owed", "You said you owe all they ask."),
        ({"part": "mostly"}, "others", "Nothing: most of it was yours, so others with the same trouble should hear from you."),
        ({}, "harm.part", "A usual guess, lower where what you owe is repaid."),
        ({}, "cost.part", "What you owe."),
    ],
)
def test_where_a_slider_starts_from(store: Store, answers: dict[str, Any], key: str, words_of_it: str) -> None:
    id = store.write(lambda s: dispute(s, client(s), **answers)).result
    assert words(about(store, id).defaults[key]) == words_of_it


def test_a_long_silence_is_part_of_the_origin(store: Store) -> None:
    def write(session: Session) -> int:
        id = dispute(session, client(session))
        disputes.update(session, id, told_on=date.today() - timedelta(days=15))
        return id

    default = about(store, store.write(write).result).defaults["stay.compromise"]
    assert default.value == pytest.approx(0.65) and words(default) == "A usual guess, less for each week without an answer."


def test_how_clients_come_back_is_read_from_the_owners_own(store: Store) -> None:
    def write(session: Session) -> int:
        for n in range(12):
            old = client(session, f"Old {n}")
            pay(session, old, 500, days=900)
            if n >= 6:
                pay(session, old, 500, days=400)
        return dispute(session, client(session))

    id = store.write(write).result
    model = store.read(retention.model)
    assert model is not None
    found, weighed = about(store, id), store.read(lambda s: decisions.assessment(s, id))
    default = found.defaults["retention"]
    assert model.clients == 12
    assert words(default) == "How your own clients come back, 12 of them so far."
    assert default.value == weighed.retention.likely != 0.7
    store.write(lambda s: clients.update(s, disputes.detail(s, id).client.id, retention=0.9))
    noted = about(store, id).defaults["retention"]
    assert words(noted) == "As you noted it with this client." and noted.value == 0.9


def closed(session: Session, client: int, way: str = "hold", stayed: str = "yes", asked: int = 480, **fields: Any) -> int:
    """A dispute decided and closed; `fields` of the dispute, and `they_hold` or `part` of its weighing."""
    answers = {name: fields.pop(name) for name in ("they_hold", "part") if name in fields}
    id = dispute(session, client, asked, **answers)
    if way == "offer":
        way = f"offer-{decisions.save_offer(session, OfferForm(id, 'Half', Decimal(240), Decimal(240)))}"
    decisions.decide(session, DecisionForm(id, way))
    disputes.update(session, id, stayed=stayed, **fields)
    disputes.close(session, id)
    return id


def last_time(store: Store, id: int) -> str | None:
    said = about(store, id).last_time
    if said is None:
        return None
    values = {name: getattr(value, "text", value) for name, value in said.values.items()}
    return said.text.format(**values)


def test_the_last_dispute_with_the_same_client_is_remembered(store: Store) -> None:
    def write(session: Session) -> int:
        dana = client(session)
        closed(session, dana, "hold", "no")
        closed(session, dana, "offer", "yes", asked=9000, they_hold=True)
        closed(session, client(session, "Other"), "give", agreed_where="quote")
        id = dispute(session, dana)
        disputes.update(session, id, agreed_where="quote")
        return id

    assert last_time(store, store.write(write).result) == "Last time with Dana you offered a compromise, and they stayed."


@pytest.mark.parametrize(
    ("way", "stayed", "expected"),
    [
        ("hold", "no", "Last time with Dana you held firm, and they left."),
        ("hold", "unknown", "Last time with Dana you held firm."),
        ("part", "no", "Last time with Dana you parted ways."),
        ("part", "yes", "Last time with Dana you parted ways, and they stayed."),
    ],
)
def test_what_is_not_known_or_goes_without_saying_is_not_said(store: Store, way: str, stayed: str, expected: str) -> None:
    def write(session: Session) -> int:
        dana = client(session)
        closed(session, dana, way, stayed)
        return dispute(session, dana)

    assert last_time(store, store.write(write).result) == expected


@pytest.mark.parametrize(
    ("same", "expected"),
    [
        ({"agreed_where": "quote"}, "In a dispute much like this one you held firm, and they left."),
        ({"cause": "mistake"}, "In a dispute much like this one you held firm, and they left."),
        ({"agreed_where": "quote", "asked": 960}, "In a dispute much like this one you held firm, and they left."),
        ({"agreed_where": "quote", "asked": 961}, None),
        ({"agreed_where": "quote", "they_hold": True}, None),
        ({"agreed_where": "quote", "part": "mostly"}, None),
        ({"agreed_where": "quote", "stayed": "unknown"}, None),
        ({"agreed_where": "spoken"}, None),
        ({}, None),
    ],
)
def test_else_one_much_like_it(store: Store, same: dict[str, Any], expected: str | None) -> None:
    def write(session: Session) -> int:
        closed(session, client(session, "Other"), **({"stayed": "no"} | same))
        id = dispute(session, client(session))
        disputes.update(session, id, agreed_where="quote", cause="mistake")
        return id

    assert last_time(store, store.write(write).result) == expected


def test_the_one_with_most_in_common_is_told_of(store: Store) -> None:
    def write(session: Session) -> int:
        closed(session, client(session, "Both"), "give", "yes", agreed_where="quote", cause="mistake")
        closed(session, client(session, "One"), "hold", "no", agreed_where="quote")
        id = dispute(session, client(session))
        disputes.update(session, id, agreed_where="quote", cause="mistake")
        return id

    said = "In a dispute much like this one you gave all they asked, and they stayed."
    assert last_time(store, store.write(write).result) == said


def test_open_disputes_and_those_never_decided_tell_nothing(store: Store) -> None:
    def write(session: Session) -> int:
        dana = client(session)
        decisions.decide(session, DecisionForm(dispute(session, dana), "hold"))
        disputes.close(session, dispute(session, dana))
        return dispute(session, dana)

    assert last_time(store, store.write(write).result) is None


def test_the_fit_is_part_of_it(store: Store) -> None:
    def write(session: Session) -> int:
        dana = client(session)
        traits.mark(session, dana, traits.save(session, "Kind"), True)
        return dispute(session, dana)

    assert about(store, store.write(write).result).fit.having == 1


def record(store: Store, *ended: tuple[str, str, str]) -> dict[str, Default]:
    """The defaults after disputes that ended so: way, stayed, complained."""

    def write(session: Session) -> int:
        for way, stayed, complained in ended:
            closed(session, client(session, "Somebody"), way, stayed, complained=complained)
        return dispute(session, client(session))

    return about(store, store.write(write).result).defaults


def test_the_owners_own_record_moves_the_usual_guess_and_is_named(store: Store) -> None:
    yes, no = ("offer", "yes", "no"), ("offer", "no", "yes")
    found = record(store, yes, yes, yes, no, ("hold", "no", ""), ("give", "unknown", "no"))
    assert found["stay.compromise"].value == pytest.approx((10 * 0.75 + 3) / 14)
    assert words(found["stay.compromise"]) == "Your own record, 3 of 4 stayed, beside a usual guess."
    assert found["harm.compromise"].value == pytest.approx((10 * 0.05 + 1) / 14)
    assert words(found["harm.compromise"]) == "Your own record, 1 of 4 complained, beside a usual guess."
    assert found["stay.hold"].value == pytest.approx(2 / 11)
    assert found["harm.hold"].value == pytest.approx(0.35)  # nobody noted it, so it teaches nothing
    assert words(found["harm.hold"]) == "A usual guess."
    assert words(found["stay.give"]) == "A usual guess."  # too early to say


def test_the_last_decision_of_each_dispute_counts(store: Store) -> None:
    def write(session: Session) -> int:
        id = dispute(session, client(session, "Somebody"))
        decisions.decide(session, DecisionForm(id, "hold"))
        decisions.decide(session, DecisionForm(id, "give"))
        disputes.update(session, id, stayed="yes")
        disputes.close(session, id)
        return dispute(session, client(session))

    found = about(store, store.write(write).result).defaults
    assert words(found["stay.hold"]) == "A usual guess." and "1 of 1" in words(found["stay.give"])


def test_after_an_offer_they_declined_we_held_firm(store: Store) -> None:
    def write(session: Session) -> int:
        closed(session, client(session, "Somebody"), "offer", "no", answer="declined")
        return dispute(session, client(session))

    found = about(store, store.write(write).result).defaults
    assert words(found["stay.compromise"]) == "A usual guess." and "0 of 1" in words(found["stay.hold"])
