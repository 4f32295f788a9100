"""Which column of a table is which field, and what a row says by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from clientcare.incoming import signs
from clientcare.incoming.headings import fold

_JOINED = {"street": "\n", "address": "\n", "notes": "\n", "what": " · ", "tags": ";", "does": ", "}
_JOINED |= {"first_name": " ", "last_name": " ", "person": " "}
_HOUSE = re.compile(r"\d{1,5}\s?[a-zA-Z]?(\s?[-/]\s?\d+\s?[a-zA-Z]?)?")  # a number in a column of its own beside the street


def in_order(fields: dict[int, str]) -> dict[int, str]:
    """`fields` with the columns that are parts of one field as they stand in a row; of others the first chosen stays first."""
    turns = ((index if _base(key) in _JOINED else turn, index) for turn, (index, key) in enumerate(fields.items()))
    return {index: fields[index] for _, index in sorted(turns)}


def _base(key: str) -> str:
    return key.rstrip("23456789")


@dataclass(frozen=True)
class Mapping:
    """Which field each column is, by its index; several columns may be parts of one field. What is not in it is not known.

    Fields of clients and providers: name, first_name, last_name, company, greeting, address (or street, city, postcode,
    region, country; a second one: street2, …), email, email2, …, phone, phone2, …, email_label, phone2_label, …,
    language, tags, notes, website, does, area, person, tie, since, archived (days). Of payments: date, amount, refunded (a
    positive sum that went back), fee, in, out, direction (a word for in or out), currency, name (or its parts), email
    (name_to and email_to where money goes out), what, job, reference, status.
    `date_order`: dmy, mdy or ymd; `decimal`: "." or ","; to be asked where `unsure` holds "date_order" or "decimal".
    `layout`: the name of the published layout it follows, or "". `source` of payments: bank, processor, sales or "".
    """

    fields: dict[int, str]
    date_order: str = "dmy"
    decimal: str = "."
    layout: str = ""
    source: str = ""
    labels: dict[str, str] = field(default_factory=dict)  # of a field: "phone2" -> "mobile", where its column says so
    leaves_out: dict[int, frozenset[str]] = field(default_factory=dict)  # column -> folded words of rows that are no payment
    unsure: frozenset[str] = frozenset()

    def values(self, row: Sequence[str]) -> dict[str, str]:
        """The text of every field of a row that has any. The parts of one field are joined; of several columns for a field
        of one part the first that says anything counts."""
        found: dict[str, str] = {}
        for index, key in self.fields.items():
            text = row[index].strip() if index < len(row) else ""
            if not text:
                continue
            if key not in found:
                found[key] = text
            elif (sign := _JOINED.get(_base(key))) and text not in found[key].split(sign):
                found[key] += (" " if sign == "\n" and _HOUSE.fullmatch(text) else sign) + text
        if "name" not in found and (name := " ".join(found[key] for key in ("first_name", "last_name") if key in found)):
            found["name"] = name
        return signs.other_side(found, self.decimal)

    def came_in(self, values: dict[str, str]) -> Decimal | None:
        """What a payment with these `values` brought, fees not taken off; negative: money that went back. None: no sum.

        Of amount, or in less out, less refunded; a direction that says out makes it negative.
        """
        return signs.came_in(values, self.decimal)

    def left_out(self, row: Sequence[str]) -> str:
        """The word in a row that says it is no payment by a client ("Payout", "Withdrawal", "Test"), or ""."""
        for index, words in self.leaves_out.items():
            if index < len(row) and fold(row[index]) in words:
                return row[index].strip()
        return ""
