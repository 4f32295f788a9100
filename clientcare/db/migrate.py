"""Bring an older or empty file up to this version: all steps in one transaction, checked before it is kept."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine

from clientcare.db import errors, next_on, search
from clientcare.db.database import APPLICATION_ID, SCHEMA
from clientcare.errors import WorldError
from clientcare.said import Said


def migrate(engine: Engine) -> None:
    """Raise to `SCHEMA`, or leave the file as it was.

    Foreign keys are off meanwhile: with them on, rebuilding a table would delete the rows that hang on it.
    """
    with engine.execution_options(begin="PRAGMA foreign_keys=OFF").connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            before = _counts(connection)
            steps(connection, SCHEMA)
            _check(connection, before)
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            connection.invalidate()  # the next one starts with foreign keys on


def steps(connection: Connection, version: int) -> None:
    """The steps that are missing up to that number, in the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, f"{version:04d}")
    for kept in (search, next_on) if version == SCHEMA else ():
        kept.install(connection)  # a step that rebuilt a table took its triggers along


def _counts(connection: Connection) -> dict[str, int]:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")
    tables = [name for name in names.scalars() if name != "alembic_version" and not search.belongs(name)]
    return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in tables}


def _check(connection: Connection, before: dict[str, int]) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    after = _counts(connection)
    if broken or any(after.get(name, 0) < count for name, count in before.items()):
        raise WorldError(Said(errors.DAMAGED))
