"""What every test may use: a store on a real file in a folder of its own, and the words of an error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clientcare.services.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    opened = Store.open(folder)
    yield opened
    opened.close()
