"""Last time: the closed dispute most like this one, and how it ended, in a sentence."""

from __future__ import annotations

import math
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import Decision, Dispute, StoredAssessment
from clientcare.decision.assessment import Part, WayKind
from clientcare.decision.rules import ENDING
from clientcare.said import Said, mark
from clientcare.services.disputing.dispute_detail import last_decision
from clientcare.services.weighing.background import RECENT

_DID = {
    WayKind.HOLD: mark("you held firm"),
    WayKind.COMPROMISE: mark("you offered a compromise"),
    WayKind.SETTLE_PART: mark("you settled fairly and parted"),
    WayKind.GIVE: mark("you gave all they asked"),
    WayKind.REFER: mark("you sent them to somebody better suited"),
    WayKind.PART: mark("you parted ways"),
}
_WITH_THEM = {
    "yes": mark("Last time with {name} {what}, and they stayed."),
    "no": mark("Last time with {name} {what}, and they left."),
    "": mark("Last time with {name} {what}."),
}
_ELSEWHERE = {
    "yes": mark("In a dispute much like this one {what}, and they stayed."),
    "no": mark("In a dispute much like this one {what}, and they left."),
    "": mark("In a dispute much like this one {what}."),
}
_SIMILAR = 2.0  # an ask of half to double


def last_time(session: Session, dispute: Dispute, they_hold: bool, mostly_ours: bool) -> Said | None:
    """How the newest closed dispute with the same client ended, else the one most like this; None if there is none near.

    Like it: the same side holds the money, a similar sum is asked, most of it was ours in both or in neither, and what
    led to it or where it was agreed is the same.
    """
    decided = select(Decision.way_kind, Dispute.stayed, Dispute.asked, Dispute.cause, Dispute.agreed_where)
    closed: Any = decided.join(Dispute, Decision.id == last_decision(Dispute.id))
    closed = closed.where(Dispute.closed_at.is_not(None), Dispute.id != dispute.id)
    closed = closed.order_by(Dispute.closed_at.desc(), Dispute.id.desc())
    same = session.execute(closed.where(Dispute.client_id == dispute.client_id).limit(1)).first()
    if same is not None:
        return _said(_WITH_THEM, same, name=dispute.client.name)
    alike = closed.join(StoredAssessment, StoredAssessment.id == Decision.assessment_id)
    ours = StoredAssessment.part == Part.MOSTLY
    alike = alike.where(StoredAssessment.they_hold == they_hold, ours if mostly_ours else ~ours)
    near = _nearest(session, alike, dispute)
    return None if near is None else _said(_ELSEWHERE, near)


def _nearest(session: Session, alike: Any, dispute: Dispute) -> Any:
    """The newest of those that have most in common, among the newest closed ones whose end is known."""
    found = session.execute(alike.where(Dispute.stayed.in_(("yes", "no"))).limit(RECENT))
    near = [row for row in found if _in_common(row, dispute) and _is_similar(row.asked, dispute.asked)]
    return max(near, key=lambda row: _in_common(row, dispute), default=None)


def _in_common(row: Any, dispute: Dispute) -> int:
    both = ((row.cause, dispute.cause), (row.agreed_where, dispute.agreed_where))
    return sum(bool(one) and one == other for one, other in both)


def _is_similar(one: Any, other: Any) -> bool:
    if not one or not other:
        return one is not None and one == other  # nobody asked for money, either time
    return abs(math.log(float(one) / float(other))) <= math.log(_SIMILAR) + 1e-9


def _said(sentences: dict[str, str], row: Any, **values: Any) -> Said:
    kind = WayKind(row.way_kind)
    told = row.stayed if row.stayed in sentences and not (row.stayed == "no" and kind in ENDING) else ""
    return Said(sentences[told], {"what": Said(_DID[kind]), **values})
