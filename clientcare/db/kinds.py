"""Whether every value in a data file is of the kind its column is read as; SQLite itself would keep anything anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, Date, DateTime, Float, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from clientcare.db.models import Base

_FRACTION = "[0-9]" * 6
_DAY = "date({0}) = substr({0}, 1, 10)"  # on which 30 February is another
_SECOND = "substr({0}, 11) GLOB ' [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*' AND time({0}) = substr({0}, 12, 8)"
_KINDS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (DateTime, f"{_DAY} AND {_SECOND} AND (length({{0}}) = 19 OR substr({{0}}, 20) GLOB '.{_FRACTION}')"),
    (Date, f"{_DAY} AND length({{0}}) = 10"),
    (Boolean, "{0} IN (0, 1)"),
    (Integer, "typeof({0}) = 'integer'"),
    (Float, "typeof({0}) IN ('real', 'integer')"),
    (LargeBinary, "typeof({0}) = 'blob'"),
    (Text, "typeof({0}) = 'text'"),
)


def all_right(connection: Any) -> bool:
    """Of a file of the newest version, on a bare connection. What is JSON is read elsewhere."""
    return not any(connection.execute(question).fetchone() for question in _questions())


def _questions() -> Iterator[str]:
    """For each table, one that finds the first row with a value of another kind."""
    for table in Base.metadata.sorted_tables:
        wrong = [
            f'("{column.name}" IS NOT NULL AND ({kind.format(chr(34) + column.name + chr(34))}) IS NOT TRUE)'
            for column in table.columns
            if (kind := _kind(column.type))
        ]
        if wrong:
            yield f'SELECT 1 FROM "{table.name}" WHERE {" OR ".join(wrong)} LIMIT 1'


def _kind(kind: TypeEngine[Any]) -> str:
    kept = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    return next((words for one, words in _KINDS if isinstance(kept, one)), "")
