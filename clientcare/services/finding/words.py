"""What a text is for the search: its words folded, where they stand, and how else they may be spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from clientcare.texts import fold

LONGEST_TEXT = 400_000  # letters of one text that are searched; beyond, only damage and attacks are that long
LONGEST_WORD = 60
_APART = re.compile(r"\S+")
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_CONTRACTED = re.compile("(?<=[^aeiouq])(ae|oe|ue)")
_BY_LETTER = re.compile(  # Thai, Lao, Burmese, Khmer, Japanese, Chinese
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff]"
)


class Piece(NamedTuple):
    """One word as it is searched, and where it stands in the text."""

    start: int
    end: int
    word: str


def pieces(text: str) -> Iterator[Piece]:
    """The words of a text in order; scripts that write without blanks give a word a letter."""
    for found in _APART.finditer(text, 0, LONGEST_TEXT):
        at = found.start()
        for piece in _pieces(found.group()):
            yield Piece(at + piece.start, at + piece.end, piece.word)


def folded(text: str) -> str:
    """The words of a text, apart by blanks."""
    return " ".join(filter(None, map(_folded, text[:LONGEST_TEXT].split())))


def otherwise(text: str, *, names: bool = False) -> str:
    """Other spellings of its words, apart by blanks: "mueller" for Müller, "obrien" for O'Brien; in names "muller" for
    Mueller, too."""
    found: dict[str, None] = {}
    for chunk in text[:LONGEST_TEXT].split():
        if not (chunk.isascii() and chunk.isalpha()):
            found.update(dict.fromkeys(spellings(chunk)))
        if names:
            found.update(dict.fromkeys(_contracted(chunk)))
    return " ".join(found)


@lru_cache(50_000)
def _folded(chunk: str) -> str:
    return " ".join(piece.word for piece in _pieces(chunk))


@lru_cache(50_000)
def spellings(chunk: str) -> tuple[str, ...]:
    """How else what stands between two blanks may be typed: written in one, its umlauts written out."""
    whole = [piece.word for piece in _pieces(chunk)]
    if chunk.isascii() and len(whole) < 2:
        return ()
    found = []
    if len(whole) > 1 and not _BY_LETTER.search(chunk):
        found.append("".join(whole)[:LONGEST_WORD])
    written = unicodedata.normalize("NFC", chunk).casefold().translate(_SPELLED_OUT)
    found += [piece.word for piece in _pieces(written) if piece.word not in whole]
    return tuple(found)


@lru_cache(50_000)
def _contracted(chunk: str) -> tuple[str, ...]:
    shorter = ((piece.word, _CONTRACTED.sub(lambda found: found.group()[0], piece.word)) for piece in _pieces(chunk))
    return tuple(short for word, short in shorter if short != word)


@lru_cache(50_000)
def _pieces(chunk: str) -> tuple[Piece, ...]:
    found, start = [], -1
    for place, letter in enumerate(chunk + " "):
        alone = bool(_BY_LETTER.match(letter))
        part = letter.isalnum() or (start >= 0 and unicodedata.category(letter)[0] == "M")
        if start >= 0 and (alone or not part):
            found.append(_piece(chunk, start, place))
            start = -1
        if alone and part:
            found.append(_piece(chunk, place, place + 1))
        elif part and start < 0:
            start = place
    return tuple(piece for piece in found if piece.word)


def _piece(chunk: str, start: int, end: int) -> Piece:
    kept = (letter for letter in fold(chunk[start:end]) if letter.isalnum() or letter > "\xbf")  # marks of other scripts, too
    word = "".join(kept)
    return Piece(start, end, word[:LONGEST_WORD])
