"""Own wording: what belongs to one client never stands in another's letter unless the owner has seen it and said so."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientcare.letters.compose import compose
from clientcare.letters.facts import Facts, Letterhead, Offer, Recipient
from clientcare.letters.own_words import LABELS, filled, generalised, template_of, values

HEAD = Letterhead(
    "Rivera Home Repairs", "14 Mill Lane\nNorthampton MA 01060", "(413) 555-0142", "ana@rivera.example", owner_name="Ana Rivera"
)
DANA = Facts(
    HEAD,
    Recipient("Dana Okafor", "8 Elm Street\nAmherst MA 01002", "Dana", "dana@home.example"),
    "D-2026-014",
    "Hall tiles laid in the wrong shade",
    date(2026, 11, 20),
    about="your hall floor",
    told_on=date(2026, 11, 18),
    channel="phone",
    understood="you expected matt grey",
    part="some",
    our_part="Our quote named the tile only by its code.",
    asked=Decimal(480),
    repaid=Decimal(160),
    repaid_by=date(2026, 12, 4),
    still_owed=Decimal(0),
    offers=(Offer("You keep the tiles, sealed", "", "us", Decimal(160), date(2026, 12, 4)),),
)
PRIYA = replace(
    DANA,
    recipient=Recipient("Priya Sharma", "1 Oak Road", "Priya"),
    reference="D-2026-020",
    topic="Late gate",
    about="your garden gate",
    told_on=date(2026, 11, 19),
    understood="you had hoped for it before the summer",
    our_part="We forgot to order the hinge.",
    asked=None,
    repaid=Decimal(95),
    repaid_by=date(2026, 12, 11),
)


def kept(text: str, facts: Facts = DANA, kind: str = "goodwill", passage: str = "understood") -> str:
    return generalised(text, facts, kind, passage).text


def test_the_facts_of_the_letter_become_blanks() -> None:
    made = generalised(
        "Dana, thank you for being open about your hall floor on Wednesday. I heard that you expected matt grey. "
        "$160 goes back to you by December 4.",
        DANA,
        "goodwill",
    )
    assert made.shown == (
        "[their name], thank you for being open about [what it is about] [when they told you]. I heard that "
        "[what you understood]. [the sum that goes back] goes back to you by [the day they have the money]."
    )
    assert not made.left


def test_another_letter_fills_them_with_its_own() -> None:
    wording = kept("Dana, thank you for being open about your hall floor on Wednesday. $160 is yours by December 4.")
    assert filled(wording, values(PRIYA, "goodwill")) == (
        "Priya, thank you for being open about your garden gate on Thursday. $95 is yours by December 11."
    )


def test_in_the_letter_it_was_typed_for_it_reads_as_typed() -> None:
    text = "Dana {really}, it is 100 % about your hall floor.\n\nAnd you expected matt grey on Wednesday."
    assert filled(kept(text), values(DANA, "goodwill")) == text


def test_where_a_fact_lacks_the_suggested_words_stand() -> None:
    wording = kept("I heard that you expected matt grey.")
    assert filled(wording, values(replace(DANA, understood=""), "goodwill")) is None
    letter = compose(replace(PRIYA, understood="", give=""), "goodwill", wordings={"understood": wording})
    assert "I heard" not in letter.passages[0].text and letter.passages[0].text


def test_a_letter_takes_it_and_says_that_it_is_the_owners() -> None:
    letter = compose(PRIYA, "goodwill", wordings={"understood": kept("Thank you, Dana, for telling me about your hall floor.")})
    assert letter.passages[0].text == "Thank you, Priya, for telling me about your garden gate." and letter.passages[0].own


def test_what_is_typed_in_this_letter_comes_before_what_is_kept() -> None:
    letter = compose(PRIYA, "goodwill", {"understood": "Just this."}, wordings={"understood": "Always that."})
    assert letter.passages[0].text == "Just this."


def test_a_day_they_told_you_may_lack() -> None:
    wording = kept("Thank you for calling on Wednesday, Dana.")
    assert filled(wording, values(replace(PRIYA, told_on=None), "goodwill")) == "Thank you for calling, Priya."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Thank you, Okafor.", "Okafor"),
        ("I drove to Elm Street.", "Elm Street"),
        ("I drove to elm street.", "elm street"),
        ("Your letter D-2026-014 is here.", "D-2026-014"),
        ("I wrote to dana@home.example.", "dana@home.example"),
        ("You paid $1,950.50 for it.", "$1,950.50"),
        ("You paid 90 USD for it.", "90 USD"),
        ("I come on Friday.", "Friday"),
        ("I come on 7 December.", "7 December"),
        ("I come on the 7th.", "the 7th"),
        ("I come at 14:30.", "14:30"),
        ("I come on 07/12/26.", "07/12/26"),
        ("Call 555-0199.", "555-0199"),
        ("The hall tiles laid there are gloss.", "hall tiles laid"),
        ("You keep the tiles, of course.", "You keep the tiles"),
    ],
)
def test_what_no_blank_can_stand_for_is_named(text: str, left: str) -> None:
    assert left.removeprefix("the ") in " ".join(generalised(text, DANA, "goodwill").left)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your patience, and for telling me so plainly.",
        "I answer every message within two days, and call where that is easier.",
        "Please call (413) 555-0142, or write to ana@rivera.example. Ana Rivera",
        "May I come by? I would march through any rain for it.",
        "Questions are answered on Fridays, as always.",
    ],
)
def test_words_that_could_stand_in_any_letter_are_kept_without_a_question(text: str) -> None:
    assert generalised(text, DANA, "goodwill").left == ()


def test_only_whole_words_and_whole_sums_are_blanks() -> None:
    made = generalised("Danas are not Dana; $1600 and $160.50 are not $160.", DANA, "goodwill")
    assert made.text == "Danas are not {greeting}; $1600 and $160.50 are not {repaid}."


def test_a_name_that_is_a_common_word_is_still_named() -> None:
    will = replace(DANA, recipient=Recipient("Will Young", "", ""))
    assert generalised("I will call you.", will, "goodwill").left == ("will",)


def test_a_name_without_blanks_around_it_is_found() -> None:
    tanaka = replace(DANA, recipient=Recipient("田中", "", ""))
    assert generalised("親愛なる田中様", tanaka, "goodwill").left or "{greeting}" in kept("親愛なる田中様", tanaka)


def test_of_two_facts_that_read_the_same_the_passage_decides() -> None:
    both = replace(DANA, give="we lay the hall again", give_by=date(2026, 12, 4))
    assert kept("All is done by December 4.", both, passage="give") == "All is done by {give_day}."
    assert kept("You have it by December 4.", both, passage="repaid") == "You have it by {repaid_day}."


def test_what_the_owner_corrects_in_brackets_is_understood() -> None:
    shown = generalised("Dana, thank you for calling on Wednesday about your hall floor.", DANA, "goodwill").shown
    same = template_of(shown, DANA)
    assert same.text == "{greeting}, thank you for calling{told} about {about}." and same.shown == shown
    other = template_of("[their name], and Dana, {x} [no such blank]", DANA)
    assert other.text == "{greeting}, and Dana, {{x}} [no such blank]" and other.left == ("Dana",)


def test_no_two_blanks_read_the_same() -> None:
    assert len(set(LABELS.values())) == len(LABELS) and not any("[" in label for label in LABELS.values())


@pytest.mark.parametrize("broken", ["{", "}", "{greeting.__class__}", "{0}", "{unknown}", "{greeting[0]}", "{style}"])
def test_what_is_no_wording_of_ours_is_none(broken: str) -> None:
    assert filled(broken, values(DANA, "goodwill")) is None


@pytest.mark.parametrize("unit", ["a1", "1-", "$1,", "1 ", "a@", "{", "the "])
def test_any_text_is_read_at_once(unit: str) -> None:
    text = unit * 9000
    made = generalised(text, DANA, "goodwill")
    assert filled(made.text, values(DANA, "goodwill")) == text.strip()


_WORD = st.text(string.ascii_lowercase, min_size=3, max_size=8).map(str.capitalize)
_NEUTRAL = st.sampled_from(("thank you", "I am glad", "we will see", "so much", "it matters", "please", "and", "call me"))


@st.composite
def clients(draw: st.DrawFn) -> Facts:
    first, last, street, town = (draw(_WORD) for _ in range(4))
    told = date(2026, 11, 1) + timedelta(draw(st.integers(0, 18)))
    return replace(
        DANA,
        recipient=Recipient(
            f"{first} {last}",
            f"{draw(st.integers(1, 999))} {street} Road\n{town}",
            draw(st.sampled_from((first, ""))),
            f"{last}@{town}.example",
        ),
        reference=f"D-2026-{draw(st.integers(100, 999))}",
        about=f"your {street.lower()} {town.lower()}",
        understood=f"you had hoped for {last.lower()} {street.lower()}",
        told_on=told,
        repaid=Decimal(draw(st.integers(100, 9999))),
        repaid_by=date(2026, 12, 1) + timedelta(draw(st.integers(0, 25))),
    )


def secrets(facts: Facts) -> set[str]:
    """What must not be read by anybody else, in small letters."""
    to = facts.recipient
    words = re.findall(r"\w{3,}", f"{to.name} {to.address.replace('Road', '')} {to.email.replace('example', '')}")
    return {word.lower() for word in words} | {facts.reference.lower(), f"${facts.repaid:,}"}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_word_of_one_client_reaches_another(data: st.DataObject) -> None:
    one, other = data.draw(clients()), data.draw(clients())
    told = values(one, "goodwill")
    to = one.recipient
    theirs = (to.name, to.name.split()[0], to.name.split()[1].lower(), *to.address.split("\n"), to.email, one.reference)
    facts = tuple(told[name].strip() for name in ("about", "understood", "told", "repaid", "repaid_day", "greeting"))
    pieces = data.draw(st.lists(st.one_of(st.sampled_from(theirs + facts), _NEUTRAL), min_size=1, max_size=8))
    made = generalised(data.draw(st.sampled_from((" ", ", ", ". ", "\n"))).join(pieces), one, "goodwill")
    if made.left:
        return  # the owner is asked
    text = (filled(made.text, values(other, "goodwill")) or "").lower()
    shared = secrets(other) | set(re.findall(r"\w+", " ".join(values(other, "goodwill").values()).lower()))
    found = {word for word in secrets(one) - shared if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)}
    assert not found
