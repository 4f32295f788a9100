"""The owner's data file, open: short reads and writes, what each write changed, and how to take it back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from clientcare.db.database import FILE, Database, open_database
from clientcare.db.errors import in_plain_words
from clientcare.db.journal import Journal, Undo, take_back
from clientcare.errors import WorldError
from clientcare.records import Changes
from clientcare.services.finding import index
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
        self._database = database
        self.files = database.file.with_name(FILES)  # where the files beside the timeline are kept

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Open the folder's data file, created or upgraded if need be; WorldError, nothing changed, if it is not ours."""
        return cls(open_database(folder / FILE))

    def read(self, call: Callable[[Session], T]) -> T:
        return self._read(self._database.reading, call)

    def read_now(self, call: Callable[[Session], T]) -> T:
        """Read on a connection that never waits, for the few rows being painted."""
        return self._read(self._database.now, call)

    def write(self, call: Callable[[Session], T]) -> Written[T]:
        """Run `call` and commit: when this returns, what it did is on the disk."""
        with in_plain_words(), Session(self._database.writing, info={"files": self.files}) as session, session.begin():
            self._database.is_there()
            journal = Journal(session)
            result = call(session)
            session.flush()
            index.renew(session.connection(), journal.steps)
            changes = journal.changes(session)
        return Written(result, changes, journal.undo())

    def undo(self, undo: Undo) -> Changes:
        """Take a write back, exactly. WorldError if one of its records was changed since."""
        with in_plain_words(), self._database.writing.connect() as connection:
            self._database.is_there()
            return take_back(connection, undo, index.renew)

    def close(self) -> None:
        """Take away the files nothing stands for any more, then leave one file at rest."""
        with suppress(WorldError):  # it can wait until the next time
            self.read(lambda session: attachments.sweep(session, self.files))
        self._database.close()

    def _read(self, engine: Engine, call: Callable[[Session], T]) -> T:
        with in_plain_words(), Session(engine, autoflush=False, info={"files": self.files}) as session:
            return call(session)
