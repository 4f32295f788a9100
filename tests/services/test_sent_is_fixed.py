"""Sent is fixed: no service changes a letter that has gone, nothing around it does, and another puts right what was wrong."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from sqlalchemy import inspect as columns_of
from sqlalchemy.orm import Session

import clientcare.services
from clientcare.db.models import LetterVersion, StoredLetter
from clientcare.errors import InvalidInput, WorldError
from clientcare.letters.compose import compose
from clientcare.letters.letter import Letter
from clientcare.letters.paper.pdf import render
from clientcare.records import DecisionForm, DisputeForm, LetterDraft, LetterRow, OfferForm, ProviderForm
from clientcare.services import (
    clients,
    decisions,
    disputes,
    entries,
    letter_versions,
    letters,
    outbox,
    referrals,
    settings,
    wordings,
)
from clientcare.services.store import Store
from clientcare.services.weighing import background

TODAY = date.today()
SOON = TODAY + timedelta(days=14)
BUSINESS = {"business_name": "Rivera Home Repairs", "owner_name": "Ana Rivera", "email": "ana@rivera.example"}


@pytest.fixture
def sent(store: Store) -> int:
    """The id of a compromise that was posted, with an earlier version of its words; its dispute and client are 1."""

    def write(session: Session) -> int:
        settings.update(session, **BUSINESS)
        client = clients.create(session, "Dana Okafor")
        clients.update(session, client, address="8 Elm Street", email="dana@home.example")
        id = disputes.create(session, DisputeForm("Hall tiles in the wrong shade", client))
        disputes.update(session, id, asked=Decimal(480), rephrase="the photo led you to expect matt grey")
        decisions.answer(session, id, owe="part", owe_sum=Decimal(150), part="some", part_note="Our quote was unclear")
        money = Decimal(160)
        back = OfferForm(id, "$160 back", money, money, owed_from="us", owed=money, owed_by=SOON)
        decisions.decide(session, DecisionForm(id, f"offer-{decisions.save_offer(session, back)}"))
        draft = letters.current_draft(session, id)
        first = letters.save_draft(session, replace(draft, edits={"close": "Yours"}))
        letters.save_draft(session, replace(draft, id=first, edits={"close": "Warmly"}, kept=("rule: words",)))
        return first

    id = store.write(write).result
    store.write(lambda s: letters.finish(s, id, *made(s, 1, id), "posted", "Dana Okafor"))
    return id


def made(session: Session, dispute: int, letter_id: int) -> tuple[Letter, bytes]:
    draft = letters.current_draft(session, dispute, letter_id=letter_id)
    facts = letters.facts(session, dispute, draft)
    letter = compose(facts, draft.kind, draft.edits, draft.subject)
    return letter, render(letter, facts.letterhead)


def stored(store: Store, id: int) -> dict[str, Any]:
    """Every column of it."""

    def read(session: Session) -> dict[str, Any]:
        letter = session.get_one(StoredLetter, id)
        return {column.key: getattr(letter, column.key) for column in columns_of(StoredLetter).column_attrs}

    return store.read(read)


def rows(store: Store) -> list[LetterRow]:
    return list(store.read(lambda s: disputes.detail(s, 1)).letters)


# -- every service that is given a letter

Call = Callable[[Session, int], Any]
OTHER = LetterDraft(1, "goodwill", edits={"close": "Something else"})
TRIED: dict[str, Call] = {
    "letters.correct": letters.correct,
    "letters.current_draft": lambda s, id: letters.current_draft(s, 1, letter_id=id),
    "letters.finish": lambda s, id: letters.finish(s, id, *_any_other(s), "handed"),
    "letters.fix": lambda s, id: letters.fix(s, id, *_any_other(s)),
    "letters.hold": lambda s, id: letters.hold(s, id, datetime.now(UTC) + timedelta(hours=1)),
    "letters.wake": letters.wake,
    "letter_versions.rows": letter_versions.rows,
    "outbox.queue": lambda s, id: outbox.queue(s, id, *_any_other(s), "dana@home.example"),
    "outbox.again": lambda s, id: outbox.again(s, id, "dana@home.example"),
    "outbox.rows": outbox.rows,
    # these name it otherwise
    "letters.save_draft": lambda s, id: letters.save_draft(s, replace(OTHER, id=id)),
    "letters.delete_draft": letters.delete_draft,
    "letters.pdf": letters.pdf,
    "letters.release": lambda s, id: letters.release(s.get_one(StoredLetter, id)),
    "letters.gone": lambda s, id: letters.gone(s.get_one(StoredLetter, id), "handed", "Somebody", TODAY),
    "letter_versions.go_back": lambda s, id: letter_versions.go_back(s, s.query(LetterVersion).one().id),
    "outbox.take_back": lambda s, id: outbox.take_back(s, outbox.again(s, id, "dana@home.example")),
    "outbox.arrived": lambda s, id: outbox.arrived(s, outbox.again(s, id, "dana@home.example")),
}
REFUSED = {"letters.pdf": False, "letters.correct": False, "letter_versions.rows": False, "outbox.again": False}
REFUSED |= {"outbox.rows": False, "outbox.take_back": False}


def _any_other(session: Session) -> tuple[Letter, bytes]:
    facts = letters.facts(session, 1, OTHER)
    return compose(replace(facts, give="we lay it again", give_by=SOON, answer_by=SOON), "acknowledgement"), b"%PDF-other"


@pytest.mark.parametrize("name", TRIED)
def test_no_service_changes_it(store: Store, sent: int, name: str) -> None:
    before = stored(store, sent)
    if REFUSED.get(name, True):
        with pytest.raises(WorldError):
            store.write(lambda s: TRIED[name](s, sent))
    else:
        store.write(lambda s: TRIED[name](s, sent))
    assert stored(store, sent) == before


def test_every_service_that_takes_a_letter_is_tried() -> None:
    """One that is added has to be added here."""
    found = set()
    for module in pkgutil.walk_packages(clientcare.services.__path__, "clientcare.services."):
        loaded = importlib.import_module(module.name)
        for name, call in inspect.getmembers(loaded, inspect.isfunction):
            if not name.startswith("_") and "letter_id" in inspect.signature(call).parameters:
                found.add((call.__module__, name))
    tried = set()
    for name in TRIED:
        module_name, call_name = name.split(".")
        call = getattr(getattr(clientcare.services, module_name), call_name)
        tried.add((call.__module__, call.__name__))
    assert found <= tried


def test_an_e_mail_of_it_that_goes_once_more_leaves_it_alone(store: Store, sent: int) -> None:
    from clientcare.mail.transport import Outcome
    from clientcare.said import Said

    before = stored(store, sent)
    sending = store.write(lambda s: outbox.again(s, sent, "dana@home.example")).result
    attempt = store.write(lambda s: outbox.claim(s, sending)).result
    store.write(lambda s: outbox.settle(s, sending, Outcome("sent", Said("It has gone.")), attempt))
    assert stored(store, sent) == before


# -- what changes around it

AROUND: dict[str, Callable[[Session], Any]] = {
    "settings": lambda s: settings.update(s, business_name="Another name", paper="a4", locale="de_DE", currency="EUR"),
    "wording": lambda s: wordings.keep(s, "compromise", "en", "close", "So long."),
    "client": lambda s: clients.update(s, 1, name="Somebody else", address="Nowhere", language="es"),
    "provider": lambda s: referrals.delete(s, referrals.save(s, ProviderForm("Pioneer Roofing"))),
    "dispute": lambda s: disputes.update(s, 1, title="Another title", rephrase="something else", asked=Decimal(1)),
    "offer": lambda s: decisions.delete_offer(s, disputes.detail(s, 1).offers[0].id),
    "decision": lambda s: decisions.decide(s, DecisionForm(1, "part")),
    "closing": lambda s: disputes.close(s, 1),
    "timeline": lambda s: entries.delete(s, disputes.detail(s, 1).events[0].id),
    "another letter": lambda s: letters.save_draft(s, OTHER),
}


@pytest.mark.parametrize("name", AROUND)
def test_nothing_around_it_changes_it(store: Store, sent: int, name: str) -> None:
    """The same bytes, so the same page on any printer, and the same fingerprint."""
    before = stored(store, sent)
    store.write(AROUND[name])
    assert stored(store, sent) == before
    page = store.read(lambda s: letters.pdf(s, sent))
    assert hashlib.sha256(page).hexdigest() == before["sha256"] and page == before["pdf"]


def test_it_goes_only_with_its_dispute_or_its_client(store: Store, sent: int) -> None:
    def is_there() -> bool:
        return store.read(lambda s: s.get(StoredLetter, sent)) is not None

    deleted = store.write(lambda s: disputes.delete(s, 1))
    assert not is_there() and deleted.undo is not None
    store.undo(deleted.undo)
    assert is_there()
    store.write(lambda s: clients.delete(s, 1))
    assert not is_there()


# -- when, how and to whom


def went(store: Store, sent: int) -> LetterRow:
    return next(row for row in rows(store) if row.id == sent)


def test_it_is_known_when_how_and_to_whom(store: Store, sent: int) -> None:
    row = went(store, sent)
    assert (row.standing, row.how, row.sent_to) == ("sent", "posted", "Dana Okafor")
    (event,) = store.read(lambda s: disputes.detail(s, 1)).events
    assert (event.kind, event.how, event.to, event.text) == ("letter", "posted", "Dana Okafor", row.subject)
    assert event.at == row.sent_at and not event.private


@pytest.mark.parametrize(("how", "kind"), [("handed", "letter"), ("emailed", "email"), ("copied", "letter")])
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Honolulu", "Europe/Madrid"])
def test_one_marked_as_sent_stands_on_the_day_it_went(store: Store, how: str, kind: str, zone: str) -> None:
    """The day on the owner's own clock, also just after midnight there."""
    from zoneinfo import ZoneInfo

    opened = datetime(2026, 6, 1, 0, 30, tzinfo=ZoneInfo(zone))
    with time_machine.travel(opened, tick=False) as clock:
        store.write(lambda s: settings.update(s, **BUSINESS))
        store.write(lambda s: disputes.create(s, DisputeForm("Fence", client_name="Eli Brandt")))
        clock.move_to(opened + timedelta(days=4))
        for day in (date(2026, 6, 1), date(2026, 6, 3), date(2026, 6, 5)):
            draft = LetterDraft(1, "acknowledgement", facts={"answer_by": "2026-06-20"})
            id = store.write(lambda s, draft=draft: letters.save_draft(s, draft)).result
            store.write(lambda s, id=id, day=day: letters.finish(s, id, *made(s, 1, id), how, "Eli\n Brandt ", on=day))
            row = next(row for row in rows(store) if row.id == id)
            assert row.sent_at is not None and row.sent_at.astimezone().date() == day
            assert row.sent_to == "Eli Brandt"
        events = store.read(lambda s: disputes.detail(s, 1)).events
        assert [(e.kind, e.at.astimezone().date().day) for e in events] == [(kind, 5), (kind, 3), (kind, 1)]


@pytest.mark.parametrize(("day", "said"), [(1, "still to come"), (-1, "was opened on")])
def test_not_on_a_day_to_come_nor_before_the_dispute(store: Store, day: int, said: str) -> None:
    store.write(lambda s: settings.update(s, **BUSINESS))
    store.write(lambda s: disputes.create(s, DisputeForm("Fence", client_name="Eli Brandt")))
    draft = LetterDraft(1, "acknowledgement", facts={"answer_by": SOON.isoformat()})
    id = store.write(lambda s: letters.save_draft(s, draft)).result
    with pytest.raises(InvalidInput, match=said) as objection:
        store.write(lambda s: letters.finish(s, id, *made(s, 1, id), "posted", on=TODAY + timedelta(days=day)))
    assert objection.value.field == "on"
    assert [row.state for row in rows(store)] == ["draft"]


def test_what_counts_is_when_it_went_not_when_it_was_noted(store: Store) -> None:
    """For the days they waited, for the next letter that follows it, and for how long we wait."""
    opened = datetime(2026, 6, 1, 12, tzinfo=UTC)
    with time_machine.travel(opened, tick=False) as clock:
        store.write(lambda s: settings.update(s, **BUSINESS))
        store.write(lambda s: disputes.create(s, DisputeForm("Fence", client_name="Eli Brandt")))
        store.write(lambda s: disputes.update(s, 1, told_on=date(2026, 6, 1), rephrase="the gate does not close"))
        store.write(lambda s: decisions.answer(s, 1, part="none"))
        clock.move_to(opened + timedelta(days=28))
        facts = {"agreed": "the gate closes", "explained": "it closes when pushed", "example": "-"}
        id = store.write(lambda s: letters.save_draft(s, LetterDraft(1, "explanation", facts=facts))).result
        day = date(2026, 6, 3)
        store.write(lambda s: letters.finish(s, id, *made(s, 1, id), "handed", "Eli Brandt", on=day))
        assert store.read(lambda s: background.times(s, s.get_one(disputes.Dispute, 1), None))["weeks_waiting"] == 0
        following = store.read(lambda s: letters.facts(s, 1, LetterDraft(1, "final_response")))
        assert following.earlier_on == day


# -- put right by another letter


def test_a_correction_is_a_new_letter_with_the_same_words(store: Store, sent: int) -> None:
    before = stored(store, sent)
    draft = store.write(lambda s: letters.correct(s, sent)).result
    assert draft.id not in (None, sent) and draft.corrects_id == sent
    same = ("kind", "edits", "facts", "style", "provider_ids", "provider_id", "open_until", "kept")
    first = store.read(lambda s: letters.draft_of(s.get_one(StoredLetter, sent)))
    assert [getattr(draft, name) for name in same] == [getattr(first, name) for name in same]
    assert draft.held_until is None and stored(store, sent) == before


def test_the_correction_begun_is_gone_on_with(store: Store, sent: int) -> None:
    draft = store.write(lambda s: letters.correct(s, sent)).result
    changed = replace(draft, edits={"close": "Yours truly"})
    store.write(lambda s: letters.save_draft(s, changed))
    assert store.write(lambda s: letters.correct(s, sent)).result == changed
    assert len(rows(store)) == 2


def test_it_is_not_taken_for_the_next_letter_of_its_kind(store: Store, sent: int) -> None:
    draft = store.write(lambda s: letters.correct(s, sent)).result
    ordinary = store.read(lambda s: letters.current_draft(s, 1, "compromise"))
    assert ordinary.id is None and ordinary.corrects_id is None
    assert store.read(lambda s: letters.current_draft(s, 1, letter_id=draft.id)) == draft


def test_days_that_have_passed_are_not_offered_again(store: Store, sent: int) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(days=30), tick=False):
        draft = store.write(lambda s: letters.correct(s, sent)).result
        assert draft.open_until is not None and draft.open_until > date.today()


def test_once_it_has_gone_the_first_says_so(store: Store, sent: int) -> None:
    draft = store.write(lambda s: letters.correct(s, sent)).result
    assert went(store, sent).corrected_at is None
    assert draft.id is not None
    id = draft.id
    asked = replace(draft, facts={**draft.facts, "correction": "the sum is $180, not $160"})
    store.write(lambda s: letters.save_draft(s, asked))
    store.write(lambda s: letters.finish(s, id, *made(s, 1, id), "posted", "Dana Okafor"))
    assert went(store, sent).corrected_at == went(store, id).sent_at is not None
    again = store.write(lambda s: letters.correct(s, id)).result
    assert again.corrects_id == id and "correction" not in again.facts, "what was different then is not what is different now"


def test_what_has_not_gone_is_simply_changed(store: Store, sent: int) -> None:
    other = store.write(lambda s: letters.save_draft(s, OTHER)).result
    with pytest.raises(WorldError, match="not gone yet"):
        store.write(lambda s: letters.correct(s, other))
