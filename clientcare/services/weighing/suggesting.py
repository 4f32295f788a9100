"""What to start from: a first compromise, so that the board is never only yes or no, and the usual traits of a right client."""

from __future__ import annotations

import math
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from sqlalchemy.orm import Session

from clientcare.db.models import Dispute, StoredAssessment, StoredOffer
from clientcare.decision.assessment import Part
from clientcare.decision.ways_out import honest_debt
from clientcare.letters import offer_titles
from clientcare.records import PartRow
from clientcare.said import mark
from clientcare.services import checks, settings
from clientcare.services.disputing.dispute_detail import newest
from clientcare.services.weighing import live

_A_THIRD = Decimal(1) / 3
_DAYS = 14
TRAITS = (  # kept as text, from then on the owner's own words
    mark("Pays on time"),
    mark("Says what they want and stays with it"),
    mark("Values good work more than the lowest price"),
    mark("Treats us with respect"),
    mark("Tells others about us"),
)


def suggest_offers(session: Session, dispute_id: int) -> None:
    """Add one money compromise when there is none yet and an ask is known: what is owed, at least a third of the ask."""
    dispute = checks.find(session, Dispute, dispute_id)
    stored = newest(session, dispute_id)
    if not dispute.asked or (stored and stored.offers):
        return
    stored = live.writable(session, dispute)
    owed = honest_debt(stored.owe, stored.owe_sum, dispute.asked, Part(stored.part or Part.SOME))
    amount = friendly(max(Decimal(str(owed)), dispute.asked * _A_THIRD), dispute.asked)
    offer = StoredOffer(cost=amount, worth=amount)
    offer.parts = live.parts([PartRow("money", amount, amount)])
    _word(session, offer, dispute, they_hold=stored.they_hold)
    stored.offers.append(offer)
    session.flush()


def reword_offers(session: Session, stored: StoredAssessment, dispute: Dispute) -> None:
    """Once it is said who holds the money: money "back" becomes money "off" the bill or the other way round, with what is
    then owed. An offer the owner has put in other words stays theirs."""
    for offer in stored.offers:
        if offer.title == _title(session, offer.cost, dispute, off=not stored.they_hold):
            _word(session, offer, dispute, they_hold=stored.they_hold)
    session.flush()


def _word(session: Session, offer: StoredOffer, dispute: Dispute, *, they_hold: bool) -> None:
    left = max((dispute.asked or Decimal(0)) - offer.cost, Decimal(0)) if they_hold else offer.cost
    offer.title, offer.owed = _title(session, offer.cost, dispute, off=they_hold), left
    offer.owed_from = "nobody" if not left else "them" if they_hold else "us"
    offer.owed_by = date.today() + timedelta(days=_DAYS) if left else None


def friendly(amount: Decimal, most: Decimal) -> Decimal:
    """The next sum with two leading digits, never above `most`: 156.40 becomes 160."""
    if amount <= 0:
        return min(amount, most)
    step = Decimal(10) ** max(-2, math.floor(amount.log10()) - 1)
    rounded = (amount / step).quantize(Decimal(1), ROUND_CEILING) * step
    return min(Decimal(f"{rounded:f}"), most)


def _title(session: Session, amount: Decimal, dispute: Dispute, off: bool) -> str:
    from clientcare.letters.formats import money  # babel: only when it is needed

    business, language = settings.load(session), dispute.client.language
    sum = money(amount, business.currency, business.locale)
    return offer_titles.title([offer_titles.name("off" if off else "money", sum, language)], language)
