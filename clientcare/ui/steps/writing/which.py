"""Which of a dispute's letters Write shows: the one the owner asked for, or the one they are at with the client."""

from __future__ import annotations

from dataclasses import dataclass

from clientcare.letters.kinds import letter_kind_for
from clientcare.records import DisputeDetail, LetterRow


@dataclass(frozen=True)
class Which:
    """One letter there is by its `id`; or the one of this `kind` to the firm `provider_id`, begun if need be."""

    id: int | None = None
    kind: str | None = None
    provider_id: int | None = None


FITTING = Which()  # whatever fits the decision, to the client


def which_from(text: str) -> Which:
    """From what stands behind "write:" where a page asks for a letter: its number, or a kind and the number of a firm."""
    kind, _, firm = text.partition(":")
    if kind.isdecimal() and not firm:
        return Which(int(kind))
    return Which(None, kind, int(firm)) if firm.isdecimal() else FITTING


def fixed_letter(dispute: DisputeDetail, which: Which) -> LetterRow | None:
    """The letter to show as it is, on its way or gone; None: there is one to write.

    Of those to the client the newest counts: unless a draft is newer, or a decision newer than one that has gone.
    """
    newest = next((row for row in dispute.letters if _is_meant(row, which)), None)
    if newest is None or newest.state == "draft":
        return None
    if which.id is not None or newest.standing != "sent":
        return newest
    if which.provider_id is not None:
        return None  # one more
    decision = dispute.decision
    return newest if decision is None or newest.written_at >= decision.decided_at else None


def draft_begun(dispute: DisputeDetail, which: Which) -> LetterRow | None:
    """The draft to go on with: the one asked for, or the one last worked on since the decision."""
    drafts = [row for row in dispute.letters if row.state == "draft" and _is_meant(row, which)]
    decision = dispute.decision
    if not drafts or which != FITTING or decision is None or drafts[0].written_at >= decision.decided_at:
        return next(iter(drafts), None)
    return None


def fitting_kind(dispute: DisputeDetail, which: Which) -> str | None:
    """The kind to begin: None leaves it to the service."""
    decision = dispute.decision
    if which.kind is not None or decision is None:
        return which.kind
    return letter_kind_for(decision.way_kind, str(dispute.answers.get("part") or ""))


def _is_meant(row: LetterRow, which: Which) -> bool:
    if which.id is not None:
        return row.id == which.id
    return row.provider_id == which.provider_id and which.kind in (None, row.kind)
