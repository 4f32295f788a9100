"""The words of a language, read once from `resources/letters/<language>`, and the choice among their variants by the facts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from clientcare.letters.phrases import Starts, lines
from clientcare.paths import resource

Values = Mapping[str, str]

_STARTS = (
    "subjects", "small", "agents", "clauses", "deeds", "asked_with", "asked_for", "verbs", "joins", "infinitives", "follows",
    "determiners", "no_subject", "bids", "likened", "pictured", "sorry_that", "refund", "of_them", "their_things",
)  # fmt: skip
_VOICE = re.compile(r"\[([^|\[\]]*)\|([^|\[\]]*)\]")
_SPACES = re.compile(r" {2,}")
_STOPS = re.compile(r"([.!?…][\"”’»)]?)\.(?!\w)")


@dataclass(frozen=True)
class Condition:
    """`name`: has a value; `!name`: has none; `name=a|b`: is one of these."""

    name: str
    wanted: frozenset[str] | None
    negated: bool

    def holds(self, values: Values) -> bool:
        value = values[self.name]
        return (value in self.wanted if self.wanted is not None else bool(value)) != self.negated


@dataclass(frozen=True)
class Variant:
    conditions: tuple[Condition, ...]
    say: str


Sentence = tuple[Variant, ...]


class Words:
    """One kind's words in one language and voice; what the kind does not say itself comes from `common.toml`."""

    def __init__(self, language: str, kind: str, solo: bool) -> None:
        self._solo = solo
        self.common: dict[str, Any] = self._voiced(_read(language, "common"))
        self.common |= {name: Starts(self.common.get(name, ())) for name in _STARTS}
        own = self._voiced(_read(language, kind))
        shared = {name: _variants(v) for name, v in self.common["sentences"].items()}
        passages = {**self.common["passages"], **own["passages"]}
        self._passages = {key: _sentences(passage, {**shared, **self._alone(passages)}) for key, passage in passages.items()}
        hello, *others = _sentences(own.get("short", {}).get("text", ()), {**shared, **self._alone(passages)}) or ((),)
        self._short = (hello, shared["corrected"], *others)
        self._subject = _variants(own.get("subject", ()))
        self._headings = {key: _variants(heading) for key, heading in own.get("headings", {}).items()}
        self.marks: dict[str, str] = own.get("marks", {})

    def passage(self, key: str, values: Values) -> str:
        """The passage for these facts; "" when none of its sentences applies."""
        return _join(self._passages[key], values)

    def points(self, key: str, values: Values) -> tuple[str, ...]:
        """The passage's sentences line by line, for a leaflet; () for a passage that is not there."""
        said = (lines(_join((sentence,), values)) for sentence in self._passages.get(key, ()))
        return tuple(line for several in said for line in several)

    def heading(self, key: str, values: Values) -> str:
        """What stands above the lines of a leaflet's section."""
        return _join((self._headings[key],), values)

    def short(self, values: Values) -> str:
        return _join(self._short, values)

    def subject(self, values: Values) -> str:
        return _join((self._subject,), values)

    def table(self, name: str) -> dict[str, str]:
        """A table of single phrases of `common.toml`, such as labels."""
        table: dict[str, str] = self.common[name]
        return table

    def _voiced(self, node: Any) -> Any:
        if isinstance(node, str):
            return _VOICE.sub(r"\1" if self._solo else r"\2", node)
        if isinstance(node, list):
            return [self._voiced(item) for item in node]
        if isinstance(node, dict):
            return {key: self._voiced(item) for key, item in node.items()}
        return node

    @staticmethod
    def _alone(passages: dict[str, Any]) -> dict[str, Sentence]:
        """Passages of a single sentence can be named like a sentence, by short messages."""
        return {key: _variants(p[0]) for key, p in passages.items() if len(p) == 1 and isinstance(p[0], list)}


@lru_cache(maxsize=64)
def words(language: str, kind: str, solo: bool) -> Words:
    """The words of a kind, read from disk the first time; `solo`: one person signs and says "I"."""
    return Words(language, kind, solo)


@lru_cache(maxsize=16)
def labels(language: str) -> dict[str, str]:
    """The words printed around every letter: footer, reply slip, enclosures."""
    table: dict[str, str] = _read(language, "common")["labels"]
    return table


@lru_cache(maxsize=16)
def nothing(language: str) -> frozenset[str]:
    """The ways to answer that there is nothing, and no answer at all."""
    return frozenset(("", *_read(language, "common")["nothing"]))


def _read(language: str, name: str) -> dict[str, Any]:
    return tomllib.loads(resource("letters", language, f"{name}.toml").read_text(encoding="utf-8"))


def _sentences(passage: Sequence[Any], shared: Mapping[str, Sentence]) -> tuple[Sentence, ...]:
    return tuple(shared[entry] if isinstance(entry, str) else _variants(entry) for entry in passage)


def _variants(entries: Sequence[dict[str, str]]) -> Sentence:
    return tuple(Variant(tuple(_condition(c) for c in e.get("when", "").split()), e["say"]) for e in entries)


def _condition(text: str) -> Condition:
    name, is_given, wanted = text.removeprefix("!").partition("=")
    return Condition(name, frozenset(wanted.split("|")) if is_given else None, text.startswith("!"))


def _join(sentences: tuple[Sentence, ...], values: Values) -> str:
    said = [_said(sentence, values) for sentence in sentences]
    text = " ".join(s for s in said if s).replace("\n ", "\n")
    return _STOPS.sub(r"\1", _SPACES.sub(" ", text)).strip()


def _said(sentence: Sentence, values: Values) -> str:
    for variant in sentence:
        if all(condition.holds(values) for condition in variant.conditions):
            return variant.say.format_map(values)
    return ""
