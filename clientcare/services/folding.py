"""Names folded for sorting and finding: case, accents and ligatures aside."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"})


def fold(text: str) -> str:
    """`text` without case and accents, its blanks single: "Éva  ŁUKASZ" and "eva lukasz" are the same."""
    apart = unicodedata.normalize("NFKD", " ".join(text.split()).casefold().translate(_PLAIN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_PLAIN)
