"""What the owner notes of one referral: the client's yes and what it covers, when the firm was told, how it went, thanks."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from clientcare.db.models import Referral
from clientcare.letters.facts import PASSED_ON
from clientcare.said import mark
from clientcare.services import checks
from clientcare.services.referring.referral_records import HANDS_OVER, THANKS, may_know, must_be_allowed
from clientcare.services.sending import outbox

CONSENT = ("", "asked", "yes", "no")
WENT = ("", "well", "mixed", "badly", "not_taken")
EDITABLE = ("consent", "consent_on", "consent_how", "may_know", "handed_over_on", "went", "note", "thanked_on")
NOT_YET = mark("That day is still to come. Choose the day it happened.")


def change(session: Session, id: int, **fields: Any) -> None:
    """Keep answers about one referral by column name. InvalidInput names the one that cannot be.

    Nobody can be noted as told without the client's yes. Whatever is taken back or narrowed counts at once: a note to the
    firm that still waits to be sent stays here.
    """
    made = checks.find(session, Referral, id)
    kept = checks.checked(Referral, fields, EDITABLE)
    _check(kept)
    before, told = set(may_know(made)), made.handed_over_on
    for name, value in _with_what_follows(made, kept).items():
        setattr(made, name, value)
    if made.handed_over_on and told is None:
        must_be_allowed(made)
    if before - set(may_know(made)):
        _hold_back(session, made)


def _check(kept: dict[str, Any]) -> None:
    checks.one_of("consent", kept.get("consent", ""), CONSENT)
    checks.one_of("went", kept.get("went", ""), WENT)
    checks.text("consent_how", kept.get("consent_how"), checks.LINE)
    for name in kept.get("may_know", ()):
        checks.one_of("may_know", name, PASSED_ON)
    for name in ("consent_on", "handed_over_on", "thanked_on"):
        if (kept.get(name) or date.min) > date.today():
            checks.objection(name, NOT_YET)


def _with_what_follows(made: Referral, kept: dict[str, Any]) -> dict[str, Any]:
    """An answer has its day, a new one a new day; what may be known stands in the order it is asked."""
    answer = kept.get("consent", made.consent)
    if answer != made.consent:
        kept.setdefault("consent_on", None)
    if answer and kept.get("consent_on", made.consent_on) is None:
        kept["consent_on"] = date.today()
    if "may_know" in kept:
        kept["may_know"] = [name for name in PASSED_ON if name in kept["may_know"]]
    return kept


def _hold_back(session: Session, made: Referral) -> None:
    """Out of the outbox with a letter to the firm that says more than they allow now, as long as it waits there."""
    for letter in made.dispute.letters:
        if letter.state == "outbox" and letter.kind in (HANDS_OVER, THANKS) and letter.provider_id == made.provider_id:
            waiting = [one for one in letter.sendings if one.state in ("waiting", "stopped")]
            if len(waiting) == len(letter.sendings):
                for one in waiting:
                    outbox.take_back(session, one.id)
