"""What each kind of letter must hold and must never hold, over many sets of facts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_facts import HEAD, KINDS, OFFERS, PARTS, PROVIDERS, facts

from clientcare.letters import kinds
from clientcare.letters.compose import MissingFacts, compose, missing, short_message, ten_working_days, working_days
from clientcare.letters.facts import Facts, Letterhead, Offer, Recipient
from clientcare.letters.letter import Letter
from clientcare.letters.plain_text import plain_text

NEVER = (  # stock phrases, non-apologies, blame, threats, pressure, silence money, impatience
    "sorry if",
    "sorry you feel",
    "inconvenience",
    "mistakes were made",
    "the only one",
    "forgive",
    "as i already",
    "full and final",
    "policy",
    "you claim",
    "you failed",
    "you should have known",
    "obviously",
    "clearly",
    "in fact",
    "legal",
    "lawyer",
    "review removed",
    "valued customer",
    "do not hesitate",
    "reach out",
    "at your earliest",
    "we take all",
    "rest assured",
    "unfortunately",
    "last chance",
    " he ",
    " she ",
    " his ",
    " her ",
    "lifetime",
    "score",
)
CHANNELS = ("phone", "email", "message", "visit", "letter", "review", "")
FEELINGS = ("frustrated", "let_down", "worried", "embarrassed", "disappointed", "angry", "")


def whole(letter: Letter) -> str:
    return f"{letter.subject}\n{plain_text(letter)}"


def many() -> list[tuple[str, Facts]]:
    """Every kind and part, one to four offers or firms, ways of telling, feelings, with and without an owner's name."""
    business = replace(HEAD, owner_name="", phone="")
    sets = []
    for kind, part, n, (i, channel) in product(KINDS, PARTS, (1, 2, 3, 4), enumerate(CHANNELS)):
        changes = {
            "part": part,
            "channel": channel,
            "feeling": FEELINGS[(i + n) % len(FEELINGS)],
            "told_on": (date(2026, 11, 18), date(2026, 11, 20), date(2026, 10, 1), None)[n - 1],
            "about": "your hall floor" if n % 2 else "",
            "letterhead": business if i % 2 else HEAD,
            "offers": OFFERS[:n],
            "providers": PROVIDERS[: min(n, 3)],
            "agreed_where": ("quote", "spoken", "", "website")[n - 1],
            "reasons": "One reason!" if n == 1 else "the tile is the one agreed\n- the shade matches.\n\n",
            "repaid": Decimal(0) if n == 1 else Decimal("160"),
            "still_owed": Decimal(n - 1),
            "still_owed_by": date(2026, 12, 30),
            "changed": "" if n == 2 else "a photo with each quote",
            "our_part": "name the finish in the quote" if n == 3 else "We left that unclear…",
            "understood": "You asked: why gloss?" if n == 4 else "It's the gloss you did not expect.",
        }
        sets.append((kind, facts(**changes)))
    return sets


MANY = [(kind, compose(f, kind)) for kind, f in many()]


def test_no_letter_has_a_placeholder_or_broken_punctuation() -> None:
    for kind, letter in MANY:
        for text in (whole(letter), short_message(letter)):
            assert not re.search(r"[{}\[\]|]|None|Decimal", text), (kind, text)
            assert not re.search(r"  |\s[.,;:?!]|[.,;:?!…]{2}|\.\s*,|,\s*\.", text), (kind, text)
            assert not re.search(r"[.?!] [a-z]", text), (kind, text)


def test_nothing_that_must_never_be_said_is_said() -> None:
    for kind, letter in MANY:
        text = f" {whole(letter)} {short_message(letter)} ".lower()
        assert not [phrase for phrase in NEVER if phrase in text], kind


def test_one_person_writes_i_and_a_business_we() -> None:
    for kind, letter in MANY:
        says = set(re.findall(r"\b(?:I|me|my|My)\b", plain_text(letter).replace("is my cousin", "")))
        assert bool(says) == (letter.sender_name == "Ana Rivera"), (kind, says)


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_names_people_date_subject_and_a_dated_next_step(kind: str) -> None:
    letter = compose(facts(), kind)
    assert (letter.salutation, letter.sign_off, letter.sender_name) == ("Dear Dana,", "Kind regards,", "Ana Rivera")
    assert letter.reference == "D-2026-014"
    assert letter.next_step_on is not None
    assert letter.next_step_on > letter.written_on
    step = next(p.text for p in letter.passages if p.key in ("next_step", "choose"))
    assert re.search(r"(Mon|Tues|Wednes|Thurs|Fri)day, (November|December) \d+", step)
    assert "you lied" not in letter.to_json()


def test_passages_follow_the_kind() -> None:
    for kind in kinds.KINDS:
        assert [p.key for p in compose(facts(), kind.key).passages] == [part.key for part in kind.passages]
        assert kinds.kind(kind.key) is kind


def test_acknowledgement_says_received_who_and_when_and_promises_nothing() -> None:
    text = whole(compose(facts(part="mostly"), "acknowledgement"))
    assert "when we spoke on Wednesday" in text
    assert "I am looking after this myself" in text
    assert "You will hear from me by Thursday, November 26." in text
    assert not re.search(r"fault|our part|put it right|refund|quote named", text)


def test_acknowledgement_needs_no_more_than_client_one_line_and_a_day() -> None:
    bare = Facts(Letterhead("Rivera"), Recipient("Dana"), "D-1", "Hall tiles", date(2026, 11, 20), answer_by=date(2026, 11, 24))
    letter = compose(bare, "acknowledgement")
    assert letter.subject == "Hall tiles: thank you for telling us"
    assert "As of today, November 20, 2026, we have it in hand" in letter.passages[0].text


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_compromise_holds_whole_options_how_until_when_and_what_else(n: int) -> None:
    letter = compose(facts(offers=OFFERS[:n]), "compromise")
    assert (
        letter.owed
        == (
            "You would then owe $90, by December 18.",
            "$160 goes back to you by December 11. Nothing more is owed.",
            "Nothing more is owed.",
            "$820.50 goes back to you by January 8, 2027. Nothing more is owed.",
        )[:n]
    )
    choose = letter.passages[3].text
    assert "open until Friday, December 4" in choose
    assert "after that day I will get in touch" in choose
    assert "by phone, e-mail or the reply slip" in choose
    assert "look for another way" in choose
    assert letter.reply_slip
    assert letter.open_until == date(2026, 12, 4)
    assert (("how we can", "two ways", "three ways", "four ways")[n - 1]) in letter.subject


@pytest.mark.parametrize(
    "bad",
    [
        Offer("Free sealing", owed_from="them", owed=Decimal(90)),
        Offer("Free sealing", owed_from="us", owed_by=date(2026, 12, 1)),
        Offer("Free sealing", owed_from="nobody", owed=Decimal(5)),
        Offer("Free sealing", owed_from="", owed=Decimal(5), owed_by=date(2026, 12, 1)),
        Offer("Free sealing", owed_from="them", owed=Decimal(-5), owed_by=date(2026, 12, 1)),
        Offer("Free sealing", owed_from="them", owed=Decimal(5), owed_by=date(2026, 11, 1)),
    ],
)
def test_an_offer_that_does_not_say_what_is_then_owed_is_refused(bad: Offer) -> None:
    with pytest.raises(MissingFacts) as refused:
        compose(facts(offers=(OFFERS[0], bad)), "compromise")
    assert refused.value.field == "offers"
    assert refused.value.said.values["title"] == "Free sealing"


def test_our_part_none_invents_no_fault_and_the_others_own_it() -> None:
    said = {part: compose(facts(part=part), "compromise").passages[1].text for part in PARTS}
    assert not re.search(r"fault|our part|quote", said["none"])
    assert "sorry" in said["none"]
    assert "I am sorry for our part in this. Our quote named the tile only by its product code." in said["some"]
    assert said["mostly"].startswith("I can see how disappointing this has been. The fault here is ours, and I am sorry.")
    assert said["mostly"].endswith("Every quote now carries a photo of the finish.")


def test_courteous_no_restates_answers_early_gives_reasons_and_what_can_be_done() -> None:
    letter = compose(facts(), "courteous_no")
    text = whole(letter)
    order = (
        "You asked to have the hall laid again",
        "say no to that",
        "went back to our quote",
        "• The shade",
        "Here is what I can do: we seal",
    )
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "I will look at it again" in text


@pytest.mark.parametrize(
    ("request_text", "said"),
    [
        ("You asked us to redo it.", "You asked us to redo it."),
        ("Redo the floor", "This is what you asked for: Redo the floor."),
        ("$640", "You asked for $640."),
        ("a full refund", "You asked for a full refund."),
        ("To redo it!", "You asked to redo it!"),
        ("", "You asked for $640."),
    ],
)
def test_the_request_is_restated_whatever_its_form(request_text: str, said: str) -> None:
    assert said in compose(facts(request=request_text), "courteous_no").passages[0].text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("As I understood you, you expected matt grey.", "As I understood you, you expected matt grey."),
        ("“as we understand it …” You expected matt", "As I understood you, you expected matt."),
        ("that you were promised a call", "I understood you to say that you were promised a call."),
        ("Dana's mother chose matt,", "This is how I understood you: Dana's mother chose matt."),
        ("You waited. Nobody came.", "As I understood you, you waited. Nobody came."),
    ],
)
def test_what_was_understood_reads_well_however_it_is_typed(typed: str, said: str) -> None:
    assert said in compose(facts(understood=typed), "compromise").passages[0].text
    assert said in compose(facts(understood=typed), "acknowledgement").passages[0].text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("unclear quote, no photo", "Looking back, this is what I take to heart: unclear quote, no photo."),
        ("Our brochure", "Looking back, this is what I take to heart: our brochure."),
        ("Forgot to call back", "I am sorry for our part in this. I forgot to call back."),
        ("- should have called\n- late", "I should have called. Late."),
        ("A photo was missing from the quote.", "in this. A photo was missing from the quote."),
        ("we were late", "in this. We were late."),
    ],
)
def test_our_part_reads_as_owned_however_short_it_is_typed(typed: str, said: str) -> None:
    assert compose(facts(our_part=typed, changed=""), "compromise").passages[1].text.endswith(said)


def test_an_answer_that_says_nothing_is_asked_again() -> None:
    hollow = facts(our_part="Nothing really.", can_do="none")
    assert [q.field for q in missing(hollow, "courteous_no")] == ["our_part", "can_do"]
    assert [q.field for q in missing(facts(reasons=" - \n…"), "courteous_no")] == ["reasons"]
    idle = compose(facts(work_in_hand="None"), "farewell")
    assert idle.passages[1].text == "There is no work in hand."
    assert "There is no work in hand." in idle.short


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"acknowledgement"}))
def test_the_title_of_the_owners_own_lists_stays_theirs(kind: str) -> None:
    letter = compose(facts(topic="Dana furious again!!", about=""), kind)
    assert "furious" not in letter.to_json()
    assert kind == "farewell" or letter.subject.startswith("Our call of November 18: ")
    assert "furious" not in compose(facts(topic="Dana furious", about="about Your hall floor."), kind).to_json()


def test_a_subject_without_a_topic_names_what_it_answers() -> None:
    told = {channel: compose(facts(channel=channel), "goodwill").subject for channel in CHANNELS}
    assert told["letter"] == "Your letter of November 18: we will put it right"
    assert told[""] == "What you told me: we will put it right"


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"compromise"}))
def test_the_day_the_owner_names_is_the_day_the_letter_names(kind: str) -> None:
    letter = compose(facts(answer_by=date(2026, 11, 30)), kind)
    assert letter.next_step_on == date(2026, 11, 30)
    assert "by Monday, November 30" in plain_text(letter)


def test_a_farewell_on_its_last_day_is_settled_after_it() -> None:
    letter = compose(facts(last_day=date(2026, 11, 20), answer_by=None), "farewell")
    assert letter.next_step_on == date(2026, 11, 23)


@pytest.mark.parametrize("greeting", ["Dear Mrs. Okafor,", "Mrs. Okafor", "hello Mrs. Okafor"])
def test_nobody_is_greeted_twice(greeting: str) -> None:
    assert compose(facts(recipient=Recipient("Dana", greeting=greeting)), "farewell").salutation == "Dear Mrs. Okafor,"


def test_a_phrase_inside_a_sentence_brings_no_stop_of_its_own() -> None:
    firms = (replace(PROVIDERS[0], tie="we share a yard!"),)
    letter = compose(facts(need="You need tiles over heating!", about="your floor…", providers=firms), "referral")
    assert "What you need is tiles over heating, and that is not something we offer." in whole(letter)
    assert "To be open with you: we share a yard." in whole(letter)
    assert letter.subject == "Your floor: someone who may suit you better"
    short = compose(facts(give="we lay it again!"), "goodwill").short
    assert "We lay it again, by December 8." in short


def test_referral_is_fit_not_fault_with_contacts_ties_and_nothing_passed_on() -> None:
    text = whole(compose(facts(part="none"), "referral"))
    assert "a question of fit and nobody's fault" in text
    assert "To be open with you: Jo Slate is my cousin." in text
    assert all(contact in text for contact in ("(413) 555-0199", "(413) 555-0133", "info@holm.example"))
    assert "I have passed nothing about you to anyone." in text
    assert "As for the work in hand: the bathroom will be finished" in text
    assert "$160 goes back to you by December 4." in text


def test_goodwill_gives_plainly_gladly_and_says_what_is_then_owed() -> None:
    letter = compose(facts(part="none", still_owed=Decimal(0), answer_by=None), "goodwill")
    assert letter.passages[1].text == (
        "The answer is yes, and it is a pleasure to say so. We lay the hall again in matt grey. It will be done by December 8."
    )
    assert "Nothing more is owed on either side." in whole(letter)
    assert letter.next_step_on == date(2026, 12, 10)
    assert "favour" not in whole(compose(facts(part="mostly"), "goodwill"))


def test_farewell_names_day_work_money_papers_thanks_and_not_the_dispute() -> None:
    text = whole(compose(facts(), "farewell"))
    assert "will end on Friday, December 18" in text
    assert "the notice in our agreement: four weeks" in text
    assert "copies of any papers" in text
    assert "wish you well" in text
    assert not re.search(r"(?i)tiles|gloss|brochure|quote|matt", text)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_missing_is_asked_and_once_answered_never_again(kind: str) -> None:
    bare = Facts(HEAD, Recipient("Dana"), "D-1", "Tiles", date(2026, 11, 20), part="mostly")
    answers = facts(still_owed=Decimal(0))
    for _ in range(12):
        questions = missing(bare, kind)
        if not questions:
            break
        with pytest.raises(MissingFacts) as refused:
            compose(bare, kind)
        assert refused.value.questions == questions
        assert refused.value.said == questions[0].ask
        bare = replace(bare, **{questions[0].field: getattr(answers, questions[0].field)})
    assert compose(bare, kind).kind == kind


@pytest.mark.parametrize(
    ("kind", "field"), [("acknowledgement", "answer_by"), ("farewell", "last_day"), ("goodwill", "give_by")]
)
def test_a_day_that_has_passed_is_asked_again(kind: str, field: str) -> None:
    assert [q.field for q in missing(facts(**{field: date(2026, 11, 19)}), kind)] == [field]
    assert not missing(facts(**{field: date(2026, 11, 20)}), kind)


def test_a_letter_needs_somebody_to_write_it_and_somebody_to_read_it() -> None:
    asked = missing(facts(letterhead=Letterhead(" "), recipient=Recipient(""), topic=" "), "acknowledgement")
    assert [q.field for q in asked] == ["letterhead", "recipient", "topic"]


def test_the_owners_wording_stands_as_typed_and_empty_leaves_the_passage_out() -> None:
    letter = compose(facts(), "compromise", {"close": "Yours  {n} <b>&\r\nstill", "offers": " "}, "My {subject}")
    assert letter.subject == "My {subject}"
    assert letter.passages[-1].text == "Yours  {n} <b>&\nstill"
    assert [p.own for p in letter.passages] == [False, False, True, False, True]
    assert letter.passages[2].text == ""
    assert "A. We lay the hall again" in plain_text(letter)


def test_short_messages_fit_and_name_every_option_with_what_is_owed() -> None:
    for kind, letter in MANY:
        short = short_message(letter)
        assert 80 < len(short) <= 600, kind
        assert short[-1] in ".!?"
    four = short_message(compose(facts(offers=OFFERS), "compromise"))
    assert all(
        owed in four
        for owed in (
            "you would then owe $90, by",
            "$160 back to you by",
            "$820.50 back to you by",
            "January; nothing more owed",
        )
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_short_message_never_cuts_a_word(kind: str) -> None:
    long = "extraordinarily " * 40
    offers = tuple(replace(offer, title=long) for offer in OFFERS)
    crowded = facts(about=long, recipient=Recipient(long), offers=offers, need=long, give=long, work_in_hand=long, can_do=long)
    short = short_message(compose(crowded, kind))
    assert len(short) <= 600
    assert set(re.findall(r"extra\w*", short)) <= {"extraordinarily"}
    giant = facts(about="x" * 900, recipient=Recipient("y" * 900), letterhead=replace(HEAD, name="z" * 900), need="n" * 900)
    assert len(short_message(compose(giant, kind))) <= 600
    assert not re.search(r"([a-z])\1{5}", short_message(compose(giant, kind)))
    assert short_message(compose(giant, kind)).startswith("Hello, this is ")


def test_money_and_days_read_by_the_letters_locale() -> None:
    british = compose(facts(letterhead=replace(HEAD, locale="en_GB", currency="GBP")), "compromise")
    assert british.owed[0] == "You would then owe £90, by 18 December."
    assert "until Friday, 4 December" in british.passages[3].text
    dinars = facts(letterhead=replace(HEAD, currency="KWD"), offers=(replace(OFFERS[0], owed=Decimal("90.125")),))
    assert compose(dinars, "compromise").owed[0].startswith("You would then owe KWD\xa090.125,")
    assert compose(facts(letterhead=replace(HEAD, locale="de_DE", currency="EUR")), "compromise").locale == "en_DE"
    assert compose(facts(letterhead=replace(HEAD, locale="nonsense")), "compromise").locale == "en_US"


def test_working_days_pass_over_weekends() -> None:
    assert ten_working_days(date(2026, 11, 20)) == date(2026, 12, 4)
    assert [working_days(date(2026, 11, day), 1).day for day in (19, 20, 21, 22)] == [20, 23, 23, 23]


@pytest.mark.parametrize(
    ("way", "kind"), [("hold", "courteous_no"), ("settle_part", "compromise"), ("part", "farewell"), ("?", "acknowledgement")]
)
def test_the_letter_follows_from_the_way_out(way: str, kind: str) -> None:
    assert kinds.letter_kind_for(way) == kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_comes_back_from_storage_equal(kind: str) -> None:
    letter = compose(facts(enclosures=("Copy of the quote",)), kind)
    assert Letter.from_json(letter.to_json()) == letter
    assert Letter.from_json(letter.to_json().replace('"kind"', '"later": 1, "kind"', 1)) == letter


TYPED = st.text(max_size=60)


@given(kind=st.sampled_from(KINDS), typed=TYPED, other=TYPED, part=st.sampled_from(PARTS))
def test_whatever_is_typed_the_letter_is_written_or_asks(kind: str, typed: str, other: str, part: str) -> None:
    crowded = facts(
        understood=typed, our_part=other, reasons=typed, can_do=other, need=typed, give=other, agreed=typed, part=part
    )
    try:
        letter = compose(
            replace(crowded, about=other, work_in_hand=typed, recipient=Recipient(f"D {typed}")), kind, {"close": other}
        )
    except MissingFacts as refused:
        assert refused.questions
        return
    assert Letter.from_json(letter.to_json()) == letter
    assert len(short_message(letter)) <= 600
