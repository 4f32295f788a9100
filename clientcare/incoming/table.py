"""A table in a text file (CSV) of any origin: encoding, delimiter, where the header stands, and its rows, streamed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from clientcare.errors import InvalidInput, WorldError, reason
from clientcare.incoming import encoding, not_tables, shape
from clientcare.incoming.lines import LONGEST, Dialect, rows_of
from clientcare.said import Said, mark

BLOCK = 1 << 20
MOST_COLUMNS = 4_000  # what stands to the right of them in a row is left out
SAMPLE = 4 << 20  # letters a judgement rests on, where its lines are long
TOO_WIDE = mark("This table has more than {most} columns. Open it in your spreadsheet, keep what you need, and save that.")
UNREADABLE = mark("This file cannot be read: {reason}. Is it still there, and yours to open?")


@dataclass(frozen=True)
class Rows:
    """The rows of a table from the file itself, read anew each time they are walked."""

    source: Path | bytes
    encoding: str
    dialect: Dialect
    start: int  # lines of the file before the first row, the header included
    before: int  # rows before it, as a spreadsheet counts them
    header: tuple[str, ...]
    grouped: bool = False
    limit: int | None = None

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return (row for _, row in self.numbered())

    def numbered(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """With the number a spreadsheet shows beside each row."""
        rows = _numbered(self)
        return islice(shape.ungrouped(rows) if self.grouped else rows, self.limit)


@dataclass(frozen=True)
class Table:
    """What `read` found. `rows` may be walked any number of times; each walk reads the file anew, a piece at a time.

    A row has at least as many cells as the header; one with more keeps them. Blank lines are left out. `header` holds a
    name a column, "" where there is none (all of them "", where the file has no header). `skipped_lines`: lines before it.
    `grouped`: a report with the client's name on a line of its own; the name stands in the first cell of each row below.
    """

    header: tuple[str, ...]
    rows: Iterable[tuple[str, ...]]
    encoding: str = "utf-8"
    delimiter: str = ","
    skipped_lines: int = 0
    grouped: bool = field(default=False)

    def numbered(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each row with the number a spreadsheet shows beside it."""
        if isinstance(self.rows, Rows):
            return self.rows.numbered()
        return enumerate(self.rows, start=self.skipped_lines + 1 + any(self.header))


def read(source: Path | str | bytes, limit: int | None = None) -> Table:
    """The table in a file (by its path) or in its bytes; with `limit` its rows end after so many.

    Raises InvalidInput where the file is no table (empty, a workbook, a picture, …), WorldError where it cannot be read.
    """
    origin = Path(source) if isinstance(source, str) else source
    try:
        return _read(origin, limit)
    except OSError as error:
        raise unreadable(error) from error


def _read(source: Path | bytes, limit: int | None) -> Table:
    with _opened(source) as file:
        not_tables.refuse(file.read(not_tables.LOOK_AT))
        file.seek(0)
        name = encoding.find(iter(lambda: file.read(BLOCK), b""))
    with _text(source, name) as text:
        sample = _sample(_lines(text))
    dialect, said = shape.dialect(sample)
    first = list(islice(rows_of(sample[said:], dialect), shape.SAMPLE))
    at, header = shape.header([row for _, row in first])
    if at >= len(first) and not header:
        raise InvalidInput(Said(mark("There is nothing in this file to take in.")))
    start = said + (first[at - 1][0] if at else 0)
    below = [row for _, row in first[at:]]
    grouped, skipped = shape.is_grouped(header, below), said + at - bool(header)
    if len(header) > MOST_COLUMNS:
        raise InvalidInput(Said(TOO_WIDE, {"most": MOST_COLUMNS}))
    header = header or ("",) * min(shape.width(below), MOST_COLUMNS)
    rows = Rows(source, name, dialect, start, said + at, header, grouped, limit)
    return Table(header, rows, name, dialect.delimiter, skipped, grouped)


def _numbered(rows: Rows) -> Iterator[tuple[int, tuple[str, ...]]]:
    try:
        with _text(rows.source, rows.encoding) as text:
            lines = islice(_lines(text), rows.start, None)
            for number, (_, row) in enumerate(rows_of(lines, rows.dialect), start=rows.before + 1):
                if any(row) and any(map(str.strip, row)):
                    row.extend([""] * (len(rows.header) - len(row)))
                    del row[MOST_COLUMNS:]
                    if (cells := tuple(row)) != rows.header:  # files put one after the other repeat it
                        yield number, cells
    except OSError as error:
        raise unreadable(error) from error


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Its lines, of one without end only so much that it can be told."""
    return iter(partial(text.readline, LONGEST + 1), "")


def _sample(lines: Iterator[str]) -> list[str]:
    """The first lines, fewer where they are long."""
    first: list[str] = []
    letters = 0
    for line in islice(lines, shape.SAMPLE):
        first.append(line)
        if (letters := letters + len(line)) > SAMPLE:
            break
    return first


def _opened(source: Path | bytes) -> io.BufferedReader | io.BytesIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _text(source: Path | bytes, name: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(_opened(source), encoding=name, errors="replace", newline="")


def unreadable(error: OSError) -> WorldError:
    """That a file cannot be read, in the owner's words."""
    return WorldError(Said(UNREADABLE, {"reason": reason(error)}))
