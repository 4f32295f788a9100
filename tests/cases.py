"""How many cases a property test of a reader runs: some in the suite, 1,000 by `tasks.py test --slow`."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

THOROUGH = 1000


def cases(some: int, **more: Any) -> Any:
    """The settings of a test that runs `some` cases where not all are asked for."""
    thorough = settings.default is not None and settings.default.max_examples >= THOROUGH
    return settings(max_examples=THOROUGH if thorough else some, deadline=None, **more)
