"""What needs the owner today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientcare.said import Said


@dataclass(frozen=True)
class TodayItem:
    """One thing that needs the owner; `screen` is where to go.

    `what`: reply, letter, reread, stopped, maybe, answer, deliver, lesson or look_back. `why`: what stopped an e-mail.
    """

    dispute_id: int
    what: str
    client_name: str
    title: str
    when: date | None
    screen: str
    why: Said | None = None


@dataclass(frozen=True)
class TodayView:
    """Today: the items, most urgent first, and the quiet figures below them."""

    items: tuple[TodayItem, ...]
    open_disputes: int
    waiting: int
    settled_this_year: int
    kept_this_year: int
    top_cause: str
    top_cause_count: int
    causes_of: int
    any_clients: bool
