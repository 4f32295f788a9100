"""Plain values where there are very many or where they must outlast the code: ids of a list, what a decision rested on."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import CompoundSelect, Select
from sqlalchemy.orm import Session


def ids(session: Session, query: Select[Any] | CompoundSelect[Any]) -> list[int]:
    """All ids of a query, its first column, without a row object for each."""
    cursor: Any = session.connection().execute(query).cursor
    return [row[0] for row in cursor.fetchall()]


def as_json(value: Any) -> Any:
    """A frozen value as what JSON holds: mappings, lists, numbers and words."""
    return json.loads(json.dumps(value, default=_plain))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(value) if isinstance(value, frozenset) else str(value)
