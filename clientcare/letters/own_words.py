"""The owner's own wording of a passage, kept for letters to come: what belongs to one client stands in it as {name}."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from clientcare.letters.facts import Facts
from clientcare.letters.particulars import Particulars
from clientcare.letters.phrases import clean
from clientcare.letters.remains import remains
from clientcare.letters.words import words
from clientcare.said import mark

Say = Callable[[str], str]

_KNOWN = {  # days, sums and names
    "greeting": mark("their name"),
    "about": mark("what it is about"),
    "told": mark("when they told you"),
    "of_told": mark("of the day they told you"),
    "reach": mark("how to reach you"),
    "asked": mark("the sum they ask for"),
    "repaid": mark("the sum that goes back"),
    "still_owed": mark("the sum they still owe"),
    "price": mark("the price"),
    "answer_day": mark("the day of the next step"),
    "open_day": mark("the day until which they can choose"),
    "last_day_full": mark("your last day together"),
    "last_day": mark("the date of your last day"),
    "give_day": mark("the day it is done by"),
    "repaid_day": mark("the day they have the money"),
    "still_owed_day": mark("the day it is to be paid by"),
    "instead_day": mark("the first day you can do it"),
    "done_day": mark("the day it was done"),
    "earlier_day": mark("the day of your letter before"),
    "written_day": mark("the day of this letter"),
    "corrects_day": mark("the day of your first letter"),
    "client": mark("your client's name"),
    "client_phone": mark("your client's phone"),
    "client_email": mark("your client's e-mail"),
    "consented_day": mark("the day your client agreed"),
}
_TYPED = {  # the owner's own phrases
    "understood": mark("what you understood"),
    "our_part": mark("what went wrong on your side"),
    "deed": mark("what you did"),
    "taken_to_heart": mark("what you take to heart"),
    "changed": mark("what you have changed"),
    "changed_sentence": mark("what you have changed, as a sentence"),
    "agreed": mark("what was agreed"),
    "request": mark("what they ask for"),
    "reasons": mark("your reasons"),
    "can_do": mark("what you can do"),
    "need": mark("what they need"),
    "give": mark("what you give"),
    "work_in_hand": mark("the work begun"),
    "notice": mark("the notice"),
    "records": mark("their papers"),
    "standing": mark("where it stands"),
    "delay": mark("why it takes longer"),
    "harm": mark("what it meant for them"),
    "cause": mark("why it happened"),
    "explained": mark("what it means"),
    "example": mark("the example"),
    "instead": mark("what you can do instead"),
    "owed_for": mark("what it is owed for"),
    "how_to_pay": mark("how they can pay"),
    "plan": mark("how it can be spread"),
    "open_point": mark("what stays open"),
    "gladly": mark("what you gladly do"),
    "reach_us": mark("how and when they reach you"),
    "rhythm": mark("the rhythm for messages"),
    "otherwise": mark("what happens otherwise"),
    "settled": mark("what was settled"),
    "routes": mark("who else they can turn to"),
    "correction": mark("what is different now"),
    "tie": mark("how you are connected"),
    "done_so_far": mark("what you have done so far"),
    "outcome": mark("what came of it"),
}
LABELS = {**_KNOWN, **_TYPED}  # by the names of `letters.particulars`; no two read the same, for `template_of` reads them back
_MAY_LACK = frozenset(("told", "of_told"))  # our own sentences read well without them, too


@dataclass(frozen=True)
class Template:
    """A wording for every letter of its kind. `text`: with {names}; `shown`: the same with plain labels in brackets;
    `left`: what of this client still stands in it, as it reads there. Empty `left`: it can be kept as it is."""

    text: str
    shown: str
    left: tuple[str, ...]


def generalised(text: str, facts: Facts, kind: str, passage: str = "", say: Say = str) -> Template:
    """The owner's `text` of a passage with this letter's facts taken out of it. `say` translates the labels of `shown`."""
    pieces: list[tuple[str, str]] = [(clean(text).strip(), "")]
    for value, name in _found(facts, kind, passage):
        pieces = [part for piece in pieces for part in _split(piece, value, name)]
    return _template(pieces, facts, say)


def template_of(shown: str, facts: Facts, say: Say = str) -> Template:
    """The wording as the owner has corrected it, labels in brackets and all."""
    names = {f"{_before(name)}[{say(label)}]": name for name, label in LABELS.items()}
    names |= {label.strip(): name for label, name in names.items()}  # also where the owner has moved it to a beginning
    labels = re.compile("(" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + ")")
    pieces = [(part, names.get(part, "")) for part in labels.split(clean(shown).strip())]
    return _template([("", name) if name else (part, "") for part, name in pieces], facts, say)


def filled(template: str, told: Mapping[str, str]) -> str | None:
    """The wording with another letter's values, by name; None where one it needs is not known, or it is none of ours."""
    said: list[str] = []
    try:
        for literal, name, _, _ in Formatter().parse(template):
            said.append(literal)
            if name is None:
                continue
            value = told.get(name, "") if name in LABELS else ""
            if not value and name not in _MAY_LACK:
                return None
            said.append(value)
    except ValueError:
        return None
    return "".join(said).strip()


def _template(pieces: list[tuple[str, str]], facts: Facts, say: Say) -> Template:
    escaped = "".join(f"{{{name}}}" if name else part.replace("{", "{{").replace("}", "}}") for part, name in pieces)
    shown = "".join(f"{_before(name)}[{say(LABELS[name])}]" if name else part for part, name in pieces)
    return Template(escaped, shown, remains([part for part, name in pieces if not name], facts))


def _before(name: str) -> str:
    """These begin with their own blank, so that nothing is left where they lack."""
    return " " if name in _MAY_LACK else ""


def values(facts: Facts, kind: str) -> dict[str, str]:
    """What the names stand for in this letter."""
    own_words = words(facts.language, kind, facts.letterhead.solo)
    return Particulars(facts, kind, own_words).values()


def _found(facts: Facts, kind: str, passage: str) -> list[tuple[str, str]]:
    """The values to look for, the longest first; of two that read the same the one this passage is about, then our order."""
    told = values(facts, kind)
    order = sorted(LABELS, key=lambda name: not (passage and name.startswith(passage)))
    known = [(told.get(name, ""), name) for name in order] + [(clean(facts.recipient.name).strip(), "greeting")]
    return sorted((one for one in known if _can_be_told(*one, facts)), key=lambda one: -len(one[0]))


def _can_be_told(value: str, name: str, facts: Facts) -> bool:
    """Whether it is this fact wherever it is read: a single common word may be anything."""
    if name in _MAY_LACK:
        return bool(value) and facts.told_on != facts.written_on  # " today" is said of much else
    if name in _TYPED or name == "about":
        return " " in value
    return bool(value)


def _split(piece: tuple[str, str], value: str, name: str) -> Iterator[tuple[str, str]]:
    text, known = piece
    if known or not text:
        yield piece
        return
    parts = _whole(value).split(text)
    for number, part in enumerate(parts):
        if number:
            yield "", name
        yield part, ""


def _whole(value: str) -> re.Pattern[str]:
    """The value as whole words and whole sums: not the "$160" of "$160.50", nor the "Dan" of "Dana"."""
    before = r"(?<!\w)(?<!\d[.,  '’])" if not value.startswith(" ") else ""
    return re.compile(rf"{before}{re.escape(value)}(?!\w)(?![.,]\d)")
