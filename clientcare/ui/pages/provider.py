"""One provider, saved as typed: how to reach them, what is between the two of us, and the clients sent there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clientcare import services
from clientcare.records import ProviderDetail
from clientcare.said import Said, mark
from clientcare.texts import one_line
from clientcare.ui.desk import Desk
from clientcare.ui.pages.page import Page
from clientcare.ui.widgets.fields import LineField, TextField
from clientcare.ui.widgets.labelled import Labelled
from clientcare.ui.widgets.parts import Card, button, label
from clientcare.ui.widgets.past_referrals import PastReferrals
from clientcare.ui.widgets.saved_form import SavedForm
from clientcare.ui.wording import tr


class ProviderPage(Page):
    """Everything known about one firm on one page; no Save button, a deletion can be taken back."""

    kinds = ("Provider", "Referral")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "")
        self._shown: ProviderDetail | None = None
        self._form = SavedForm(self, desk, _update(0), self.status)
        self.past = PastReferrals(desk)
        self._all = QWidget()
        self._all.setProperty("look", "clear")
        columns = QHBoxLayout(self._all)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        for cards in ((self._contact(),), (self._between(), self.past)):
            column = QVBoxLayout()
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.body.addWidget(self._all)
        self._all.hide()  # until there is a firm to show
        self.footer.addWidget(button(tr("Delete firm"), self.delete, name="provider.delete"))
        self.footer.addWidget(button(tr("All firms"), lambda: desk.go("referrals"), name="provider.all"))

    def _contact(self) -> Card:
        card = Card(label(tr("How to reach them"), "heading"), spacing=12)
        self._ask(card, "name", tr("Name"), LineField())
        self._ask(card, "does", tr("What they do"), LineField(hint=tr("Tiles, stone floors")))
        self._ask(card, "area", tr("Where they work"), LineField(hint=tr("Northampton, Amherst")))
        self._ask(card, "person", tr("Who to ask for"), LineField())
        self._ask(card, "phone", tr("Phone"), LineField())
        self._ask(card, "email", tr("E-mail"), LineField())
        self._ask(card, "website", tr("Website"), LineField(hint=tr("valleytile.example")))
        self._ask(card, "address", tr("Address, as on an envelope"), TextField(lines=3))
        self._form.field("name").textEdited.connect(self.title.setText)
        return card

    def _between(self) -> Card:
        card = Card(label(tr("Between you and them"), "heading"), spacing=12)
        why = tr("Every referral letter says this openly.")
        self._ask(card, "tie", tr("Any fee or tie between you"), LineField(hint=tr("none")), why)
        self._ask(card, "notes", tr("Notes for yourself"), TextField(lines=3, hint=tr("What helps you choose the right one")))
        return card

    def _ask(self, card: Card, name: str, title: str, field: QWidget, why: str = "") -> None:
        field.setObjectName(f"provider.{name}")
        card.column.addWidget(self._form.add(name, Labelled(title, field, why)))

    # reading and showing

    def open(self, record: int | None, screen: str = "") -> None:
        if record is not None and record != self.record:
            self._shown = None
            self._all.hide()
            self.title.setText("")
            self.status.setText("")
            self._form.use(_update(record), ("provider", record))
        super().open(record, screen)

    def load(self) -> None:
        id = self.record
        if id is not None:
            self.desk.jobs.read(lambda session: services.referrals.detail(session, id), self._show, self._not_read)

    def _show(self, found: ProviderDetail) -> None:
        if found.firm.id != self.record:
            return
        self._shown = found
        if not self._form.saver.holds("name"):
            self.title.setText(found.firm.name)
        self._form.show(asdict(found.firm))
        self.past.show_firm(found)
        self._all.show()

    def _not_read(self, error: Exception) -> None:
        self.back_to("referrals", mark("That firm is no longer here."), error)

    def forget(self) -> None:
        self._form.saver.forget()

    def leave(self) -> None:
        self._form.saver.flush()

    # doing

    def delete(self) -> None:
        """With what is known of the clients sent there; letters that have gone stay as they went."""
        if self._shown is None:
            return
        self._form.saver.flush()
        firm, self._shown = self._shown.firm, None  # a second press finds nobody
        said = Said(mark("{name} was deleted."), {"name": one_line(firm.name)})
        if firm.sent:
            text = mark("{name} was deleted, and what you noted about %n client(s) sent there.")
            said = Said(text, {"name": one_line(firm.name)}, firm.sent)
        self.desk.jobs.write(
            lambda session: services.referrals.delete(session, firm.id), self._deleted, self._not_deleted, said
        )

    def _not_deleted(self, error: Exception) -> None:
        self.load()
        self.desk.jobs.failed.emit(error)

    def _deleted(self, _: object) -> None:
        self.record = None
        self.desk.go("referrals", instead=True)


def _update(id: int) -> Callable[..., object]:
    def update(session: Any, **fields: Any) -> None:
        services.referrals.update(session, id, **fields)

    return update
