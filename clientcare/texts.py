"""Texts as they are kept, shown on one line, and compared. Standard library only."""

from __future__ import annotations

import re
import unicodedata

UNKEEPABLE = re.compile("[\0\ud800-\udfff]")  # NUL and half characters, as a clipboard or a file may bring them
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"})


def keepable(text: str) -> str:
    """Without blanks around it, and without what no file of text can hold."""
    return UNKEEPABLE.sub("", text).strip()


def one_line(text: str) -> str:
    """What a person typed, on one line, its blanks single."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """One line without case, accents and ligatures: "Éva  ŁUKASZ" and "eva lukasz" are the same."""
    if text.isascii():
        return one_line(text).casefold()
    apart = unicodedata.normalize("NFKD", one_line(text).casefold().translate(_PLAIN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_PLAIN)
