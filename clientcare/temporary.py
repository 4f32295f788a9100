"""Private folders among the system's temporary files: gone when ClientCare ends, or with its next start where it was killed."""

from __future__ import annotations

import atexit
import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from clientcare import folder_lock
from clientcare.errors import WorldError
from clientcare.folder_lock import FolderLock

PREFIX = "clientcare-temporary-"
BEFORE = ("clientcare-file-", "clientcare-mail-")  # as they were called in earlier versions, without a lock
HANDED = "mail"  # the kind that another program reads, maybe after ClientCare has ended
STILL_READ = 600.0  # seconds it may take to
FRESH = 60.0  # seconds: a folder without a lock may be one whose lock is just being made
_mine: dict[Path, FolderLock] = {}  # the folders of this process


def folder(kind: str) -> Path:
    """A new folder that only the owner may look into, whatever the umask. OSError where there is no room."""
    made = Path(tempfile.mkdtemp(prefix=f"{kind}-", dir=_home()))
    made.chmod(0o700)
    return made


@atexit.register
def clear() -> None:
    """Take away what this process put there; what a mail program was handed a moment ago waits for the next start."""
    while _mine:
        home, lock = _mine.popitem()
        lock.release()
        _empty(home)


def clear_left() -> None:
    """Take away what was left by starts that run no more, however they ended."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as beside:
        homes = [Path(each.path) for each in beside if each.name.startswith((PREFIX, *BEFORE))]
        for home in homes:
            with suppress(OSError):
                if home not in _mine and _is_ours(home) and _is_left(home):
                    _empty(home)


def _home() -> Path:
    """The folder of this process, made with its first need."""
    place = Path(tempfile.gettempdir())
    for home in _mine:
        if home.parent == place and home.is_dir():
            return home
    made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    made.chmod(0o700)
    _mine[made] = folder_lock.take(made)
    return made


def _is_ours(home: Path) -> bool:
    """A folder of this account, not a link to one."""
    found = home.lstat()
    return stat.S_ISDIR(found.st_mode) and (os.name == "nt" or found.st_uid == os.getuid())


def _is_left(home: Path) -> bool:
    """Whether nobody holds it any more."""
    try:
        lock = folder_lock.take_if_there(home)
    except WorldError:  # somebody does
        return False
    if lock is None:
        return time.time() - home.stat().st_mtime > FRESH
    lock.release()
    return True


def _empty(home: Path) -> None:
    """Take away all that may go, and the folder itself if nothing is left."""
    if not any(_is_still_read(each) for each in [home, *home.glob("*")]):
        _remove(home)
        return
    for each in home.glob("*"):
        if each.is_dir() and not _is_still_read(each):
            _remove(each)


def _is_still_read(each: Path) -> bool:
    return each.name.startswith((f"{HANDED}-", f"clientcare-{HANDED}-")) and time.time() - each.stat().st_mtime < STILL_READ


def _remove(each: Path) -> None:
    """What another program still holds goes with a later start."""
    if os.name == "nt":  # it keeps what must not be changed
        for file in each.rglob("*"):
            with suppress(OSError):
                file.chmod(0o600)
    shutil.rmtree(each, ignore_errors=True)
