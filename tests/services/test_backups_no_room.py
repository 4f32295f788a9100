"""A disk that is really full, and a limit on the size of files: clear words, the older backups stay, and it works again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from backing import filled, left_over, named

from clientcare.errors import WorldError
from clientcare.services import backups, clients, health
from clientcare.services.store import Store

LIMITED = """
import resource, sys
from pathlib import Path
from clientcare.errors import WorldError
from clientcare.services import backups

resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
take = backups.take_elsewhere if sys.argv[2] else backups.take
try:
    take(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2] else "asked")
except WorldError as error:
    print(error.said.text)
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(place)]
    if not hasattr(os, "geteuid") or os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may add a disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_fills_up(small_disk: Path) -> None:
    data = small_disk / "data"
    store = Store.open(data)
    filled(store)
    first = backups.take(data, "asked")
    store.write(lambda session: clients.create(session, "Fay"))
    ballast = small_disk / "ballast"
    room = os.statvfs(small_disk)
    ballast.write_bytes(bytes(max(0, room.f_bavail * room.f_frsize - 200_000)))
    far = partial(backups.take_elsewhere, data, small_disk / "x")
    for work in (partial(backups.take, data, "timed"), far, partial(health.whole, data)):
        with pytest.raises(WorldError) as error:
            work()
        assert error.value.said.text.startswith("The disk is full, so ")
    status = backups.status(data)
    assert (status.last, status.changed, status.healthy) == (first, True, True), "a full disk is no damage"
    assert left_over(data) == [] and named(first.file) == {"Dana Okafor", "Eli Marsh"}
    assert {place.name for place in small_disk.iterdir()} == {"data", "ballast"}
    ballast.unlink()
    assert named(backups.take(data, "timed").file) == {"Dana Okafor", "Eli Marsh", "Fay"}
    assert backups.status(data).trouble is None
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_limit_on_the_size_of_files(store: Store, folder: Path, tmp_path: Path, elsewhere: bool) -> None:
    filled(store)
    first, to = backups.take(folder, "asked"), tmp_path / "x.clientcare"
    line = [sys.executable, "-c", LIMITED, str(folder), str(to) if elsewhere else ""]
    ended = subprocess.run(line, capture_output=True, text=True, check=True)
    assert "so no backup was made" in ended.stdout
    assert backups.all(folder) == [first] and left_over(folder) == [] and not to.exists()
    assert backups.take(folder, "asked").number == 2
