"""What every test may use: a store on a real file in a folder of its own, and the words of an error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from first_day import first_day
from hypothesis import settings

from clientcare.services.store import Store

# How long one example takes says more about what else this machine does than about us.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# Each takes half a minute or so: begun last, it would keep every other process waiting for it.
SLOWEST = ("test_tour.py", "test_accessibility.py", "test_killed.py", "test_tasks.py", "test_write.py")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in SLOWEST)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    opened = Store.open(first_day(folder))
    yield opened
    opened.close()
