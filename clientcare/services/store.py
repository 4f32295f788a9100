"""The owner's data file, open: short reads and writes, what each write changed, and how to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from clientcare.db.database import FILE, Database, open_database
from clientcare.db.errors import in_plain_words
from clientcare.db.journal import Journal, Step, Undo, take_back
from clientcare.errors import WorldError
from clientcare.records import Changes
from clientcare.services.finding import index
from clientcare.services.keeping import backups, swap
from clientcare.services.timeline import attachments

T = TypeVar("T")
FILES = "files"


@dataclass(frozen=True)
class Written(Generic[T]):
    """What a write returned, which records it touched, and the way back (None when it changed nothing)."""

    result: T
    changes: Changes
    undo: Undo | None


class Store:
    """One data folder, open. Each call is one short transaction with a session of its own; entities must not leave it.

    `read`, `write` and `undo` belong to the database thread, `read_now` to the window's, `close` when both are done.
    All but `close` raise WorldError, with a sentence for the owner, when the disk or another program stands in the way;
    a write that raises, whatever the reason, has changed nothing.
    """

    def __init__(self, database: Database) -> None:
        self._database, self._folder = database, database.file.parent
        self.files = database.file.with_name(FILES)  # where the files beside the timeline are kept

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Open the folder's data file, created if need be, or backed up and upgraded; WorldError, and nothing changed, if it
        is not ours."""
        return cls(open_database(folder / FILE, before=partial(backups.take, folder, "migration")))

    def read(self, call: Callable[[Session], T]) -> T:
        return self._read(self._database.reading, call)

    def read_now(self, call: Callable[[Session], T]) -> T:
        """Read on a connection that never waits, for the few rows being painted."""
        return self._read(self._database.now, call)

    def write(self, call: Callable[[Session], T]) -> Written[T]:
        """Run `call` and commit: when this returns, what it did is on the disk."""
        with in_plain_words(), Session(self._database.writing, info={"files": self.files}) as session, session.begin():
            self._database.is_there()
            journal, before = Journal(session), _touched(session.connection())
            result = call(session)
            session.flush()
            index.renew(session.connection(), journal.steps)
            changes = journal.changes(session)
            if _touched(session.connection()) != before:
                backups.changed(self._folder)
        return Written(result, changes, journal.undo())

    def undo(self, undo: Undo) -> Changes:
        """Take a write back, exactly. WorldError if one of its records was changed since."""
        with in_plain_words(), self._database.writing.connect() as connection:
            self._database.is_there()
            return take_back(connection, undo, self._undone)

    def probe(self) -> None:
        """WorldError if a save would not reach the disk now; if it would, nothing has changed. Belongs to the database thread.

        A disk that was away and is back needs fresh connections; one whose file is gone keeps the old, which still read it.
        """
        with in_plain_words():
            self._database.is_there()
            try:
                self._database.rewrite_version()
            except Exception:
                self._database.disconnect()
                raise

    def put_back(self) -> None:
        """The data file was deleted, moved or replaced while it was open here: what this store still reads of it is written
        to its place again, and used from there. What is in that place now is set aside. WorldError where that fails."""
        with in_plain_words():
            self._database = self._database.put_back(swap.set_aside)

    def close(self) -> None:
        """Take away the files nothing stands for any more, then leave one file at rest."""
        with suppress(WorldError):  # it can wait until the next time
            self.read(lambda session: attachments.sweep(session, self.files))
        self._database.close()

    def _undone(self, connection: Connection, steps: Sequence[Step]) -> None:
        index.renew(connection, steps)
        backups.changed(self._folder)

    def _read(self, engine: Engine, call: Callable[[Session], T]) -> T:
        with in_plain_words(), Session(engine, autoflush=False, info={"files": self.files}) as session:
            return call(session)


def _touched(connection: Connection) -> int:
    """How many rows this connection has written in its life: a write that wrote none needs no backup."""
    return int(connection.connection.driver_connection.total_changes)  # type: ignore[union-attr]
