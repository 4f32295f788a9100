"""The letter as a short message for text or WhatsApp: its own words per kind, whole words, at most 600 characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from clientcare.letters.facts import OFFER_LETTERS, Facts, Provider
from clientcare.letters.kinds import kind as kind_of
from clientcare.letters.letter import LONGEST_MESSAGE, SHORT, Letter
from clientcare.letters.particulars import Particulars
from clientcare.letters.phrases import capital, clean, lines, one_line, shortened, unstopped
from clientcare.letters.plain_text import plain_text
from clientcare.letters.words import Values, Words, labels

_TITLES = (200, 90, 60, 48, 40, 28)  # how long an option's title may be, the first that fits
_FULL = {"brief": ""}
_BRIEF = {"brief": "yes", "told": ""}
_LEFT_OUT = (  # phrases of the owner's, in the order in which a message that is too long leaves them to the letter
    "example_short", "reasons_short", "gladly_short", "otherwise_short", "changed_short", "delay_short", "plan_short",
    "how_to_pay_short", "standing_short", "harm_short", "work_short", "our_part_short", "open_point_short", "rhythm_short",
    "reach_us_short", "explained_short", "settled_short", "need_short", "give_short", "can_do_short", "instead_short",
    "owed_for_short", "done_so_far_short", "outcome_short", "correction_short",
)  # fmt: skip


def short_message(letter: Letter) -> str:
    """The letter in at most 600 characters; options come with what is then owed, or are left to the letter altogether."""
    return letter.short


def email_text(letter: Letter) -> str:
    """What stands in the e-mail that brings the letter: the short message, and in its language that the letter is attached."""
    return f"{letter.short.strip() or plain_text(letter).strip()}\n\n{labels(letter.language)['attached']}\n"


def message(letter: Letter, edits: Mapping[str, str]) -> str:
    """The short message that goes with a letter: the owner's own; where their words stand in the letter all of it, if it is
    short enough; else the one it brings."""
    own = clean(edits.get(SHORT, "")).strip()
    if own or not any(passage.own and passage.text for passage in letter.passages):
        return own or letter.short
    whole = plain_text(letter).strip()
    return whole if len(whole) <= LONGEST_MESSAGE else letter.short


def written_short(facts: Facts, kind: str, words: Words, particulars: Particulars, values: Values) -> str:
    """The first of ever shorter wordings that fits; cut between words if none does."""
    short = _BRIEF if facts.channel == "review" else {**_BRIEF, "channel": ""}  # nobody told us what they left in a review
    for choices, brief in product((*_choices(facts, kind, particulars), ""), (_FULL, short)):
        text = words.short({**values, **brief, "choices": choices})
        if len(text) <= LONGEST_MESSAGE:
            return text
    tight = {**values, **short, "choices": ""}
    for left_out in ({"about": "", "of_about": "", "it": words.common["this"]}, *({name: ""} for name in _LEFT_OUT)):
        tight |= left_out
        text = words.short(tight)
        if len(text) <= LONGEST_MESSAGE:
            return text
    return shortened(text, LONGEST_MESSAGE)


def _choices(facts: Facts, kind: str, particulars: Particulars) -> Iterator[str]:
    if kind_of(kind).offers:
        for limit in _TITLES:
            titles = [shortened(capital(unstopped(" ".join(lines(offer.title)))), limit) for offer in facts.offers]
            if all(titles):
                yield "".join(_option(i, facts, title, particulars) for i, title in enumerate(titles))
    if kind == "referral":
        yield "".join(f"\n{_contact(firm)}" for firm in facts.providers)


def _option(i: int, facts: Facts, title: str, particulars: Particulars) -> str:
    mark = f"{OFFER_LETTERS[i]}: " if len(facts.offers) > 1 else ""
    return f"\n{mark}{title}; {particulars.owed(facts.offers[i], 'owed_short')}."


def _contact(firm: Provider) -> str:
    """With how to reach them, and any tie: a message that leaves it out would hide it."""
    contact = ", ".join(filter(None, map(one_line, (firm.name, firm.phone or firm.email or firm.website))))
    tie = unstopped(firm.tie)
    return f"{contact} ({tie})" if tie else contact
