"""Knows how to read back the assessment that a decision froze, whichever version of the program wrote it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from clientcare.decision.assessment import Assessment, Past, Way, WayKind
from clientcare.decision.guess import Guess
from clientcare.said import Amount, Said

Value = TypeVar("Value")


def recall(known: Mapping[str, Any]) -> Assessment:
    """The assessment that was stored as the plain values `known` (what `services.plain.as_json` makes of one).

    What this version does not know is left out, what an older one did not know yet takes its default.
    Raises ValueError, in words for the owner, if the values are none of an assessment.
    """
    try:
        return _made(Assessment, known, _OF_ASSESSMENT)
    except (TypeError, AttributeError, KeyError) as wrong:
        raise ValueError("What this decision rested on cannot be read.") from wrong


def _made(kind: Callable[..., Value], kept: Mapping[str, Any], read: Mapping[str, Callable[[Any], Any]]) -> Value:
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    values = {name: value for name, value in kept.items() if name in names}
    return kind(**{name: read[name](value) if name in read and value is not None else value for name, value in values.items()})


def _guess(kept: Mapping[str, Any]) -> Guess:
    return _made(Guess, kept, {})


def _said(kept: Mapping[str, Any]) -> Said:
    values = {name: _word(value) for name, value in kept.get("values", {}).items()}
    return Said(kept["text"], values, kept.get("n"))


def _word(kept: Any) -> Any:
    """A value within a sentence: another sentence, money, or itself."""
    if not isinstance(kept, Mapping):
        return kept
    return _said(kept) if "text" in kept else _made(Amount, kept, {})


def _way(kept: Mapping[str, Any]) -> Way:
    return _made(Way, kept, _OF_WAY)


def _past(kept: Mapping[str, Any]) -> Past:
    return _made(Past, kept, {"kind": WayKind})


_OF_WAY: dict[str, Callable[[Any], Any]] = {
    "kind": WayKind,
    "label": _said,
    **dict.fromkeys(("cost", "hours", "stay", "harm", "accept"), _guess),
}
_GUESSES = ("contribution", "retention", "sent_clients", "harm", "others", "prevail", "pursue", "fight_hours", "mistake_cost")
_OF_ASSESSMENT: dict[str, Callable[[Any], Any]] = {
    "ways": lambda kept: tuple(map(_way, kept)),
    "triage": frozenset,
    "record": lambda kept: tuple(map(_past, kept)),
    "chances": lambda kept: tuple((key, _guess(guess)) for key, guess in kept),
    **dict.fromkeys(_GUESSES, _guess),
}
