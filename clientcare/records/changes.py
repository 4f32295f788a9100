"""What a write changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Changes:
    """Which records a write touched: pairs of (kind, id), the kind being the record's class name ("Client", "Dispute")."""

    ids: frozenset[tuple[str, int]] = frozenset()

    def touches(self, *kinds: str) -> bool:
        return any(kind in kinds for kind, _ in self.ids)
