"""Offers, what a weighing rests on, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from clientcare.said import Said


@dataclass(frozen=True)
class PartRow:
    """One part of an offer. `kind`: money, rework, extra, credit, time or own. `cost`, `worth` money, `hours` our own."""

    kind: str
    cost: Decimal = Decimal(0)
    worth: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)


@dataclass(frozen=True)
class OfferRow:
    """A compromise. `cost` ours, `worth` to them, `hours` our own; then `owed` is due by `owed_by`, paid by `owed_from`.

    `owed_from`: "them" (the client then owes us), "us" (we pay it back) or "nobody" (nothing more is owed).
    `parts` it is built from (none: the owner typed the sums); `reaches` 0 to 1: how far it meets what they want, or None.
    """

    id: int
    title: str
    details: str
    cost: Decimal
    worth: Decimal
    hours: Decimal
    owed_from: str
    owed: Decimal
    owed_by: date | None
    parts: tuple[PartRow, ...] = ()
    reaches: float | None = None


@dataclass(frozen=True)
class OfferForm:
    dispute_id: int
    title: str
    cost: Decimal
    worth: Decimal
    details: str = ""
    hours: Decimal = Decimal(0)
    owed_from: str = "nobody"
    owed: Decimal = Decimal(0)
    owed_by: date | None = None
    parts: tuple[PartRow, ...] = ()
    reaches: float | None = None
    id: int | None = None


@dataclass(frozen=True)
class Default:
    """What a question counts as while nobody has answered it. `value` None: nothing is known and nothing is taken.

    `unit`: money, chance or share (0 to 1), hours, months or clients. `origin`: where it comes from, in a short sentence.
    """

    value: float | None
    unit: str
    origin: Said


@dataclass(frozen=True)
class TraitRow:
    """One of the owner's right-client traits."""

    id: int
    text: str


@dataclass(frozen=True)
class TraitPattern:
    """How many of the best and of the worst clients that were judged have a trait."""

    trait_id: int
    best: int
    best_of: int
    worst: int
    worst_of: int


@dataclass(frozen=True)
class Fit:
    """How one client stands to the owner's traits. `marks`: by trait id; one that is missing is not known."""

    client_id: int
    traits: tuple[TraitRow, ...]
    marks: Mapping[int, bool]
    pattern: tuple[TraitPattern, ...]

    @property
    def having(self) -> int:
        """How many of the traits they have."""
        return sum(self.marks.get(trait.id, False) for trait in self.traits)


@dataclass(frozen=True)
class Known:
    """What is known before the owner answers anything more: a default by question, the fit, the owner's own past.

    `last_time`: a similar dispute and how it ended, in a sentence. `hour_worth` in money.
    """

    defaults: Mapping[str, Default]
    fit: Fit
    last_time: Said | None
    hour_worth: Decimal


@dataclass(frozen=True)
class VersionRow:
    """One weighing of a dispute. `known`: what it rested on, as JSON, once frozen by a decision; None: it is still live."""

    version: int
    frozen_at: datetime | None
    way: str
    known: Mapping[str, Any] | None


@dataclass(frozen=True)
class DecisionRow:
    """What was decided. `way` is the key of the way out, `advised` the one that led; `stay` the predicted chance (0 to 1)."""

    id: int
    way: str
    way_kind: str
    advised: str
    offer_ids: tuple[int, ...]
    why: str
    stay: float
    look_back_on: date
    decided_at: datetime


@dataclass(frozen=True)
class DecisionForm:
    dispute_id: int
    way: str
    offer_ids: tuple[int, ...] = ()
    why: str = ""
    stay: float = 0.5
    look_back_on: date | None = None
