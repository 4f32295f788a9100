"""The kinds of letter: what each is called, and the passages it is made of, in order."""

from __future__ import annotations

from dataclasses import dataclass

from clientcare.said import mark


@dataclass(frozen=True)
class Part:
    """One passage of a kind; `title` is what the Write step shows above its box."""

    key: str
    title: str


@dataclass(frozen=True)
class Kind:
    """A kind of letter. Options follow the passage "offers", other firms the passage "providers"."""

    key: str
    title: str
    passages: tuple[Part, ...]


_UNDERSTOOD = Part("understood", mark("What you understood"))
_OUR_PART = Part("our_part", mark("Your part, and what you are doing about it"))
_MONEY = Part("money", mark("Money, either way"))
_WORK = Part("work", mark("Work in hand"))
_NEXT = Part("next_step", mark("What happens next, and when"))
_CLOSE = Part("close", mark("Your last words"))

KINDS: tuple[Kind, ...] = (
    Kind(
        "acknowledgement",
        mark("Acknowledgement"),
        (
            Part("received", mark("That you have it")),
            Part("handling", mark("Who looks after it")),
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
            Part("looked_at", mark("What you looked at")),
            Part("reasons", mark("Your reasons")),
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
)

_BY_KEY = {kind.key: kind for kind in KINDS}
_FOR_WAY = {
    "hold": "courteous_no",
    "compromise": "compromise",
    "settle_part": "compromise",
    "give": "goodwill",
    "refer": "referral",
    "part": "farewell",
}


def kind(key: str) -> Kind:
    """The kind with this key; an unknown key is our own mistake (KeyError)."""
    return _BY_KEY[key]


def letter_kind_for(way_kind: str) -> str:
    """Which letter carries out a way out of this kind, e.g. "hold" → "courteous_no"; anything unknown is acknowledged first."""
    return _FOR_WAY.get(way_kind, "acknowledgement")
