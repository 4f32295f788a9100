"""Many records at once: ids a few at a time, and in a few queries all that goes with what is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import selectinload

from clientcare.db.models import Base

BITE = 500


def in_bites(ids: Iterable[int], most: int = BITE) -> Iterator[tuple[int, ...]]:
    """The ids in their order, at most `most` at a time."""
    left = iter(ids)
    while some := tuple(islice(left, most)):
        yield some


def all_of(entity: type[Base], above: Any = None) -> list[Any]:
    """Loader options that read along, by the bite, all that deleting a record of this kind deletes too."""
    options: list[Any] = []
    for part in inspect(entity).relationships:
        if part.cascade.delete:
            here = selectinload(part.class_attribute) if above is None else above.selectinload(part.class_attribute)
            options += all_of(part.mapper.class_, here) or [here]
    return options
