"""What stands in a column, taken together: a column is of a kind where nearly all of its cells are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from clientcare.incoming import values

SURE = 0.9  # of what stands in a column has to be of a kind, where its name says nothing
FITS = 0.3  # … where its name says so: statements of few lines end with as many of another kind
LOOKED_AT = 300  # cells of a column


def share(cells: Iterable[str], fits: Callable[[str], bool]) -> float:
    """The part of these cells that `fits`; 0 of none."""
    some = list(islice(cells, LOOKED_AT))
    return sum(map(fits, some)) / len(some) if some else 0.0


def bears_out(key: str, cells: list[str]) -> bool:
    """Whether what stands in a column can be what its name says; an empty one can."""
    return not cells or key not in _KINDS or share(cells, _KINDS[key]) >= FITS


def only_one(columns: list[list[str]], free: Iterable[int], fits: Callable[[str], bool]) -> int | None:
    """The one column of those `free` that is surely of a kind; None where none is, or several are."""
    could = all_of(columns, free, fits)
    return could[0] if len(could) == 1 else None


def all_of(columns: list[list[str]], free: Iterable[int], fits: Callable[[str], bool]) -> list[int]:
    """The columns of those `free` that are surely of a kind."""
    return [index for index in free if columns[index] and share(columns[index], fits) >= SURE]


def is_sum(text: str) -> bool:
    """A sum with cents, or with a sign of money: a bare number may be anything."""
    return text == "0" or (values.is_amount(text) and not text.replace(" ", "").isdecimal() and not values.is_date(text))


def is_name(text: str) -> bool:
    """Two words or more without figures."""
    return " " in text.strip() and not any(map(str.isdecimal, text)) and len(text) <= 60 and "@" not in text


def is_text(text: str) -> bool:
    """More letters than figures."""
    return sum(map(str.isalpha, text)) > sum(map(str.isdecimal, text))


_KINDS: dict[str, Callable[[str], bool]] = {
    "name": lambda text: any(map(str.isalpha, text)),
    "email": lambda text: "@" in text,
    "phone": lambda text: sum(map(str.isdecimal, text)) >= 5 and not values.is_email(text),
    "date": values.is_date,
    **dict.fromkeys(("amount", "in", "out", "fee", "refunded"), values.is_amount),
}
