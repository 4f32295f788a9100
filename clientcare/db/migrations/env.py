"""Runs the migrations on the connection handed over by `clientcare.db.migrate`, inside its transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
