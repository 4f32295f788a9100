"""What every table has in common: how its keys are named, and how values are kept."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from clientcare.db.types import Money, Utc

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Json = JSON(none_as_null=True)
NEVER_REUSED = {"sqlite_autoincrement": True}  # an id stands for one record for ever: undo and saved texts rely on it


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {Decimal: Money, datetime: Utc, str: Text, dict[str, Any]: Json, list[Any]: Json}  # noqa: RUF012
