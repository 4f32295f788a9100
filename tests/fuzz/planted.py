"""Readers that are wrong on purpose, each in a way of its own: a hunt that does not find them is worth nothing."""

from __future__ import annotations

import os
import re
import socket
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from tests.fuzz.targets import Target

_held: list[bytes] = []


def _stumbles(content: bytes, folder: Path) -> None:
    raise KeyError("planted")


def _computes(content: bytes, folder: Path) -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


def _dawdles(content: bytes, folder: Path) -> None:
    until = time.process_time() + 0.4
    while time.process_time() < until:
        pass


def _takes(content: bytes, folder: Path) -> None:
    _held.append(b"x" * 400_000_000)


def _calls(content: bytes, folder: Path) -> None:
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", 9), 0.1)


def _writes(content: bytes, folder: Path) -> None:
    (folder.parent / "elsewhere").write_bytes(b"x")


def _dies(content: bytes, folder: Path) -> None:
    os.abort()


@cache
def by_name() -> dict[str, Target]:
    wrong = (_stumbles, _computes, _dawdles, _takes, _calls, _writes, _dies)
    return {check.__name__[1:]: Target(check.__name__[1:], check, lambda: (b"x",), seconds=0.3) for check in wrong}
