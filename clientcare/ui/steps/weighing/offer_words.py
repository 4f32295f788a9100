"""Says what an offer is: its facts in one line, a title made of its parts, and what is then still owed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple, Protocol

from clientcare.decision.money_words import feels_like
from clientcare.letters import offer_titles
from clientcare.records import PartRow
from clientcare.said import mark
from clientcare.ui.wording import Wording, tr

DAYS_TO_PAY = 14
_REACHES = (  # up to which share of what they want, where they do not ask for money
    (0.3, mark("meets a little of what they want")),
    (0.6, mark("meets half of what they want")),
    (0.9, mark("meets most of what they want")),
    (1.0, mark("meets all they want")),
)
_OF_A_BILL = {"money": "off", "time": "to_pay"}  # how a part is called where they have not paid yet


class Offered(Protocol):
    """What an offer's facts are read from: a record, or the sums of a form."""

    @property
    def cost(self) -> Decimal: ...
    @property
    def worth(self) -> Decimal: ...
    @property
    def hours(self) -> Decimal: ...
    @property
    def reaches(self) -> float | None: ...


class Owed(NamedTuple):
    """What is owed once an offer is taken: by whom ("us", "them", "nobody"), how much, until when."""

    owed_from: str
    owed: Decimal
    owed_by: date | None


NOTHING_OWED = Owed("nobody", Decimal(0), None)


def facts(offer: Offered, words: Wording) -> str:
    """`costs you $120 · 6 h of yours · worth $390 to them`."""
    said = [tr("costs you {sum}", sum=words.money(offer.cost)) if offer.cost else tr("costs you nothing")]
    if offer.hours:
        said.append(tr("{hours} h of yours", hours=words.count(float(offer.hours))))
    if offer.worth != offer.cost:
        said.append(tr("worth {sum} to them", sum=words.money(offer.worth)))
    if offer.reaches is not None:
        said.append(tr(next(text for most, text in _REACHES if offer.reaches <= most)))
    return " · ".join(said)


def feels(cost: Decimal, hours: Decimal, hour_worth: Decimal, words: Wording) -> str:
    """What an offer costs us in our own work; "" where that helps nobody."""
    whole = cost + hours * hour_worth
    said = feels_like(float(whole), float(hour_worth))
    if said is None:
        return ""
    if hours:
        return tr("With your own hours {sum}: {feels}.", sum=words.money(whole, rounded=True), feels=words.say(said))
    return tr("That is {feels}.", feels=words.say(said))


def title(parts: Sequence[PartRow], they_hold: bool, words: Wording, language: str = "en") -> str:
    """What the parts are together, in the language of the letter it will stand in; "" where only the owner knows."""
    return offer_titles.title([name for part in parts if (name := _name(part, they_hold, words, language))], language)


def _name(part: PartRow, they_hold: bool, words: Wording, language: str) -> str:
    kind = _OF_A_BILL.get(part.kind, part.kind) if they_hold else part.kind
    sum = part.worth if kind == "credit" else part.cost
    return offer_titles.name(kind, words.money(sum) if sum else "", language)


def owed(parts: Sequence[PartRow], asked: Decimal | None, they_hold: bool, today: date) -> Owed:
    """What usually follows: money back is ours to pay; of a bill the rest is theirs, also with more time for it."""
    money = sum((part.cost for part in parts if part.kind == "money"), Decimal(0))
    if not they_hold:
        return Owed("us", money, today + timedelta(DAYS_TO_PAY)) if money else NOTHING_OWED
    if not {part.kind for part in parts} & _OF_A_BILL.keys():
        return NOTHING_OWED
    left = (asked or Decimal(0)) - money
    return Owed("them", left, today + timedelta(DAYS_TO_PAY)) if left > 0 else NOTHING_OWED
