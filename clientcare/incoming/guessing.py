"""What each column of a table holds: by a published layout, by its name, by what stands in it. Unsure: nothing."""

from __future__ import annotations

from itertools import islice

from clientcare.incoming import of_payments, of_people
from clientcare.incoming.mapping import Mapping
from clientcare.incoming.signs import settled
from clientcare.incoming.table import Table
from clientcare.incoming.values import parse_amount, parse_date

__all__ = ["Mapping", "guess", "parse_amount", "parse_date", "settled"]

SAMPLE = 3000  # rows a guess rests on


def guess(table: Table, purpose: str) -> Mapping:
    """What the columns of `table` are, for `purpose` clients, providers or payments, from its header and its first rows."""
    rows = list(islice(table.rows, SAMPLE))
    columns = [[cell for row in rows if (cell := row[index].strip())] for index in range(len(table.header))]
    return of_payments.guess(table, columns) if purpose == "payments" else of_people.guess(table, columns, purpose)
