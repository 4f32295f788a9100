"""Words that the dictionary does not know, and what may have been meant: Hunspell with the dictionaries that ship with us."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise
from threading import Lock

from clientcare.paths import resource

Span = tuple[int, int]

MOST = 5  # suggestions
LONGEST = 40  # letters of a word that is looked up; what is longer was no word
_AMERICAN = frozenset("US PR GU VI AS MP UM PW FM MH LR PH MX JP KR TW".split())  # noqa: SIM905
_LAST_LATIN = "\u036f"  # with the accents that are typed apart
_MORE_LATIN = range(0x1E00, 0x1F00)

# An address (mail or web), or a word, which holds digits, apostrophes and hyphens but does not begin or end with the latter.
_TOKEN = re.compile(
    r"(?P<address>\w[\w.+-]{0,63}@\S+|\w+://\S+|www\.\S+|\w[\w-]*(?:\.[^\W\d_][\w-]+)+(?:/\S*)?)"
    r"|(?P<word>\w[\w\u0300-\u036f]*(?:['’ʼ\u2010\u2011-]\w[\w\u0300-\u036f]*)*)"
)
_ENTRY = re.compile(r"[\w\u0300-\u036f'’ʼ\u2010\u2011-]+")
_PART = re.compile(r"[^\u2010\u2011-]+")
_OPENS = re.compile(r"(?:^|[.!?…\n\u2028\u2029])[^\w,;:]*$")
_SHORTENED = re.compile(r"\b(?:[A-ZÁÉÍÓÚÑ]|Mr|Mrs|Ms|Mx|Dr|St|Prof|No|vs|Sr|Sra|Srta|Dra|Ud|Uds|Vd|Vds)\. *$")
_WITH_PRONOUN = re.compile(r"(\w+[aeií]r)(?:me|te|se|nos|os|les?|l[oa]s?)")  # "hablarlo": the dictionary knows it of few verbs
_CONTEXT = 24  # characters before a word that say whether a sentence begins with it


class _Dictionary:
    """One dictionary, used by one thread at a time."""

    def __init__(self, name: str) -> None:
        from hunspell import Hunspell

        self._hunspell = Hunspell(name, hunspell_data_dir=str(resource("spelling")), system_encoding="UTF-8")
        self._lock = Lock()
        self._may_be_plain = name.startswith("en")  # "café" is known by its plain letters, too
        self.knows = lru_cache(maxsize=8192)(self._knows)
        self.suggests = lru_cache(maxsize=256)(self._suggests)

    def _knows(self, word: str) -> bool:
        joined = None if self._may_be_plain else _WITH_PRONOUN.fullmatch(word.lower())
        other = _without_accents(word) if self._may_be_plain else joined[1] if joined else ""
        with self._lock:
            return bool(self._hunspell.spell(word) or (other and self._hunspell.spell(other)))

    def _suggests(self, word: str) -> tuple[str, ...]:
        with self._lock:
            return tuple(self._hunspell.suggest(word))


def prepare(language: str, locale: str) -> None:
    """Load the dictionary, some 0.1 s, best aside: else the first check does."""
    _dictionary(language, locale)


def misspelt(text: str, language: str, locale: str, known: Collection[str] = ()) -> tuple[Span, ...]:
    """Where in the text words stand that the dictionary of this language and locale ("en_US") does not know, in order.

    Not looked at: numbers, addresses, acronyms, single letters, other scripts, names with a capital inside a sentence, and
    every word of `known` (names of the case and what the owner added), whose capitals do not matter. () without a dictionary.
    """
    dictionary = _dictionary(language, locale)
    if dictionary is None:
        return ()
    theirs = _words_of(frozenset(known))
    unknown = (span for start, token in _tokens(text) for span in _unknown(dictionary, theirs, start, token))
    return tuple(span for span in unknown if not _is_name(text, *span))


def suggestions(word: str, language: str, locale: str) -> tuple[str, ...]:
    """What may have been meant, at most five, the likeliest first, with the capitals of `word`; takes up to 0.2 s."""
    dictionary = _dictionary(language, locale)
    plain = _plain(word)
    if dictionary is None or not 1 < len(plain) <= LONGEST:
        return ()
    lower = plain[0] + plain[1:].lower() if not plain.isupper() else plain.lower()
    found = [one for one in dictionary.suggests(lower) if one != plain]
    # "dont" is sooner "don't" than "font", and "teh" sooner "the" than "t eh".
    found.sort(key=lambda one: (_is_torn(one, lower), _letters(one) != _letters(lower)))
    apostrophe = "'" if "'" in word else "’"
    said = (_capitals(one, plain).replace("'", apostrophe) for one in found)
    return tuple(dict.fromkeys(said))[:MOST]


def _dictionary(language: str, locale: str) -> _Dictionary | None:
    if language == "es":
        return _loaded("es_ES")
    if language != "en":
        return None
    _, _, territory = locale.replace("-", "_").partition("_")
    return _loaded("en_US" if not territory or territory in _AMERICAN else "en_GB")


_loading = Lock()


def _loaded(name: str) -> _Dictionary:
    with _loading:
        return _kept(name)


@lru_cache(maxsize=4)
def _kept(name: str) -> _Dictionary:
    return _Dictionary(name)


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    """Each word that may be looked up, with the place where it begins."""
    for found in _TOKEN.finditer(text):
        word = found["word"]
        if word and len(word) > 1 and not any(not one.isalpha() and (one.isdigit() or one == "_") for one in word):
            yield found.start(), word


def _unknown(dictionary: _Dictionary, theirs: frozenset[str], start: int, token: str) -> Iterator[Span]:
    """The token, or those of its hyphenated parts that nobody knows."""
    if _is_known(dictionary, theirs, token):
        return
    for part in _PART.finditer(token):
        if not _is_known(dictionary, theirs, part.group()):
            yield start + part.start(), start + part.end()


def _is_known(dictionary: _Dictionary, theirs: frozenset[str], word: str) -> bool:
    plain = _plain(word)
    stem = plain.removesuffix("'s")
    return (
        len(stem) < 2
        or stem.removesuffix("s").isupper()  # PDF, PDFs
        or not theirs.isdisjoint((plain.lower(), stem.lower()))
        or not _is_latin(plain)
        or (len(plain) <= LONGEST and (dictionary.knows(plain) or _is_branded(plain)))
    )


def _is_branded(word: str) -> bool:
    """iPhone, ClientCare: a capital after a small letter."""
    return any(a.islower() and b.isupper() for a, b in pairwise(word))


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether it begins with a capital inside a sentence, as names do."""
    if not text[start].isupper() or text[start:end].isupper() or text[start + 1].isupper():
        return False
    before = text[max(0, start - _CONTEXT) : start]
    return not _OPENS.search(before) or bool(_SHORTENED.search(before))


def _is_latin(word: str) -> bool:
    return word.isascii() or all(one <= _LAST_LATIN or ord(one) in _MORE_LATIN for one in word)


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    """Composed, with the plain apostrophe and hyphen that dictionaries have."""
    word = unicodedata.normalize("NFC", word).replace("’", "'").replace("ʼ", "'")
    return word.replace("\u2010", "-").replace("\u2011", "-")


@lru_cache(maxsize=8)
def _words_of(known: frozenset[str]) -> frozenset[str]:
    tokens = (_plain(token).lower() for entry in known for token in _ENTRY.findall(entry))
    whole = {token.strip("'-").removesuffix("'s") for token in tokens}
    return frozenset(whole | {part for token in whole for part in token.split("-")} - {""})


def _is_torn(said: str, typed: str) -> bool:
    """Made two words of one, unless the first is one that people do write together with the next."""
    first, *more = re.split("[ -]", said)
    return bool(more) and "-" not in typed and first not in ("a", "in", "as", "thank", "each")


def _without_accents(word: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))


def _letters(word: str) -> str:
    """Without accents, apostrophes, hyphens and blanks."""
    return "".join(filter(str.isalpha, _without_accents(word.lower())))


def _capitals(said: str, like: str) -> str:
    if like.isupper():
        return said.upper()
    return said[:1].upper() + said[1:] if like[:1].isupper() else said
