"""What a search found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Hit:
    """One record that was found. `kind`: client, dispute, event, letter, attachment or provider; `id` its own.

    `title`: the words it is known by, `text`: a piece of its own text where the words stand, "" where there is none; the
    spans say which letters of each to mark. `what`: a letter's or event's kind. `dispute_id`, `event_id`: where it belongs.
    `private`: of an entry, or a file beside one, that only the owner may see.
    """

    kind: str
    id: int
    title: str
    title_spans: Spans = ()
    text: str = ""
    text_spans: Spans = ()
    what: str = ""
    who: str = ""
    at: datetime | None = None
    dispute_id: int | None = None
    event_id: int | None = None
    private: bool = False


@dataclass(frozen=True)
class Found:
    """The hits by kind, the best first within each; `more`: kinds of which there are more than these. `complete`: whether
    all there is could be found; not so while the index of an older file is being made."""

    text: str
    hits: tuple[Hit, ...] = ()
    more: frozenset[str] = frozenset()
    complete: bool = True

    def of(self, kind: str) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.hits if hit.kind == kind)
