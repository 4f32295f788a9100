"""How alike two people's names, e-mails and phones are, and by which keys to find those worth comparing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from clientcare.texts import fold

ALIKE = 0.86  # likeness of names from which on they look alike; 1 is the same words
MOST_ALIKE = 0.94  # of names that are not the same words
WORD, HEARD = 0.8, 0.7  # likeness of two words, as spelled, that may be one; less will do if they sound the same
SHORT = 4  # letters: Tom is not Tim, nor Jane Joan
SHORTEST_PHONE = 6  # digits; fewer are an extension
PHONE_KEY = 6  # digits at the end by which phones are found
MOST_WORDS = 5  # of a name; more is a sentence
_LEFT_OUT = re.compile(  # how somebody is spoken to, what kind of firm it is, and the little words between
    "mr|mrs|ms|miss|mx|dr|prof|herr|frau|sr|sra|srta|mme|mlle|madam|sir|and|und|et|the|"
    "inc|llc|llp|ltd|limited|co|corp|company|gmbh|ug|kg|ohg|sarl|srl|spa|bv|plc|pty"
)
_SOUNDS = (("ph", "f"), ("sch", "s"), ("sh", "s"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("dt", "t"), ("tz", "s"), ("gh", "g"))
_LETTERS = str.maketrans("cqzwvyjdb", "kksffiitp")  # letters that often stand for one sound
_VOWELS = re.compile("[aeiouh]")
_TWICE = re.compile(r"(.)\1+")
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Person:
    """A name and the ways to reach someone, made ready to compare by `person`; `phones` are digits only."""

    id: int
    words: tuple[str, ...]
    emails: frozenset[str]
    phones: frozenset[str]
    line: str  # the words sorted, as one
    set: frozenset[str]
    numbers: tuple[str, ...]  # the words with a digit
    letters: str  # all of them sorted


def person(id: int, name: str, emails: Iterable[str] = (), phones: Iterable[str] = ()) -> Person:
    """`id` is anything that tells them apart. What is no e-mail or phone is left aside."""
    said = _words(name)
    mails = frozenset(mail for one in emails if "@" in (mail := one.strip().casefold()))
    numbers = frozenset(number for one in phones if len(number := _digits(one)) >= SHORTEST_PHONE)
    ordered, letters = sorted(said), "".join(sorted("".join(said)))
    numbered = tuple(word for word in ordered if any(letter.isdigit() for letter in word))
    return Person(id, said, mails, numbers, " ".join(ordered), frozenset(said), numbered, letters)


def keys(one: Person) -> Iterator[tuple[str, ...]]:
    """Two people who are alike share at least one of these."""
    for mail in one.emails:
        yield "mail", mail
    for phone in one.phones:
        yield "phone", phone[-PHONE_KEY:]
    if one.words:
        yield "letters", one.letters
    words = one.words[:MOST_WORDS]
    if len(words) == 1:
        yield "word", sound(words[0])
        yield "start", words[0][:4]
    for place, word in enumerate(words):
        for other in words[:place] + words[place + 1 :]:
            yield "words", sound(word), other[0]


def alike(a: Person, b: Person) -> tuple[float, tuple[str, ...]]:
    """How likely the two are one (0 to 1), and why: email, phone, name (the same words) or alike (names that look so)."""
    email = not a.emails.isdisjoint(b.emails)
    phone = bool(a.phones and b.phones) and _same_phone(a, b)
    names = name_likeness(a, b)
    if names < ALIKE and not (email or phone):
        return 0.0, ()
    said = "name" if names == 1 else "alike" if names >= ALIKE else ""
    why = tuple(word for word in ("email" if email else "", "phone" if phone else "", said) if word)
    if email or phone:
        return (0.9 + names / 10 if said else 0.6), why
    apart = bool(a.emails and b.emails) + bool(a.phones and b.phones)
    if names == 1:
        return 0.85 - apart / 10, why
    return (0.0, ()) if apart else (names * 0.8, why)


def name_likeness(a: Person, b: Person) -> float:
    """0 to 1; 1 for the same words in any order. Numbers in names must be the same: “Unit 7” is not “Unit 8”."""
    if not a.words or not b.words or a.numbers != b.numbers:
        return 0.0
    if a.line == b.line:
        return 1.0
    left, right = a.set - b.set, b.set - a.set
    if not left or not right:  # “Dana Okafor” in “Dana Maria Okafor”
        return 0.92 if min(len(a.set), len(b.set)) > 1 else 0.0
    if (a.letters == b.letters and len(a.words) != len(b.words)) or _initials_fit(a.words, b.words):
        return 0.92  # 山田 太郎 and 山田太郎; “D. Okafor” and “Dana Okafor”
    if not _close(a, left, right):
        return 0.0
    spelled: float = _fuzz().ratio(a.line, b.line) / 100
    return min(max(spelled, ALIKE), MOST_ALIKE)


@cache
def _fuzz() -> Any:
    """Loaded when it is first needed, which is never on the window's thread."""
    from rapidfuzz import fuzz

    return fuzz


@lru_cache(50_000)
def sound(word: str) -> str:
    """The consonants as they are heard, the first letter kept: “jon” and “john”, “müller” and “mueller” are one."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    first, rest = word[:1].translate(_LETTERS), _VOWELS.sub("", word[1:].translate(_LETTERS).replace("i", ""))
    return _TWICE.sub(r"\1", first + rest) if word.isascii() else word


def _words(name: str) -> tuple[str, ...]:
    said = tuple(_WORDS.findall(fold(name)))
    kept = tuple(word for word in said if not _LEFT_OUT.fullmatch(word))
    return kept or said


def _digits(phone: str) -> str:
    return "".join(letter for letter in phone if letter.isdecimal() and letter.isascii()).lstrip("0")


def _same_phone(a: Person, b: Person) -> bool:
    """One with the code of its country, the other without, are the same."""
    return any(x.endswith(y) or y.endswith(x) for x in a.phones for y in b.phones)


def _close(one: Person, left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether the words that differ, few enough, could each be the other, mistyped or as heard."""
    if len(left) != len(right) or len(left) >= max(len(one.words), 2):
        return False
    return all(map(_could_be, sorted(left), sorted(right)))


def _could_be(x: str, y: str) -> bool:
    spelled = _fuzz().ratio(x, y, score_cutoff=HEARD * 100) / 100
    return spelled >= WORD or (spelled >= HEARD and max(len(x), len(y)) > SHORT and sound(x) == sound(y))


def _initials_fit(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """“D. Okafor” and “Dana Okafor”: word for word the same, or one the first letter of the other."""
    if len(a) != len(b) or len(a) < 2 or (min(map(len, a)) > 1 and min(map(len, b)) > 1):
        return False
    pairs = list(zip(a, b, strict=True))
    same = sum(x == y and len(x) > 1 for x, y in pairs)
    return bool(same) and all(x == y or (1 in (len(x), len(y)) and x[0] == y[0]) for x, y in pairs)
