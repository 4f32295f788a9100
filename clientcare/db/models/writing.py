"""Letters and what they are made with: drafts, versions, sendings, the owner's own wording, words and artwork."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clientcare.db.models.base import NEVER_REUSED, Base

if TYPE_CHECKING:
    from clientcare.db.models.disputes import Dispute


class StoredLetter(Base):
    """A letter. A draft keeps the owner's words per passage and the facts asked for it; once done, nothing changes.

    `state`: draft, outbox (its page is fixed, and waits to be sent) or done. `style` it is written in, "" for the client's
    own; `kept`: what the tone guard found and the owner kept. A draft with `held_until` sleeps until then. `provider_id`: the
    other firm it is written to, None for the client; `corrects_id`: the letter it puts right. `how`, `sent_at`, `sent_to`:
    once done, in which way it went, when, and to whom or which address. `sort_key` is the folded subject.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_dispute", "dispute_id", "written_at"),
        Index("ix_letter_state", "state", "written_at", "id"),
        Index("ix_letter_written", "written_at", "id"),
        Index("ix_letter_held", "held_until"),
        Index("ix_letter_sent", "state", "sent_at", "id"),
        Index("ix_letter_words", "kind", "sort_key", "id"),
        Index("ix_letter_provider", "provider_id"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id", ondelete="CASCADE"))
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default="draft")
    how: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    edits: Mapped[dict[str, Any]] = mapped_column(default=dict)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    provider_ids: Mapped[list[Any]] = mapped_column(default=list)
    open_until: Mapped[date | None]
    style: Mapped[str] = mapped_column(default="")
    kept: Mapped[list[Any]] = mapped_column(default=list)
    content: Mapped[dict[str, Any] | None]
    pdf: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    provider_id: Mapped[int | None]
    corrects_id: Mapped[int | None]
    sent_at: Mapped[datetime | None]
    sent_to: Mapped[str] = mapped_column(default="")
    sort_key: Mapped[str] = mapped_column(default="")

    dispute: Mapped[Dispute] = relationship(back_populates="letters")
    sendings: Mapped[list[Sending]] = relationship(
        back_populates="letter", cascade="all, delete-orphan", order_by="Sending.id"
    )
    versions: Mapped[list[LetterVersion]] = relationship(
        back_populates="letter", cascade="all, delete-orphan", order_by="LetterVersion.id"
    )


class LetterVersion(Base):
    """A draft as it stood a while ago, to go back to."""

    __tablename__ = "letter_version"
    __table_args__ = (Index("ix_letter_version_letter", "letter_id", "at"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    subject: Mapped[str] = mapped_column(default="")
    edits: Mapped[dict[str, Any]] = mapped_column(default=dict)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    style: Mapped[str] = mapped_column(default="")

    letter: Mapped[StoredLetter] = relationship(back_populates="versions")


class Sending(Base):
    """One e-mail of a letter on its way, sent by ClientCare itself; a letter may be sent again, which is one more.

    `state`: waiting (not before `due_at`, after `tries` attempts), handing_over (the server has begun to take it), sent,
    maybe (the answer never came) or stopped (it will not go as it is). `message`: every byte of the e-mail, with its
    Message-ID, the same at each attempt. `trouble`: why it waits or stopped, {"text", "values"} of a Said, or None.
    """

    __tablename__ = "sending"
    __table_args__ = (
        Index("ix_sending_state", "state", "due_at"),
        Index("ix_sending_letter", "letter_id", "id"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(default="waiting")
    sender: Mapped[str]
    recipient: Mapped[str]
    message_id: Mapped[str]
    message: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[dict[str, Any] | None]
    ended_at: Mapped[datetime | None]

    letter: Mapped[StoredLetter] = relationship(back_populates="sendings")


class OwnWording(Base):
    """The owner's own words for a passage of one kind, for every letter from then on; facts stand in it as {name}."""

    __tablename__ = "own_wording"

    language: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    passage: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]


class KnownWord(Base):
    """A word the owner added to the dictionary of a language."""

    __tablename__ = "known_word"

    language: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)


class Artwork(Base):
    """What stands on the owner's paper beside words: `name` logo, signature (PNG) or letterhead (PDF)."""

    __tablename__ = "artwork"

    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    file_name: Mapped[str] = mapped_column(default="")
