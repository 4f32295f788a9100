"""What of one client still stands in a text: their name, where they live, sums, days, and phrases of their dispute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import lru_cache

from babel import Locale

from clientcare.letters import formats
from clientcare.letters.facts import Facts
from clientcare.letters.phrases import clean

_WORD = re.compile(r"\w+")
_SIGNS = "$€£¥₹₺₴₩₪₫฿"
_CHUNK = re.compile(r"\S+")
_TELLING = re.compile(  # a day of some month; an e-mail address; a long number
    r"\d{1,2}(?:st|nd|rd|th|º|ª)|[^@]+@[^@]+|(?:\D*\d){3,}.*", re.DOTALL
)
_SUM = re.compile(rf"[{_SIGNS}]\s?\d[\d.,]*|(?<![\d.,])\d[\d.,]*+\s?(?:[{_SIGNS}]|[A-Z]{{3}}\b|zł|kr\b)")
_MARKED = re.compile(r"\d[./:,\-]\d")  # a date, a time
_EDGES = " .,:;!?()[]“”‘’\"'"
_NOT_TYPED = frozenset(("language", "style", "feeling", "channel", "part", "agreed_where", "reference", "routes"))
_RUN = 3  # so many words in a row are no chance


def remains(literals: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """What of this client stands in the literals, each once, in their order; the owner's own address and names may."""
    personal, runs = _personal(facts), _runs(facts)
    own = _own(facts, personal)
    found: dict[str, None] = {}
    for literal in literals:
        text = clean(literal)
        for piece in own.split(text) if own else [text]:
            spans = sorted(set(_in_words(piece, personal)) | set(_matched(piece, facts)) | set(_in_runs(piece, runs)))
            found |= dict.fromkeys(piece[start:end].strip(_EDGES) for start, end in _merged(piece, spans))
    return tuple(found)


def _personal(facts: Facts) -> frozenset[str]:
    """Every word of who they are, in small letters."""
    to = facts.recipient
    texts = [to.name, to.greeting, to.address, to.email.partition("@")[0], facts.reference]
    if facts.handover:  # the client a letter to another firm is about
        told = facts.handover
        texts += [told.name, told.address, told.email.partition("@")[0], told.phone]
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(clean(text)) if _telling(word))


def _telling(word: str) -> bool:
    return len(word) > 1 or word.isdigit() or _dense(word)


def _own(facts: Facts, personal: frozenset[str]) -> re.Pattern[str] | None:
    head = facts.letterhead
    lines = (head.name, head.owner_name, head.phone, head.email, head.website, *head.address.splitlines())
    known = sorted({clean(line).strip() for line in lines} - {""}, key=len, reverse=True)
    mine = [line for line in known if not personal & {word.casefold() for word in _WORD.findall(line)}]
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, mine)) + r")(?!\w)") if mine else None


def _in_words(text: str, personal: frozenset[str]) -> Iterator[tuple[int, int]]:
    for found in _WORD.finditer(text):
        word = found.group().casefold()
        if word in personal or any(part in word for part in personal if _dense(part)):
            yield found.span()


def _dense(word: str) -> bool:
    """Written without blanks between words, as Chinese or Thai: it may stand in the middle of what looks like one."""
    return any(ord(letter) >= 0x0E00 for letter in word)


def _matched(text: str, facts: Facts) -> Iterator[tuple[int, int]]:
    for pattern in (_SUM, _days(formats.letter_locale(facts.letterhead.locale, facts.language))):
        yield from (found.span() for found in pattern.finditer(text))
    for found in _CHUNK.finditer(text):
        if _TELLING.fullmatch(found.group().strip(_EDGES)) or _MARKED.search(found.group()):
            yield found.span()


@lru_cache(maxsize=16)
def _days(locale: str) -> re.Pattern[str]:
    """Days and months by name; a month that is a word of its own, like May, counts beside a number only."""
    known = Locale.parse(locale)
    months = [name for width in ("wide", "abbreviated") for name in known.months["format"][width].values()]
    days = "|".join(re.escape(name) for name in known.days["format"]["wide"].values())
    named = "|".join(sorted({re.escape(name.rstrip(".")) for name in months}, key=len, reverse=True))
    alone = "|".join(re.escape(name) for name in known.months["format"]["wide"].values() if name not in ("May", "March"))
    return re.compile(rf"\b\d{{1,2}}\.?\s(?:de\s)?(?:{named})\b|\b(?:{named})\.?\s\d{{1,2}}\b|\b(?:{days}|{alone})\b")


def _runs(facts: Facts) -> frozenset[tuple[str, ...]]:
    """Every three words in a row that were typed about this dispute, those of little words only aside."""
    typed = [getattr(facts, one.name) for one in fields(facts) if one.type == "str" and one.name not in _NOT_TYPED]
    typed += [text for offer in facts.offers for text in (offer.title, offer.details)]
    return frozenset(run for text in typed for run in _in_a_row(_small(text)) if max(map(len, run)) > _RUN)


def _small(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(clean(text))]


def _in_a_row(found: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(found[start:] for start in range(_RUN)), strict=False)


def _in_runs(text: str, runs: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    spans = [found.span() for found in _WORD.finditer(text)]
    for number, run in enumerate(_in_a_row(_small(text))):
        if run in runs:
            yield spans[number][0], spans[number + _RUN - 1][1]


def _merged(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Findings that overlap, or stand side by side, as one."""
    start, end = -1, -1
    for first, last in spans:
        if end >= 0 and not text[end:first].strip():
            end = max(end, last)
            continue
        if end >= 0:
            yield start, end
        start, end = first, last
    if end >= 0:
        yield start, end
