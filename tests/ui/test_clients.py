"""The list of clients: what they bring, found, sorted, opened; a new one with one press."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from clientcare import services
from clientcare.records import DisputeForm, PaymentForm


@pytest.fixture
def clients(owner: Any) -> dict[str, int]:
    def write(session: Any) -> dict[str, int]:
        made = {name: services.clients.create(session, name) for name in ("Dana Okafor", "Ángel Ruiz", "Zoë")}
        services.payments.save(session, PaymentForm(made["Zoë"], date.today(), Decimal(1950)))
        services.payments.save(session, PaymentForm(made["Ángel Ruiz"], date.today(), Decimal("120.50")))
        services.clients.update(session, made["Ángel Ruiz"], hours_beyond=40, email="angel@example.org")
        services.disputes.create(session, DisputeForm("Gate", client_id=made["Zoë"]))
        return made

    made: dict[str, int] = owner.write(write)
    return made


def shown(owner: Any) -> list[tuple[str, ...]]:
    model = owner.window.page("clients").table.rows
    return [tuple(model.index(r, c).data() for c in range(model.columnCount())) for r in range(model.rowCount())]


def test_each_line_says_who_they_are_and_what_they_bring(owner: Any, clients: dict[str, int]) -> None:
    page = owner.go("clients")
    angel, dana, zoe = shown(owner)
    assert angel == ("Ángel Ruiz", "angel@example.org", "", "$120.50", "costs more", "–")
    assert dana == ("Dana Okafor", "", "", "–", "–", "–")
    assert zoe[0] == "Zoë" and zoe[3] == "$1,950" and zoe[4].startswith("$") and zoe[5] == "1"
    assert page.count.text() == "3 clients"


@pytest.mark.parametrize(("column", "first"), [(0, "Zoë"), (3, "Zoë"), (4, "Zoë"), (5, "Zoë")])
def test_headers_sort(owner: Any, clients: dict[str, int], column: int, first: str) -> None:
    page = owner.go("clients")
    page.table.horizontalHeader().sectionClicked.emit(column)
    owner.settle()
    if page.descending is False:
        page.table.horizontalHeader().sectionClicked.emit(column)
        owner.settle()
    assert shown(owner)[0][0] == first


def test_the_filter_finds_by_name(owner: Any, clients: dict[str, int]) -> None:
    page = owner.go("clients")
    owner.type("clients.filter", "zoe")
    owner.qtbot.waitUntil(lambda: page.count.text() == "1 client")
    assert shown(owner)[0][0] == "Zoë"
    owner.type("clients.filter", "nobody")
    owner.qtbot.waitUntil(lambda: owner.sees("clients.empty"))
    owner.click("clients.empty.step")
    assert len(shown(owner)) == 3


def test_new_client_opens_their_page_and_can_be_taken_back(owner: Any) -> None:
    owner.go("clients")
    owner.click("clients.new")
    assert owner.place[0] == "client" and owner.place[2] == "new"
    assert owner.window.toast.text == "A client was added."
    owner.click("toast.undo")
    assert owner.place[0] == "clients" and owner.read(lambda s: services.clients.ids(s)) == []
    assert "No clients yet" in owner.reads()


def test_an_empty_list_offers_the_first_step(owner: Any) -> None:
    owner.go("clients")
    owner.click("clients.empty.step")
    assert owner.place[0] == "client"


def test_it_speaks_the_currency_of_the_settings_at_once(owner: Any, clients: dict[str, int]) -> None:
    owner.go("clients")
    owner.write(lambda s: services.settings.update(s, currency="EUR", locale="de_DE"))
    owner.settle()
    assert shown(owner)[2][3] == "1.950\xa0€"


def test_the_place_in_the_list_is_kept_while_away(owner: Any) -> None:
    owner.write(lambda s: [services.clients.create(s, f"Client {n:03}") for n in range(300)])
    page = owner.go("clients")
    page.table.scrollToBottom()
    page.table.selectRow(290)
    before = page.table.verticalScrollBar().value()
    owner.go("client", page.table.chosen)
    owner.window.go_back()
    owner.settle()
    assert page.table.verticalScrollBar().value() == before > 0 and page.table.currentIndex().row() == 290
