"""The rules of the tone guard: read once from `resources/tone/<language>.toml`, found by the words that trigger them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from clientcare.letters.tone.pattern import BadPattern, Classes, Pattern, compile_pattern
from clientcare.paths import resource

LEVELS = ("stop", "soften", "note")
_NOT_RULES = ("words", "exceptions")
_LONGEST = 24  # letters of a beginning


@dataclass(frozen=True)
class Way:
    """One wording that a rule finds and what to say instead; `say_ours` where our part is some or mostly.

    `whole`: that is a clause of its own, and fits only where what was found is one, too.
    """

    pattern: Pattern
    say: str
    say_ours: str
    whole: bool = False


@dataclass(frozen=True)
class Rule:
    """`name`: category and rule, "blame.failed". `level_ours`: where our part is some or mostly."""

    name: str
    level: str
    level_ours: str
    why: str
    ways: tuple[Way, ...]
    unless: tuple[Pattern, ...]  # in the same sentence
    unless_near: tuple[Pattern, ...]  # or in the one before
    must: tuple[str, ...]
    must_not: tuple[str, ...]

    @property
    def category(self) -> str:
        return self.name.partition(".")[0]

    def excepts(self, sentence: str, words: set[str]) -> bool:
        """Whether this sentence of these words may say it."""
        return _stands(self.unless, sentence, words) or _stands(self.unless_near, sentence, words)

    def excepts_after(self, before: str, words: set[str]) -> bool:
        """Whether a sentence behind this one of these words may say it."""
        return _stands(self.unless_near, before, words)


def _stands(patterns: tuple[Pattern, ...], sentence: str, words: set[str]) -> bool:
    return any(pattern.may_stand_in(words) and pattern.regex.search(sentence) for pattern in patterns)


class Rules:
    """All of one language. `shouted`: words that a person writes in capitals only to shout."""

    def __init__(self, read: tuple[Rule, ...], shouted: frozenset[str]) -> None:
        self.rules, self.shouted = read, shouted
        self.ways = tuple((rule, way) for rule in read for way in rule.ways)
        self._named = {rule.name: rule for rule in read}
        self._whole: dict[str, tuple[int, ...]] = {}
        self._beginnings: dict[str, tuple[int, ...]] = {}
        for number, (_, way) in enumerate(self.ways):
            for word in way.pattern.triggers:
                place = self._beginnings if word.endswith("*") else self._whole
                word = word.removesuffix("*")
                place[word] = (*place.get(word, ()), number)

    def rule(self, name: str) -> Rule:
        return self._named[name]

    def triggered(self, word: str) -> tuple[int, ...]:
        """The places in `ways` of what may be found in a sentence with this word."""
        starts = (self._beginnings.get(word[:size], ()) for size in range(1, min(len(word), _LONGEST) + 1))
        return tuple(number for numbers in (self._whole.get(word, ()), *starts) for number in numbers)


@lru_cache(maxsize=8)
def rules(language: str) -> Rules | None:
    """None where we have none. Raises BadPattern for a file that cannot be read, which a test would have found."""
    file = resource("tone") / f"{language}.toml"
    if not (language.isalpha() and file.is_file()):
        return None
    data = tomllib.loads(file.read_text("utf-8"))
    classes = {name: _listed(text) for name, text in data["words"].items()}
    return Rules(tuple(_rules(data, classes, data.get("exceptions", {}))), frozenset(classes["shouted"]))


def _listed(text: str) -> tuple[str, ...]:
    """The words of a class, written with commas between, on as many lines as they need."""
    return tuple(filter(None, (" ".join(word.split()) for word in text.split(","))))


def _rules(data: dict[str, Any], classes: Classes, shared: dict[str, list[str]]) -> Iterator[Rule]:
    for category, tables in data.items():
        if category in _NOT_RULES:
            continue
        for name, table in tables.items():
            yield _rule(f"{category}.{name}", table, classes, shared)


def _rule(name: str, table: dict[str, Any], classes: Classes, shared: dict[str, list[str]]) -> Rule:
    ways = []
    for find, say, *ours in table.get("find", ()):
        whole, say = say.startswith("="), say.removeprefix("=")
        way = Way(compile_pattern(find, classes), say, ours[0] if ours else say, whole)
        if say and way.pattern.loses:
            raise BadPattern(f"{name}: “{find}” would lose words; give them a name")
        for text in {way.say, way.say_ours}:
            if say and any(f"{{{kept}}}" not in text for kept in way.pattern.names):
                raise BadPattern(f"{name}: “{find}” keeps something that “{text}” does not say")
        ways.append(way)
    level = table["level"]
    return Rule(
        name,
        level,
        table.get("level_ours", level),
        table["why"],
        tuple(ways),
        tuple(_exceptions(table.get("unless", ()), classes, shared)),
        tuple(_exceptions(table.get("unless_near", ()), classes, shared)),
        tuple(table["must"]),
        tuple(table["must_not"]),
    )


def _exceptions(written: list[str], classes: Classes, shared: dict[str, list[str]]) -> Iterator[Pattern]:
    """Each a pattern, or "@name" for a list of them that rules share."""
    for pattern in written:
        if pattern.startswith("@"):
            yield from (compile_pattern(one, classes) for one in shared[pattern[1:]])
        else:
            yield compile_pattern(pattern, classes)
