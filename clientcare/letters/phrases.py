"""Fits what an owner typed into a sentence of ours: where it starts, where it stops, and what kind of thing it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

_BREAK = re.compile(r"\r\n|[\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"^(?:[-*•–—·]|\d{1,2}[.)])\s+")
_JOINER = re.compile(r"(?<=[\u0600-\u1dff])[\u200c\u200d](?=[\u0600-\u1dff])")  # spells words in Persian and Sinhala
_ENDED = re.compile(r"[.!?…:][\"'”’»)\]]*$")


class Starts(Collection[str]):
    """Words a text may begin with, in small letters; "*amos" is any word that adds three letters or more to that ending."""

    def __init__(self, words: Iterable[str]) -> None:
        self._listed = tuple(words)
        self._words = frozenset(word for word in self._listed if word[:1] != "*")
        self._endings = tuple(word[1:] for word in self._listed if word[:1] == "*")

    def __contains__(self, word: object) -> bool:
        return word in self._words or (
            isinstance(word, str)
            and word.endswith(self._endings)
            and any(word.endswith(ending) and len(word) >= len(ending) + 3 for ending in self._endings)
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)


def clean(text: str) -> str:
    """The text in composed form, line breaks as newlines, without control, invisible and half characters."""
    text = _BREAK.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    joins = {found.start() for found in _JOINER.finditer(text)}
    shown = (c for i, c in enumerate(text) if c == "\n" or i in joins or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return "".join(shown)


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def address_lines(text: str) -> list[str]:
    """The lines that hold something, as typed: "2. OG" is a floor, not a second point."""
    return [" ".join(line.split()) for line in clean(text).split("\n") if line.strip()]


def lines(text: str) -> list[str]:
    """The lines that say something, without the bullets a person may have typed before them; a lone dash says nothing."""
    plain = clean(text).replace("...", "…")
    stripped = (" ".join(_BULLET.sub("", line.strip()).split()) for line in plain.split("\n"))
    return [line for line in stripped if any(map(str.isalnum, line))]


def without_opening(text: str, openings: Collection[str]) -> str:
    """The text without the beginning of our own sentence, if the owner typed that too: "As I understood you, …"."""
    return _opening(tuple(openings)).sub("", clean(text), count=1)


def sentence(text: str) -> str:
    """All of it as sentences on one line: a capital first, a full stop last."""
    return " ".join(_ended(capital(line)) for line in lines(text))


def sentences(text: str) -> str:
    """The same, line by line as typed."""
    return "\n".join(_ended(capital(line)) for line in lines(text))


def bullets(text: str) -> str:
    """One bulleted sentence a line."""
    return "\n".join(f"• {_ended(capital(line))}" for line in lines(text))


def fragment(text: str, small: Collection[str]) -> str:
    """The same to stand inside a sentence of ours: no full stop last, a small first letter when the word is one of `small`."""
    first, *others = lines(text) or [""]
    whole = " ".join([_ended(first), *(_ended(capital(line)) for line in others)]).removesuffix(".")
    shouted = whole[1:2].isupper()  # "REPAIR OF …" stays as it was typed, and does not become "rEPAIR"
    return whole[:1].lower() + whole[1:] if first_word(whole) in small and not shouted else whole


def unstopped(text: str) -> str:
    """One line without the stops at its end, for a sentence of ours that goes on behind it."""
    return one_line(text).rstrip(" .,;:!?…")


def is_sentence(text: str) -> bool:
    """Whether the owner typed a whole sentence: a capital first, a full stop last, and something between."""
    return text[:1].isupper() and text.rstrip()[-1:] in (".", "!", "?") and text.count(" ") >= 3


def first_word(text: str) -> str:
    """The first word in small letters, a curly apostrophe made straight."""
    return text.split(" ", 1)[0].rstrip(".,;:").replace("’", "'").lower()


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words and marked with an ellipsis; "" when the first word alone is longer."""
    if len(text) <= limit:
        return text
    cut = text[:limit].rsplit(" ", 1)[0] if " " in text[:limit] else ""
    return f"{cut.rstrip(' ,;:.')}…" if cut else ""


def capital(line: str) -> str:
    """A capital first, but for a word that is spelt its own way: "iPhone"."""
    word = line.split(" ", 1)[0]
    return line[:1].upper() + line[1:] if word.islower() else line


@lru_cache(maxsize=16)
def _opening(openings: tuple[str, ...]) -> re.Pattern[str]:
    said = "|".join(map(re.escape, openings)).replace("'", "['’]")
    return re.compile(rf"^[\s\"“‘'•*…-]*(?:{said})(?!\w)[\s,:;.…\"”’'–—-]*", re.IGNORECASE)


def _ended(line: str) -> str:
    line = line.rstrip(" ,;")
    return line if _ENDED.search(line) and not line.endswith(":") else line.rstrip(":") + "."
