"""Plain values where there are very many or where they must outlast the code: ids of a list, what a decision rested on."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import CompoundSelect, Executable, Select, func, select
from sqlalchemy.orm import Session


def ids(session: Session, query: Select[Any] | CompoundSelect[Any]) -> list[int]:
    """All ids of a query, its first column, in its order: as one value, which takes half as long as a row for each."""
    rows = query.subquery()
    found: list[int] = json.loads(session.scalar(select(func.json_group_array(rows.c[0]))) or "[]")
    return found


def rows(session: Session, query: Executable) -> list[Any]:
    """All rows of a query as plain tuples of what stands in the file: whole numbers and text only."""
    cursor: Any = session.connection().execute(query).cursor
    found: list[Any] = cursor.fetchall()
    return found


def as_json(value: Any) -> Any:
    """A frozen value as what JSON holds: mappings, lists, numbers and words."""
    return json.loads(json.dumps(value, default=_plain))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(value) if isinstance(value, frozenset) else str(value)
