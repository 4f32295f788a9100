"""What the owner is reminded of, and what of Today is put off."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clientcare.db.models.base import NEVER_REUSED, Base

if TYPE_CHECKING:
    from clientcare.db.models.disputes import Dispute
    from clientcare.db.models.people import Client


class Reminder(Base):
    """Something to be reminded of, of a dispute, of a client, or of neither. `due_at` is moved by repeating, not by snoozing.

    `repeat`: "" (once), day, week, month or year. `anchor`: the day it repeats on, of the week (1 Monday to 7) or of the month
    (1 to 31); `minute`: of that day, by the clock on the wall. `set_at`: when its time was last set, which tells a clock that
    was wrong then.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        Index("ix_reminder_due", "done_at", "due_at"),
        Index("ix_reminder_dispute", "dispute_id"),
        Index("ix_reminder_client", "client_id"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dispute_id: Mapped[int | None] = mapped_column(ForeignKey("dispute.id", ondelete="CASCADE"))
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    text: Mapped[str]
    due_at: Mapped[datetime]
    snoozed_until: Mapped[datetime | None]
    repeat: Mapped[str] = mapped_column(default="")
    anchor: Mapped[int] = mapped_column(default=0)
    minute: Mapped[int] = mapped_column(default=0)
    set_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    dispute: Mapped[Dispute | None] = relationship(back_populates="reminders")
    client: Mapped[Client | None] = relationship(back_populates="reminders")


class Snooze(Base):
    """Something Today says of a dispute by itself, put off: `what` is the `key` of a `records.TodayItem`; set at `set_at`."""

    __tablename__ = "snooze"
    __table_args__ = (Index("ix_snooze_dispute", "dispute_id", "what", unique=True), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id", ondelete="CASCADE"))
    what: Mapped[str]
    until: Mapped[datetime]
    set_at: Mapped[datetime]

    dispute: Mapped[Dispute] = relationship(back_populates="snoozes")
