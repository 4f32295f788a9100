"""One client, saved as typed: how to reach and address them, what they mean to the business, their fit, payments, disputes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientcare import services
from clientcare.letters.languages import LANGUAGES
from clientcare.records import ClientDetail
from clientcare.said import Said, mark
from clientcare.ui.desk import Desk
from clientcare.ui.pages.disputes import next_step
from clientcare.ui.pages.list_page import one_line
from clientcare.ui.pages.page import Page
from clientcare.ui.row_model import Column
from clientcare.ui.widgets.choice import OneAlways
from clientcare.ui.widgets.client_cards import DisputesCard, FiguresCard, FitCard, PaymentsCard
from clientcare.ui.widgets.fields import LineField, NumberField, TextField
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import Card, button, label
from clientcare.ui.widgets.saved_form import SavedForm
from clientcare.ui.widgets.style_fields import StyleCard
from clientcare.ui.wording import tr

LEAST_MARGIN = -100
DISPUTE_COLUMNS = (
    Column(mark("Dispute"), lambda dispute: one_line(dispute.title), strong=True),
    Column(mark("Next step"), next_step),
)


class ClientPage(Page):
    """Everything known about one client on one page; no Save button, a deletion can be taken back."""

    kinds = ("Client", "Payment", "Dispute", "Setting", "Trait")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "")
        self._client: ClientDetail | None = None
        self._form = SavedForm(self, desk, _update(0), self.status)
        self.figures, self.payments = FiguresCard(desk.words), PaymentsCard(desk)
        self.fit, self.disputes = FitCard(desk), DisputesCard(DISPUTE_COLUMNS)
        self.disputes.opened.connect(lambda id: desk.go("dispute", id))
        self._lay_out()
        self.footer.addWidget(button(tr("Delete client"), self.delete, name="client.delete"))
        self.footer.addWidget(button(tr("New dispute"), self.new_dispute, "primary", "client.new_dispute"))

    def _lay_out(self) -> None:
        self._add_guesses()
        columns = QHBoxLayout()
        columns.setSpacing(16)
        self._style = StyleCard(self.desk, self._form, tr("How they talk"), "client", "style", of_me=False)
        for cards in ((self._contact(), self.disputes, self.fit), (self.figures, self._style, self.payments)):
            column = QVBoxLayout()
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._all = QWidget()
        self._all.setProperty("look", "clear")
        columns.setContentsMargins(0, 0, 0, 0)
        self._all.setLayout(columns)
        self.body.addWidget(self._all)
        self._all.hide()  # until there is a client to show

    def _contact(self) -> Card:
        card = Card(label(tr("How to reach them"), "heading"), spacing=12)

        def ask(name: str, title: str, field: QWidget, why: str = "") -> None:
            field.setObjectName(f"client.{name}")
            card.column.addWidget(self._form.add(name, Labelled(title, field, why)))

        ask("name", tr("Name"), LineField())
        ask("greeting", tr("How they like to be addressed"), LineField(hint=tr("Dana, or Ms. Okafor")))
        ask("address", tr("Address, as on an envelope"), TextField(lines=3))
        ask("email", tr("E-mail"), LineField())
        ask("phone", tr("Phone"), LineField())
        ask("language", tr("Letters to them are in"), OneAlways(tuple(LANGUAGES.items()), "client.language", tr("Language")))
        ask("notes", tr("Notes for yourself"), TextField(lines=3, hint=tr("What helps when you talk to them")))
        self._form.field("name").textEdited.connect(self.title.setText)
        return card

    def _add_guesses(self) -> None:
        def ask(name: str, title: str, why: str, least: int = 0, unit: str = "") -> None:
            field = NumberField(self.desk.words.locale, f"client.{name}", title, unit, least)
            field.setFixedWidth(96)
            labelled = Labelled(title, field, why, beside=True)
            self.figures.column.addWidget(self._form.add(name, labelled, share=unit == "%"))

        self._margin_why = tr("After its costs, in percent. Empty: as in your settings.")
        ask("margin", tr("What is left of each sale"), self._margin_why, LEAST_MARGIN, "%")
        ask("hours_beyond", tr("Hours they take beyond the job"), tr("Calls, changes, worries; in a year."))
        ask("retention", tr("Chance they come back"), tr("In any one year, in percent. A guess is fine."), 0, "%")
        ask("clients_sent", tr("Clients they send you"), tr("In a year. One every other year is 0.5."))

    # reading and showing

    def open(self, record: int | None, screen: str = "") -> None:
        if record is not None and record != self.record:
            self._client = None
            self._all.hide()
            self.title.setText("")
            self.status.setText("")
        if record is not None:
            self._form.use(_update(record))
        super().open(record, screen)

    def load(self) -> None:
        id = self.record
        if id is not None:
            self.desk.jobs.read(lambda session: services.clients.detail(session, id), self._show, self._not_read)

    def _show(self, client: ClientDetail) -> None:
        if client.id != self.record:
            return
        self._client = client
        if not self._form.saver.holds("name"):
            self.title.setText(client.name)
        self._form.show(client.answers)
        self._style.show_style(client.own_style)
        self.figures.show_client(client)
        self.fit.show_client(client)
        self.payments.show_client(client)
        self.disputes.show_disputes(client.disputes)
        self._all.show()
        if self.wanted == "new":
            self.wanted = ""
            name = self._form.field("name")
            name.setFocus()
            name.selectAll()

    def _not_read(self, error: Exception) -> None:
        self.back_to("clients", mark("That client is no longer here."), error)

    def forget(self) -> None:
        self._form.saver.forget()

    def leave(self) -> None:
        self._form.saver.flush()

    # doing

    def new_dispute(self) -> None:
        from clientcare.ui.pages.new_dispute import NewDispute

        if self._client is not None:
            self._form.saver.flush()
            name = str(self._form.field("name").value()) or self._client.name  # as typed, read again or not
            NewDispute(self.desk, self.window(), (self._client.id, name)).ask()

    def delete(self) -> None:
        client = self._client
        if client is None:
            return
        self._form.saver.flush()
        self._client = None  # a second press finds nobody
        said, id = Said(mark("{name} was deleted."), {"name": one_line(client.name)}), client.id
        self.desk.jobs.write(lambda session: services.clients.delete(session, id), self._deleted, self._not_deleted, said)

    def _not_deleted(self, error: Exception) -> None:
        self.load()
        self.desk.jobs.failed.emit(error)

    def _deleted(self, _: object) -> None:
        self.record = None
        self.desk.go("clients", instead=True)


def _update(id: int) -> Callable[..., object]:
    def update(session: Any, **fields: Any) -> None:
        services.clients.update(session, id, **fields)

    return update
