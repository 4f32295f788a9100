"""Letters to another firm: the client's yes opens exactly what they allowed, and nothing else of theirs ever gets through."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from clientcare.db.models import Client, Dispute, Referral, StoredLetter
from clientcare.errors import WorldError
from clientcare.letters import email_draft
from clientcare.letters.compose import MissingFacts, compose, missing
from clientcare.letters.facts import PASSED_ON, Facts
from clientcare.letters.letter import Letter
from clientcare.letters.paper import pdf
from clientcare.records import DisputeForm, LetterDraft, ProviderForm
from clientcare.services import decisions, disputes, letters, referrals, settings
from clientcare.services.store import Store
from clientcare.services.writing.letter_facts import facts

OF_CLIENT = {  # one word nobody else uses in every field of the client
    "name": "Zebraname Zebrason", "greeting": "Zebragreet", "address": "77 Zebrastreet\nZebratown 01060",
    "email": "zebramail@zebra.example", "phone": "(413) 555-0886", "notes": "zebranotes",
}  # fmt: skip
NEED, AGREED = "a zebraneed without joints", "zebraagreed, matt"
ALLOWED = {
    "name": "Zebraname Zebrason", "phone": "(413) 555-0886", "email": "zebramail@zebra.example",
    "address": "77 Zebrastreet, Zebratown 01060", "need": NEED, "agreed": AGREED,
}  # fmt: skip
DONE = "the zebradone is out"
TEXTS = (
    "their_words", "about", "rephrase", "led_to_it", "really_need", "common_ground", "stranger", "answer_note", "lesson",
    "cause",
)  # fmt: skip


@pytest.fixture
def sent_there(store: Store) -> tuple[int, int]:
    """A dispute with a canary in every field, whose client was sent to a firm; its id and the firm's."""

    def begin(session: Any) -> tuple[int, int]:
        settings.update(session, business_name="Rivera Home Repairs", owner_name="Ana Rivera", phone="(413) 555-0142")
        id = disputes.create(session, DisputeForm("Zebratitle", client_name=OF_CLIENT["name"]))
        decisions.answer(session, id, owe="nothing", want_back="gladly", if_no="leave", part="none", need=NEED)
        dispute = session.get(Dispute, id)
        for name, text in OF_CLIENT.items():
            setattr(dispute.client, name, text)
        for name in TEXTS:
            setattr(dispute, name, f"zebra{name}")
        dispute.reference, dispute.agreed, dispute.asked = "D-zebra", AGREED, Decimal("8888.88")
        slate = ProviderForm("Stone & Slate", person="Jo Slate", address="5 Quarry Road", email="jo@st.example")
        firm = referrals.save(session, slate)
        dispute.referrals.append(Referral(provider_id=firm, referred_on=date.today() - timedelta(days=9), may_know=[]))
        return id, firm

    made: tuple[int, int] = store.write(begin).result
    return made


def allow(store: Store, dispute: int, *what: str, answer: str = "yes") -> None:
    referral = store.read(lambda s: s.scalar(select(Referral.id).where(Referral.dispute_id == dispute)))
    store.write(lambda s: referrals.change(s, referral, consent=answer, consent_how="zebrahow", may_know=what))


def draft(store: Store, there: tuple[int, int], kind: str = "handover", **changes: Any) -> LetterDraft:
    """A draft to the firm, with a canary in every fact a draft may keep."""
    dispute, firm = there
    texts = {field.name: f"zebratyped{field.name}" for field in fields(Facts) if field.type == "str"}
    typed = {**texts, "need": NEED, "agreed": AGREED, "done_so_far": DONE, "outcome": "the floor is laid", "correction": ""}
    made = LetterDraft(dispute, kind, facts=typed, provider_id=firm)
    made = replace(made, **changes)
    return replace(made, id=store.write(lambda s: letters.save_draft(s, made)).result)


def composed(store: Store, made: LetterDraft) -> tuple[Letter, bytes]:
    known = store.read(lambda s: facts(s, made.dispute_id, made))
    letter = compose(known, made.kind, made.edits, made.subject)
    return letter, pdf.render(letter, known.letterhead)


def everything(store: Store, made: LetterDraft) -> str:
    """All that could leave: the stored letter, the page's text and metadata, the e-mail, the file's name."""
    letter, page = composed(store, made)
    known = store.read(lambda s: facts(s, made.dispute_id, made))
    read = PdfReader(BytesIO(page))
    mail = email_draft.build(letter, known.letterhead, "jo@st.example", page)
    texts = [letter.to_json(), *(one.extract_text() for one in read.pages), str(read.metadata), str(read.xmp_metadata or "")]
    import email

    parts = email.message_from_bytes(mail).walk()
    bodies = [part.get_payload(decode=True).decode() for part in parts if part.get_content_maintype() == "text"]
    headers = re.sub('boundary="[^"]*"', "", str(email.message_from_bytes(mail).items()))  # digits by chance
    return " ".join("\n".join([*texts, *bodies, headers, email_draft.file_name(letter, ".pdf"), letter.short]).split())


def leaks(text: str, *allowed: str) -> list[str]:
    for one in allowed:
        text = text.replace(ALLOWED[one], "").replace(ALLOWED[one].replace(", ", " "), "")
    return re.findall(r"(?i)\w*zebra\w*|8888|555-0886", text)


@pytest.mark.parametrize("allowed", [(), *((one,) for one in PASSED_ON), PASSED_ON])
def test_only_what_the_client_allowed_leaves_the_house(
    store: Store, sent_there: tuple[int, int], allowed: tuple[str, ...]
) -> None:
    if allowed:
        allow(store, sent_there[0], *allowed)
    for kind in ("handover", "referral_thanks") if allowed else ("referral_thanks",):
        text = everything(store, draft(store, sent_there, kind))
        if "agreed" in allowed and kind == "handover":
            assert "zebradone is out" in text
        text = re.sub(r"(?i)the zebradone is out", "", text) if "agreed" in allowed else text
        assert leaks(text, *allowed) == []
    told = everything(store, draft(store, sent_there)) if allowed else ""
    assert all(ALLOWED[one] in told or ALLOWED[one].replace(", ", " ") in told for one in allowed)


def test_the_facts_themselves_hold_nothing_of_the_client(store: Store, sent_there: tuple[int, int]) -> None:
    for kind in ("handover", "referral_thanks"):
        blank = LetterDraft(sent_there[0], kind, provider_id=sent_there[1])
        known = store.read(lambda s, blank=blank: facts(s, blank.dispute_id, blank))
        assert leaks(repr(known)) == [] and known.reference == "" and known.asked is None
        assert known.recipient.name == "Stone & Slate" and known.recipient.greeting == "Jo Slate"


def test_without_consent_the_handover_asks_for_it_and_leads_there(store: Store, sent_there: tuple[int, int]) -> None:
    made = draft(store, sent_there)
    for answer, what in (("asked", ("name",)), ("no", ("name",)), ("yes", ()), ("", ())):
        allow(store, sent_there[0], *what, answer=answer)
        known = store.read(lambda s: facts(s, made.dispute_id, made))
        assert missing(known, "handover")[0].field == "handover"
        assert "Follow through" in missing(known, "handover")[0].ask.text
        with pytest.raises(MissingFacts):
            compose(known, "handover")


def test_consent_taken_back_while_the_draft_waits_stops_it(store: Store, sent_there: tuple[int, int]) -> None:
    allow(store, sent_there[0], *PASSED_ON)
    made = draft(store, sent_there)
    letter, page = composed(store, made)
    allow(store, sent_there[0], answer="no")
    known = store.read(lambda s: facts(s, made.dispute_id, made))
    assert missing(known, "handover")[0].field == "handover"
    with pytest.raises(WorldError):
        store.write(lambda s: letters.finish(s, made.id, letter, page, "printed"))


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Zebrason will call you.", "names your client"),
        ("Their number is 413 555 0886.", "phone number"),
        ("Write to ZEBRAMAIL@zebra.example.", "e-mail address"),
        ("They live at 77  Zebrastreet.", "address"),
        (f"They want {NEED.upper()}.", "what your client needs"),
        (f"It was {AGREED}.", "you two agreed"),
    ],
)
def test_what_the_owner_types_themselves_is_looked_at_before_it_goes(
    store: Store, sent_there: tuple[int, int], words: str, what: str
) -> None:
    made = draft(store, sent_there, "referral_thanks", edits={"close": words})
    letter, page = composed(store, made)
    with pytest.raises(WorldError) as refused:
        store.write(lambda s: letters.finish(s, made.id, letter, page, "printed"))
    assert what in refused.value.said.text
    assert store.read(lambda s: s.get(StoredLetter, made.id).state) == "draft"
    allow(store, sent_there[0], *PASSED_ON)
    store.write(lambda s: letters.finish(s, made.id, letter, page, "printed"))


def test_a_name_that_is_a_word_or_the_firms_own_holds_nothing_up(store: Store, sent_there: tuple[int, int]) -> None:
    def rename(session: Any) -> None:
        session.get(Dispute, sent_there[0]).client.name = "Will Slate"

    store.write(rename)
    made = draft(store, sent_there, "referral_thanks", edits={"close": "Will you tell me, Jo Slate?"})
    store.write(lambda s: letters.finish(s, made.id, *composed(store, made), "printed"))


def test_gone_it_is_noted_and_nothing_changes_between_us_and_the_client(store: Store, sent_there: tuple[int, int]) -> None:
    allow(store, sent_there[0], *PASSED_ON)
    before = store.read(lambda s: disputes.detail(s, sent_there[0]))
    for kind in ("handover", "referral_thanks"):
        made = draft(store, sent_there, kind)
        store.write(lambda s, made=made: letters.finish(s, made.id, *composed(store, made), "printed"))
    after = store.read(lambda s: disputes.detail(s, sent_there[0]))
    (referral,) = after.referrals
    assert referral.handed_over_on == referral.thanked_on == date.today()
    assert (after.status, after.stage) == (before.status, before.stage)
    days = ("waiting_until", "due_on", "deliver_by", "paused_until")
    assert all(after.answers[name] == before.answers[name] for name in days)


def test_words_for_the_firm_and_words_for_the_client_never_meet(store: Store, sent_there: tuple[int, int]) -> None:
    dispute, firm = sent_there
    allow(store, dispute, *PASSED_ON)
    draft(store, sent_there, facts={"need": "for the firm only", "done_so_far": "for the firm only"})
    store.write(lambda s: letters.save_draft(s, LetterDraft(dispute, "referral", facts={"need": "for the client only"})))
    to_client = store.read(lambda s: facts(s, dispute, LetterDraft(dispute, "alternative")))
    to_firm = store.read(lambda s: facts(s, dispute, LetterDraft(dispute, "handover", provider_id=firm)))
    assert to_client.need == "for the client only" and "for the firm" not in repr(to_client)
    assert to_firm.need == NEED and "for the client" not in repr(to_firm)


def test_a_letter_to_the_firm_is_no_earlier_letter_to_the_client(store: Store, sent_there: tuple[int, int]) -> None:
    made = draft(store, sent_there, "referral_thanks")
    store.write(lambda s: letters.finish(s, made.id, *composed(store, made), "printed"))
    known = store.read(lambda s: facts(s, sent_there[0], LetterDraft(sent_there[0], "final_response")))
    assert known.earlier_on is None


def test_what_was_said_to_the_client_is_asked_for_anew(store: Store, sent_there: tuple[int, int]) -> None:
    """"Your hall" in a letter to the firm would be the firm's hall."""
    dispute, firm = sent_there
    allow(store, dispute, "agreed")

    def say(session: Any) -> None:
        session.get(Dispute, dispute).agreed = "two coats in your hall"

    store.write(say)
    known = store.read(lambda s: facts(s, dispute, LetterDraft(dispute, "handover", provider_id=firm)))
    assert known.agreed == "" and [q.field for q in missing(known, "handover")] == ["agreed", "done_so_far"]


def test_a_second_referral_does_not_claim_that_nothing_was_passed_on(store: Store, sent_there: tuple[int, int]) -> None:
    dispute = sent_there[0]
    assert not store.read(lambda s: facts(s, dispute, LetterDraft(dispute, "referral"))).handed_over
    allow(store, dispute, *PASSED_ON)
    assert not store.read(lambda s: facts(s, dispute, LetterDraft(dispute, "referral"))).handed_over  # allowed, not yet told
    made = draft(store, sent_there)
    store.write(lambda s: letters.finish(s, made.id, *composed(store, made), "printed"))
    assert store.read(lambda s: facts(s, dispute, LetterDraft(dispute, "referral"))).handed_over


def test_a_letter_for_a_firm_is_never_written_to_the_client(store: Store, sent_there: tuple[int, int]) -> None:
    for kind in ("handover", "referral_thanks"):
        with pytest.raises(WorldError):
            store.read(lambda s, kind=kind: facts(s, sent_there[0], LetterDraft(sent_there[0], kind)))


def test_a_correction_knows_the_day_of_the_first_letter(store: Store, sent_there: tuple[int, int]) -> None:
    dispute = sent_there[0]
    made = draft(store, sent_there, "referral_thanks")
    store.write(lambda s: letters.finish(s, made.id, *composed(store, made), "printed"))
    second = store.write(lambda s: letters.correct(s, made.id)).result
    known = store.read(lambda s: facts(s, dispute, second))
    assert known.corrects_on == date.today() and second.provider_id == sent_there[1]
    assert missing(known, second.kind)[0].field == "correction"
    told = replace(second, facts={**second.facts, "correction": "the floor was laid in June, not in May"})
    letter = compose(store.read(lambda s: facts(s, dispute, told)), told.kind)
    assert letter.subject.startswith("Corrected: ") and letter.passages[0].key == "correction"
    assert leaks(letter.to_json()) == []
    assert store.read(lambda s: s.scalar(select(Client.name))) == OF_CLIENT["name"]
