"""Carries a decision over to its offers as they were changed afterwards, so that the letter offers what they now say."""

from __future__ import annotations

from sqlalchemy.orm import Session

from clientcare.db.models import StoredAssessment, StoredOffer
from clientcare.letters.needs import MOST_OFFERS
from clientcare.records import DecisionForm
from clientcare.services import checks
from clientcare.services.disputing.dispute_detail import decided, newest
from clientcare.services.weighing import decisions


def renew_decision(session: Session, dispute_id: int) -> None:
    """Decide the same once more, on the weighing as it stands: the offers chosen, as changed, and those added since.

    The earlier decision stays on record with what it knew. Nothing happens while there is none, or it is up to date.
    """
    decision, stored = decided(session, dispute_id), newest(session, dispute_id)
    if decision is None or stored is None or decision.assessment_id == stored.id:
        return
    before = checks.find(session, StoredAssessment, decision.assessment_id).offers
    places = {offer.position for offer in before}
    chosen_places = {offer.position for offer in before if offer.id in decision.offer_ids}
    chosen = [o.id for o in stored.offers if o.position in chosen_places or o.position not in places][:MOST_OFFERS]
    if not chosen:
        return
    way = _same_way(decision.way, before, stored, chosen[0])
    form = DecisionForm(dispute_id, way, tuple(chosen), decision.why, decision.stay, decision.look_back_on)
    decisions.decide(session, form)


def _same_way(way: str, before: list[StoredOffer], stored: StoredAssessment, instead: int) -> str:
    """The way, named after the offer that now stands where the one decided on stood, or after the one `instead`."""
    if not way.startswith("offer-"):
        return way
    old = {f"offer-{offer.id}": offer.position for offer in before}.get(way.removesuffix("-part"))
    now = next((offer.id for offer in stored.offers if offer.position == old), instead)
    return f"offer-{now}{'-part' if way.endswith('-part') else ''}"
