"""What happened in a dispute, and the files beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class EventRow:
    """One entry of the timeline. `kind`: call, visit, email, letter, offer, answer, payment, note; `by`: us or them.

    `how` and `to`: of a letter of ours, in which way it went and to whom.
    """

    id: int
    kind: str
    at: datetime
    by: str
    text: str
    private: bool
    how: str = ""
    to: str = ""


@dataclass(frozen=True)
class EventForm:
    dispute_id: int
    kind: str
    at: datetime
    text: str
    by: str = "us"
    private: bool = True
    id: int | None = None
