"""How what an owner typed is fitted into sentences."""

from __future__ import annotations

import pytest

from clientcare.letters.phrases import address_lines, bullets, clean, fragment, lines, sentence, shortened

SMALL = {"the", "you", "we"}


@pytest.mark.parametrize(
    ("typed", "inside"),
    [
        ("The photo misled you.", "the photo misled you"),
        ("Dana's floor is gloss", "Dana's floor is gloss"),
        ("iPhone cover cracked.", "iPhone cover cracked"),
        ("You waited three weeks\nthe van was late", "you waited three weeks. The van was late"),
        ("why gloss?", "why gloss?"),
        ("and so on...", "and so on…"),
        ("  ", ""),
    ],
)
def test_a_fragment_starts_small_only_where_the_word_allows(typed: str, inside: str) -> None:
    assert fragment(typed, SMALL) == inside


def test_sentences_and_bullets_are_ended_once() -> None:
    assert sentence("we were late;\nit rained!") == "We were late. It rained!"
    assert bullets("- one\n• two.\n\n3) three") == "• One.\n• Two.\n• Three."
    assert lines(" a \r\nb\u2028c\x85d\ve") == ["a", "b", "c", "d", "e"]


def test_clean_drops_what_cannot_be_seen_and_keeps_the_rest() -> None:
    assert clean("Z\u200bo\u0308e\u202e\x00\t!") == "Zöe !"
    assert clean("half \ud83d of a smile") == "half  of a smile"
    assert clean("O'Brien & <b>\nŁ") == "O'Brien & <b>\nŁ"


def test_a_line_that_says_nothing_is_none_and_an_address_keeps_its_numbers() -> None:
    assert lines("-\n…\n. \nyes") == ["yes"]
    assert address_lines("Weg 1\r\n 2. OG\n\n- Hof") == ["Weg 1", "2. OG", "- Hof"]


def test_shortened_cuts_between_words_or_not_at_all() -> None:
    assert shortened("one two, three", 10) == "one two…"
    assert shortened("onetwothree", 5) == ""
    assert shortened("short", 5) == "short"
