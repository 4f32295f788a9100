"""What is noted beside the backups: that something was changed, that damage was found, why the last attempt failed.

Each is a small file, there or not: no clock is asked, and a kill leaves what was true before it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from clientcare.db.attachments import private
from clientcare.db.copying import sync
from clientcare.said import Said

_CHANGED, _TAKING = "changed", "taking"
_DAMAGED, _TROUBLE = "damaged", "trouble"


def changed(folder: Path) -> None:
    """Note it, once; where that fails, what is saved counts for more."""
    if not (folder / _CHANGED).exists():
        with suppress(OSError):
            _put(folder / _CHANGED)


def is_changed(folder: Path) -> bool:
    """Where nothing can be noted, nobody knows that all is backed up."""
    noted = (folder / _CHANGED).exists() or (folder / _TAKING).exists()
    return noted or (folder.is_dir() and not os.access(folder, os.W_OK))


@contextmanager
def taking(folder: Path) -> Iterator[None]:
    """Until the end it is not known whether what was changed is backed up; then it is, or after an error still is not."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            (folder / _TAKING).replace(folder / _CHANGED)
        raise
    (folder / _TAKING).unlink(missing_ok=True)
    (folder / _TROUBLE).unlink(missing_ok=True)


def settled(folder: Path) -> None:
    """From now on a change is one that the backup being made has not seen."""
    with suppress(FileNotFoundError):
        (folder / _CHANGED).replace(folder / _TAKING)


def damaged(folder: Path) -> None:
    with suppress(OSError):
        _put(folder / _DAMAGED)


def well(folder: Path) -> None:
    with suppress(OSError):
        (folder / _DAMAGED).unlink(missing_ok=True)


def is_well(folder: Path) -> bool:
    return not (folder / _DAMAGED).exists()


def trouble(folder: Path, why: Said) -> None:
    """Keep why a backup failed; only its words, which name nobody."""
    with suppress(OSError):
        _put(folder / _TROUBLE, json.dumps(why.text))


def trouble_over(folder: Path) -> None:
    """What could not be backed up is not the data any more."""
    with suppress(OSError):
        (folder / _TROUBLE).unlink(missing_ok=True)


def last_trouble(folder: Path) -> Said | None:
    try:
        return Said(str(json.loads((folder / _TROUBLE).read_text("utf-8"))))
    except (OSError, ValueError):
        return None


def _put(place: Path, words: str = "") -> None:
    private(place.parent)
    place.touch(mode=0o600)
    place.chmod(0o600)  # whatever the umask
    if words:
        place.write_text(words, "utf-8")
    sync(place.parent)
