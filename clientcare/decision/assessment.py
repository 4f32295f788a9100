"""Knows what is weighed: one dispute's stakes as frozen values, every default already the one decision.md names."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from clientcare.decision.guess import Guess
from clientcare.said import Said

_NOTHING = Guess.certain(0)
_USUAL_RETENTION = Guess.chance(0.7)
_USUAL_FIGHT = Guess.amount(4)


class Part(StrEnum):
    """How much of what went wrong was ours."""

    NONE = "none"
    SOME = "some"
    MOSTLY = "mostly"


class Want(StrEnum):
    """Do you want them back?"""

    GLADLY = "gladly"
    IF_EASY = "if_easy"
    NO = "no"


class IfNo(StrEnum):
    """What happens if you say no? They grumble, leave, complain in public, go to the bank or a lawyer."""

    GRUMBLE = "grumble"
    LEAVE = "leave"
    COMPLAIN = "complain"
    BANK = "bank"


class WayKind(StrEnum):
    """The kinds of ways out of a dispute."""

    HOLD = "hold"
    COMPROMISE = "compromise"
    SETTLE_PART = "settle_part"
    GIVE = "give"
    REFER = "refer"
    PART = "part"


class Mood(StrEnum):
    """How the owner is, one tap in step 1."""

    CALM = "calm"
    TENSE = "tense"
    FURIOUS = "furious"


@dataclass(frozen=True)
class Way:
    """One way out. Money in the business's currency; build it with the functions of `ways_out`.

    `cost`: what it costs us, or for refer and part what we repay. `worth`: what it gives the client, 0 or more.
    `hours`: our own. `stay`, `harm`, `accept`: chances, None = the starting guess of decision.md.
    `reaches`: where no money is asked, how far it meets what they want, 0 to 1 (None: half; giving all: 1).
    `repays_owed`: refer and part repay whatever is owed, also once that changes. `money`: nothing but a sum handed
    over, which is then worth what it costs. `fallback`: the key of the way taken after their no.
    """

    key: str
    kind: WayKind
    label: Said
    cost: Guess = _NOTHING
    worth: float = 0.0
    hours: Guess = _NOTHING
    stay: Guess | None = None
    harm: Guess | None = None
    accept: Guess | None = None
    reaches: float | None = None
    repays_owed: bool = False
    money: bool = False
    fallback: str = "hold"

    def __post_init__(self) -> None:
        object.__setattr__(self, "worth", _not_negative("What a way out is worth to the client", self.worth))
        if self.hours.low < 0:
            raise ValueError(f"The hours of a way out cannot be negative ({self.hours.low:g}).")
        for name, guess in (("staying", self.stay), ("a complaint", self.harm), ("a yes", self.accept)):
            _is_chance(f"The chance of {name}", guess)
        if self.reaches is not None and not 0 <= self.reaches <= 1:
            raise ValueError(f"How far a way out meets what they want lies between 0 and 1, not {self.reaches:g}.")


@dataclass(frozen=True)
class Past:
    """The owner's closed disputes that ended by one kind of way: how often they stayed, how often they complained."""

    kind: WayKind
    closed: int
    stayed: int
    complained: int

    def __post_init__(self) -> None:
        if not (0 <= self.stayed <= self.closed and 0 <= self.complained <= self.closed):
            raise ValueError("More clients stayed or complained than disputes were closed.")


@dataclass(frozen=True)
class Assessment:
    """All that is weighed in one dispute. Money in the business's currency, a year's sums per year; None = "not sure".

    `ask` A: what the client asks in money (0: no money asked). `owed` O: what we honestly owe, even if we never saw
    them again.
    `we_hold`: a refund, credit or rework is asked; False: they hold the money (an unpaid invoice).
    `contribution` m: what the client leaves us a year; `retention` r: chance a year that they come back, had nothing
    happened.
    `refill_months`: until other work fills the freed time, None = never. `sent_clients`: whom they would send us in a
    year.
    `harm` H: cost of a public complaint (None: a year of one average client). `others` X: what others asking the same
    would cost.
    `prevail`: chance we are found right (or collect); `pursue`: chance they pursue it. `pursuit_cost`: what that would
    cost them.
    `mistake_cost`: what the mistake costs them. `chances`: starting guesses the owner replaced, by lever key
    ("stay.hold").
    `hours_since_told`, `hours_to_deadline`: for the cautions. `revenue_share`: theirs in the last twelve months, 0 to
    1.
    `money_known`: False while the sums are only defaults: then the advice keeps to words.
    Raises ValueError, in words for the owner, on what cannot be.
    """

    ask: float = 0.0
    owed: float = 0.0
    part: Part = Part.SOME
    we_hold: bool = True
    want: Want | None = None
    if_no: IfNo | None = None
    hour_worth: float = 35.0
    contribution: Guess = _NOTHING
    retention: Guess = _USUAL_RETENTION
    discount: float = 0.1
    years: int = 5
    refill_months: float | None = 6.0
    sent_clients: Guess = _NOTHING
    average_contribution: float = 0.0
    harm: Guess | None = None
    others: Guess | None = None
    prevail: Guess | None = None
    pursue: Guess | None = None
    fight_hours: Guess = _USUAL_FIGHT
    pursuit_cost: float = 0.0
    mistake_cost: Guess | None = None
    weeks_waiting: int = 0
    ways: tuple[Way, ...] = ()
    need_unmet: bool = False
    has_provider: bool = False
    triage: frozenset[str] = frozenset()
    mood: Mood = Mood.CALM
    hours_since_told: float | None = None
    hours_to_deadline: float | None = None
    revenue_share: float | None = None
    savings: float | None = None
    monthly_costs: float | None = None
    client_name: str = ""
    money_known: bool = True
    record: tuple[Past, ...] = ()
    chances: tuple[tuple[str, Guess], ...] = ()
    seed: int = 0

    def __post_init__(self) -> None:
        for name, words in _SUMS.items():
            object.__setattr__(self, name, _not_negative(words, getattr(self, name)))
        _check_times(self)
        _check_guesses(self)
        keys = [way.key for way in self.ways]
        if len(keys) != len(set(keys)):
            raise ValueError("Two ways out have the same key.")


_SUMS = {
    "ask": "What they ask",
    "owed": "What you owe",
    "hour_worth": "What an hour is worth",
    "pursuit_cost": "What pursuing it would cost them",
}


def _not_negative(words: str, value: float) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{words} is not a number ({number}).")
    if number < 0:
        raise ValueError(f"{words} cannot be less than nothing ({number:g}).")
    return number


def _is_chance(words: str, guess: Guess | None) -> None:
    if guess is None:
        return
    if guess.low < 0 or guess.high > 1:
        raise ValueError(f"{words} lies between 0 and 1, not {guess.low if guess.low < 0 else guess.high:g}.")
    if guess.kind != "chance" and not guess.is_certain:
        raise ValueError(f"{words} is a chance: build it with Guess.chance.")


def _check_times(a: Assessment) -> None:
    if not math.isfinite(a.discount) or not 0 <= a.discount < 1:
        raise ValueError(f"The discount lies between 0 and 1 a year, not {a.discount:g}.")
    if not 1 <= a.years <= 50:
        raise ValueError(f"The years looked ahead lie between 1 and 50, not {a.years:g}.")
    _not_negative("The months until other work fills the time", a.refill_months or 0)
    _not_negative("The weeks without an answer", a.weeks_waiting)
    if not math.isfinite(a.average_contribution):
        raise ValueError("What an average client leaves you a year is not a number.")


def _check_guesses(a: Assessment) -> None:
    chances = [("The chance that they come back", a.retention), ("The chance to prevail", a.prevail)]
    chances += [("The chance that they pursue it", a.pursue)]
    chances += [(f"The chance {key}", guess) for key, guess in a.chances]
    for words, chance in chances:
        _is_chance(words, chance)
    sums = [("The cost of a complaint", a.harm), ("What others asking the same would cost", a.others)]
    sums += [("The hours of a fight", a.fight_hours), ("The clients they would send", a.sent_clients)]
    sums += [("What the mistake costs them", a.mistake_cost)]
    for words, guess in sums:
        if guess is not None:
            _not_negative(words, guess.low)
