"""Disputes as the owner meets them: opened in a line, answered as typed, waiting, closed, found again."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session

from clientcare.errors import InvalidInput, WorldError
from clientcare.records import DecisionForm, DisputeDetail, DisputeForm, EventForm, OfferForm
from clientcare.services import clients, decisions, disputes, entries
from clientcare.services.store import Store

TODAY = date.today()


def detail(store: Store, id: int) -> DisputeDetail:
    return store.read(lambda s: disputes.detail(s, id))


def update(store: Store, id: int, **fields: Any) -> DisputeDetail:
    store.write(lambda s: disputes.update(s, id, **fields))
    return detail(store, id)


@pytest.fixture
def fence(store: Store) -> int:
    return store.write(lambda s: disputes.create(s, DisputeForm("Fence", client_name="Eli Novák"))).result


def test_a_line_and_a_name_are_enough(store: Store, fence: int) -> None:
    found = detail(store, fence)
    assert (found.title, found.client.name, found.status, found.stage) == ("Fence", "Eli Novák", "open", "listen")
    assert re.fullmatch(rf"D-{TODAY.year}-001", found.reference)
    assert found.answers["owe"] == "" and found.answers["guesses"] == {} and found.answers["they_hold"] is False


def test_it_is_opened_for_a_known_client(store: Store, fence: int) -> None:
    client = detail(store, fence).client.id
    id = store.write(lambda s: disputes.create(s, DisputeForm("Gate", client, due_on=TODAY))).result
    assert detail(store, id).client.id == client
    assert detail(store, id).client.disputes_open == 2
    assert store.read(clients.ids) == [client]


@pytest.mark.parametrize(
    ("form", "field"), [(DisputeForm("Fence"), "client_name"), (DisputeForm(" ", client_name="Eli"), "title")]
)
def test_what_is_missing_is_named(store: Store, form: DisputeForm, field: str) -> None:
    with pytest.raises(InvalidInput) as error:
        store.write(lambda s: disputes.create(s, form))
    assert error.value.field == field
    assert store.read(clients.ids) == []


def test_a_reference_is_never_given_again(store: Store, fence: int) -> None:
    store.write(lambda s: disputes.delete(s, fence))
    gate = store.write(lambda s: disputes.create(s, DisputeForm("Gate", client_name="Eli")))
    assert gate.undo is not None
    store.undo(gate.undo)
    hall = store.write(lambda s: disputes.create(s, DisputeForm("Hall", client_name="Eli"))).result
    assert detail(store, hall).reference == f"D-{TODAY.year}-003"


def test_each_year_counts_anew(store: Store, fence: int) -> None:
    with time_machine.travel(datetime(TODAY.year + 1, 2, 1, 12, tzinfo=UTC)):
        id = store.write(lambda s: disputes.create(s, DisputeForm("Gate", client_name="Eli"))).result
    assert detail(store, id).reference == f"D-{TODAY.year + 1}-001"


def test_answers_are_kept_as_typed(store: Store, fence: int) -> None:
    typed = {
        "mood": "furious",
        "their_words": " I am <b>cross</b>\n ",
        "triage": ["legal", "safety"],
        "asked": Decimal("480.5"),
        "due_on": TODAY,
        "rephrase_confirmed": True,
    }
    found = update(store, fence, **typed)
    assert {name: found.answers[name] for name in typed} == typed
    emptied = update(store, fence, mood=None, asked=None, triage=None, due_on=None, their_words="")
    assert [emptied.answers[name] for name in ("mood", "asked", "triage", "due_on")] == ["", None, None, None]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("asked", Decimal(-1)),
        ("asked", "12,"),
        ("due_on", "tomorrow"),
        ("due_on", datetime.now(UTC)),
        ("triage", "legal"),
        ("title", ""),
        ("stage", "somewhere"),
        ("rephrase_confirmed", "yes"),
        ("their_words", "\0"),
    ],
)
def test_what_cannot_be_names_its_field(store: Store, fence: int, field: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as error:
        update(store, fence, **{field: value})
    assert error.value.field == field


@pytest.mark.parametrize("field", ["status", "closed_at", "reference", "client_id", "nothing"])
def test_a_field_nobody_may_set_is_our_mistake(store: Store, fence: int, field: str) -> None:
    with pytest.raises(TypeError):
        update(store, fence, **{field: "1"})


def test_waiting_closed_and_open_again(store: Store, fence: int) -> None:
    assert update(store, fence, waiting_until=TODAY).status == "waiting"
    answered = update(store, fence, answer="declined")
    assert (answered.status, answered.stage, answered.answers["answered_on"]) == ("open", "follow", TODAY)
    assert update(store, fence, answer="").status == "waiting"
    store.write(lambda s: disputes.close(s, fence))
    assert (detail(store, fence).status, detail(store, fence).stage) == ("closed", "learn")
    assert update(store, fence, lesson="Ask first").status == "closed"
    store.write(lambda s: disputes.reopen(s, fence))
    assert detail(store, fence).status == "waiting"


def test_the_option_taken_brings_its_promise(store: Store, fence: int) -> None:
    def decided(session: Session) -> int:
        form = OfferForm(fence, "$20 back", Decimal(20), Decimal(20), owed_from="us", owed=Decimal(20), owed_by=TODAY)
        offer = decisions.save_offer(session, form)
        decisions.decide(session, DecisionForm(fence, f"offer-{offer}"))
        return offer

    offer = store.write(decided).result
    found = update(store, fence, answer="accepted", answer_offer_id=offer)
    assert found.answers["deliver_by"] == TODAY
    assert update(store, fence, deliver_by=None).answers["deliver_by"] is None


def test_the_timeline(store: Store, fence: int) -> None:
    then = datetime(2026, 5, 1, 10, 30, tzinfo=UTC)
    call = store.write(lambda s: entries.save(s, EventForm(fence, "call", then, "called", by="them"))).result
    store.write(lambda s: entries.save(s, EventForm(fence, "note", then + timedelta(days=1), "thought")))
    assert [event.text for event in detail(store, fence).events] == ["thought", "called"]
    assert detail(store, fence).events[1].at == then
    store.write(lambda s: entries.save(s, EventForm(fence, "visit", then, "came by", private=False, id=call)))
    changed = detail(store, fence).events[1]
    assert (changed.kind, changed.by, changed.text, changed.private) == ("visit", "us", "came by", False)
    store.write(lambda s: entries.delete(s, call))
    assert [event.text for event in detail(store, fence).events] == ["thought"]


@pytest.mark.parametrize("form", [EventForm(1, "party", datetime.now(UTC), ""), EventForm(1, "call", TODAY, "")])  # type: ignore[arg-type]
def test_an_event_that_cannot_be_is_refused(store: Store, fence: int, form: EventForm) -> None:
    with pytest.raises(InvalidInput):
        store.write(lambda s: entries.save(s, form))


@pytest.fixture
def several(store: Store) -> None:
    def add(session: Session) -> None:
        for title, client, days, asked in (
            ("Éclair", "Zoë", 3, 50),
            ("apple", "Łukasz", None, None),
            ("Zebra", "Ana", 1, 900),
            ("Müsli", "Ana", 2, 0),
        ):
            due = None if days is None else TODAY + timedelta(days=days)
            id = disputes.create(session, DisputeForm(title, client_name=client, due_on=due))
            disputes.update(session, id, asked=None if asked is None else Decimal(asked))

    store.write(add)


@pytest.mark.parametrize(
    ("sort", "up", "down"),
    [
        ("due", "Zebra Müsli Éclair apple", "Éclair Müsli Zebra apple"),
        ("opened", "Éclair apple Zebra Müsli", "Müsli Zebra apple Éclair"),
        ("title", "apple Éclair Müsli Zebra", "Zebra Müsli Éclair apple"),
        ("client", "Zebra Müsli apple Éclair", "Éclair apple Müsli Zebra"),
        ("asked", "Müsli Éclair Zebra apple", "Zebra Éclair Müsli apple"),
    ],
)
def test_sorted_either_way_with_the_unknown_last(store: Store, several: None, sort: str, up: str, down: str) -> None:
    for descending, wanted in ((False, up), (True, down)):
        for status in ("", "open"):
            rows = store.read(
                lambda s, status=status, turned=descending: disputes.rows(
                    s, disputes.ids(s, status=status, sort=sort, descending=turned)
                )
            )
            assert " ".join(row.title for row in rows) == wanted
    assert store.read(lambda s: disputes.ids(s, status="closed", sort=sort)) == []


@pytest.mark.parametrize(
    ("text", "titles"), [("ECLAIR", ["Éclair"]), ("lukasz", ["apple"]), ("d-20", None), ("-003", ["Zebra"]), ("%", [])]
)
def test_found_by_title_client_or_reference(store: Store, several: None, text: str, titles: list[str] | None) -> None:
    found = store.read(lambda s: [row.title for row in disputes.rows(s, disputes.ids(s, text=text))])
    assert found == titles if titles is not None else len(found) == 4


def test_rows_come_in_the_order_asked_for_without_the_gone(store: Store, several: None) -> None:
    rows = store.read(lambda s: disputes.rows(s, [4, 99, 1]))
    assert [(row.id, row.client_name, row.opened_on) for row in rows] == [(4, "Ana", TODAY), (1, "Zoë", TODAY)]


def test_a_deleted_dispute_is_gone(store: Store, fence: int) -> None:
    store.write(lambda s: disputes.delete(s, fence))
    with pytest.raises(WorldError):
        detail(store, fence)
