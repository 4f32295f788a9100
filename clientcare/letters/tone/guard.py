"""The tone guard: reads a letter as its reader may, and offers a kinder way to say what could hurt."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from clientcare.letters.tone.reading import Sentence, Span, quoted, sentences
from clientcare.letters.tone.rules import LEVELS, Rule, Rules, Way, rules

_MARKS = re.compile(r"!{2,}|\?{2,}|!\?[!?]*|\?![!?]*")
_NEW_SENTENCE = re.compile(r"(?<=[.!?] )[^\W\d_]")
_I = re.compile(r"I\b")
_ARTICLE = re.compile(r"(?<!\w)(an?)(\s+)$", re.IGNORECASE)
_JOINS = frozenset(", and but or so because that as if when y e o pero porque que si cuando".split())  # noqa: SIM905
_COPIED = 4  # so many words in a row that the client wrote, too, are theirs
_ROUNDS = 2  # so often is a rewording put right itself


@dataclass(frozen=True)
class Finding:
    """text[start:end] may be heard badly. `rule`: "category.name"; `level`: stop, soften or note; `why`: to the owner, in
    English; `rewording`: in the letter's language, to stand in place of text[start:end], "" where none is sensible."""

    start: int
    end: int
    rule: str
    level: str
    why: str
    rewording: str


def review(text: str, part: str = "none", client_words: str = "", language: str = "en") -> list[Finding]:
    """What the reader may hear badly, in the order of the text, none over another.

    `part`: ours in the dispute, "none", "some" or "mostly"; `client_words`: what the client wrote, which may be repeated.
    A language without rules gives []. Takes time in proportion to the text; no text is refused.
    """
    return _review(text, part in ("some", "mostly"), client_words, language, _ROUNDS)


def prepare(language: str) -> None:
    """Make all rules of a language ready, some 0.3 s, best aside: else each is made ready when a text first needs it."""
    known = rules(language)
    for rule in known.rules if known else ():
        for pattern in (*(way.pattern for way in rule.ways), *rule.unless, *rule.unless_near):
            _ = pattern.regex


def _review(text: str, ours: bool, client_words: str, language: str, rounds: int) -> list[Finding]:
    known = rules(language)
    if known is None:
        return []
    found = _apart(_Reading(known, text, ours, client_words, language).found())
    return [_put_right(finding, ours, client_words, language, rounds) for finding in found]


def _apart(found: Iterable[Finding]) -> list[Finding]:
    """Of two that overlap the one that weighs more, else the longer."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
        elif LEVELS.index(finding.level) < LEVELS.index(kept[-1].level):
            kept[-1] = finding
    return kept


def _put_right(finding: Finding, ours: bool, client_words: str, language: str, rounds: int) -> Finding:
    """The same with a rewording that finds nothing, if need be by rewording what it keeps of the text."""
    say = finding.rewording
    while say and (left := _review(say, ours, client_words, language, rounds - 1) if rounds else [finding]):
        if not rounds or not all(one.rewording for one in left):
            say = ""
            break
        for one in reversed(left):
            say = say[: one.start] + one.rewording + say[one.end :]
        rounds -= 1
    return finding if say == finding.rewording else Finding(**{**vars(finding), "rewording": say})


class _Reading:
    """One text and what is known about it."""

    def __init__(self, known: Rules, text: str, ours: bool, client_words: str, language: str) -> None:
        self._known = known
        self._text, self._ours, self._language, self._theirs = text, ours, language, client_words
        self._quoted = quoted(text)

    def found(self) -> Iterator[Finding]:
        before = ("", set[str]())
        for sentence in sentences(self._text, self._language):
            words = set(sentence.text.split())
            hits = {hit for word in words for hit in _triggered(self._language, word)}
            for number in sorted(hits):
                rule, way = self._known.ways[number]
                if way.pattern.may_stand_in(words):
                    yield from self._matches(sentence, words, before, rule, way)
            yield from self._shouted(sentence)
            before = sentence.text, words
        for mark in _MARKS.finditer(self._text):
            yield from self._marked("shouting.marks", *mark.span(), "?" if "?" in mark.group() else ".")

    def _matches(
        self, sentence: Sentence, words: set[str], before: tuple[str, set[str]], rule: Rule, way: Way
    ) -> Iterator[Finding]:
        matches = list(way.pattern.regex.finditer(sentence.text))
        if matches and (rule.excepts(sentence.text, words) or rule.excepts_after(*before)):
            return
        for match in matches:
            start, end = sentence.place(*match.span("core"))
            if self._is_quoted(start, end) or self._is_theirs(sentence, match):
                continue
            say = (way.say_ours if self._ours else way.say) if not way.whole or _is_clause(sentence.text, match) else ""
            kept = {name: self._as_typed(sentence, *match.span(name)) for name in way.pattern.names}
            yield self._finding(rule, start, end, " ".join(say.format_map(kept).split()))

    def _shouted(self, sentence: Sentence) -> Iterator[Finding]:
        """Words in capitals, unless all of them may be names or acronyms."""
        run: list[Span] = []
        for start, end in (*sentence.spans, (0, 0)):
            if self._text[start:end].isupper():
                run.append((start, end))
            elif run:
                words = [self._text[a:b].lower() for a, b in run]
                if not self._known.shouted.isdisjoint(words):
                    start, end = run[0][0], run[-1][1]
                    yield from self._marked("shouting.capitals", start, end, self._text[start:end].lower())
                run = []

    def _marked(self, name: str, start: int, end: int, say: str) -> Iterator[Finding]:
        if not self._is_quoted(start, end):
            yield self._finding(self._known.rule(name), start, end, say)

    def _finding(self, rule: Rule, start: int, end: int, say: str) -> Finding:
        if say:
            start, say = self._fitted(start, end, say)
        return Finding(start, end, rule.name, rule.level_ours if self._ours else rule.level, rule.why, say)

    def _fitted(self, start: int, end: int, say: str) -> tuple[int, str]:
        """The rewording with the capital, the blank and the article that its place asks for."""
        text, said = self._text, self._text[start:end]
        if said[0].isupper() and (start == 0 or not text[start - 1].isalnum()) and said != say:
            always = said.isupper() or _I.match(said)  # also inside a sentence
            say = say[0].upper() + say[1:] if not always or _opens(text, start) else say
        say = _NEW_SENTENCE.sub(lambda first: first.group().upper(), say)
        if start and text[start - 1].isalnum() and say[0].isalnum():
            return start, f" {say}"
        article = _ARTICLE.search(text[max(0, start - 12) : start])
        if article and self._language == "en":
            right = "an" if say[0].lower() in "aeiou" else "a"
            if right != article[1].lower():
                right = right.capitalize() if article[1][0].isupper() else right
                return start - len(article[0]), right + article[2] + say
        return start, say

    def _as_typed(self, sentence: Sentence, begin: int, end: int) -> str:
        if begin == end:
            return ""
        start, stop = sentence.place(begin, end)
        said = self._text[start:stop]
        return said[0].lower() + said[1:] if begin == 1 and said[1:2].islower() else said  # it opens the sentence no more

    def _is_quoted(self, start: int, end: int) -> bool:
        at = bisect_left(self._quoted, (end, 0))  # the first that opens behind
        return at > 0 and self._quoted[at - 1][1] > start

    def _is_theirs(self, sentence: Sentence, match: re.Match[str]) -> bool:
        """Whether the client wrote the same words, as a sentence of their own or in a row with some around them."""
        theirs = _words_of(self._theirs, self._language) if self._theirs else ""
        if not theirs:
            return False
        words, (first, last) = sentence.text.split(), sentence.words(*match.span("core"))
        need = max(_COPIED, last - first + 1)
        rows = range(max(0, last + 1 - need), min(first, len(words) - need) + 1)
        shorter = range(max(0, last - 2), first + 1)
        return any(f" {' '.join(words[at : at + need])} " in theirs for at in rows) or any(
            f". {' '.join(words[at : last + 1 + more])} ." in theirs for at in shorter for more in range(3)
        )


def _is_clause(sentence: str, match: re.Match[str]) -> bool:
    """Whether what was found begins and ends where a clause may."""
    before, after = sentence[: match.start("core")].split(), sentence[match.end("core") :].split()
    return (not before or before[-1] in _JOINS) and (not after or after[0] in _JOINS)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence begins here."""
    before = text[max(0, start - 40) : start].rstrip(" \t\r\"'“‘«¡¿")
    return not before or before[-1] in ".!?:…\n"


@lru_cache(maxsize=16)
def _words_of(text: str, language: str) -> str:
    return "".join(f".{one.text}" for one in sentences(text, language)) + "."


@lru_cache(maxsize=8192)
def _triggered(language: str, word: str) -> tuple[int, ...]:
    """The numbers of the ways whose words begin like this one."""
    known = rules(language)
    return known.triggered(word) if known else ()
