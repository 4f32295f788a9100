"""A finished letter: a frozen value, stored whole as JSON beside its PDF, so that it can be shown again as it was."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clientcare.letters.facts import Offer, Provider, Recipient

SHORT = "short"  # the owner's own short message, among the edits of a letter; it is no passage
LONGEST_MESSAGE = 600  # characters that most phones show whole


@dataclass(frozen=True)
class Passage:
    """One paragraph or more. `own`: the owner's wording.

    An empty text prints nothing but keeps its place: the options follow "offers" all the same.
    """

    key: str
    text: str
    own: bool = False


@dataclass(frozen=True)
class Letter:
    """All that is on the page except the letterhead. `owed` says, offer by offer, what is then owed, as printed.

    `next_step_on`: the day the letter names for the next step; `open_until` for offers.
    """

    kind: str
    language: str
    locale: str
    currency: str
    recipient: Recipient
    sender_name: str
    business_name: str
    written_on: date
    reference: str
    subject: str
    salutation: str
    passages: tuple[Passage, ...]
    offers: tuple[Offer, ...] = ()
    providers: tuple[Provider, ...] = ()
    open_until: date | None = None
    sign_off: str = ""
    enclosures: tuple[str, ...] = ()
    reply_slip: bool = False
    owed: tuple[str, ...] = ()
    next_step_on: date | None = None
    short: str = ""

    def to_json(self) -> str:
        """The whole letter as JSON; `from_json` gives an equal letter back."""
        return json.dumps(dataclasses.asdict(self), default=str, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Letter:
        """Read what `to_json` wrote; fields of a later version are passed over."""
        stored = _known(cls, json.loads(text))
        stored["recipient"] = Recipient(**_known(Recipient, stored["recipient"]))
        stored["passages"] = tuple(Passage(**_known(Passage, p)) for p in stored["passages"])
        stored["offers"] = tuple(_offer(o) for o in stored.get("offers", ()))
        stored["providers"] = tuple(Provider(**_known(Provider, p)) for p in stored.get("providers", ()))
        for name in ("enclosures", "owed"):
            stored[name] = tuple(stored.get(name, ()))
        for name in ("written_on", "open_until", "next_step_on"):
            stored[name] = _day(stored.get(name))
        return cls(**stored)


def _known(kind: type[Any], stored: dict[str, Any]) -> dict[str, Any]:
    names = {f.name for f in dataclasses.fields(kind)}
    return {name: value for name, value in stored.items() if name in names}


def _offer(stored: dict[str, Any]) -> Offer:
    known = _known(Offer, stored)
    return Offer(**{**known, "owed": Decimal(known["owed"]), "owed_by": _day(known["owed_by"])})


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
