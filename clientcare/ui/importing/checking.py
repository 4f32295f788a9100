"""Every row of a file with what becomes of it: sifted by that, decided one by one or all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from clientcare import services
from clientcare.said import mark
from clientcare.services.importing.plan import ADD, JOIN, PAYMENTS, SKIP, Item, Party, PaymentItem, Plan
from clientcare.ui.desk import Desk
from clientcare.ui.importing import words
from clientcare.ui.importing.side_by_side import SideBySide
from clientcare.ui.lists.list_table import ListTable
from clientcare.ui.lists.row_model import Column, RowModel
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.wording import short, tr

if TYPE_CHECKING:
    from clientcare.services.importing.sides import Sides
    from clientcare.services.importing.source import Wanted

ALL = "all"
CONTACT, NARROW = 190, 640  # px: of the column, and of a table that has no room for it
SIFTS = (
    (ALL, mark("All")),
    ("new", mark("New")),
    ("joins", mark("Known")),
    ("ask", mark("Yours to decide")),
    ("skip", mark("Left out")),
)
Found = tuple[list[int], Counter[str], int]  # rows of one fate, how many have each, people waiting for a word


class Checking(QWidget):
    """Shows a Plan and lets the owner change it. `changed()` when it is ready to be looked at again."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._plan = Plan("", "")
        self._wanted: Wanted | None = None
        self.counts: Counter[str] = Counter()
        self.waiting = 0
        self.sift = OneAlways(SIFTS, "import.sift", tr("Which rows"))
        self.sift.edited.connect(lambda _: self._read())
        self._beside = SideBySide(desk)
        self._beside.decided.connect(self._decide_one)
        self._beside.joined.connect(self._join)
        self._shown: Item | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(12)
        self._whole.addWidget(self.sift)
        self._whole.addWidget(self._for_all())
        self._problems = label("", "soft", wrap=True, name="import.problems")
        self._whole.addWidget(self._problems)
        self._line = QHBoxLayout()
        self._line.setSpacing(12)
        self._tables = [self._table(payments=payments) for payments in (False, True)]
        rows = QVBoxLayout()
        for table in self._tables:
            rows.addWidget(table, 1000)
        rows.addStretch(1)  # a few rows stand at the top
        self._line.addLayout(rows, 1)
        self._line.addWidget(self._beside)
        self._whole.addLayout(self._line, 1)

    def _for_all(self) -> Card:
        """What to do with all that wait for the owner's word."""
        self._ask = label("", wrap=True, name="import.ask")
        self._ask.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._join_all = button(tr("All the same"), partial(self._decide_all, JOIN), name="import.all.join")
        self._add_all = button(tr("All new"), partial(self._decide_all, ADD), name="import.all.add")
        self._skip_all = button(tr("Leave all out"), partial(self._decide_all, SKIP), name="import.all.skip")
        self._bar = Card(look="attention", margin=12)
        self._bar.column.addLayout(row(self._ask, self._join_all, self._add_all, self._skip_all, spacing=8))
        return self._bar

    def _table(self, *, payments: bool) -> ListTable:
        columns = _of_payments(self) if payments else _of_people(self)
        table = ListTable(RowModel(columns, self._rows, self), f"import.rows.{int(payments)}", tr("Rows of the file"))
        table.opened.connect(self._open)
        table.hide()
        return table

    @property
    def table(self) -> ListTable:
        return self._tables[self._plan.kind == PAYMENTS]

    # showing

    def show_plan(self, plan: Plan, wanted: Wanted) -> None:
        """Show a new plan, made as `wanted`; what needs the owner first."""
        self._plan, self._wanted, self._shown = plan, wanted, None
        self._beside.hide()
        for table in self._tables:
            table.show_ids([])
            table.setVisible(table is self.table)
        told = [self._desk.words.say(problem) for problem in plan.problems[:3]]
        if len(plan.problems) > 3:
            told.append(tr("And %n more.", len(plan.problems) - 3))
        self._problems.setText(" ".join(told))
        self._problems.setVisible(bool(told))
        self.sift.set_value("ask" if plan.waiting() else ALL)
        self._read()

    def _read(self) -> None:
        """Counting a hundred thousand rows is no work for the window's thread."""
        call = partial(_sifted, self._plan, str(self.sift.value()))
        self._desk.jobs.work(call, self._show_found, key="import.sift")

    def _show_found(self, found: Found) -> None:
        ids, self.counts, self.waiting = found
        for fate, title in SIFTS:
            chip: Any = self.sift.findChild(QWidget, f"import.sift.{fate}")
            n = self.counts.total() if fate == ALL else self.counts[fate]
            chip.setText(tr("{what} {count}", what=tr(title), count=self._desk.words.number(n)))
            chip.setVisible(fate == ALL or n > 0 or fate == self.sift.value())
        self.sift.updateGeometry()
        self.table.show_ids(ids, self._rows(ids[:200]))
        self._say_waiting()
        self._go_on(ids)
        self.changed.emit()

    def _go_on(self, ids: list[int]) -> None:
        """While the owner decides, the next one stands there by itself; once nothing is left, all rows do."""
        if self.sift.value() != "ask" or (self._shown is not None and self._shown.fate == "ask"):
            return
        if ids:
            self.table.selectRow(0)
            self._open(ids[0])
        else:
            self._shown = None
            self._beside.hide()
            self.sift.set_value(ALL)
            self._read()

    def _say_waiting(self) -> None:
        known = {party.twin is not None for party in self._plan.parties if not party.choice}
        text = tr("%n name(s) for you to decide", self.waiting)
        if known == {True}:
            text = tr("%n name(s) much like one you have", self.waiting)
        elif known == {False}:
            text = tr("%n name(s) not among your clients", self.waiting)
        self._ask.setText(text)
        self._join_all.setVisible(True in known)
        self._bar.setVisible(self.waiting > 0)

    def _rows(self, ids: list[int]) -> list[Any]:
        return [self._plan.items[id] for id in ids]

    def say_fate(self, item: Item) -> str:
        return words.fate(self._plan.kind, item, self._desk.words)

    def say_money(self, item: Item) -> str:
        sum = cast("PaymentItem", item).amount
        return self._desk.words.money(sum) if sum else "–"

    def say_day(self, item: Item) -> str:
        day = cast("PaymentItem", item).paid_on
        return self._desk.words.day(day) if day is not None else "–"

    # one row

    def _open(self, id: int) -> None:
        self._shown = self._plan.items[id]
        if self._shown.party is None:
            self._beside.hide()
            return
        kind, party = self._plan.kind, self._shown.party
        self._desk.jobs.read(lambda session: services.imports.sides(session, kind, party), self._show_sides)

    def _show_sides(self, sides: Sides) -> None:
        if self._shown is not None:
            self._beside.show_item(self._plan.kind, self._shown, sides)
            self._beside.show()
            self._fit()

    def _decide_one(self, choice: str) -> None:
        if self._shown is not None and self._shown.party is not None:
            self._decide([self._shown.party], choice)

    def _join(self, id: int) -> None:
        plan, wanted, party = self._plan, self._wanted, self._shown.party if self._shown is not None else None
        if party is not None and wanted is not None:
            self._desk.jobs.read(lambda session: services.imports.join(session, plan, party, id, wanted), self._decided)

    def _decide_all(self, choice: str) -> None:
        plan = self._plan
        self._desk.jobs.work(lambda: plan.decide(plan.waiting(), choice), self._decided)

    def _decide(self, parties: Sequence[Party], choice: str) -> None:
        plan = self._plan
        self._desk.jobs.work(lambda: plan.decide(parties, choice), self._decided)

    def _decided(self, _: object) -> None:
        self._read()
        if self.sift.value() != "ask" and self._shown is not None and not self._beside.isHidden():
            self._open(self._plan.items.index(self._shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where it is narrow, who it is and what becomes of it matter more than the rest."""
        beside = 0 if self._beside.isHidden() else self._beside.width()
        wide = self.width() - beside >= NARROW
        for table, column in ((0, 2), (1, 0), (1, 1)):
            self._tables[table].show_column(column, wide)


def _sifted(plan: Plan, fate: str) -> Found:
    fates = [item.fate for item in plan.items]
    ids = [id for id, found in enumerate(fates) if fate in (ALL, found)]
    return ids, Counter(fates), len(plan.waiting()) if "ask" in fates else 0


def _name(item: Item) -> str:
    return short(item.party.person.name, 200) if item.party is not None else "–"


def _reached(item: Item) -> str:
    """The first e-mail, phone or address of someone."""
    person = item.party.person if item.party is not None else None
    found = (*person.emails, *person.phones, *person.addresses) if person is not None else ()
    return short(found[0].value, 200) if found else ""


def _of_people(view: Checking) -> tuple[Column, ...]:
    return (
        Column(mark("Row"), lambda item: str(item.number), numeric=True, width=76),
        Column(mark("Name"), _name, strong=True, share=4),
        Column(mark("Contact"), _reached, width=CONTACT),
        Column(mark("What becomes of it"), view.say_fate, share=5),
    )


def _of_payments(view: Checking) -> tuple[Column, ...]:
    return (
        Column(mark("Row"), lambda item: str(item.number), numeric=True, width=76),
        Column(mark("Day"), view.say_day, width=120),
        Column(mark("Who paid"), _name, strong=True, share=4),
        Column(mark("Sum"), view.say_money, numeric=True, width=110),
        Column(mark("What becomes of it"), view.say_fate, share=5),
    )
