"""Payments from a file: what each row says, read without the data; see `payers` for whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from clientcare.db.types import THOUSANDTHS
from clientcare.incoming.guessing import parse_amount, parse_date, settled
from clientcare.incoming.payer import named_in
from clientcare.incoming.people import Contact, Person
from clientcare.said import Said, mark
from clientcare.services.checks import LINE, MOST
from clientcare.services.importing.plan import ADD, ASK, Item, Party, PaymentItem, line
from clientcare.services.importing.source import NAMED
from clientcare.services.progress import BITE, Progress
from clientcare.texts import fold

if TYPE_CHECKING:
    from clientcare.incoming.guessing import Mapping as Columns
    from clientcare.incoming.table import Table

NOT_A_PAYMENT = mark("No payment by a client: {word}")
NOT_YET = mark("Not paid, says the file: {status}")
NO_DAY = mark("No day can be read from “{text}”")
NO_SUM = mark("No sum can be read from “{text}”")
DAY_MISSING, SUM_MISSING = Said(mark("The day is missing")), Said(mark("The sum is missing"))
NOTHING = Said(mark("A sum of nothing"))
TOO_LARGE = Said(mark("This sum is too large to be true"))
OTHER_MONEY = mark("In {currency}, while you count in {own}")
NOBODY = Said(mark("Nobody is named"))
TOTAL = Said(mark("The sum of other rows, no payment"))
_TOTALS = frozenset((
    "total", "totals", "grand total", "subtotal", "sub total", "sum", "summe", "gesamt", "gesamtsumme", "zwischensumme",
    "totaal", "total general", "sous total", "totale", "suma", "razem", "sammanlagt", "yhteensa", "celkem", "итого",
    "合計", "合计", "합계",
))  # fmt: skip
SHOWN = 30  # letters of what cannot be read
_settled = lru_cache(256)(settled)
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}


class Objection(Exception):
    """Why a row is left out."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.text)
        self.said = said


@dataclass(frozen=True)
class Reading:
    """How to read a table of payments. `currency`: the business's; `less_fees`: count what arrived, not what was paid."""

    columns: Columns
    currency: str
    less_fees: bool = False


class Payers:
    """Everyone a file of payments names: one Party for an e-mail, else for a name.

    `strangers`: it is a bank's, where money also comes from those who are no clients, so that the owner is asked.
    """

    def __init__(self, *, strangers: bool) -> None:
        self.parties: list[Party] = []
        self._strangers = strangers
        self._cells: dict[tuple[str, str], Party] = {}
        self._known: dict[str, Party] = {}

    def of(self, name: str, email: str) -> Party:
        """Who it is, counted once more; `name` or `email` may be empty, not both."""
        party = self._cells.get((name, email))
        if party is None:
            party = self._cells[name, email] = self._find(name, email)
        party.rows += 1
        return party

    def _find(self, name: str, email: str) -> Party:
        by_mail, by_name = fold(email), fold(name)
        party = self._known.get(by_mail or by_name)
        if party is None:
            emails = (Contact(line(email, LINE)),) if email else ()
            person = Person(line(name or email.partition("@")[0], LINE), emails=emails)
            party = Party(person, rows=0, choice=ASK if self._strangers else ADD)
            self.parties.append(party)
        for key in filter(None, (by_mail, by_name)):
            self._known.setdefault(key, party)
        return party


class _Sums:
    """Tells a row that is the sum of those above it from a payment by a client called “Total”."""

    def __init__(self) -> None:
        self._all = self._part = 0

    def look_at(self, item: PaymentItem) -> None:
        """Leave it out if it is one."""
        if item.why is not None or item.party is None:
            return
        if item.thousandths in (self._all, self._part) and fold(item.party.person.name) in _TOTALS:
            item.why, self._part = TOTAL, 0
        else:
            self._all, self._part = self._all + item.thousandths, self._part + item.thousandths


def items(table: Table, reading: Reading, progress: Progress) -> tuple[list[Item], list[Party]]:
    """A row each, in the file's order, and everyone they name."""
    named = NAMED & set(reading.columns.fields.values())
    payers = Payers(strangers=reading.columns.source == "bank" or not named)
    made: list[Item] = []
    sums = _Sums()
    for number, row in _counted(table, progress):
        word = reading.columns.left_out(row)
        why = Said(NOT_A_PAYMENT, {"word": _short(word)}) if word else None
        item = PaymentItem(number, None, why)
        _fill(item, reading.columns.values(row), reading, payers)
        sums.look_at(item)
        made.append(item)
    return made, payers.parties


def _counted(table: Table, progress: Progress) -> Iterator[tuple[int, tuple[str, ...]]]:
    for place, numbered in enumerate(table.numbered()):
        if place % BITE == 0:
            progress.step(min(place, BITE))
        yield numbered


def _fill(item: PaymentItem, values: dict[str, str], reading: Reading, payers: Payers) -> None:
    """Read all that can be read, so that also a row that is left out shows what it is."""
    get = values.get
    for key in ("what", "job", "reference"):
        if text := get(key):
            setattr(item, key, line(text, LINE))
    try:
        _read(item, values, reading)
    except Objection as objection:
        item.why = item.why or objection.said
    name, email = get("name", "") or f"{get('first_name', '')} {get('last_name', '')}".strip(), get("email", "")
    if not name and not email:
        name = named_in(get("what", ""))
    if name or email:
        item.party = payers.of(name, email)
    else:
        item.why = item.why or NOBODY


def _read(item: PaymentItem, values: dict[str, str], reading: Reading) -> None:
    day = values.get("date", "")
    item.paid_on = parse_date(day, reading.columns.date_order)
    item.amount = _came_in(values, reading)
    if item.paid_on is None:
        raise Objection(Said(NO_DAY, {"text": _short(day)}) if day else DAY_MISSING)
    if abs(item.amount) > MOST:
        raise Objection(TOO_LARGE)
    item.thousandths = int((item.amount * THOUSANDTHS).to_integral_value())
    _arrived(values.get("status", ""))
    currency = values.get("currency", "").upper()
    if currency and _SIGNS.get(currency, currency) != reading.currency:
        raise Objection(Said(OTHER_MONEY, {"currency": _short(currency), "own": reading.currency}))
    if not item.thousandths:
        raise Objection(NOTHING)


def _came_in(values: dict[str, str], reading: Reading) -> Decimal:
    """What came in, less what went back; where the owner wants it so also less what the processor kept."""
    total = reading.columns.came_in(values)
    if total is None:
        text = next((text for key in ("amount", "in", "out", "refunded") if (text := values.get(key, ""))), "")
        raise Objection(Said(NO_SUM, {"text": _short(text)}) if text else SUM_MISSING)
    fee = parse_amount(values.get("fee", ""), reading.columns.decimal) if reading.less_fees else None
    return total - abs(fee or Decimal(0))


def _arrived(status: str) -> None:
    if status and _settled(status) is False:
        raise Objection(Said(NOT_YET, {"status": _short(status)}))


def _short(text: str) -> str:
    shown = line(text, SHOWN + 1)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
