"""A data file for a process that takes in what it reads."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import text

from clientcare.records import DisputeForm, EventForm
from clientcare.services import clients, disputes
from clientcare.services.store import Store

_COUNTED = ("client", "contact_point", "tag", "provider", "payment")


@cache
def opened(folder: Path) -> Store:
    """With two clients and the dispute 1 in it; the same one for the whole process."""
    store = Store.open(folder / "store")

    def write(session: Any) -> None:
        disputes.create(session, DisputeForm("The fence leans", clients.create(session, "Dana Okafor")))
        clients.create(session, "Ann Lee")

    store.write(write)
    return store


def counts(session: Any) -> list[int]:
    """How many rows there are of all that an import may add to."""
    return [session.scalar(text(f"SELECT count(*) FROM {table}")) for table in _COUNTED]


def note(dispute_id: int) -> EventForm:
    return EventForm(dispute_id, "note", datetime(2026, 5, 1, tzinfo=UTC), "", "us", private=True)
