"""What stands in a data file of each version: its tables, indexes, views and triggers, to the letter, and nothing else."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from clientcare.db.contents import version
from clientcare.db.database import APPLICATION_ID, SCHEMA

Schema = tuple[tuple[str, ...], ...]  # kind, name, table, words; in order, each as often as it is there


def is_ours(connection: Any, number: int = SCHEMA) -> bool:
    """Whether a file, on a bare connection, has what one of that version has, no part more and none less."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return (application, version(connection)) == (APPLICATION_ID, number) and _schema(connection) == _expected(number)


def _schema(connection: Any) -> Schema:
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_stat*'")
    return tuple(sorted((str(kind), str(name), str(table), " ".join(str(sql).split())) for kind, name, table, sql in rows))


@cache
def _expected(number: int) -> Schema:
    """What our steps make of nothing."""
    from clientcare.db.migrate import steps

    engine = create_engine("sqlite://", module=sqlite, creator=_in_memory, poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            steps(connection, number)
            return _schema(connection.connection.driver_connection)
    finally:
        engine.dispose()


def _in_memory() -> Any:
    return sqlite.connect(":memory:", isolation_level=None, check_same_thread=False)
