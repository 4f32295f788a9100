"""One client, saved as typed: how to reach and address them, what to know, what they mean to the business, what was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientcare import services
from clientcare.records import ClientDetail
from clientcare.said import Said, mark
from clientcare.texts import one_line
from clientcare.ui.clients.about_card import AboutCard
from clientcare.ui.clients.contact_card import ContactCard
from clientcare.ui.clients.figures_card import FiguresCard
from clientcare.ui.clients.fit_card import FitCard
from clientcare.ui.clients.lists import DisputesCard, LettersCard
from clientcare.ui.clients.payments_card import PaymentsCard
from clientcare.ui.desk import Desk
from clientcare.ui.in_turn import InTurn
from clientcare.ui.pages.page import Page
from clientcare.ui.reminding.reminder_card import ReminderCard
from clientcare.ui.widgets.parts import button
from clientcare.ui.widgets.saved_form import SavedForm
from clientcare.ui.widgets.style_fields import StyleCard
from clientcare.ui.wording import tr

AnyCard = TypeVar("AnyCard", bound=QWidget)


class ClientPage(Page):
    """Everything known about one client on one page; no Save button, a deletion can be taken back."""

    kinds = ("Client", "Payment", "JobMargin", "Dispute", "Setting", "Trait")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "")
        self._client: ClientDetail | None = None
        self._form = SavedForm(self, desk, _update(0), self.status)
        self._complete = False  # every card is made
        self._cards: list[QWidget] = []
        self._in_turn = InTurn(self)
        self._lay_out()
        first = (self._make_contact, self._make_figures, self._make_about)
        self._in_turn.begin((*first, self._make_payments, self._make_lists, self._make_fit, self._make_style), self._made)
        self.footer.addWidget(button(tr("Delete client"), self.delete, name="client.delete"))
        self._archive = button(tr("Archive"), self.archive, name="client.archive")
        self.footer.addWidget(self._archive)
        self.footer.addWidget(button(tr("New dispute"), self.new_dispute, "primary", "client.new_dispute"))

    def _lay_out(self) -> None:
        self._all = QWidget()
        self._all.setProperty("look", "clear")
        self._all.hide()  # until there is a client to show
        line = QHBoxLayout(self._all)
        line.setSpacing(16)
        line.setContentsMargins(0, 0, 0, 0)
        self._columns = (QVBoxLayout(), QVBoxLayout())
        for column in self._columns:
            column.setSpacing(16)
            column.addStretch(1)
            line.addLayout(column, 1)
        self.body.addWidget(self._all)

    def _place(self, card: AnyCard, column: int) -> AnyCard:
        card.hide()
        self._cards.append(card)
        self._columns[column].insertWidget(self._columns[column].count() - 1, card)
        return card

    # the cards, in the order they are made and shown

    def _make_contact(self) -> None:
        self.contact = self._place(ContactCard(self.desk, self._form), 0)
        self._form.field("name").textEdited.connect(self.title.setText)
        self.contact.saver.noted.connect(lambda: self.status.setText(""))
        self.contact.saver.saved.connect(lambda _: self.status.setText(tr("Saved a moment ago")))

    def _make_figures(self) -> None:
        self.figures = self._place(FiguresCard(self.desk, self._form), 1)

    def _make_about(self) -> None:
        self.about = self._place(AboutCard(self.desk, self._form, lambda id: self.desk.go("client", id)), 0)

    def _make_payments(self) -> None:
        self.payments = self._place(PaymentsCard(self.desk), 1)

    def _make_lists(self) -> None:
        self.disputes = self._place(DisputesCard(), 0)
        self.disputes.opened.connect(lambda id: self.desk.go("dispute", id))
        self.reminders = self._place(ReminderCard(self.desk), 0)
        self.letters = self._place(LettersCard(self.desk), 0)

    def _make_fit(self) -> None:
        self.fit = self._place(FitCard(self.desk), 1)

    def _make_style(self) -> None:
        style = StyleCard(self.desk, self._form, tr("How they talk"), "client", "style", of_me=False)
        self._style = self._place(style, 0)

    def _made(self) -> None:
        self._complete = True
        if self.record is not None:
            self.contact.use(self.record)
        if self._client is not None:
            self._fill(self._client)

    def _hide_all(self) -> None:
        if self._complete:
            self._in_turn.stop()
            self._all.hide()
            for card in self._cards:
                card.hide()

    def _show_all(self) -> None:
        """From the top down, one card after the other: all at once would hold the window up."""
        self._all.show()
        first, *others = (card.show for card in self._cards)
        self._in_turn.begin((first, self._ask_for_name, *others))

    def _ask_for_name(self) -> None:
        """Of one just added the name is typed first."""
        if self.wanted == "new":
            self.wanted = ""
            name = self._form.field("name")
            name.setFocus()
            name.selectAll()

    # reading and showing

    def open(self, record: int | None, screen: str = "") -> None:
        if record is not None and record != self.record:
            self._client = None
            self._hide_all()
            self.title.setText("")
            self.status.setText("")
        if record is not None:
            self._form.use(_update(record), ("client", record))
            if self._complete:
                self.contact.use(record)
        super().open(record, screen)

    def load(self) -> None:
        id = self.record
        if id is not None:
            self.desk.jobs.read(lambda session: services.clients.detail(session, id), self._show, self._not_read)

    def _show(self, client: ClientDetail) -> None:
        if client.id != self.record:
            return
        self._client = client
        if self._complete:
            self._fill(client)

    def _fill(self, client: ClientDetail) -> None:
        if not self._form.saver.holds("name"):
            self.title.setText(client.name)
        self.set_pill(tr("Archived") if client.archived else "", "quiet")
        self._archive.setText(tr("Take back from the archive") if client.archived else tr("Archive"))
        self._form.show(client.answers)
        self._style.show_style(client.own_style)
        for card in (self.contact, self.about, self.figures, self.payments, self.fit):
            card.show_client(client)
        self.disputes.show_disputes(client.disputes)
        self.reminders.show_client(client.id)
        self.letters.show_letters(client.letters)
        if self._all.isHidden():
            self._show_all()

    def _not_read(self, error: Exception) -> None:
        self.back_to("clients", mark("That client is no longer here."), error)

    def forget(self) -> None:
        if not self._complete:  # nothing can have been typed yet
            return
        self._form.saver.forget()
        self.contact.saver.forget()
        self.payments.forget()
        self.about.forget()

    def leave(self) -> None:
        if not self._complete:
            return
        self._form.saver.flush()
        self.contact.saver.flush()
        self.payments.leave()
        self.about.keep()

    # doing

    def new_dispute(self) -> None:
        from clientcare.ui.pages.new_dispute import NewDispute

        if self._client is not None:
            self._form.saver.flush()
            name = str(self._form.field("name").value()) or self._client.name  # as typed, read again or not
            NewDispute(self.desk, self.window(), (self._client.id, name)).ask()

    def archive(self) -> None:
        """Put them away, or take them back."""
        client = self._client
        if client is None:
            return
        put, words = services.clients.archive, mark("{name} was put into the archive.")
        if client.archived:
            put, words = services.clients.take_back, mark("{name} was taken back from the archive.")
        said = Said(words, {"name": one_line(client.name)})
        self.desk.jobs.write(lambda session: put(session, [client.id]), undo=said)

    def delete(self) -> None:
        client = self._client
        if client is None:
            return
        self.leave()
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
