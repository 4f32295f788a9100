"""What a letter rests on, gathered from the dispute, its decision and what was asked for this letter only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Decision, Dispute, Provider, StoredAssessment, StoredOffer
from clientcare.decision.assessment import Part
from clientcare.decision.ways_out import honest_debt
from clientcare.letters import facts as letter
from clientcare.letters import kinds
from clientcare.letters.facts import Facts
from clientcare.letters.languages import letter_language
from clientcare.records import LetterDraft
from clientcare.services import checks
from clientcare.services.disputing.dispute_detail import decided, newest
from clientcare.services.writing import firm_facts
from clientcare.services.writing.draft_facts import corrects_on, parsed
from clientcare.services.writing.letterheads import letterhead

_LEAVING = ("refer", "part")
_CARRIED = (  # what was asked for one letter and is as true for the next
    "part", "our_part", "changed", "agreed", "agreed_where", "request", "reasons", "can_do", "need", "work_in_hand",
    "notice", "records", "harm", "cause", "explained", "example", "instead", "price", "owed_for", "how_to_pay", "open_point",
    "gladly", "reach_us", "rhythm", "otherwise", "settled",
)  # fmt: skip
_NO_ANSWER = ("acknowledgement", "holding", "thank_you")  # letters that do not answer what was asked


def facts(session: Session, dispute_id: int, draft: LetterDraft) -> Facts:
    """The facts for this draft; those asked for it come before what the dispute holds. Private notes are not among them; to a
    firm, nothing of the client is that they did not allow.

    InvalidInput names a typed fact that is no date or sum.
    """
    dispute = checks.find(session, Dispute, dispute_id)
    if draft.provider_id is not None or kinds.kind(draft.kind).to == "provider":
        return firm_facts.facts(session, dispute, draft)
    decision, stored = decided(session, dispute_id), newest(session, dispute_id)
    if decision:
        stored = checks.find(session, StoredAssessment, decision.assessment_id)
    style = {"style": draft.style or dispute.client.style}
    known = style | _told(dispute) | _weighed(stored) | _money(dispute, decision, stored)
    known |= _before(dispute, draft) | _settled(dispute, stored)
    return Facts(
        letterhead=letterhead(session),
        recipient=_recipient(dispute.client),
        reference=dispute.reference,
        written_on=date.today(),
        offers=_offers(decision, stored),
        providers=_providers(session, draft.provider_ids),
        handed_over=any(one.handed_over_on for one in dispute.referrals),
        corrects_on=corrects_on(session, draft),
        **(known | {"open_until": draft.open_until} | parsed(draft.facts)),
    )


def _told(dispute: Dispute) -> dict[str, Any]:
    where = "" if dispute.agreed_where == "nowhere" else dispute.agreed_where
    return {
        "topic": dispute.title,
        "about": dispute.about,
        "told_on": dispute.told_on,
        "channel": dispute.channel,
        "their_words": dispute.their_words,
        "understood": dispute.rephrase,
        "feeling": dispute.feeling,
        "agreed": dispute.agreed,
        "agreed_where": where,
        "asked": dispute.asked,
        "changed": dispute.lesson if dispute.lesson_done else "",  # a plan is not yet a change
        "language": letter_language(dispute.client.language),
    }


def _weighed(stored: StoredAssessment | None) -> dict[str, Any]:
    if stored is None:
        return {"part": ""}  # nobody was asked yet
    ours = {"our_part": stored.part_note} if stored.part in ("some", "mostly") else {}
    return ours | {"part": stored.part, "need": stored.need}


def _before(dispute: Dispute, draft: LetterDraft) -> dict[str, Any]:
    """What was asked for the other letters to the client, the newest last, and when the one went that this one follows."""
    carried: dict[str, str] = {}
    others = [one for one in dispute.letters if one.id != draft.id and one.provider_id is None]
    for one in sorted(others, key=lambda one: one.written_at):
        carried |= {name: text for name, text in one.facts.items() if name in _CARRIED and text.strip()}
    return parsed(carried) | {"earlier_on": _went_on(dispute, draft.kind)}


def _went_on(dispute: Dispute, kind: str) -> date | None:
    """The day of the letter that this one follows: a reminder the one with the offers, a last word the newest answer."""
    gone = [one for one in dispute.letters if one.state == "done" and one.provider_id is None]
    wanted = [one for one in gone if one.kind not in _NO_ANSWER]
    went = [one for one in wanted if kinds.kind(one.kind).offers] if kind == "reminder" else wanted
    return max((_day(one.sent_at) for one in went if one.sent_at is not None), default=None)


def _day(at: datetime) -> date:
    return at.astimezone().date()


def _settled(dispute: Dispute, stored: StoredAssessment | None) -> dict[str, Any]:
    """What they accepted, in the words it was offered in."""
    taken = [offer for offer in stored.offers if offer.id == dispute.answer_offer_id] if stored else []
    return {"settled": taken[0].title} if taken else {}


def _money(dispute: Dispute, decision: Decision | None, stored: StoredAssessment | None) -> dict[str, Any]:
    """What goes back to them under the way chosen: all they ask when it is given; when we part what we owe, or as set."""
    if decision is None or stored is None or stored.they_hold:
        return {}
    if decision.way_kind == "give":
        return {"repaid": dispute.asked}
    if decision.way_kind not in _LEAVING:
        return {}
    repaid = (stored.guesses.get(f"cost.{decision.way_kind}") or {}).get("value")  # set among the ways out or on the board
    if repaid is None:
        repaid = honest_debt(stored.owe, stored.owe_sum, dispute.asked or 0, Part(stored.part or Part.SOME))
    return {"repaid": Decimal(str(round(repaid, 3)))}


def _recipient(client: Client) -> letter.Recipient:
    return letter.Recipient(client.name, client.address, client.greeting, client.email)


def _offers(decision: Decision | None, stored: StoredAssessment | None) -> tuple[letter.Offer, ...]:
    """The compromises that were chosen, in the order of the board; before a decision all of them."""
    offers = list(stored.offers) if stored else []
    chosen = [offer for offer in offers if offer.id in decision.offer_ids] if decision else offers
    return tuple(_offer(offer) for offer in chosen)


def _offer(offer: StoredOffer) -> letter.Offer:
    return letter.Offer(offer.title, offer.details, offer.owed_from, offer.owed, offer.owed_by)


def _providers(session: Session, ids: Sequence[int]) -> tuple[letter.Provider, ...]:
    found = {firm.id: firm for firm in session.scalars(select(Provider).where(Provider.id.in_(ids)))}
    firms = [found[id] for id in ids if id in found]
    return tuple(letter.Provider(f.name, f.does, f.phone, f.email, f.website, f.tie) for f in firms)
