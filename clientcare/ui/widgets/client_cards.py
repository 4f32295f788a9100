"""The cards of one client: what they mean to the business, whether they are the right one, payments, disputes."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout

from clientcare import services
from clientcare.decision.client_value import RETENTION
from clientcare.records import ClientDetail, DisputeRow, Fit, PaymentForm, PaymentRow
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.row_model import Column, RowModel
from clientcare.ui.widgets.fields import DayField, LineField, NumberField
from clientcare.ui.widgets.list_table import ListTable
from clientcare.ui.widgets.marks import Marks, count_in_words
from clientcare.ui.widgets.parts import Card, ElidedLabel, button, label, row
from clientcare.ui.wording import Wording, tr

ANY_SUM = -(10**12)  # a refund is a payment below nothing


class FiguresCard(Card):
    """Three figures and one kind sentence; the guesses they rest on are added below by the page."""

    def __init__(self, words: Wording) -> None:
        super().__init__(label(tr("What they mean to your business"), "heading", wrap=True), spacing=12)
        self._words = words
        self._figures = [(ElidedLabel("", "figure"), label("", "soft", wrap=True)) for _ in range(3)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for place, (figure, text) in enumerate(self._figures):
            grid.addWidget(figure, 0, place)
            grid.addWidget(text, 1, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        self.column.addLayout(grid)
        self._kindly = label("", "soft", wrap=True, name="client.worth")
        self.column.addWidget(self._kindly)

    def show_client(self, client: ClientDetail) -> None:
        words, share, worth = self._words, client.revenue_share, client.worth
        said = (
            (words.money(client.yearly_revenue), tr("paid in the last 12 months")),
            (words.percent(share) if share is not None else "–", tr("of your yearly revenue")),
            (words.money(worth, rounded=True) if worth is not None and worth >= 0 else "–", tr("worth over the years")),
        )
        for (figure, text), (number, meaning) in zip(self._figures, said, strict=True):
            figure.setText(number)
            text.setText(meaning)
        self._kindly.setText(self._sentence(client))

    def _sentence(self, client: ClientDetail) -> str:
        if client.worth is None:
            return tr("Add what they paid, and you see what is at stake with them.")
        if client.worth < 0:
            cost = self._words.money(-client.yearly_contribution, rounded=True)
            return tr(
                "They cost more than they bring, about {sum} a year. "
                "That is about time and prices, not about them as a person.",
                sum=cost,
            )
        left, noted = self._words.money(client.yearly_contribution, rounded=True), client.answers.get("retention")
        chance = self._words.percent(RETENTION if noted is None else noted)
        guess = tr("your own guess") if noted is not None else tr("a usual guess")
        return tr(
            "{sum} a year is left for you. What they are worth over the years rests on {guess}: "
            "that they come back with a chance of {chance} each year.",
            sum=left,
            guess=guess,
            chance=chance,
        )


class FitCard(Card):
    """How they stand to the owner's right-client traits, to be marked here too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(label(tr("The right client?"), "heading"), spacing=12)
        self._desk = desk
        self._count = label("", wrap=True, name="client.fit")
        self._none = label(tr("Say once what your right clients have in common, and mark it here."), "soft", wrap=True)
        self._choose = button(tr("Choose your traits"), partial(desk.go, "settings"), name="client.fit.choose")
        self._marks = Marks(desk, compared=False)
        for part in (self._count, self._none, self._marks):
            self.column.addWidget(part)
        self.column.addLayout(row(self._choose, None))
        self._marks.shown.connect(self._show)

    def show_client(self, client: ClientDetail) -> None:
        self._marks.read(client.id)

    def _show(self, fit: Fit) -> None:
        self._count.setText(count_in_words(fit))
        self._count.setVisible(bool(fit.traits))
        self._marks.setVisible(bool(fit.traits))
        self._none.setHidden(bool(fit.traits))
        self._choose.setHidden(bool(fit.traits))


class PaymentsCard(Card):
    """What they paid, newest first: a line to add one, and a way to delete the chosen one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(label(tr("Payments"), "heading"), spacing=12)
        self._desk = desk
        self._client: int | None = None
        self._payments: dict[int, PaymentRow] = {}
        self._make_fields()
        self._make_table()
        self._none = label(tr("None yet. What they paid in the last year counts most."), "soft", wrap=True)
        for part in (self._none, self.table):
            self.column.addWidget(part)
        self.column.addLayout(row(None, self._delete_button))

    def _make_fields(self) -> None:
        words = self._desk.words
        self.day = DayField("client.payment.day", tr("Day of the payment"), may_be_empty=False)
        self.sum = NumberField(words.locale, "client.payment.sum", tr("Sum paid"), tr("Sum"), least=ANY_SUM)
        self.sum.setFixedWidth(120)
        self.what = LineField("client.payment.what", tr("What they paid for"), tr("For what"))
        add = button(tr("Add"), self.add, name="client.payment.add")
        add.setAccessibleName(tr("Add the payment"))
        self.column.addLayout(row(self.day, self.sum, None))
        self.column.addLayout(row(self.what, add))
        missing = tr("Please type what they paid, as a number.")
        self._trouble = label(missing, "trouble", wrap=True, name="client.payment.trouble")
        self._trouble.hide()
        self.column.addWidget(self._trouble)
        self.sum.textEdited.connect(lambda _: self._trouble.hide())
        for field in (self.sum, self.what):
            field.returnPressed.connect(self.add)

    def _make_table(self) -> None:
        words = self._desk.words
        columns = (
            Column(mark("Day"), lambda payment: words.day(payment.paid_on), width=130),
            Column(mark("For what"), lambda payment: " ".join(payment.what.split())),
            Column(mark("Sum"), lambda payment: words.money(payment.amount), numeric=True, width=110),
        )
        model = RowModel(columns, lambda ids: [self._payments[id] for id in ids], self)
        self.table = ListTable(model, "client.payments", tr("Payments"), most_rows=6)
        self._delete_button = button(tr("Delete payment"), self.delete, "plain", "client.payment.delete")
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        QShortcut(QKeySequence.StandardKey.Delete, self.table, self.delete, context=Qt.ShortcutContext.WidgetShortcut)

    def show_client(self, client: ClientDetail) -> None:
        if client.id != self._client:
            self._client = client.id
            self.day.set_value(date.today())
            self.sum.set_value(None)
            self.what.set_value("")
        self.sum.speak(self._desk.words.locale)
        self._payments = {payment.id: payment for payment in client.payments}
        self.table.show_ids(list(self._payments))
        self.table.setVisible(bool(self._payments))
        self._none.setVisible(not self._payments)
        self._enable()

    def _enable(self) -> None:
        self._delete_button.setVisible(bool(self._payments))
        self._delete_button.setEnabled(self.table.chosen is not None)

    def add(self) -> None:
        amount = None if self.sum.invalid else self.sum.value()
        day, client = self.day.value(), self._client
        if amount is None or day is None or client is None:
            self._trouble.show()
            self.sum.setFocus()
            return
        form = PaymentForm(client, day, amount, self.what.value())
        self._desk.jobs.write(lambda session: services.clients.save_payment(session, form), then=self._added)

    def _added(self, _: int) -> None:
        self.sum.set_value(None)
        self.what.set_value("")
        self.sum.setFocus()

    def delete(self) -> None:
        id = self.table.chosen
        if id is not None:
            said = Said(mark("A payment was deleted."))
            self._desk.jobs.write(lambda session: services.clients.delete_payment(session, id), undo=said)


class DisputesCard(Card):
    """The client's disputes; `opened(id)` when one is wanted."""

    opened = Signal(int)

    def __init__(self, columns: tuple[Column, ...]) -> None:
        super().__init__(label(tr("Disputes"), "heading"), spacing=12)
        self._disputes: dict[int, DisputeRow] = {}
        self._none = label(tr("None. May it stay so."), "soft", wrap=True)
        model = RowModel(columns, self._rows, self)
        self.table = ListTable(model, "client.disputes", tr("Disputes of this client"), most_rows=6)
        self.table.opened.connect(self.opened)
        self.column.addWidget(self._none)
        self.column.addWidget(self.table)

    def _rows(self, ids: list[int]) -> list[Any]:
        return [self._disputes[id] for id in ids]

    def show_disputes(self, disputes: tuple[DisputeRow, ...]) -> None:
        self._disputes = {dispute.id: dispute for dispute in disputes}
        self.table.show_ids(list(self._disputes))
        self.table.setVisible(bool(disputes))
        self._none.setVisible(not disputes)
