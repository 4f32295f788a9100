"""What a letter of each kind cannot do without: its fields, when they still lack, and how to ask the owner for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from clientcare.letters.facts import OFFER_LETTERS, Facts, Provider
from clientcare.letters.phrases import lines
from clientcare.letters.words import nothing
from clientcare.said import mark

MOST_OFFERS = len(OFFER_LETTERS)
MOST_PROVIDERS = 3
PARTS = ("none", "some", "mostly")

Lacks = Callable[[Facts], bool]


@dataclass(frozen=True)
class Need:
    """A field and when it still lacks: `lacks(facts)`. `may_skip`: "-" is an answer too."""

    field: str
    ask: str
    lacks: Lacks
    may_skip: bool = False


def says_nothing(facts: Facts, name: str) -> bool:
    """Blank, a dash, or "nothing": a letter that then said so would mock its reader."""
    text = getattr(facts, name)
    return not text or " ".join(lines(text)).rstrip(".!").lower() in nothing(facts.language)


def firms(facts: Facts) -> tuple[Provider, ...]:
    """The firms a letter names, without a tie where the owner typed that there is "none"."""
    none = nothing(facts.language)
    return tuple(
        replace(firm, tie="") if " ".join(lines(firm.tie)).rstrip(".!").lower() in none else firm for firm in facts.providers
    )


def is_ours(facts: Facts) -> bool:
    return facts.part in ("some", "mostly")


def above_zero(amount: Decimal | None) -> bool:
    return amount is not None and amount > 0


def _blank(name: str) -> Lacks:
    return lambda facts: not lines(getattr(facts, name))


def _nothing(name: str) -> Lacks:
    return lambda facts: says_nothing(facts, name)


def _ours_and(lacks: Lacks) -> Lacks:
    return lambda facts: is_ours(facts) and lacks(facts)


def _no_day_for(name: str) -> Lacks:
    return lambda facts: above_zero(getattr(facts, name)) and getattr(facts, f"{name}_by") is None


def may_know(facts: Facts, what: str) -> bool:
    """Whether the client lets the firm know this of them, a key of `PASSED_ON`."""
    return facts.handover is not None and what in facts.handover.may_know


def _if_allowed(what: str, lacks: Lacks) -> Lacks:
    return lambda facts: may_know(facts, what) and lacks(facts)


def _text(name: str, ask: str) -> Need:
    return Need(name, ask, lambda facts: says_nothing(facts, name))


def _day(name: str, ask: str) -> Need:
    return Need(name, ask, lambda facts: getattr(facts, name) is None)


def _once(name: str, ask: str) -> Need:
    """Asked until there is an answer, "-" too."""
    return Need(name, ask, lambda facts: not getattr(facts, name).strip(), may_skip=True)


_PART = Need("part", mark("Is any of this yours?"), lambda facts: facts.part not in PARTS)
_UNDERSTOOD = _text(
    "understood",
    mark("Say back what you understood, as you would say it to them: “the photo in our brochure led you to expect matt grey”."),
)
_OUR_PART = Need(
    "our_part",
    mark("You said part of this is yours. What went wrong on your side, or what would you do differently?"),
    _ours_and(_nothing("our_part")),
)
_REPAID = Need(
    "repaid",
    mark("How much money goes back to them? 0 if none does."),
    lambda facts: facts.repaid is None or facts.repaid < 0,
)
_STILL_OWED = Need(
    "still_owed",
    mark("How much do they still owe you for work done? 0 if nothing."),
    lambda facts: facts.still_owed is None and not above_zero(facts.repaid),
)
_REPAID_BY = Need("repaid_by", mark("By when will they have that money?"), _no_day_for("repaid"))
_STILL_OWED_BY = Need("still_owed_by", mark("By when would you like what they still owe?"), _no_day_for("still_owed"))
_MONEY = (_REPAID, _REPAID_BY, _STILL_OWED, _STILL_OWED_BY)
_GIVE = mark("What will you do for them? “we lay the hall again in matt grey”")
_GIVE_BY = Need("give_by", mark("By when will it be done?"), lambda facts: bool(lines(facts.give)) and facts.give_by is None)
_OFFERS = Need("offers", mark("What can you offer? One to four options."), lambda f: not 1 <= len(f.offers) <= MOST_OFFERS)
_REQUEST = Need(
    "request",
    mark("What do they ask for? “to have the hall laid again at no charge”"),
    lambda facts: not lines(facts.request) and not facts.asked,
)
_REASONS = _text("reasons", mark("Why is the answer no? One reason a line; there should be one for each of their points."))
_WORK = Need(
    "work_in_hand",
    mark("What happens to the work already begun? “nothing has been started” is an answer, too."),
    _blank("work_in_hand"),
)

EVERY = (
    Need(
        "letterhead",
        mark("Who is writing? Enter your business name in Settings."),
        lambda f: not (f.letterhead.name + f.letterhead.owner_name).strip(),
    ),
    Need("recipient", mark("Who is the letter to?"), lambda f: not f.recipient.name.strip()),
    Need("topic", mark("What is it about, in a few words?"), lambda f: not (f.topic + f.about).strip()),
    Need(
        "correction",
        mark("What is different from your first letter? One sentence: “the amount in option B is $160, not $180”."),
        lambda facts: facts.corrects_on is not None and says_nothing(facts, "correction"),
    ),
)
NEEDS: dict[str, tuple[Need, ...]] = {
    "acknowledgement": (_day("answer_by", mark("By when will they hear from you?")),),
    "holding": (
        _text("standing", mark("Where does it stand today? “the fitter has looked at the door and ordered the hinge”")),
        _text(
            "delay",
            mark("Why does it take longer than you said? Name the thing, and blame nobody: “the hinge is made to order”."),
        ),
        _day("answer_by", mark("What is the new date by which they hear from you? Choose one you are sure to keep.")),
    ),
    "apology": (
        _PART,
        _UNDERSTOOD,
        Need(
            "our_part",
            mark("What exactly went wrong on your side? “we laid the hall without showing you the tile first”"),
            _ours_and(_nothing("our_part")),
        ),
        _text(
            "harm",
            mark("What did it mean for them, in their own life? “you had guests coming and no hall to bring them through”"),
        ),
        Need(
            "cause",
            mark("Why did it happen? The plain reason, which is not an excuse: “our order form has no line for the finish”."),
            _ours_and(_nothing("cause")),
        ),
        Need(
            "give",
            mark("How will you put it right? “we lay the hall again in matt grey”"),
            _ours_and(lambda facts: says_nothing(facts, "give") and not above_zero(facts.repaid)),
        ),
        _GIVE_BY,
        _REPAID_BY,
        _STILL_OWED_BY,
        Need(
            "changed",
            mark("What have you changed so that it does not happen again, and from when? “from today every quote has a photo”"),
            _ours_and(_nothing("changed")),
        ),
    ),
    "compromise": (_PART, _UNDERSTOOD, _OUR_PART, _OFFERS),
    "goodwill": (
        _PART,
        _OUR_PART,
        *_MONEY,
        Need("give", _GIVE, lambda facts: says_nothing(facts, "give") and not above_zero(facts.repaid)),
        _GIVE_BY,
    ),
    "courteous_no": (
        _REQUEST,
        _PART,
        _OUR_PART,
        _REASONS,
        _text("can_do", mark("What can you do for them, however small?")),
    ),
    "referral": (
        _PART,
        _text("need", mark("What do they need that you do not offer? “tiles laid over underfloor heating”")),
        Need(
            "providers",
            mark("Who may suit them better? One to three firms."),
            lambda f: not 1 <= len(f.providers) <= MOST_PROVIDERS,
        ),
        _WORK,
        *_MONEY,
    ),
    "explanation": (
        _PART,
        _text("agreed", mark("What was agreed? “the price covers two coats of paint in every room”")),
        _text(
            "explained",
            mark("What does that mean, said better than the first time? “two coats cover most walls; some drink a third”"),
        ),
        _once("example", mark("Is there an example they can see before them? “the stairs drank the first coat like a sponge”")),
    ),
    "alternative": (
        _PART,
        _text("need", mark("What do they need, as you see it? “a garden that looks after itself in August”")),
        _text("instead", mark("What else of yours would meet that? “two visits a month, with the watering done”")),
        Need("price", mark("What does that cost them? 0 if nothing."), lambda facts: facts.price is None or facts.price < 0),
        _day("instead_from", mark("What is the first day you could do it?")),
    ),
    "payment_request": (
        Need(
            "still_owed",
            mark("How much is due that you both agree on? Leave out whatever is still in dispute."),
            lambda facts: not above_zero(facts.still_owed),
        ),
        _text("owed_for", mark("What is that for? “the two doors we fitted on 3 November”")),
        _STILL_OWED_BY,
        _text("how_to_pay", mark("How can they pay it? “by transfer to the account on the invoice”")),
        _once("plan", mark("Could they spread it, if that helps? “in three parts, on the first of each month”")),
        Need(
            "open_point",
            mark("What stays open between you, and how do you settle it? “the third door, which we look at on Friday”"),
            _blank("open_point"),
        ),
    ),
    "boundary": (
        _PART,
        _text("gladly", mark("What do you gladly do for them? One thing a line: “answer every question about the plans”.")),
        _text("reach_us", mark("How and when can they reach you? “on weekdays from nine to five, on our usual number”")),
        _text(
            "rhythm",
            mark("Which one place and rhythm suits messages? “one e-mail with all your questions, answered every Friday”"),
        ),
        _text("otherwise", mark("What happens to whatever comes another way? “what comes in between waits until the Friday”")),
    ),
    "farewell": (
        _PART,
        _day("last_day", mark("What is your last day of working together?")),
        _WORK,
        *_MONEY,
    ),
    "reminder": (
        _OFFERS,
        _day("earlier_on", mark("When did you send them the letter with the offers?")),
        _day("open_until", mark("Until when are the offers open? The day your letter named, or a later one.")),
    ),
    "thank_you": (
        _text("settled", mark("What did the two of you settle on? “the hall laid again in matt grey”")),
        _day("done_on", mark("When was it done?")),
        _once(
            "changed",
            mark("Have you changed anything because they spoke up? “every quote now carries a photo of the finish”"),
        ),
    ),
    "final_response": (
        _REQUEST,
        _day("earlier_on", mark("A last word is never a first answer: when did they have your answer before this one?")),
        _PART,
        _OUR_PART,
        _REASONS,
        _once("can_do", mark("Is there still something you can do for them, however small?")),
        _once("routes", mark("Some places ask you to say where else they can turn. Is there such a text of yours to put in?")),
    ),
    "handover": (
        Need(
            "handover",
            mark("This firm may know nothing yet: your client has to say yes first. Ask them, and note it in Follow through."),
            lambda facts: facts.handover is None or not facts.handover.may_know,
        ),
        Need(
            "need",
            mark("What does your client need, as you would tell the firm? “tiles laid over underfloor heating”"),
            _if_allowed("need", _nothing("need")),
        ),
        Need(
            "agreed",
            mark("What did you and your client agree, as you would tell the firm? “matt grey, chosen from the sample board”"),
            _if_allowed("agreed", _nothing("agreed")),
        ),
        Need(
            "done_so_far",
            mark("What have you done so far that the firm should know? “the old tiles are lifted, and the floor is level”"),
            _if_allowed("agreed", _blank("done_so_far")),
            may_skip=True,
        ),
    ),
    "referral_thanks": (
        _once("outcome", mark("What came of it? Name nobody and nothing they told you: “the floor is laid, and it is warm”.")),
    ),
}
