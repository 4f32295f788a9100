"""Every client, with what they bring and whether a dispute is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clientcare import services
from clientcare.records import ClientRow
from clientcare.said import mark
from clientcare.ui.desk import Desk
from clientcare.ui.pages.list_page import ListPage, filter_no_match, one_line
from clientcare.ui.pages.new_client import add_client
from clientcare.ui.row_model import Column
from clientcare.ui.widgets.parts import button
from clientcare.ui.wording import Wording, tr


def columns(words: Wording) -> tuple[Column, ...]:
    """The columns of the list; money is said the business's way."""

    def revenue(client: ClientRow) -> str:
        return words.money(client.yearly_revenue) if client.yearly_revenue else "–"

    def worth(client: ClientRow) -> str:
        if client.worth is None:
            return "–"
        return words.money(client.worth, rounded=True) if client.worth >= 0 else tr("costs more")

    return (
        Column(mark("Client"), lambda client: one_line(client.name), "name", strong=True),
        Column(mark("Contact"), lambda client: one_line(client.email or client.phone)),
        Column(mark("Last 12 months"), revenue, "revenue", numeric=True, width=140),
        Column(mark("Worth over time"), worth, "worth", numeric=True, width=140),
        Column(mark("Open disputes"), lambda client: str(client.disputes_open or "–"), "open", numeric=True, width=140),
    )


class ClientsPage(ListPage):
    """Opens a client, or adds one."""

    kinds = ("Client", "Payment", "Dispute", "Setting")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "clients", tr("Clients"), columns(desk.words), tr("Find by name"))
        self.head_buttons.addWidget(button(tr("New client"), self.new_client, "primary", "clients.new"))

    def read_ids(self) -> Callable[[Any], list[int]]:
        text, sort, descending = self.filter.value(), self.sort, self.descending
        return lambda session: services.clients.ids(session, text, sort, descending)

    def read_rows(self, ids: list[int]) -> Callable[[Any], list[Any]]:
        return lambda session: services.clients.rows(session, ids)

    def open_record(self, id: int) -> None:
        self.desk.go("client", id)

    def say_count(self, n: int) -> str:
        return tr("%n client(s)", n)

    def say_empty(self) -> None:
        if self.filtered:
            filter_no_match(self.empty, self.filter.value())
        else:
            text = tr("Clients stand here with what they bring, so that you know what is at stake before you decide.")
            self.empty.say(tr("No clients yet"), text, tr("Add your first client"))

    def first_step(self) -> None:
        if self.filtered:
            self.clear_filter()
        else:
            self.new_client()

    def new_client(self) -> None:
        add_client(self.desk)
