"""The published columns of address books, card processors and banks (`resources/columns/layouts.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from clientcare.incoming.headings import fold
from clientcare.paths import resource

_PART_OF_A_NAME = ("utc", "end to end", "metadata")  # what stands in brackets and tells two columns apart


@dataclass(frozen=True)
class Layout:
    """A published layout; what the fields mean is said at the head of the file. `fields` {}: the names alone tell."""

    name: str
    purpose: str
    signs: tuple[str, ...]
    source: str = ""
    dates: str = ""
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    leaves_out: Mapping[str, Sequence[str]] = field(default_factory=dict)


def find(header: Sequence[str], purpose: str) -> Layout | None:
    """The layout a header follows; the one with most signs, where several do. One of payments has its day and its sum in it."""
    names = frozenset(names_of(header))
    wanted = "payments" if purpose == "payments" else "clients"
    fit = [one for one in _all() if one.purpose == wanted and names.issuperset(one.signs) and _is_whole(one, names)]
    return max(fit, key=lambda one: len(one.signs), default=None)


def _is_whole(layout: Layout, names: frozenset[str]) -> bool:
    """Another program's columns may bear the signs too, but then not the rest."""
    return all(names & set(layout.fields[key]) for key in ("date", "amount") if key in layout.fields)


def names_of(header: Sequence[str]) -> list[str]:
    """The names of the columns, folded, without what stands in brackets after them ("Betrag (€)")."""
    return [fold(_bare(name)) for name in header]


def _bare(name: str) -> str:
    before, _, inside = name.partition("(")
    return before if before.strip() and fold(inside) not in _PART_OF_A_NAME else name


@cache
def _all() -> tuple[Layout, ...]:
    listed = tomllib.loads(resource("columns", "layouts.toml").read_text("utf-8"))["layout"]
    return tuple(Layout(**{**one, "signs": tuple(one["signs"])}) for one in listed)
