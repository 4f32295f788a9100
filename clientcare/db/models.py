"""The tables: what the owner's file holds. These entities are the only write model and never leave `services`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from clientcare.db.types import Money, Utc

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


Json = JSON(none_as_null=True)
NEVER_REUSED = {"sqlite_autoincrement": True}  # an id stands for one record for ever: undo and saved texts rely on it


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {Decimal: Money, datetime: Utc, str: Text, dict[str, Any]: Json, list[Any]: Json}  # noqa: RUF012


class Client(Base):
    """A client. `sort_key` is the folded name; what they are worth is worked out from payments and these guesses.

    `style`: how they talk, a key of `letters.communication` or ""; `style_answers` as that module writes them.
    `marks`: whether they have each of the owner's right-client traits, by its id as text; what is not there is not known.
    `address`, `email` and `phone` are those letters go to; others stand in `contacts`. `sent_by_id`: the client who sent
    them to us. `archived_at`: put away, out of the lists. `import_id`: the import that added them.
    """

    __tablename__ = "client"
    __table_args__ = (
        Index("ix_client_sort", "sort_key", "id"),
        Index("ix_client_archived", "archived_at", "sort_key", "id"),
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
    __table_args__ = (Index("ix_contact_point_client", "client_id", "position"), NEVER_REUSED)

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


class Dispute(Base):
    """A dispute through its six steps: what was heard, what was agreed, how it ended, what was learned."""

    __tablename__ = "dispute"
    __table_args__ = (
        Index("ix_dispute_status_due", "status", "due_on", "id"),
        Index("ix_dispute_status_opened", "status", "opened_at", "id"),
        Index("ix_dispute_status_title", "status", "sort_key", "id"),
        Index("ix_dispute_status_asked", "status", "asked", "id"),
        Index("ix_dispute_due", "due_on", "id"),
        Index("ix_dispute_opened", "opened_at", "id"),
        Index("ix_dispute_title", "sort_key", "id"),
        Index("ix_dispute_client", "client_id", "status"),
        Index("ix_dispute_asked", "asked", "id"),
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

    client: Mapped[Client] = relationship(back_populates="disputes")
    events: Mapped[list[TimelineEvent]] = relationship(back_populates="dispute", cascade="all, delete-orphan")
    assessments: Mapped[list[StoredAssessment]] = relationship(back_populates="dispute", cascade="all, delete-orphan")
    decisions: Mapped[list[Decision]] = relationship(back_populates="dispute", cascade="all, delete-orphan")
    letters: Mapped[list[StoredLetter]] = relationship(back_populates="dispute", cascade="all, delete-orphan")
    referrals: Mapped[list[Referral]] = relationship(back_populates="dispute", cascade="all, delete-orphan")
    reminders: Mapped[list[Reminder]] = relationship(back_populates="dispute", cascade="all, delete-orphan")
    snoozes: Mapped[list[Snooze]] = relationship(back_populates="dispute", cascade="all, delete-orphan")


class TimelineEvent(Base):
    """Something that happened: `kind` call, visit, email, letter, offer, answer, payment or note; `by` us or them.

    `message_id`: of an e-mail that was filed here, so that it is not filed twice. `edited_at`: when it was last changed;
    what it said before stands in `versions`.
    """

    __tablename__ = "timeline_event"
    __table_args__ = (Index("ix_timeline_event_dispute_at", "dispute_id", "at"), NEVER_REUSED)

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


class Reminder(Base):
    """Something to be reminded of, of a dispute, of a client, or of neither. `due_at` is moved by snoozing and repeating.

    `repeat`: "" (once), day, week, month or year; `anchor`: the day of the month it repeats on, 1 to 31.
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
    done_at: Mapped[datetime | None]

    dispute: Mapped[Dispute | None] = relationship(back_populates="reminders")
    client: Mapped[Client | None] = relationship(back_populates="reminders")


class Snooze(Base):
    """Something Today says of a dispute by itself, put off: `what` as `records.TodayItem`, until then; set at `set_at`."""

    __tablename__ = "snooze"
    __table_args__ = (Index("ix_snooze_dispute", "dispute_id", "what", unique=True), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id", ondelete="CASCADE"))
    what: Mapped[str]
    until: Mapped[datetime]
    set_at: Mapped[datetime]

    dispute: Mapped[Dispute] = relationship(back_populates="snoozes")


class SavedFilter(Base):
    """What a list was sifted by, under a name: `place` is the list's ("disputes"), `content` as that list writes it."""

    __tablename__ = "saved_filter"
    __table_args__ = (Index("ix_saved_filter_place", "place", "name"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str]
    name: Mapped[str]
    content: Mapped[dict[str, Any]]


class ImportBatch(Base):
    """One file that was taken in: `kind` clients, providers or payments. `changed`: rows it changed, as they were before.

    `added` and `skipped` count rows; `undone_at`: when the whole was taken back.
    """

    __tablename__ = "import_batch"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    file_name: Mapped[str]
    at: Mapped[datetime]
    added: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    changed: Mapped[list[Any]] = mapped_column(default=list)
    undone_at: Mapped[datetime | None]


class SearchEntry(Base):
    """The words of one record, folded, for the search; made from it by `services.finding` and never by hand.

    `kind`: client, dispute, event, letter, attachment or provider; `also`: other spellings of words in title and body.
    """

    __tablename__ = "search_entry"
    __table_args__ = (Index("ix_search_entry_record", "kind", "ref_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    ref_id: Mapped[int]
    title: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    also: Mapped[str] = mapped_column(default="")


class Setting(Base):
    """One setting the owner has changed, as JSON text; keys and defaults stand in `clientcare.settings`."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class FormDraft(Base):
    """The raw texts of a form that is not saved yet, offered again after a crash."""

    __tablename__ = "form_draft"

    form: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    texts: Mapped[dict[str, Any]]
    at: Mapped[datetime]
