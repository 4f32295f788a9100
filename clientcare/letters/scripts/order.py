"""The order in which a line of mixed directions is seen: the Unicode bidirectional algorithm, in a left-to-right letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, TypeVar

_RIGHT_TO_LEFT = ("R", "AL", "AN")
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}  # what a type counts as beside brackets
_BRACKETS = dict(zip("([{⟨〈《「『【", ")]}⟩〉》」』】", strict=True))
_UNASSIGNED = "\ufffd"  # stands for a character of no known direction
_Item = TypeVar("_Item")


def is_leftward(char: str) -> bool:
    """Whether a character belongs to a script that is written from right to left."""
    return unicodedata.bidirectional(char) in _RIGHT_TO_LEFT[:2]


def levels(text: str) -> list[int]:
    """Each character's level in one line: odd ones run from right to left."""
    if not any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text):
        return [0] * len(text)
    from bidi import algorithm as bidi

    store = bidi.get_empty_storage()
    store["base_level"], store["base_dir"] = 0, "L"
    bidi.get_embedding_levels("".join(char if unicodedata.bidirectional(char) else _UNASSIGNED for char in text), store)
    bidi.explicit_embed_and_overrides(store)
    bidi.resolve_weak_types(store, False)
    _resolve_brackets(store["chars"])
    bidi.resolve_neutral_types(store, False)
    bidi.resolve_implicit_levels(store, False)
    found, made = iter(store["chars"]), [0]
    for char in text:  # the algorithm leaves out what has no width: it goes with the character before
        gone = unicodedata.bidirectional(char) in bidi.X9_REMOVED
        made.append(made[-1] if gone else next(found)["level"])
    return made[1:]


def seen(items: list[_Item], level: Callable[[_Item], int]) -> list[_Item]:
    """The items of one line from left to right: rule L2."""
    for turned in range(max(map(level, items), default=0), 0, -1):
        grouped = [(high, [*group]) for high, group in groupby(items, key=lambda item: level(item) >= turned)]
        items = [item for high, group in grouped for item in (group[::-1] if high else group)]
    return items


def _resolve_brackets(chars: list[dict[str, Any]]) -> None:
    """Rule N0, which python-bidi leaves out: two brackets of a pair point the same way as what they hold, or stand in."""
    for opens, closes in sorted(_pairs(chars)):
        within = {_STRONG.get(char["type"]) for char in chars[opens + 1 : closes]}
        before = next((kind for char in chars[opens::-1] if (kind := _STRONG.get(char["type"]))), "L")
        if "L" in within or "R" in within:
            direction = "L" if "L" in within else before
            chars[opens]["type"] = chars[closes]["type"] = direction


def _pairs(chars: list[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    for place, char in enumerate(chars):
        if char["type"] != "ON":
            continue
        if char["ch"] in _BRACKETS:
            waiting.append((_BRACKETS[char["ch"]], place))
        elif any(closing == char["ch"] for closing, _ in waiting):
            while (last := waiting.pop())[0] != char["ch"]:
                pass
            yield last[1], place
