"""Address cards (vCard 2.1, 3.0, 4.0) as Apple, Outlook, Thunderbird and Google write them. A broken card costs one card."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from typing import Any

from clientcare.errors import InvalidInput
from clientcare.incoming import encoding
from clientcare.incoming.people import MOST, SEVERAL, numbered
from clientcare.said import Said, mark

MOST_BYTES = 200 << 20  # of a file
MOST_CARDS = 200_000  # of a file
MOST_OF_A_CARD, MOST_LINES = 200_000, 5_000  # characters and lines of one, pictures aside
SHOWN = 60  # letters of a name in a sentence about its card
BITE = 50  # cards between two looks at whether anybody still waits
LONGEST = 20_000  # of one text
NONE = mark("There are no address cards in this file.")
TOO_LARGE = mark("This file is too large: more than 200 MB. Export fewer contacts at a time, or leave their pictures out.")
TOO_MANY = mark("There are more than {most} address cards in this file. Export fewer contacts at a time.")
BROKEN = mark("Card {number} cannot be read.")
BROKEN_NAMED = mark("Card {number} (“{name}”) cannot be read.")
IN_PART = mark("Card {number} (“{name}”) has a line that cannot be read; the rest of it is here.")
EMPTY = mark("Card {number} holds no name and no address.")
LARGE = mark("Card {number} is too large.")
_UNREAD = re.compile(
    r"(?:[\w\-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|AGENT|X-MS-CARDPICTURE|X-MS-OL-DESIGN|X-ADDRESSING-GRAMMAR)[;:]", re.IGNORECASE
)
# A line of a card, as vobject reads it; its own pattern takes for ever over a short line with a few commas gone wrong.
_LINE = re.compile(
    r"((?P<group>[a-zA-Z0-9_-]+)\.)?(?P<name>[a-zA-Z0-9_-]+)"
    r"(?P<params>;?(?:;[a-zA-Z0-9_-]++(?:[=,](?:\"[^\"]*+\"|[^\";:,]*+))*+)*+):(?P<value>.*)$",
    re.DOTALL,
)
_OF_ALL = ("myContacts", "starred")  # what an address book files everyone under
_USES = {"work": "work", "home": "home", "cell": "mobile", "mobile": "mobile", "iphone": "mobile"}


@dataclass(frozen=True)
class Card:
    """One card: `values` by the field keys of `guessing.Mapping` (clients), ready for `people.person`. `number`: from 1."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True)
class Cards:
    """The cards of a file, and a sentence for each that could not be read."""

    cards: list[Card]
    broken: list[Said]


def read(content: bytes, step: Callable[[], object] = lambda: None) -> Cards:
    """The cards in a .vcf file. `step` is called every now and then, and may raise to end it.

    Raises InvalidInput where it holds none, or is too large.
    """
    if len(content) > MOST_BYTES:
        raise InvalidInput(Said(TOO_LARGE))
    found = Cards([], [])
    with TextIOWrapper(BytesIO(content), encoding.find([content]), "replace") as text:
        for number, card in enumerate(_cards(text), 1):
            if number > MOST_CARDS:
                raise InvalidInput(Said(TOO_MANY, {"most": MOST_CARDS}))
            if number % BITE == 0:
                step()
            _add(found, number, card)
    if not found.cards and not found.broken:
        raise InvalidInput(Said(NONE))
    return found


class _Lines:
    """The lines of one card; of one without end the first, and that it is `large`."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.large = False
        self._letters = 0

    def add(self, line: str) -> None:
        self._letters += len(line)
        self.large = self.large or self._letters > MOST_OF_A_CARD or len(self.kept) >= MOST_LINES
        if not self.large:
            self.kept.append(line)


def _add(found: Cards, number: int, lines: _Lines) -> None:
    if lines.large:
        found.broken.append(Said(LARGE, {"number": number}))
        return
    try:
        card, whole = _parsed(lines.kept)
        values = _values(card)
    except Exception:  # whatever the parser stumbles over: it is the card that is broken
        name = next((line.partition(":")[2].strip()[:SHOWN] for line in lines.kept if line[:3].upper() in ("FN:", "FN;")), "")
        found.broken.append(Said(BROKEN_NAMED, {"number": number, "name": name}) if name else Said(BROKEN, {"number": number}))
        return
    if values:
        found.cards.append(Card(number, values))
        if not whole:
            found.broken.append(Said(IN_PART, {"number": number, "name": values.get("name", "")[:SHOWN]}))
    else:
        found.broken.append(Said(EMPTY, {"number": number}))


def _cards(text: TextIOWrapper) -> Iterator[_Lines]:
    """The lines of each card without its pictures. A card that does not end ends where the next begins."""
    lines = _Lines()
    depth, unread, before = 0, False, ""
    for whole in text:
        line = whole.rstrip("\n").replace("\0", "")
        word = line.strip().lstrip("\ufeff").upper() if len(line) < 100 else ""
        if word == "BEGIN:VCARD":
            if depth and not before.upper().startswith("AGENT"):
                yield lines
                depth = 0
            depth += 1
            lines, unread = (lines, True) if depth > 1 else (_Lines(), False)
        elif word == "END:VCARD":
            depth -= 1
            if depth == 0:
                yield lines
            depth, unread = max(depth, 0), False
        elif depth == 1:
            starts = line[:1] not in (" ", "\t") and (not unread or ":" in line)
            unread = bool(_UNREAD.match(line)) if starts else unread
            if not unread:
                lines.add(line)
        before = line[:100] if line.strip() else before
    if depth:
        yield lines


def _parsed(lines: list[str]) -> tuple[Any, bool]:
    """The card, and whether every line of it could be read."""
    import vobject

    vobject.base.logger.disabled = True  # it would say lines of the card, to whoever reads logs
    vobject.base.line_re = _LINE
    wanted = [line for line in lines if line.strip() and not line.upper().startswith("AGENT")]
    text = "\r\n".join(("BEGIN:VCARD", *wanted, "END:VCARD", ""))
    try:
        return vobject.readOne(text, allowQP=True), True
    except vobject.base.ParseError:
        return vobject.readOne(text, ignoreUnreadable=True, allowQP=True), False


def _values(card: Any) -> dict[str, str]:
    """The fields of a card by their keys."""
    name = card.contents["n"][0].value if "n" in card.contents else None
    found = {
        "name": _text(card, "fn"),
        "first_name": " ".join(filter(None, (_plain(getattr(name, part, "")) for part in ("given", "additional")))),
        "last_name": _plain(getattr(name, "family", "")),
        "company": _company(card),
        "notes": "\n".join(_plain(one.value) for one in card.contents.get("note", ())),
        "website": re.sub(r"\\([,:;])", r"\1", _text(card, "url")),
        "language": _text(card, "lang"),
        "tags": ";".join(tag for one in card.contents.get("categories", ()) for tag in _tags(one.value)),
    }
    for key, property in (("email", "email"), ("phone", "tel"), ("address", "adr")):
        found |= _several(card, key, property)
    return {key: text[:LONGEST] for key, text in found.items() if text}


def _several(card: Any, key: str, property: str) -> dict[str, str]:
    """The e-mails, phones or addresses, the preferred first, each with its label."""
    lines = [line for line in card.contents.get(property, ()) if "fax" not in _types(line) and "pager" not in _types(line)]
    found: dict[str, str] = {}
    for number, line in enumerate(sorted(lines, key=lambda one: not _preferred(one))[:MOST], 1):
        one = numbered(key, number)
        if key == "address":
            parts = _address(line.value)
            found |= {numbered(part, number): text for part, text in parts.items() if text}
        else:
            found[one] = re.sub(r"^(tel|mailto):", "", _plain(line.value), flags=re.IGNORECASE).partition(SEVERAL)[0]
        found[f"{one}_label"] = _label(card, line)
    return found


def _address(value: Any) -> dict[str, str]:
    box, extended, street = (_plain(getattr(value, part, "")) for part in ("box", "extended", "street"))
    lines = "\n".join(dict.fromkeys(filter(None, (street, extended, box))))
    rest = {key: _plain(getattr(value, key, "")) for key in ("city", "region", "country")}
    return {"street": lines, "postcode": _plain(getattr(value, "code", "")), **rest}


def _types(line: Any) -> list[str]:
    """What a line says it is for: TYPE=work, or as version 2.1 has it, the bare word."""
    named = [part for value in line.params.get("TYPE", ()) for part in str(value).split(",")]
    return [word.strip('" ').casefold() for word in (*named, *getattr(line, "singletonparams", ()))]


def _preferred(line: Any) -> bool:
    return "pref" in _types(line) or "PREF" in line.params


def _label(card: Any, line: Any) -> str:
    """The owner's own label, as Apple writes it beside the line, or what the line is for."""
    own = next((one for one in card.contents.get("x-ablabel", ()) if line.group and one.group == line.group), None)
    if own is not None:
        text = re.sub(r"^_\$!<(.*)>!\$_$", r"\1", _plain(own.value))
        return _USES.get(text.casefold(), text)
    return next((_USES[word] for word in _types(line) if word in _USES), "")


def _company(card: Any) -> str:
    for one in card.contents.get("org", ()):
        first = one.value[0] if isinstance(one.value, list) and one.value else one.value
        return _plain(first)
    return ""


def _text(card: Any, property: str) -> str:
    return _plain(card.contents[property][0].value) if property in card.contents else ""


def _tags(value: Any) -> list[str]:
    listed = [_plain(part) for part in (value if isinstance(value, list) else str(value).split(","))]
    return [tag for tag in listed if tag not in _OF_ALL]


def _plain(value: Any) -> str:
    text = " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    return "\n".join(line.strip() for line in text.replace("\r", "").split("\n")).strip()
