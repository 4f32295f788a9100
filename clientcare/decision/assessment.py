"""Knows what is weighed: one dispute's stakes as frozen values, every default already the one decision.md names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clientcare.decision.checking import check, is_chance, not_negative, number
from clientcare.decision.guess import Guess, as_float
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
        for name in ("cost", "hours", "stay", "harm", "accept"):
            _take_guess(self, name, is_chance=name in ("stay", "harm", "accept"))
        object.__setattr__(self, "worth", not_negative("What a way out is worth to the client", self.worth))
        if self.hours.low < 0:
            raise ValueError(f"The hours of a way out cannot be negative ({self.hours.low:g}).")
        number("What a way out costs", self.cost.low)
        number("What a way out costs", self.cost.high)
        number("The hours of a way out", self.hours.high)
        for words, guess in (("staying", self.stay), ("a complaint", self.harm), ("a yes", self.accept)):
            is_chance(f"The chance of {words}", guess)
        if self.reaches is not None and not 0 <= number("How far a way out meets what they want", self.reaches) <= 1:
            raise ValueError(f"How far a way out meets what they want lies between 0 and 1, not {self.reaches:g}.")


@dataclass(frozen=True)
class Past:
    """The owner's closed disputes that ended by one kind of way: how often they stayed, how often they complained.

    `told`: of how many it is known whether they complained (None: of all).
    """

    kind: WayKind
    closed: int
    stayed: int
    complained: int
    told: int | None = None

    def __post_init__(self) -> None:
        known = self.closed if self.told is None else self.told
        if not (0 <= self.stayed <= self.closed and 0 <= self.complained <= known <= self.closed):
            raise ValueError("More clients stayed or complained than disputes were closed.")


@dataclass(frozen=True)
class Assessment:
    """All that is weighed in one dispute. Money in the business's currency, a year's sums per year; None = "not sure".

    Guesses are `Guess.amount` (money, hours, clients) or `Guess.chance` (0 to 1) with how sure the owner is; a plain
    number is taken as a fairly sure one. The ways come from `ways_out`. The tiler's dispute of decision.md:

    >>> from clientcare.decision.stakes import weigh
    >>> from clientcare.decision.ways_out import compromise, give, hold_firm, part_ways, settle_then_part
    >>> tiles = Assessment(
    ...     ask=480, owed=150, part=Part.SOME, hour_worth=35, harm=Guess.amount(600),
    ...     contribution=Guess.amount(780), retention=Guess.chance(0.8), refill_months=6,
    ...     ways=(hold_firm(), compromise("offer-1", "$160 back", cost=160, worth=160),
    ...           compromise("offer-2", "Lay it again, they buy the tiles", cost=120, worth=390, hours=6),
    ...           settle_then_part("offer-1-part", "$160 back, then part", cost=160, worth=160),
    ...           give(480), part_ways()))
    >>> weigh(tiles).leader.way.key
    'offer-1'

    `ask` A: what the client asks in money (0: no money asked). `owed` O: what we honestly owe, even if we never saw
    them again, 0 or more; `ways_out.honest_debt` makes it from an answer such as "not sure".
    `part`: how much of it was ours. `want`: do you want them back. `if_no`: what they do after a no.
    `hour_worth` w: what an hour of ours is worth. `discount` i: 0 to under 1 a year, over the `years` (1 to 50) ahead.
    `we_hold`: a refund, credit or rework is asked; False: they hold the money (an unpaid invoice).
    `contribution` m: what the client leaves us a year; `retention` r: chance a year that they come back, had nothing
    happened.
    `refill_months`: until other work fills the freed time, None = never. `sent_clients`: whom they would send us in a
    year.
    `harm` H: cost of a public complaint (None: a year of one average client, or what they ask while none is known).
    `others` X: what others asking the same would cost (None: .3 of the ask; 0 when mostly ours).
    `fight_hours`: ours, if they pursue it. `weeks_waiting`: without an answer of ours.
    `need_unmet`: they need what we do not do; `has_provider`: somebody in the directory does. `triage`: keys of TRIAGE.
    `savings`, `monthly_costs`: for the cautions. `record`: the owner's closed disputes. `seed`: of the draws.
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
        _take_plain_values(self)
        check(self)


_CHOICES = {"part": Part, "want": Want, "if_no": IfNo, "mood": Mood}
_CHANCES = ("retention", "prevail", "pursue")
_SUMS = ("ask", "owed", "hour_worth", "pursuit_cost", "average_contribution")
_AMOUNTS = ("contribution", "sent_clients", "harm", "others", "fight_hours", "mistake_cost")


def _take_plain_values(a: Assessment) -> None:
    """Plain words stand for the answers, plain numbers for fairly sure guesses and exact sums, None for what is usual."""
    for name, choice in _CHOICES.items():
        answer = getattr(Assessment, name) if getattr(a, name) is None else getattr(a, name)
        object.__setattr__(a, name, None if answer is None else choice(answer))
    for name in (*_CHANCES, *_AMOUNTS):
        _take_guess(a, name, is_chance=name in _CHANCES)
    for name in _SUMS:
        object.__setattr__(a, name, as_float(getattr(a, name)))
    object.__setattr__(a, "ways", tuple(a.ways))


def _take_guess(owner: Way | Assessment, name: str, *, is_chance: bool) -> None:
    value = getattr(type(owner), name) if getattr(owner, name) is None else getattr(owner, name)
    if value is not None and not isinstance(value, Guess):
        value = Guess.chance(value) if is_chance else Guess.amount(value)
    object.__setattr__(owner, name, value)
