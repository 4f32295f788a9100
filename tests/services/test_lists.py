"""Long lists: every query keeps to an index, at ten thousand disputes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert
from sqlalchemy.orm import Session

from clientcare.db.models import Client, ContactPoint, Decision, Dispute, Payment, StoredAssessment, Tag, Trait
from clientcare.records import DisputeSift
from clientcare.services import (
    calendar,
    clients,
    decisions,
    disputes,
    known,
    merging,
    notices,
    own_reminders,
    payments,
    reminders,
    tags,
    traits,
)
from clientcare.services.store import Store

MANY, CLIENTS = 10_000, 1_000
TODAY, NOW = date.today(), datetime.now(UTC)
STATUSES = ("closed",) * 18 + ("open", "waiting")


def fill(session: Session) -> None:
    session.execute(insert(Trait), [{"position": n, "text": f"Trait {n}"} for n in range(5)])
    session.execute(insert(Client), [_client(n) for n in range(CLIENTS)])
    session.execute(insert(ContactPoint), [_contact(n) for n in range(0, CLIENTS, 2)])
    session.execute(insert(Tag), [{"client_id": n + 1, "text": "VIP", "sort_key": "vip"} for n in range(0, CLIENTS, 4)])
    session.execute(insert(Payment), [_payment(n) for n in range(MANY)])
    session.execute(insert(Dispute), [_dispute(n) for n in range(MANY)])
    session.execute(insert(StoredAssessment), [{"dispute_id": n + 1, "guesses": {}} for n in range(MANY)])
    session.execute(insert(Decision), [_decision(n) for n in range(0, MANY, 2)])


def _client(n: int) -> dict[str, Any]:
    marks = {"1": n % 3 == 0, "2": n % 2 == 0} if n % 10 else None
    reached = {"email": f"client{n}@mail{n % 97}.example", "phone": f"413 555 {n:04}" if n % 3 else ""}
    put_away = {"archived_at": None if n % 9 else NOW}
    named = {"name": f"Client {n}", "sort_key": f"client {n * 7919 % CLIENTS}", "added_at": NOW, "marks": marks}
    return named | reached | put_away


def _contact(n: int) -> dict[str, Any]:
    return {"client_id": n + 1, "kind": "email", "label": "work", "value": f"work{n}@mail77.example", "position": 1}


def _payment(n: int) -> dict[str, Any]:
    return {"client_id": n % CLIENTS + 1, "paid_on": TODAY - timedelta(days=n % 1000), "amount": Decimal(n)}


def _dispute(n: int) -> dict[str, Any]:
    status = STATUSES[n % 20]
    return {
        "client_id": n * 31 % CLIENTS + 1,
        "reference": f"D-{n}",
        "title": f"Dispute {n}",
        "sort_key": f"dispute {n * 7919 % MANY}",
        "opened_at": NOW - timedelta(hours=n * 17 % MANY),
        "status": status,
        "due_on": TODAY + timedelta(days=n % 900) if n % 3 else None,
        "asked": Decimal(n) if n % 4 else None,
        "closed_at": NOW if status == "closed" else None,
        "stayed": "yes" if status == "closed" else "",
    }


def _decision(n: int) -> dict[str, Any]:
    made = {"way": "hold", "way_kind": "hold", "stay": 0.5, "look_back_on": TODAY, "decided_at": NOW, "offer_ids": []}
    return made | {"dispute_id": n + 1, "assessment_id": n + 1}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("full"))
    store.write(fill)
    yield store
    store.close()


def plan(store: Store, call: Callable[[Session], Any]) -> list[str]:
    """How SQLite goes about every query of `call`."""
    seen: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        seen.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        store.read(call)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    queries = [(sql, values) for sql, values in seen if sql.startswith(("SELECT", "WITH"))]

    def explain(session: Session) -> list[str]:
        run = session.connection().exec_driver_sql
        return [row[3] for sql, values in queries for row in run(f"EXPLAIN QUERY PLAN {sql}", values)]

    return store.read(explain)


def reads_a_whole_table(step: str) -> bool:
    small = ("SCAN holding", "SCAN setting", "SCAN anon", "SCAN provider", "SCAN trait", "SCAN kind", "SCAN m VIRTUAL TABLE")
    return step.startswith("SCAN ") and "USING" not in step and not step.startswith(small)


@pytest.mark.parametrize("sort", ["due", "opened", "title", "asked", "client"])
@pytest.mark.parametrize("status", ["", "open", "closed"])
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_of_disputes_is_read_from_an_index(full: Store, sort: str, status: str, descending: bool) -> None:
    steps = plan(full, lambda s: disputes.ids(s, status=status, sort=sort, descending=descending))
    assert not any(reads_a_whole_table(step) for step in steps), steps
    assert all("USING COVERING INDEX" in step or "PRIMARY KEY" in step for step in steps if "dispute" in step), steps
    sorted_at_once = "USE TEMP B-TREE FOR ORDER BY"
    assert sorted_at_once not in steps, steps


SIFTS = (
    DisputeSift(due="overdue"),
    DisputeSift(due="none"),
    DisputeSift(stage="listen"),
    DisputeSift(asked_from=Decimal(100), asked_to=Decimal(900)),
    DisputeSift(opened="month"),
    DisputeSift(stage="write", due="week", asked_to=Decimal(900), opened="older"),
)


@pytest.mark.parametrize("sort", ["due", "opened", "title", "asked", "client"])
@pytest.mark.parametrize("status", ["", "open"])
@pytest.mark.parametrize("sift", SIFTS)
def test_however_sifted_the_order_is_read_from_one_index(full: Store, sort: str, status: str, sift: DisputeSift) -> None:
    steps = plan(full, lambda s: disputes.ids(s, status=status, sort=sort, sift=sift))
    sorting = "USE TEMP B-TREE FOR LAST TERM OF ORDER BY"  # the few disputes of each client
    steps = [step for step in steps if "anon_1" not in step]  # the ids, gathered into one value
    assert all("USING COVERING INDEX" in step or (step == sorting and sort == "client") for step in steps), steps


def test_the_disputes_of_one_client_are_found_by_the_client(full: Store) -> None:
    steps = plan(full, lambda s: disputes.ids(s, sift=DisputeSift(client_id=77)))
    assert "SEARCH dispute USING COVERING INDEX ix_dispute_client (client_id=?)" in steps, steps


def test_the_board_is_read_from_one_index(full: Store) -> None:
    for status in ("", "open"):
        steps = plan(full, lambda s, status=status: disputes.by_stage(s, status))
        assert all(step.startswith(("SCAN dispute USING COV", "SEARCH dispute USING")) for step in steps), steps


def test_last_contacts_of_a_page_are_read_from_an_index(full: Store) -> None:
    steps = plan(full, CALLS["rows"])
    assert any("timeline_event USING COVERING INDEX ix_timeline_event_dispute_at" in step for step in steps), steps


CALLS: dict[str, Callable[[Session], Any]] = {
    "rows": lambda s: disputes.rows(s, list(range(5000, 5200))),
    "filter": lambda s: disputes.ids(s, text="ute 77"),
    "clients": lambda s: clients.ids(s, text="client 7"),
    "client by mail": lambda s: clients.ids(s, text="mail77", show="active"),
    "client by phone": lambda s: clients.ids(s, text="413 555", show="active"),
    "clients put away": lambda s: clients.ids(s, show="archived"),
    "clients by tag": lambda s: clients.ids(s, tag="VIP", show="active", sort="revenue"),
    "clients without a dispute": lambda s: clients.ids(s, disputes="none"),
    "clients in dispute": lambda s: clients.ids(s, disputes="open", sort="worth"),
    "tags in use": tags.known,
    "client rows": lambda s: clients.rows(s, list(range(100, 300))),
    "suggest": lambda s: clients.suggest(s, "client 7"),
    "revenue": lambda s: clients.ids(s, sort="revenue"),
    "detail": lambda s: disputes.detail(s, 77),
    "client": lambda s: clients.detail(s, 77),
    "payments": lambda s: payments.view(s, 77),
    "worth": lambda s: clients.ids(s, sort="worth"),
    "side by side": lambda s: merging.side(s, 77),
    "assessment": lambda s: decisions.assessment(s, 77),
    "known": lambda s: known.about(s, 77),
    "versions": lambda s: decisions.versions(s, 77),
    "fit": lambda s: traits.fit(s, 77),
    "today": lambda s: reminders.today(s, TODAY),
    "notices": lambda s: notices.fresh(s),
    "calendar": lambda s: calendar.entries(s),
    "calendar of one": lambda s: calendar.entries(s, 77),
    "reminders": lambda s: own_reminders.of_dispute(s, 77),
    "reminders of a client": lambda s: own_reminders.of_client(s, 77),
}


@pytest.mark.parametrize("name", CALLS)
def test_nothing_reads_a_whole_table(full: Store, name: str) -> None:
    steps = plan(full, CALLS[name])
    assert steps and not any(reads_a_whole_table(step) for step in steps), steps


def test_a_page_of_rows_takes_few_queries(full: Store, tmp_path: Path) -> None:
    assert len(full.read_now(lambda s: disputes.rows(s, list(range(1, 201))))) == 200
    assert len([step for step in plan(full, CALLS["rows"]) if "PRIMARY KEY" in step]) == 2
