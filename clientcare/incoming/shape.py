"""How a table lies in its lines: what parts its cells, where its header stands, and names on lines of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from clientcare.incoming import headings, values
from clientcare.incoming.lines import Dialect, rows_of
from clientcare.texts import one_line

SAMPLE = 200  # lines a judgement rests on
PREAMBLE = 60  # lines that may stand before the header
_SAID = re.compile(r"\ufeff?\"?sep=([^\"\\\r])\"?\s*$", re.IGNORECASE)  # as spreadsheets write it in the first line
_YEAR = re.compile(r"(19|20)\d\d")  # a column may be called so
_ESCAPED = re.compile(r'\\"(?=[^,;\t|\r\n])')


def dialect(sample: Sequence[str]) -> tuple[Dialect, int]:
    """How the cells are parted, and how many lines say nothing else."""
    if sample and (said := _SAID.match(sample[0])):
        return Dialect(said[1], _escape(sample)), 1
    escape = _escape(sample)
    return max((Dialect(sign, escape) for sign in ",;\t|"), key=lambda one: _evenness(sample, one)), 0


def _escape(sample: Sequence[str]) -> str | None:
    text = "".join(sample)
    return "\\" if '""' not in text.replace('"",', "").replace('"";', "") and _ESCAPED.search(text) else None


def _evenness(sample: Sequence[str], dialect: Dialect) -> tuple[int, int, int]:
    """How many names that headers have stand in one row, how many rows are of the commonest width, and that width."""
    rows = [row for _, row in rows_of(sample, dialect)]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0, 0, 0
    common = max(widths, key=lambda width: (widths[width] * min(width, 4), width))
    near = sum(count for width, count in widths.items() if abs(width - common) <= 1)
    named = max((sum(map(headings.known, row)) for row in rows[:PREAMBLE] if len(row) > 1), default=0)
    return named, near * min(common, 4), common


def width(rows: Iterable[Sequence[str]]) -> int:
    """How many cells the widest rows have."""
    return max(map(len, rows), default=0)


def header(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]]:
    """The index of the first row of data, and the header before it: () if the table has none."""
    full = [index for index, row in enumerate(rows) if any(map(str.strip, row))]
    if not full:
        return len(rows), ()
    widths = Counter(len(rows[index]) for index in full)
    usual = max(widths, key=lambda width: (width > 1 and widths[width] > 1, widths[width]))  # what stands before it has one
    at = _recognised(rows[:PREAMBLE], usual)
    if at is None:
        at = next((index for index in full if len(rows[index]) >= usual), full[0])
        if usual == 1 or any(values.is_data(cell) for cell in rows[at]):  # of one column the first may well be a name
            return at, ()
    return at + 1, tuple(one_line(cell) for cell in _without_empty_end(rows[at], rows[at + 1 :]))


def _recognised(rows: Sequence[Sequence[str]], usual: int) -> int | None:
    """The row with most of the names that headers have; a row of data may hold one of them by chance."""
    scores = [sum(map(headings.known, row)) if len(row) * 2 >= usual else 0 for row in rows]
    best = max(scores, default=0)
    if best >= min(2, usual):
        at = scores.index(best)
        return at if not any(values.is_data(cell) and not _YEAR.fullmatch(cell.strip()) for cell in rows[at]) else None
    return None


def _without_empty_end(row: Sequence[str], below: Sequence[Sequence[str]]) -> Sequence[str]:
    """A header without the empty cells a trailing delimiter leaves, where nothing stands under them either."""
    end = len(row)
    while end > 1 and not row[end - 1].strip() and not any(line[end - 1].strip() for line in below if len(line) >= end):
        end -= 1
    return row[:end]


def is_grouped(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether names stand on lines of their own, in a first column without a name, above the rows they are for."""
    if len(header) < 3 or header[0] or not any(header):
        return False
    alone = sum(1 for row in rows if row and row[0].strip() and not any(map(str.strip, row[1:])))
    under = sum(1 for row in rows if len(row) > 1 and not row[0].strip() and any(map(str.strip, row)))
    return bool(alone and under)


def ungrouped(rows: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows with the name they stand under in the first cell; without the lines of names and of their totals."""
    name = ""
    for number, row in rows:
        if not row[0].strip():
            yield number, (name, *row[1:])
        elif not any(map(str.strip, row[1:])):
            name = row[0]


