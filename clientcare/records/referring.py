"""Other firms, and the clients sent to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientcare.said import Said


@dataclass(frozen=True)
class ProviderRow:
    """Another firm of the directory. `sent`: clients referred to it; of those `well`, `mixed` and `badly` looked after."""

    id: int
    name: str
    does: str
    phone: str
    email: str
    website: str
    tie: str
    notes: str
    area: str = ""
    person: str = ""
    address: str = ""
    sent: int = 0
    well: int = 0
    mixed: int = 0
    badly: int = 0
    last_on: date | None = None


@dataclass(frozen=True)
class ReferralRow:
    """A client referred to a firm in a dispute; fields as `db.models.Referral`."""

    id: int
    dispute_id: int
    provider_id: int
    provider_name: str
    client_name: str
    title: str
    referred_on: date
    consent: str
    consent_on: date | None
    consent_how: str
    may_know: tuple[str, ...]
    handed_over_on: date | None
    went: str
    note: str
    thanked_on: date | None


@dataclass(frozen=True)
class ProviderDetail:
    """One firm with the clients sent to it, the newest first."""

    firm: ProviderRow
    referrals: tuple[ReferralRow, ...]


@dataclass(frozen=True)
class Suggestion:
    """A firm for one dispute. `fits`: it does what is needed; `part`: what of all it does, "" where only its name says so.

    `why`: what else speaks for it, and against it, in order.
    """

    provider_id: int
    fits: bool
    part: str = ""
    why: tuple[Said, ...] = ()
    went_badly: bool = False


@dataclass(frozen=True)
class ProviderForm:
    """Another firm the owner may send a client to. `tie`: any fee or relationship, disclosed in every referral."""

    name: str
    does: str = ""
    area: str = ""
    person: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    tie: str = ""
    notes: str = ""
    id: int | None = None
