"""The log: what happened and where in our code, never a name, a text or a sum of anybody's."""

from __future__ import annotations

import logging
import os
import traceback
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

LIMIT = 1_000_000
Trouble = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _WithoutMessages(logging.Formatter):
    """Writes the kind of an error and its way through the code; its message may quote what somebody typed."""

    def formatException(self, ei: Trouble) -> str:
        return describe(ei[1]) if ei[1] is not None else ""


def describe(error: BaseException) -> str:
    """An error as kind and places in the code, free of any data."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    cause = error.__cause__
    return "\n".join([*lines, type(error).__name__, *([f"because of\n{describe(cause)}"] if cause else [])])


def start(folder: Path) -> None:
    """Write the log to `folder`/log; a folder that cannot be written leaves the program without a log, not without a window."""
    from logging.handlers import RotatingFileHandler  # brings sockets and more along

    class Private(RotatingFileHandler):
        """Begins every file readable by its owner alone, whatever the umask."""

        def _open(self) -> TextIOWrapper:
            return open(self.baseFilename, "a", encoding="utf-8", opener=lambda file, how: os.open(file, how, 0o600))

    try:
        (folder / "log").mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = Private(folder / "log" / "clientcare.log", maxBytes=LIMIT, backupCount=1, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(_WithoutMessages("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("clientcare")
    logger.setLevel(logging.INFO)
    for before in logger.handlers:
        before.close()
    logger.handlers = [handler]
    logger.propagate = False
