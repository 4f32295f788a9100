"""What an owner notices of the check of spelling: what is underlined, what is left alone, and what is proposed instead."""

from __future__ import annotations

import tomllib
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_facts import DANA, HEAD, PARTS, PRIYA, PROVIDERS, facts, facts_for

from clientcare.letters.communication import STYLES
from clientcare.letters.compose import compose
from clientcare.letters.kinds import KINDS
from clientcare.letters.plain_text import plain_text
from clientcare.letters.spelling import LONGEST, misspelt, prepare, suggestions
from clientcare.paths import resource

WRONG = {
    "en": "accomodate acheive adress apparant beleive commited definately dissapointed embarass "
    "existance greatful happend immediatly independant neccessary occured paymant recieve recomend refered seperate "
    "sincerly succesful thier tommorow truely untill wich writting",
    "es": "recivir ubiera hize desepcionado exelente nesesario acesorio desición atravez proyeccto "
    " inbitación garantia factúra reparacion tambien telefono",
}


def underlined(text: str, language: str = "en", locale: str = "en_US", known: tuple[str, ...] = ()) -> list[str]:
    return [text[start:end] for start, end in misspelt(text, language, locale, known)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_usual_misspellings_are_found(language: str) -> None:
    words = WRONG[language].split()
    assert underlined(" ".join(words), language, language) == words


def test_the_country_decides_on_english() -> None:
    text = "The colour and the color, organised or organized, in the centre of the center."
    assert underlined(text, locale="en_US") == ["colour", "organised", "centre"]
    assert underlined(text, locale="en_GB") == ["color", "center"] == underlined(text, locale="en_IE")
    assert underlined(text, locale="en") == underlined(text, locale="en_PH") == underlined(text, locale="en-US")


@pytest.mark.parametrize(
    "text",
    [
        "The 3rd of May at 10:30, D-2026-014, 24h, x4y2 and two 60cm tiles.",
        "Write to ana@riverarepairs.example or see www.rvra.example/hal, https://rvra.example/?q=tyls, or rvra.example.",
        "The PDF, the PDFs and the XQZ, from my iPhone with ClientCare.",
        "I spoke with Zzyzx and with Mr. Qwrty on Friday. St. Xyzzy’s is closed.",
        "It’s what you’ve asked for, isn't it? They'd said o’clock.",
        "A well-known dog-friendly shop, two-thirds done.",
        "Cafe\u0301, na\u00efve, fac\u0327ade.",
        "Привет, 你好, שלום and γειά.",
        "",
    ],
)
def test_what_is_no_mistake_is_left_alone(text: str) -> None:
    assert underlined(text) == []


def test_names_of_the_case_are_known() -> None:
    text = "Okafor’s hall was laid. Okafor called, and Xoliswa-Maree came. okafor"
    assert underlined(text) == ["Okafor’s", "Okafor", "okafor"]
    assert underlined(text, known=("Dana Okafor", "Xoliswa-Maree Ltd.")) == []


def test_words_the_owner_added_are_known_in_any_capitals() -> None:
    assert underlined("The terazzo is laid. Terazzo lasts.", known=("Terazzo",)) == []
    assert underlined("The terazzos are laid.", known=("terazzo",)) == ["terazzos"]


def test_of_hyphened_words_only_the_wrong_part_is_underlined() -> None:
    text = "A well-writen, dubble-glazed door"
    assert [(text[a:b], a) for a, b in misspelt(text, "en", "en_GB")] == [("writen", 7), ("dubble", 15)]


def test_underlined_where_it_stands() -> None:
    text = "😀 “Teh tile, e\u0301t\u200bc.\r\nWrod”, and wrod"
    assert underlined(text)[0] == "Teh" and underlined(text)[-2:] == ["Wrod", "wrod"]
    assert underlined("El camio\u0301n y el camion.", "es", "es_MX") == ["camion"]


def test_a_language_without_a_dictionary_finds_nothing() -> None:
    prepare("de", "de_DE")
    assert misspelt("Das ist teh Fliese", "de", "de_DE") == () == suggestions("teh", "de", "de_DE")


def test_what_is_proposed() -> None:
    assert suggestions("recieve", "en", "en_US")[0] == "receive"
    assert suggestions("Recieve", "en", "en_US")[0] == "Receive"
    assert suggestions("dont", "en", "en_US")[0] == "don’t" and suggestions("Doesnt", "en", "en_GB")[0] == "Doesn’t"
    assert suggestions("teh", "en", "en_US")[0] == "the" and suggestions("TEH", "en", "en_US")[0] == "THE"
    assert "a lot" in suggestions("alot", "en", "en_US")
    assert suggestions("reparacion", "es", "es_ES")[0] == "reparación"
    assert suggestions("colour", "en", "en_US")[0] == "color"
    assert all(len(suggestions(word, "en", "en_US")) <= 5 for word in ("dont", "cam", "tle"))
    assert suggestions("x" * (LONGEST + 1), "en", "en_US") == suggestions("", "en", "en_US") == ()


LANGUAGES = [language for language in ("en", "es") if (resource("letters") / language / "common.toml").is_file()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_letters_hold_none_but_names(language: str) -> None:
    locale = {"en": "en_US", "es": "es_ES"}[language]
    known = (HEAD.name, HEAD.owner_name, DANA.name, PRIYA.name, *(f"{firm.name} {firm.tie}" for firm in PROVIDERS))
    found = set()
    for kind, style, part in product(kinds(language), ("", *STYLES), PARTS):
        letter = compose(facts_for(kind, style=style, part=part, language=language), kind)
        for text in (f"{letter.subject}\n\n{plain_text(letter)}", letter.short):
            found |= {*underlined(text, language, locale, known)}
    theirs = {word.lower() for word in typed_by_the_owner(language, locale)}
    assert not {word for word in found if word.lower() not in theirs}


def kinds(language: str) -> list[str]:
    return [kind.key for kind in KINDS if (resource("letters") / language / f"{kind.key}.toml").is_file()]


def typed_by_the_owner(language: str, locale: str) -> set[str]:
    """The words of the facts themselves, which are English, and some of them British, in a letter of any language."""
    return {*underlined(str(vars(facts())).replace("\\n", " "), language, locale)}


def test_every_dictionary_ships_with_its_licence() -> None:
    names = {file.stem for file in resource("spelling").glob("*.dic")}
    assert names == {"en_US", "en_GB", "es_ES"}
    listed = tomllib.loads((resource().parent / "pyproject.toml").read_text("utf-8"))["project"]["license-files"]
    for name in names:
        assert (resource("spelling") / f"{name}.aff").is_file() and f"resources/spelling/{name}.LICENSE" in listed
        assert len((resource("spelling") / f"{name}.LICENSE").read_text("utf-8")) > 1000


@given(st.text(max_size=300), st.sampled_from([("en", "en_US"), ("en", "en_GB"), ("es", "es_ES")]))
def test_any_text_is_checked(text: str, where: tuple[str, str]) -> None:
    spans = misspelt(text, *where)
    assert all(0 <= start < end <= len(text) for start, end in spans) and list(spans) == sorted(spans)


def test_several_threads_may_check_at_once() -> None:
    texts = [f"Teh tile {n} wrod" + "a" * (n % 9) for n in range(200)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(underlined, texts)) == list(map(underlined, texts))


def test_time_grows_with_the_text_only() -> None:
    def took(text: str) -> float:
        begun = process_time()
        underlined(text)
        return process_time() - begun

    for piece in ("teh tile ", "a", "a-", "“", "a.", "@ ", "é", "W. "):
        took(piece * 500)
        small, large = (min(took(piece * n) for _ in range(3)) for n in (2000, 20_000))
        assert large < 40 * max(small, 0.002), piece
