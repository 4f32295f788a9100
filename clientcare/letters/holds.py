"""Reads what a letter holds: which words stand in which passage, whose they echo, what day they name."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from clientcare.letters.facts import Facts
from clientcare.letters.letter import Letter, Passage
from clientcare.letters.phrases import one_line
from clientcare.letters.tone import review
from clientcare.paths import resource

Keys = tuple[str, ...]

THEIRS = ("understood", "received")  # passages that say back what they said
_STEM = 5  # so many letters of a word must be the same: "expected" echoes "expect"
_LEAST = 3  # letters of a word that counts
_BACK = timedelta(days=180)  # a day that lies further back, without a year, is next year's
_WORD = re.compile(r"[^\W\d_]+|\d+")
_SENTENCE = re.compile(r"(?<=[.!?…:])\s+|\n+")
_THOUSANDS = re.compile(r"(?<=\d)[.,'\u202f\u00a0 ](?=\d{3}(?!\d))")
_WORDY = ("months", "usual")


@dataclass(frozen=True)
class _Lists:
    """The words of one language: `has[name]` finds any of that list."""

    has: dict[str, re.Pattern[str]]
    months: tuple[str, ...]
    usual: frozenset[str]
    day: re.Pattern[str]


@dataclass(frozen=True)
class Holds:
    """A letter's passages, in small letters, and the words of its language."""

    letter: Letter
    facts: Facts
    passages: tuple[Passage, ...]
    lists: _Lists

    @classmethod
    def of(cls, letter: Letter, facts: Facts) -> Holds | None:
        """None in a language without words."""
        lists = _lists(letter.language)
        said = tuple(Passage(one.key, _small(one.text)) for one in letter.passages if one.text.strip())
        return cls(letter, facts, said, lists) if lists else None

    def has(self, words: str, keys: Keys = (), but: Keys = ()) -> bool:
        """Whether a passage (one of these if any are named, but none of those) has one of the words of this list."""
        return any(self.lists.has[words].search(text) for text in self._texts(keys, but))

    def names(self, amount: Decimal | None) -> bool:
        """Whether this sum stands somewhere, in the way of any country."""
        if not amount:
            return False
        whole, _, cents = f"{amount:f}".partition(".")
        sum_ = re.compile(rf"(?<!\d){whole}" + (rf"[.,]{cents}" if cents.strip("0") else r"(?!\d)"))
        return any(sum_.search(_THOUSANDS.sub("", text)) for text in self._texts())

    def quotes(self, text: str) -> bool:
        """Whether a passage has this word for word, but for blanks."""
        return any(" ".join(_small(text).split()) in " ".join(one.split()) for one in self._texts())

    def echoes(self, said: str, share: float, least: int = 1, but: Keys = ()) -> bool:
        """Whether one passage (but none of those) has this share of the telling words of `said`, at least so many."""
        wanted = self._stems(_small(said))
        need = max(least, share * len(wanted), min(2, len(wanted)))
        return bool(wanted) and any(len(wanted & self._stems(text)) >= need for text in self._texts(but=but))

    def feels(self) -> bool:
        """Whether a feeling is named that is not our own."""
        feeling, own = self.lists.has["feeling"], self.lists.has["own_feeling"]
        said = (sentence for text in self._texts() for sentence in _SENTENCE.split(text))
        return any(feeling.search(sentence) and not own.search(sentence) for sentence in said)

    def apologises(self, whole: bool) -> bool:
        """Whether one passage says sorry and takes nothing back; `whole`: and says what was ours."""
        for text in self._texts():
            if not self.lists.has["regret"].search(text) or self._takes_back(text):
                continue
            if not whole or self.lists.has["ours"].search(text) or self.echoes(self.facts.our_part, 0.5):
                return True
        return False

    def asks(self) -> bool:
        return any("?" in text for text in self._texts())

    def reached(self) -> bool:
        head = self.facts.letterhead
        ways = [_small(way) for way in (one_line(head.phone), one_line(head.email)) if way]
        return self.has("reach", but=THEIRS) or any(way in text for way in ways for text in self._texts())

    def dated(self, keys: Keys = (), only: date | None = None) -> bool:
        """Whether a passage (one of these) names a day to come: `only` this one."""
        days = [day for text in self._texts(keys) for day in self._days(text)]
        if only:
            return only in days
        return any(day >= self.letter.written_on for day in days) or self.has("ahead", keys)

    def _texts(self, keys: Keys = (), but: Keys = ()) -> Iterator[str]:
        return (one.text for one in self.passages if (not keys or one.key in keys) and one.key not in but)

    def _stems(self, text: str) -> set[str]:
        words = (word for word in _WORD.findall(text) if len(word) >= _LEAST and word not in self.lists.usual)
        return {word[:_STEM] for word in words}

    def _takes_back(self, text: str) -> bool:
        regret = self.lists.has["regret"]
        said = " ".join(sentence for sentence in _SENTENCE.split(text) if regret.search(sentence))
        return any(one.rule.startswith("nonapology.") for one in review(said, self.facts.part, language=self.letter.language))

    def _days(self, text: str) -> Iterator[date]:
        for found in self.lists.day.finditer(text):
            day, month = found["day"] or found["day_after"], found["month"] or found["month_before"]
            year = int(found["year"] or self.letter.written_on.year)
            try:
                named = date(year, self.lists.months.index(month) + 1, int(day))
            except ValueError:
                continue
            late = not found["year"] and named < self.letter.written_on - _BACK
            yield named.replace(year=year + 1) if late and (named.month, named.day) != (2, 29) else named


def _small(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("\u00a0", " ")


@lru_cache(maxsize=8)
def _lists(language: str) -> _Lists | None:
    found = tomllib.loads((resource("tone") / "checklist.toml").read_text("utf-8")).get(language)
    if found is None:
        return None
    listed = {name: tuple(" ".join(word.split()) for word in text.split(",")) for name, text in found.items()}
    months = "|".join(listed["months"])
    after = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|º)?(?: of| de)? (?P<month>{months})"
    before = rf"(?P<month_before>{months}) (?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?"
    day = re.compile(rf"\b(?:{after}|{before})\b(?:,? (?:de |del )?(?P<year>\d{{4}}))?")
    has = {name: _any_of(words) for name, words in listed.items() if name not in _WORDY}
    return _Lists(has, listed["months"], frozenset(listed["usual"]), day)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(re.escape(one).replace(r"\*", r"\w*") for one in words)
    return re.compile(rf"\b(?:{either})\b")
