"""A letter that puts an earlier one right says so first, in its subject and in its message, whatever its kind."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from letter_facts import DANA, HEAD, KINDS, OFFERS, PARTS
from letter_sets import LANGUAGES, usual

from clientcare.letters import kinds
from clientcare.letters.checklist import checklist
from clientcare.letters.communication import STYLES
from clientcare.letters.compose import MissingFacts, compose, missing
from clientcare.letters.letter import Letter, Passage
from clientcare.letters.spelling import misspelt
from clientcare.letters.tone import review

FIRST = date(2026, 11, 16)
WHAT = {"en": "the amount in option B is $160, not $180", "es": "el importe de la opción B es de 160 €, no de 180 €"}
DAY = {"en": "November 16", "es": "16 de noviembre"}


def corrected(language: str, kind: str, **changes: object) -> Letter:
    return compose(usual(language, kind, **{"corrects_on": FIRST, "correction": WHAT[language], **changes}), kind)


@pytest.mark.parametrize(("language", "kind"), list(product(LANGUAGES, KINDS)))
def test_every_kind_begins_with_what_is_different_and_goes_on_as_it_was(language: str, kind: str) -> None:
    for style in ("", *STYLES):
        letter, plain = corrected(language, kind, style=style), compose(usual(language, kind, style=style), kind)
        assert [part.key for part in kinds.as_written(kind, corrects=True).passages] == [one.key for one in letter.passages]
        assert letter.passages[0].key == "correction" and letter.passages[1:] == plain.passages
        first = letter.passages[0].text
        assert WHAT[language][1:] in first and DAY[language] in first
        assert letter.subject == {"en": "Corrected: ", "es": "Corrección: "}[language] + plain.subject
        assert len(letter.short) <= 600 and DAY[language] in letter.short and WHAT[language] in letter.short


@pytest.mark.parametrize(("language", "kind"), list(product(LANGUAGES, KINDS)))
def test_it_is_calm_spelt_right_and_the_checklist_looks_for_it(language: str, kind: str) -> None:
    locale = {"en": "en_US", "es": "es_ES"}[language]
    for style, part in product(("", *STYLES), PARTS):
        facts = usual(language, kind, corrects_on=FIRST, correction=WHAT[language], style=style, part=part)
        letter = compose(facts, kind)
        first = letter.passages[0].text
        for text in (first, letter.short, letter.subject):
            assert not [one for one in review(text, part, language=language) if one.level in ("stop", "soften")], (style, text)
        assert not misspelt(f"{first} {letter.subject.split(':')[0]}", language, locale, (HEAD.name, DANA.name))
        assert not re.search(r"(?i)apolog|disculp|forgive|perdón|unfortunately|inconvenien|mistake|error", first)
        assert checklist(letter, facts)[0].key == "correction" and checklist(letter, facts)[0].there
        without = replace(letter, passages=letter.passages[1:])
        assert not checklist(without, facts)[0].there


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_style_says_it_in_its_own_words_and_direct_in_fewest(language: str) -> None:
    said = {style: corrected(language, "compromise", style=style).passages[0].text for style in ("", *STYLES)}
    assert len(set(said.values())) == 5
    assert min(said, key=lambda style: len(said[style])) == "direct"


def test_what_is_different_is_asked_once_and_first() -> None:
    for kind in KINDS:
        asked = missing(usual("en", kind, corrects_on=FIRST), kind)
        assert [question.field for question in asked] == ["correction"] and not asked[0].may_skip
        with pytest.raises(MissingFacts):
            compose(usual("en", kind, corrects_on=FIRST, correction=" - "), kind)
        assert not missing(usual("en", kind, correction="left over"), kind)
        assert "left over" not in compose(usual("en", kind, correction="left over"), kind).to_json()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("The amount in option B is $160, not $180.", "What is different: the amount in option B is $160, not $180."),
        ("Thursday, not Friday", "What is different: Thursday, not Friday."),
        ("we come on Thursday\nthe price is $90", "What is different: we come on Thursday. The price is $90."),
        ("option B!", "What is different: option B!"),
    ],
)
def test_it_reads_well_however_it_is_typed(typed: str, said: str) -> None:
    letter = corrected("en", "compromise", correction=typed)
    assert said in letter.passages[0].text
    assert not re.search(r"[.!?]{2}|: ?[.:]", letter.passages[0].text + letter.short)


def test_the_owners_own_subject_is_marked_once() -> None:
    facts = usual("en", "goodwill", corrects_on=FIRST, correction=WHAT["en"])
    assert compose(facts, "goodwill", subject="Your hall").subject == "Corrected: Your hall"
    assert compose(facts, "goodwill", subject="corrected: your hall").subject == "corrected: your hall"


def test_the_owner_may_say_it_in_other_words_or_not_at_all() -> None:
    facts = usual("en", "goodwill", corrects_on=FIRST, correction=WHAT["en"])
    assert compose(facts, "goodwill", {"correction": "A slip of mine."}).passages[0] == Passage(
        "correction", "A slip of mine.", own=True
    )
    assert compose(facts, "goodwill", {"correction": ""}).passages[0].text == ""


def test_a_business_speaks_of_ours_and_a_person_of_mine() -> None:
    head = replace(HEAD, owner_name="")
    assert "takes the place of our letter of" in corrected("en", "goodwill", letterhead=head).passages[0].text
    assert "our letter of November 16" in corrected("en", "goodwill", letterhead=head).short
    assert "takes the place of my letter of" in corrected("en", "goodwill").passages[0].text


def test_a_crowded_message_still_says_which_letter_it_replaces() -> None:
    long = "with a great deal to be said about each and every one of the tiles that were laid in the hall " * 3
    letter = corrected("en", "compromise", correction=long, offers=tuple(replace(one, title=long) for one in OFFERS))
    assert len(letter.short) <= 600 and "takes the place of my letter of November 16." in letter.short


def test_it_comes_back_from_storage_equal() -> None:
    letter = corrected("es", "handover")
    assert Letter.from_json(letter.to_json()) == letter
