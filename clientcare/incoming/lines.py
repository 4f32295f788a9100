"""Lines of text into rows of cells, whatever their quotes: one that never closes costs one row, not the rest of the file."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clientcare.errors import InvalidInput
from clientcare.said import Said, mark

csv.field_size_limit(1 << 24)  # characters a cell may have
LONGEST = 1 << 20  # letters of a line
NO_LINES = mark("This file has a line without end, as no table has. Open it in your spreadsheet and save it once more as CSV.")
MOST_LINES = 200  # that one row may span; more is a quotation mark that was never closed
GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")  # by our own export: what a spreadsheet would take for a formula

TEXT = re.compile(r'="[^"]*"')


@dataclass(frozen=True)
class Dialect:
    """How cells are told apart. `escape`: the character before a quotation mark that is part of the text, or None."""

    delimiter: str = ","
    escape: str | None = None

    def reader(self, lines: Iterable[str], quoted: bool = True) -> Iterator[list[str]]:
        if quoted:
            return csv.reader(lines, delimiter=self.delimiter, escapechar=self.escape)
        return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE)


class _RanAway(Exception):
    """A quotation mark was opened and does not close."""


class _Lines:
    """Hands lines to the reader and holds those of the row it is at."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self._again = iter(lines), deque[str]()
        self.held: list[str] = []
        self.count = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        if len(line) > LONGEST:
            raise InvalidInput(Said(NO_LINES))
        if "\0" in line:
            line = line.replace("\0", "")
        self.held.append(line)
        self.count += 1
        if len(self.held) > MOST_LINES:
            raise _RanAway
        return line

    def take_back(self) -> str:
        """All held lines but the first, which is returned, are to be read again."""
        first, *rest = self.held
        self._again.extendleft(reversed(rest))
        self.count -= len(rest)
        self.held.clear()
        return first


def rows_of(lines: Iterable[str], dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line it ends on, from 1; blank ones too. InvalidInput for a line without end."""
    source = _Lines(lines)
    reader = dialect.reader(source)
    while True:
        try:
            row = next(reader)
            if len(source.held) > 1 and "".join(source.held).count('"') % 2:
                raise _RanAway
        except StopIteration:
            return
        except (_RanAway, csv.Error):
            if not source.held:
                return
            row = _unquoted(source.take_back(), dialect)
            reader = dialect.reader(source)
        else:
            if "'" in source.held[0] or "=" in source.held[0] or len(source.held) > 1:
                row = [_plain(cell) if cell[:1] in ("'", "=") else cell for cell in row]
            source.held.clear()
        yield source.count, row


def _plain(cell: str) -> str:
    """A cell without the sign that kept it from being a formula, or with what programs say is a text by ="0049"."""
    if cell[0] == "'":
        return cell[1:] if GUARDED.match(cell) else cell
    return cell[2:-1] if TEXT.fullmatch(cell) else cell


def _unquoted(line: str, dialect: Dialect) -> list[str]:
    """The cells of a line whose quotation marks make no sense, with those around a cell taken off."""
    try:
        cells = next(dialect.reader([line], quoted=False))
    except csv.Error:
        return [line]
    return [cell.strip('"') if '"' in cell else cell for cell in cells]
