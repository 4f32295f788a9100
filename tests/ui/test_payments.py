"""The payments of one client: two years compared, added, changed in place, deleted; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt

from clientcare import services
from clientcare.records import PaymentForm, PaymentRow, PaymentYears
from clientcare.settings import Settings
from clientcare.ui.clients.two_years import in_words
from clientcare.ui.wording import Wording

TODAY = date.today()


@pytest.fixture
def dana(owner: Any) -> int:
    id: int = owner.write(lambda session: services.clients.create(session, "Dana Okafor"))
    owner.go("client", id)
    return id


def pay(owner: Any, client: int, amount: int, what: str = "", days: int = 0, job: str = "") -> int:
    form = PaymentForm(client, TODAY - timedelta(days=days), Decimal(amount), what, None, job)
    id: int = owner.write(lambda session: services.payments.save(session, form))
    return id


def paid(owner: Any, client: int) -> tuple[PaymentRow, ...]:
    found: tuple[PaymentRow, ...] = owner.read(lambda session: services.payments.view(session, client)).first
    return found


def open_row(owner: Any, line: int) -> None:
    table = owner.find("client.payments")
    table.selectRow(line)
    owner.qtbot.keyClick(table, Qt.Key.Key_Return)
    owner.settle()


def saved(owner: Any, client: int, check: Callable[[PaymentRow], bool]) -> None:
    owner.window.page("client").leave()
    owner.settle()
    assert any(check(row) for row in paid(owner, client)), paid(owner, client)


def test_a_payment_is_changed_where_it_was_added_and_saved_as_typed(owner: Any, dana: int) -> None:
    pay(owner, dana, 100, "Hall", job="Tiles")
    open_row(owner, 0)
    assert owner.find("client.payment.sum").text() == "100" and owner.find("client.payment.job").text() == "Tiles"
    assert owner.sees("client.payment.changing") and not owner.sees("client.payment.add")
    owner.type("client.payment.sum", "-20.50")
    owner.type("client.payment.what", "Hall, paid back")
    saved(owner, dana, lambda row: (row.amount, row.what, row.job) == (Decimal("-20.5"), "Hall, paid back", "Tiles"))
    owner.click("client.payment.done")
    assert owner.sees("client.payment.add") and owner.find("client.payment.sum").text() == ""


def test_a_sum_that_is_none_stands_as_typed_and_what_was_saved_holds(owner: Any, dana: int) -> None:
    pay(owner, dana, 100)
    open_row(owner, 0)
    for typed in ("a lot", ""):
        owner.type("client.payment.sum", typed)
        assert "still holds" in owner.find("client.payment.trouble").text()
        saved(owner, dana, lambda row: row.amount == 100)
        assert owner.find("client.payment.sum").text() == typed


def test_what_was_typed_for_a_new_one_comes_back_after_another_was_changed(owner: Any, dana: int) -> None:
    pay(owner, dana, 100)
    owner.type("client.payment.sum", "3 hund")
    owner.type("client.payment.job", "Roofs")
    open_row(owner, 0)
    assert owner.find("client.payment.job").text() == ""
    owner.click("client.payment.done")
    assert (owner.find("client.payment.sum").text(), owner.find("client.payment.job").text()) == ("3 hund", "Roofs")


def test_what_was_typed_for_a_new_one_outlives_the_window(open_window: Callable[..., Any]) -> None:
    first = open_window()
    dana = first.write(lambda session: services.clients.create(session, "Dana"))
    ben = first.write(lambda session: services.clients.create(session, "Ben"))
    first.go("client", dana)
    first.type("client.payment.what", "Half a word")
    first.window.close()
    again = open_window()
    again.go("client", ben)
    assert again.find("client.payment.what").text() == "", "it belongs to somebody else"
    again.go("client", dana)
    assert again.find("client.payment.what").text() == "Half a word"
    again.type("client.payment.sum", "250")
    again.click("client.payment.add")
    again.go("client", ben)
    again.go("client", dana)
    assert again.find("client.payment.what").text() == "" and paid(again, dana)[0].what == "Half a word"


def test_a_payment_that_cannot_be_kept_stands_again_as_typed(owner: Any, dana: int) -> None:
    owner.type("client.payment.sum", "1.12345")
    owner.type("client.payment.what", "Hall")
    owner.click("client.payment.add")
    assert "decimals" in owner.find("client.payment.trouble").text() and paid(owner, dana) == ()
    assert (owner.find("client.payment.sum").text(), owner.find("client.payment.what").text()) == ("1.12345", "Hall")


def test_kinds_of_job_used_before_are_offered_and_stand_in_the_list(owner: Any, dana: int) -> None:
    pay(owner, dana, 100, "Hall", job="Tiles and floors")
    field = owner.find("client.payment.job")
    owner.type("client.payment.job", "floo")
    assert field.completer().currentCompletion() == "Tiles and floors"
    table = owner.window.page("client").payments.table.rows
    assert table.index(0, 1).data() == "Hall · Tiles and floors"


def test_the_one_being_changed_is_deleted_and_brought_back(owner: Any, dana: int) -> None:
    pay(owner, dana, 100)
    pay(owner, dana, 200)
    open_row(owner, 0)
    owner.type("client.payment.sum", "777")
    owner.find("client.payments").setFocus()
    owner.qtbot.keyClick(owner.find("client.payments"), Qt.Key.Key_Delete)
    owner.settle()
    assert {row.amount for row in paid(owner, dana)} == {100} and owner.sees("client.payment.add")
    owner.click("toast.undo")
    assert len(paid(owner, dana)) == 2


def test_one_deleted_elsewhere_is_changed_no_more(owner: Any, dana: int) -> None:
    id = pay(owner, dana, 100)
    pay(owner, dana, 200)
    open_row(owner, 1)
    assert owner.find("client.payment.sum").text() == "100"
    owner.write(lambda session: services.payments.delete(session, id))
    assert owner.sees("client.payment.add") and not owner.sees("client.payment.done")


def test_two_years_are_compared_in_a_sentence_and_month_by_month(owner: Any, dana: int) -> None:
    assert not owner.sees("client.payments.trend") and not owner.sees("client.payments.years")
    pay(owner, dana, 300, days=10)
    pay(owner, dana, 200, days=380)
    assert owner.find("client.payments.trend").text() == (
        "$300 in the last 12 months, 50 % more than the $200 of the 12 before."
    )
    chart = owner.find("client.payments.years")
    chart.setFocus()
    said = []
    for key in (Qt.Key.Key_Home, *[Qt.Key.Key_Right] * 11):
        owner.qtbot.keyClick(chart, key)
        said.append(owner.find("client.payments.month").text())
    assert len(set(said)) == 12 and sum("$300" in line for line in said) == 1 and any("before $200" in line for line in said)
    assert chart.accessibleName() == said[-1] and all(line in chart.accessibleDescription() for line in said)


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (0, 0, ""),
        (300, 0, "nothing in the 12 before"),
        (0, 300, "Nothing in the last 12 months, $300"),
        (301, 300, "as much as"),
        (150, 300, "50 % less than the $300"),
        (900, 300, "much more than the $300"),
        (-50, 300, "-$50 in the last 12 months, $300 in the 12 before"),
    ],
)
def test_the_trend_in_words(now: int, before: int, said: str) -> None:
    sentence = in_words(PaymentYears(Decimal(now), Decimal(before), (), None), Wording(Settings()))
    assert said in sentence and bool(said) == bool(sentence)


def test_a_client_with_very_many_payments_shows_the_newest_at_once(owner: Any, dana: int) -> None:
    def many(session: Any) -> None:
        from sqlalchemy import insert

        from clientcare.db.models import Payment

        rows = [{"client_id": dana, "paid_on": TODAY - timedelta(days=n), "amount": Decimal(n)} for n in range(3000)]
        session.execute(insert(Payment), rows)

    owner.write(many)
    owner.go("clients")
    owner.go("client", dana)
    table = owner.find("client.payments")
    assert table.rows.rowCount() == 3000 and table.rows.index(2999, 2).data() == "$2,999"
    open_row(owner, 2999)
    assert owner.find("client.payment.sum").text() == "2,999"
