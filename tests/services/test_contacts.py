"""More ways to reach a client: kept as typed, changed places with the main one, doubted kindly."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.errors import Gone, InvalidInput
from clientcare.services import clients, contacts
from clientcare.services.people import doubts
from clientcare.services.people.doubts import doubt
from clientcare.services.store import Store


@pytest.fixture
def dana(store: Store) -> int:
    def write(session: Any) -> int:
        id = clients.create(session, "Dana Okafor")
        clients.update(session, id, email="dana@home.example", email_label="home", phone="(413) 555-0117")
        return id

    return store.write(write).result


def shown(store: Store, id: int) -> list[tuple[str, str, str]]:
    return [(row.kind, row.label, row.value) for row in store.read(lambda s: contacts.rows(s, id))]


def test_they_are_kept_in_the_order_they_were_added(store: Store, dana: int) -> None:
    store.write(lambda s: contacts.add(s, dana, "email", "work@dana.example", "work"))
    store.write(lambda s: contacts.add(s, dana, "address", "8 Elm Street\nAmherst"))
    store.write(lambda s: contacts.add(s, dana, "email"))
    assert shown(store, dana) == [
        ("email", "work", "work@dana.example"),
        ("address", "", "8 Elm Street\nAmherst"),
        ("email", "", ""),
    ]
    assert store.read(lambda s: clients.detail(s, dana)).contacts == store.read(lambda s: contacts.rows(s, dana))


def test_what_is_no_address_is_kept_all_the_same(store: Store, dana: int) -> None:
    id = store.write(lambda s: contacts.add(s, dana, "email", "ask at the café")).result
    store.write(lambda s: contacts.update(s, id, value="dana at gmail", label="old"))
    assert shown(store, dana) == [("email", "old", "dana at gmail")]


def test_the_main_one_changes_places_and_each_keeps_its_label(store: Store, dana: int) -> None:
    id = store.write(lambda s: contacts.add(s, dana, "email", "work@dana.example", "work")).result
    written = store.write(lambda s: contacts.make_main(s, id))
    answers = store.read(lambda s: clients.detail(s, dana)).answers
    assert (answers["email"], answers["email_label"]) == ("work@dana.example", "work")
    assert shown(store, dana) == [("email", "home", "dana@home.example")]
    store.write(lambda s: contacts.make_main(s, id))
    assert store.read(lambda s: clients.detail(s, dana)).answers["email_label"] == "home"
    assert shown(store, dana) == [("email", "work", "work@dana.example")]
    assert written.undo is not None


def test_where_there_was_no_main_one_none_is_left_behind(store: Store, dana: int) -> None:
    id = store.write(lambda s: contacts.add(s, dana, "address", "8 Elm Street")).result
    undo = store.write(lambda s: contacts.make_main(s, id)).undo
    assert shown(store, dana) == [] and store.read(lambda s: clients.detail(s, dana)).answers["address"] == "8 Elm Street"
    assert undo is not None
    store.undo(undo)
    assert shown(store, dana) == [("address", "", "8 Elm Street")]


def test_they_go_with_the_client_and_come_back_with_them(store: Store, dana: int) -> None:
    id = store.write(lambda s: contacts.add(s, dana, "phone", "0117", "mobile")).result
    undo = store.write(lambda s: clients.delete(s, dana)).undo
    with pytest.raises(Gone):
        store.write(lambda s: contacts.update(s, id, value="1"))
    assert undo is not None
    store.undo(undo)
    assert shown(store, dana) == [("phone", "mobile", "0117")]


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"value": "x" * 301}, "value"), ({"label": "x" * 301}, "label"), ({"value": "\ud800"}, "value"), ({"value": 3}, "value")],
)
def test_what_cannot_be_kept_names_its_field(store: Store, dana: int, fields: dict[str, Any], field: str) -> None:
    id = store.write(lambda s: contacts.add(s, dana, "email", "a@b.org")).result
    with pytest.raises(InvalidInput) as error:
        store.write(lambda s: contacts.update(s, id, **fields))
    assert error.value.field == field and shown(store, dana) == [("email", "", "a@b.org")]


def test_only_what_one_is_reached_by_can_be_added(store: Store, dana: int) -> None:
    with pytest.raises(InvalidInput):
        store.write(lambda s: contacts.add(s, dana, "fax", "1"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dana@home.example", None),
        ("josé@exämple.de", None),
        ("  dana@x.org  ", None),
        ("", None),
        ("dana", doubts.NO_AT),
        ("dana@gmail", doubts.NO_ENDING),
        ("da na@x.org", doubts.HOLDS_BLANK),
        ("dana@@x.org", doubts.TWO_ATS),
        ("a@x.org, b@x.org", doubts.TWO_ADDRESSES),
        ("dana@x..org", doubts.NO_ADDRESS),
        ("dana@", doubts.NO_ADDRESS),
    ],
)
def test_an_email_that_cannot_be_right_is_doubted(text: str, said: str | None) -> None:
    found = doubt("email", text, "en_US")
    assert (found.text if found else None) == said


@pytest.mark.parametrize(
    ("text", "locale", "said"),
    [
        ("(413) 555-0117", "en_US", None),
        ("413-555-0117 ext 5", "en_US", None),
        ("413 555 0117 (evenings)", "en_US", None),
        ("+49 176 12345678", "en_US", None),
        ("0176 1234567", "de_DE", None),
        ("020 7946 0958", "en_GB", None),
        ("612 34 56 78", "eo", None),  # in which country, nobody knows
        ("555 0117", "en_US", doubts.NO_AREA),
        ("12", "en_US", doubts.TOO_SHORT),
        ("413 555 0117 99 99 99", "en_US", doubts.TOO_LONG),
        ("ask at the café", "en_US", doubts.NO_NUMBER),
        ("413 555 0117 / 413 555 0118", "en_US", doubts.TWO_NUMBERS),
        ("113 555 0117", "en_US", doubts.UNKNOWN),
        ("+999 555 0117", "en_US", doubts.UNKNOWN),
    ],
)
def test_a_phone_that_cannot_be_right_is_doubted(text: str, locale: str, said: str | None) -> None:
    found = doubt("phone", text, locale)
    assert (found.text if found else None) == said


@given(st.sampled_from(["email", "phone", "address"]), st.text(max_size=80), st.sampled_from(["en_US", "de_DE", "eo", ""]))
def test_whatever_is_typed_is_looked_at_without_an_error(kind: str, text: str, locale: str) -> None:
    found = doubt(kind, text, locale)
    assert found is None or found.text
