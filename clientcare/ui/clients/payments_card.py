"""What a client paid: two years compared, a line to add a payment, and each one changed where it is added, saved as typed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from clientcare import services
from clientcare.errors import InvalidInput, WorldError
from clientcare.records import ClientDetail, PaymentForm, PaymentRow, PaymentsView
from clientcare.said import Said, mark
from clientcare.texts import one_line
from clientcare.ui.clients.payment_fields import PaymentFields
from clientcare.ui.clients.two_years import TwoYears
from clientcare.ui.desk import Desk
from clientcare.ui.fingers import is_held
from clientcare.ui.lists.list_table import ListTable
from clientcare.ui.lists.row_model import Column, RowModel
from clientcare.ui.widgets.parts import Card, button, label, row
from clientcare.ui.widgets.saving import AFTER_MS, SavesAsTyped
from clientcare.ui.wording import tr

DRAFT = "payment"  # the one being added to a client, kept until it is
MOST_ROWS = 6
Found = tuple[PaymentsView, dict[str, str] | None]


class PaymentsCard(Card):
    """Newest first. A payment that is opened is changed in the fields above; those of a new one come back afterwards."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(label(tr("Payments"), "heading"), spacing=12)
        self._desk = desk
        self._client: int | None = None
        self._changing: int | None = None
        self._new: dict[str, str] = {}  # what is typed for a new one, while another is changed
        self._saver = SavesAsTyped(self, desk.jobs, _change(0))
        self._saver.refused.connect(self._refused)
        self._saver.refused_of.connect(lambda _of, name, _typed, error: self._refused(name, error))
        self._saver.saved.connect(lambda _: self._trouble.hide())
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self._keep_draft)
        desk.jobs.fingers.last_call.connect(self.leave)
        self._years = TwoYears(desk)
        self.column.addWidget(self._years)
        self._make_fields()
        self._make_table()

    def _make_fields(self) -> None:
        self._add = button(tr("Add"), self.add, name="client.payment.add")
        self._add.setAccessibleName(tr("Add the payment"))
        self._done = button(tr("Done"), self.finish, name="client.payment.done")
        self._done.setAccessibleName(tr("Done with this payment"))
        self._hint = label(tr("You are changing this payment. It is saved as you type."), "soft", wrap=True)
        self._hint.setObjectName("client.payment.changing")
        self.fields = PaymentFields(self._desk, self._add, self._done)
        self._trouble = label("", "trouble", wrap=True, name="client.payment.trouble")
        for part in (self._hint, self.fields, self._trouble):
            self.column.addWidget(part)
        for unseen in (self._hint, self._done, self._trouble):
            unseen.hide()
        self.fields.edited.connect(self._typed)
        self.fields.unusable.connect(self._no_sum)
        self.fields.entered.connect(self._entered)

    def _make_table(self) -> None:
        words = self._desk.words
        columns = (
            Column(mark("Day"), lambda payment: words.day(payment.paid_on), width=114),
            Column(mark("For what"), _for_what),
            Column(mark("Sum"), lambda payment: words.money(payment.amount), numeric=True, width=104),
        )
        self.table = ListTable(RowModel(columns, self._rows, self), "client.payments", tr("Payments"), most_rows=MOST_ROWS)
        self.table.opened.connect(self.open_payment)
        self._none = label(tr("None yet. What they paid in the last year counts most."), "soft", wrap=True)
        self._delete_button = button(tr("Delete payment"), self.delete, "plain", "client.payment.delete")
        self.column.addWidget(self._none)
        self.column.addWidget(self.table)
        self.column.addLayout(row(None, self._delete_button))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        QShortcut(QKeySequence.StandardKey.Delete, self.table, self.delete, context=Qt.ShortcutContext.WidgetShortcut)

    def _rows(self, ids: list[int]) -> list[PaymentRow]:
        return self._desk.jobs.now(lambda session: services.payments.rows(session, ids))

    # -- reading and showing

    def show_client(self, client: ClientDetail) -> None:
        """Read and show what this client paid."""
        if client.id != self._client:
            self.leave()
            self._client, self._changing, self._new = client.id, None, {}
            self.fields.put_back({})
            self._show_mode()
            self.table.clearSelection()
        self.fields.speak(self._desk.words.locale)
        read = partial(_read, client.id)
        self._desk.jobs.read(read, self._show, self._desk.jobs.fail_unless_gone)

    def _show(self, found: Found) -> None:
        view, draft = found
        if view.client_id != self._client:
            return
        self.table.show_ids(list(view.ids), list(view.first))
        self.table.setVisible(bool(view.ids))
        self._none.setVisible(not view.ids)
        self.fields.job.offer(view.jobs)
        self._years.show_years(view.years)
        if self._changing is not None and self._changing not in view.ids:
            self._stop()
        elif self._changing is None and draft and not self.fields.texts() and not self._soon.isActive():
            self.fields.put_back(draft)
        self._enable()

    def _show_mode(self) -> None:
        changing = self._changing is not None
        self._hint.setVisible(changing)
        self._done.setVisible(changing)
        self._add.setHidden(changing)
        self._trouble.hide()

    def _enable(self) -> None:
        self._delete_button.setVisible(self.table.rows.rowCount() > 0)
        self._delete_button.setEnabled(self.table.chosen is not None)

    def _say_trouble(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    # -- typing

    def _typed(self, column: str, value: object) -> None:
        self._trouble.hide()
        if self._changing is None:
            self._keep_soon()
        elif column == "amount" and value is None:
            self._no_sum()
        else:
            self._saver.note(column, value)

    def _keep_soon(self) -> None:
        if not self._soon.isActive():  # somebody who never pauses is kept, too
            self._soon.start()

    def _no_sum(self) -> None:
        if self._changing is None:
            self._keep_soon()
        else:
            self._saver.withdraw("amount")
            self._say_trouble(tr("Please type a number. What was saved before still holds."))

    def _refused(self, column: str, error: Exception) -> None:
        if isinstance(error, InvalidInput):
            self._say_trouble(self._desk.words.say(error.said))
        elif is_held(error):
            self._say_trouble(tr("Not saved yet. What you typed is still here."))
        elif not isinstance(error, WorldError) or self._changing is not None:
            self._desk.jobs.failed.emit(error)

    def _entered(self) -> None:
        self.add() if self._changing is None else self.finish()

    def _keep_draft(self) -> None:
        """Keep what is typed for a new payment, so that nothing takes it away."""
        self._soon.stop()
        client, texts = self._client, self.fields.texts()
        if client is not None and self._changing is None:
            self._desk.jobs.fingers.save((DRAFT, client), lambda session: _keep(session, client, texts))

    def leave(self) -> None:
        """Save what is still in the fingers."""
        self._saver.flush()
        if self._soon.isActive():
            self._keep_draft()

    def forget(self) -> None:
        """The client is gone: what was typed for a new payment stays a draft, which is offered as such."""
        self._saver.forget()
        if self._soon.isActive():
            self._keep_draft()
        self._client = None

    # -- adding, changing, deleting

    def add(self) -> None:
        values, client = self.fields.values(), self._client
        if values is None or client is None:
            self._say_trouble(tr("Please type what they paid, as a number."))
            self.fields.sum.setFocus()
            return
        self._soon.stop()
        form = PaymentForm(client, **values)
        typed = self.fields.texts()
        self.fields.clear()  # at once: the next one may be typed while this one is written
        self.fields.sum.setFocus()
        self._desk.jobs.write(partial(_add, form), failed=partial(self._not_added, client, typed))

    def _not_added(self, client: int, typed: dict[str, str], error: Exception) -> None:
        if client == self._client and self._changing is None and not self.fields.texts():
            self.fields.put_back(typed)
            self._keep_draft()
        if isinstance(error, InvalidInput):
            self._say_trouble(self._desk.words.say(error.said))
        else:
            self._say_trouble(tr("Not saved yet. What you typed is still here."))
            self._desk.jobs.failed.emit(error)

    def open_payment(self, id: int) -> None:
        """Change this one in the fields."""
        payment = next(iter(self._rows([id])), None)
        if payment is None:
            return
        self.leave()
        if self._changing is None:
            self._new = self.fields.texts()
        self._changing = id
        self._saver.use(_change(id), ("payment", id))
        self.fields.show_payment(payment)
        self._show_mode()
        self.fields.sum.setFocus()
        self.fields.sum.selectAll()

    def finish(self) -> None:
        """Done with the one that was changed; a new one can be added again."""
        self._saver.flush()
        self._stop()
        self.table.setFocus()

    def _stop(self) -> None:
        self._saver.use(_change(0))
        self._changing = None
        self.fields.put_back(self._new)
        self._show_mode()

    def delete(self) -> None:
        id = self.table.chosen
        if id is not None:
            if id == self._changing:
                self._stop()
            said = Said(mark("A payment was deleted."))
            self._desk.jobs.write(lambda session: services.payments.delete(session, id), undo=said)


def _for_what(payment: PaymentRow) -> str:
    return " · ".join(one_line(text) for text in (payment.what, payment.job) if text.strip())


def _read(client_id: int, session: Any) -> Found:
    return services.payments.view(session, client_id), services.drafts.get(session, DRAFT, client_id)


def _keep(session: Any, client_id: int, texts: dict[str, str]) -> None:
    if texts:
        services.drafts.keep(session, DRAFT, client_id, texts)
    else:
        services.drafts.drop(session, DRAFT, client_id)


def _add(form: PaymentForm, session: Any) -> int:
    services.drafts.drop(session, DRAFT, form.client_id)
    return services.payments.save(session, form)


def _change(id: int) -> Any:
    def change(session: Any, **fields: Any) -> None:
        services.payments.change(session, id, **fields)

    return change
