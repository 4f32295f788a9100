"""What several tests of the data file need: its shape, and a process that is killed while it upgrades one."""

from __future__ import annotations

import sqlite3
import sys

import pytest

Schema = set[tuple[str, str, str | None]]

MIGRATE = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from clientcare.services.store import Store

left = int(sys.argv[2])

@event.listens_for(Engine, "before_cursor_execute")
def _count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

Store.open(Path(sys.argv[1])).close()
"""
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")


def shape(file: sqlite3.Connection) -> Schema:
    """Every column, foreign key and index, whatever the words they were made with."""
    tables = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    pragmas = [("table_xinfo", 'name, type, "notnull", pk'), ("foreign_key_list", '"table", "from", "to", on_delete')]
    found: Schema = set(file.execute("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index'"))
    found |= {
        (name, "autoincrement", "")
        for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%'")
    }
    for table in tables:
        for pragma, columns in pragmas:
            rows = file.execute(f"SELECT {columns} FROM pragma_{pragma}(?)", (table,))
            found |= {(table, pragma, str(row)) for row in rows}
    return {row for row in found if "alembic_version" not in row}
