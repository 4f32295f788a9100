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
from clientcare.records import DisputeForm, LetterDraft, PaymentForm
from clientcare.services import clients, contacts, disputes, letters, payments, settings, tags
from clientcare.services.store import Store
from clientcare.texts import fold

TODAY = date.today()


def named(store: Store, **asked: Any) -> list[str]:
    return [row.name for row in store.read(lambda s: clients.rows(s, clients.ids(s, **asked)))]


def pay(session: Session, client: int, amount: str, days: int = 10) -> int:
    return payments.save(session, PaymentForm(client, TODAY - timedelta(days=days), Decimal(amount)))


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
    assert {payment.amount for payment in store.read(lambda s: payments.view(s, found.id)).first} == {Decimal(amount)}
    assert found.yearly_revenue == 3 * Decimal(amount)


def test_a_payment_is_changed_and_deleted(store: Store) -> None:
    id = store.write(lambda s: clients.create(s, "Dana")).result
    payment = store.write(lambda s: pay(s, id, "10")).result
    store.write(lambda s: payments.save(s, PaymentForm(id, TODAY, Decimal(20), "Hall", payment)))
    (found,) = store.read(lambda s: payments.view(s, id)).first
    assert (found.paid_on, found.amount, found.what) == (TODAY, 20, "Hall")
    store.write(lambda s: payments.delete(s, payment))
    assert store.read(lambda s: payments.view(s, id)).ids == ()


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
        store.write(lambda s: payments.save(s, PaymentForm(id, TODAY, amount)))
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


# -- found, put away, sent by, deleted together


@pytest.fixture
def reached(store: Store) -> dict[str, int]:
    def add(session: Session) -> dict[str, int]:
        ids = {name: clients.create(session, name) for name in ("Dana", "Marc", "Zoë")}
        clients.update(session, ids["Dana"], email="Dana.O@Home.example", phone="(413) 555-0117")
        clients.update(session, ids["Marc"], phone="+49 176 / 123.456-78")
        contacts.add(session, ids["Marc"], "email", "marc@work.example")
        contacts.add(session, ids["Zoë"], "phone", "0413 999 0000", "mobile")
        tags.add(session, [ids["Zoë"]], "Küche, slow payer")
        return ids

    return store.write(add).result


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("dana.o@home", ["Dana"]),
        ("@work", ["Marc"]),
        ("example", ["Dana", "Marc"]),
        ("4135550117", ["Dana"]),
        ("413-555", ["Dana"]),
        ("+1 413 555 0117", ["Dana"]),
        ("0176 123", ["Marc"]),
        ("0049 176 12345678", ["Marc"]),
        ("413", ["Dana", "Zoë"]),
        ("kuche", ["Zoë"]),
        ("slow p", ["Zoë"]),
        ("12", []),
        ("%", []),
        ("'; DROP TABLE client; --", []),
    ],
)
def test_they_are_found_by_mail_phone_or_tag(store: Store, reached: dict[str, int], text: str, names: list[str]) -> None:
    assert named(store, text=text) == names


@given(text=st.text(max_size=40))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_is_looked_for_is_no_error(store: Store, text: str) -> None:
    assert isinstance(store.read(lambda s: clients.ids(s, text, show="active")), list)


def test_who_is_put_away_leaves_the_list_and_keeps_everything(store: Store, reached: dict[str, int]) -> None:
    disputed = store.write(lambda s: disputes.create(s, DisputeForm("Fence", reached["Marc"]))).result
    written = store.write(lambda s: clients.archive(s, [reached["Marc"], reached["Zoë"]]))
    assert written.result == 2 and store.write(lambda s: clients.archive(s, [reached["Zoë"]])).result == 0
    assert named(store, show="active") == ["Dana"] and named(store, show="archived") == ["Marc", "Zoë"]
    assert named(store) == ["Dana", "Marc", "Zoë"] and named(store, show="archived", text="@work") == ["Marc"]
    assert store.read(disputes.ids) == [disputed], "their disputes stay"
    assert store.read(lambda s: clients.detail(s, reached["Marc"])).archived
    assert written.undo is not None
    store.undo(written.undo)
    assert named(store, show="archived") == []
    store.write(lambda s: clients.archive(s, [reached["Zoë"]]))
    assert store.write(lambda s: clients.take_back(s, list(reached.values()))).result == 1
    assert named(store, show="active") == ["Dana", "Marc", "Zoë"]


def test_who_is_put_away_is_suggested_last(store: Store) -> None:
    ids = store.write(lambda s: [clients.create(s, name) for name in ("Dan Adams", "Dan Bell")]).result
    store.write(lambda s: clients.archive(s, ids[:1]))
    assert [name for _, name in store.read(lambda s: clients.suggest(s, "dan"))] == ["Dan Bell", "Dan Adams"]


def test_the_list_is_sifted_by_tag_and_dispute(store: Store, reached: dict[str, int]) -> None:
    closed = store.write(lambda s: disputes.create(s, DisputeForm("Fence", reached["Marc"]))).result
    store.write(lambda s: disputes.close(s, closed))
    store.write(lambda s: disputes.create(s, DisputeForm("Gate", reached["Zoë"])))
    assert named(store, tag="KUCHE") == ["Zoë"] and named(store, tag="nobody has it") == []
    assert named(store, disputes="open") == ["Zoë"] and named(store, disputes="none") == ["Dana"]
    assert named(store, disputes="none", show="archived") == []
    for wrong in ({"show": "hidden"}, {"disputes": "some"}):
        with pytest.raises(ValueError):
            named(store, **wrong)
    assert store.read(lambda s: clients.rows(s, [reached["Zoë"]]))[0].tags == ("Küche", "slow payer")


def test_who_sent_whom(store: Store, reached: dict[str, int]) -> None:
    dana, marc, zoe = reached.values()
    store.write(lambda s: [clients.update(s, id, sent_by_id=dana) for id in (zoe, marc)])
    found = store.read(lambda s: clients.detail(s, dana))
    assert [person.name for person in found.sent] == ["Marc", "Zoë"] and found.sent_by is None
    sender = store.read(lambda s: clients.detail(s, marc)).sent_by
    assert sender is not None and (sender.id, sender.name) == (dana, "Dana")
    with pytest.raises(InvalidInput) as error:
        store.write(lambda s: clients.update(s, dana, sent_by_id=dana))
    assert error.value.field == "sent_by_id"
    with pytest.raises(WorldError):
        store.write(lambda s: clients.update(s, dana, sent_by_id=999))


def test_a_sender_who_is_deleted_is_nobody_until_they_are_back(store: Store, reached: dict[str, int]) -> None:
    dana, marc, _ = reached.values()
    store.write(lambda s: clients.update(s, marc, sent_by_id=dana))
    undo = store.write(lambda s: clients.delete(s, dana)).undo
    assert store.read(lambda s: clients.detail(s, marc)).answers["sent_by_id"] is None and undo is not None
    store.undo(undo)
    assert store.read(lambda s: clients.detail(s, marc)).answers["sent_by_id"] == dana


def test_several_are_deleted_at_once_and_come_back_whole(store: Store, three: dict[str, int]) -> None:
    ids = list(three.values())
    before = store.read(lambda s: [clients.detail(s, id) for id in ids])
    written = store.write(lambda s: clients.delete_all(s, [*ids, 999]))
    assert written.result == 3 and named(store) == [] and store.read(disputes.ids) == []
    assert written.undo is not None
    store.undo(written.undo)
    assert store.read(lambda s: [clients.detail(s, id) for id in ids]) == before


@pytest.mark.parametrize("field", ["archived_at", "import_id", "marks"])
def test_what_has_a_way_of_its_own_is_not_typed(store: Store, three: dict[str, int], field: str) -> None:
    with pytest.raises(TypeError):
        store.write(lambda s: clients.update(s, three["Łukasz Nowak"], **{field: None}))


def test_their_letters_are_with_them_the_newest_first(store: Store, three: dict[str, int]) -> None:
    id = three["Łukasz Nowak"]
    (dispute,) = store.read(disputes.ids)
    for kind in ("apology", "farewell"):
        store.write(lambda s, kind=kind: letters.save_draft(s, LetterDraft(dispute, kind)))  # type: ignore[misc]
    found = store.read(lambda s: clients.detail(s, id)).letters
    assert [letter.kind for letter in found] == ["farewell", "apology"]
    assert store.read(lambda s: clients.detail(s, three["Zoë Straße"])).letters == ()
