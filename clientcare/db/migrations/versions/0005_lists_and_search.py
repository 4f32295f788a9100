"""Lists and search: more ways to reach a client, tags, files beside the timeline, reminders, imports, the search's words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from clientcare.db import next_on, search

revision = "0005"
down_revision = "0004"

BY_ORDER = {
    "next": ["next_on", "id", "status", "stage", "asked", "opened_at", "client_id"],
    "opened": ["opened_at", "id", "status", "stage", "next_on", "asked", "client_id"],
    "title": ["sort_key", "id", "status", "stage", "next_on", "asked", "opened_at", "client_id"],
    "asked": ["asked", "id", "status", "stage", "next_on", "opened_at", "client_id"],
    "client": ["client_id", "status", "stage", "next_on", "asked", "opened_at"],
}


def upgrade() -> None:
    op.create_table(
        "contact_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name="fk_contact_point_client_id_client", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_contact_point"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_contact_point_client", "contact_point", ["client_id", "position"])
    op.create_index("ix_contact_point_value", "contact_point", ["kind", "value", "client_id"])
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name="fk_tag_client_id_client", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_tag"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tag_client", "tag", ["client_id", "sort_key"], unique=True)
    op.create_index("ix_tag_word", "tag", ["sort_key", "client_id"])
    op.create_table(
        "not_same",
        sa.Column("a_id", sa.Integer(), nullable=False),
        sa.Column("b_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("a_id", "b_id", name="pk_not_same"),
    )
    op.create_table(
        "job_margin",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("margin", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("job", name="pk_job_margin"),
    )
    op.create_table(
        "event_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["timeline_event.id"], name="fk_event_version_event_id_timeline_event", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_event_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_version_event", "event_version", ["event_id", "id"])
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["timeline_event.id"], name="fk_attachment_event_id_timeline_event", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attachment_event", "attachment", ["event_id", "id"])
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"])
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("snoozed_until", sa.DateTime(), nullable=True),
        sa.Column("repeat", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Integer(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["dispute_id"], ["dispute.id"], name="fk_reminder_dispute_id_dispute", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name="fk_reminder_client_id_client", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reminder_client", "reminder", ["client_id"])
    op.create_index("ix_reminder_dispute", "reminder", ["dispute_id"])
    op.create_index("ix_reminder_due", "reminder", ["done_at", "due_at"])
    op.create_table(
        "snooze",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["dispute_id"], ["dispute.id"], name="fk_snooze_dispute_id_dispute", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_snooze"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_snooze_dispute", "snooze", ["dispute_id", "what"], unique=True)
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_filter"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_saved_filter_place", "saved_filter", ["place", "name"])
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_import_batch"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_entry"),
    )
    search.install(op.get_bind())
    op.add_column("client", sa.Column("archived_at", sa.DateTime(), nullable=True))
    for kind in ("address", "email", "phone"):
        op.add_column("client", sa.Column(f"{kind}_label", sa.Text(), server_default="", nullable=False))
    for table, name in (("client", "sent_by_id"), ("client", "import_id"), ("payment", "import_id"), ("provider", "import_id")):
        op.add_column(table, sa.Column(name, sa.Integer(), nullable=True))
    for table, name in (("payment", "job"), ("payment", "reference"), ("timeline_event", "message_id")):
        op.add_column(table, sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("timeline_event", sa.Column("edited_at", sa.DateTime(), nullable=True))
    op.drop_index("ix_payment_client_day", "payment")
    op.create_index("ix_payment_client_day", "payment", ["client_id", "paid_on", "amount", "job"])
    op.create_index("ix_payment_job", "payment", ["job"])
    op.create_index("ix_payment_reference", "payment", ["reference"])
    op.create_index("ix_payment_import", "payment", ["import_id"])
    op.create_index("ix_client_archived", "client", ["archived_at", "sort_key", "id"])
    op.create_index("ix_client_email", "client", ["email"])
    op.create_index("ix_client_phone", "client", ["phone"])
    op.create_index("ix_client_sent_by", "client", ["sent_by_id"])
    op.create_index("ix_client_import", "client", ["import_id"])
    op.create_index("ix_provider_import", "provider", ["import_id"])
    _for_the_list_of_disputes()


def _for_the_list_of_disputes() -> None:
    """When something is due, kept right by the file; and indexes that hold all the list is sifted by."""
    op.add_column("dispute", sa.Column("next_on", sa.Date(), nullable=True))
    next_on.install(op.get_bind())
    next_on.work_out(op.get_bind())
    for name in ("next", "opened", "title", "asked", "client"):
        if name != "next":
            op.drop_index(f"ix_dispute_{name}", "dispute")
        op.create_index(f"ix_dispute_{name}", "dispute", BY_ORDER[name])
    op.drop_index("ix_dispute_due", "dispute")
    op.create_index("ix_dispute_status_next", "dispute", ["status", "next_on", "id"])
    op.drop_index("ix_timeline_event_dispute_at", "timeline_event")
    op.create_index("ix_timeline_event_dispute_at", "timeline_event", ["dispute_id", "at", "kind"])
