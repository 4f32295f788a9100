"""Clients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clientcare.records.disputes import DisputeRow
    from clientcare.records.letters import LetterListRow


@dataclass(frozen=True)
class ClientRow:
    """One line of the list of clients. `yearly_revenue`: paid in the last 365 days; `worth`: lifetime value or None.

    `tags` in the order of words; `archived`: put away.
    """

    id: int
    name: str
    email: str
    phone: str
    yearly_revenue: Decimal
    worth: Decimal | None
    disputes_open: int
    tags: tuple[str, ...] = ()
    archived: bool = False


@dataclass(frozen=True)
class ContactRow:
    """One more address, e-mail or phone (`kind`) of a client, and what it is (`label`), both as typed."""

    id: int
    kind: str
    label: str
    value: str


@dataclass(frozen=True)
class TagRow:
    """A tag and how many clients have it."""

    text: str
    clients: int


@dataclass(frozen=True)
class PersonRow:
    """A client by name."""

    id: int
    name: str


@dataclass(frozen=True)
class ClientDetail:
    """One client with the money figures; `answers` holds every editable field by its column name.

    `own_style`: how the owner talks, from the settings. `contacts`: further ways to reach them, beside the main ones in
    `answers`. `sent_by`: who sent them to us; `sent`: whom they sent, by name. `letters` and `disputes`: the newest first.
    """

    id: int
    name: str
    answers: Mapping[str, Any]
    yearly_revenue: Decimal
    revenue_share: float | None
    worth: Decimal | None
    yearly_contribution: Decimal
    disputes: tuple[DisputeRow, ...]
    own_style: str = ""
    contacts: tuple[ContactRow, ...] = ()
    tags: tuple[str, ...] = ()
    archived: bool = False
    sent_by: PersonRow | None = None
    sent: tuple[PersonRow, ...] = ()
    letters: tuple[LetterListRow, ...] = ()
