"""What the columns of a list of payments are: of a bank, a card processor, a till or the owner's own."""

from __future__ import annotations

from collections.abc import Sequence

from clientcare.incoming import contents, headings, layouts, signs, values
from clientcare.incoming.headings import fold
from clientcare.incoming.layouts import Layout
from clientcare.incoming.mapping import Mapping
from clientcare.incoming.table import Table

_WHO = {"name", "first_name", "last_name", "email"}
BALANCE = "balance"  # a name that columns have, and nothing we take
_BANKS = frozenset(("iban", "saldo", "kontostand", "solde", "running", "bic", "tegenrekening", "sortcode", "sort"))


def guess(table: Table, columns: list[list[str]]) -> Mapping:
    """`columns`: what stands in each, without blanks."""
    layout = layouts.find(table.header, "payments")
    fields = _by_layout(layout, table.header) if layout else _by_names(table, columns)
    if layout is None:
        _by_contents(fields, columns, table.header)
    _only_unique_references(fields, columns)
    dates = [cell for index, key in fields.items() if key == "date" for cell in columns[index]]
    sums = [cell for index, key in fields.items() if key in signs.SUMS for cell in columns[index]]
    decimal, doubtful = signs.decimal(sums)
    order, unclear = signs.date_order(dates, decimal, table, layout.dates if layout else "")
    unsure = frozenset(name for name, doubt in (("decimal", doubtful), ("date_order", unclear)) if doubt)
    if layout is None:
        source = "bank" if _is_of_bank(table.header) else ""
        return Mapping(fields, order, decimal, source=source, unsure=unsure)
    return Mapping(fields, order, decimal, layout.name, layout.source, {}, _left_out(layout, table.header, columns), unsure)


def _by_layout(layout: Layout, header: Sequence[str]) -> dict[int, str]:
    names = layouts.names_of(header)
    fields: dict[int, str] = {}
    for key, wanted in layout.fields.items():
        for name in wanted:
            if name in names:  # of two of one name the last: banks put the currency of the balance first
                fields[len(names) - 1 - names[::-1].index(name)] = key
    return fields


def _only_unique_references(fields: dict[int, str], columns: list[list[str]]) -> None:
    """A number that several rows have (of an invoice, or "none") does not tell one payment from another."""
    for index, key in list(fields.items()):
        if key == "reference" and len(set(columns[index])) < len(columns[index]):
            del fields[index]


def _left_out(layout: Layout, header: Sequence[str], columns: list[list[str]]) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for index, name in enumerate(layouts.names_of(header)):
        if words := layout.leaves_out.get(name):
            left = frozenset(words)
            if layout.name == "QuickBooks" and "payment" in map(fold, columns[index]):
                left |= {"invoice", "credit memo"}  # or who paid their invoice would count twice
            found[index] = left
    return found


def _by_names(table: Table, columns: list[list[str]]) -> dict[int, str]:
    """By the names in the header, where what stands in the column bears them out; the better name wins."""
    found: dict[str, tuple[bool, int, int]] = {}
    for index, name in enumerate(table.header):
        named = headings.of_payment(name)
        if named is not None and named[0] != BALANCE and contents.bears_out(named[0], columns[index]):
            here = (not columns[index], named[1], index)  # one with nothing in it only where there is no other
            found[named[0]] = min(found.get(named[0], here), here)
    if "in" in found and "out" in found:
        found.pop("amount", None)
    elif "amount" in found:
        found.pop("out", None)
        found.pop("in", None)
    if _is_of_bank(table.header):
        found.pop("job", None)  # the kind of account
    fields = {index: key for key, (*_, index) in found.items()}
    fields |= _of_person(table.header, columns, fields)
    _which_text(fields, table.header, columns)
    if table.grouped and not {"name", "first_name"} & set(fields.values()):
        fields[0] = "name"
    return fields


def _is_of_bank(header: Sequence[str]) -> bool:
    """A bank says what is on the account after each payment, or the number of the other account."""
    words = {word for name in header for word in fold(name).split()}
    balance = any((headings.of_payment(name) or ("",))[0] == BALANCE for name in header)
    return bool(_BANKS & words) or ((balance or "balance" in words) and not words & {"invoice", "customer", "client"})


def _which_text(fields: dict[int, str], header: Sequence[str], columns: list[list[str]]) -> None:
    """Who paid, where it stands in the text of the payment alone, is where the most different things stand; and what is
    parted ("Description 1", "Description 2") is put together."""
    texts = [index for index, name in enumerate(header) if (headings.of_payment(name) or ("",))[0] == "what"]
    chosen = next((index for index, key in fields.items() if key == "what"), None)
    if chosen is None:
        return
    if not _WHO & set(fields.values()):
        del fields[chosen]
        chosen = max(texts, key=lambda index: (len(set(columns[index])), sum(map(len, columns[index]))))
        fields[chosen] = "what"
    base = fold(header[chosen]).rstrip(" 123456789")
    fields |= {index: "what" for index in texts if index not in fields and fold(header[index]).rstrip(" 123456789") == base}


def _of_person(header: Sequence[str], columns: list[list[str]], fields: dict[int, str]) -> dict[int, str]:
    """Who paid, by the names columns have in address books: their e-mail, their first and last name."""
    more: dict[int, str] = {}
    taken = set(fields.values())
    wanted = {"email"} | ({"first_name", "last_name"} if "name" not in taken else set())
    for index, name in enumerate(header):
        found = headings.of_person(name) if index not in fields else None
        key = found[0] if found and contents.bears_out(found[0], columns[index]) else ""
        if key in wanted - taken:
            more[index] = key
            taken.add(key)
    return more


def _by_contents(fields: dict[int, str], columns: list[list[str]], header: Sequence[str]) -> None:
    """The one column of dates, of sums, of e-mails, where no name says which it is and no other could be it."""
    kinds = {"date": values.is_date, "amount": contents.is_sum, "email": values.is_email}
    free = [index for index, name in enumerate(header) if index not in fields and not headings.known(name)]
    for key, fits in kinds.items():
        taken = set(fields.values())
        if key in taken or (key == "amount" and taken & {"in", "out"}):
            continue
        could = [index for index in contents.all_of(columns, free, fits) if index not in fields]
        if key == "amount" and len(could) > 1:  # beside what is on the account then, which is seldom less than nothing
            could = [index for index in could if any(cell.strip().startswith(("-", "−")) for cell in columns[index])]
        if len(could) == 1 or (could and key == "date"):
            fields[could[0]] = key
    _direction(fields, columns)
    if "name" not in fields.values() and not any(header):
        free = [index for index in range(len(header)) if index not in fields]
        if (index := contents.only_one(columns, free, contents.is_name)) is not None:
            fields[index] = "name"
    if not (_WHO | {"what"}) & set(fields.values()):
        rest = [index for index in contents.all_of(columns, free, contents.is_text) if index not in fields]
        if rest:  # who paid stands in the longest text
            fields[max(rest, key=lambda index: sum(map(len, columns[index][:50])))] = "what"


def _direction(fields: dict[int, str], columns: list[list[str]]) -> None:
    """A column of nothing but words for in and out, whatever it is called, where sums have no sign of their own."""
    sums = [cell for index, key in fields.items() if key == "amount" for cell in columns[index]]
    if "direction" in fields.values() or any("-" in cell for cell in sums):
        return
    for index, cells in enumerate(columns):
        if index not in fields and signs.are_directions(cells):
            fields[index] = "direction"
            return
