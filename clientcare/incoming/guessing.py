"""What each column of a table holds: by a published layout, by its name, by what stands in it. Unsure: nothing."""

from __future__ import annotations

from itertools import islice

from clientcare.incoming import of_payments, of_people
from clientcare.incoming.mapping import Mapping
from clientcare.incoming.signs import settled
from clientcare.incoming.table import Table
from clientcare.incoming.values import parse_amount, parse_date

__all__ = ["Mapping", "guess", "parse_amount", "parse_date", "settled"]

SAMPLE, ENOUGH = 3000, 10_000_000  # rows a guess rests on; fewer, where they hold more letters than these
CELL = 10  # letters a cell counts as, beside its own


def guess(table: Table, purpose: str) -> Mapping:
    """What the columns of `table` are, for `purpose` clients, providers or payments, from its header and its first rows."""
    columns: list[list[str]] = [[] for _ in table.header]
    letters = 0
    for row in islice(table.rows, SAMPLE):
        for column, text in zip(columns, row, strict=False):
            if cell := text.strip():
                column.append(cell)
        if (letters := letters + CELL * len(row) + sum(map(len, row))) > ENOUGH:
            break
    return of_payments.guess(table, columns) if purpose == "payments" else of_people.guess(table, columns, purpose)
