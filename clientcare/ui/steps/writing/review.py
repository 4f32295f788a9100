"""A letter read as its reader may, off the window's thread: what could hurt, what is misspelt, which parts are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clientcare.letters.checklist import Point
    from clientcare.letters.facts import Facts
    from clientcare.letters.letter import Letter
    from clientcare.letters.tone import Finding

STOP = "stop"
MESSAGE = "message"  # under which the short message is read
LEVELS = (STOP, "soften")  # a note is not shown
REMEMBERED = 64  # passages read before: one key changes one of them
ENOUGH = 3  # words
NEAR = 80  # characters
_BEFORE = re.compile(r"(?:[\w’'-]+,?[^\S\n]+){0,3}[\w’'-]*$")
_AFTER = re.compile(r"[\w’'-]*(?:[^\S\n]+[\w’'-]+){0,2}")
Place = tuple[int, int]


@dataclass(frozen=True)
class Spot:
    """Words that may be heard badly: where in which box (places as Qt counts them), why, and what could stand instead.

    `around`: the words before and after them in the same sentence, where they alone ("if") would say little.
    """

    box: str
    start: int
    end: int
    words: str
    rule: str
    level: str
    why: str
    rewording: str
    around: tuple[str, str] = ("", "")

    @property
    def shown(self) -> str:
        """What is found, on one line, as much of it as can be understood."""
        return self._amid(self.words)

    @property
    def shown_rewording(self) -> str:
        """The same with the kinder words; "" where there are none."""
        return self._amid(self.rewording) if self.rewording else ""

    @property
    def entry(self) -> str:
        """As a draft remembers that the owner kept it."""
        return f"{self.rule}: {self.shown}"

    def _amid(self, words: str) -> str:
        return " ".join(f"{self.around[0]}{words}{self.around[1]}".split())


@dataclass(frozen=True)
class ReadThrough:
    """What was read (box → text) and what was found in it."""

    texts: Mapping[str, str] = field(default_factory=dict)
    spots: tuple[Spot, ...] = ()
    misspelt: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    points: tuple[Point, ...] = ()


def prepare(language: str, locale: str) -> None:
    """Make the rules and the dictionary ready."""
    from clientcare.letters import spelling, tone

    tone.prepare(language)
    spelling.prepare(language, locale)


def read_through(texts: Mapping[str, str], letter: Letter, facts: Facts, words: frozenset[str]) -> ReadThrough:
    """Read every box. `words`: those the owner added to the dictionary."""
    from clientcare.letters.checklist import checklist

    known, locale = words | _names(facts), facts.letterhead.locale
    spots = [spot for box, text in texts.items() for spot in _spots(box, text, facts)]
    misspelt = {box: _misspelt(text, facts.language, locale, known) for box, text in texts.items()}
    return ReadThrough(texts, tuple(spots), misspelt, checklist(letter, facts))


def read_message(message: str, facts: Facts) -> tuple[Spot, ...]:
    """What may be heard badly in the short message."""
    return tuple(_spots(MESSAGE, message, facts))


def suggestions(word: str, language: str, locale: str) -> tuple[str, ...]:
    from clientcare.letters import spelling

    return tuple(spelling.suggestions(word, language, locale))


def _spots(box: str, text: str, facts: Facts) -> Iterator[Spot]:
    for one in _reviewed(text, facts.part, facts.their_words, facts.language):
        if one.level in LEVELS:
            start, end = _place(text, one.start, one.end)
            words, around = text[one.start : one.end], _around(text, one.start, one.end)
            yield Spot(box, start, end, words, one.rule, one.level, one.why, one.rewording, around)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Nothing where the words are enough by themselves."""
    if len(text[start:end].split()) >= ENOUGH:
        return "", ""
    before, after = _BEFORE.search(text[max(0, start - NEAR) : start]), _AFTER.match(text[end : end + NEAR])
    return before.group() if before else "", after.group() if after else ""


@lru_cache(REMEMBERED)
def _reviewed(text: str, part: str, their_words: str, language: str) -> tuple[Finding, ...]:
    from clientcare.letters import tone

    return tuple(tone.review(text, part, their_words, language))


@lru_cache(REMEMBERED)
def _misspelt(text: str, language: str, locale: str, known: frozenset[str]) -> tuple[Place, ...]:
    from clientcare.letters import spelling

    return tuple(_place(text, start, end) for start, end in spelling.misspelt(text, language, locale, known))


def _place(text: str, start: int, end: int) -> Place:
    """As Qt counts: a letter beyond the first 65,536 of Unicode, such as 🙂, counts twice."""
    return start + _beyond(text[:start]), end + _beyond(text[:end])


def _beyond(text: str) -> int:
    return 0 if text.isascii() else sum(letter > "\uffff" for letter in text)


@lru_cache(8)
def _names(facts: Facts) -> frozenset[str]:
    """Who writes, who reads and what about: names are spelt as these people spell them."""
    head, to = facts.letterhead, facts.recipient
    texts = [head.name, head.address, head.website, head.email, head.owner_name, to.name, to.address, to.greeting, to.email]
    texts += [facts.topic, facts.about, facts.reference]
    texts += [facts.handover.name, facts.handover.address] if facts.handover else []
    texts += [text for firm in facts.providers for text in (firm.name, firm.does, firm.website, firm.email)]
    return frozenset(texts)
