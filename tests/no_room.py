"""A disk with no room left, or one that may only be read: real, of 16 MB, where it lets us; and a limit on file sizes."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SIZE = 16_000_000


class Disk:
    """A small disk of its own at `path`, for `root` only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ballast = path / "ballast"

    def fill(self, left: int = 0) -> None:
        """Leave room for so many bytes and no more."""
        with self._ballast.open("wb") as file:
            try:
                while True:
                    file.write(b"\xff" * 65536)
                    file.flush()
            except OSError:
                pass
        if left:
            os.truncate(self._ballast, max(0, self._ballast.stat().st_size - left))

    def free(self) -> None:
        self._ballast.unlink(missing_ok=True)

    def only_read(self, so: bool = True) -> None:
        _mount("-o", f"remount,{'ro' if so else 'rw'}", str(self.path))


@contextmanager
def small_disk(path: Path) -> Iterator[Disk]:
    """Mount it, and unmount it again whatever happens. Skips the test where that is not allowed."""
    path.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() or not _mount("-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(path)):
        pytest.skip("a disk of its own needs root")
    try:
        yield Disk(path)
    finally:
        subprocess.run(["umount", "-l", str(path)], capture_output=True, timeout=20, check=True)


@contextmanager
def files_no_larger(size: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _mount(*words: str) -> bool:
    try:
        return subprocess.run(["mount", *words], capture_output=True, timeout=20).returncode == 0
    except OSError:
        return False
