"""Knows how each way out is built, with the hours and certainties that hold unless the owner says otherwise."""

from __future__ import annotations

from decimal import Decimal

from clientcare.decision.assessment import Way, WayKind
from clientcare.decision.guess import Guess, as_float
from clientcare.said import Said, mark

Sum = float | Decimal | Guess

_HOUR_TO_PART = 1.0


def hold_firm() -> Way:
    """Concede nothing, courteously."""
    return Way("hold", WayKind.HOLD, Said(mark("Hold firm")))


def give(ask: float | Decimal, hours: Sum = 0.0) -> Way:
    """Give all they ask: `ask` money, `hours` our own (hours, 0 or more)."""
    cost = Guess.certain(as_float(ask))
    label = Said(mark("Give all they ask"))
    return Way("give", WayKind.GIVE, label, cost, as_float(ask), _guess(hours), reaches=1.0)


def refer(repay: float | Decimal | None = None, hours: Sum = _HOUR_TO_PART) -> Way:
    """Refer them elsewhere, repaying `repay` money; None: whatever we owe, also once that changes. Takes us an hour."""
    return _leave("refer", WayKind.REFER, Said(mark("Refer them elsewhere")), repay, hours)


def part_ways(repay: float | Decimal | None = None, hours: Sum = _HOUR_TO_PART) -> Way:
    """Part ways, repaying `repay` money; None: whatever we owe, also once that changes. Takes us an hour."""
    return _leave("part", WayKind.PART, Said(mark("Part ways")), repay, hours)


def compromise(
    key: str, label: Said | str, cost: Sum, worth: float | Decimal, hours: Sum = 0.0, reaches: float | None = None
) -> Way:
    """One offer in between: `cost` money to us, `worth` money to the client, `hours` our own; `key` "offer-<id>".

    A number becomes a fairly sure guess; a `Guess` stays as given. A sum handed over (worth what it costs, no hours) is
    the owner's to set, so it is certain. `label` in the owner's own words. `reaches` 0 to 1: how far
    it meets what they want, where no money is asked.
    """
    return _offer(key, WayKind.COMPROMISE, label, cost, worth, hours, reaches)


def settle_then_part(
    key: str, label: Said | str, cost: Sum, worth: float | Decimal, hours: Sum = 0.0, reaches: float | None = None
) -> Way:
    """The same offer as a fair end: they leave afterwards; `key` "offer-<id>-part"."""
    return _offer(key, WayKind.SETTLE_PART, label, cost, worth, hours, reaches)


def _guess(value: Sum) -> Guess:
    return value if isinstance(value, Guess) else Guess.amount(as_float(value))


def _leave(key: str, kind: WayKind, label: Said, repay: float | Decimal | None, hours: Sum) -> Way:
    repaid = as_float(repay or 0)
    return Way(key, kind, label, Guess.certain(repaid), repaid, _guess(hours), repays_owed=repay is None)


def _offer(
    key: str, kind: WayKind, label: Said | str, cost: Sum, worth: float | Decimal, hours: Sum, reaches: float | None
) -> Way:
    effort = _guess(hours)
    sum = Guess.certain(as_float(worth))
    money = effort == Guess.certain(0) and cost in (sum, worth)
    price = sum if money else _guess(cost)
    said = label if isinstance(label, Said) else Said("{offer}", {"offer": label})
    return Way(key, kind, said, price, as_float(worth), effort, reaches=reaches, money=money)
