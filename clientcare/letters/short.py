"""The letter as a short message for text or WhatsApp: its own words per kind, whole words, at most 600 characters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from clientcare.letters.facts import Facts, Provider
from clientcare.letters.kinds import kind as kind_of
from clientcare.letters.letter import Letter
from clientcare.letters.particulars import Particulars
from clientcare.letters.phrases import lines, one_line, shortened
from clientcare.letters.words import Values, Words

LONGEST = 600
_TITLES = (200, 90, 60, 48, 40, 28)  # how long an option's title may be, the first that fits
_LETTERS = "ABCD"
_FULL = {"brief": ""}
_BRIEF = {"brief": "yes", "channel": "", "told": ""}
_TYPED = ("choices", "give_short", "need_short", "work_short", "can_do_short", "about", "of_about")


def short_message(letter: Letter) -> str:
    """The letter in at most 600 characters; options come with what is then owed, or are left to the letter altogether."""
    return letter.short


def written_short(facts: Facts, kind: str, words: Words, particulars: Particulars, values: Values) -> str:
    """The first of ever shorter wordings that fits; cut between words if none does."""
    for choices, brief in product((*_choices(facts, kind, particulars), ""), (_FULL, _BRIEF)):
        text = words.short({**values, **brief, "choices": choices})
        if len(text) <= LONGEST:
            return text
    plainest = {**values, **_BRIEF, **dict.fromkeys(_TYPED, ""), "it": words.common["this"]}
    return shortened(words.short(plainest), LONGEST)


def _choices(facts: Facts, kind: str, particulars: Particulars) -> Iterator[str]:
    if kind_of(kind).offers:
        for limit in _TITLES:
            titles = [shortened(" ".join(lines(offer.title)).rstrip(" .,;:!?…"), limit) for offer in facts.offers]
            if all(titles):
                yield "".join(_option(i, facts, title, particulars) for i, title in enumerate(titles))
    if kind == "referral":
        yield "".join(f"\n{_contact(firm)}" for firm in facts.providers)


def _option(i: int, facts: Facts, title: str, particulars: Particulars) -> str:
    mark = f"{_LETTERS[i]}: " if len(facts.offers) > 1 else ""
    return f"\n{mark}{title}; {particulars.owed(facts.offers[i], 'owed_short')}."


def _contact(firm: Provider) -> str:
    return ", ".join(filter(None, map(one_line, (firm.name, firm.phone or firm.email or firm.website))))
