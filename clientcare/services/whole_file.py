"""A file the owner saves where they like: it is there whole, or what was there before still is."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file beside `path` that takes its place once all of it is on the disk; nothing of it is left where that fails.

    Who may read it is as the owner has it set for files of theirs, or as it was for the one that is replaced. OSError as it
    comes.
    """
    beside = path.with_name(f".clientcare-{secrets.token_hex(4)}")
    handle = os.open(beside, _NEW, 0o666)  # less what the owner's umask takes away
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        with suppress(OSError):
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
