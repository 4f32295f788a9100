"""What a letter rests on, gathered from the dispute, its decision and what was asked for this letter only."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import Client, Decision, Dispute, Provider, StoredAssessment, StoredOffer
from clientcare.decision.assessment import Part
from clientcare.decision.ways_out import honest_debt
from clientcare.letters import facts as letter
from clientcare.letters import kinds
from clientcare.letters.facts import Facts, Letterhead
from clientcare.letters.languages import letter_language
from clientcare.records import LetterDraft
from clientcare.said import mark
from clientcare.services import artwork, checks, settings
from clientcare.services.dispute_detail import decided, newest

_TYPES = {field.name: str(field.type) for field in dataclasses.fields(Facts)}
_NOT_TYPED = {"letterhead", "recipient", "written_on", "offers", "providers"}
_ARTWORK = {"logo": "logo", "signature": "signature", "letterhead": "underlay"}
_LEAVING = ("refer", "part")
_CARRIED = (  # what was asked for one letter and is as true for the next
    "part", "our_part", "changed", "agreed", "agreed_where", "request", "reasons", "can_do", "need", "work_in_hand",
    "notice", "records", "harm", "cause", "explained", "example", "instead", "price", "owed_for", "how_to_pay", "open_point",
    "gladly", "reach_us", "rhythm", "otherwise", "settled",
)  # fmt: skip
_NO_ANSWER = ("acknowledgement", "holding", "thank_you")  # letters that do not answer what was asked


def facts(session: Session, dispute_id: int, draft: LetterDraft) -> Facts:
    """The facts for this draft; those asked for it come before what the dispute holds. Private notes are not among them.

    InvalidInput names a typed fact that is no date or sum.
    """
    dispute = checks.find(session, Dispute, dispute_id)
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
        **(known | {"open_until": draft.open_until} | parsed(draft.facts)),
    )


def letterhead(session: Session) -> Letterhead:
    """Who writes, from the settings."""
    s = settings.load(session)
    art: dict[str, Any] = {_ARTWORK[name]: one.content for name, one in artwork.rows(session).items()}
    return Letterhead(
        name=s.business_name,
        address=s.address,
        phone=s.phone,
        email=s.email,
        website=s.website,
        owner_name=s.owner_name,
        paper=s.paper,
        currency=s.currency,
        locale=s.locale,
        window=s.window,
        **art,
    )


def parsed(typed: Mapping[str, str]) -> dict[str, Any]:
    """The typed facts as dates, sums and words; empty ones and names no letter knows are passed over."""
    known = {name: text for name, text in typed.items() if text.strip() and name in _TYPES.keys() - _NOT_TYPED}
    return {name: _parse(name, text.strip()) for name, text in known.items()}


def _parse(name: str, text: str) -> Any:
    try:
        if _TYPES[name].startswith("date"):
            return date.fromisoformat(text)
        if _TYPES[name].startswith("Decimal"):
            return checks.money(name, Decimal(text))
    except (ValueError, InvalidOperation):
        checks.objection(name, mark("This is neither a day nor a sum. Choose or type it again."))
    return tuple(text.splitlines()) if _TYPES[name].startswith("tuple") else text


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
    """What was asked for the other letters of the dispute, the newest last, and when the one went that this one follows."""
    carried: dict[str, str] = {}
    for one in sorted((one for one in dispute.letters if one.id != draft.id), key=lambda one: one.written_at):
        carried |= {name: text for name, text in one.facts.items() if name in _CARRIED and text.strip()}
    return parsed(carried) | {"earlier_on": _went_on(dispute, draft.kind)}


def _went_on(dispute: Dispute, kind: str) -> date | None:
    """The day of the letter that this one follows: a reminder the one with the offers, a last word the newest answer."""
    wanted = [one for one in dispute.letters if one.state == "done" and one.kind not in _NO_ANSWER]
    went = [one for one in wanted if kinds.kind(one.kind).offers] if kind == "reminder" else wanted
    return max((_day(one.written_at) for one in went), default=None)


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
