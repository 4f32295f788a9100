"""What needs the owner today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from clientcare.said import Said


@dataclass(frozen=True)
class TodayItem:
    """One thing that needs the owner; `screen` is where to go.

    `what`: reply, letter, reread, stopped, maybe, answer, deliver, lesson, look_back, or own, a reminder of the owner's:
    then `title` is its text and `about` the title of its dispute, and `dispute_id` or `client_id` are 0 where it has none.
    `at`: its time, in UTC; `until`: when what was put off comes back, or came. `why`: what stopped an e-mail.
    """

    dispute_id: int
    what: str
    client_name: str
    title: str
    when: date | None
    screen: str
    why: Said | None = None
    reminder_id: int = 0
    client_id: int = 0
    about: str = ""
    at: datetime | None = None
    repeat: str = ""
    until: datetime | None = None

    @property
    def key(self) -> str:
        """What tells it from everything else of its dispute: two letters may both want to be looked at."""
        place, _, part = self.screen.partition(":")
        return f"{self.what}:{part}" if part and place == "write" else self.what


@dataclass(frozen=True)
class TodayView:
    """Today: the items, most urgent first, the quiet figures below them, and what was put off, soonest first."""

    items: tuple[TodayItem, ...]
    open_disputes: int
    waiting: int
    settled_this_year: int
    kept_this_year: int
    top_cause: str
    top_cause_count: int
    causes_of: int
    any_clients: bool
    put_off: tuple[TodayItem, ...] = ()
