"""Clients sent to another firm: recorded when the letter goes; nothing of theirs is passed on before they said yes."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, object_session

from clientcare.db.models import Client, Dispute, Provider, Referral, StoredLetter
from clientcare.errors import InvalidInput, WorldError
from clientcare.records import ReferralRow
from clientcare.said import Said, mark

_FIELDS = tuple(field.name for field in dataclasses.fields(ReferralRow))
NAMES, HANDS_OVER, THANKS = "referral", "handover", "referral_thanks"  # kinds of letter
NO_CONSENT = mark(
    "{client} has not said yes to this. Ask them first what {firm} may know, and note their answer in Follow through."
)
NOTHING_ALLOWED = mark("Tick first what {firm} may know. Nothing has been passed on.")
NO_REFERRAL = mark("Nobody was referred to this firm in this dispute, so there is nothing to hand over.")


def of_dispute(session: Session, dispute_id: int) -> tuple[ReferralRow, ...]:
    """The firms a letter of this dispute has named, in the order they were."""
    return _rows(session, Referral.dispute_id == dispute_id, Referral.referred_on, Referral.id)


def of_provider(session: Session, provider_id: int) -> tuple[ReferralRow, ...]:
    """The clients sent to this firm, the newest first."""
    return _rows(session, Referral.provider_id == provider_id, Referral.referred_on.desc(), Referral.id.desc())


def record(letter: StoredLetter) -> None:
    """A letter has gone: note whom it sent where, that a firm was told about the client, or that it was thanked."""
    if letter.kind == NAMES and letter.provider_id is None:
        _sent_there(letter)
    for one in letter.dispute.referrals:
        if one.provider_id == letter.provider_id and letter.kind == HANDS_OVER:
            one.handed_over_on = one.handed_over_on or _day(letter)
        elif one.provider_id == letter.provider_id and letter.kind == THANKS:
            one.thanked_on = one.thanked_on or _day(letter)


def _sent_there(letter: StoredLetter) -> None:
    """Each firm the letter names, once a dispute, and only if it is still in the directory."""
    session, known = object_session(letter), {one.provider_id for one in letter.dispute.referrals}
    for id in dict.fromkeys(letter.provider_ids):
        if session is not None and id not in known and session.get(Provider, id) is not None:
            letter.dispute.referrals.append(Referral(provider_id=id, referred_on=_day(letter), may_know=[]))


def referral_to(dispute: Dispute, provider_id: int | None) -> Referral | None:
    """How this client was sent to that firm; None if they were not."""
    return next((one for one in dispute.referrals if one.provider_id == provider_id), None)


def may_know(made: Referral | None) -> tuple[str, ...]:
    """What the client lets the firm know, by key; nothing before they said yes."""
    return tuple(made.may_know) if made is not None and made.consent == "yes" and made.consent_on is not None else ()


def may_leave(letter: StoredLetter) -> None:
    """WorldError where a letter would tell a firm of a client who has not said yes to that."""
    if letter.kind == HANDS_OVER:
        made = referral_to(letter.dispute, letter.provider_id)
        if made is None:
            raise WorldError(Said(NO_REFERRAL))
        must_be_allowed(made)


def must_be_allowed(made: Referral) -> None:
    """InvalidInput, in words, where the firm may know nothing."""
    if made.consent != "yes":
        raise InvalidInput(Said(NO_CONSENT, {"client": made.dispute.client.name, "firm": made.provider.name}), "handed_over_on")
    if not made.may_know:
        raise InvalidInput(Said(NOTHING_ALLOWED, {"firm": made.provider.name}), "handed_over_on")


def _day(letter: StoredLetter) -> date:
    return letter.sent_at.astimezone().date() if letter.sent_at else date.today()


def _rows(session: Session, condition: ColumnElement[bool], *order: Any) -> tuple[ReferralRow, ...]:
    r = Referral
    query = select(r.id, r.dispute_id, r.provider_id, Provider.name, Client.name, Dispute.title, r.referred_on, r.consent)
    query = query.add_columns(r.consent_on, r.consent_how, r.may_know, r.handed_over_on, r.went, r.note, r.thanked_on)
    query = query.join(Provider, Provider.id == r.provider_id).join(Dispute, Dispute.id == r.dispute_id)
    found = session.execute(query.join(Client, Client.id == Dispute.client_id).where(condition).order_by(*order))
    return tuple(_row(dict(zip(_FIELDS, row, strict=True))) for row in found)


def _row(known: dict[str, Any]) -> ReferralRow:
    return ReferralRow(**known | {"may_know": tuple(known["may_know"])})
