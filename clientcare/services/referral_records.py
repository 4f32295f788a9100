"""Clients sent to another firm: recorded when the letter goes; nothing of theirs is passed on before they said yes."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, object_session

from clientcare.db.models import Client, Dispute, Provider, Referral, StoredLetter
from clientcare.errors import InvalidInput, WorldError
from clientcare.letters.facts import PASSED_ON
from clientcare.records import ReferralRow
from clientcare.said import Said, mark
from clientcare.services import checks

MAY_KNOW = PASSED_ON
_FIELDS = tuple(field.name for field in dataclasses.fields(ReferralRow))
CONSENT = ("", "asked", "yes", "no")
WENT = ("", "well", "mixed", "badly", "not_taken")
EDITABLE = ("consent", "consent_on", "consent_how", "may_know", "handed_over_on", "went", "note", "thanked_on")
NAMES, HANDS_OVER, THANKS = "referral", "handover", "referral_thanks"  # kinds of letter
NO_CONSENT = mark(
    "{client} has not said yes to this. Ask them first what {firm} may know, and note their answer in Follow through."
)
NOTHING_ALLOWED = mark("Tick first what {firm} may know. Nothing has been passed on.")
NO_REFERRAL = mark("Nobody was referred to this firm in this dispute, so there is nothing to hand over.")
NOT_YET = mark("That day is still to come. Choose the day it happened.")


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


def may_leave(letter: StoredLetter) -> None:
    """WorldError where a letter would tell a firm of a client who has not said yes to that."""
    if letter.kind == HANDS_OVER:
        made = [one for one in letter.dispute.referrals if one.provider_id == letter.provider_id]
        if not made:
            raise WorldError(Said(NO_REFERRAL))
        _must_be_allowed(made[0])


def change(session: Session, id: int, **fields: Any) -> None:
    """Keep answers about one referral by column name. InvalidInput names the one that cannot be.

    Whatever is taken back or narrowed counts at once: a note to the firm that still waits to be sent stays here.
    """
    made = checks.find(session, Referral, id)
    kept = checks.checked(Referral, fields, EDITABLE)
    _check(kept)
    allowed, told = _allowed(made), made.handed_over_on
    for name, value in _with_what_follows(made, kept).items():
        setattr(made, name, value)
    if made.handed_over_on and told is None:
        _must_be_allowed(made)
    if allowed - _allowed(made):
        _hold_back(session, made)


def _with_what_follows(made: Referral, kept: dict[str, Any]) -> dict[str, Any]:
    """An answer has its day, a new one a new day; what may be known stands in the order it is asked."""
    answer = kept.get("consent", made.consent)
    if answer != made.consent:
        kept.setdefault("consent_on", None)
    if answer and kept.get("consent_on", made.consent_on) is None:
        kept["consent_on"] = date.today()
    if "may_know" in kept:
        kept["may_know"] = [name for name in MAY_KNOW if name in kept["may_know"]]
    return kept


def consent(
    session: Session, referral_id: int, answer: str, how: str = "", on: date | None = None, may_know: Sequence[str] = ()
) -> None:
    """What they said when asked whether the firm may know something of theirs: "", asked, yes or no; how and when."""
    day = {"consent_on": on} if on else {}
    change(session, referral_id, consent=answer, consent_how=how, may_know=list(may_know), **day)


def handed_over(session: Session, referral_id: int, on: date | None) -> None:
    """The firm was told. WorldError, and nothing noted, without the client's yes."""
    change(session, referral_id, handed_over_on=on)


def went(session: Session, referral_id: int, went: str, note: str = "") -> None:
    """How it went: "" (not known), well, mixed, badly or not_taken."""
    change(session, referral_id, went=went, note=note)


def thanked(session: Session, referral_id: int, on: date | None) -> None:
    change(session, referral_id, thanked_on=on)


def _check(kept: dict[str, Any]) -> None:
    checks.one_of("consent", kept.get("consent", ""), CONSENT)
    checks.one_of("went", kept.get("went", ""), WENT)
    checks.text("consent_how", kept.get("consent_how"), checks.LINE)
    for name in kept.get("may_know", ()):
        checks.one_of("may_know", name, MAY_KNOW)
    for name in ("consent_on", "handed_over_on", "thanked_on"):
        if (kept.get(name) or date.min) > date.today():
            checks.objection(name, NOT_YET)


def _allowed(made: Referral) -> set[str]:
    return set(made.may_know) if made.consent == "yes" else set()


def _must_be_allowed(made: Referral) -> None:
    if made.consent != "yes":
        raise InvalidInput(Said(NO_CONSENT, {"client": made.dispute.client.name, "firm": made.provider.name}), "handed_over_on")
    if not made.may_know:
        raise InvalidInput(Said(NOTHING_ALLOWED, {"firm": made.provider.name}), "handed_over_on")


def _hold_back(session: Session, made: Referral) -> None:
    """Out of the outbox with a letter to the firm that says more than they allow now, as long as it waits there."""
    for letter in made.dispute.letters:
        if letter.state == "outbox" and letter.kind in (HANDS_OVER, THANKS) and letter.provider_id == made.provider_id:
            waiting = [one for one in letter.sendings if one.state in ("waiting", "stopped")]
            if waiting and len(waiting) == len(letter.sendings):
                from clientcare.services import outbox

                for one in waiting:
                    outbox.take_back(session, one.id)


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
