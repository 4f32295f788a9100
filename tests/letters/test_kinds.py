"""What each kind of letter must hold and must never hold, for every style, part and language over many sets of facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from letter_facts import KINDS, OFFERING, PARTS
from letter_sets import LANGUAGES, Written, many, usual

from clientcare.letters import formats, kinds
from clientcare.letters.communication import STYLES
from clientcare.letters.compose import compose
from clientcare.letters.facts import Facts
from clientcare.letters.phrases import lines
from clientcare.letters.plain_text import plain_text

NEVER = (  # stock phrases, non-apologies, blame, threats, pressure, silence money, impatience
    "sorry if", "sorry you feel", "sorry, but", "sorry but", "inconvenience", "mistakes were made", "the only one", "forgive",
    "as i already", "as i said", "once again", "yet again", "full and final", "policy", "policies", "you claim", "you failed",
    "you should have known", "obviously", "clearly", "in fact", "legal", "lawyer", "court", "collection", "review removed",
    "valued customer", "do not hesitate", "reach out", "at your earliest", "we take all", "rest assured", "unfortunately",
    "finds you well", "last chance", "final notice", "immediately", "failure to", "overdue", "goodwill gesture", "lifetime",
    "score", "special offer", "discount", "you always", "you never", "excessive", "too many", "odr",
)  # fmt: skip
HOLDS: dict[str, tuple[str, ...]] = {  # typed words and named days and sums that are in the letter, by field
    "acknowledgement": ("answer_by",),
    "holding": ("standing", "delay", "answer_by"),
    "apology": ("harm", "give", "give_by", "repaid", "repaid_by"),
    "compromise": ("understood", "open_until"),
    "goodwill": ("give", "give_by", "repaid", "repaid_by"),
    "courteous_no": ("understood", "request", "reasons", "can_do", "agreed"),
    "referral": ("need", "work_in_hand", "repaid", "repaid_by"),
    "explanation": ("understood", "agreed", "explained", "example"),
    "alternative": ("need", "instead", "price", "instead_from"),
    "payment_request": ("still_owed", "still_owed_by", "owed_for", "how_to_pay", "plan", "open_point"),
    "boundary": ("gladly", "reach_us", "rhythm", "otherwise"),
    "farewell": ("last_day", "work_in_hand", "repaid", "repaid_by", "notice"),
    "reminder": ("earlier_on", "open_until"),
    "thank_you": ("settled", "done_on", "changed"),
    "final_response": ("understood", "request", "earlier_on", "reasons", "can_do"),
    "handover": ("need", "agreed", "tie", "done_so_far"),
    "referral_thanks": ("outcome",),
}
IF_OURS: dict[str, tuple[str, ...]] = {  # the same where part of it is ours, and never where none is
    "apology": ("our_part", "cause", "changed"),
    **dict.fromkeys(("compromise", "goodwill"), ("our_part", "changed")),
    **dict.fromkeys(("courteous_no", "referral", "explanation", "alternative", "boundary", "final_response"), ("our_part",)),
}
NOT_HERE: dict[str, tuple[str, ...]] = {  # facts that are there and belong to other kinds
    "acknowledgement": ("our_part", "changed", "agreed", "reasons", "can_do", "give", "request", "asked", "repaid"),
    "holding": ("our_part", "agreed", "reasons", "can_do", "give", "request", "asked", "repaid"),
    "apology": ("reasons", "agreed", "asked", "request"),
    "compromise": ("reasons", "asked", "harm", "request"),
    "goodwill": ("reasons", "agreed", "asked"),
    "courteous_no": ("give", "repaid"),
    "referral": ("reasons", "agreed", "asked", "give"),
    "explanation": ("reasons", "asked", "repaid"),
    "alternative": ("reasons", "agreed", "asked", "repaid"),
    "payment_request": ("asked", "repaid", "reasons", "our_part", "changed"),
    "boundary": ("understood", "agreed", "reasons", "asked", "request", "changed"),
    "farewell": ("understood", "agreed", "reasons", "asked", "request", "our_part", "changed"),
    "reminder": ("understood", "agreed", "reasons", "asked", "request", "our_part"),
    "thank_you": ("understood", "agreed", "reasons", "asked", "request", "our_part", "give", "price", "instead"),
    "final_response": ("give", "repaid", "price"),
    **dict.fromkeys(
        ("handover", "referral_thanks"),
        ("understood", "reasons", "asked", "request", "our_part", "changed", "give", "repaid", "can_do", "harm", "about"),
    ),
}
every_language = pytest.mark.parametrize("language", LANGUAGES)
every_kind = pytest.mark.parametrize("kind", KINDS)


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold()


def _said(facts: Facts, field: str, locale: str) -> Iterator[str]:
    """What of this field should be found in a letter: its lines without their stops, or the day or sum as it is printed."""
    value = getattr(facts, field)
    if isinstance(value, Decimal):
        yield formats.money(value, facts.letterhead.currency, locale)
    elif isinstance(value, date):
        yield formats.near_day(value, facts.written_on, locale)
    else:
        yield from (_bare(line.rstrip(" .!…")) for line in lines(value))


def _lacking(written: Written, fields: tuple[str, ...]) -> list[str]:
    text = _bare(written.text)
    said = [part for field in fields for part in _said(written.facts, field, written.letter.locale)]
    return [part for part in said if _bare(part) not in text]


def _there(written: Written, fields: tuple[str, ...]) -> list[str]:
    said = [part for field in fields for part in _said(written.facts, field, written.letter.locale)]
    return [part for part in said if _bare(part) in _bare(written.both)]


def _written(language: str, kind: str, **changes: object) -> Written:
    facts = usual(language, kind, **changes)
    return Written(kind, facts, compose(facts, kind))


def test_every_language_has_every_kind() -> None:
    assert LANGUAGES == ("en", "es")
    assert set(HOLDS) == set(NOT_HERE) == {kind.key for kind in kinds.KINDS}


@every_language
@every_kind
def test_a_letter_holds_what_its_kind_must_and_nothing_of_another(language: str, kind: str) -> None:
    for style, part in product(("", *STYLES), PARTS):
        written = _written(language, kind, style=style, part=part, about=usual(language, kind).about or "your hall floor")
        ours = IF_OURS.get(kind, ())
        assert _lacking(written, (*HOLDS[kind], *(ours if part != "none" else ()))) == [], (style, part)
        assert _there(written, (*NOT_HERE[kind], *(ours if part == "none" else ()))) == [], (style, part)
        assert _there(written, ("their_words", "topic")) == [], (style, part)


@every_language
def test_no_letter_has_a_placeholder_or_broken_punctuation(language: str) -> None:
    for one in many(language):
        for text in (one.text, one.letter.short):
            assert not re.search(r"[{}\[\]|]|None|Decimal", text), (one.kind, text)
            assert not re.search(r"  |\s[.,;:?!]|[.,;:?!]{2}|…[.,:?!…]|\.\s*,|,\s*\.", text), (one.kind, text)
            assert not re.search(r"[.?!] [a-zñáéíóú]", text), (one.kind, text)
            assert not re.search(r"(?i)(?<!\w)(\w+) \1(?!\w)", text), (one.kind, text)  # a word said twice


@every_language
def test_every_letter_has_a_next_step_with_a_day(language: str) -> None:
    for one in many(language):
        day = one.letter.next_step_on
        assert day is not None and day > one.letter.written_on
        named = formats.named_day(day, one.letter.written_on, one.letter.locale)
        step = next(p.text for p in one.letter.passages if p.key in ("next_step", "choose"))
        assert named in step, (one.kind, step)
        assert named in one.letter.short, (one.kind, one.letter.short)


@every_language
def test_every_passage_but_the_optional_ones_says_something(language: str) -> None:
    optional = {"money", "changed", "cause", "fix", "plan", "example", "can_do", "routes", "our_part"}
    optional |= {"so_far"}
    for one in many(language):
        assert not [p.key for p in one.letter.passages if not p.text and p.key not in optional], one.kind


@every_language
def test_every_option_says_what_is_then_owed_in_the_letter_and_in_short(language: str) -> None:
    offering = [one for one in many(language) if one.kind in OFFERING]
    assert {len(one.letter.offers) for one in offering} == {1, 2, 3, 4}
    for one in offering:
        assert len(one.letter.owed) == len(one.facts.offers)
        text = _bare(one.text)
        for offer, owed in zip(one.facts.offers, one.letter.owed, strict=True):
            place = text.index(_bare(offer.title))
            assert _bare(owed) in text[place : place + 300]
            money = formats.money(offer.owed, one.facts.letterhead.currency, one.letter.locale) if offer.owed else ""
            assert money in owed and money in one.letter.short
            assert _bare(offer.title)[:20] in _bare(one.letter.short)


@every_language
def test_every_short_message_fits_and_ends_well(language: str) -> None:
    for one in many(language):
        assert 80 < len(one.letter.short) <= 600, one.kind
        assert one.letter.short[-1] in ".!?"
        assert "…" not in one.letter.short.replace("unclear…", "") or one.kind in OFFERING  # four long titles are cut
        assert one.letter.recipient.greeting in one.letter.short


SHORT_HOLDS: dict[str, tuple[str, ...]] = {
    "holding": ("standing", "delay"),
    "apology": ("our_part", "harm", "give", "give_by", "repaid", "repaid_by", "changed"),
    "goodwill": ("give", "give_by", "repaid", "repaid_by"),
    "courteous_no": ("can_do",),
    "referral": ("need", "repaid", "repaid_by"),
    "explanation": ("explained",),
    "alternative": ("instead", "price", "instead_from"),
    "payment_request": ("still_owed", "still_owed_by", "owed_for", "how_to_pay", "plan", "open_point"),
    "boundary": ("gladly", "reach_us", "rhythm", "otherwise"),
    "farewell": ("last_day", "repaid", "repaid_by"),
    "thank_you": ("settled", "done_on", "changed"),
    "final_response": ("earlier_on", "can_do"),
    "handover": ("need", "tie"),
    "referral_thanks": ("outcome",),
}


@every_language
@pytest.mark.parametrize("kind", sorted(SHORT_HOLDS))
def test_the_short_message_holds_the_whole_of_what_matters(language: str, kind: str) -> None:
    one = _written(language, kind)
    short = _bare(one.letter.short)
    said = [part for field in SHORT_HOLDS[kind] for part in _said(one.facts, field, one.letter.locale)]
    assert [part for part in said if _bare(part) not in short] == []


@every_language
@every_kind
def test_style_and_part_change_the_words_where_they_matter(language: str, kind: str) -> None:
    styles = {style: plain_text(_written(language, kind, style=style).letter) for style in ("", *STYLES)}
    assert len(set(styles.values())) >= (5 if language == "en" else 3), kind
    assert len(styles["direct"]) == min(map(len, styles.values()))
    parts = {plain_text(_written(language, kind, part=part).letter) for part in PARTS}
    assert len(parts) >= (2 if kind in IF_OURS else 1)


def test_nothing_that_must_never_be_said_is_said() -> None:
    for one in many("en"):
        text = f" {one.both} ".lower()
        assert not [phrase for phrase in NEVER if phrase in text], one.kind
        assert not re.search(r"\b(?:he|she|his|him|her|hers)\b", text), (one.kind, text)


def test_one_person_writes_i_and_a_business_we() -> None:
    for one in many("en"):
        said = re.findall(r"\b(?:I|me|my|My)\b", plain_text(one.letter).replace("is my cousin", ""))
        assert bool(said) == (one.letter.sender_name == "Ana Rivera"), (one.kind, said)


@pytest.mark.parametrize("style", ["", *STYLES])
def test_an_apology_owns_what_is_ours_and_invents_nothing(style: str) -> None:
    owned_by = {"some": "That part is my fault", "mostly": "That is my fault"}
    for part, owned in owned_by.items():
        letter = compose(usual("en", "apology", part=part, style=style), "apology")
        sorry = letter.passages[1].text
        assert sorry.startswith("Our quote named the tile only by its product code.")
        assert sorry.index(owned) < sorry.index("You had guests coming")  # owned before it is said what it meant
        assert re.search(r"I am (?:truly )?sorry", sorry)
        assert owned in letter.short and "I am sorry" in letter.short
    none = _written("en", "apology", part="none", style=style)
    assert "I am sorry that you had to go through it." in none.text
    assert not re.search(r"(?i)\bfault|(?:my|our) part|put(?:s)? it right|wrong|apolog|excuse", none.both)


def test_an_apology_without_a_fault_needs_no_more_than_what_it_meant_for_them() -> None:
    bare = dict.fromkeys(("our_part", "cause", "give", "changed"), "")
    letter = compose(usual("en", "apology", part="none", repaid=None, give_by=None, **bare), "apology")
    assert [p.key for p in letter.passages if p.text] == ["understood", "sorry", "next_step", "close"]
    assert "to hear how you are" in letter.passages[6].text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nobody checked the order", "It happened because nobody checked the order."),
        ("Because we mixed up two boxes.", "It happened because we mixed up two boxes."),
        ("the order form has no line for it", "It happened because the order form has no line for it."),
        ("a mix-up at the maker", "how it came about: a mix-up at the maker."),
        ("Dana's sheet was filed twice.", "It happened because Dana's sheet was filed twice."),
    ],
)
def test_the_reason_reads_well_however_it_is_typed(typed: str, said: str) -> None:
    assert said in compose(usual("en", "apology", cause=typed), "apology").passages[2].text


def test_an_apology_asks_nothing_of_the_reader_and_names_the_day_it_is_put_right() -> None:
    text = _written("en", "apology", answer_by=None).text
    assert "It will be done by December 8. $160 goes back to you by December 4." in text
    assert "I will get in touch by Thursday, December 10 to ask you whether everything is as it should be." in text
    sooner = _written("en", "apology", answer_by=date(2026, 11, 24)).text
    assert "by Tuesday, November 24 to settle the details with you" in sooner
    money = _written("en", "apology", give="").text
    assert "I am paying $160 back to you. You will have it by December 4." in money
    assert not re.search(r"please|you (?:must|need to|have to)", text.lower())


def test_a_holding_update_blames_nobody_and_names_the_new_day() -> None:
    for style in ("", *STYLES):
        text = _written("en", "holding", style=style).text
        assert "Thursday, November 26" in text
        assert "because the matt tile is made to order." in text
        assert "I am sorry to keep you waiting" in text
    assert "because we wait for the maker." in _written("en", "holding", delay="Because we wait for the maker.").text


def test_an_explanation_ends_in_an_open_question_and_is_never_impatient() -> None:
    for style in ("", *STYLES):
        one = _written("en", "explanation", style=style, part="none")
        assert one.letter.passages[4].text.endswith(("?", "see it the way you did."))
        assert "?" in one.letter.passages[4].text
        assert not re.search(r"(?i)already|again and again|told you|as stated|should have explained", one.both)
    assert "I am sorry for my part in this. Our quote named" in _written("en", "explanation", part="some").text
    silent = _written("en", "explanation", part="some", our_part="").text
    assert "I should have explained this better at the start" in silent


def test_something_else_of_ours_is_as_easy_to_decline_as_to_take() -> None:
    text = _written("en", "alternative").text
    assert "It costs $210, and you could have it from December 7." in text
    assert "A no is a perfectly good answer" in text
    free = _written("en", "alternative", price=Decimal(0))
    assert "It would cost you nothing" in free.text and "nothing" in free.letter.short
    assert not re.search(r"(?i)only today|limited|hurry|best value|upgrade", text)


def test_a_payment_request_asks_for_what_nobody_disputes_and_keeps_the_rest_apart() -> None:
    one = _written("en", "payment_request", about="your hall floor")
    assert "$900 for the bathroom we finished on 3 November. I would be glad to have that by December 11." in one.text
    assert "That is no part of the sum above, and paying the sum decides nothing about it." in one.text
    assert one.letter.next_step_on == date(2026, 11, 26)
    settled = _written("en", "payment_request", open_point="Nothing.", answer_by=None)
    assert "I will write you a line by Tuesday, December 15, when it should be here." in settled.text
    sooner = _written("en", "payment_request", open_point="Nothing.")
    assert "by Thursday, November 26 to hear whether the sum and the day suit you" in sooner.text
    assert "Beyond that, nothing is open between us." in settled.text
    assert "stays open" not in settled.both
    assert "You will find a link on the invoice." in _written(
        "en", "payment_request", how_to_pay="You will find a link on the invoice."
    ).text


def test_a_boundary_says_what_is_possible_and_teaches_no_lesson() -> None:
    for part in PARTS:
        one = _written("en", "boundary", part=part)
        assert "• Show you each tile before it is laid." in one.text
        assert not re.search(r"(?i)\byou (?:have|keep|cannot|must|may not)\b|times|messages a day|respect|tone|rude", one.text)
        assert ("sorry for my part" in one.text) == (part != "none")
    several = _written("en", "boundary", gladly="answer every question").text
    assert "I will gladly answer every question." in several


@pytest.mark.parametrize(
    ("n", "easy"), [(1, "A short yes or no"), (2, "“A”, “B” or “neither”"), (3, "“C” or “none”"), (4, "“D” or “none”")]
)
def test_a_reminder_brings_the_offers_in_short_and_an_easy_answer(n: int, easy: str) -> None:
    facts = usual("en", "reminder")
    facts = replace(facts, offers=many("en")[-1].facts.offers[:n])
    letter = compose(facts, "reminder")
    choose = letter.passages[2].text
    assert easy in choose
    assert "open until Friday, December 4" in choose and "A no is fine, too" in choose
    assert not any(offer.details for offer in letter.offers)
    assert all(offer.details for offer in compose(replace(facts, style="precise"), "reminder").offers[:2])
    assert not re.search(r"(?i)have not (?:heard|answered|replied)|no answer|still waiting|expire", plain_text(letter))
    assert letter.reply_slip


def test_a_thank_you_sells_nothing_and_says_it_is_done() -> None:
    one = _written("en", "thank_you", part="none")
    assert "We settled on this: the hall laid again in matt grey. It was done on November 16." in one.text
    assert "something has changed since you told me. Every quote now carries a photo of the finish." in one.text
    assert not re.search(r"(?i)next time|book|recommend|review|come back|again soon", one.both)


def test_a_final_response_follows_an_answer_and_names_only_the_routes_the_owner_wrote() -> None:
    without = _written("en", "final_response")
    assert "You had my answer on November 6." in without.text
    assert "it is my last word on it" in without.both
    assert not re.search(r"(?i)ombudsman|court|right to|turn to|dispute resolution|ec\.europa", without.both)
    block = "If you are not content, you can turn to the\nConsumer Desk of Hampshire County.\n\nChecked on 1 November 2026."
    with_routes = _written("en", "final_response", routes=block)
    assert block in with_routes.text
    assert "where else you can turn" in with_routes.letter.short
    nothing_left = _written("en", "final_response", can_do="-").text
    assert "I will get in touch by Thursday, November 26, to be sure that this has reached you" in nothing_left


def test_the_owners_kept_wording_stands_where_its_facts_are_there_and_an_edit_wins() -> None:
    kept = {"close": "With thanks, {greeting}. We talk on {answer_day}.", "cause": "A word of mine about {price}."}
    letter = compose(usual("en", "apology", price=None), "apology", {}, "", kept)
    assert letter.passages[-1].text == "With thanks, Dana. We talk on Thursday, November 26."
    assert [p.key for p in letter.passages if p.own] == ["close"]
    assert letter.passages[2].text.startswith("It happened because our order form")
    edited = compose(usual("en", "apology", price=None), "apology", {"close": "Mine."}, "", kept)
    assert (edited.passages[-1].text, edited.passages[-1].own) == ("Mine.", True)


def test_a_refund_is_said_once_with_its_sum_and_day() -> None:
    for kind in ("apology", "goodwill"):
        for typed in ("full refund", "We'll give you your money back.", "$160 back to you"):
            one = _written("en", kind, give=typed)
            assert one.text.count("$160") == 1 and one.letter.short.count("$160") == 1
            assert not re.search(r"(?i)full refund|money back|will be done", one.both)
        assert "half the tiles back" in _written("en", kind, give="half the tiles back").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("on weekdays from eight to five", "You can reach me on weekdays from eight to five."),
        ("Call or text 8 to 4", "Call or text 8 to 4."),
        ("We're there Mon-Fri", "We're there Mon-Fri."),
        ("my cell, any day until 9.", "This is when and how to reach me: my cell, any day until 9."),
        ("shop hours", "This is when and how to reach me: shop hours."),
    ],
)
def test_how_to_reach_us_reads_well_however_it_is_typed(typed: str, said: str) -> None:
    assert said in _written("en", "boundary", reach_us=typed).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("like chewing gum in hair", "It is like chewing gum in hair."),
        ("it's the difference between two keys", "\n\nIt's the difference between two keys."),
        ("the stairs drank the first coat", "For example, the stairs drank the first coat."),
    ],
)
def test_an_example_reads_well_however_it_is_typed(typed: str, said: str) -> None:
    assert said in _written("en", "explanation", example=typed).text


def test_an_agreement_without_notice_and_papers_that_are_none_leave_no_trace() -> None:
    text = _written("en", "farewell", notice="none", records="-").text
    assert "notice" not in text
    assert "copies of any papers I hold for you" in text


def test_where_else_they_can_turn_stands_after_what_we_can_still_do() -> None:
    text = _written("en", "final_response", routes="Board of Trade, 12 Hill Road").text
    assert text.index("If you would like that") < text.index("Board of Trade") < text.index("Thank you for reading")


def test_a_tie_is_told_in_the_message_too() -> None:
    one = _written("en", "referral", providers=usual("en", "referral").providers[:1])
    assert "Stone & Slate, (413) 555-0199 (Jo Slate is my cousin)" in one.letter.short


def test_nobody_who_left_a_review_is_thanked_for_telling_us() -> None:
    for kind, style, part in product(KINDS, ("", *STYLES), PARTS):
        both = _written("en", kind, channel="review", style=style, part=part).both
        both = both.replace("for telling me what you", "")
        assert not re.search(r"(?i)for telling|when we (?:spoke|met)|for writing", both), kind
