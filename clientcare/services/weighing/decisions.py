"""Weighing and deciding: the live answers, the compromises, and the decision on record."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Decision, Dispute, StoredAssessment, StoredOffer
from clientcare.decision.assessment import Assessment, IfNo, Part, Want, Way
from clientcare.decision.guess import Sure
from clientcare.decision.moves import limits, unit
from clientcare.decision.offer_parts import KINDS
from clientcare.errors import WorldError
from clientcare.records import DecisionForm, OfferForm, PartRow, VersionRow
from clientcare.said import Said, mark
from clientcare.services import checks, plain
from clientcare.services.disputing.dispute_detail import OF_CLIENT, WEIGHED, newest
from clientcare.services.disputing.stages import advance
from clientcare.services.people import clients
from clientcare.services.weighing import live
from clientcare.services.weighing.assessing import assessment
from clientcare.services.weighing.suggesting import reword_offers, suggest_offers

__all__ = [
    "about_client",
    "answer",
    "assessment",
    "decide",
    "delete_offer",
    "guess",
    "move",
    "save_offer",
    "suggest_offers",
    "versions",
]

ANSWERS = tuple(name for name in WEIGHED if name != "guesses")
_WORDS = {
    "owe": ("", "nothing", "part", "all", "unsure"),
    "want_back": ("", *Want),
    "if_no": ("", *IfNo),
    "part": ("", *Part),
}
_OFFER = ("title", "details", "cost", "worth", "hours", "owed_from", "owed", "owed_by", "reaches")
_MOST_YEARS = 50
_LOOK_BACK_DAYS = 90


def answer(session: Session, dispute_id: int, **fields: Any) -> None:
    """Keep answers of the weighing: they_hold, owe, owe_sum, want_back, if_no, part, part_note, need_unmet, need, closer,
    mistake_words, revenue (None: what they paid), years (None: five).

    A slider that had moved the same figure gives way to the answer. With the last of the four quick answers a first
    compromise is suggested, so that the choice is never only between all and nothing. InvalidInput names what cannot be.
    """
    dispute = checks.find(session, Dispute, dispute_id)
    kept = checks.checked(StoredAssessment, fields, ANSWERS)
    for name in kept.keys() & _WORDS.keys():
        checks.one_of(name, kept[name], _WORDS[name])
    for name in ("owe_sum", "revenue"):
        checks.not_negative(name, kept.get(name))
    checks.between("years", kept.get("years"), 1, _MOST_YEARS)
    # How closely the owner looks is no part of what was weighed: a decided one needs no new version for it.
    looks = newest(session, dispute_id) if kept.keys() == {"closer"} else None
    stored = looks or live.writable(session, dispute)
    quick_before = _quick(dispute, stored)
    live.forget_outdated(stored, [name for name, value in kept.items() if getattr(stored, name) != value])
    turned = "they_hold" in kept and kept["they_hold"] != stored.they_hold
    checks.change(stored, kept, ANSWERS)
    advance(dispute, "weigh")
    if turned and dispute.asked:
        reword_offers(session, stored, dispute)
    if _quick(dispute, stored) and not quick_before:
        suggest_offers(session, dispute_id)


def _quick(dispute: Dispute, stored: StoredAssessment) -> bool:
    return dispute.asked is not None and bool(stored.owe and stored.want_back and stored.if_no)


def about_client(session: Session, dispute_id: int, **fields: Any) -> None:
    """Keep what the weighing asks of the client, `margin` and `hours_beyond`, at the client; None: not known."""
    if unknown := fields.keys() - set(OF_CLIENT):
        raise TypeError(f"the weighing does not ask a client's {', '.join(sorted(unknown))}")
    dispute = checks.find(session, Dispute, dispute_id)
    changed = [name for name, value in fields.items() if getattr(dispute.client, name) != value]
    clients.update(session, dispute.client_id, **fields)
    stored = newest(session, dispute_id)
    if changed and stored and "contribution" in stored.guesses:
        live.forget_outdated(live.writable(session, dispute), changed)
    advance(dispute, "weigh")


def guess(session: Session, dispute_id: int, key: str, answer: Mapping[str, Any] | float | None) -> None:
    """Keep the answer to a question that stands for the slider `key`, in that slider's unit.

    A number; or {"value": number, "sure": word}, where the value None means as usual, and only how sure is said; or None:
    as usual again. InvalidInput, named after `key`, on what cannot be.
    """
    given: Mapping[str, Any] = answer if isinstance(answer, Mapping) else {"value": answer}
    value, sure = given.get("value"), given.get("sure")
    dispute = checks.find(session, Dispute, dispute_id)
    if value is not None:
        _check_guess(key, value)
    if sure is not None:
        checks.one_of(key, sure, tuple(Sure))
    stored = live.writable(session, dispute)
    key = live.renamed(session, stored, checks.text("key", key, checks.LINE))
    kept = {} if value is None and sure is None else {key: {"value": None if value is None else float(value), "sure": sure}}
    stored.guesses = {name: other for name, other in stored.guesses.items() if name != key} | kept
    advance(dispute, "weigh")


def _check_guess(key: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not math.isfinite(value):
        checks.objection(key, mark("This is not a number. Type one, like 120."))
    least, most = limits(key)
    if unit(key) == "chance":
        checks.share(key, float(value))
    elif least >= 0:
        checks.not_negative(key, float(value))
    if unit(key) != "months" and not least <= value <= most:
        checks.objection(key, mark("This number is too large. Check it."))


def move(session: Session, dispute_id: int, key: str, value: float, sure: str | None = None) -> None:
    """Keep the owner's guess for the lever `key`; `sure` is one of certain, sure, fairly, unsure (None = as it was)."""
    if not abs(value) < float("inf"):
        checks.objection(key, mark("This is not a number. Type one, like 120."))
    if sure is not None:
        checks.one_of(key, sure, tuple(Sure))
    stored = live.writable(session, checks.find(session, Dispute, dispute_id))
    key = live.renamed(session, stored, checks.text("key", key, checks.LINE))
    before = stored.guesses.get(key, {}).get("sure")
    stored.guesses = stored.guesses | {key: {"value": float(value), "sure": sure or before}}


def save_offer(session: Session, form: OfferForm) -> int:
    """Add or change a compromise; one that a decision rests on is copied, so that the decision keeps what it knew."""
    checks.one_of("owed_from", form.owed_from, ("nobody", "us", "them"))
    for name in ("cost", "worth", "hours", "owed"):
        checks.not_negative(name, checks.money(name, getattr(form, name)))
    checks.share("reaches", form.reaches)
    for part in form.parts:
        _check_part(part)
    stored = live.writable(session, checks.find(session, Dispute, form.dispute_id))
    if form.id:
        offer = live.offer(session, stored, form.id)
        live.forget_levers(stored, offer, [name for name in ("cost", "hours") if getattr(form, name) != getattr(offer, name)])
    else:
        offer = StoredOffer(position=max((o.position for o in stored.offers), default=-1) + 1, assessment=stored)
    checks.change(offer, {name: getattr(form, name) for name in _OFFER}, _OFFER)
    offer.parts = live.parts(form.parts)
    session.add(offer)
    session.flush()
    return offer.id


def _check_part(part: PartRow) -> None:
    checks.one_of("parts", part.kind, KINDS)
    for name in ("cost", "worth", "hours"):
        checks.not_negative("parts", checks.money("parts", getattr(part, name)))


def delete_offer(session: Session, id: int) -> None:
    offer = checks.find(session, StoredOffer, id)
    stored = live.writable(session, offer.assessment.dispute)
    mine = live.offer(session, stored, id)
    live.forget_levers(stored, mine, ("cost", "hours", "accept", "stay", "harm"))
    stored.offers.remove(mine)  # and with it from the file; whoever goes on in this session sees it gone
    session.flush()


def decide(session: Session, form: DecisionForm) -> int:
    """Record the choice with all it rested on; from then on that weighing never changes. The dispute goes on to Write.

    Deciding anew makes a new version, so that the first decision keeps what it knew.
    """
    checks.between("stay", form.stay, 0, 1)
    dispute = checks.find(session, Dispute, form.dispute_id)
    stored = live.writable(session, dispute)
    weighed = assessment(session, dispute.id)
    way = _way(weighed, live.renamed(session, stored, form.way))
    stored.known, stored.frozen_at = plain.as_json(weighed), datetime.now(UTC)
    decision = Decision(
        dispute=dispute,
        assessment_id=stored.id,
        way=way.key,
        way_kind=str(way.kind),
        advised=_advised(weighed),
        offer_ids=[live.offer(session, stored, id).id for id in form.offer_ids] or _made_of(way, stored),
        why=checks.text("why", form.why),
        stay=float(form.stay),
        look_back_on=form.look_back_on or date.today() + timedelta(days=_LOOK_BACK_DAYS),
        decided_at=datetime.now(UTC),
    )
    session.add(decision)
    dispute.paused_until = None
    if not dispute.closed_at:
        dispute.stage = "write"
    session.flush()
    return decision.id


def versions(session: Session, dispute_id: int) -> tuple[VersionRow, ...]:
    """Every weighing of the dispute, newest first, with the way decided on it ("": none) and what it then rested on."""
    stored = StoredAssessment
    query = select(stored.version, stored.frozen_at, func.coalesce(func.max(Decision.way), ""), stored.known)
    mine = query.outerjoin(Decision, Decision.assessment_id == stored.id).where(stored.dispute_id == dispute_id)
    return tuple(VersionRow(*row) for row in session.execute(mine.group_by(stored.id).order_by(stored.version.desc())))


def _way(weighed: Assessment, key: str) -> Way:
    for way in weighed.ways:
        if way.key == key:
            return way
    raise WorldError(Said(mark("This way out is no longer here. Look at the board and choose again.")))


def _made_of(way: Way, stored: StoredAssessment) -> list[int]:
    return [offer.id for offer in stored.offers if way.key in (f"offer-{offer.id}", f"offer-{offer.id}-part")]


def _advised(weighed: Assessment) -> str:
    from clientcare.decision.stakes import weigh  # numpy: only when it is needed

    return weigh(weighed).leader.way.key
