"""What happened in a dispute: its entries, what they said before, and the files beside them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clientcare.db.models.base import NEVER_REUSED, Base

if TYPE_CHECKING:
    from clientcare.db.models.disputes import Dispute


class TimelineEvent(Base):
    """Something that happened: `kind` call, visit, email, letter, offer, answer, payment or note; `by` us or them.

    `message_id`: of an e-mail that was filed here, so that it is not filed twice. `edited_at`: when it was last changed;
    what it said before stands in `versions`.
    """

    __tablename__ = "timeline_event"
    __table_args__ = (Index("ix_timeline_event_dispute_at", "dispute_id", "at", "kind"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id", ondelete="CASCADE"))
    kind: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(default="us")
    text: Mapped[str] = mapped_column(default="")
    private: Mapped[bool] = mapped_column(default=True)
    message_id: Mapped[str] = mapped_column(default="")
    edited_at: Mapped[datetime | None]

    dispute: Mapped[Dispute] = relationship(back_populates="events")
    versions: Mapped[list[EventVersion]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="EventVersion.id"
    )
    attachments: Mapped[list[Attachment]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="Attachment.id"
    )


class EventVersion(Base):
    """What an entry of the timeline said until `until`."""

    __tablename__ = "event_version"
    __table_args__ = (Index("ix_event_version_event", "event_id", "id"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("timeline_event.id", ondelete="CASCADE"))
    until: Mapped[datetime]
    kind: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    text: Mapped[str]
    private: Mapped[bool]

    event: Mapped[TimelineEvent] = relationship(back_populates="versions")


class Attachment(Base):
    """A file beside an entry of the timeline: kept as `files/ab/<sha256>` in the data folder; `name` is only data."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_event", "event_id", "id"), Index("ix_attachment_sha256", "sha256"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("timeline_event.id", ondelete="CASCADE"))
    sha256: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    added_at: Mapped[datetime]

    event: Mapped[TimelineEvent] = relationship(back_populates="attachments")
