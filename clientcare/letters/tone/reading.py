"""Reads a letter as sentences of plain words: small letters, contractions written out, each word with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

Span = tuple[int, int]
LONGEST = 200  # words of a sentence: what never ends is read in pieces

# A number, a word (with combining marks), the end of a sentence or paragraph, or what divides a sentence.
_TOKEN = re.compile(
    r"(?P<word>\d(?:[\d.,:/-]*\d)?(?!\w)|\w[\w\u0300-\u036f]*(?:['’ʼ-]\w[\w\u0300-\u036f]*)*)"
    r"|(?P<end>[.!?…]+(?=[\s\"”’»)\]]|$)|\n(?=[ \t]*(?:\r?\n|[-•*–]))|[\u2028\u2029])"
    r"|(?P<pause>[,;:()–—])"
)
_QUOTE = re.compile(r"[\"“”„«»]|\n[ \t\r]*\n")
_CLOSES = {"“": "”", "„": "”", "«": "»", '"': '"'}
_ENDINGS = {"'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}
_WITH_IS = frozenset("it that there here what who this he she where how everything nothing nobody".split())  # noqa: SIM905
_STEMS = {"wo": "will", "ca": "can", "sha": "shall"}
_BARE = {
    **dict.fromkeys(("dont", "didnt", "doesnt", "isnt", "arent", "wasnt", "werent", "hasnt", "havent", "hadnt"), 2),
    **dict.fromkeys(("shouldnt", "couldnt", "wouldnt", "cant", "wont", "youre", "theyre", "youve"), 2),
}


@dataclass(frozen=True)
class Sentence:
    """`text` holds the words between single blanks, a blank at either end; `spans[i]` is where word i stands in the letter."""

    text: str
    spans: tuple[Span, ...]

    def place(self, begin: int, end: int) -> Span:
        """Where the words of text[begin:end] stand in the letter."""
        first, last = self.words(begin, end)
        return self.spans[first][0], self.spans[last][1]

    def words(self, begin: int, end: int) -> tuple[int, int]:
        """The first and the last word of text[begin:end], which starts with a word."""
        first = self.text.count(" ", 0, begin) - 1
        return first, first + self.text.count(" ", begin, end - 1)


def sentences(text: str, language: str) -> Iterator[Sentence]:
    """In order; a pause inside is the word ","."""
    words: list[str] = []
    spans: list[Span] = []
    for token in _TOKEN.finditer(text):
        kind, begin, end = token.lastgroup, token.start(), token.end()
        if kind == "word":
            for word, length in _plain(token.group(), language):
                words.append(word)
                spans.append((begin, begin + length))
                begin += length
            if len(words) < LONGEST:
                continue
        elif kind == "pause":
            words.append(",")
            spans.append((begin, end))
            continue
        if words:
            yield Sentence(f" {' '.join(words)} ", tuple(spans))
            words, spans = [], []
    if words:
        yield Sentence(f" {' '.join(words)} ", tuple(spans))


@lru_cache(maxsize=4096)
def _plain(token: str, language: str) -> tuple[tuple[str, int], ...]:
    """The word or words of one token, each with how many characters of it it takes."""
    word = unicodedata.normalize("NFC", token).lower().replace("’", "'").replace("ʼ", "'").replace(" ", "")
    size = len(token)
    if language != "en":
        return ((word, size),)
    if word == "cannot" and size == 6:
        return (("can", 3), ("not", 3))
    cut = _BARE.get(word, 0)
    if cut and size == len(word):
        word = f"{word[:-2]}'re" if word.endswith("re") else f"{word[:-2]}'ve" if word.endswith("ve") else f"{word[:-2]}n't"
        word = word.replace("nn't", "n't")
        size_of_last = cut
    elif "'" not in word:
        return ((word, size),)
    else:
        size_of_last = 0
    if word.endswith("n't") and len(word) > 3:
        stem = word[:-3]
        last = size_of_last or 3
        return ((_STEMS.get(stem, stem), size - last), ("not", last))
    stem, mark, ending = word.rpartition("'")
    said = _ENDINGS.get(mark + ending) or ("is" if ending == "s" and stem in _WITH_IS else mark + ending)
    said = "us" if word == "let's" else said
    if not stem or len(ending) > 2:
        return ((word, size),)
    last = size_of_last or len(ending) + 1
    return ((stem, size - last), (said, last))


def quoted(text: str) -> list[Span]:
    """Where somebody's words stand between quotation marks; a mark that is never closed quotes nothing past its paragraph."""
    spans: list[Span] = []
    opened, closing = 0, ""
    for found in _QUOTE.finditer(text):
        mark, at = found.group(), found.start()
        if mark[0] == "\n":
            closing = ""
        elif closing:
            if mark == closing:
                spans.append((opened, found.end()))
                closing = ""
        elif mark in _CLOSES and not (mark == '"' and text[at - 1 : at].isdigit()):
            opened, closing = at, _CLOSES[mark]
    return spans
