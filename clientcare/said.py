"""Text to be shown, marked for translation where it arises and free of Qt; `ui.wording` turns it into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def mark(text: str) -> str:
    """Return `text` unchanged; the translation tool finds every call of this name."""
    return text


@dataclass(frozen=True)
class Said:
    """A marked sentence with the values for its `{names}`; `n` chooses the plural.

    Values may be text, numbers, dates, `Amount` (money) or another `Said`; the window formats each by the owner's locale.
    """

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    n: int | None = None

    def __str__(self) -> str:
        """As it stands, for a terminal."""
        return self.text.replace("%n", str(self.n)).format_map(self.values)


@dataclass(frozen=True)
class Amount:
    """Money inside a sentence, in the business's currency. `rounded`: to two leading digits, for what is only a guess."""

    value: float
    rounded: bool = False
