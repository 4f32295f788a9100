"""Letters in full: communication styles, earlier versions of a draft, own wordings, known words, what is on the paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "letter_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("edits", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("style", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name="fk_letter_version_letter_id_letter", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letter_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letter_version_letter", "letter_version", ["letter_id", "at"])
    op.create_table(
        "own_wording",
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("language", "kind", "passage", name="pk_own_wording"),
    )
    op.create_table(
        "known_word",
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("language", "word", name="pk_known_word"),
    )
    op.create_table(
        "artwork",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_artwork"),
    )
    for table, name in (("client", "style"), ("client", "style_answers"), ("letter", "style")):
        op.add_column(table, sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("letter", sa.Column("kept", sa.JSON(), server_default="[]", nullable=False))
