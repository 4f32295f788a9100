"""What the cells of a table of payments give away: the order of day and month, the decimal sign, in or out, paid or not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import islice, pairwise

from clientcare.incoming.headings import fold, words
from clientcare.incoming.table import Table
from clientcare.incoming.values import decimal_sign, parse_amount, parse_date

SUMS = ("amount", "in", "out", "fee", "refunded")
_BEFORE_NAMES = re.compile(
    r"(payment from|transfer from|received (money )?from|money from|from|zahlung von|überweisung von|paiement de|virement de|"
    r"pago de|transferencia de|bonifico da|betaling van)\s+(?=\S)", re.IGNORECASE
)  # fmt: skip
_OUT = frozenset((
    "af", "debit", "d", "dr", "db", "soll", "s", "out", "outgoing", "debet", "dbit", "ausgang", "uitgaand", "sortie", "salida",
    "uscita", "belastung", "debito", "cargo", "gasto", "ausgabe", "expense", "withdrawal", "money out", "paid out", "saida",
    "ut", "расход", "списание", "дебет", "支出", "出金", "出", "출금", "gider", "borc",
))  # fmt: skip
_IN = frozenset((
    "bij", "credit", "c", "cr", "haben", "h", "in", "incoming", "crdt", "eingang", "inkomend", "entree", "entrada", "entrata",
    "gutschrift", "credito", "abono", "ingreso", "einnahme", "income", "deposit", "money in", "paid in", "inn", "приход",
    "поступление", "кредит", "收入", "入金", "入", "입금", "gelir", "alacak",
))  # fmt: skip


@cache
def _statuses() -> dict[str, bool]:
    lists = words("statuses")
    return {**dict.fromkeys(lists["not"], False), **dict.fromkeys(lists["arrived"], True)}


def settled(status: str) -> bool | None:
    """Whether a payment with this status has arrived (paid, completed, booked; also refunds); None: the word is not known."""
    return _statuses().get(fold(status))


def came_in(values: Mapping[str, str], decimal: str) -> Decimal | None:
    """See `guessing.Mapping.came_in`."""
    sums = {key: parse_amount(values[key], decimal) for key in ("amount", "in", "out", "refunded") if key in values}
    total = sums.get("amount")
    if total is None and ("in" in sums or "out" in sums):
        inward, outward = sums.get("in", Decimal(0)), sums.get("out", Decimal(0))
        total = None if inward is None or outward is None else inward - abs(outward)
    if total is None or ("refunded" in sums and sums["refunded"] is None):
        return None
    if fold(values.get("direction", "")) in _OUT:
        total = -abs(total)
    return total - abs(sums.get("refunded") or Decimal(0))


MOST_WORDS = 6  # that a column may have for in and out


def are_directions(cells: Sequence[str]) -> bool:
    """Whether a column says nothing but whether money came in or went out, and some of it went out."""
    different = set(cells)
    if len(different) > MOST_WORDS:
        return False
    said = {fold(cell) for cell in different}
    return said <= _IN | _OUT and not said.isdisjoint(_OUT)


def other_side(values: dict[str, str], decimal: str) -> dict[str, str]:
    """`values` with the name and e-mail of the client, whichever way the money went, and a name without words before it."""
    if "name_to" in values or "email_to" in values:
        others = {key: values.pop(f"{key}_to", "") for key in ("name", "email")}
        if (came_in(values, decimal) or 0) < 0:
            values |= {key: text for key, text in others.items() if text}
    if "name" in values and (before := _BEFORE_NAMES.match(values["name"])):
        values["name"] = values["name"][before.end() :]
    return values


def decimal(cells: Sequence[str]) -> tuple[str, bool]:
    """The decimal sign of these sums, and whether that is in doubt."""
    signs = [decimal_sign(cell) for cell in cells]
    points, commas, either = signs.count("."), signs.count(","), signs.count("?")
    if points or commas:
        return ("," if commas > points else "."), bool(points and commas)
    if not either:
        return ".", False
    sign = next(cell for cell, found in zip(cells, signs, strict=True) if found == "?")
    return ("," if "." in sign else "."), True  # "1,234" and "1.234": rather thousands than thousandths


def date_order(cells: Sequence[str], decimal: str, table: Table, usual: str = "") -> tuple[str, bool]:
    """The order of day, month and year in these dates, and whether that is in doubt; the `usual` one, if it will do."""
    read = {order: [parse_date(cell, order) for cell in cells] for order in ("dmy", "mdy", "ymd")}
    missing = {order: dates.count(None) for order, dates in read.items()}
    least = min(missing.values())
    fit = [order for order in read if missing[order] == least]
    if usual in fit:
        return usual, False
    alike = [order for order in fit if read[order] == read[fit[0]]]
    if len(alike) == len(fit):
        return ("ymd" if cells and cells[0][:4].isdecimal() else fit[0]), False
    if "ymd" in fit:
        fit.remove("ymd")  # two digits of a year first: nobody writes so where another order will do
    if len(fit) == 1:
        return fit[0], False
    in_turn = [order for order in fit if _runs(read[order])]
    if len(in_turn) == 1:
        return in_turn[0], False
    return _habit(cells, decimal, table)


def _runs(dates: Sequence[date | None]) -> bool:
    """Whether a list is in the order of its dates, as nearly all are."""
    known = [one for one in dates if one is not None]
    pairs = list(pairwise(known))
    return len(pairs) > 1 and (all(a <= b for a, b in pairs) or all(a >= b for a, b in pairs))


def _habit(cells: Sequence[str], decimal: str, table: Table) -> tuple[str, bool]:
    """What else tells, and whether that leaves doubt: points and a decimal comma are of lands that put the day first; dollars
    and AM and PM are mostly of one that does not."""
    if any("." in cell.split(" ")[0] for cell in cells[:50]) or decimal == "," or table.delimiter == ";":
        return "dmy", False
    first = [cell.upper() for row in islice(table.rows, 50) for cell in row]
    american = any("$" in cell or cell == "USD" or cell.endswith((" AM", " PM")) for cell in first)
    return ("mdy" if american else "dmy"), True
