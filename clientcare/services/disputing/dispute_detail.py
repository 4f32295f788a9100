"""One dispute as its page shows it: every answer, the compromises, the decision, the timeline, the letters."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from clientcare.db.models import Decision, Dispute, StoredAssessment, StoredLetter, StoredOffer
from clientcare.records import DecisionRow, DisputeDetail, LetterRow, OfferRow, PartRow
from clientcare.services import checks
from clientcare.services.people import client_list
from clientcare.services.referring import referral_records
from clientcare.services.timeline import entries
from clientcare.services.writing.letter_standing import standing, subject

_NOT_ANSWERS = {"id", "client_id", "reference", "sort_key", "opened_at", "status", "stage", "screen", "next_on"}
ANSWERS = tuple(c.name for c in Dispute.__table__.columns if c.name not in _NOT_ANSWERS)
WEIGHED = (
    *("they_hold", "owe", "owe_sum", "want_back", "if_no", "part", "part_note", "need_unmet", "need"),
    *("closer", "mistake_words", "revenue", "years", "guesses"),
)
GUESSED = ("fight_hours", "harm", "others", "mistake_cost", "retention", "sent_clients", "refill")  # asked on small screens
OF_CLIENT = ("margin", "hours_beyond")
_BLANK: dict[str, Any] = {"they_hold": False, "need_unmet": False, "closer": False, "guesses": {}}
_BLANK |= dict.fromkeys(("owe_sum", "revenue", "years"))


def detail(session: Session, id: int) -> DisputeDetail:
    """Everything the page shows; letters and the newest of the timeline first, referrals as made. WorldError if deleted."""
    dispute = checks.find(session, Dispute, id)
    weighed, letters, sent = newest(session, id), _letters(session, id), referral_records.of_dispute(session, id)
    return DisputeDetail(
        id,
        dispute.reference,
        dispute.title,
        client_list.rows(session, [dispute.client_id])[0],
        dispute.status,
        dispute.stage,
        dispute.screen,
        dispute.opened_at,
        _answers(dispute, weighed) | {"referred": bool(sent)},
        tuple(offer_row(offer) for offer in weighed.offers) if weighed else (),
        decision_row(decided(session, id)),
        entries.rows(session, id, entries.PAGE),
        letters,
        sent,
        entries.in_all(session, id),
        entries.last_contact(session, id),
    )


def newest(session: Session, dispute_id: int) -> StoredAssessment | None:
    """The answers as they stand: the live assessment, or the one the decision froze."""
    mine = select(StoredAssessment).where(StoredAssessment.dispute_id == dispute_id)
    return session.scalar(mine.order_by(StoredAssessment.version.desc()).limit(1))


def decided(session: Session, dispute_id: int) -> Decision | None:
    """The decision that counts: the last one."""
    mine = select(Decision).where(Decision.dispute_id == dispute_id)
    return session.scalar(mine.order_by(Decision.id.desc()).limit(1))


def last_decision(dispute_id: Any) -> ScalarSelect[int]:
    """The id of that decision, inside a query over many disputes."""
    made = aliased(Decision)
    return select(func.max(made.id)).where(made.dispute_id == dispute_id).scalar_subquery()


def offer_row(o: StoredOffer) -> OfferRow:
    parts = tuple(PartRow(part["kind"], *(Decimal(part[name]) for name in ("cost", "worth", "hours"))) for part in o.parts)
    sums = (o.cost, o.worth, o.hours, o.owed_from, o.owed, o.owed_by)
    return OfferRow(o.id, o.title, o.details, *sums, parts, o.reaches)


def decision_row(d: Decision | None) -> DecisionRow | None:
    if d is None:
        return None
    chosen = tuple(d.offer_ids)
    return DecisionRow(d.id, d.way, d.way_kind, d.advised, chosen, d.why, d.stay, d.look_back_on, d.decided_at)


def _answers(dispute: Dispute, weighed: StoredAssessment | None) -> dict[str, Any]:
    answers = {name: getattr(dispute, name) for name in ANSWERS}
    answers |= {name: getattr(dispute.client, name) for name in OF_CLIENT}
    answers |= {name: getattr(weighed, name) if weighed else _BLANK.get(name, "") for name in WEIGHED}
    return answers | {name: answers["guesses"].get(name) for name in GUESSED}


def _letters(session: Session, id: int) -> tuple[LetterRow, ...]:
    letter = StoredLetter
    query = select(letter.id, letter.kind, letter.state, letter.how, subject(), letter.written_at, standing())
    query = query.add_columns(letter.held_until, letter.provider_id, letter.corrects_id, letter.sent_at, letter.sent_to)
    mine = query.where(letter.dispute_id == id).order_by(letter.written_at.desc(), letter.id.desc())
    rows = [LetterRow(*row) for row in session.execute(mine)]
    corrected = {row.corrects_id: row.sent_at for row in rows if row.state == "done"}
    return tuple(replace(row, corrected_at=corrected.get(row.id)) for row in rows)
