"""What a session changed, row by row as it stands in the file: the ids announced to pages, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, event, inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, UOWTransaction

from clientcare.db.models import Base
from clientcare.errors import WorldError
from clientcare.records import Changes
from clientcare.said import Said, mark

CHANGED_SINCE = mark("This was changed again since, so it cannot be undone any more. Change it by hand instead.")

Row = Mapping[str, Any]
Key = tuple[Any, ...]
TABLES: dict[str, Table] = {table.name: table for table in Base.metadata.sorted_tables}
CLASSES = {str(mapper.class_.__tablename__): mapper.class_.__name__ for mapper in Base.registry.mappers}
ORDER = {name: place for place, name in enumerate(TABLES)}


@dataclass(frozen=True)
class Step:
    """One row as it was and as it became; None where there was none."""

    table: str
    key: Key
    before: Row | None
    after: Row | None


@dataclass(frozen=True)
class Undo:
    """Everything one write changed, in order; `take_back` plays it backwards."""

    steps: tuple[Step, ...]


class Journal:
    """Listens to one session. Exact for all that goes through its entities; bulk statements pass unseen."""

    def __init__(self, session: Session) -> None:
        self.steps: list[Step] = []
        self._before: list[tuple[Any, Row | None]] = []
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)

    def _before_flush(self, session: Session, flush: UOWTransaction, instances: Any) -> None:
        touched = [entity for entity in session.dirty if session.is_modified(entity)] + list(session.deleted)
        touched.sort(key=lambda entity: -ORDER[_table(entity)])
        connection = session.connection()
        new = sorted(session.new, key=lambda entity: ORDER[_table(entity)])
        self._before = [(entity, None) for entity in new]
        self._before += [(entity, fetch(connection, _table(entity), _key(entity))) for entity in touched]

    def _after_flush(self, session: Session, flush: UOWTransaction) -> None:
        connection = session.connection()
        for entity, before in self._before:
            table, key = _table(entity), _key(entity)
            after = fetch(connection, table, key)
            if before != after:
                self.steps.append(Step(table, key, before, after))

    def changes(self, session: Session) -> Changes:
        return changes(session.connection(), self.steps)

    def undo(self) -> Undo | None:
        return Undo(tuple(self.steps)) if self.steps else None


def changes(connection: Connection, steps: Iterable[Step]) -> Changes:
    """The records touched, and those that hold them: an offer's dispute and its client changed with it."""
    found, asked = set[tuple[str, int]](), set[tuple[str, Any]]()
    waiting = [(step.table, step.key, row) for step in steps for row in (step.before, step.after) if row]
    while waiting:
        table, key, row = waiting.pop()
        found.add((CLASSES[table], key[0] if isinstance(key[0], int) else 0))
        for name, parent in ((fk.parent.name, fk.column.table.name) for fk in TABLES[table].foreign_keys):
            if (parent, row[name]) not in asked:  # of a thousand entries of one dispute that is asked once
                asked.add((parent, row[name]))
                if holder := fetch(connection, parent, (row[name],)):
                    waiting.append((parent, (row[name],), holder))
    return Changes(frozenset(found))


def take_back(connection: Connection, undo: Undo, then: Callable[[Connection, Sequence[Step]], None]) -> Changes:
    """Put every row back as it was, and what is made from them by `then`, given the steps that were taken back.

    WorldError if a row was changed since, or holds something added since.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    touched = changes(connection, undo.steps)
    for step in reversed(undo.steps):
        if fetch(connection, step.table, step.key) != step.after or (step.before is None and _holds(connection, step)):
            raise WorldError(Said(CHANGED_SINCE))
        _restore(connection, step)
    then(connection, undo.steps)
    try:
        connection.commit()
    except IntegrityError as error:
        raise WorldError(Said(CHANGED_SINCE)) from error
    return touched


def fetch(connection: Connection, table: str, key: Key) -> Row | None:
    """The row exactly as it is stored, untouched by column types."""
    found = connection.exec_driver_sql(f'SELECT * FROM "{table}" WHERE {_where(table)}', key).mappings().first()
    return dict(found) if found else None


def _restore(connection: Connection, step: Step) -> None:
    if step.before is None:
        connection.exec_driver_sql(f'DELETE FROM "{step.table}" WHERE {_where(step.table)}', step.key)
        return
    names, values = [f'"{name}"' for name in step.before], tuple(step.before.values())
    if step.after is None:
        marks = ", ".join("?" * len(values))
        connection.exec_driver_sql(f'INSERT INTO "{step.table}" ({", ".join(names)}) VALUES ({marks})', values)
    else:
        sets = ", ".join(f"{name} = ?" for name in names)
        sql = f'UPDATE "{step.table}" SET {sets} WHERE {_where(step.table)}'
        connection.exec_driver_sql(sql, values + step.key)


def _holds(connection: Connection, step: Step) -> bool:
    """Whether another row hangs on this one: deleting it would silently take that row along."""
    children = ((t.name, fk) for t in TABLES.values() for fk in t.foreign_keys if fk.column.table.name == step.table)
    return any(
        connection.exec_driver_sql(f'SELECT 1 FROM "{name}" WHERE "{fk.parent.name}" = ? LIMIT 1', step.key).first()
        for name, fk in children
    )


def _where(table: str) -> str:
    return " AND ".join(f'"{column.name}" = ?' for column in TABLES[table].primary_key)


def _table(entity: Any) -> str:
    return str(inspect(entity).mapper.local_table.name)


def _key(entity: Any) -> Key:
    return tuple(inspect(entity).mapper.primary_key_from_instance(entity))
