"""Where an export may go: anywhere but among the data itself."""

from __future__ import annotations

from pathlib import Path

from clientcare.errors import InvalidInput
from clientcare.said import Said, mark

INSIDE = mark("That is where your data is. Choose a place outside that folder.")


def check(place: Path, data: Path) -> None:
    """InvalidInput where `place` is the data folder, or in it."""
    if place.resolve().is_relative_to(data.resolve()):
        raise InvalidInput(Said(INSIDE))
