"""One program at a time in a data folder: a lock that the system itself lets go of, however its holder ended."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from clientcare.errors import DataTrouble
from clientcare.said import Said, mark

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE = "clientcare.lock"
IN_USE = mark("ClientCare is open with this data already, so nothing was changed. Close it there, then try again.")
_FAR = 1 << 30  # on Windows what is locked cannot be read: far behind all that is written
_LONGEST = 1000  # letters of an address


class FolderLock:
    """Held until `release`, or until the process ends, also by kill -9. The file stays; it is the lock on it that counts."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def note(self, address: str) -> str:
        """Leave where the holder answers for those who find the folder locked; returns what a holder before had left."""
        if self._descriptor is None:
            return ""
        before = os.pread(self._descriptor, _LONGEST, 0) if hasattr(os, "pread") else b""
        with suppress(OSError):  # a full disk: then nobody is led here, and the lock holds all the same
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, address.encode())
        return before.decode(errors="replace")

    def release(self) -> None:
        """Let the next one in; may be called twice."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


def take(folder: Path) -> FolderLock:
    """Lock a folder that is there. DataTrouble("in_use") where somebody holds it; OSError where no file can be made."""
    descriptor = os.open(folder / FILE, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    return _locked(descriptor)


def take_if_there(folder: Path) -> FolderLock | None:
    """Lock the folder if it ever was locked before: writes nothing. None where it was not, or may not be written in."""
    try:
        descriptor = os.open(folder / FILE, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    return _locked(descriptor)


def address(folder: Path) -> str:
    """Where the holder of the lock answers; "" where it has not said so, or nobody ever held it."""
    with suppress(OSError):
        return (folder / FILE).read_bytes()[:_LONGEST].decode(errors="replace")
    return ""


def _locked(descriptor: int) -> FolderLock:
    try:
        _lock(descriptor)
    except BlockingIOError as error:
        os.close(descriptor)
        raise DataTrouble("in_use", Said(IN_USE)) from error
    except OSError:  # a disk that knows no locks: SQLite has ways of its own there
        pass
    return FolderLock(descriptor)


def _lock(descriptor: int) -> None:
    """BlockingIOError where another holds it, also within this process."""
    if sys.platform != "win32":
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error
