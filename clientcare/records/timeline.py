"""What happened in a dispute, and the files beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

CONTACTS = ("call", "visit", "email", "letter", "offer", "answer")  # kinds of entries in which we and the client spoke


@dataclass(frozen=True)
class AttachmentRow:
    """A file beside an entry of the timeline. `size` in bytes; `sha256` is where its content is kept."""

    id: int
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class EventRow:
    """One entry of the timeline. `kind`: call, visit, email, letter, offer, answer, payment, note; `by`: us or them.

    `how` and `to`: of a letter of ours, in which way it went and to whom. `edited_at`: when it was last changed; what it
    said before is its history. `message_id`: of an e-mail that was filed here.
    """

    id: int
    kind: str
    at: datetime
    by: str
    text: str
    private: bool
    how: str = ""
    to: str = ""
    attachments: tuple[AttachmentRow, ...] = ()
    edited_at: datetime | None = None
    message_id: str = ""


@dataclass(frozen=True)
class EventVersionRow:
    """What an entry said until it was changed at `until`."""

    until: datetime
    kind: str
    at: datetime
    by: str
    text: str
    private: bool


@dataclass(frozen=True)
class EventForm:
    """An entry to add, or with `id` to change. `at`: with its zone."""

    dispute_id: int
    kind: str
    at: datetime
    text: str
    by: str = "us"
    private: bool = True
    id: int | None = None
