"""Reads a file of the owner's in a process of its own, with little memory and time, so that a hostile file ends only that."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import clientcare

COMMAND = "decode-image"
MEMORY = 300_000_000  # bytes the process may take for a picture, where the system can hold it to that
SECONDS = 10.0  # until nobody waits for it any more; one that only computes is ended before, see READERS
_BAD, _BROKEN = 64, 65  # a refusal with a reason; anything else that went wrong

# What can be read apart: where its reader lives (bytes in, bytes out; each brings its own library, none the other's), the
# seconds it may compute and the memory it may take. By name, so that the cores it belongs to stay unknown to each other.
READERS = {
    "picture": ("clientcare.letters.paper.pictures", "decoded", 15, MEMORY),
    "signature": ("clientcare.letters.paper.pictures", "decoded_ink", 15, MEMORY),
    "letterhead": ("clientcare.letters.paper.underlay", "cleaned", 15, MEMORY),
    "thumbnail": ("clientcare.incoming.pictures", "decoded", 2, MEMORY),
    "mail": ("clientcare.incoming.mail_apart", "packed", 10, 4 * MEMORY),  # of 60 MB, in several shapes at once
}


class Refused(Exception):
    """The file cannot be taken; the text is the key of the reason."""


def read(what: str, content: bytes, seconds: float = SECONDS) -> bytes:
    """What the reader `what` makes of the bytes.

    Raises `Refused` with the reader's reason, "slow" where it took too long, or "broken" for whatever else.
    """
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, COMMAND] if frozen else [sys.executable, "-m", "clientcare", COMMAND]
    try:
        done = subprocess.run(
            [*command, what],
            input=content,
            capture_output=True,
            timeout=seconds,
            cwd=None if frozen else Path(clientcare.__path__[0]).parent,  # where -m finds it, installed or not
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("slow") from error
    if done.returncode == 0 and done.stdout:
        return done.stdout
    said = done.stderr.decode("ascii", "ignore").split("\n")  # libraries may grumble there first
    raise Refused(said[-1] if done.returncode == _BAD and said[-1] else "broken")


def main(words: list[str]) -> int:
    """The process itself: bytes in, bytes out, or a reason on the error stream; the exit status."""
    module, name, seconds, memory = READERS[words[0]]
    _hold_to_limits(seconds, memory)
    try:
        reader: Callable[[bytes], bytes] = getattr(import_module(module), name)
        made = reader(sys.stdin.buffer.read())
    except Refused as refusal:
        sys.stderr.write(str(refusal))
        return _BAD
    except MemoryError:
        sys.stderr.write("large")
        return _BAD
    except Exception:  # whatever a library makes of a damaged file
        return _BROKEN
    sys.stdout.buffer.write(made)
    sys.stdout.flush()
    return 0


def _hold_to_limits(seconds: int, memory: int) -> None:
    """Windows knows no such limits; there the caps on pixels and bytes and the time have to do."""
    if os.name == "nt":
        return
    import resource

    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):  # macOS has RLIMIT_AS but does not always take it
            continue
