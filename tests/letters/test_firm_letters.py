"""Letters to another firm: what a handover tells and never tells, thanks without selling, and the words of the e-mail."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import combinations, product

import pytest
from letter_facts import HEAD, PRIYA, TO_CLIENT, TO_FIRM, facts
from letter_sets import LANGUAGES, many, usual

from clientcare.letters import kinds
from clientcare.letters.communication import STYLES
from clientcare.letters.compose import MissingFacts, compose, missing
from clientcare.letters.examples import example
from clientcare.letters.facts import PASSED_ON, Provider, Recipient
from clientcare.letters.letter import Letter
from clientcare.letters.own_words import generalised
from clientcare.letters.plain_text import plain_text
from clientcare.letters.short import email_text
from clientcare.letters.tone import review

TOLD = {
    "name": "Priya Sharma", "phone": "(413) 555-0171", "email": "priya@sharma.example", "address": "2 Oak Road",
    "need": "underfloor heating", "agreed": "gloss tile",
}  # fmt: skip
SOME = [what for n in (1, 2, 6) for what in combinations(PASSED_ON, n)]


def handover(language: str = "en", *what: str, **changes: object) -> Letter:
    """With a client who allows this, and no more of theirs in what is known."""
    kept = {name: "" for name in ("name", "phone", "email", "address") if name not in what}
    told = usual(language, "handover", handover=replace(PRIYA, may_know=what, **kept), **changes)
    return compose(told, "handover")


def whole(letter: Letter) -> str:
    return f"{letter.subject}\n{plain_text(letter)}\n{letter.short}"


def test_the_two_kinds_come_last_and_are_never_offered_to_the_client() -> None:
    assert len(TO_CLIENT) == 15 and tuple(kind.key for kind in kinds.KINDS) == TO_CLIENT + TO_FIRM
    assert {kinds.kind(key).next for key in TO_FIRM} == {"nobody"}
    assert not {kind for way in ("hold", "give", "refer", "part", "") for kind in kinds.fitting(way)} & set(TO_FIRM)


@pytest.mark.parametrize("what", SOME)
def test_exactly_what_they_allow_is_told(what: tuple[str, ...]) -> None:
    for style in ("", *STYLES):
        text = whole(handover("en", *what, style=style))
        assert {one for one, said in TOLD.items() if said in text} == set(what), text
        assert ("old tiles are lifted" in text) == ("agreed" in what)
        assert ("They know that I am writing" in text) == bool({"phone", "email", "address"} & {*what})
        assert "November 17" in text


@pytest.mark.parametrize(("language", "style"), list(product(LANGUAGES, ("", *STYLES))))
def test_a_handover_without_a_name_reads_as_well(language: str, style: str) -> None:
    for what in (("need",), ("agreed",), ("phone",), ("name",), ("address", "need")):
        letter = handover(language, *what, style=style, tie="")
        text = whole(letter)
        assert not re.search(r"[{}\[\]|]|  |\s[.,;:?!]|[.,;:?!]{2}|None", text), text
        assert not [one for one in review(plain_text(letter), "none", language=language) if one.level != "note"]
        assert 80 < len(letter.short) <= 600


def test_no_yes_no_letter() -> None:
    for given in (None, replace(PRIYA, may_know=())):
        asked = missing(facts(handover=given), "handover")
        assert asked[0].field == "handover" and not asked[0].may_skip
        with pytest.raises(MissingFacts):
            compose(facts(handover=given), "handover")
        assert not missing(facts(handover=given), "referral_thanks")


def test_only_what_is_allowed_is_asked_for() -> None:
    lacking = facts(need="", agreed="", done_so_far="")
    assert [q.field for q in missing(lacking, "handover")] == ["need", "agreed", "done_so_far"]
    none = replace(lacking, handover=replace(PRIYA, may_know=("name",)))
    assert missing(none, "handover") == ()


@pytest.mark.parametrize("kind", TO_FIRM)
def test_a_letter_to_a_firm_needs_nothing_of_the_dispute(kind: str) -> None:
    bare = facts(topic="", about="", told_on=None, channel="", understood="", feeling="", asked=None, request="", reference="")
    letter = compose(bare, kind)
    assert letter.reference == "" and not letter.offers and not letter.providers and not letter.reply_slip


def test_thanks_name_the_client_only_where_they_may_be_named() -> None:
    for given, named in ((PRIYA, True), (replace(PRIYA, name="", may_know=("phone",)), False), (None, False)):
        for style in ("", *STYLES):
            text = whole(compose(facts(handover=given, style=style), "referral_thanks"))
            assert ("Priya Sharma" in text) is named and "in June" in text
            assert not [said for said in TOLD.values() if said in text and said != "Priya Sharma"]
            assert ("client I sent you" in text or "a client of mine" in text) is not named


def test_thanks_sell_nothing_and_ask_for_nothing() -> None:
    for one in many("en"):
        if one.kind == "referral_thanks":
            assert not re.search(r"(?i)recommend|review|discount|commission|fee|offer|price|refer more|send me more", one.both)
            assert "thank you" in one.text.lower()


@pytest.mark.parametrize(
    ("day", "said"), [(date(2026, 6, 12), "in June,"), (date(2025, 6, 12), "in June 2025,"), (None, "of mine, and")]
)
def test_when_the_client_was_sent_is_told_by_the_month(day: date | None, said: str) -> None:
    assert said in plain_text(compose(facts(handover=None, referred_on=day), "referral_thanks"))


def test_the_tie_is_told_and_without_one_nothing_is_claimed() -> None:
    letter = compose(facts(), "handover")
    assert "I told them this about you and me: “Jo Slate is my cousin.”" in plain_text(letter)
    assert "“They send us wine!”" in plain_text(compose(facts(tie="They send us wine!"), "handover"))
    assert "Jo Slate is my cousin" in letter.short
    for none in ("", "none", "-"):
        assert not re.search(r"you and me|tie\b|fee", whole(compose(facts(tie=none), "handover")))


@pytest.mark.parametrize("typed", ["none", "None.", "-", "no"])
def test_a_referral_never_says_that_the_tie_is_none(typed: str) -> None:
    letter = compose(facts(providers=(Provider("Stone & Slate", "Tiles", "555 0199", tie=typed),)), "referral")
    assert letter.providers[0].tie == "" and "To be open" not in whole(letter) and "(no" not in letter.short
    real = compose(facts(providers=(Provider("Stone & Slate", tie="Jo is my cousin"),)), "referral")
    assert "To be open with you: Jo is my cousin." in whole(real)


def test_what_was_typed_in_capitals_stays_so() -> None:
    letter = compose(facts(need="REPAIR OF A VINTAGE AMP", agreed="NEW TUBES", done_so_far="ALL OF IT IS OUT"), "handover")
    assert "REPAIR OF A VINTAGE AMP." in whole(letter) and "NEW TUBES." in whole(letter)
    assert not re.search(r"\b[a-z][A-Z]{2}", whole(letter))


@pytest.mark.parametrize(("language", "said"), [("en", ("tell me,", "tell them, and me,")), ("es", ("avíseme", "avísenos"))])
def test_a_firm_that_cannot_reach_them_is_not_asked_to_tell_them(language: str, said: tuple[str, str]) -> None:
    hidden, known = (plain_text(handover(language, *what)) for what in (("need",), ("need", "phone")))
    assert said[0] in hidden and said[1] not in hidden and said[1] in known


def test_a_very_long_client_and_a_hostile_one_break_nothing() -> None:
    wild = replace(PRIYA, name="<b>{x}</b> " * 30, email="z" * 300, phone="9" * 300, address="Street " * 90)
    for kind in TO_FIRM:
        letter = compose(facts(handover=wild), kind)
        assert len(letter.short) <= 600
        assert Letter.from_json(letter.to_json()) == letter
    nobody = replace(facts().recipient, name="–", greeting="")
    assert ", ," not in plain_text(compose(facts(recipient=nobody, style="enthusiastic"), "handover"))


def test_a_kept_wording_leaves_the_client_behind() -> None:
    text = "Priya Sharma of 2 Oak Road, (413) 555-0171, said yes on November 17. Ask Sharma."
    made = generalised(text, facts(), "handover", "consent")
    assert made.text == "{client} of 2 Oak Road, {client_phone}, said yes on {consented_day}. Ask Sharma."
    assert set(made.left) == {"2 Oak Road", "Sharma"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_referral_claims_nothing_untrue(language: str) -> None:
    claim = {"en": r"(?:[.] |^)I have (?:passed|told) n", "es": r"(?:[.] |^)No he dado ningún dato"}[language]
    for style in ("", *STYLES):
        facts_of = (usual(language, "referral", style=style, handed_over=past) for past in (False, True))
        first, second = (compose(known, "referral") for known in facts_of)
        assert re.search(claim, plain_text(first), re.MULTILINE) and re.search(claim, first.short)
        assert not re.search(claim, plain_text(second), re.MULTILINE) and not re.search(claim, second.short)
        assert {"en": "Beyond what you allowed", "es": "Fuera de lo que usted ya permitió"}[language] in second.short
        assert not [one for one in review(whole(second), "none", language=language) if one.level != "note"]


@pytest.mark.parametrize(
    ("language", "line"), [("en", "The whole letter is attached."), ("es", "La carta completa va adjunta.")]
)
def test_the_e_mail_brings_the_short_letter_and_says_what_is_attached(language: str, line: str) -> None:
    for kind in (*TO_CLIENT, *TO_FIRM):
        letter = compose(usual(language, kind), kind)
        assert email_text(letter) == f"{letter.short}\n\n{line}\n"
        assert line not in plain_text(letter) and line not in letter.short
        assert plain_text(letter).strip() in email_text(replace(letter, short=""))


def test_the_firm_is_on_the_envelope_and_the_person_is_greeted() -> None:
    firm = Recipient("Stone & Slate", "Jo Slate\n5 Quarry Road", "Jo Slate", "jo@stone.example")
    letter = compose(facts(recipient=firm, letterhead=replace(HEAD, owner_name="")), "handover")
    assert letter.salutation == "Dear Jo Slate," and letter.short.startswith("Hello Jo Slate, this is Rivera Home Repairs.")
    assert compose(facts(recipient=replace(firm, greeting="")), "handover").salutation == "Dear Stone & Slate,"


@pytest.mark.parametrize(("language", "kind"), list(product(LANGUAGES, TO_FIRM)))
def test_the_tour_has_one_of_each(language: str, kind: str) -> None:
    letter = compose(example(kind, language, date(2026, 11, 20)), kind)
    assert "Brandt" in letter.salutation and letter.reference == "" and letter.language == language
