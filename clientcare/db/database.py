"""The owner's file: found, recognised before it is touched, opened with our settings, and left as one file at rest."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from clientcare.db import errors
from clientcare.errors import WorldError

FILE = "clientcare.db"
APPLICATION_ID = 0x436C4361  # "ClCa"
SCHEMA = 5  # the newest migration's number, kept as user_version
PATIENCE_MS = 5000  # how long a write waits for another program
PRAGMAS = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "secure_delete=ON",
    "temp_store=MEMORY",
)


@dataclass(frozen=True)
class Database:
    """Three ways to one file: `reading` and `writing` wait for a lock up to five seconds, `now` not at all."""

    reading: Engine
    writing: Engine
    now: Engine
    file: Path
    inode: int

    def is_there(self) -> None:
        """DataTrouble if the file was moved or replaced: in WAL mode SQLite would go on writing to what was there before."""
        if self.file.stat().st_ino != self.inode:
            raise errors.trouble(errors.REPLACED)

    def rewrite_version(self) -> None:
        """Write what is written there already, the way anything is written."""
        with self.writing.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
            connection.commit()

    def disconnect(self) -> None:
        """The next call connects anew; whoever reads on the window's thread just now is left to finish."""
        self.now.dispose()
        self.reading.dispose()

    def put_back(self, set_aside: Callable[[Path], object]) -> Database:
        """Write what the open connection still reads to the file's place, and open that; `set_aside` clears the folder."""
        from clientcare.db import copying

        make_private_folder(self.file.parent)  # it may be gone as a whole
        copy = self.file.with_name(f"{self.file.name}.back")
        copy.unlink(missing_ok=True)
        connection = self.reading.raw_connection()
        try:
            copying.copy(connection.driver_connection, copy, lambda size: None)
            copying.sync(copy)
        finally:
            connection.close()
        self.disconnect()  # first: SQLite clears away the log of the old file by its name
        set_aside(self.file.parent)
        copy.replace(self.file)
        copying.sync(self.file.parent)
        return open_database(self.file)

    def close(self) -> None:
        """Fold the log back into the file, so that one file is left; a reader still open or a full disk only postpones it."""
        self.now.dispose()
        with suppress(WorldError), errors.in_plain_words():  # what was saved is safe in the log
            connection = self.reading.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                connection.close()
                self.reading.dispose()


def open_database(file: Path, before: Callable[[], object] = lambda: None) -> Database:
    """Open or create the file, brought up to this version; WorldError, and not a byte changed, if it is not ours.

    `before` is called where there is an older file to bring up; if it raises, the file stays as it was.
    """
    with errors.in_plain_words():
        version = found(file)
        make_private(file)
        if 0 < version < SCHEMA:
            before()
        reading = _engine(file, busy=PATIENCE_MS, size=2)
        if version < SCHEMA:
            from clientcare.db.migrate import migrate

            migrate(reading)
        writing = reading.execution_options(begin="BEGIN IMMEDIATE")
        return Database(reading, writing, _engine(file, busy=0, size=1), file, file.stat().st_ino)


def found(file: Path) -> int:
    """The schema number of the file that is there, 0 where there is nothing yet; DataTrouble, nothing changed, if not ours."""
    left = file.with_name(file.name + "-wal").exists()  # asked first: another start may make both in between
    if not file.exists():
        if left:
            raise errors.trouble(errors.VANISHED)
        return 0
    if not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        raise errors.trouble(errors.READ_ONLY)
    return _recognise(file)


def _recognise(file: Path) -> int:
    """The schema number of our file, 0 for an empty one; reads without writing a byte or leaving a sidecar."""
    log = file.with_name(file.name + "-wal")
    resting = not log.exists() or log.stat().st_size == 0
    address = f"file:{quote(str(file))}?mode=ro" + ("&immutable=1" if resting else "")
    connection = sqlite.connect(address, uri=True, isolation_level=None)
    try:
        tables, ours, version = (
            connection.execute(sql).fetchone()[0]
            for sql in ("SELECT count(*) FROM sqlite_schema", "PRAGMA application_id", "PRAGMA user_version")
        )
    finally:
        connection.close()
    if ours != APPLICATION_ID and (tables or ours or version):
        raise errors.trouble(errors.FOREIGN)
    if version > SCHEMA:
        raise errors.trouble(errors.NEWER)
    return int(version)


def _engine(file: Path, busy: int, size: int) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=sqlite,
        creator=_connector(file, busy),
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=2,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _end)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _end(connection: Any, record: object) -> None:
    """SQLite keeps a transaction open whose COMMIT failed, and SQLAlchemy takes it for ended."""
    if connection is not None and connection.in_transaction:
        connection.rollback()


def _connector(file: Path, busy: int) -> Callable[[], Any]:
    def connect() -> Any:
        address = f"file:{quote(str(file))}?mode=rw"  # a file that vanished is never begun anew
        connection = sqlite.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout={busy}")
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    return connect


def make_private_folder(wanted: Path) -> None:
    """Create the folder, and those above it that are missing, for its owner alone, whatever the umask."""
    missing = [folder for folder in (wanted, *wanted.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)


def make_private(file: Path) -> None:
    """Create the file readable by its owner alone, in folders of the same kind, whatever the umask."""
    make_private_folder(file.parent)
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        file.chmod(0o600)
        if all(beside.name in (file.name, "log", "clientcare.lock") for beside in file.parent.iterdir()):
            file.parent.chmod(0o700)  # ours alone, though the log may have made it
    elif file.stat().st_mode & 0o077:
        file.chmod(0o600)
