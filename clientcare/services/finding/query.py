"""What the owner typed, understood: words that may be only begun, phrases in quotes, and what must not be there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clientcare.services.finding import endings
from clientcare.services.finding.words import pieces, spellings

MOST_TERMS = 12
LONGEST = 300  # letters of a query that are read
_QUOTES = str.maketrans(dict.fromkeys("“”„«»‟＂「」『』", '"') | dict.fromkeys("−–—", "-"))
_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>[^\s"]+))')
_BEGUN_AT = 3  # letters from which a word that is not the last may be only begun


@dataclass(frozen=True)
class Term:
    """One thing that must stand in what is found, or must not: words one after the other, as they are folded.

    `others`: spellings of it in one word. `phrase`: meant just so, in quotes. `last`: what is being typed right now.
    """

    words: tuple[str, ...]
    others: tuple[str, ...] = ()
    phrase: bool = False
    minus: bool = False
    last: bool = False

    @property
    def may_go_on(self) -> bool:
        """Whether it may be the beginning of a longer word."""
        by_letter = not self.words[-1].isascii() and len(self.words[-1]) == 1
        return not (self.phrase or self.minus or by_letter) and (self.last or len(self.words[-1]) >= _BEGUN_AT)


def terms(text: str) -> tuple[Term, ...]:
    """What was typed; nothing where there is no word in it."""
    typed = text[:LONGEST].translate(_QUOTES)
    return tuple(_terms(typed))[:MOST_TERMS]


def _terms(typed: str) -> Iterator[Term]:
    for found in _PART.finditer(typed):
        said = found["word"] if found["word"] is not None else found["phrase"]
        words = tuple(piece.word for piece in pieces(said))
        if words:
            last, phrase = found.end() == len(typed), bool(found["closed"])
            others = spellings(said) if len(said.split()) == 1 and not phrase else ()
            yield Term(words, others, phrase, bool(found["minus"]), last)


def exactly(term: Term) -> list[str]:
    """The ways the term may be written: just so, spelled otherwise, or with another ending; words apart by blanks."""
    found = [" ".join(term.words), *term.others]
    if len(term.words) == 1 and not term.phrase:
        found += endings.family(term.words[0])
    return list(dict.fromkeys(found))


def beginnings(term: Term) -> list[str]:
    """What may go on; nothing where the term is finished."""
    return [" ".join(term.words), *term.others] if term.may_go_on else []
