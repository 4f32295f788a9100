"""What is weighed and chosen: the answers, the offers, the decisions."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clientcare.db.models.base import NEVER_REUSED, Base

if TYPE_CHECKING:
    from clientcare.db.models.disputes import Dispute


class StoredAssessment(Base):
    """The answers behind one weighing. The newest without `frozen_at` is live; a decision freezes it for ever.

    `guesses` maps a lever's key to {"value": number or None (as usual), "sure": word}; `known` holds all the weighing
    rested on, once frozen. `closer`: the owner looks closer than the four quick questions. `revenue`: what the client pays
    in a year, where the owner knows better than the payments; `years` looked ahead (None: five).
    """

    __tablename__ = "assessment"
    __table_args__ = (Index("ix_assessment_dispute", "dispute_id", "version"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column(default=1)
    they_hold: Mapped[bool] = mapped_column(default=False)
    owe: Mapped[str] = mapped_column(default="")
    owe_sum: Mapped[Decimal | None]
    want_back: Mapped[str] = mapped_column(default="")
    if_no: Mapped[str] = mapped_column(default="")
    part: Mapped[str] = mapped_column(default="")
    part_note: Mapped[str] = mapped_column(default="")
    need_unmet: Mapped[bool] = mapped_column(default=False)
    need: Mapped[str] = mapped_column(default="")
    closer: Mapped[bool] = mapped_column(default=False)
    mistake_words: Mapped[str] = mapped_column(default="")
    revenue: Mapped[Decimal | None]
    years: Mapped[int | None]
    guesses: Mapped[dict[str, Any]] = mapped_column(default=dict)
    known: Mapped[dict[str, Any] | None]
    frozen_at: Mapped[datetime | None]

    dispute: Mapped[Dispute] = relationship(back_populates="assessments")
    offers: Mapped[list[StoredOffer]] = relationship(
        back_populates="assessment", cascade="all, delete-orphan", order_by="StoredOffer.position"
    )


class StoredOffer(Base):
    """A compromise within an assessment: what it costs us and gives them, and what is then owed, by whom, by when.

    `parts` it is made of, each {"kind", "cost", "worth", "hours"} with numbers as text; `reaches` 0 to 1: how far it meets
    what they want, asked where nobody asks for money.
    """

    __tablename__ = "offer"
    __table_args__ = (Index("ix_offer_assessment", "assessment_id", "position"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    details: Mapped[str] = mapped_column(default="")
    cost: Mapped[Decimal]
    worth: Mapped[Decimal]
    hours: Mapped[Decimal] = mapped_column(default=Decimal(0))
    owed_from: Mapped[str] = mapped_column(default="nobody")
    owed: Mapped[Decimal] = mapped_column(default=Decimal(0))
    owed_by: Mapped[date | None]
    parts: Mapped[list[Any]] = mapped_column(default=list)
    reaches: Mapped[float | None]

    assessment: Mapped[StoredAssessment] = relationship(back_populates="offers")


class Decision(Base):
    """What was chosen, against which advice, why, and the prediction to look back at."""

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_dispute", "dispute_id", "decided_at"),
        Index("ix_decision_assessment", "assessment_id"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id", ondelete="CASCADE"))
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    way: Mapped[str]
    way_kind: Mapped[str]
    advised: Mapped[str] = mapped_column(default="")
    offer_ids: Mapped[list[Any]] = mapped_column(default=list)
    why: Mapped[str] = mapped_column(default="")
    stay: Mapped[float]
    look_back_on: Mapped[date]
    decided_at: Mapped[datetime]

    dispute: Mapped[Dispute] = relationship(back_populates="decisions")
