"""Other firms, and the clients who were sent to them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clientcare.db.models.base import NEVER_REUSED, Base

if TYPE_CHECKING:
    from clientcare.db.models.disputes import Dispute


class Provider(Base):
    """Another firm a client may be sent to; `tie` is any fee or relationship, always disclosed. `person`: whom to ask for."""

    __tablename__ = "provider"
    __table_args__ = (Index("ix_provider_sort", "sort_key", "id"), Index("ix_provider_import", "import_id"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sort_key: Mapped[str]
    does: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    person: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    tie: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    import_id: Mapped[int | None]

    referrals: Mapped[list[Referral]] = relationship(back_populates="provider", cascade="all, delete-orphan")


class Referral(Base):
    """A client sent to another firm in a letter: what they allowed us to pass on, whether we did, and how it went.

    `consent`: "" (not asked), asked, yes or no, on `consent_on`, in the words of `consent_how`; `may_know`: what of theirs
    the firm may know. `went`: "" (not known), well, mixed, badly or not_taken.
    """

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_dispute", "dispute_id"),
        Index("ix_referral_provider", "provider_id", "referred_on"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id", ondelete="CASCADE"))
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id", ondelete="CASCADE"))
    referred_on: Mapped[date]
    consent: Mapped[str] = mapped_column(default="")
    consent_on: Mapped[date | None]
    consent_how: Mapped[str] = mapped_column(default="")
    may_know: Mapped[list[Any]] = mapped_column(default=list)
    handed_over_on: Mapped[date | None]
    went: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    thanked_on: Mapped[date | None]

    dispute: Mapped[Dispute] = relationship(back_populates="referrals")
    provider: Mapped[Provider] = relationship(back_populates="referrals")
