"""Clients as the owner meets them: found under any spelling, with the money right to the last decimal."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from clientcare.errors import InvalidInput, WorldError
from clientcare.records import DisputeForm, PaymentForm
from clientcare.services import clients, disputes, settings
from clientcare.services.folding import fold
from clientcare.services.store import Store

TODAY = date.today()


def named(store: Store, **asked: Any) -> list[str]:
    return [row.name for row in store.read(lambda s: clients.rows(s, clients.ids(s, **asked)))]


def pay(session: Session, client: int, amount: str, days: int = 10) -> int:
    return clients.save_payment(session, PaymentForm(client, TODAY - timedelta(days=days), Decimal(amount)))


@pytest.fixture
def three(store: Store) -> dict[str, int]:
    def add(session: Session) -> dict[str, int]:
        ids = {name: clients.create(session, name) for name in ("Łukasz Nowak", "éva Horváth", "Zoë Straße")}
        pay(session, ids["éva Horváth"], "1000")
        pay(session, ids["Zoë Straße"], "800")
        pay(session, ids["Zoë Straße"], "900", days=366)  # too long ago to count
        clients.update(session, ids["Zoë Straße"], margin=0.9, retention=0.9)
        clients.update(session, ids["Łukasz Nowak"], hours_beyond=10.0)
        disputes.create(session, DisputeForm("Fence", ids["Łukasz Nowak"]))
        return ids

    return store.write(add).result


def test_they_are_sorted_as_a_person_would(store: Store, three: dict[str, int]) -> None:
    assert named(store) == ["éva Horváth", "Łukasz Nowak", "Zoë Straße"]
    assert named(store, descending=True) == ["Zoë Straße", "Łukasz Nowak", "éva Horváth"]
    assert named(store, sort="revenue", descending=True)[0] == "éva Horváth"
    assert named(store, sort="open", descending=True)[0] == "Łukasz Nowak"
    with pytest.raises(ValueError):
        named(store, sort="email")


def test_the_order_by_worth_is_that_of_the_figures_shown(store: Store, three: dict[str, int]) -> None:
    rows = store.read(lambda s: clients.rows(s, clients.ids(s, sort="worth")))
    worths = [row.worth for row in rows]
    assert worths == sorted(w for w in worths if w is not None)
    assert worths == [Decimal("-612.50"), Decimal("700.00"), Decimal("3240.00")]


@pytest.mark.parametrize("text", ["lukasz", "ŁUK", "nowak", "  Łukasz   N"])
def test_they_are_found_under_any_spelling(store: Store, three: dict[str, int], text: str) -> None:
    assert named(store, text=text) == ["Łukasz Nowak"]
    assert store.read(lambda s: clients.suggest(s, text)) == [(three["Łukasz Nowak"], "Łukasz Nowak")]


def test_suggestions_that_begin_so_come_first(store: Store) -> None:
    store.write(lambda s: [clients.create(s, name) for name in ("Ana Dan", "Dana", "Jordan", "Dan")])
    assert [name for _, name in store.read(lambda s: clients.suggest(s, "dan", 3))] == ["Dan", "Dana", "Ana Dan"]


def test_the_money_of_one_client(store: Store, three: dict[str, int]) -> None:
    found = store.read(lambda s: clients.detail(s, three["éva Horváth"]))
    assert (found.yearly_revenue, found.yearly_contribution, found.worth) == (1000, 400, Decimal("700.00"))
    assert found.revenue_share == pytest.approx(1000 / 1800)
    costly = store.read(lambda s: clients.detail(s, three["Łukasz Nowak"]))
    assert (costly.yearly_contribution, costly.revenue_share) == (-350, 0)
    assert [dispute.title for dispute in costly.disputes] == ["Fence"]


def test_nothing_known_is_no_worth_at_all(store: Store) -> None:
    id = store.write(lambda s: clients.create(s, "New")).result
    found = store.read(lambda s: clients.detail(s, id))
    assert (found.worth, found.revenue_share, found.yearly_revenue) == (None, None, 0)


@pytest.mark.parametrize("amount", ["0.1", "1234.567", "-42", "999999999999.999", "100000000000"])
def test_money_is_exact(store: Store, amount: str) -> None:
    id = store.write(lambda s: clients.create(s, "Dana")).result
    store.write(lambda s: [pay(s, id, amount) for _ in range(3)])
    found = store.read(lambda s: clients.detail(s, id))
    assert {payment.amount for payment in found.payments} == {Decimal(amount)}
    assert found.yearly_revenue == 3 * Decimal(amount)


def test_a_payment_is_changed_and_deleted(store: Store) -> None:
    id = store.write(lambda s: clients.create(s, "Dana")).result
    payment = store.write(lambda s: pay(s, id, "10")).result
    store.write(lambda s: clients.save_payment(s, PaymentForm(id, TODAY, Decimal(20), "Hall", payment)))
    (found,) = store.read(lambda s: clients.detail(s, id)).payments
    assert (found.paid_on, found.amount, found.what) == (TODAY, 20, "Hall")
    store.write(lambda s: clients.delete_payment(s, payment))
    assert store.read(lambda s: clients.detail(s, id)).payments == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "   "),
        ("name", "x" * 301),
        ("notes", "x" * 50_001),
        ("notes", "\ud800"),
        ("notes", 12),
        ("margin", 1.5),
        ("retention", float("nan")),
        ("retention", -0.1),
        ("hours_beyond", "ten"),
    ],
)
def test_what_cannot_be_names_its_field_and_changes_nothing(store: Store, field: str, value: Any) -> None:
    id = store.write(lambda s: clients.create(s, "Dana")).result
    before = store.read(lambda s: clients.detail(s, id))
    with pytest.raises(InvalidInput) as error:
        store.write(lambda s: clients.update(s, id, phone="1", **{field: value}))
    assert error.value.field == field
    assert store.read(lambda s: clients.detail(s, id)) == before


@pytest.mark.parametrize("amount", [Decimal("0.0001"), Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 13, "5"])
def test_a_sum_that_cannot_be_kept_exactly_is_refused(store: Store, amount: Any) -> None:
    id = store.write(lambda s: clients.create(s, "Dana")).result
    with pytest.raises(InvalidInput) as error:
        store.write(lambda s: clients.save_payment(s, PaymentForm(id, TODAY, amount)))
    assert error.value.field == "amount"


@pytest.mark.parametrize("field", ["id", "sort_key", "no_such_field"])
def test_a_field_nobody_may_set_is_our_mistake(store: Store, field: str) -> None:
    id = store.write(lambda s: clients.create(s, "Dana")).result
    with pytest.raises(TypeError):
        store.write(lambda s: clients.update(s, id, **{field: "1"}))


def test_a_deleted_client_is_gone_with_everything(store: Store, three: dict[str, int]) -> None:
    store.write(lambda s: clients.delete(s, three["Łukasz Nowak"]))
    assert store.read(disputes.ids) == []
    assert store.read(lambda s: clients.rows(s, list(three.values()))) == store.read(
        lambda s: clients.rows(s, [three["éva Horváth"], three["Zoë Straße"]])
    )
    with pytest.raises(WorldError):
        store.read(lambda s: clients.detail(s, three["Łukasz Nowak"]))


def test_a_margin_of_the_business_counts_where_the_client_has_none(store: Store, three: dict[str, int]) -> None:
    store.write(lambda s: settings.update(s, margin=Decimal("0.5")))
    assert store.read(lambda s: clients.detail(s, three["éva Horváth"])).yearly_contribution == 500


HOSTILE = [
    "Robert'); DROP TABLE client;--",
    "<img src=file:///etc/passwd>",
    "%_'\"\\",
    "👩‍🔧",
    "ﷺ \u202e rtl",
    "{name}",
    "=1+1",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_comes_back_letter_for_letter_and_is_found(store: Store, name: str) -> None:
    store.write(lambda s: clients.create(s, name))
    assert named(store) == [name]
    assert named(store, text=name) == [name]


@given(name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_any_name_comes_back_letter_for_letter(store: Store, name: str) -> None:
    if name.strip():
        id = store.write(lambda s: clients.create(s, name)).result
        assert store.read(lambda s: clients.detail(s, id)).name == name.strip()
        assert id in store.read(lambda s: clients.ids(s, text=name))


@pytest.mark.parametrize(
    ("text", "folded"), [("Éva ŁUKASZ", "eva lukasz"), ("Straße", "strasse"), ("Iğdır", "igdir"), ("Ærø", "aero")]
)
def test_folding_sets_case_and_accents_aside(text: str, folded: str) -> None:
    assert fold(text) == folded
