"""A new client: added at once, and opened with the name ready to type over."""

from __future__ import annotations

from functools import partial

from clientcare import services
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.wording import tr


def add_client(desk: Desk) -> None:
    """Add one from anywhere; it can be taken back."""
    name = tr("New client")
    if desk.jobs.ready:
        added = Said(mark("A client was added."))
        desk.jobs.write(lambda session: services.clients.create(session, name), then=partial(_open, desk), undo=added)


def _open(desk: Desk, id: int) -> None:
    desk.go("client", id, "new")
