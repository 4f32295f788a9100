"""Two clients who may be one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Candidate:
    """A client who may be the one asked about. `likeness` 0 to 1; `why`: any of email, phone, name, alike (names)."""

    client_id: int
    likeness: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """Two clients who may be one, the one known longer first; `likeness` and `why` as for a `Candidate`."""

    a_id: int
    b_id: int
    likeness: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class ClientSide:
    """One of two clients side by side. `fields` by column name; what there is besides is counted in `holds` by kind."""

    id: int
    name: str
    fields: Mapping[str, Any]
    tags: tuple[str, ...]
    holds: Mapping[str, int]
    archived: bool
