"""A person or firm, put together from the fields of a row or a card."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from clientcare.incoming.headings import fold
from clientcare.texts import one_line

SEVERAL = " ::: "  # how Google parts several values in one cell
PARTS = ("street", "city", "postcode", "region", "country")
LONGEST_EMAIL = 1_000  # letters of a cell that an address is looked for in
MOST = 10  # of e-mails, phones or addresses
LANGUAGES = {
    "en": "english eng englisch anglais ingles inglese engels",
    "es": "spanish espanol castellano spa spanisch espagnol spagnolo",
    "de": "german deutsch ger deu allemand aleman tedesco duits",
    "fr": "french francais fre fra franzosisch frances francese frans",
    "it": "italian italiano ita italienisch italien",
    "pt": "portuguese portugues por portugiesisch",
    "nl": "dutch nederlands nld niederlandisch",
    "pl": "polish polski pol polnisch",
}
_LANGUAGE = {word: code for code, words in LANGUAGES.items() for word in (code, *words.split())}
_CODE_LAST = frozenset((
    "us", "usa", "gb", "uk", "ca", "au", "nz", "ie", "united states", "united states of america", "united kingdom",
    "great britain", "canada", "australia", "new zealand", "ireland",
))  # fmt: skip
_DUTCH = re.compile(r"\d{4} ?[A-Za-z]{2}")  # a postcode with letters that stands before the town
_QUOTED = re.compile(r'^"(.+)"$')
_EMAIL = re.compile(r"(?:mailto:)?<?([^\s<>]+@[^\s<>;,]+)>?", re.IGNORECASE)


@dataclass(frozen=True)
class Contact:
    """One more way to reach someone; `label` what it is ("Work"), or ""."""

    value: str
    label: str = ""


@dataclass(frozen=True)
class Person:
    """Someone as an import brings them. The first of `addresses`, `emails` and `phones` is the main one.

    `language` is a two-letter code or ""; `since` and `archived` are days as the file has them; all text as it stood, blanks
    at the ends aside.
    """

    name: str
    company: str = ""
    greeting: str = ""
    addresses: tuple[Contact, ...] = ()
    emails: tuple[Contact, ...] = ()
    phones: tuple[Contact, ...] = ()
    language: str = ""
    tags: tuple[str, ...] = ()
    notes: str = ""
    website: str = ""
    does: str = ""
    area: str = ""
    person: str = ""
    tie: str = ""
    since: str = ""
    archived: str = ""


def person(values: Mapping[str, str], labels: Mapping[str, str] | None = None) -> Person:
    """Put together what `guessing.Mapping.values` (with its `labels`) or `cards.Card.values` hold.

    The name: name, else first and last name, else company, else what stands before the @; "" where there is nothing.
    """
    labels = labels or {}
    emails = tuple(Contact(_bare_email(one.value), one.label) for one in _several(values, labels, "email"))
    own = _name(values.get("name", "")) or _name(f"{values.get('first_name', '')} {values.get('last_name', '')}")
    company = _name(values.get("company", ""))
    plain = ("greeting", "notes", "website", "does", "area", "person", "tie", "since", "archived")
    texts = {key: values.get(key, "").strip() for key in plain}
    return Person(
        name=own or company or (_name(emails[0].value.partition("@")[0]) if emails else ""),
        company=company,
        addresses=_addresses(values, labels),
        emails=emails,
        phones=_several(values, labels, "phone"),
        language=_language(values.get("language", "")),
        tags=_tags(values.get("tags", "")),
        **texts,
    )


def _name(text: str) -> str:
    """On one line; a name of which nobody would see anything is none."""
    line = one_line(text)
    return line if any(unicodedata.category(letter)[0] not in "CZ" for letter in line) else ""


def numbered(key: str, number: int) -> str:
    """The key of the first, second, … of what there may be several of: "email", "email2"."""
    return key if number == 1 else f"{key}{number}"


def _several(values: Mapping[str, str], labels: Mapping[str, str], key: str) -> tuple[Contact, ...]:
    found: dict[str, Contact] = {}
    for one in (numbered(key, number) for number in range(1, MOST + 1)):
        label = values.get(f"{one}_label", labels.get(one, "")).lstrip("* ").strip()
        for value in values.get(one, "").split(SEVERAL.strip()):
            if value := value.strip():
                found.setdefault(value.casefold(), Contact(value, label))
    return tuple(found.values())


def _bare_email(text: str) -> str:
    """The address alone of “Ana Ruiz <ana@example.com>” or “mailto:…”; anything else as it stands."""
    found = _EMAIL.search(text) if len(text) <= LONGEST_EMAIL else None
    return found[1] if found and (text.endswith(">") or text.casefold().startswith("mailto:")) else text


def _addresses(values: Mapping[str, str], labels: Mapping[str, str]) -> tuple[Contact, ...]:
    found: dict[str, Contact] = {}
    for number in range(1, MOST + 1):
        key = numbered("address", number)
        parts = {part: values.get(numbered(part, number), "").strip() for part in PARTS}
        together = any(parts[part] for part in ("street", "city", "postcode"))
        text = _address(parts) if together else values.get(key, "").strip()
        label = values.get(f"{key}_label", labels.get(key, "")).lstrip("* ").strip()
        if text:
            found.setdefault(text.casefold(), Contact(text, label))
    return tuple(found.values())


def _address(parts: Mapping[str, str]) -> str:
    """Street, town and country, each on a line; the postcode stands before the town or after it as the country has it."""
    code, country = parts["postcode"], fold(parts["country"])
    after = bool(parts["region"]) or country in _CODE_LAST or (any(map(str.isalpha, code)) and not _DUTCH.fullmatch(code))
    if after:
        town = " ".join(filter(None, (", ".join(filter(None, (parts["city"], parts["region"]))), code)))
    else:
        town = " ".join(filter(None, (code, parts["city"])))
    return "\n".join(filter(None, (parts["street"], town, parts["country"])))


def _language(text: str) -> str:
    first = fold(text).split(" ")[0]
    return _LANGUAGE.get(first, "")


def _tags(text: str) -> tuple[str, ...]:
    """The tags in a cell; those an address book gives to everyone ("* myContacts") are none."""
    sign = next((sign for sign in (":::", ";", "|", "\n", ",") if sign in text), ",")
    found: dict[str, str] = {}
    for word in text.split(sign):
        if (word := _QUOTED.sub(r"\1", one_line(word))) and not word.startswith("* "):
            found.setdefault(word.casefold(), word)
    return tuple(found.values())
