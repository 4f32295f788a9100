"""A file as the owner chose it: what kind it is, its columns with examples, and the guess of what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from clientcare.errors import InvalidInput
from clientcare.said import Said, mark
from clientcare.services.importing.plan import CLIENTS, KINDS, PAYMENTS, PROVIDERS, line
from clientcare.services.progress import BITE, Progress

if TYPE_CHECKING:
    from clientcare.incoming.cards import Cards
    from clientcare.incoming.guessing import Mapping
    from clientcare.incoming.people import Person
    from clientcare.incoming.table import Table

EXAMPLES, LONGEST = 3, 60  # of a column, shown; letters of each
LOOKED_AT = 500  # rows the examples are from, but for a column that has nothing in them
LARGEST_CARDS, LARGEST_TABLE = 200_000_000, 1_000_000_000  # bytes
MOST_ROWS = 3_000_000
TOO_LARGE = mark("This table is too large to take in at once. Export fewer years at a time, or part it in your spreadsheet.")
FIELDS = {  # what a column can be, in the order it is offered
    CLIENTS: (
        "name", "first_name", "last_name", "company", "greeting", "address", "street", "city", "postcode", "region", "country",
        "email", "email2", "email3", "phone", "phone2", "phone3", "language", "tags", "notes", "website",
        "since", "archived",
    ),
    PROVIDERS: (
        "name", "company", "person", "does", "area", "address", "street", "city", "postcode", "region", "country", "email",
        "phone", "website", "tie", "tags", "notes",
    ),
    PAYMENTS: (
        "date", "amount", "in", "out", "direction", "refunded", "fee", "currency", "name", "first_name", "last_name", "email",
        "what", "job", "reference", "status",
    ),
}  # fmt: skip
NAMED = frozenset(("name", "first_name", "last_name", "email"))  # what says who paid
NEEDED = {CLIENTS: ("name", "first_name", "last_name", "company", "email"), PROVIDERS: ("name", "company")}


@dataclass(frozen=True)
class SourceColumn:
    """A column of a table by its place in a row: its heading, and the first texts that stand in it."""

    place: int
    heading: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A file that was read. A table has `mappings`, a guess for each kind; address cards have none. `columns` with anything
    in them; `empty`: how many have nothing. `kind`: what is most likely in it."""

    name: str
    kind: str
    rows: int
    table: Table | None = None
    cards: Cards | None = None
    mappings: dict[str, Mapping] | None = None
    columns: tuple[SourceColumn, ...] = ()
    empty: int = 0


@dataclass(frozen=True)
class Wanted:
    """What the owner wants of a file: its `kind`, what its columns are (None for cards), and how sums are counted."""

    source: Source
    kind: str
    mapping: Mapping | None = None
    currency: str = ""
    less_fees: bool = False


def read(path: Path, progress: Progress) -> Source:
    """Look at a file. InvalidInput where it holds nothing that could be taken in, WorldError where it cannot be read."""
    try:
        with path.open("rb") as file:
            is_cards = _begins_as_cards(file.read(4096)) or path.suffix.lower() in (".vcf", ".vcard")
        return _cards(path, progress) if is_cards else _table(path, progress)
    except OSError as error:
        from clientcare.incoming.table import unreadable

        raise unreadable(error) from error


def _begins_as_cards(head: bytes) -> bool:
    return b"BEGIN:VCARD" in head.replace(b"\0", b"").upper()[:200]


def _cards(path: Path, progress: Progress) -> Source:
    from clientcare.incoming import cards

    if path.stat().st_size > LARGEST_CARDS:
        raise InvalidInput(Said(mark("This file of address cards is too large. Export fewer contacts at a time.")))
    found = cards.read(path.read_bytes(), lambda: progress.step(0))
    return Source(path.name, CLIENTS, len(found.cards) + len(found.broken), cards=found)


def _table(path: Path, progress: Progress) -> Source:
    from clientcare.incoming import guessing, table

    if path.stat().st_size > LARGEST_TABLE:
        raise InvalidInput(Said(TOO_LARGE))
    found = table.read(path)
    columns, rows, empty = _columns(found, progress)
    if not rows:
        raise InvalidInput(Said(mark("There are no rows in this file. Check that it is the right one.")))
    mappings = {kind: guessing.guess(found, kind) for kind in KINDS}
    return Source(path.name, _likely(mappings), rows, found, None, mappings, columns, empty)


def _columns(found: Table, progress: Progress) -> tuple[tuple[SourceColumn, ...], int, int]:
    """The columns with anything in them, how many rows there are, and how many columns have nothing."""
    seen: list[dict[str, None]] = [{} for _ in found.header]
    bare = set(range(len(seen)))  # columns where nothing has been seen
    rows = 0
    for row in found.rows:
        rows += 1
        if rows % BITE == 0:
            progress.step(BITE)
        if rows > MOST_ROWS:
            raise InvalidInput(Said(TOO_LARGE))
        if len(row) > len(seen):
            bare.update(range(len(seen), len(row)))
            seen.extend({} for _ in range(len(seen), len(row)))
        for place in range(len(row)) if rows <= LOOKED_AT else tuple(bare):
            if place < len(row) and len(seen[place]) < EXAMPLES and (shown := line(row[place], LONGEST)):
                seen[place][shown] = None
                bare.discard(place)
    headings = (*found.header, *[""] * (len(seen) - len(found.header)))
    columns = [SourceColumn(place, line(headings[place], LONGEST), tuple(texts)) for place, texts in enumerate(seen)]
    return tuple(column for column in columns if column.examples), rows, len(bare)


def _likely(mappings: dict[str, Mapping]) -> str:
    found = set(mappings[PAYMENTS].fields.values())
    return PAYMENTS if "date" in found and found & {"amount", "in", "out"} else CLIENTS


def lacks(kind: str, fields: Sequence[str]) -> Said | None:
    """What has still to be chosen before the rows can be read, or None."""
    if kind != PAYMENTS:
        if set(NEEDED[kind]) & set(fields):
            return None
        return Said(mark("Choose the column that holds the name."))
    if "date" not in fields:
        return Said(mark("Choose the column that holds the day of the payment."))
    if not {"amount", "in", "out"} & set(fields):
        return Said(mark("Choose the column that holds the sum."))
    if not (NAMED | {"what"}) & set(fields):
        return Said(mark("Choose the column that says who paid, by name or e-mail, or in the text of the payment."))
    return None


def mapped(mapping: Mapping, fields: dict[int, str], **how: str) -> Mapping:
    """The guess as the owner corrected it; which of two columns for one field comes first stays as it was."""
    from clientcare.incoming.mapping import in_order

    return replace(mapping, fields=in_order(fields), **how)  # type: ignore[arg-type]


def people(source: Source, mapping: Mapping | None, progress: Progress) -> Iterator[tuple[int, Person]]:
    """Everyone in the file with the number of their row or card."""
    from clientcare.incoming.people import person

    if source.cards is not None:
        for card in source.cards.cards:
            yield card.number, person(card.values)
    elif source.table is not None and mapping is not None:
        for place, (number, row) in enumerate(source.table.numbered()):
            if place % BITE == 0:
                progress.step(BITE)
            yield number, person(mapping.values(row), mapping.labels)
