"""The dispute itself, through its six steps."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clientcare.db.models.base import NEVER_REUSED, Base

if TYPE_CHECKING:
    from clientcare.db.models.people import Client
    from clientcare.db.models.referring import Referral
    from clientcare.db.models.reminding import Reminder, Snooze
    from clientcare.db.models.timeline import TimelineEvent
    from clientcare.db.models.weighing import Decision, StoredAssessment
    from clientcare.db.models.writing import StoredLetter


class Dispute(Base):
    """A dispute through its six steps: what was heard, what was agreed, how it ended, what was learned.

    `next_on`: when something is due, our answer or theirs; the file itself keeps it right (`db.next_on`), nobody writes it.
    """

    __tablename__ = "dispute"
    __table_args__ = (
        Index("ix_dispute_status_due", "status", "due_on", "id"),
        Index("ix_dispute_status_next", "status", "next_on", "id"),
        Index("ix_dispute_status_opened", "status", "opened_at", "id"),
        Index("ix_dispute_status_title", "status", "sort_key", "id"),
        Index("ix_dispute_status_asked", "status", "asked", "id"),
        # Each order of the list, with all that the list is sifted by: no other page of the file is read for it.
        Index("ix_dispute_next", "next_on", "id", "status", "stage", "asked", "opened_at", "client_id"),
        Index("ix_dispute_opened", "opened_at", "id", "status", "stage", "next_on", "asked", "client_id"),
        Index("ix_dispute_title", "sort_key", "id", "status", "stage", "next_on", "asked", "opened_at", "client_id"),
        Index("ix_dispute_asked", "asked", "id", "status", "stage", "next_on", "opened_at", "client_id"),
        Index("ix_dispute_client", "client_id", "status", "stage", "next_on", "asked", "opened_at"),
        Index("ix_dispute_closed", "closed_at"),
        Index("ix_dispute_stayed", "stayed", "closed_at"),
        Index("ix_dispute_deliver", "delivered", "deliver_by"),
        Index("ix_dispute_lesson", "lesson_done", "lesson_by"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    reference: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    sort_key: Mapped[str]
    opened_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(default="open")
    stage: Mapped[str] = mapped_column(default="listen")
    screen: Mapped[str] = mapped_column(default="")

    # Listen
    mood: Mapped[str] = mapped_column(default="")
    their_words: Mapped[str] = mapped_column(default="")
    channel: Mapped[str] = mapped_column(default="")
    told_on: Mapped[date | None]
    due_on: Mapped[date | None]
    triage: Mapped[list[Any] | None]
    about: Mapped[str] = mapped_column(default="")
    agreed: Mapped[str] = mapped_column(default="")
    agreed_where: Mapped[str] = mapped_column(default="")
    rephrase: Mapped[str] = mapped_column(default="")
    rephrase_confirmed: Mapped[bool] = mapped_column(default=False)
    feeling: Mapped[str] = mapped_column(default="")
    led_to_it: Mapped[str] = mapped_column(default="")
    really_need: Mapped[str] = mapped_column(default="")
    common_ground: Mapped[str] = mapped_column(default="")
    stranger: Mapped[str] = mapped_column(default="")
    paused_until: Mapped[datetime | None]
    asked: Mapped[Decimal | None]

    # Follow through
    waiting_until: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    answer_offer_id: Mapped[int | None]
    answer_note: Mapped[str] = mapped_column(default="")
    deliver_by: Mapped[date | None]
    delivered: Mapped[bool] = mapped_column(default=False)
    stayed: Mapped[str] = mapped_column(default="")
    complained: Mapped[str] = mapped_column(default="")
    final_cost: Mapped[Decimal | None]

    # Learn
    cause: Mapped[str] = mapped_column(default="")
    lesson: Mapped[str] = mapped_column(default="")
    lesson_by: Mapped[date | None]
    lesson_done: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]

    next_on: Mapped[date | None]

    client: Mapped[Client] = relationship(back_populates="disputes")
    events: Mapped[list[TimelineEvent]] = relationship(back_populates="dispute", cascade="all, delete-orphan")
    assessments: Mapped[list[StoredAssessment]] = relationship(back_populates="dispute", cascade="all, delete-orphan")
    decisions: Mapped[list[Decision]] = relationship(back_populates="dispute", cascade="all, delete-orphan")
    letters: Mapped[list[StoredLetter]] = relationship(back_populates="dispute", cascade="all, delete-orphan")
    referrals: Mapped[list[Referral]] = relationship(back_populates="dispute", cascade="all, delete-orphan")
    reminders: Mapped[list[Reminder]] = relationship(back_populates="dispute", cascade="all, delete-orphan")
    snoozes: Mapped[list[Snooze]] = relationship(back_populates="dispute", cascade="all, delete-orphan")
