"""Sending: letters that sleep or wait, to whom they went, referrals that are followed."""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# As `services.folding` did when this was written; a migration stays as it is.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"})


def upgrade() -> None:
    op.create_table(
        "sending",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        sa.Column("queued_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.JSON(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name="fk_sending_letter_id_letter", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_sending"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sending_state", "sending", ["state", "due_at"])
    op.create_index("ix_sending_letter", "sending", ["letter_id", "id"])
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_how", sa.Text(), nullable=False),
        sa.Column("may_know", sa.JSON(), nullable=False),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("went", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("thanked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name="fk_referral_dispute_id_dispute", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name="fk_referral_provider_id_provider", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_referral"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_referral_dispute", "referral", ["dispute_id"])
    op.create_index("ix_referral_provider", "referral", ["provider_id", "referred_on"])
    for name in ("area", "person", "address"):
        op.add_column("provider", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("letter", sa.Column("held_until", sa.DateTime(), nullable=True))
    op.add_column("letter", sa.Column("provider_id", sa.Integer(), nullable=True))
    op.add_column("letter", sa.Column("corrects_id", sa.Integer(), nullable=True))
    op.add_column("letter", sa.Column("sent_at", sa.DateTime(), nullable=True))
    for name in ("sent_to", "sort_key"):
        op.add_column("letter", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.create_index("ix_letter_state", "letter", ["state", "written_at", "id"])
    op.create_index("ix_letter_written", "letter", ["written_at", "id"])
    op.create_index("ix_letter_held", "letter", ["held_until"])
    op.create_index("ix_letter_sent", "letter", ["state", "sent_at", "id"])
    op.create_index("ix_letter_words", "letter", ["kind", "sort_key", "id"])
    op.create_index("ix_letter_provider", "letter", ["provider_id"])
    # What was finished until now went on the day it was finished.
    op.execute("UPDATE letter SET sent_at = written_at WHERE state = 'done'")
    _fold_subjects(op.get_bind())


def _fold_subjects(connection: sa.Connection) -> None:
    """From now on letters are found by their subject, accents and case aside."""
    letters = connection.execute(sa.text("SELECT id, subject FROM letter WHERE subject <> ''")).all()
    for id, subject in letters:
        apart = unicodedata.normalize("NFKD", " ".join(subject.split()).casefold().translate(_PLAIN))
        folded = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_PLAIN)
        connection.execute(sa.text("UPDATE letter SET sort_key = :folded WHERE id = :id"), {"folded": folded, "id": id})
