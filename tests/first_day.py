"""An owner's data folder as it is on the first day, without the time it takes to make one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from clientcare.db.database import FILE
from clientcare.services.store import Store


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as name:
        Store.open(Path(name)).close()
        return (Path(name) / FILE).read_bytes()


def first_day(folder: Path) -> Path:
    """The folder with an empty data file in it, unless it is there already."""
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
        (folder / FILE).write_bytes(_empty())
    return folder
