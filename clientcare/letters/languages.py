"""The languages letters are written in."""

from __future__ import annotations

from clientcare.said import mark

LANGUAGES = {"en": mark("English"), "es": mark("Spanish")}
FALLBACK = "en"


def letter_language(wanted: str) -> str:
    """The language a letter to somebody is written in: theirs where there are words for it."""
    return wanted if wanted in LANGUAGES else FALLBACK
