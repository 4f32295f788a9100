"""What an owner notices of the tone guard: what it finds, what it lets stand, where it points, and that it is quick."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise, product
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_facts import OFFERS, PARTS, PROVIDERS, facts

from clientcare.letters.communication import STYLES
from clientcare.letters.compose import compose
from clientcare.letters.kinds import KINDS
from clientcare.letters.plain_text import plain_text
from clientcare.letters.tone import Finding, prepare, review
from clientcare.letters.tone.rules import rules
from clientcare.paths import resource

POLITE = (Path(__file__).parent / "polite" / "en.txt").read_text("utf-8").strip().split("\n\n")
OWN = Path(__file__).parent / "own_sentences"
HARSH = (
    "You never listen. Given the lackluster effort of 3 May, Marta Okafor got $640 less. "
    "You failed to call, as I already told you!!"
)
LANGUAGES = [language for language in ("en", "es") if (resource("letters") / language / "common.toml").is_file()]
ALL_EXAMPLES = [text for one in rules("en").rules for text in (*one.must, *one.must_not)]  # type: ignore[union-attr]


def found(text: str, part: str = "none", client_words: str = "", language: str = "en") -> list[str]:
    return [text[one.start : one.end] for one in review(text, part, client_words, language)]


@pytest.mark.parametrize(
    "text",
    [
        "If you have any questions, please call me.",
        "That must have been disappointing for you.",
        "What we delivered was unacceptable.",
        "Our answer was unacceptable, and I am sorry.",
        "You did not fail to do anything.",
        "Please pay by 4 December.",
        "The offers are open until 4 December; after that day I will get in touch.",
        "Perhaps I think of it differently, and maybe we could talk on Friday.",
        "You wrote that “you always come late and your work is a disgrace”.",
        'You wrote that "you failed to call".',
        "You wrote: «you never call back».",
        "The PDF, the VAT number and the DIN A4 sheet are enclosed.",
        "",
    ],
)
@pytest.mark.parametrize("part", PARTS)
def test_what_is_harmless_stays_silent(text: str, part: str) -> None:
    assert found(text, part) == []


def test_harsh_words_are_found_without_you() -> None:
    assert "lackluster effort" in found("Given the lackluster effort so far, we start again.")
    assert found("This is an unreasonable request.") and found("We have had nothing but baseless accusations.")


def test_each_finding_carries_what_a_card_shows() -> None:
    findings = review(HARSH)
    assert [one.rule.split(".")[0] for one in findings] == ["always", "harsh", "blame", "told", "shouting"]
    assert all(one.why and one.rewording and one.level in ("stop", "soften", "note") for one in findings)
    with pytest.raises(AttributeError):
        findings[0].start = 1  # type: ignore[misc]


def test_the_rewordings_make_a_letter_that_finds_nothing() -> None:
    text = HARSH
    for one in reversed(review(text)):
        text = text[: one.start] + one.rewording + text[one.end :]
    assert review(text) == []
    assert all(kept in text for kept in ("3 May", "Marta Okafor", "$640"))
    assert text.startswith("This time you did not listen. Given the effort of 3 May,")


def test_an_article_before_what_is_left_out_is_right_again() -> None:
    text = "It is an unreasonable remark, and a baseless argument."
    for one in reversed(review(text)):
        text = text[: one.start] + one.rewording + text[one.end :]
    assert text == "It is a remark, and an argument."


def test_half_an_apology_weighs_more_where_part_is_ours() -> None:
    text = "I am sorry if you felt rushed."
    assert [one.level for one in review(text)] == ["soften"]
    assert [one.level for one in review(text, "some")] == [one.level for one in review(text, "mostly")] == ["stop"]
    (plain,), (ours,) = (review("Mistakes were made.", part) for part in ("none", "mostly"))
    assert ours.rewording == "We made a mistake" and "we" not in plain.rewording.lower().split()


def test_what_the_client_wrote_may_be_repeated() -> None:
    theirs = "I am fed up. You failed to call me back, and your attitude is insulting!"
    text = "You failed to call me back, you wrote, and your attitude is insulting."
    assert found(text) and found(text, client_words=theirs) == []
    assert found("You failed to pay.", client_words=theirs) == ["You failed to"]


def test_words_in_capitals_and_marks() -> None:
    assert found("We did NOT agree to this!!") == ["NOT", "!!"]
    (finding,) = review("PLEASE PAY NOW.")
    assert finding.rewording == "Please pay now"


def test_what_is_made_ready_before_finds_the_same() -> None:
    before = review(HARSH)
    for language in ("en", "es", "de"):
        prepare(language)
    assert review(HARSH) == before


def test_other_languages_find_nothing_and_spanish_its_own() -> None:
    assert review(HARSH, language="de") == review(HARSH, language="../en") == review(HARSH, language="") == []
    assert found("Es culpa suya, y usted nunca responde.", language="es") == ["Es culpa suya", "usted nunca responde"]
    assert found("Es culpa suya.".replace("ú", "u"), language="en") == []


@pytest.mark.parametrize(
    "text",
    [
        "😀🏽 You failed to call.",
        "One line.\r\n\r\nYou\r\nfailed   to call.",
        "Cafe\u0301, nai\u0308ve: you’ve failed to call.",
        "\u2028\u200b\x00 you failed to\u00a0call",
        "“Open for ever. you failed to call.",
    ],
)
def test_findings_stand_where_the_words_stand(text: str) -> None:
    (finding,) = review(text)
    said = " ".join(text[finding.start : finding.end].lower().replace("’", "'").split())
    assert said in ("you failed to", "you've failed to")


def test_spanish_accents_typed_apart_are_the_same() -> None:
    typed = "Usted olvido\u0301 la cita."
    (finding,) = review(typed, language="es")
    assert typed[finding.start : finding.end] == "Usted olvido\u0301"


def test_polite_letters_are_not_stopped() -> None:
    assert len(POLITE) >= 40
    stopped = {text: one for text in POLITE for part in PARTS for one in review(text, part) if one.level == "stop"}
    assert len(stopped) <= len(POLITE) // 20, stopped
    softened = {text: one for text in POLITE for one in review(text, "some") if one.level == "soften"}
    assert len(softened) <= len(POLITE) // 10, softened


def own_sentences(name: str) -> list[str]:
    return [line for line in (OWN / f"{name}.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]


def test_sentences_written_in_anger_are_found_and_those_that_look_like_them_are_not() -> None:
    harsh, fine = (
        {text: [one.level for one in review(text, "some") if one.level != "note"] for text in own_sentences(name)}
        for name in ("harsh", "fine")
    )
    assert len(harsh) >= 300 and len(fine) >= 300
    assert len([text for text, levels in harsh.items() if levels]) >= 0.95 * len(harsh)
    assert len([text for text, levels in fine.items() if levels]) <= 0.02 * len(fine)
    assert not [text for text, levels in fine.items() if "stop" in levels]


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_letters_are_left_alone(language: str) -> None:
    heard = set()
    for kind, style, part in product(KINDS, ("", *STYLES), PARTS):
        more = {"still_owed": Decimal(1200)} if kind.key == "payment_request" else {}
        for n in (1, 4) if kind.offers or kind.key == "referral" else (1,):
            case = facts(language=language, part=part, style=style, offers=OFFERS[:n], providers=PROVIDERS[:n][:3], **more)
            letter = compose(case, kind.key)
            for text in (f"{letter.subject}\n\n{plain_text(letter)}", letter.short):
                found = (one for one in review(text, part, language=language) if one.level != "note")
                heard |= {(one.rule, text[one.start : one.end]) for one in found}
    assert not heard


PIECES = [*" ".join(ALL_EXAMPLES).split(), "\r\n", "😀", "“", "”", '"', "«", "Marta", "640", "e\u0301"]
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(ALL_EXAMPLES), max_size=8).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
)


@given(TEXTS, st.sampled_from(PARTS), TEXTS)
def test_any_text_is_reviewed(text: str, part: str, theirs: str) -> None:
    findings = review(text, part, theirs)
    assert findings == review(text, part, theirs)
    assert all(0 <= one.start < one.end <= len(text) for one in findings)
    assert all(a.end <= b.start for a, b in pairwise(findings))
    for one in findings:
        assert review(one.rewording, part, theirs) == []
        assert numbers(text[one.start : one.end]) <= numbers(one.rewording) or not one.rewording


@given(TEXTS)
def test_what_stands_before_only_moves_the_findings(text: str) -> None:
    before = "Dear Marta,\n\n😀 Thank you for your call.\n\n"
    shift = len(before)
    moved = [Finding(one.start + shift, one.end + shift, one.rule, one.level, one.why, one.rewording) for one in review(text)]
    assert review(before + text) == moved


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def test_time_grows_with_the_text_only() -> None:
    """Ten times the text takes some ten times as long, also where every word starts something."""

    def took(text: str) -> float:
        begun = process_time()
        review(text)
        return process_time() - begun

    for piece in ("you your ", "a ", "“", "your lack of ", "!", "as i ", "I find your very very "):
        took(piece * 500)
        small, large = (min(took(piece * n) for _ in range(3)) for n in (1000, 10_000))
        assert large < 40 * max(small, 0.002), piece
