"""Clients: how to reach them, what they are sorted by, what they pay, and what makes one the right one."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clientcare.db.models.base import NEVER_REUSED, Base

if TYPE_CHECKING:
    from clientcare.db.models.disputes import Dispute
    from clientcare.db.models.reminding import Reminder


class Client(Base):
    """A client. `sort_key` is the folded name; what they are worth is worked out from payments and these guesses.

    `style`: how they talk, a key of `letters.communication` or ""; `style_answers` as that module writes them.
    `marks`: whether they have each of the owner's right-client traits, by its id as text; what is not there is not known.
    `address`, `email` and `phone` are those letters go to, each with a `…_label` on what it is; others stand in `contacts`.
    `sent_by_id`: the client who sent them to us. `archived_at`: put away, out of the lists. `import_id`: the import that
    added them.
    """

    __tablename__ = "client"
    __table_args__ = (
        Index("ix_client_sort", "sort_key", "id"),
        Index("ix_client_archived", "archived_at", "sort_key", "id"),
        Index("ix_client_email", "email"),
        Index("ix_client_phone", "phone"),
        Index("ix_client_sent_by", "sent_by_id"),
        Index("ix_client_import", "import_id"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sort_key: Mapped[str]
    greeting: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    style: Mapped[str] = mapped_column(default="")
    style_answers: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    margin: Mapped[float | None]
    hours_beyond: Mapped[float | None]
    retention: Mapped[float | None]
    clients_sent: Mapped[float | None]
    marks: Mapped[dict[str, Any] | None]
    added_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    address_label: Mapped[str] = mapped_column(default="")
    email_label: Mapped[str] = mapped_column(default="")
    phone_label: Mapped[str] = mapped_column(default="")
    sent_by_id: Mapped[int | None]
    import_id: Mapped[int | None]

    payments: Mapped[list[Payment]] = relationship(back_populates="client", cascade="all, delete-orphan")
    disputes: Mapped[list[Dispute]] = relationship(back_populates="client", cascade="all, delete-orphan")
    contacts: Mapped[list[ContactPoint]] = relationship(back_populates="client", cascade="all, delete-orphan")
    tags: Mapped[list[Tag]] = relationship(back_populates="client", cascade="all, delete-orphan")
    reminders: Mapped[list[Reminder]] = relationship(back_populates="client", cascade="all, delete-orphan")


class ContactPoint(Base):
    """One more way to reach a client, beside the one letters go to: `kind` address, email or phone; `label` what it is."""

    __tablename__ = "contact_point"
    __table_args__ = (
        Index("ix_contact_point_client", "client_id", "position"),
        Index("ix_contact_point_value", "kind", "value", "client_id"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    kind: Mapped[str]
    label: Mapped[str] = mapped_column(default="")
    value: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)

    client: Mapped[Client] = relationship(back_populates="contacts")


class Tag(Base):
    """A word the owner sorts clients by; `sort_key` is the word folded, so that VIP and vip are one."""

    __tablename__ = "tag"
    __table_args__ = (
        Index("ix_tag_word", "sort_key", "client_id"),
        Index("ix_tag_client", "client_id", "sort_key", unique=True),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    text: Mapped[str]
    sort_key: Mapped[str]

    client: Mapped[Client] = relationship(back_populates="tags")


class NotSame(Base):
    """Two clients who look like one and are not, by the owner's word; `a_id` is the smaller id."""

    __tablename__ = "not_same"

    a_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    b_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Trait(Base):
    """What makes a client the right one for this business, in the owner's words."""

    __tablename__ = "trait"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str]


class Payment(Base):
    """Money a client paid, on a day. `job`: the kind of job it was for, in the owner's words.

    `reference`: the number it has at the bank or card processor it was imported from, so that it is not taken in twice.
    """

    __tablename__ = "payment"
    __table_args__ = (
        Index("ix_payment_client_day", "client_id", "paid_on", "amount", "job"),
        Index("ix_payment_day", "paid_on", "amount"),
        Index("ix_payment_job", "job"),
        Index("ix_payment_reference", "reference"),
        Index("ix_payment_import", "import_id"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    paid_on: Mapped[date]
    amount: Mapped[Decimal]
    what: Mapped[str] = mapped_column(default="")
    job: Mapped[str] = mapped_column(default="")
    reference: Mapped[str] = mapped_column(default="")
    import_id: Mapped[int | None]

    client: Mapped[Client] = relationship(back_populates="payments")


class JobMargin(Base):
    """What is left of each sale of one kind of job, 0 to 1; a client's own margin goes before it."""

    __tablename__ = "job_margin"

    job: Mapped[str] = mapped_column(primary_key=True)
    margin: Mapped[float]
