"""Payments: kept, changed, compared with the year before; kinds of job with a margin of their own."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from clientcare.db.models import Client
from clientcare.decision import client_value
from clientcare.errors import Gone, InvalidInput
from clientcare.records import DisputeForm, PaymentForm
from clientcare.services import clients, disputes, job_kinds, known, payments, settings
from clientcare.services.people import client_list
from clientcare.services.store import Store

TODAY = date.today()


@pytest.fixture
def dana(store: Store) -> int:
    return store.write(lambda s: clients.create(s, "Dana Okafor")).result


def pay(store: Store, client: int, amount: Any, day: date = TODAY, job: str = "", what: str = "", id: int | None = None) -> int:
    form = PaymentForm(client, day, Decimal(str(amount)), what, id, job)
    return store.write(lambda s: payments.save(s, form)).result


def test_a_payment_is_changed_in_place_and_back_again(store: Store, dana: int) -> None:
    id = pay(store, dana, 100, job="Tiles", what="Hall")
    form = PaymentForm(dana, TODAY - timedelta(days=3), Decimal("-20.5"), "Hall, paid back", id, "Repairs")
    written = store.write(lambda s: payments.save(s, form))
    (row,) = store.read(lambda s: payments.view(s, dana)).first
    assert (row.paid_on, row.amount, row.what, row.job) == (form.paid_on, form.amount, form.what, "Repairs")
    assert written.undo
    store.undo(written.undo)
    (row,) = store.read(lambda s: payments.view(s, dana)).first
    assert (row.paid_on, row.amount, row.what, row.job) == (TODAY, Decimal(100), "Hall", "Tiles")


def test_a_kind_of_job_is_one_however_it_is_written(store: Store, dana: int) -> None:
    pay(store, dana, 1, job="Roof repair")
    pay(store, dana, 2, job="  roof   REPAIR ")
    pay(store, dana, 3, job="Tiles")
    view = store.read(lambda s: payments.view(s, dana))
    assert view.jobs == ("Roof repair", "Tiles")
    assert {row.job for row in view.first} == {"Roof repair", "Tiles"}


def test_a_kind_that_is_too_long_is_said_at_its_field(store: Store, dana: int) -> None:
    with pytest.raises(InvalidInput) as told:
        pay(store, dana, 1, job="x" * 301)
    assert told.value.field == "job"


def test_the_newest_payment_stands_first_and_only_the_first_rows_come_along(store: Store, dana: int) -> None:
    def many(session: Session) -> None:
        for n in range(payments.FIRST + 20):
            payments.save(session, PaymentForm(dana, TODAY - timedelta(days=n), Decimal(n)))

    store.write(many)
    view = store.read(lambda s: payments.view(s, dana))
    assert len(view.ids) == payments.FIRST + 20 and len(view.first) == payments.FIRST
    assert [row.amount for row in view.first[:3]] == [0, 1, 2]
    (last,) = store.read(lambda s: payments.rows(s, view.ids[-1:]))
    assert last.amount == payments.FIRST + 19


def test_payments_of_a_client_who_is_gone(store: Store, dana: int) -> None:
    store.write(lambda s: clients.delete(s, dana))
    with pytest.raises(Gone):
        store.read(lambda s: payments.view(s, dana))


@pytest.mark.parametrize(
    ("day", "now", "before"),
    [
        (date(2026, 3, 15), 1, 0),  # today
        (date(2025, 3, 16), 1, 0),  # the first of the last 365 days
        (date(2025, 3, 15), 0, 1),  # the last of the 365 before
        (date(2024, 3, 16), 0, 1),
        (date(2024, 3, 15), 0, 0),  # longer ago
    ],
)
def test_which_year_a_payment_counts_in(store: Store, dana: int, day: date, now: int, before: int) -> None:
    pay(store, dana, 1, day)
    years = store.read(lambda s: payments.years(s, dana, date(2026, 3, 15)))
    assert (years.now, years.before, years.first) == (now, before, day)


def test_the_last_year_is_the_one_of_the_other_figures(store: Store, dana: int) -> None:
    for days in (0, 364, 365, 366, 729, 730):
        pay(store, dana, 10 + days, TODAY - timedelta(days=days))
    years = store.read(lambda s: payments.years(s, dana))
    assert years.now == store.read(lambda s: clients.detail(s, dana)).yearly_revenue == 10 + 374
    assert years.before == 375 + 376 + 739


@pytest.mark.parametrize(("field", "value"), [("amount", "a lot"), ("amount", None), ("paid_on", None), ("job", 5)])
def test_one_field_is_changed_and_what_cannot_be_is_said_there(store: Store, dana: int, field: str, value: Any) -> None:
    id = pay(store, dana, 100, what="Hall")
    store.write(lambda s: payments.change(s, id, what="Hall floor"))
    with pytest.raises(InvalidInput) as told:
        store.write(lambda s: payments.change(s, id, **{field: value}))
    (row,) = store.read(lambda s: payments.view(s, dana)).first
    assert told.value.field == field and (row.amount, row.what, row.paid_on) == (100, "Hall floor", TODAY)


def test_the_months_of_two_years_side_by_side(store: Store, dana: int) -> None:
    paid = {date(2026, 2, 28): "10.10", date(2026, 2, 1): "0.20", date(2025, 2, 3): 7, date(2026, 1, 9): -4}
    for day, amount in paid.items():
        pay(store, dana, amount, day)
    years = store.read(lambda s: payments.years(s, dana, date(2026, 2, 10)))
    assert len(years.months) == 12 and years.months[0][0] == date(2025, 3, 1)
    assert years.months[-2:] == ((date(2026, 1, 1), Decimal(-4), Decimal(0)), (date(2026, 2, 1), Decimal("10.3"), Decimal(7)))


def test_a_kind_with_a_margin_of_its_own_counts_by_it(store: Store, dana: int) -> None:
    pay(store, dana, 1000, job="Tiles")
    pay(store, dana, 500)
    store.write(lambda s: job_kinds.save_margin(s, "tiles", 0.1))
    assert store.read(lambda s: clients.detail(s, dana)).yearly_contribution == 1000 * Decimal("0.1") + 500 * Decimal("0.4")
    store.write(lambda s: clients.update(s, dana, margin=0.5))  # their own goes before it
    assert store.read(lambda s: clients.detail(s, dana)).yearly_contribution == 750
    store.write(lambda s: clients.update(s, dana, margin=None))
    written = store.write(lambda s: job_kinds.delete_margin(s, "Tiles"))
    assert store.read(lambda s: clients.detail(s, dana)).yearly_contribution == 600
    assert written.undo
    store.undo(written.undo)
    assert [(one.job, one.margin) for one in store.read(job_kinds.margins)] == [("Tiles", 0.1)]


@pytest.mark.parametrize(("job", "margin", "field"), [(" ", 0.5, "job"), ("Tiles", 1.2, "margin"), ("Tiles", -1.2, "margin")])
def test_a_margin_that_cannot_be(store: Store, job: str, margin: float, field: str) -> None:
    with pytest.raises(InvalidInput) as told:
        store.write(lambda s: job_kinds.save_margin(s, job, margin))
    assert told.value.field == field and store.read(job_kinds.margins) == ()


def test_the_list_says_and_sorts_by_the_same_sums_as_the_page_of_one(store: Store) -> None:
    def fill(session: Session) -> None:
        settings.update(session, margin=Decimal("0.33"))
        for job, share in (("Tiles", 0.1), ("Advice", 0.95), ("Favours", -0.5)):
            job_kinds.save_margin(session, job, share)
        for n in range(24):
            id = clients.create(session, f"Client {n}")
            own = {"margin": 0.77} if n % 5 == 0 else {}
            clients.update(session, id, hours_beyond=float(n % 4), retention=0.5 + n / 100, **own)
            for k in range(n % 7):
                job = ("", "Tiles", "Advice", "Favours", "Unknown")[(n + k) % 5]
                paid = PaymentForm(id, TODAY - timedelta(days=k * 20), Decimal(f"{n * 37 % 500}.{k}5"), "", None, job)
                payments.save(session, paid)

    store.write(fill)
    ids = store.read(lambda s: clients.ids(s, sort="worth"))
    rows = store.read(lambda s: clients.rows(s, ids))
    details = [store.read(lambda s, id=id: clients.detail(s, id)) for id in ids]
    assert [row.worth for row in rows] == [detail.worth for detail in details]
    worths = [row.worth or Decimal(0) for row in rows]
    assert worths == sorted(worths) and len(set(worths)) > 12


def test_what_is_left_is_known_where_a_dispute_is_weighed(store: Store, dana: int) -> None:
    pay(store, dana, 800, job="Tiles")
    pay(store, dana, 200)
    dispute = store.write(lambda s: disputes.create(s, DisputeForm("Tiles", dana))).result
    usual = store.read(lambda s: known.about(s, dispute)).defaults["margin"]
    assert usual.value == 0.4 and "Settings" in usual.origin.text
    store.write(lambda s: job_kinds.save_margin(s, "Tiles", 0.15))
    found = store.read(lambda s: known.about(s, dispute)).defaults
    assert found["margin"].value == pytest.approx((800 * 0.15 + 200 * 0.4) / 1000)
    assert "kinds of job" in found["margin"].origin.text
    left = client_value.yearly_contribution(1000, found["margin"].value or 0)
    assert found["contribution"].value == pytest.approx(left)


def test_clients_they_sent_us_count_in_the_weighing(store: Store, dana: int) -> None:
    def send(session: Session) -> int:
        for name in ("Ben Cole", "Ana Ruiz"):
            clients.update(session, clients.create(session, name), sent_by_id=dana)
        payments.save(session, PaymentForm(dana, TODAY - timedelta(days=4 * 365), Decimal(100)))
        return disputes.create(session, DisputeForm("Tiles", dana))

    dispute = store.write(send).result
    found = store.read(lambda s: known.about(s, dispute)).defaults["sent_clients"]
    assert found.value == pytest.approx(0.5) and found.origin.n == 2
    store.write(lambda s: clients.update(s, dana, clients_sent=3))  # the owner's own word goes before it
    found = store.read(lambda s: known.about(s, dispute)).defaults["sent_clients"]
    assert found.value == 3 and "noted" in found.origin.text


def test_a_client_without_payments_has_no_figures(store: Store, dana: int) -> None:
    (row,) = store.read(lambda s: client_list.rows(s, [dana]))
    years = store.read(lambda s: payments.years(s, dana))
    assert row.worth is None and row.yearly_revenue == 0
    assert (years.now, years.before, years.first) == (0, 0, None)
    assert store.read(lambda s: s.get(Client, dana)) is not None
