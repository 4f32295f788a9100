"""Every fact a letter may ask its owner for: its title, the kinds it belongs to, and the control to give it in."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from clientcare.called import PARTS, PLACES_AGREED
from clientcare.letters.facts import Facts
from clientcare.letters.needs import NEEDS, may_know
from clientcare.said import mark
from clientcare.ui.widgets.choice import Choice
from clientcare.ui.widgets.day_field import DayField
from clientcare.ui.widgets.fields import NumberField, TextField
from clientcare.ui.wording import Wording

_TYPES = {field.name: str(field.type) for field in fields(Facts)}
NOTHING = "-"  # an answer that leaves its sentence out of the letter
TITLES = {
    "answer_by": mark("You will be in touch by"),
    "request": mark("What they ask for"),
    "reasons": mark("Your reasons, one a line"),
    "can_do": mark("What you can do, one a line"),
    "part": mark("How much of this was yours"),
    "our_part": mark("What was yours in it"),
    "changed": mark("What you have changed since"),
    "harm": mark("What it meant for them"),
    "cause": mark("Why it happened"),
    "give": mark("What you do for them"),
    "give_by": mark("Done by"),
    "repaid": mark("Money that goes back to them"),
    "repaid_by": mark("They have it by"),
    "still_owed": mark("What they still owe you"),
    "still_owed_by": mark("To be paid by"),
    "need": mark("What they need that you do not offer"),
    "work_in_hand": mark("What happens to work begun"),
    "last_day": mark("Your last day of working together"),
    "notice": mark("The notice your agreement asks for"),
    "records": mark("What happens to their papers"),
    "standing": mark("Where it stands"),
    "delay": mark("Why it takes longer"),
    "agreed": mark("What was agreed"),
    "agreed_where": mark("Where that is written"),
    "explained": mark("What it means, said better"),
    "example": mark("An example they can see before them"),
    "instead": mark("What else of yours would meet it"),
    "price": mark("What that costs them"),
    "instead_from": mark("The first day you could do it"),
    "owed_for": mark("What it is owed for"),
    "how_to_pay": mark("How they can pay"),
    "plan": mark("How they could spread it"),
    "open_point": mark("What stays open, and how you settle it"),
    "gladly": mark("What you gladly do, one a line"),
    "reach_us": mark("How and when they can reach you"),
    "rhythm": mark("The one place and rhythm for messages"),
    "otherwise": mark("What happens to whatever comes another way"),
    "settled": mark("What you settled on"),
    "done_on": mark("When it was done"),
    "earlier_on": mark("When your letter before this one went"),
    "routes": mark("Who else they can turn to"),
    "correction": mark("What is different from the first letter"),
    "done_so_far": mark("What you have done so far"),
    "outcome": mark("What came of it"),
}
_MONEY = ("repaid", "repaid_by", "still_owed", "still_owed_by")
_OURS = ("part", "our_part")
FACTS_OF = {
    "acknowledgement": ("answer_by",),
    "holding": ("standing", "delay", "answer_by"),
    "apology": (*_OURS, "harm", "cause", "give", "give_by", *_MONEY, "changed", "answer_by"),
    "compromise": (*_OURS, "changed"),
    "goodwill": ("give", "give_by", *_MONEY, *_OURS, "changed", "answer_by"),
    "courteous_no": ("request", "reasons", "can_do", *_OURS, "answer_by"),
    "referral": ("need", "work_in_hand", *_MONEY, *_OURS, "answer_by"),
    "explanation": ("agreed", "agreed_where", "explained", "example", *_OURS, "answer_by"),
    "alternative": ("need", "instead", "price", "instead_from", *_OURS, "answer_by"),
    "payment_request": ("still_owed", "still_owed_by", "owed_for", "how_to_pay", "plan", "open_point", "answer_by"),
    "boundary": ("gladly", "reach_us", "rhythm", "otherwise", *_OURS, "answer_by"),
    "farewell": ("last_day", "work_in_hand", *_MONEY, "notice", "records", *_OURS, "answer_by"),
    "reminder": ("earlier_on",),
    "thank_you": ("settled", "done_on", "changed", "answer_by"),
    "final_response": ("request", "earlier_on", "reasons", "can_do", *_OURS, "routes", "answer_by"),
    "handover": ("need", "agreed", "done_so_far", "answer_by"),
    "referral_thanks": ("outcome", "answer_by"),
}
_CHOICES = {"part": PARTS, "agreed_where": tuple(place for place in PLACES_AGREED if place[0] != "nowhere")}
_LINES = {  # of a box to begin with, where one is few
    **dict.fromkeys(("reasons", "can_do", "our_part", "understood", "gladly", "harm", "cause", "standing", "explained"), 2),
    **dict.fromkeys(("example", "open_point", "changed", "settled", "otherwise", "correction", "done_so_far", "outcome"), 2),
    "routes": 4,
}
_IF_ALLOWED = {"need": "need", "agreed": "agreed", "done_so_far": "agreed"}
BEHIND_US = ("done_on", "earlier_on")  # days that have passed when the letter is written
Input = TextField | NumberField | DayField | Choice


def fact_input(field: str, title: str, words: Wording, name: str) -> Input:
    """The control for one fact: a choice, a day, a sum, or words."""
    if field in _CHOICES:
        return Choice(_CHOICES[field], name, title)
    if _TYPES[field].startswith("date"):
        return DayField(name, title)
    if _TYPES[field].startswith("Decimal"):
        return NumberField(words.locale, name, title, words.currency)
    return TextField(name, title, lines=_LINES.get(field, 1), most=10 if field == "routes" else 6)


def belongs(field: str, kind: str, facts: Facts) -> bool:
    """Whether this letter tells that fact: a correction only of a letter that went, to a firm only what the client allows."""
    if field == "correction":
        return facts.corrects_on is not None
    if kind == "handover" and field in _IF_ALLOWED:
        return may_know(facts, _IF_ALLOWED[field])
    return True


def in_words(field: str) -> bool:
    """Whether the answer is words that stand in the letter."""
    return field not in _CHOICES and _TYPES.get(field) in ("str", "tuple[str, ...]")


def may_skip(kind: str, field: str) -> bool:
    """Whether a letter of this kind does without it once the owner has said so."""
    return any(need.may_skip for need in NEEDS[kind] if need.field == field)


def as_text(value: Any) -> str:
    """A fact as a draft keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value or "")
