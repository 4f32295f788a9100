"""The weighing in full: right-client traits, offers made of parts, the rest of listening, the pause."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "trait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trait"),
        sqlite_autoincrement=True,
    )
    op.add_column("client", sa.Column("marks", sa.JSON(), nullable=True))
    for name in ("led_to_it", "really_need", "common_ground", "stranger"):
        op.add_column("dispute", _text(name))
    op.add_column("dispute", sa.Column("paused_until", sa.DateTime(), nullable=True))
    op.add_column("assessment", sa.Column("closer", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("assessment", _text("mistake_words"))
    op.add_column("assessment", sa.Column("revenue", sa.Integer(), nullable=True))
    op.add_column("assessment", sa.Column("years", sa.Integer(), nullable=True))
    op.add_column("offer", sa.Column("parts", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("offer", sa.Column("reaches", sa.Double(), nullable=True))


def _text(name: str) -> sa.Column[str]:
    """Empty in the rows that are there already."""
    return sa.Column(name, sa.Text(), server_default="", nullable=False)
