"""What every test may use: a store on a real file in a folder of its own, and the words of an error."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from first_day import first_day
from hypothesis import settings

from clientcare import log
from clientcare.services.store import Store

# What this computer remembers of data folders is no business of a test's.
_STATE = tempfile.TemporaryDirectory(prefix="clientcare-test-state-")
os.environ["CLIENTCARE_STATE_DIR"] = _STATE.name

# How long one example takes says more about what else this machine does than about us.
settings.register_profile("any machine", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=1000)  # tasks.py test --slow
settings.load_profile("any machine")

# Each takes half a minute or so: begun last, it would keep every other process waiting for it.
SLOWEST = (
    "test_tour.py", "test_accessibility.py", "test_killed.py", "test_tasks.py", "test_write.py", "test_nothing_lost.py",
    "test_two_starts.py", "test_fuzz.py",
)  # fmt: skip


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in SLOWEST)


# Whoever the tests write about, in capitals as the names of our own functions never are.
_PEOPLE = re.compile(r"Dana|Okafor|Rivera|Canary|Noor|Haddad|Menon|Riverside|\w@\w|(?i:quackenbush)")


@pytest.fixture(autouse=True)
def _nobody_is_in_the_log() -> Iterator[None]:
    """Whatever a test drives, and however it fails: the log, and so every report, quotes nobody."""
    yield
    entries = log.recent()
    log._recent.lines.clear()
    quoted = [entry for entry in entries if _PEOPLE.search(entry)]
    assert not quoted, quoted


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    opened = Store.open(first_day(folder))
    yield opened
    opened.close()
