"""The log: what happened and where in our code, never a name, a text or a sum of anybody's."""

from __future__ import annotations

import copy
import faulthandler
import logging
import os
import re
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

LIMIT = 1_000_000  # bytes of the file; as much again is kept of what was before
RECENT = 200  # entries that are remembered for a report
FRAMES = 40  # places of one error that are told: the last ones, and a few of the first
FOLDER, FILE, CRASHES = "log", "clientcare.log", "crash.log"
Trouble = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

# What the system's word on a crash may say: the kind, the threads, and the places in the code. Paths may name people.
_CRASH = re.compile(r'(?m)^(Fatal Python error: [\w ]+|Windows fatal exception: [\w ]+|(?:Current thread|Thread) \S+)|'
                    r'^ *File "(?:[^"\n]*[\\/])?([^"\\/\n]+)", line (\d+) in (\S+)')  # fmt: skip


def describe(error: BaseException) -> str:
    """An error as kind and places in the code, free of any data."""
    told: list[str] = []
    seen: set[int] = set()
    link = ""
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        told += [*([link] if link else []), *_places(following), _kind(following)]
        hidden = following.__suppress_context__
        link = "because of" if following.__cause__ is not None else "while meeting"
        following = following.__cause__ or (None if hidden else following.__context__)
    return "\n".join(told)


def _places(error: BaseException) -> list[str]:
    places = [(frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    lines = [f"  {Path(code.co_filename).name}:{line} {code.co_name}" for code, line in places]
    return lines if len(lines) <= FRAMES else [*lines[:5], "  …", *lines[5 - FRAMES :]]


def _kind(error: BaseException) -> str:
    """With its number, where the system or the database gave it one."""
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "errno", None)
    known = isinstance(code, int) or (isinstance(code, str) and re.fullmatch(r"SQLITE_\w+", code))
    return f"{type(error).__name__} {code}" if known else type(error).__name__


class _WithoutMessages(logging.Formatter):
    """Writes the kind of an error and its way through the code; its message may quote what somebody typed."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        afresh = copy.copy(record)
        afresh.exc_text = None  # what another formatter made of it
        return super().format(afresh)

    def formatException(self, ei: Trouble) -> str:
        return describe(ei[1]) if ei[1] is not None else ""


class _Recent(logging.Handler):
    """Remembers the last entries, and those that no file has yet."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=RECENT)
        self.unwritten: deque[str] | None = deque(maxlen=RECENT)
        self.setFormatter(_WithoutMessages())

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        self.lines.append(line)
        if self.unwritten is not None:
            self.unwritten.append(line)


class _OfOthers(logging.Handler):
    """Notes, once each, which libraries had something to say; their words may quote a file of the owner's, and go nowhere."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._known: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(_ours.name) and record.name not in self._known:
            self._known.add(record.name)
            _ours.getChild("others").log(record.levelno, "%s", record.name)


_ours = logging.getLogger("clientcare")
_ours.setLevel(logging.INFO)
_recent, _of_others = _Recent(), _OfOthers()
_ours.addHandler(_recent)
_written: list[logging.Handler] = []
_crashes: list[TextIOWrapper] = []


def recent() -> list[str]:
    """The last entries of this start, oldest first."""
    return list(_recent.lines)


def start(folder: Path) -> None:
    """Write the log to `folder`/log; a folder that cannot be written leaves the program without a log, not without a window."""
    stop()
    try:
        (folder / FOLDER).mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / FOLDER).chmod(0o700)
        handler = _rotating(folder / FOLDER / FILE)
    except OSError:
        return
    for line in _recent.unwritten or ():
        handler.handle(logging.makeLogRecord({"msg": line}))
    _recent.unwritten = None
    handler.setFormatter(_WithoutMessages())
    _written.append(handler)
    _ours.addHandler(handler)
    logging.getLogger().addHandler(_of_others)
    _watch_for_crashes(folder / FOLDER / CRASHES)


def stop() -> None:
    """Close the files; entries are only remembered again."""
    if _crashes:
        faulthandler.disable()
        _crashes.pop().close()
    while _written:
        handler = _written.pop()
        _ours.removeHandler(handler)
        with suppress(OSError):  # a full disk: what it still held is lost, and no one's work
            handler.close()
    logging.getLogger().removeHandler(_of_others)


def _rotating(file: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler  # brings sockets and more along

    class Private(RotatingFileHandler):
        """Begins every file readable by its owner alone, whatever the umask; a full disk is told by whoever saves, not here."""

        def _open(self) -> TextIOWrapper:
            return open(self.baseFilename, "a", encoding="utf-8", opener=_private)

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the logging module's own name
            pass

    return Private(file, maxBytes=LIMIT, backupCount=1, encoding="utf-8")


def _private(file: str, how: int) -> int:
    handle = os.open(file, how, 0o600)
    if os.fstat(handle).st_mode & 0o600 != 0o600:  # a umask that takes from the owner too
        Path(file).chmod(0o600)
    return handle


def _watch_for_crashes(file: Path) -> None:
    """Note how the last start ended, if it did so hard; and have the system note it, should this one."""
    try:
        with open(file, "a+", encoding="utf-8", errors="replace", opener=_private) as left:
            left.seek(0)
            told = "\n".join(_crash(left.read(100_000)))
            left.truncate(0)
        if told:
            _ours.error("ClientCare ended hard the last time:\n%s", told)
        _crashes.append(open(file, "a", encoding="utf-8", opener=_private))  # noqa: SIM115 - open until the end
        faulthandler.enable(_crashes[0])
    except (OSError, ValueError):
        return


def _crash(text: str) -> Iterator[str]:
    for found in _CRASH.finditer(text):
        yield found[1] or f"  {found[2]}:{found[3]} {found[4]}"
