"""Word endings forgiven: refund, refunds, refunded and refunding have one stem, as have factura and facturas."""

from __future__ import annotations

import re
from functools import lru_cache

_VOWEL = re.compile("[aeiouy]")
_DOUBLED = re.compile(r"([bdfgmnprt])\1$")
_ENDINGS = ("", "s", "e", "es", "ed", "ing", "y", "ies", "ied", "ying")
SHORTEST = 4


@lru_cache(20_000)
def stem(word: str) -> str:
    """What is left of a folded word without its ending; only to be compared with other stems, it is no word itself."""
    if len(word) < SHORTEST or not (word.isascii() and word.isalpha()):
        return word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "i"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    shorter = _without(_without(word, "ing"), "ed")
    if shorter != word:
        shorter = _DOUBLED.sub(r"\1", shorter)
    if len(shorter) > 3 and (shorter.endswith("ee") or (shorter.endswith("e") and shorter == word)):
        return shorter[:-1]
    return shorter[:-1] + "i" if shorter.endswith("y") and len(shorter) > 3 else shorter


def family(word: str) -> list[str]:
    """The words that may have the same stem, this one first; some of them may be no words at all."""
    if len(word) < SHORTEST - 1 or not (word.isascii() and word.isalpha()):
        return [word]
    kept = stem(word)
    begins = kept.removesuffix("i")
    made = [word, *(begins + ending for ending in _ENDINGS), *(begins + begins[-1] + ending for ending in ("ed", "ing"))]
    return [one for one in dict.fromkeys(made) if one == word or stem(one) == kept]


def _without(word: str, ending: str) -> str:
    kept = word.removesuffix(ending)
    return kept if len(kept) > 2 and _VOWEL.search(kept) else word
