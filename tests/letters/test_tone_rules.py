"""Every rule of the tone guard keeps what its own table promises: what it finds, what it lets pass, what it says instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest

from clientcare.letters.tone import Finding, review
from clientcare.letters.tone.pattern import BadPattern, compile_pattern
from clientcare.letters.tone.rules import LEVELS, Rule, rules
from clientcare.paths import resource

LANGUAGES = ("en", "es")
CATEGORIES = set(
    "blame harsh doubt told nonapology threat calm always obvious order sarcasm shouting refusal stiff".split()  # noqa: SIM905
)
_KEPT = re.compile(r"\d[\d.,]*|\b[A-ZÁÉÍÓÚ]\w{2,}")


def all_rules() -> Iterator[tuple[str, Rule]]:
    for language in LANGUAGES:
        known = rules(language)
        assert known
        yield from ((language, rule) for rule in known.rules)


RULES = [pytest.param(language, rule, id=f"{language}-{rule.name}") for language, rule in all_rules()]


def kept(text: str, finding: Finding) -> set[str]:
    """The numbers and names that a rewording may not lose; the first word of a sentence is taken for no name."""
    said = text[finding.start : finding.end]
    opens = not text[: finding.start].strip() or text[: finding.start].rstrip()[-1] in ".!?:\n"
    return set(_KEPT.findall(said if not opens else " ".join(said.split()[1:])) if not said.isupper() else ())


def improved(text: str, findings: list[Finding]) -> str:
    for finding in reversed(findings):
        if finding.rewording:
            text = text[: finding.start] + finding.rewording + text[finding.end :]
    return text


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_it_finds_what_it_must(language: str, rule: Rule) -> None:
    missed = [text for text in rule.must if rule.name not in {one.rule for one in review(text, language=language)}]
    assert rule.must and not missed


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_it_lets_pass_what_it_must_not_find(language: str, rule: Rule) -> None:
    found = {text: one for text in rule.must_not for one in review(text, language=language) if one.rule == rule.name}
    assert rule.must_not and not found


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_what_it_says_instead_finds_nothing(language: str, rule: Rule) -> None:
    said = {say for way in rule.ways for say in (way.say, way.say_ours)}
    assert not [say for say in said if review(re.sub(r"\{\w+\}", "", say), "mostly", language=language)]


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_its_own_examples_are_put_right_and_keep_their_names_and_numbers(language: str, rule: Rule) -> None:
    for text in rule.must:
        findings = review(text, "some", language=language)
        for one in findings:
            assert not review(one.rewording, "some", language=language), one
            assert kept(text, one) <= set(_KEPT.findall(one.rewording)), one
        better = improved(text, findings)
        left = [one for one in review(better, "some", language=language) if one.rule == rule.name and one.rewording]
        assert not left, better


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_it_is_kind_to_the_owner_and_short(language: str, rule: Rule) -> None:
    assert rule.level in LEVELS and rule.level_ours in LEVELS
    assert rule.why.endswith(".") and len(rule.why) <= 110
    assert not re.search(r"\byou (?:must|should|failed|are wrong)\b|[!?]", rule.why)


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_its_patterns_compile(language: str, rule: Rule) -> None:
    patterns = [*(way.pattern for way in rule.ways), *rule.unless, *rule.unless_near]
    assert all(not {"core"} - set(pattern.regex.groupindex) for pattern in patterns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_twice_the_same_way(language: str) -> None:
    known = rules(language)
    assert known
    seen = [way.pattern.expression for rule in known.rules for way in rule.ways]
    assert len(seen) == len(set(seen))


def test_all_categories_are_there() -> None:
    for language in LANGUAGES:
        known = rules(language)
        assert known
        assert {rule.category for rule in known.rules} == CATEGORIES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_holds_nothing_that_is_not_read(language: str) -> None:
    keys = {"level", "level_ours", "why", "find", "unless", "unless_near", "must", "must_not"}
    data = tomllib.loads((resource("tone") / f"{language}.toml").read_text("utf-8"))
    for category, tables in data.items():
        if category not in ("words", "exceptions"):
            assert all(table.keys() <= keys for table in tables.values()), category


@pytest.mark.parametrize(
    ("written", "found", "passed"),
    [
        ("you always", ["well you always do"], ["you do always", "always you"]),
        ("one|two+or three", ["one three", "two or three"], ["two three"]),
        ("disappoint*", ["so disappointing", "disappoint"], ["appointed"]),
        ("your ..2 fault", ["your fault", "your own big fault"], ["your very own big fault", "your , fault"]),
        ("very? late", ["late", "very late"], ["later"]),
        ("_ late", ["too late"], ["late", ", late"]),
        ("<mood> day", ["sad day", "out of sorts day"], ["day"]),
        ("~ stop it", ["stop it", "we talked , stop it", "and stop it", "so stop it"], ["they stop it", "a bus stop it"]),
        ("late ,|$", ["late", "so late , so good"], ["late today"]),
        ("late $", ["so late"], ["late today"]),
        ("because you|your+_ late", ["because you late", "because your dog late"], ["because your late"]),
    ],
)
def test_how_patterns_are_written(written: str, found: list[str], passed: list[str]) -> None:
    pattern = compile_pattern(written, {"mood": ("sad", "out of sorts")})
    assert all(pattern.regex.search(f" {text} ") for text in found)
    assert not any(pattern.regex.search(f" {text} ") for text in passed)
    for text in found:
        assert any(word.startswith(one.removesuffix("*")) for word in text.split() for one in pattern.triggers)


@pytest.mark.parametrize("written", ["..3 _", "<nothing> day", "maybe?", "one|? two"])
def test_a_pattern_that_cannot_work_is_refused(written: str) -> None:
    with pytest.raises(BadPattern):
        compile_pattern(written, {})
