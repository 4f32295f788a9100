"""What a client would gain from somebody in a file who is the same: nothing of what is known here is replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clientcare.letters.languages import LANGUAGES
from clientcare.services.checks import LINE, TEXT
from clientcare.services.importing.plan import clean, line
from clientcare.services.people.contacts import KINDS
from clientcare.services.people.tags import LONGEST
from clientcare.texts import fold

if TYPE_CHECKING:
    from clientcare.incoming.people import Contact, Person

PLURALS = {"address": "addresses", "email": "emails", "phone": "phones"}
LABEL = 60  # letters


@dataclass(frozen=True)
class Facts:
    """A client as they stand here: `fields` by column, further ways to reach them as (kind, value), tags folded."""

    name: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    contacts: tuple[tuple[str, str], ...] = ()
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Gains:
    """What is new: columns to set, further ways to reach them as (kind, label, value), tags as spelled."""

    fields: dict[str, str]
    contacts: tuple[tuple[str, str, str], ...]
    tags: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.contacts or self.tags)


def gains(person: Person, here: Facts | None = None) -> Gains:
    """All that is known of `person`, or what of it is not known `here`."""
    here = here or Facts()
    fields: dict[str, str] = {}
    contacts: list[tuple[str, str, str]] = []
    for kind in KINDS:
        for contact in _new_ways(kind, person, here):
            value = _value(kind, contact)
            if here.fields.get(kind) or kind in fields:
                contacts.append((kind, line(contact.label, LABEL), value))
            else:
                fields |= {kind: value} | ({f"{kind}_label": line(contact.label, LABEL)} if contact.label else {})
    if person.greeting and not here.fields.get("greeting"):
        fields["greeting"] = line(person.greeting, LINE)
    if not here.name and person.language in LANGUAGES:
        fields["language"] = person.language
    if notes := _notes(person, here):
        fields["notes"] = notes
    return Gains(fields, tuple(contacts), _tags(person, here))


def _new_ways(kind: str, person: Person, here: Facts) -> list[Contact]:
    """The ways of one kind to reach them that are not known here, each once."""
    known = {way_key(kind, here.fields.get(kind, ""))} | {way_key(k, value) for k, value in here.contacts if k == kind}
    found: dict[str, Contact] = {}
    for contact in ways(person, kind):
        key = way_key(kind, contact.value)
        if key and key not in known:
            found.setdefault(key, contact)
    return list(found.values())


def ways(person: Person, kind: str) -> tuple[Contact, ...]:
    """The addresses, e-mails or phones of someone."""
    found: tuple[Contact, ...] = getattr(person, PLURALS[kind])
    return found


def way_key(kind: str, value: str) -> str:
    """The same for two that are one, however they are written."""
    if kind == "phone":
        return "".join(letter for letter in value if letter.isdecimal()).lstrip("0")[-9:] or fold(value)
    return fold(value)


def _value(kind: str, contact: Contact) -> str:
    return clean(contact.value, TEXT) if kind == "address" else line(contact.value, LINE)


def _notes(person: Person, here: Facts) -> str:
    """The notes as they would stand here with what is new below, or "" where nothing is."""
    known = here.fields.get("notes", "")
    named = fold(f"{here.name} {person.name} {here.fields.get('address', '')} {known}")
    parts = [person.company if fold(person.company) not in named else "", person.website, person.notes]
    if len(person.name) > LINE:
        parts.insert(0, person.name)
    new = [part for text in parts if (part := clean(text, TEXT)) and part not in known]
    return clean("\n\n".join([known, *new] if known else new), TEXT) if new else ""


def _tags(person: Person, here: Facts) -> tuple[str, ...]:
    spelled = {fold(tag): line(tag, LONGEST) for tag in reversed(person.tags) if fold(tag)}
    return tuple(text for key, text in reversed(spelled.items()) if key not in here.tags)
