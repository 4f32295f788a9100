"""The assessment of a dispute, built from what is known and, where nothing is, from the defaults of decision.md."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import Dispute, Provider, StoredAssessment, StoredOffer
from clientcare.decision import client_value, levers, ways_out
from clientcare.decision.assessment import Assessment, IfNo, Mood, Part, Want, Way
from clientcare.said import Said, mark
from clientcare.services import checks, settings
from clientcare.services.disputing.dispute_detail import newest
from clientcare.services.weighing.background import record, times
from clientcare.services.weighing.standing import Standing, standing

_UNKNOWN = ("mistake_cost",)  # nothing stands for it while the owner does not know it


def assessment(session: Session, dispute_id: int, today: date | None = None) -> Assessment:
    """All that is weighed in this dispute, the owner's own guesses applied. WorldError if the dispute was deleted."""
    stored = newest(session, dispute_id)
    built, _ = as_usual(session, dispute_id, today)
    # first the guesses with a number: how sure one is "as usual" is said of what the others leave usual
    for key, guess in sorted((stored.guesses if stored else {}).items(), key=lambda kept: kept[1]["value"] is None):
        if guess["value"] is not None or key not in _UNKNOWN:
            built = levers.move(built, key, guess["value"], guess["sure"])
    return built


def as_usual(session: Session, dispute_id: int, today: date | None = None) -> tuple[Assessment, Standing]:
    """The same before any guess of the owner's, and what is known of the client."""
    dispute = checks.find(session, Dispute, dispute_id)
    stored = newest(session, dispute_id) or _blank()
    business = settings.load(session)
    ask = float(dispute.asked or 0)
    part = Part(stored.part or Part.SOME)
    owed = ways_out.honest_debt(stored.owe, stored.owe_sum, ask, part)
    client = standing(session, dispute.client, business, ask, stored.closer)
    usual = Assessment(
        ask=ask,
        owed=owed,
        part=part,
        we_hold=not stored.they_hold,
        want=Want(stored.want_back) if stored.want_back else None,
        if_no=IfNo(stored.if_no) if stored.if_no else None,
        hour_worth=float(business.hour_worth),
        years=stored.years or client_value.YEARS,
        need_unmet=stored.need_unmet,
        has_provider=session.scalar(select(Provider.id).limit(1)) is not None,
        triage=frozenset(dispute.triage or ()),
        mood=Mood(dispute.mood or Mood.CALM),
        savings=_number(business.savings),
        monthly_costs=_number(business.monthly_costs),
        money_known=dispute.asked is not None,
        ways=tuple(_ways(stored, ask, owed, float(business.hour_worth))),
        record=record(session, dispute_id),
        seed=dispute_id,
        **client.weighed(stored.revenue),
        **times(session, dispute, today),
    )
    return usual, client


def _ways(stored: StoredAssessment, ask: float, owed: float, hour_worth: float) -> Iterator[Way]:
    yield ways_out.hold_firm()
    for o in stored.offers:
        label = Said(mark("{offer}"), {"offer": o.title})
        yield ways_out.compromise(f"offer-{o.id}", label, o.cost, o.worth, o.hours, o.reaches)
    if fair := _settling(stored.offers, min(owed, ask), hour_worth):
        label = Said(mark("{offer}, then part ways"), {"offer": fair.title})
        key = f"offer-{fair.id}-part"
        yield ways_out.settle_then_part(key, label, fair.cost, fair.worth, fair.hours, fair.reaches)
    yield ways_out.give(ask)
    if stored.need_unmet:
        yield ways_out.refer()
    yield ways_out.part_ways()


def _settling(offers: list[StoredOffer], owed: float, hour_worth: float) -> StoredOffer | None:
    """The cheapest compromise that gives them what is owed: a fair end, if it is to be one."""
    fair = [offer for offer in offers if float(offer.worth) >= owed]
    return min(fair, key=lambda o: float(o.cost) + float(o.hours) * hour_worth, default=None)


def _blank() -> StoredAssessment:
    words = {"owe": "", "want_back": "", "if_no": "", "part": ""}
    return StoredAssessment(they_hold=False, need_unmet=False, closer=False, guesses={}, offers=[], **words)


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
