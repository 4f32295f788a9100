"""What a letter to another firm rests on: the firm, and of the client only what they let it know."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from clientcare.db.models import Dispute, Provider, Referral
from clientcare.letters import handing_over
from clientcare.letters.facts import Facts, Handover, Recipient
from clientcare.letters.languages import letter_language
from clientcare.records import LetterDraft
from clientcare.services import checks
from clientcare.services.disputing.dispute_detail import newest
from clientcare.services.referring.referral_records import may_know, referral_to
from clientcare.services.writing.draft_facts import corrects_on, parsed
from clientcare.services.writing.letterheads import letterhead

_TYPED = frozenset(("answer_by", "enclosures", "correction", "outcome"))  # what may be typed for a letter to a firm
_IF_ALLOWED = {"need": "need", "agreed": "agreed", "done_so_far": "agreed"}  # and what only where the client allows it
_OF_CLIENT = ("name", "phone", "email", "address")


def facts(session: Session, dispute: Dispute, draft: LetterDraft) -> Facts:
    """The facts of a letter to the firm `draft.provider_id`. Nothing else of the client or the dispute is among them, not even
    its reference. WorldError if the firm was deleted."""
    firm = checks.find(session, Provider, draft.provider_id or 0)
    referral = referral_to(dispute, firm.id)
    head = letterhead(session)
    language = letter_language(head.locale.partition("_")[0])
    allowed = may_know(referral)
    typed = parsed(draft.facts)
    known = {name: typed[name] for name in _TYPED & typed.keys()}
    known |= {name: typed[name] for name, what in _IF_ALLOWED.items() if name in typed and what in allowed}
    return Facts(
        letterhead=head,
        recipient=_recipient(firm),
        reference="",
        topic="",
        written_on=date.today(),
        style=draft.style,
        language=language,
        tie=firm.tie,
        referred_on=referral.referred_on if referral else None,
        handover=_handover(dispute, referral),
        corrects_on=corrects_on(session, draft),
        **(_told(session, dispute, allowed, language) | known),
    )


def _handover(dispute: Dispute, referral: Referral | None) -> Handover | None:
    allowed = may_know(referral)
    if referral is None or referral.consent_on is None or not allowed:
        return None
    told = {name: getattr(dispute.client, name) for name in _OF_CLIENT if name in allowed}
    return Handover(referral.consent_on, allowed, **told)


def _told(session: Session, dispute: Dispute, allowed: tuple[str, ...], language: str) -> dict[str, Any]:
    """Their need and what was agreed, as the dispute has them: in another language, or said to the client, they are asked for
    anew."""
    stored = newest(session, dispute.id)
    said = {"need": stored.need if stored else "", "agreed": dispute.agreed}
    if letter_language(dispute.client.language) != language:
        return {}
    return {
        name: text for name, text in said.items() if name in allowed and not handing_over.speaks_to_client(text, language)
    }


def _recipient(firm: Provider) -> Recipient:
    """The firm on the envelope, and below it the person to ask for, who is greeted."""
    address = "\n".join(filter(None, (firm.person.strip(), firm.address)))
    return Recipient(firm.name, address, firm.person, firm.email)
