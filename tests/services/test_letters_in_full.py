"""What letters share beyond one draft: earlier versions, what was answered before, own wordings, known words, the paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from clientcare.errors import InvalidInput
from clientcare.letters import kinds
from clientcare.letters.compose import compose
from clientcare.letters.examples import example
from clientcare.records import DecisionForm, DisputeForm, LetterDraft, OfferForm
from clientcare.services import (
    artwork,
    clients,
    decisions,
    dictionary,
    disputes,
    lessons,
    letter_versions,
    letters,
    settings,
    wordings,
)
from clientcare.services.store import Store

TODAY = date.today()


@pytest.fixture
def dispute(store: Store) -> int:
    def begin(session: Any) -> int:
        settings.update(session, business_name="Rivera Home Repairs")
        return disputes.create(session, DisputeForm("Hall tiles", client_name="Dana Okafor"))

    id: int = store.write(begin).result
    return id


def save(store: Store, draft: LetterDraft) -> LetterDraft:
    id = store.write(lambda s: letters.save_draft(s, draft)).result
    return replace(draft, id=id)


def facts(store: Store, dispute: int, kind: str, **typed: str) -> Any:
    return store.read(lambda s: letters.facts(s, dispute, LetterDraft(dispute, kind, facts=typed)))


def sent(store: Store, dispute: int, kind: str) -> None:
    """A letter of that kind has gone."""
    letter = compose(example(kind, "en", TODAY), kind)
    id = save(store, LetterDraft(dispute, kind)).id
    assert id
    store.write(lambda s: letters.finish(s, id, letter, b"%PDF-1", "printed"))


# -- earlier versions


def versions(store: Store, id: int | None) -> list[dict[str, str]]:
    assert id
    return [dict(version.edits) for version in store.read(lambda s: letter_versions.rows(s, id))]


def test_versions_are_kept_while_the_owner_writes_and_not_one_for_every_save(store: Store, dispute: int) -> None:
    with time_machine.travel("2026-11-20 10:00:00Z", tick=False) as clock:
        draft = save(store, LetterDraft(dispute, "acknowledgement", edits={"close": "One"}))
        for text, minutes in (("Two", 2), ("Three", 0), ("Four", 5)):
            clock.shift(timedelta(minutes=minutes))
            draft = save(store, replace(draft, edits={"close": text}))
    assert versions(store, draft.id) == [{"close": "Three"}, {"close": "One"}]


def test_saving_the_same_words_or_only_facts_keeps_no_version(store: Store, dispute: int) -> None:
    draft = save(store, LetterDraft(dispute, "acknowledgement", edits={"close": "One"}))
    save(store, replace(draft, facts={"answer_by": TODAY.isoformat()}))
    assert versions(store, draft.id) == []


def test_going_back_keeps_what_stood_until_now_and_can_be_taken_back(store: Store, dispute: int) -> None:
    draft = save(store, LetterDraft(dispute, "acknowledgement", edits={"close": "One"}, subject="First"))
    draft = save(store, replace(draft, edits={"close": "Two"}, subject=""))
    (first,) = store.read(lambda s: letter_versions.rows(s, draft.id or 0))
    done = store.write(lambda s: letter_versions.go_back(s, first.id))
    now = store.read(lambda s: letters.current_draft(s, dispute))
    assert (now.edits, now.subject) == ({"close": "One"}, "First")
    assert versions(store, draft.id) == [{"close": "Two"}, {"close": "One"}]
    assert done.undo is not None
    store.undo(done.undo)
    assert store.read(lambda s: letters.current_draft(s, dispute)).edits == {"close": "Two"}


def test_a_style_nobody_knows_is_refused(store: Store, dispute: int) -> None:
    with pytest.raises(InvalidInput):
        save(store, LetterDraft(dispute, "acknowledgement", style="loud"))


# -- what was answered before


def test_what_was_asked_for_one_letter_is_known_to_the_next_but_not_its_days(store: Store, dispute: int) -> None:
    told = {"part": "some", "our_part": "We forgot to call", "answer_by": TODAY.isoformat(), "price": "75"}
    save(store, LetterDraft(dispute, "courteous_no", facts=told))
    known = facts(store, dispute, "apology")
    assert (known.part, known.our_part, known.price) == ("some", "We forgot to call", Decimal(75))
    assert known.answer_by is None
    assert facts(store, dispute, "apology", our_part="We called late").our_part == "We called late"


def test_what_is_taken_out_of_a_draft_does_not_come_back_from_it(store: Store, dispute: int) -> None:
    draft = save(store, LetterDraft(dispute, "courteous_no", facts={"reasons": "None really"}))
    cleared = replace(draft, facts={})
    assert store.read(lambda s: letters.facts(s, dispute, cleared)).reasons == ""


def test_our_part_is_not_known_until_somebody_says_it(store: Store, dispute: int) -> None:
    assert facts(store, dispute, "compromise").part == ""
    store.write(lambda s: decisions.answer(s, dispute, owe="nothing", want_back="gladly", if_no="leave"))
    assert facts(store, dispute, "compromise").part == ""
    store.write(lambda s: decisions.answer(s, dispute, part="none"))
    assert facts(store, dispute, "compromise").part == "none"


def test_a_reminder_and_a_last_word_know_the_letter_before(store: Store, dispute: int) -> None:
    with time_machine.travel("2026-11-02 10:00:00Z", tick=False):
        sent(store, dispute, "compromise")
    with time_machine.travel("2026-11-09 10:00:00Z", tick=False):
        sent(store, dispute, "courteous_no")
    with time_machine.travel("2026-11-10 10:00:00Z", tick=False):
        sent(store, dispute, "holding")
        assert facts(store, dispute, "reminder").earlier_on == date(2026, 11, 2)
        assert facts(store, dispute, "final_response").earlier_on == date(2026, 11, 9)
        other = store.write(lambda s: disputes.create(s, DisputeForm("Fence", client_name="Eli"))).result
        assert facts(store, other, "final_response").earlier_on is None


def test_a_thank_you_names_the_offer_they_took(store: Store, dispute: int) -> None:
    def settle(session: Any) -> None:
        decisions.answer(session, dispute, owe="nothing", want_back="gladly", if_no="leave", part="none")
        money = Decimal(50)
        decisions.save_offer(session, OfferForm(dispute, "A new handle", money, money))
        offer = disputes.detail(session, dispute).offers[-1].id
        decisions.decide(session, DecisionForm(dispute, f"offer-{offer}"))
        disputes.update(session, dispute, answer="accepted", answer_offer_id=offer)

    store.write(settle)
    assert facts(store, dispute, "thank_you").settled == "A new handle"


@pytest.mark.parametrize("kind", kinds.to("client"))
def test_whose_turn_it_is_follows_from_the_letter(store: Store, dispute: int, kind: str) -> None:
    sent(store, dispute, kind)
    detail = store.read(lambda s: disputes.detail(s, dispute))
    assert (detail.status == "waiting") == (kinds.kind(kind).next == "theirs")
    if kinds.kind(kind).next == "ours":
        assert detail.answers["due_on"] == example(kind, "en", TODAY).answer_by


def test_giving_where_the_part_is_mostly_ours_is_an_apology(store: Store, dispute: int) -> None:
    def give(session: Any) -> None:
        disputes.update(session, dispute, asked=Decimal(100))
        decisions.answer(session, dispute, owe="all", want_back="gladly", if_no="leave", part="mostly")
        decisions.decide(session, DecisionForm(dispute, "give"))

    store.write(give)
    assert store.read(lambda s: letters.current_draft(s, dispute)).kind == "apology"


def test_a_language_without_words_falls_back(store: Store, dispute: int) -> None:
    client = store.read(lambda s: disputes.detail(s, dispute)).client.id
    store.write(lambda s: clients.update(s, client, language="fr"))
    assert facts(store, dispute, "compromise").language == "en"


# -- the owner's own


def test_a_wording_is_kept_replaced_and_forgotten(store: Store) -> None:
    for text in ("With thanks, {greeting}", "Thank you"):
        store.write(lambda s, text=text: wordings.keep(s, "compromise", "en", "close", text))  # type: ignore[misc]
    assert store.read(lambda s: wordings.of(s, "compromise", "en")) == {"close": "Thank you"}
    assert store.read(lambda s: wordings.of(s, "compromise", "es")) == {}
    gone = store.write(lambda s: wordings.forget(s, "compromise", "en", "close"))
    assert store.read(lambda s: wordings.of(s, "compromise", "en")) == {} and gone.undo
    store.undo(gone.undo)
    assert store.read(lambda s: wordings.of(s, "compromise", "en")) == {"close": "Thank you"}


def test_known_words_belong_to_their_language(store: Store) -> None:
    store.write(lambda s: dictionary.add(s, "en", "grout"))
    store.write(lambda s: dictionary.add(s, "en", "grout"))
    assert store.read(lambda s: dictionary.words(s, "en")) == {"grout"}
    assert store.read(lambda s: dictionary.words(s, "es")) == frozenset()
    store.write(lambda s: dictionary.remove(s, "en", "grout"))
    assert store.read(lambda s: dictionary.words(s, "en")) == frozenset()
    with pytest.raises(InvalidInput):
        store.write(lambda s: dictionary.add(s, "en", "  "))


@pytest.mark.parametrize(("name", "field"), [("logo", "logo"), ("signature", "signature"), ("letterhead", "underlay")])
def test_what_stands_on_the_paper(store: Store, name: str, field: str) -> None:
    read: Callable[[], bytes] = lambda: getattr(store.read(letters.letterhead), field)  # noqa: E731
    assert read() == b""
    store.write(lambda s: artwork.save(s, name, b"\x89one", "one.png"))
    store.write(lambda s: artwork.save(s, name, b"\x89two", "two.png"))
    assert read() == b"\x89two" and store.read(artwork.rows)[name].file_name == "two.png"
    store.write(lambda s: artwork.delete(s, name))
    assert read() == b""


def test_lessons_that_were_carried_out_each_once(store: Store) -> None:
    def learn(session: Any) -> None:
        for title, lesson, done in (("A", "A photo", True), ("B", "A photo", True), ("C", "A call", False), ("D", "", True)):
            id = disputes.create(session, DisputeForm(title, client_name=title))
            disputes.update(session, id, lesson=lesson, lesson_done=done)

    store.write(learn)
    assert store.read(lessons.done) == ("A photo",)
