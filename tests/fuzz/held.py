"""One hostile input, tried within limits: what it did wrong, in words, or that it took the whole process with it."""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

if os.name != "nt":
    import resource

# What no file may make a reader do, by the name of Python's own alarm.
_FORBIDDEN = (
    "socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "subprocess.", "os.system", "os.exec", "os.fork",
    "os.posix_spawn", "os.spawn", "os.startfile", "pickle.", "shutil.unpack", "pty.", "syslog.", "winreg.",
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
PATIENCE = 20  # times the seconds an input may compute, until the process is ended whatever it does


class Watch:
    """Notes what is done to the world outside the folder `own`; one a process, as alarms cannot be taken off."""

    def __init__(self, own: Path) -> None:
        self._own = str(own)
        self.seen: list[str] = []
        sys.addaudithook(self._note)

    def _note(self, event: str, told: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            self.seen.append(f"{event} {told!r:.200}")
        elif event == "open" and isinstance(told[2], int) and told[2] & _WRITES and self._is_outside(told[0]):
            self.seen.append(f"wrote to {told[0]!r:.200}")

    def _is_outside(self, file: object) -> bool:
        name = os.fsdecode(file) if isinstance(file, str | bytes) else ""
        return bool(name) and not os.path.realpath(name).startswith((self._own, "/dev/null")) and "__pycache__" not in name


def tried(check: Callable[[bytes], None], content: bytes, watch: Watch, seconds: float, memory: int) -> str:
    """What is wrong with what `check` did: "" for nothing, else a line, then where it came from."""
    watch.seen.clear()
    before, began = _peak(), time.process_time()
    try:
        with _ended_after(seconds):
            check(content)
    except Exception as error:
        return f"{type(error).__name__} at {_place(error)}: {error!s:.200}\n{traceback.format_exc()}"
    taken, grown = time.process_time() - began, _peak() - before
    if watch.seen:
        return f"reached out: {watch.seen[0]}"
    if taken > seconds:
        return f"slow: {taken:.1f} s"
    return f"greedy: over {memory // 1_000_000} MB" if grown > memory else ""  # the same each time, as what it took is not


def _place(error: BaseException) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def _peak() -> int:
    """The most memory this process ever had, in bytes."""
    if os.name == "nt":
        return 0
    if sys.platform == "linux":  # what `getrusage` says there begins with what the process had that started this one
        status = Path("/proc/self/status").read_text("ascii", "ignore")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """Whatever computes much longer ends the process, having said where it was; patterns do not listen to anything less."""
    if os.name == "nt":
        yield
        return
    faulthandler.register(signal.SIGPROF, chain=True)
    signal.setitimer(signal.ITIMER_PROF, seconds * 2)
    signal.setitimer(signal.ITIMER_REAL, seconds * PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def hold(memory: int) -> None:
    """This process gets no more than that, as the one apart does."""
    if os.name != "nt" and memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def be_quiet(said: Path) -> None:
    """What libraries grumble about is nobody's news; where something computed without end is, and stands in the file `said`."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    handle = os.open(said, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    os.dup2(handle, 2)
    faulthandler.enable()
