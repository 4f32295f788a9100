"""What is still to be asked of the owner before a letter can be written, in the order to ask it."""

from __future__ import annotations

from datetime import date

from clientcare.letters.facts import Facts, Offer, Question
from clientcare.letters.kinds import kind as kind_of
from clientcare.letters.needs import EVERY, NEEDS, above_zero
from clientcare.letters.phrases import lines
from clientcare.said import Said, mark

_MONEY = ("repaid_by", "still_owed_by")
_AHEAD: dict[str, tuple[str, ...]] = {  # days that must lie ahead when the letter is written, beside that of the next step
    "apology": ("give_by", *_MONEY),
    "goodwill": ("give_by", *_MONEY),
    "referral": _MONEY,
    "alternative": ("instead_from",),
    "payment_request": ("still_owed_by",),
    "farewell": ("last_day", *_MONEY),
}
_BEHIND = {"reminder": "earlier_on", "thank_you": "done_on", "final_response": "earlier_on", "referral_thanks": "referred_on"}
_PASSED = mark("{day} has passed when this letter is written. Which day shall it be?")
_TO_COME = mark("{day} is still to come when this letter is written. Which day was it?")
_UNNAMED = mark("One of the options has no name yet. What is it, in a few words?")
_OWED = mark("“{title}”: what is then owed, by whom, and by when?")
_OFFER_LATE = mark("“{title}”: {day} has passed when this letter is written. By when is it owed?")
_NAMELESS = mark("One of the firms has no name yet.")


def missing(facts: Facts, kind: str) -> tuple[Question, ...]:
    """What is still to be asked before this kind can be written, in the order to ask it; empty when the letter can be whole."""
    needs = (*EVERY, *NEEDS[kind])
    if kind_of(kind).to == "provider":  # what the dispute is about is no concern of another firm
        needs = tuple(need for need in needs if need.field != "topic")
    lacking = [Question(need.field, Said(need.ask), need.may_skip) for need in needs if need.lacks(facts)]
    return (*lacking, *_offers(facts, kind), *_days(facts, kind))


def _days(facts: Facts, kind: str) -> list[Question]:
    next_step = "open_until" if kind_of(kind).offers else "answer_by"
    names = (name for name in (*_AHEAD.get(kind, ()), next_step) if not _idle(facts, name))
    named = [(name, getattr(facts, name)) for name in names]
    late = [Question(name, Said(_PASSED, {"day": day})) for name, day in named if day and day < facts.written_on]
    name = _BEHIND.get(kind, "")
    day = getattr(facts, name) if name else None
    return [*late, Question(name, Said(_TO_COME, {"day": day}))] if day and day > facts.written_on else late


def _idle(facts: Facts, name: str) -> bool:
    """A day left over from a gift or an amount that is now nothing."""
    if name == "give_by":
        return not lines(facts.give)
    return name in ("repaid_by", "still_owed_by") and not above_zero(getattr(facts, name.removesuffix("_by")))


def _offers(facts: Facts, kind: str) -> list[Question]:
    if kind == "referral" and any(not provider.name.strip() for provider in facts.providers):
        return [Question("providers", Said(_NAMELESS))]
    asked = [_offer(offer, facts.written_on) for offer in facts.offers] if kind_of(kind).offers else []
    return [Question("offers", said) for said in asked if said]


def _offer(offer: Offer, written_on: date) -> Said | None:
    if not offer.title.strip():
        return Said(_UNNAMED)
    title = {"title": offer.title.strip()}
    if offer.owed_from == "nobody":
        return None if not offer.owed else Said(_OWED, title)
    if offer.owed_from not in ("them", "us") or not offer.owed > 0 or not offer.owed_by:
        return Said(_OWED, title)
    return Said(_OFFER_LATE, {**title, "day": offer.owed_by}) if offer.owed_by < written_on else None
