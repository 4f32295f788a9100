"""A list as a CSV file that spreadsheets open safely, and that comes back unchanged through an import."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path

from clientcare.errors import WorldError, reason
from clientcare.said import Said, mark
from clientcare.services.whole_file import whole_file

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
CANNOT = mark("The list could not be saved there: {reason}. Choose another folder, or close the file if it is open elsewhere.")
Cell = str | int | Decimal | date | datetime | None


def guard(text: str) -> str:
    """`text`, with an apostrophe before what a spreadsheet would take for a formula; `incoming.table` takes it off again."""
    return f"'{text}" if _FORMULA.match(text) else text


def delimiter(locale: str) -> str:
    """What parts the cells in spreadsheets of a locale: a semicolon where a comma parts the cents."""
    return ";" if _decimal(locale) == "," else ","


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]], locale: str) -> None:
    """Write the file, whole or not at all; sums as the locale has them, days as 2026-11-30. WorldError where it cannot be."""
    sign = _decimal(locale)
    try:
        with whole_file(path) as file:
            text = TextIOWrapper(file, "utf-8-sig", newline="")
            out = csv.writer(text, delimiter=delimiter(locale), quoting=csv.QUOTE_ALL)
            out.writerow(header)
            out.writerows([_text(cell, sign) for cell in row] for row in rows)
            text.detach()  # which writes out what it still holds
    except OSError as error:
        raise WorldError(Said(CANNOT, {"reason": reason(error)})) from error


def _text(cell: Cell, sign: str) -> str:
    if isinstance(cell, str):
        return guard(cell.replace("\0", ""))
    if isinstance(cell, Decimal):
        return _sum(cell).replace(".", sign)
    if isinstance(cell, datetime):
        return f"{cell.astimezone():%Y-%m-%d %H:%M}"
    return "" if cell is None else str(cell)


def _sum(value: Decimal) -> str:
    """At least two places, so that the sign that parts the cents is plain to see."""
    exponent = value.normalize().as_tuple().exponent
    return f"{value:.{max(2, -exponent if isinstance(exponent, int) else 2)}f}"


def _decimal(locale: str) -> str:
    from babel.core import UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return "," if get_decimal_symbol(locale) == "," else "."
    except (UnknownLocaleError, ValueError):
        return "."


