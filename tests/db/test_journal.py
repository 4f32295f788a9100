"""Undo is exact, or refused; and a write says what it touched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from clientcare.db.journal import CHANGED_SINCE, TABLES
from clientcare.errors import WorldError
from clientcare.records import DecisionForm, DisputeForm, EventForm, LetterDraft, OfferForm, PaymentForm, ProviderForm
from clientcare.services import clients, decisions, disputes, drafts, entries, letters, payments, referrals, settings
from clientcare.services.store import Store

Rows = dict[str, list[tuple[Any, ...]]]
OUTSIDE_THE_JOURNAL = {"form_draft"}


def everything(store: Store) -> Rows:
    """Every row of every table, exactly as stored; the counters of references never go back."""

    def read(session: Session) -> Rows:
        run = session.connection().exec_driver_sql
        found = {name: sorted(map(tuple, run(f"SELECT * FROM {name}")), key=repr) for name in TABLES}
        found["setting"] = [row for row in found["setting"] if not row[0].startswith("disputes:")]
        return found

    return store.read(read)


def a_whole_client(session: Session) -> int:
    """A client with all a client can have; a yen sum, a dinar sum, an empty JSON and a PDF among it."""
    client = clients.create(session, "Dana 'O' Okafor")
    clients.update(session, client, retention=0.8, notes="likes\ncats")
    payments.save(session, PaymentForm(client, date(2026, 5, 1), Decimal("1234.567"), "Hall"))
    for title in ("Hall tiles", "Fence"):
        id = disputes.create(session, DisputeForm(title, client))
        disputes.update(session, id, asked=Decimal(480), their_words="<img src=x>", triage=[])
        entries.save(session, EventForm(id, "call", datetime(2026, 5, 2, 9, tzinfo=UTC), "called"))
        decisions.answer(session, id, owe="part", owe_sum=Decimal(150))
        offer = decisions.save_offer(session, OfferForm(id, "$160 back", Decimal(160), Decimal(160)))
        decisions.move(session, id, f"stay.offer-{offer}", 0.6, "sure")
        decisions.decide(session, DecisionForm(id, f"offer-{offer}"))
        letters.save_draft(session, LetterDraft(id, "compromise", edits={"close": "Warmly"}))
    return client


ACTIONS: dict[str, Callable[[Session, int], Any]] = {
    "create": lambda session, client: a_whole_client(session),
    "edit": lambda session, client: clients.update(session, client, name="Daniela", margin=0.1),
    "delete": lambda session, client: clients.delete(session, client),
    "edit a dispute": lambda session, client: disputes.update(session, 1, asked=None, triage=["legal"], mood="tense"),
    "answer after a decision": lambda session, client: decisions.answer(session, 1, owe="all"),
    "delete a dispute": lambda session, client: disputes.delete(session, 2),
    "delete a draft": lambda session, client: letters.delete_draft(session, 1),
    "a setting": lambda session, client: settings.update(session, business_name="Rivera", savings=None),
    "another firm": lambda session, client: referrals.save(session, ProviderForm("Pioneer Roofing")),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_undo_restores_every_row_exactly(store: Store, action: str) -> None:
    client = store.write(a_whole_client).result
    before = everything(store)
    written = store.write(lambda session: ACTIONS[action](session, client))
    assert everything(store) != before
    assert written.undo is not None
    store.undo(written.undo)
    assert everything(store) == before


def test_undoing_step_by_step_leads_back_to_the_empty_file(store: Store) -> None:
    empty = everything(store)
    client = store.write(a_whole_client).result
    undos = []
    for name, action in ACTIONS.items():
        if name != "delete":
            undos.append(store.write(lambda session, action=action: action(session, client)).undo)
    for undo in reversed(undos):
        assert undo is not None
        store.undo(undo)
    store.write(lambda session: clients.delete(session, client))
    assert everything(store) == empty


def test_the_delete_of_an_undone_delete_works_again(store: Store) -> None:
    client = store.write(a_whole_client).result
    for _ in range(2):
        written = store.write(lambda session: clients.delete(session, client))
        assert written.undo is not None
        store.undo(written.undo)
    assert store.read(lambda session: len(clients.detail(session, client).disputes)) == 2


def changed_since(store: Store, first: Callable[[Session], Any], then: Callable[[Session], Any]) -> None:
    undo = store.write(first).undo
    store.write(then)
    after = everything(store)
    assert undo is not None
    with pytest.raises(WorldError) as error:
        store.undo(undo)
    assert error.value.said.text == CHANGED_SINCE
    assert everything(store) == after


def test_refused_when_the_row_was_changed_since(store: Store) -> None:
    client = store.write(a_whole_client).result
    changed_since(
        store,
        lambda session: clients.update(session, client, notes="one"),
        lambda session: clients.update(session, client, notes="two"),
    )


def test_refused_when_it_would_take_something_newer_along(store: Store) -> None:
    changed_since(
        store,
        lambda session: disputes.create(session, DisputeForm("Fence", client_name="Dana")),
        lambda session: entries.save(session, EventForm(1, "note", datetime.now(UTC), "later")),
    )


def test_refused_when_what_it_belongs_to_is_gone(store: Store) -> None:
    client = store.write(a_whole_client).result
    changed_since(
        store,
        lambda session: disputes.delete(session, 1),
        lambda session: clients.delete(session, client),
    )


def test_an_id_is_never_given_twice(store: Store) -> None:
    first = store.write(lambda session: clients.create(session, "Dana"))
    assert first.undo is not None
    store.undo(first.undo)
    assert store.write(lambda session: clients.create(session, "Eli")).result > first.result


def test_a_write_says_what_it_touched_and_what_holds_that(store: Store) -> None:
    client = store.write(a_whole_client).result
    offer = store.read(lambda session: disputes.detail(session, 1).offers[0].id)
    form = OfferForm(1, "$170 back", Decimal(170), Decimal(170), id=offer)
    changes = store.write(lambda session: decisions.save_offer(session, form)).changes
    assert changes.touches("StoredOffer") and {("Dispute", 1), ("Client", client)} <= changes.ids
    assert ("Dispute", 2) not in changes.ids


def test_nothing_changed_is_nothing_to_undo(store: Store) -> None:
    client = store.write(a_whole_client).result
    same = store.write(lambda session: clients.update(session, client, notes="likes\ncats"))
    assert same.undo is None and not same.changes.ids


def test_a_write_that_fails_changes_nothing(store: Store) -> None:
    store.write(a_whole_client)
    before = everything(store)

    def fail(session: Session) -> None:
        clients.create(session, "Somebody")
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        store.write(fail)
    assert everything(store) == before


def test_the_texts_of_a_form_are_no_record(store: Store) -> None:
    kept = store.write(lambda session: drafts.keep(session, "payment", 0, {"amount": "12,"}))
    assert kept.undo is None and not kept.changes.ids
