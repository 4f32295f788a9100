"""The live assessment: the newest one, or a copy of it once a decision has frozen it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy.orm import Session

from clientcare.db.models import Dispute, StoredAssessment, StoredOffer
from clientcare.errors import WorldError
from clientcare.records import PartRow
from clientcare.said import Said
from clientcare.services import checks
from clientcare.services.disputing.dispute_detail import WEIGHED, newest

_OFFER_KEY = re.compile(r"(?<=offer-)\d+")
_COPIED = tuple(c.name for c in StoredOffer.__table__.columns if c.name not in ("id", "assessment_id"))
_LEVERS = {
    "owe": ("owed",),
    "owe_sum": ("owed",),
    "part": ("owed", "prevail"),
    "if_no": ("stay.hold", "harm.hold", "pursue"),
    **dict.fromkeys(("revenue", "margin", "hours_beyond"), ("contribution",)),
}


def writable(session: Session, dispute: Dispute) -> StoredAssessment:
    """The assessment that answers go to; a frozen one stays as it is and a copy becomes the next version."""
    stored = newest(session, dispute.id)
    if stored is None:
        stored = StoredAssessment(dispute=dispute, version=1, guesses={}, offers=[])
    elif stored.frozen_at is not None:
        stored = _copy(session, stored)
    session.add(stored)
    session.flush()
    return stored


def offer(session: Session, stored: StoredAssessment, id: int) -> StoredOffer:
    """The offer with this id, or its copy in `stored`, which stands at the same place."""
    found = checks.find(session, StoredOffer, id)
    if found.assessment_id == stored.id:
        return found
    same_dispute = found.assessment.dispute_id == stored.dispute_id
    mine = [offer for offer in stored.offers if same_dispute and offer.position == found.position]
    if not mine:
        raise WorldError(Said(checks.GONE))
    return mine[0]


def renamed(session: Session, stored: StoredAssessment, key: str) -> str:
    """A lever's key, pointing at the copy of the offer it names."""
    return _OFFER_KEY.sub(lambda named: str(offer(session, stored, int(named[0])).id), key)


def forget_outdated(stored: StoredAssessment, answers: Iterable[str]) -> None:
    """Drop what the sliders said of the figures these answers stand for."""
    gone = {lever for name in answers for lever in _LEVERS.get(name, ())}
    stored.guesses = {key: guess for key, guess in stored.guesses.items() if key not in gone}


def forget_levers(stored: StoredAssessment, offer: StoredOffer, names: Iterable[str]) -> None:
    """Drop what the sliders said of an offer's cost or hours, once these are typed anew or the offer goes."""
    gone = {f"{name}.offer-{offer.id}{end}" for name in names for end in ("", "-part")}
    stored.guesses = {key: guess for key, guess in stored.guesses.items() if key not in gone}


def parts(rows: Iterable[PartRow]) -> list[dict[str, str]]:
    """The parts of an offer as they are stored."""
    return [{"kind": p.kind, "cost": str(p.cost), "worth": str(p.worth), "hours": str(p.hours)} for p in rows]


def _copy(session: Session, frozen: StoredAssessment) -> StoredAssessment:
    fields = {name: getattr(frozen, name) for name in WEIGHED}
    offers = {o.id: StoredOffer(**{name: getattr(o, name) for name in _COPIED}) for o in frozen.offers}
    copy = StoredAssessment(dispute=frozen.dispute, version=frozen.version + 1, offers=list(offers.values()), **fields)
    session.add(copy)
    session.flush()
    new_ids = {str(old): str(offer.id) for old, offer in offers.items()}
    guesses = {_OFFER_KEY.sub(lambda id: new_ids.get(id[0], id[0]), key): g for key, g in frozen.guesses.items()}
    copy.guesses = guesses
    return copy
