"""What an owner notices of the checklist: our letters tick every point, and what is taken out or taken back unticks its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from time import process_time

import pytest
from letter_facts import HEAD, PARTS, facts

from clientcare.letters.checklist import checklist
from clientcare.letters.communication import STYLES
from clientcare.letters.compose import compose
from clientcare.letters.facts import Facts
from clientcare.letters.kinds import KINDS
from clientcare.letters.letter import Letter, Passage
from clientcare.paths import resource

LANGUAGES = [language for language in ("en", "es") if (resource("letters") / language / "common.toml").is_file()]
SAID = {"understood", "received"}
# Which passages of ours say what; the options and the firms stand apart from the passages.
SAY = {
    "said": SAID, "feeling": {"received", "our_part", "sorry"}, "apology": {"our_part", "sorry"}, "sorry": {"sorry"},
    "wait": {"delay", "close"}, "cause": {"cause"}, "fix": {"fix", "money"}, "changed": {"changed", "our_part"},
    "standing": {"standing"}, "delay": {"delay"}, "give": {"give", "money"}, "reason": {"reasons"}, "can_do": {"can_do"},
    "explained": {"explained"}, "question": {"question"}, "instead": {"instead"}, "free": {"decline"}, "sum": {"due"},
    "paying": {"due"}, "open_point": {"open_point"}, "gladly": {"gladly"}, "rhythm": {"rhythm"}, "last_day": {"last_day"},
    "work": {"work"}, "money": {"money"}, "papers": {"records"}, "settled": {"settled"}, "learned": {"changed"},
    "routes": {"routes"}, "thanks": {*SAID, "close", "due", "decline", "speaking_up", "thanking"}, "wishes": {"close"},
    "consent": {"consent"}, "told_on": {"passed_on"}, "connection": {"opening"}, "outcome": {"sent"},
    "return": {"thanking"}, "correction": {"correction"},
    "date": {"next_step", "choose", "due"}, "reach": {"next_step", "choose", "reach_us"},
}  # fmt: skip
APART = {"offers": {"offers": (), "owed": ()}, "firms": {"providers": ()}, "tie": {"providers": ()}}


def letters(language: str, kind: str) -> Iterator[tuple[Letter, Facts]]:
    more = {"still_owed": Decimal(1200), "still_owed_by": date(2026, 12, 11)} if kind == "payment_request" else {}
    for style, part in product(("", *STYLES), PARTS):
        case = facts(language=language, style=style, part=part, routes="You may also turn to the guild.", **more)
        yield compose(case, kind), case


def ticked(letter: Letter, case: Facts) -> set[str]:
    return {one.key for one in checklist(letter, case) if one.there}


def one_passage(key: str, text: str, **changes: object) -> set[str]:
    """What is ticked when the owner's own letter of a kind that has this passage says only this."""
    case = facts(**changes)
    return ticked(replace(compose(case, "courteous_no"), passages=(Passage(key, text, own=True),)), case)


@pytest.mark.parametrize(("language", "kind"), [(language, one.key) for language in LANGUAGES for one in KINDS])
def test_our_letters_tick_every_point_and_each_hangs_on_its_passage(language: str, kind: str) -> None:
    for letter, case in letters(language, kind):
        points = checklist(letter, case)
        assert len(points) >= 3 and not [one.key for one in points if not one.there], case.style
        for one in points:
            without = tuple(passage for passage in letter.passages if passage.key not in SAY.get(one.key, ()))
            changed = replace(letter, passages=without, **APART.get(one.key, {}))  # type: ignore[arg-type]
            assert one.key not in ticked(changed, case), one.key


@pytest.mark.parametrize("key", [kind.key for kind in KINDS])
def test_an_empty_letter_ticks_nothing(key: str) -> None:
    letter, case = next(letters("en", key))
    assert ticked(replace(letter, passages=(), offers=(), owed=(), providers=()), case) == set()


def test_the_titles_are_those_an_owner_reads() -> None:
    letter, case = next((one, two) for one, two in letters("en", "compromise") if two.part == "some")
    titles = [one.title for one in checklist(letter, case)]
    assert titles == ["what they said", "a feeling named", "a whole apology", "offers", "a date", "thanks", "how to reach you"]


def test_an_apology_is_asked_for_only_where_part_is_ours() -> None:
    for part, asked in (("none", False), ("some", True), ("mostly", True)):
        case = facts(part=part)
        assert ("apology" in {one.key for one in checklist(compose(case, "compromise"), case)}) is asked


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("I am sorry that we left that unclear.", True),
        ("We should have shown you the tile first. I apologise.", True),
        ("Our quote named the tile only by its product code, and I regret that.", True),
        ("I am sorry if we made you feel rushed.", False),
        ("I am sorry, but we made no mistake.", False),
        ("I am sorry you feel that way.", False),
        ("Mistakes were made, and that is regrettable.", False),
        ("We made a mistake.", False),
        ("I am sorry to hear it.", False),
        ("We apologise for any inconvenience this may have caused; we could have called.", False),
    ],
)
def test_what_makes_an_apology_whole(text: str, whole: bool) -> None:
    assert ("apology" in one_passage("our_part", text)) is whole


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("I can see how frustrating this was.", True),
        ("You were counting on us.", True),
        ("That must have been hard for you.", True),
        ("I was disappointed to read your message.", False),
        ("The tiles are matt.", False),
    ],
)
def test_a_feeling_is_theirs(text: str, named: bool) -> None:
    assert ("feeling" in one_passage("our_part", text)) is named


def test_their_concern_may_be_restated_in_their_own_words_or_ours() -> None:
    ours = "Looking at our brochure, you were expecting a matt tile, as in the photo."
    theirs = "You told us that the gloss shows each footprint of your children."
    words = "the gloss shows every footprint my children leave"
    assert "said" in one_passage("understood", ours, their_words=words)
    assert "said" in one_passage("understood", theirs, their_words=words)
    assert "said" not in one_passage("understood", "Thank you for your call about the matter.", their_words=words)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("I will call you by Friday.", True),
        ("You hear from me on 26 November.", True),
        ("You hear from me on November 26th.", True),
        ("I will write within two weeks.", True),
        ("We start on 8 January.", True),
        ("We spoke on 18 November.", False),
        ("We spoke on 30 February 2026.", False),
        ("I will be in touch soon.", False),
    ],
)
def test_a_date_lies_ahead(text: str, there: bool) -> None:
    assert ("date" in one_passage("next_step", text)) is there


def test_a_sum_counts_however_it_is_written() -> None:
    sums = (("$1,200.50", True), ("1.200,50 €", True), ("1 200,50", True), ("$1,200", False), ("$11,200.50", False))
    for said, there in sums:
        case = facts(still_owed=Decimal("1200.50"), language="en")
        letter = replace(compose(case, "payment_request"), passages=(Passage("due", f"The sum is {said}."),))
        assert ("sum" in ticked(letter, case)) is there, said


def test_what_the_facts_do_not_hold_is_not_asked_for() -> None:
    case = facts(letterhead=replace(HEAD, phone="", email=""), providers=())
    letter = compose(replace(case, providers=facts().providers), "referral")
    assert not {"reach", "tie"} & {one.key for one in checklist(letter, case)}


def test_another_language_has_no_points() -> None:
    case = facts()
    assert checklist(replace(compose(case, "compromise"), language="de"), case) == ()


def test_it_takes_no_time_a_keystroke_would_notice() -> None:
    """Less than composing the very letter takes ten times."""
    case = facts()
    letter = compose(case, "courteous_no")
    long = replace(letter, passages=tuple(replace(one, text=f"{one.text} " * 3) for one in letter.passages))

    def took(n: int, work: object) -> float:
        begun = process_time()
        for _ in range(n):
            work()  # type: ignore[operator]
        return process_time() - begun

    checklist(long, case)
    assert took(20, lambda: checklist(long, case)) < took(200, lambda: compose(case, "courteous_no"))
