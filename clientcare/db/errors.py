"""The database's errors in plain words: what happened to the owner's file and what to do next."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy.exc import DBAPIError

from clientcare.errors import DataTrouble, WorldError
from clientcare.said import Said, mark

FULL = mark("The disk is full, so nothing was saved. Free some space, then try again.")
LOCKED = mark("Another program is using the data file, so nothing was saved. Close it, or wait a moment, then try again.")
READ_ONLY = mark("The data file may not be changed, so nothing was saved. Allow writing to its folder, then try again.")
OUT_OF_REACH = mark(
    "The data file cannot be reached. Check that its disk is connected and its folder may be opened, then try again."
)
DISK = mark("The disk reported an error, so nothing was saved. Check the disk and the room left on it, then try again.")
DAMAGED = mark("The data file is damaged. It was left as it is. Restore a backup, and keep the damaged file until all is back.")
DAMAGED_FILE = mark("This file is missing from your data folder, or damaged. Restore a backup to have it again.")
FOREIGN = mark("This file was not made by ClientCare. It was left as it is. Choose another folder.")
NEWER = mark("The data file was made by a newer ClientCare. It was left as it is. Install the newest version to open it.")
VANISHED = mark("The data file is gone, though its companion file is still here. Put it back, or restore a backup.")
REPLACED = mark("Another file took the place of your data file while ClientCare was open, so nothing was saved.")

# https://sqlite.org/rescode.html: the low byte of an extended code is its primary code
_WORDS = {
    5: LOCKED,
    6: LOCKED,
    8: READ_ONLY,
    10: DISK,
    11: DAMAGED,
    13: FULL,
    14: OUT_OF_REACH,
    23: OUT_OF_REACH,
    26: DAMAGED,
}
_WHY = {
    FULL: "full",
    LOCKED: "locked",
    READ_ONLY: "read_only",
    OUT_OF_REACH: "unreachable",
    DISK: "disk",
    DAMAGED: "damaged",
    FOREIGN: "foreign",
    NEWER: "newer",
    VANISHED: "missing",
    REPLACED: "replaced",
}
# The driver gives the errors of a backup no code, only SQLite's own words for it (sqlite3_errstr).
_CODES = {"database or disk is full": 13, "disk I/O error": 10, "database is locked": 5, "database disk image is malformed": 11}
_FULL_TOO = 10 | 19 << 8  # SQLITE_IOERR_SHMSIZE: no room for the index its readers share
_NO_TEXT = "Could not decode to UTF-8"  # the driver's own words, without a code, for bytes we never wrote
_UNREADABLE = (UnicodeDecodeError, JSONDecodeError)  # nothing else in the store reads bytes or JSON
_SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: DISK,
    errno.EIO: DISK,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EROFS: READ_ONLY,
}


def trouble(words: str) -> DataTrouble:
    """The error of one of the sentences above."""
    return DataTrouble(_WHY[words], Said(words))


def world_error(error: Exception) -> WorldError | None:
    """The owner's sentence for an error of the disk or the driver; None if the mistake is ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite.Error):
        code = getattr(cause, "sqlite_errorcode", 0) or _CODES.get(str(cause), 0)
        words = FULL if code == _FULL_TOO else DAMAGED if _NO_TEXT in str(cause) else _WORDS.get(code & 0xFF)
        return trouble(words) if words else None
    if isinstance(cause, _UNREADABLE):
        return trouble(DAMAGED)
    return trouble(_SYSTEM.get(cause.errno or 0, OUT_OF_REACH)) if isinstance(cause, OSError) else None


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Raise what the world did wrong as `WorldError`, and let our own mistakes pass unchanged."""
    try:
        yield
    except (DBAPIError, sqlite.Error, OSError, *_UNREADABLE) as error:
        said = world_error(error)
        if said is None:
            raise
        raise said from error
