"""How people talk: the four questions, what rubs, and how the six first letters change by style without losing anything."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations, permutations, product

import pytest
from letter_facts import HEAD, OFFERS, PARTS, PROVIDERS, facts

from clientcare.letters import tone
from clientcare.letters.communication import QUESTIONS, STYLES, TITLES, effect, friction, style_of
from clientcare.letters.compose import compose
from clientcare.letters.letter import Letter
from clientcare.letters.plain_text import plain_text

ALL_STYLES = ("", *STYLES)
SIX = ("acknowledgement", "compromise", "goodwill", "courteous_no", "referral", "farewell")
CHANNELS = ("phone", "email", "message", "visit", "letter", "review", "")
FEELINGS = ("frustrated", "let_down", "worried", "embarrassed", "disappointed", "angry", "")
MUST_HOLD = {  # every style and part, in any of the facts below
    "acknowledgement": ("in hand", "looking after this", "hear from (me|us) by {day}"),
    "compromise": ("open until {day}", "(choose|pick|offer)", "after that day (I|we) will get in touch", "another way"),
    "goodwill": ("The answer is yes", "(glad|pleasure|happy|please)", "done by .*December 8", "on either side", "by {day}"),
    "courteous_no": (
        "(say|is) no|is no\\.",
        "laid again at no charge",
        "reasons",
        "The shade matches",
        "can do",
        "by {day}",
        "at it again",
    ),
    "referral": ("question of fit", "passed nothing about you", "bathroom will be finished", "owed on either side", "by {day}"),
    "farewell": (
        "will end on .*18",
        "notice",
        "bathroom will be finished",
        "on either side",
        "copies",
        "Thank you",
        "wish you",
        "by {day}",
    ),
}


def varied(style: str) -> list[tuple[str, str, Letter]]:
    """(kind, part, letter) for every kind, part and way of telling, one to four offers, one signing or a business."""
    written = []
    for kind, part, (i, channel) in product(SIX, PARTS, enumerate(CHANNELS)):
        changes = {
            "part": part,
            "channel": channel,
            "feeling": FEELINGS[(i + len(part)) % len(FEELINGS)],
            "told_on": (date(2026, 11, 18), date(2026, 11, 20), None)[i % 3],
            "about": "your hall floor" if i % 2 else "",
            "letterhead": replace(HEAD, owner_name="", phone="") if i % 3 == 2 else HEAD,
            "offers": OFFERS[: 1 + i % 4],
            "providers": PROVIDERS[: 1 + i % 3],
            "still_owed": Decimal(40 * (i % 2)),
            "still_owed_by": date(2026, 12, 30),
            "answer_by": None if kind == "goodwill" and i % 2 else date(2026, 11, 26),
        }
        written.append((kind, part, compose(facts(style=style, **changes), kind)))
    return written


VARIED = {style: varied(style) for style in ALL_STYLES}


@pytest.mark.parametrize(
    ("answers", "style"),
    [
        ("dddd", "direct"),
        ("ss-p", "steady"),
        ("---e", "enthusiastic"),
        ("ddss", ""),
        ("desp", ""),
        ("ppds", "precise"),
        ("----", ""),
        ("", ""),
        ("xx", ""),
    ],
)
def test_the_style_is_what_most_answers_name(answers: str, style: str) -> None:
    assert style_of(answers) == style


def test_four_short_questions_about_them_and_about_me() -> None:
    assert len(QUESTIONS) == 4
    for question in QUESTIONS:
        assert "you" in question.of_me.split()
        assert "they" in question.ask.lower().split()
        assert len(set(question.answers)) == 4
        assert all(len(answer) <= 26 for answer in question.answers)


def test_every_style_says_what_changes() -> None:
    assert len({effect(style).text for style in ALL_STYLES}) == 5
    assert effect("nonsense") == effect("")


def test_what_rubs_names_both_and_what_helps_and_is_silent_where_nothing_does() -> None:
    said = {pair: friction(*pair) for pair in permutations(STYLES, 2)}
    for (own, theirs), line in said.items():
        assert line is not None
        mine, yours = line.text.split(": ")[0].split(", they are ")
        assert (mine, yours) == (f"You are {TITLES[own]}", TITLES[theirs])
        assert len(line.text) <= 110
    helps = {line.text.split(": ", 1)[1] for line in said.values() if line}
    assert len(helps) == 12
    assert [friction(a, b) for a, b in (("direct", "direct"), ("", "steady"), ("steady", ""), ("x", "direct"))] == [None] * 4


@pytest.mark.parametrize("style", ALL_STYLES)
def test_every_style_holds_what_the_kind_must_hold(style: str) -> None:
    for kind, part, letter in VARIED[style]:
        text = plain_text(letter)
        day = "(Thursday, November 26|Friday, December 4|Thursday, December 10)"
        for held in MUST_HOLD[kind]:
            assert re.search(held.format(day=day), text, re.IGNORECASE), (kind, part, held, text)
        if kind in ("compromise", "goodwill", "courteous_no", "referral") and part != "none":
            assert "sorry" in text
            assert "Our quote named the tile only by its product code." in text
        if kind == "farewell":
            assert not re.search(r"(?i)tiles|gloss|matt|sorry", text)
        if part == "none" or kind == "acknowledgement":
            assert not re.search(r"(?i)\bfault\b|our part|our quote named", text.replace("nobody's fault", ""))
        assert all(owed in text for owed in letter.owed)


@pytest.mark.parametrize("style", ALL_STYLES)
def test_every_style_reads_clean_on_paper_and_as_a_message(style: str) -> None:
    for kind, _part, letter in VARIED[style]:
        for text in (f"{letter.subject}\n{plain_text(letter)}", letter.short):
            assert not re.search(r"[{}\[\]|]|None|Decimal", text), (kind, text)
            assert not re.search(r"  |\s[.,;:?!]|[.,;:?!…]{2}|\.\s*,|,\s*\.|[.?!] [a-z]", text), (kind, text)
        assert 80 < len(letter.short) <= 600
        assert re.search(r"(Thurs|Fri)day, (November|December) \d+", letter.short)


@pytest.mark.parametrize("style", ALL_STYLES)
def test_no_style_says_what_a_reader_may_hear_badly(style: str) -> None:
    for kind, part, letter in VARIED[style][::2]:
        text = f"{plain_text(letter)}\n{letter.short}"
        heard = [(f.rule, text[f.start : f.end]) for f in tone.review(text, part=part) if f.level in ("stop", "soften")]
        assert not heard, kind
        assert not re.search(r"(?i)inconvenience|hope this letter|unfortunately|policy|hesitate|rest assured", text)


@pytest.mark.parametrize(("one", "other"), list(combinations(ALL_STYLES, 2)))
def test_two_styles_laid_side_by_side_differ_visibly(one: str, other: str) -> None:
    for (kind, _, a), (_, _, b) in zip(VARIED[one], VARIED[other], strict=True):
        changed = [p.key for p, q in zip(a.passages, b.passages, strict=True) if p.text != q.text]
        assert len(changed) >= 2, (kind, changed)


def _words(style: str, kind: str) -> int:
    return sum(len(plain_text(letter).split()) for k, _, letter in VARIED[style] if k == kind)


@pytest.mark.parametrize("kind", SIX)
def test_direct_is_the_shortest_and_says_the_point_first(kind: str) -> None:
    lengths = {style: _words(style, kind) for style in ALL_STYLES}
    assert min(lengths, key=lengths.__getitem__) == "direct"
    assert lengths["direct"] < 0.95 * lengths[""]
    first = {k: letter.passages[0].text for k, _, letter in VARIED["direct"]}[kind].split(". ")[0]
    point = {
        "acknowledgement": "Thank you",
        "compromise": "(here are|an offer)",
        "goodwill": "The answer is yes",
        "courteous_no": "You asked to have the hall laid again",
        "referral": "Somebody else|Others",
        "farewell": "Our work together will end on",
    }
    assert re.search(point[kind], first, re.IGNORECASE)


def test_enthusiastic_thanks_by_name_and_never_in_a_void() -> None:
    for kind, _part, letter in VARIED["enthusiastic"]:
        assert "Thank you, Dana, for" in letter.passages[-1].text, kind
    nobody = replace(facts().recipient, name="–", greeting="")
    nameless = compose(facts(style="enthusiastic", recipient=nobody), "farewell")
    assert ", ," not in plain_text(nameless)


def test_steady_says_what_happens_next_and_when() -> None:
    for kind, _part, letter in VARIED["steady"]:
        step = next(p.text for p in letter.passages if p.key in ("next_step", "choose"))
        assert "This is what happens next" in step, kind
        assert re.search(r"(Thurs|Fri)day, (November|December) \d+", step)


def test_precise_gives_every_day_its_weekday() -> None:
    for kind, _part, letter in VARIED["precise"]:
        text = plain_text(letter).replace("November 20, 2026", "")
        assert not re.search(r"(?<!day, )\b(?:November|December|January) \d", text), kind
    assert "on Wednesday, November 18" in compose(facts(style="precise"), "goodwill").passages[0].text
