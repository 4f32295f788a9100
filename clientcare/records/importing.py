"""Files that were taken in, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PastImport:
    """One file that was taken in; `kind` clients, providers or payments, fields as `db.models.ImportBatch`."""

    id: int
    kind: str
    file_name: str
    at: datetime
    added: int
    skipped: int
    undone_at: datetime | None


@dataclass(frozen=True)
class TakenIn:
    """What an import did. `clients` were added, `joined` were changed, `firms` and `payments` were added; `skipped` rows."""

    id: int
    kind: str
    clients: int = 0
    joined: int = 0
    firms: int = 0
    payments: int = 0
    skipped: int = 0


@dataclass(frozen=True)
class TakenBack:
    """What taking an import back did: records `removed`, and those used or changed since, which `kept` their place.

    `kept` holds the names of clients and firms that stay, `payments_kept` counts payments.
    """

    removed: int
    kept: tuple[str, ...] = ()
    payments_kept: int = 0
