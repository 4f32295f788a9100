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

from clientcare.decision.cautions import TRIAGE
from clientcare.records import DisputeDetail, DisputeForm, TodayView
from clientcare.services import clients, decisions, disputes, letters, referrals, reminders, sample, settings
from clientcare.services.store import Store
from clientcare.ui.steps import questions
from clientcare.ui.steps.definition import Pick

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
    assert all(row.email.endswith(".example") and row.phone.startswith("(413) 555-01") for row in rows)
    assert len({row.phone for row in rows}) == len({row.email for row in rows}) == len(rows)
    assert len(store.read(referrals.rows)) == 5
    assert any(provider.tie for provider in store.read(referrals.rows))


def test_one_client_is_more_than_a_quarter_of_the_revenue_and_one_costs_more_than_he_brings(store: Store) -> None:
    def shares(session: Any) -> dict[str, Any]:
        return {d.name: d for d in (clients.detail(session, id) for id in clients.ids(session))}

    found = store.read(shares)
    largest = max(found.values(), key=lambda client: client.revenue_share or 0)
    assert largest.name == "Quabbin Property Care" and 0.25 < (largest.revenue_share or 0) < 0.3
    assert found["Dana Okafor"].yearly_contribution == Decimal(780)
    assert [client.name for client in found.values() if client.yearly_contribution < 0] == ["Gordon Fairweather"]
    left = [client.yearly_contribution for client in found.values()]
    tiles = store.read(lambda s: decisions.assessment(s, disputes.ids(s, sort="opened")[-1], DAY))
    assert tiles.average_contribution == pytest.approx(float(sum(left)) / len(left), rel=0.2)


def test_fourteen_disputes_stand_at_every_step(all_disputes: list[DisputeDetail]) -> None:
    assert len(all_disputes) == 14
    assert {dispute.status for dispute in all_disputes} == {"open", "waiting", "closed"}
    assert {dispute.stage for dispute in all_disputes} == {key for key, _ in questions.STAGES}
    ways = {dispute.decision.way_kind for dispute in all_disputes if dispute.decision}
    assert ways == {"hold", "compromise", "settle_part", "give", "refer", "part"}
    assert len({dispute.reference for dispute in all_disputes}) == 14


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
    assert tiles.answers["asked"] == Decimal(480) and "matt grey" in tiles.answers["their_words"]
    assert tiles.opened_at.astimezone().date() == DAY - timedelta(days=4)
    assert tiles.answers["due_on"] == DAY + timedelta(days=2)
    assert not any(tiles.answers.get(name) for name in ("owe", "want_back", "if_no", "part", "part_note"))
    assert not tiles.offers and not tiles.decision and not tiles.letters
    assert store.read(lambda s: decisions.assessment(s, tiles.id, DAY)).ask == 480


def test_today_asks_for_one_thing_of_every_kind_and_not_too_many(store: Store) -> None:
    view: TodayView = store.read(lambda s: reminders.today(s, DAY))
    assert {item.what for item in view.items} == {"reply", "letter", "answer", "deliver", "lesson", "look_back"}
    assert 6 <= len(view.items) <= 9
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
        found = store.read(lambda s: [clients.detail(s, id) for id in clients.ids(s)])
        assert {item.what for item in view.items} == {"reply", "letter", "answer", "deliver", "lesson", "look_back"}
        assert len(store.read(disputes.ids)) == 14
        store.close()
    days = [payment.paid_on for client in found for payment in client.payments]
    assert len(days) > 150 and all(day < now.date() and day.weekday() < 5 for day in days)


def test_the_next_dispute_gets_a_number_of_its_own(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.write(sample.load)
    store.write(lambda s: disputes.create(s, DisputeForm("Window pane", client_name="Nobody yet")))
    references = [row.reference for row in store.read(lambda s: disputes.rows(s, disputes.ids(s)))]
    assert len(set(references)) == 15
    store.close()
