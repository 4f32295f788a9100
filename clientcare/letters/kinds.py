"""The kinds of letter: what each is called, and the passages it is made of, in order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clientcare.said import mark


@dataclass(frozen=True)
class Part:
    """One passage of a kind; `title` is what the Write step shows above its box."""

    key: str
    title: str


@dataclass(frozen=True)
class Kind:
    """A kind of letter. Options follow the passage "offers", other firms the passage "providers".

    `offers`: it lays options before them; `slip`: with a reply slip. `next`: whose turn it is once the letter has gone,
    "theirs", "ours" or "nobody"'s. `to`: who reads it, the "client" or the "provider", another firm.
    """

    key: str
    title: str
    passages: tuple[Part, ...]
    offers: bool = False
    slip: bool = False
    next: str = "theirs"
    to: str = "client"


_UNDERSTOOD = Part("understood", mark("What you understood"))
_OUR_PART = Part("our_part", mark("Your part, and what you are doing about it"))
_MONEY = Part("money", mark("Money, either way"))
_WORK = Part("work", mark("Work in hand"))
_NEXT = Part("next_step", mark("What happens next, and when"))
_CLOSE = Part("close", mark("Your last words"))
_REASONS = Part("reasons", mark("Your reasons"))
_LOOKED_AT = Part("looked_at", mark("What you looked at"))
_CHANGED = Part("changed", mark("What you have changed"))

KINDS: tuple[Kind, ...] = (  # in the order the owner is offered them
    Kind(
        "acknowledgement",
        mark("Acknowledgement"),
        (
            Part("received", mark("That you have it")),
            Part("handling", mark("Who looks after it")),
            _NEXT,
            _CLOSE,
        ),
        next="ours",
    ),
    Kind(
        "holding",
        mark("Holding update"),
        (
            _UNDERSTOOD,
            Part("standing", mark("Where it stands")),
            Part("delay", mark("Why it takes longer")),
            _NEXT,
            _CLOSE,
        ),
        next="ours",
    ),
    Kind(
        "apology",
        mark("Apology"),
        (
            _UNDERSTOOD,
            Part("sorry", mark("What went wrong, and that you are sorry")),
            Part("cause", mark("Why it happened")),
            Part("fix", mark("How you put it right")),
            _CHANGED,
            _MONEY,
            _NEXT,
            _CLOSE,
        ),
    ),
    Kind(
        "compromise",
        mark("Compromise"),
        (
            _UNDERSTOOD,
            _OUR_PART,
            Part("offers", mark("Before the options")),
            Part("choose", mark("How they choose, and until when")),
            _CLOSE,
        ),
        offers=True,
        slip=True,
    ),
    Kind(
        "goodwill",
        mark("Give what they ask"),
        (_UNDERSTOOD, Part("give", mark("What you give")), _OUR_PART, _MONEY, _NEXT, _CLOSE),
    ),
    Kind(
        "courteous_no",
        mark("Courteous no"),
        (
            _UNDERSTOOD,
            Part("answer", mark("Your answer")),
            _OUR_PART,
            _LOOKED_AT,
            _REASONS,
            Part("can_do", mark("What you can do")),
            _NEXT,
            _CLOSE,
        ),
    ),
    Kind(
        "referral",
        mark("Referral"),
        (
            _UNDERSTOOD,
            _OUR_PART,
            Part("fit", mark("Why someone else fits better")),
            Part("providers", mark("Before the other firms")),
            Part("handover", mark("What you pass on, if they wish")),
            _WORK,
            _MONEY,
            _NEXT,
            _CLOSE,
        ),
    ),
    Kind(
        "explanation",
        mark("Explanation"),
        (
            _UNDERSTOOD,
            Part("agreed", mark("What was agreed, and where")),
            Part("explained", mark("What it means")),
            Part("example", mark("An example")),
            Part("question", mark("Your question to them")),
            _NEXT,
            _CLOSE,
        ),
    ),
    Kind(
        "alternative",
        mark("Something else of ours"),
        (
            _UNDERSTOOD,
            Part("need", mark("What they need")),
            Part("instead", mark("What you can do instead")),
            Part("price", mark("What it costs, and from when")),
            Part("decline", mark("That a no is fine")),
            _NEXT,
            _CLOSE,
        ),
    ),
    Kind(
        "payment_request",
        mark("Payment request"),
        (
            _UNDERSTOOD,
            Part("due", mark("What is due, by when, and how")),
            Part("plan", mark("If it helps to spread it")),
            Part("open_point", mark("What stays open")),
            _NEXT,
            _CLOSE,
        ),
    ),
    Kind(
        "boundary",
        mark("Boundary"),
        (
            Part("opening", mark("Why you write")),
            Part("gladly", mark("What you gladly do")),
            Part("reach_us", mark("How and when you can be reached")),
            Part("rhythm", mark("One place and rhythm for messages")),
            Part("otherwise", mark("What happens otherwise")),
            _NEXT,
            _CLOSE,
        ),
    ),
    Kind(
        "farewell",
        mark("Farewell"),
        (
            Part("last_day", mark("Your last day together")),
            _WORK,
            _MONEY,
            Part("records", mark("Their papers")),
            _NEXT,
            _CLOSE,
        ),
    ),
    Kind(
        "reminder",
        mark("Offer reminder"),
        (
            Part("earlier", mark("Your letter before this one")),
            Part("offers", mark("Before the options")),
            Part("choose", mark("An easy yes or no, and until when")),
            _CLOSE,
        ),
        offers=True,
        slip=True,
    ),
    Kind(
        "thank_you",
        mark("Thank-you"),
        (
            Part("settled", mark("What was settled, and that it is done")),
            Part("speaking_up", mark("Thanks for speaking up")),
            _CHANGED,
            _NEXT,
            _CLOSE,
        ),
        next="nobody",
    ),
    Kind(
        "final_response",
        mark("Final response"),
        (
            _UNDERSTOOD,
            Part("answer", mark("Your answer")),
            _LOOKED_AT,
            _REASONS,
            Part("can_do", mark("What you can do")),
            _NEXT,
            Part("routes", mark("Who else they can turn to")),
            _CLOSE,
        ),
    ),
    Kind(
        "handover",
        mark("Handover note"),
        (
            Part("opening", mark("Who writes, and why")),
            Part("consent", mark("That your client agreed, and when")),
            Part("passed_on", mark("What your client lets you pass on")),
            Part("so_far", mark("What you have done so far")),
            Part("next_step", mark("What you ask of them")),
            _CLOSE,
        ),
        next="nobody",
        to="provider",
    ),
    Kind(
        "referral_thanks",
        mark("Thanks to a firm"),
        (
            Part("sent", mark("Whom you sent them, and what came of it")),
            Part("thanking", mark("Your thanks, and that you would do the same")),
            _NEXT,
            _CLOSE,
        ),
        next="nobody",
        to="provider",
    ),
)
CORRECTION = Part("correction", mark("What is different from the first letter"))

_BY_KEY = {kind.key: kind for kind in KINDS}
_FITTING: dict[str, tuple[str, ...]] = {  # what each way out may need, the letter that carries it out first
    "hold": ("courteous_no", "explanation", "payment_request", "boundary", "final_response"),
    "compromise": ("compromise", "reminder", "apology"),
    "settle_part": ("compromise", "payment_request", "reminder"),
    "give": ("goodwill", "apology", "thank_you"),
    "refer": ("referral", "alternative"),
    "part": ("farewell", "referral", "payment_request"),
}
_UNDECIDED = ("acknowledgement", "holding")


def kind(key: str) -> Kind:
    """The kind with this key; an unknown key is our own mistake (KeyError)."""
    return _BY_KEY[key]


def to(reader: str) -> tuple[str, ...]:
    """The kinds written to this reader, the "client" or the "provider", in the order they are offered."""
    return tuple(kind.key for kind in KINDS if kind.to == reader)


def as_written(key: str, *, corrects: bool) -> Kind:
    """The kind as one letter has it: one that puts an earlier letter right begins with what is different."""
    return replace(kind(key), passages=(CORRECTION, *kind(key).passages)) if corrects else kind(key)


def fitting(way_kind: str) -> tuple[str, ...]:
    """The letters that may fit a way out of this kind, the likeliest first; those that buy time for anything unknown."""
    return _FITTING.get(way_kind, _UNDECIDED)


def letter_kind_for(way_kind: str, part: str = "") -> str:
    """Which letter carries out a way out of this kind, e.g. "hold" → "courteous_no"; anything unknown is acknowledged first.

    Giving what is asked where the `part` is mostly ours is an apology.
    """
    return "apology" if way_kind == "give" and part == "mostly" else fitting(way_kind)[0]
