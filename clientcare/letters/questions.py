"""What a letter of each kind cannot do without, and how to ask the owner for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clientcare.letters.facts import Facts, Offer, Question
from clientcare.letters.phrases import lines
from clientcare.letters.words import nothing
from clientcare.said import Said, mark

MOST_OFFERS = 4
MOST_PROVIDERS = 3


@dataclass(frozen=True)
class Need:
    """A field and when it still lacks: `lacks(facts)`."""

    field: str
    ask: str
    lacks: Callable[[Facts], bool]


def _blank(name: str) -> Callable[[Facts], bool]:
    return lambda facts: not lines(getattr(facts, name))


def _nothing(name: str) -> Callable[[Facts], bool]:
    """Blank, or "nothing": a letter that then said so would mock its reader."""
    return lambda facts: " ".join(lines(getattr(facts, name))).rstrip(".!").lower() in nothing(facts.language)


def _owes_part(facts: Facts) -> bool:
    return facts.part in ("some", "mostly") and _nothing("our_part")(facts)


def _above_zero(amount: Decimal | None) -> bool:
    return amount is not None and amount > 0


_UNDERSTOOD = Need(
    "understood",
    mark("Say back what you understood, as you would say it to them: “the photo in our brochure led you to expect matt grey”."),
    _blank("understood"),
)
_OUR_PART = Need(
    "our_part",
    mark("You said part of this is yours. What went wrong on your side, or what would you do differently?"),
    _owes_part,
)
_REPAID = Need(
    "repaid",
    mark("How much money goes back to them? 0 if none does."),
    lambda facts: facts.repaid is None or facts.repaid < 0,
)
_STILL_OWED = Need(
    "still_owed",
    mark("How much do they still owe you for work done? 0 if nothing."),
    lambda facts: facts.still_owed is None and not _above_zero(facts.repaid),
)
_REPAID_BY = Need(
    "repaid_by",
    mark("By when will they have that money?"),
    lambda facts: _above_zero(facts.repaid) and not facts.repaid_by,
)
_STILL_OWED_BY = Need(
    "still_owed_by",
    mark("By when would you like what they still owe?"),
    lambda facts: _above_zero(facts.still_owed) and not facts.still_owed_by,
)
_MONEY = (_REPAID, _REPAID_BY, _STILL_OWED, _STILL_OWED_BY)
_WORK = Need(
    "work_in_hand",
    mark("What happens to the work already begun? “nothing has been started” is an answer, too."),
    _blank("work_in_hand"),
)

_EVERY = (
    Need(
        "letterhead",
        mark("Who is writing? Enter your business name in Settings."),
        lambda f: not (f.letterhead.name + f.letterhead.owner_name).strip(),
    ),
    Need("recipient", mark("Who is the letter to?"), lambda f: not f.recipient.name.strip()),
    Need("topic", mark("What is it about, in a few words?"), lambda f: not (f.topic + f.about).strip()),
)
_NEEDS: dict[str, tuple[Need, ...]] = {
    "acknowledgement": (Need("answer_by", mark("By when will they hear from you?"), lambda f: f.answer_by is None),),
    "compromise": (
        _UNDERSTOOD,
        _OUR_PART,
        Need("offers", mark("What can you offer? One to four options."), lambda f: not 1 <= len(f.offers) <= MOST_OFFERS),
    ),
    "courteous_no": (
        Need(
            "request",
            mark("What do they ask for? “to have the hall laid again at no charge”"),
            lambda f: not f.request.strip() and not f.asked,
        ),
        _OUR_PART,
        Need(
            "reasons",
            mark("Why is the answer no? One reason a line; there should be one for each of their points."),
            _blank("reasons"),
        ),
        Need("can_do", mark("What can you do for them, however small?"), _nothing("can_do")),
    ),
    "goodwill": (
        _OUR_PART,
        *_MONEY,
        Need(
            "give",
            mark("What will you do for them? “we lay the hall again in matt grey”"),
            lambda f: not f.give.strip() and not _above_zero(f.repaid),
        ),
        Need("give_by", mark("By when will it be done?"), lambda f: bool(f.give.strip()) and f.give_by is None),
    ),
    "referral": (
        Need("need", mark("What do they need that you do not offer? “tiles laid over underfloor heating”"), _blank("need")),
        Need(
            "providers",
            mark("Who may suit them better? One to three firms."),
            lambda f: not 1 <= len(f.providers) <= MOST_PROVIDERS,
        ),
        _WORK,
        *_MONEY,
    ),
    "farewell": (
        Need("last_day", mark("What is your last day of working together?"), lambda f: f.last_day is None),
        _WORK,
        *_MONEY,
    ),
}
_DAYS: dict[str, tuple[str, ...]] = {
    "acknowledgement": ("answer_by",),
    "compromise": ("open_until",),
    "courteous_no": ("answer_by",),
    "goodwill": ("answer_by", "give_by", "repaid_by", "still_owed_by"),
    "referral": ("answer_by", "repaid_by", "still_owed_by"),
    "farewell": ("answer_by", "last_day", "repaid_by", "still_owed_by"),
}
_PASSED = mark("{day} has passed when this letter is written. Which day shall it be?")
_UNNAMED = mark("One of the options has no name yet. What is it, in a few words?")
_OWED = mark("“{title}”: what is then owed, by whom, and by when?")
_OFFER_LATE = mark("“{title}”: {day} has passed when this letter is written. By when is it owed?")
_NAMELESS = mark("One of the firms has no name yet.")


def missing(facts: Facts, kind: str) -> tuple[Question, ...]:
    """What is still to be asked before this kind can be written, in the order to ask it; empty when the letter can be whole."""
    lacking = [Question(need.field, Said(need.ask)) for need in (*_EVERY, *_NEEDS[kind]) if need.lacks(facts)]
    late = [Question(name, Said(_PASSED, {"day": day})) for name, day in _days(facts, kind) if day < facts.written_on]
    return (*lacking, *_offers(facts, kind), *late)


def _days(facts: Facts, kind: str) -> list[tuple[str, date]]:
    days = [(name, getattr(facts, name)) for name in _DAYS[kind]]
    return [(name, day) for name, day in days if day is not None and not _idle(facts, name)]


def _idle(facts: Facts, name: str) -> bool:
    """A day left over from a gift or an amount that is now nothing."""
    if name == "give_by":
        return not facts.give.strip()
    return name in ("repaid_by", "still_owed_by") and not _above_zero(getattr(facts, name.removesuffix("_by")))


def _offers(facts: Facts, kind: str) -> list[Question]:
    if kind == "referral" and any(not provider.name.strip() for provider in facts.providers):
        return [Question("providers", Said(_NAMELESS))]
    asked = [_offer(offer, facts.written_on) for offer in facts.offers] if kind == "compromise" else []
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
