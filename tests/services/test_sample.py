"""The sample business: whole, believable on any day, and standing where the tour can drive it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine

from clientcare.decision import stakes
from clientcare.decision.advice import advise
from clientcare.decision.assessment import Assessment, WayKind
from clientcare.decision.cautions import TRIAGE
from clientcare.decision.offer_parts import total
from clientcare.decision.weighing import Weighing
from clientcare.records import DisputeDetail, DisputeForm, TodayView
from clientcare.services import (
    clients,
    decisions,
    disputes,
    known,
    letters,
    payments,
    referrals,
    reminders,
    sample,
    settings,
    traits,
)
from clientcare.services.store import Store
from clientcare.ui.steps import questions
from clientcare.ui.steps.definition import Pick
from clientcare.ui.wording import Wording

DAY = date.today()
AWKWARD = (datetime(2028, 2, 29, 12), datetime(2027, 1, 1, 12), datetime(2026, 12, 31, 12), datetime(2027, 3, 14, 12))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store.open(tmp_path_factory.mktemp("sample"))
    opened.write(sample.load)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def all_disputes(store: Store) -> list[DisputeDetail]:
    return store.read(lambda s: [disputes.detail(s, id) for id in disputes.ids(s, sort="opened")])


def one(found: list[DisputeDetail], client: str) -> DisputeDetail:
    return next(dispute for dispute in found if dispute.client.name == client)


def test_an_empty_file_is_told_from_one_that_holds_something(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    assert store.read(sample.is_empty)
    store.write(lambda session: clients.create(session, "Somebody"))
    assert not store.read(sample.is_empty)
    store.close()


def test_it_is_a_business_one_could_know(store: Store) -> None:
    known = store.read(settings.load)
    assert (known.business_name, known.currency, known.paper) == ("Rivera Home Repairs", "USD", "letter")
    assert known.hour_worth == Decimal("35") and known.margin == Decimal("0.4")
    rows = store.read(lambda s: clients.rows(s, clients.ids(s)))
    assert 38 <= len(rows) <= 44
    assert {row.name for row in rows if not row.email} == {"Lukasz Wisniewski"}, "noted in a hurry: he is there twice"
    assert all(row.email.endswith(".example") and row.phone.startswith("(413) 555-01") for row in rows if row.email)
    assert len({row.phone for row in rows}) == len({row.email for row in rows}) == len(rows)
    assert {tag for row in rows for tag in row.tags} == {"Regular", "Landlord", "Shop", "Old house"}
    assert len(store.read(referrals.rows)) == 5
    assert any(provider.tie for provider in store.read(referrals.rows))


def test_one_client_is_more_than_a_quarter_of_the_revenue_and_two_cost_more_than_they_bring(store: Store) -> None:
    def shares(session: Any) -> dict[str, Any]:
        return {d.name: d for d in (clients.detail(session, id) for id in clients.ids(session))}

    found = store.read(shares)
    largest = max(found.values(), key=lambda client: client.revenue_share or 0)
    assert largest.name == "Quabbin Property Care" and 0.25 < (largest.revenue_share or 0) < 0.3
    assert found["Dana Okafor"].yearly_contribution == Decimal(780)
    costly = {client.name for client in found.values() if client.yearly_contribution < 0}
    assert costly == {"Gordon Fairweather", "Iris van der Meer"}
    left = [client.yearly_contribution for client in found.values()]
    tiles = store.read(lambda s: decisions.assessment(s, disputes.ids(s, sort="opened")[-1], DAY))
    assert tiles.average_contribution == pytest.approx(float(sum(left)) / len(left), rel=0.2)


def test_sixteen_disputes_stand_at_every_step(all_disputes: list[DisputeDetail]) -> None:
    assert len(all_disputes) == 16
    assert {dispute.status for dispute in all_disputes} == {"open", "waiting", "closed"}
    assert {dispute.stage for dispute in all_disputes} == {key for key, _ in questions.STAGES}
    ways = {dispute.decision.way_kind for dispute in all_disputes if dispute.decision}
    assert ways == {"hold", "compromise", "settle_part", "give", "refer", "part"}
    assert len({dispute.reference for dispute in all_disputes}) == 16


def test_every_answer_is_one_the_window_offers(all_disputes: list[DisputeDetail]) -> None:
    picks: dict[str, set[str]] = {
        field.name: {value for value, _ in field.options}
        for step in questions.STEPS
        for field in step.fields
        if isinstance(field, Pick)
    }
    for dispute in all_disputes:
        for name, offered in picks.items():
            assert dispute.answers.get(name) or "" in offered | {""}, (dispute.title, name)
        assert set(dispute.answers["triage"]) <= {key for key, _ in TRIAGE}


def test_the_tour_finds_its_dispute_heard_and_not_weighed(store: Store, all_disputes: list[DisputeDetail]) -> None:
    tiles = one(all_disputes, "Dana Okafor")
    assert (tiles.title, tiles.stage, tiles.status) == ("Hall tiles laid in the wrong shade", "listen", "open")
    assert tiles.answers["asked"] == Decimal(480) and "matte gray" in tiles.answers["their_words"]
    assert tiles.opened_at.astimezone().date() == DAY - timedelta(days=4)
    assert tiles.answers["due_on"] == DAY + timedelta(days=2)
    assert not any(tiles.answers.get(name) for name in ("owe", "want_back", "if_no", "part", "part_note"))
    assert not tiles.offers and not tiles.decision and not tiles.letters
    assert store.read(lambda s: decisions.assessment(s, tiles.id, DAY)).ask == 480


def test_today_asks_for_one_thing_of_every_kind_and_not_too_many(store: Store) -> None:
    view: TodayView = store.read(lambda s: reminders.today(s, DAY))
    assert {item.what for item in view.items} == {"reply", "letter", "answer", "deliver", "lesson", "look_back", "own"}
    assert 6 <= len(view.items) <= 10
    assert "Harbour Café" in {item.client_name for item in view.items if item.what == "answer"}
    assert view.waiting == 2 and view.kept_this_year < view.settled_this_year
    assert view.top_cause == "quote"


def test_what_happened_is_told_in_order_and_never_in_the_future(all_disputes: list[DisputeDetail]) -> None:
    for dispute in all_disputes:
        assert 3 <= len(dispute.events) <= 12, dispute.title
        assert all(event.at.astimezone().date() < DAY for event in dispute.events), dispute.title
        assert all(6 <= event.at.astimezone().hour <= 22 for event in dispute.events), dispute.title
        assert {event.private for event in dispute.events} == {True, False}, dispute.title
        assert "{day" not in str(dispute) and "day -" not in str(dispute) and "day +" not in str(dispute)
        if dispute.decision:
            assert dispute.opened_at < dispute.decision.decided_at
            assert all(dispute.decision.decided_at < letter.written_at for letter in dispute.letters)


def test_one_client_may_be_handed_over_and_one_fared_well_elsewhere(all_disputes: list[DisputeDetail]) -> None:
    (waiting,), (past,) = one(all_disputes, "Bridget O'Brien").referrals, one(all_disputes, "Mei-Ling Chen").referrals
    assert waiting.consent == "yes" and waiting.may_know and waiting.handed_over_on is None and waiting.went == ""
    assert past.went == "well" and past.handed_over_on is not None and past.thanked_on is None
    for made in (waiting, past):
        assert made.consent_on is not None and made.referred_on <= made.consent_on < DAY


def test_finished_letters_hold_real_pages_with_the_date_of_their_day(store: Store, all_disputes: list[DisputeDetail]) -> None:
    written = [(dispute, letter) for dispute in all_disputes for letter in dispute.letters]
    kinds = {letter.kind for _, letter in written}
    assert kinds == {"acknowledgement", "compromise", "goodwill", "courteous_no", "referral", "farewell"}
    for dispute, letter in written:
        assert letter.state == "done" and letter.subject, dispute.title
        assert letter.written_at.astimezone().date() < DAY
        assert store.read(partial(letters.pdf, id=letter.id)).startswith(b"%PDF-")


def test_clients_with_a_lesson_behind_them_name_a_day(all_disputes: list[DisputeDetail]) -> None:
    lessons = [dispute.answers for dispute in all_disputes if dispute.answers["lesson"]]
    assert len(lessons) >= 6 and all(answers["lesson_by"] for answers in lessons)
    assert {answers["cause"] for answers in lessons} >= {"quote", "mistake", "website", "expectation", "wrong_client"}


@pytest.mark.parametrize("now", AWKWARD, ids=str)
def test_it_loads_alike_on_any_day(tmp_path: Path, now: datetime) -> None:
    with time_machine.travel(now, tick=True):
        store = Store.open(tmp_path)
        began = time.perf_counter()
        store.write(sample.load)
        assert time.perf_counter() - began < 10  # about one second here; the margin is for a busy machine
        view = store.read(lambda s: reminders.today(s, now.date()))
        found = store.read(lambda s: [row for id in clients.ids(s) for row in payments.view(s, id).first])
        assert {item.what for item in view.items} == {"reply", "letter", "answer", "deliver", "lesson", "look_back", "own"}
        assert len(store.read(disputes.ids)) == 16
        store.close()
    days = [payment.paid_on for payment in found]
    assert len(days) > 150 and all(day < now.date() and day.weekday() < 5 for day in days)


def the_answer(store: Store, found: list[DisputeDetail], client: str) -> tuple[Assessment, Weighing, str]:
    """What the board says of this client's dispute: what is weighed, the weighing, and the advice in words."""
    id = one(found, client).id
    weighed = store.read(lambda s: decisions.assessment(s, id, DAY))
    result = stakes.weigh(weighed)
    advice = advise(result, weighed)
    words = Wording(store.read(settings.load))
    return weighed, result, " ".join(words.say(said) for said in (advice.headline, *advice.reasons))


def test_the_tiles_call_for_a_compromise(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.write(sample.load)
    tiles = one(store.read(lambda s: [disputes.detail(s, id) for id in disputes.ids(s)]), "Dana Okafor")
    quick = {"owe": "part", "owe_sum": Decimal(150), "want_back": "gladly", "if_no": "leave"}
    store.write(lambda s: decisions.answer(s, tiles.id, **quick))
    _, found, said = the_answer(store, [tiles], "Dana Okafor")
    assert found.leader.way.kind == WayKind.COMPROMISE
    assert "“$160 back” leads" in said and "keeps their future work in play" in said
    store.close()


def test_a_client_who_costs_more_than_they_bring_is_referred_to_who_does_that_work(
    store: Store, all_disputes: list[DisputeDetail]
) -> None:
    iris = one(all_disputes, "Iris van der Meer")
    assert (iris.status, iris.stage, iris.answers["need_unmet"], iris.answers["closer"]) == ("open", "weigh", True, True)
    weighed, found, said = the_answer(store, all_disputes, "Iris van der Meer")
    assert weighed.we_hold and weighed.contribution.high < 0
    assert found.leader.way.kind == WayKind.REFER and not found.close_call
    assert "“Refer them elsewhere” leads" in said and "costs you more than it brings" in said
    assert any("copper" in firm.does and not firm.tie for firm in store.read(referrals.rows))


def test_what_is_mostly_ours_is_put_right(store: Store, all_disputes: list[DisputeDetail]) -> None:
    porch = one(all_disputes, "Leilani Kahale")
    assert (porch.status, porch.stage, porch.answers["part"], porch.answers["owe"]) == ("open", "weigh", "mostly", "all")
    weighed, found, said = the_answer(store, all_disputes, "Leilani Kahale")
    assert found.leader.way.kind == WayKind.COMPROMISE and found.leader.gives >= weighed.owed == weighed.ask
    assert "made again to the right length" in said and "Most of it was ours" in said
    assert {result.way.kind for result in found.results if not result.may_lead} >= {WayKind.HOLD}


def test_offers_are_worth_what_their_parts_are(all_disputes: list[DisputeDetail]) -> None:
    built = [offer for dispute in all_disputes for offer in dispute.offers if offer.parts]
    assert len(built) >= 4 and {part.kind for offer in built for part in offer.parts} >= {"money", "rework", "extra"}
    assert all(total(offer.parts) == (offer.cost, offer.worth, offer.hours) for offer in built)


def test_the_owner_knows_what_makes_a_client_the_right_one(store: Store, all_disputes: list[DisputeDetail]) -> None:
    known_rows = store.read(lambda s: clients.rows(s, clients.ids(s)))
    found = [store.read(partial(traits.fit, client_id=row.id)) for row in known_rows]
    assert len(found[0].traits) == 5 and sum(bool(fit.marks) for fit in found) > len(found) * 0.8
    assert {len(pattern) for pattern in (fit.pattern for fit in found)} == {5}
    best = sum(p.best for p in found[0].pattern) / sum(p.best_of for p in found[0].pattern)
    worst = sum(p.worst for p in found[0].pattern) / sum(p.worst_of for p in found[0].pattern)
    assert best > 0.8 > 0.7 > worst


def test_the_sample_has_a_past_to_learn_from(store: Store, all_disputes: list[DisputeDetail]) -> None:
    iris, tiles = (one(all_disputes, name).id for name in ("Iris van der Meer", "Dana Okafor"))
    comes_back = store.read(lambda s: known.about(s, iris)).defaults["retention"].origin
    assert "your own clients" in comes_back.text and comes_back.values["count"] >= 10
    last_time = store.read(lambda s: known.about(s, tiles)).last_time
    assert last_time is not None and "much like this one" in last_time.text


def test_the_next_dispute_gets_a_number_of_its_own(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.write(sample.load)
    store.write(lambda s: disputes.create(s, DisputeForm("Window pane", client_name="Nobody yet")))
    references = [row.reference for row in store.read(lambda s: disputes.rows(s, disputes.ids(s)))]
    assert len(set(references)) == 17
    store.close()
