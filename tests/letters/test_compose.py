"""How a letter is made of its facts: what is asked for, how typed words fit in, what the owner changes, what is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_facts import HEAD, KINDS, OFFERING, OFFERS, PARTS, PROVIDERS, TO_CLIENT, TO_FIRM, facts, facts_for

from clientcare.letters import kinds
from clientcare.letters.communication import STYLES
from clientcare.letters.compose import MissingFacts, compose, missing, short_message
from clientcare.letters.dates import ten_working_days, working_days
from clientcare.letters.facts import Facts, Letterhead, Offer, Recipient
from clientcare.letters.letter import Letter
from clientcare.letters.plain_text import plain_text

NO_PART = {*TO_FIRM, "acknowledgement", "holding", "payment_request", "reminder", "thank_you"}  # nothing of whose part it is
CHANNELS = ("phone", "email", "message", "visit", "letter", "review", "")


def whole(letter: Letter) -> str:
    return f"{letter.subject}\n{plain_text(letter)}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_names_people_date_subject_and_a_dated_next_step(kind: str) -> None:
    letter = compose(facts_for(kind), kind)
    assert (letter.salutation, letter.sign_off, letter.sender_name) == ("Dear Dana,", "Kind regards,", "Ana Rivera")
    assert letter.reference == "D-2026-014"
    assert letter.next_step_on is not None
    assert letter.next_step_on > letter.written_on
    step = next(p.text for p in letter.passages if p.key in ("next_step", "choose"))
    assert re.search(r"(Mon|Tues|Wednes|Thurs|Fri)day, (November|December) \d+", step)
    assert "you lied" not in letter.to_json()


def test_passages_follow_the_kind() -> None:
    for kind in kinds.KINDS:
        assert [p.key for p in compose(facts_for(kind.key), kind.key).passages] == [part.key for part in kind.passages]
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
    assert not re.search(r"fault|(?:my|our) part|quote", said["none"])
    assert "sorry" in said["none"]
    assert "I am sorry for my part in this. Our quote named the tile only by its product code." in said["some"]
    assert said["mostly"].startswith("I can see how disappointing this has been. The fault here is mine, and I am sorry.")
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
        ("Redo the floor", "This is what you asked for: redo the floor."),
        ("- half the money back\n- a new door", "This is what you asked for: half the money back; a new door."),
        ("Why should I pay for that?", "You asked this: “Why should I pay for that?”"),
        ("she wants her money back", "You asked for your money back."),
        ("Her £115 back", "You asked for your £115 back."),
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
        ("unclear quote, no photo", "On my side it comes down to this: unclear quote, no photo."),
        ("Our brochure", "On my side it comes down to this: our brochure."),
        ("Forgot to call back", "I am sorry for my part in this. I forgot to call back."),
        ("- should have called\n- late", "I should have called. Late."),
        ("A photo was missing from the quote.", "in this. A photo was missing from the quote."),
        ("we were late", "in this. We were late."),
        ("I’m sorry we were late.", "in this. We were late."),
        ("Sorry for the delay", "comes down to this: the delay."),
        ("since October we take no rush jobs", "in this. Since October we take no rush jobs."),
        ("wrong tile was ordered", "in this. Wrong tile was ordered."),
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
    letter = compose(facts_for(kind, topic="Dana furious again!!", about=""), kind)
    assert "furious" not in letter.to_json()
    assert kind not in TO_CLIENT or kind == "farewell" or letter.subject.startswith("Our call of November 18: ")
    assert "furious" not in compose(facts_for(kind, topic="Dana furious", about="about Your hall floor."), kind).to_json()


def test_a_subject_without_a_topic_names_what_it_answers() -> None:
    told = {channel: compose(facts(channel=channel), "goodwill").subject for channel in CHANNELS}
    assert told["letter"] == "Your letter of November 18: I will put it right"
    assert told[""] == "What you told me: I will put it right"


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(OFFERING)))
def test_the_day_the_owner_names_is_the_day_the_letter_names(kind: str) -> None:
    letter = compose(facts_for(kind, answer_by=date(2026, 11, 30)), kind)
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
    assert "What you need is tiles over heating, and that is not something I offer." in whole(letter)
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
    assert "The bathroom will be finished" in text
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
    bare = Facts(HEAD, Recipient("Dana"), "D-1", "Tiles", date(2026, 11, 20), part="")
    answers = facts_for(kind, part="mostly") if kind == "payment_request" else facts(part="mostly", still_owed=Decimal(0))
    for _ in range(16):
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
    ("kind", "field"),
    [
        ("acknowledgement", "answer_by"),
        ("farewell", "last_day"),
        ("goodwill", "give_by"),
        ("holding", "answer_by"),
        ("apology", "repaid_by"),
        ("alternative", "instead_from"),
        ("reminder", "open_until"),
    ],
)
def test_a_day_that_has_passed_is_asked_again(kind: str, field: str) -> None:
    assert [q.field for q in missing(facts(**{field: date(2026, 11, 19)}), kind)] == [field]
    assert not missing(facts(**{field: date(2026, 11, 20)}), kind)


@pytest.mark.parametrize(
    ("kind", "field"), [("reminder", "earlier_on"), ("thank_you", "done_on"), ("final_response", "earlier_on")]
)
def test_a_day_that_is_still_to_come_is_no_day_in_the_past(kind: str, field: str) -> None:
    assert [q.field for q in missing(facts(**{field: date(2026, 11, 21)}), kind)] == [field]
    assert not missing(facts(**{field: date(2026, 11, 20)}), kind)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("explanation", "example"),
        ("payment_request", "plan"),
        ("thank_you", "changed"),
        ("final_response", "can_do"),
        ("final_response", "routes"),
    ],
)
def test_what_may_be_skipped_is_asked_once_and_then_says_nothing(kind: str, field: str) -> None:
    asked = missing(facts_for(kind, **{field: ""}), kind)
    assert [(q.field, q.may_skip) for q in asked] == [(field, True)]
    spoken = compose(facts_for(kind, **{field: "We lend you two heaters meanwhile."}), kind)
    assert "two heaters" in plain_text(spoken)
    for skip in ("-", "None."):
        skipped = compose(facts_for(kind, **{field: skip}), kind)
        assert len(plain_text(skipped)) < len(plain_text(spoken))
        assert not re.search(r"heaters|-\B|None|: *\.|:\n\n", whole(skipped) + skipped.short)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - NO_PART))
def test_whose_part_it_is_is_asked_before_a_letter_that_speaks_of_it(kind: str) -> None:
    assert [q.field for q in missing(facts(part=""), kind)] == ["part"]


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


def test_a_short_message_names_every_option_with_what_is_then_owed() -> None:
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
    crowded = facts_for(
        kind, harm=long, cause=long, standing=long, delay=long, explained=long, example=long, instead=long, owed_for=long,
        how_to_pay=long, plan=long, open_point=long, gladly=long, reach_us=long, rhythm=long, otherwise=long, settled=long,
        our_part=long, changed=long, reasons=long, about=long, recipient=Recipient(long),
        offers=offers, need=long, give=long, work_in_hand=long, can_do=long,
    )  # fmt: skip
    short = short_message(compose(crowded, kind))
    assert len(short) <= 600
    assert set(re.findall(r"extra\w*", short)) <= {"extraordinarily"}
    head = replace(HEAD, name="z" * 900)
    giant = facts_for(kind, about="x" * 900, recipient=Recipient("y" * 900), letterhead=head, need="n" * 900)
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
    assert working_days(date(9999, 12, 30), 5) == date.max  # a slip of the year ends no program


@pytest.mark.parametrize(
    ("way", "kind"), [("hold", "courteous_no"), ("settle_part", "compromise"), ("part", "farewell"), ("?", "acknowledgement")]
)
def test_the_letter_follows_from_the_way_out(way: str, kind: str) -> None:
    assert kinds.letter_kind_for(way) == kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_comes_back_from_storage_equal(kind: str) -> None:
    letter = compose(facts_for(kind, enclosures=("Copy of the quote",)), kind)
    assert Letter.from_json(letter.to_json()) == letter
    assert Letter.from_json(letter.to_json().replace('"kind"', '"later": 1, "kind"', 1)) == letter


TYPED = st.text(max_size=60)


@given(kind=st.sampled_from(KINDS), typed=TYPED, other=TYPED, part=st.sampled_from(PARTS), style=st.sampled_from(("", *STYLES)))
def test_whatever_is_typed_the_letter_is_written_or_asks(kind: str, typed: str, other: str, part: str, style: str) -> None:
    crowded = facts_for(
        kind, understood=typed, our_part=other, reasons=typed, can_do=other, need=typed, give=other, agreed=typed, part=part,
        standing=typed, delay=other, harm=typed, cause=other, explained=typed, example=other, instead=typed, owed_for=other,
        how_to_pay=typed, plan=other, open_point=typed, gladly=other, reach_us=typed, rhythm=other, otherwise=typed,
        settled=other, changed=typed, routes=other, style=style,
    )  # fmt: skip
    try:
        letter = compose(
            replace(crowded, about=other, work_in_hand=typed, recipient=Recipient(f"D {typed}")), kind, {"close": other}
        )
    except MissingFacts as refused:
        assert refused.questions
        return
    assert Letter.from_json(letter.to_json()) == letter
    assert len(short_message(letter)) <= 600


def test_offers_start_with_a_capital_and_their_details_end_with_a_stop() -> None:
    typed = Offer("a quarter back and a cake.", "- just tell us the day\nany colour", "us", Decimal(90), date(2026, 12, 1))
    letter = compose(facts(offers=(typed,)), "compromise")
    assert "A quarter back and a cake.\nJust tell us the day.\nAny colour.\n$90 goes back" in whole(letter)
    assert "A quarter back and a cake; $90 back" in letter.short


def test_a_thing_starts_small_inside_a_sentence_and_a_name_keeps_its_capital() -> None:
    letter = compose(facts(about="Hedge along the drive", topic="dead hedge"), "compromise")
    assert "about hedge along the drive" in whole(letter) and letter.subject.startswith("Hedge along the drive:")
    assert "about Biscuit's clip" in whole(compose(facts(about="Biscuit's clip", topic="clip too short"), "compromise"))
