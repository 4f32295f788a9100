"""A data file that comes from elsewhere: recognised, looked over and brought up to this version before anybody believes it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy.exc import DBAPIError

from clientcare.db import contents, errors, health, kinds, search
from clientcare.db.copying import opened, stoppable
from clientcare.db.database import APPLICATION_ID, SCHEMA, open_database
from clientcare.db.schema import is_ours
from clientcare.errors import DataTrouble, WorldError
from clientcare.records import Contents
from clientcare.said import Said

FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_ITS_OWN = ("damaged", "unreachable", "missing", "read_only")  # said of a file in a folder of ours: the file's fault
Check = Callable[[Path, Callable[[], object]], tuple[Said, ...]]


class Refused(Exception):
    """The file cannot be taken over; the text is the key of the reason: foreign, newer, damaged, altered."""


def admit(file: Path, look: Callable[[], None], again: Callable[[Any], None]) -> tuple[Contents, dict[str, int]]:
    """Make `file`, a copy that is ours to change, with its sidecars if it had any, the one file that may become the data.

    What it holds, and the files beside its timeline, fingerprint to bytes. Refused where it cannot be that; WorldError where
    this disk stands in the way; whatever `look`, called now and then, raises. A search that is wrong is no reason: `again`,
    given a bare connection, sees to it that its entries are made anew.
    """
    with _judged(), opened(file) as connection, stoppable(connection, look):
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()  # what its log holds belongs to it
        version = _recognised(connection)
        if not is_ours(connection, version) or _step(connection) != f"{version:04d}":  # before it is asked anything else
            raise Refused("altered")
    if version < SCHEMA:
        if _findings(health.sound, file, look):
            raise Refused("damaged")
        _upgraded(file)
    found = _findings(health.whole, file, look)
    if found == [health.SEARCH]:
        _search_anew(file, look, again)
        found = _findings(health.whole, file, look)
    if found:
        raise Refused("damaged")
    with _judged(), opened(file) as connection, stoppable(connection, look):
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        if not kinds.all_right(connection):
            raise Refused("damaged")
        return contents.contents(connection), _files(connection)


def is_whole(file: Path) -> bool:
    """Whether a file admitted before is what it was, so far as can be told in a moment; not a byte is changed."""
    with _judged(), opened(file) as connection:
        return (
            connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
            and contents.version(connection) == SCHEMA
            and connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
        )


def _recognised(connection: Any) -> int:
    """The schema's number. An empty file is nobody's."""
    version = contents.version(connection)
    if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,) or version < 1:
        raise Refused("foreign")
    if version > SCHEMA:
        raise Refused("newer")
    return version


def _step(connection: Any) -> str:
    """The last of our steps that was taken, as the next ones will look it up."""
    rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return str(rows[0][0]) if len(rows) == 1 else ""


def _findings(check: Check, file: Path, look: Callable[[], None]) -> list[str]:
    with _judged():
        return [said.text for said in check(file, look)]


def _search_anew(file: Path, look: Callable[[], None], again: Callable[[Any], None]) -> None:
    with _judged(), opened(file) as connection, stoppable(connection, look):
        search.rebuild(connection)
        again(connection)


def _files(connection: Any) -> dict[str, int]:
    """Fingerprints become names of files, so nothing else will do; the sizes are only for the progress."""
    found: dict[Any, Any] = contents.files(connection)
    if not all(isinstance(one, str) and FINGERPRINT.fullmatch(one) for one in found):
        raise Refused("altered")
    return {one: size if isinstance(size, int) else 0 for one, size in found.items()}


def _upgraded(file: Path) -> None:
    try:
        with _judged():
            open_database(file).close()
    except (WorldError, Refused):
        raise
    except Exception as error:  # rows that no version wrote: whatever our steps make of them
        logging.getLogger(__name__).warning("an older file could not be brought up to date", exc_info=error)
        raise Refused("damaged") from error


@contextmanager
def _judged() -> Iterator[None]:
    """What the driver says of the file is the file's fault, what it says of the disk is the disk's."""
    try:
        yield
    except DataTrouble as trouble:
        if trouble.why in _ITS_OWN:
            raise Refused("damaged") from trouble
        raise
    except (DBAPIError, sqlite.Error, UnicodeDecodeError, ValueError) as error:
        said = errors.world_error(error)
        if said is None or getattr(said, "why", "") in _ITS_OWN:
            raise Refused("damaged") from error
        raise said from error
