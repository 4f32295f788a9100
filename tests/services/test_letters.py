"""Letters through the services: they rest on the dispute, are kept while typed, and never change once finished."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from clientcare.db.models import StoredLetter
from clientcare.errors import InvalidInput, WorldError
from clientcare.letters.compose import compose, missing
from clientcare.letters.dates import ten_working_days
from clientcare.letters.letter import Letter
from clientcare.records import DecisionForm, DisputeDetail, DisputeForm, LetterDraft, OfferForm, ProviderForm
from clientcare.services import clients, decisions, disputes, letters, referrals, settings
from clientcare.services.store import Store

TODAY = date.today()
SOON = TODAY + timedelta(days=14)
PRIVATE = "between me and my pillow"


@pytest.fixture
def decided(store: Store) -> int:
    """A dispute with a compromise decided on, one of two offers chosen, and private words all around it."""

    def decide(session: Session) -> int:
        settings.update(session, business_name="Rivera Home Repairs", owner_name="Ana Rivera")
        client = clients.create(session, "Dana Okafor")
        clients.update(session, client, greeting="Dana", address="8 Elm Street", notes=PRIVATE)
        id = disputes.create(session, DisputeForm("Hall tiles in the wrong shade", client))
        disputes.update(session, id, asked=Decimal(480), rephrase="the photo led you to expect matt grey")
        disputes.update(session, id, their_words="It is not what I ordered", answer_note=PRIVATE, agreed_where="nowhere")
        decisions.answer(session, id, owe="part", owe_sum=Decimal(150), part="some", part_note="Our quote was unclear")
        for title, sum in (("$160 back", 160), ("$300 back", 300)):
            money = Decimal(sum)
            decisions.save_offer(session, OfferForm(id, title, money, money, owed_from="us", owed=money, owed_by=SOON))
        first = disputes.detail(session, id).offers[0].id
        decisions.decide(session, DecisionForm(id, f"offer-{first}", why=PRIVATE))
        return id

    return store.write(decide).result


def detail(store: Store, id: int) -> DisputeDetail:
    return store.read(lambda s: disputes.detail(s, id))


def draft_of(store: Store, id: int, kind: str | None = None) -> LetterDraft:
    return store.read(lambda s: letters.current_draft(s, id, kind))


def finished(store: Store, draft: LetterDraft, how: str = "printed") -> tuple[int, Letter]:
    letter_id = store.write(lambda s: letters.save_draft(s, draft)).result
    letter = compose(store.read(lambda s: letters.facts(s, draft.dispute_id, draft)), draft.kind, draft.edits)
    store.write(lambda s: letters.finish(s, letter_id, letter, b"%PDF-1", how))
    return letter_id, letter


def test_the_letter_that_fits_the_decision_is_offered_but_not_yet_stored(store: Store, decided: int) -> None:
    assert draft_of(store, decided) == LetterDraft(decided, "compromise", open_until=ten_working_days(TODAY))
    assert detail(store, decided).letters == ()


def test_a_letter_says_something_changed_only_once_it_is_done(store: Store, decided: int) -> None:
    store.write(lambda s: disputes.update(s, decided, lesson="A photo on every quote"))
    assert store.read(lambda s: letters.facts(s, decided, draft_of(store, decided))).changed == ""
    store.write(lambda s: disputes.update(s, decided, lesson_done=True))
    assert store.read(lambda s: letters.facts(s, decided, draft_of(store, decided))).changed == "A photo on every quote"


def test_before_a_decision_it_is_an_acknowledgement(store: Store) -> None:
    id = store.write(lambda s: disputes.create(s, DisputeForm("Fence", client_name="Eli"))).result
    assert draft_of(store, id).kind == "acknowledgement"


def test_a_referral_names_the_other_firms(store: Store, decided: int) -> None:
    firm = store.write(lambda s: referrals.save(s, ProviderForm("Pioneer Roofing", does="tiles", tie="none"))).result
    draft = draft_of(store, decided, "referral")
    assert draft.provider_ids == (firm,)
    (named,) = store.read(lambda s: letters.facts(s, decided, draft)).providers
    assert (named.name, named.does, named.tie) == ("Pioneer Roofing", "tiles", "none")


def test_the_facts_are_those_of_the_dispute_and_nothing_private(store: Store, decided: int) -> None:
    facts = store.read(lambda s: letters.facts(s, decided, draft_of(store, decided)))
    assert (facts.recipient.name, facts.recipient.greeting, facts.letterhead.name) == (
        "Dana Okafor",
        "Dana",
        "Rivera Home Repairs",
    )
    assert (facts.understood, facts.part, facts.our_part) == (
        "the photo led you to expect matt grey",
        "some",
        "Our quote was unclear",
    )
    assert [(o.title, o.owed_from, o.owed, o.owed_by) for o in facts.offers] == [("$160 back", "us", 160, SOON)]
    assert (facts.asked, facts.agreed_where) == (480, "")
    assert missing(facts, "compromise") == ()
    assert PRIVATE not in repr(dataclasses.asdict(facts))


def test_what_was_typed_for_this_letter_comes_first(store: Store, decided: int) -> None:
    typed = {"understood": "you saw grey", "repaid": "12.50", "repaid_by": SOON.isoformat(), "enclosures": "A\nB", "x": "y"}
    facts = store.read(lambda s: letters.facts(s, decided, LetterDraft(decided, "goodwill", facts=typed)))
    assert (facts.understood, facts.repaid, facts.repaid_by) == ("you saw grey", Decimal("12.50"), SOON)
    assert facts.enclosures == ("A", "B")


@pytest.mark.parametrize(("name", "text"), [("repaid", "12,"), ("repaid_by", "soon"), ("repaid", "NaN")])
def test_a_typed_fact_that_is_none_names_itself(store: Store, decided: int, name: str, text: str) -> None:
    draft = LetterDraft(decided, "goodwill", facts={name: text})
    with pytest.raises(InvalidInput) as error:
        store.read(lambda s: letters.facts(s, decided, draft))
    assert error.value.field == name


def test_parting_repays_what_is_owed(store: Store, decided: int) -> None:
    store.write(lambda s: decisions.decide(s, DecisionForm(decided, "part")))
    draft = draft_of(store, decided)
    assert draft.kind == "farewell"
    assert store.read(lambda s: letters.facts(s, decided, draft)).repaid == 150


def test_a_draft_is_kept_as_typed(store: Store, decided: int) -> None:
    draft = replace(draft_of(store, decided), edits={"close": "Warmly"}, subject="Your hall", facts={"about": "your hall"})
    id = store.write(lambda s: letters.save_draft(s, draft)).result
    assert draft_of(store, decided) == replace(draft, id=id)
    store.write(lambda s: letters.save_draft(s, replace(draft, id=id, subject="Your tiles")))
    assert draft_of(store, decided).subject == "Your tiles"
    assert [letter.state for letter in detail(store, decided).letters] == ["draft"]
    store.write(lambda s: letters.delete_draft(s, id))
    assert detail(store, decided).letters == ()


def test_a_finished_letter_stays_exactly_as_it_was(store: Store, decided: int) -> None:
    id, letter = finished(store, draft_of(store, decided))

    def stored(session: Session) -> tuple[Any, ...]:
        found = session.get_one(StoredLetter, id)
        return found.content, found.sha256, found.state, found.how

    content, sha256, *state = store.read(stored)
    assert state == ["done", "printed"] and sha256 == hashlib.sha256(b"%PDF-1").hexdigest()
    import json

    assert Letter.from_json(json.dumps(content)) == letter
    assert store.read(lambda s: letters.pdf(s, id)) == b"%PDF-1"
    changes: list[Any] = [
        lambda s: letters.save_draft(s, LetterDraft(decided, "goodwill", id=id)),
        lambda s: letters.finish(s, id, letter, b"other", "saved"),
        lambda s: letters.delete_draft(s, id),
    ]
    for change in changes:
        with pytest.raises(WorldError, match="stays as it is"):
            store.write(change)
    assert store.read(lambda s: letters.pdf(s, id)) == b"%PDF-1"


def test_after_it_the_dispute_waits_for_their_answer(store: Store, decided: int) -> None:
    _, letter = finished(store, draft_of(store, decided), "emailed")
    found = detail(store, decided)
    assert (found.status, found.stage, found.answers["waiting_until"]) == ("waiting", "follow", letter.open_until)
    assert [(e.kind, e.by, e.private, e.text) for e in found.events] == [("email", "us", False, letter.subject)]
    assert draft_of(store, decided).id is None  # the next one is a new letter


def test_what_was_promised_in_it_is_to_be_delivered(store: Store, decided: int) -> None:
    store.write(lambda s: decisions.decide(s, DecisionForm(decided, "give")))
    draft = LetterDraft(decided, "goodwill", facts={"repaid_by": SOON.isoformat(), "still_owed": "0"})
    finished(store, draft)
    assert detail(store, decided).answers["deliver_by"] == SOON


def test_buying_time_takes_one_line(store: Store) -> None:
    form = DisputeForm("Fence leans", client_name="Eli Novák")
    store.write(lambda s: settings.update(s, business_name="Rivera"))
    id, draft = store.write(lambda s: letters.buy_time(s, form, SOON)).result
    assert (draft.kind, draft.facts["answer_by"]) == ("acknowledgement", SOON.isoformat())
    assert draft.id is not None and detail(store, id).answers["due_on"] == SOON
    finished(store, draft, "copied")
    found = detail(store, id)
    assert (found.status, found.stage, found.answers["due_on"]) == ("open", "listen", SOON)
    assert [letter.how for letter in found.letters] == ["copied"]


def test_time_already_gone_cannot_be_bought(store: Store) -> None:
    with pytest.raises(InvalidInput) as error:
        store.write(lambda s: letters.buy_time(s, DisputeForm("Fence", client_name="Eli"), TODAY - timedelta(days=1)))
    assert error.value.field == "answer_by"
    assert store.read(clients.ids) == []


def test_a_draft_has_no_page_yet(store: Store, decided: int) -> None:
    id = store.write(lambda s: letters.save_draft(s, draft_of(store, decided))).result
    with pytest.raises(WorldError, match="not finished"):
        store.read(lambda s: letters.pdf(s, id))


@pytest.mark.parametrize(("kind", "paused"), [("compromise", False), ("acknowledgement", True)])
def test_a_letter_ends_a_pause_but_one_that_buys_the_time_for_it(store: Store, decided: int, kind: str, paused: bool) -> None:
    until = datetime.now(UTC) + timedelta(days=2)
    store.write(lambda s: disputes.pause(s, decided, until))
    draft = draft_of(store, decided, kind)
    facts = {"about": "your hall", "answer_by": SOON.isoformat()}
    finished(store, replace(draft, facts=facts))
    assert detail(store, decided).answers["paused_until"] == (until if paused else None)
