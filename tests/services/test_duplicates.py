"""Who is the same client twice: what is found, what is left alone, and two made one with nothing of either lost."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from clientcare.db.models import Base, Client, ContactPoint, NotSame, Payment, Reminder, Tag
from clientcare.errors import Gone, WorldError
from clientcare.records import DisputeForm, PaymentForm
from clientcare.services import clients, disputes, duplicates, merging, payments
from clientcare.services.people.likeness import ALIKE, name_likeness, person
from clientcare.services.store import Store

ONE = [
    ("Dana Okafor", "OKAFOR, Dana"),
    ("Dana Okafor", "D. Okafor"),
    ("Dana Okafor", "Dana Okafro"),
    ("Dana Okafor", "Dana Maria Okafor"),
    ("Ms. Dana Okafor", "dana okafor"),
    ("Hans Müller", "Hans Mueller"),
    ("Łukasz Nowak", "Lukasz Nowak"),
    ("Jon Smith", "John Smith"),
    ("Stephen Lee", "Steven Lee"),
    ("Anna Schmidt", "Anna Schmitt"),
    ("Acme Plumbing", "Acme Plumbing LLC"),
    ("山田太郎", "山田 太郎"),
]
TWO = [
    ("Tom Baker", "Tim Baker"),
    ("Jane Smith", "Joan Smith"),
    ("Client 12", "Client 13"),
    ("Acme Plumbing", "Acme Painting"),
    ("Dana Okafor", "Okafor"),
    ("Dana Okafor", "Ben Okafor"),
    ("Sunrise Café", "Sunset Café"),
    ("太郎", "花子"),
    ("!!!", "???"),
]


@pytest.mark.parametrize(("a", "b"), ONE)
def test_names_that_may_be_one(a: str, b: str) -> None:
    one, other = person(1, a), person(2, b)
    assert name_likeness(one, other) >= ALIKE and name_likeness(other, one) >= ALIKE
    (pair,) = duplicates.Everyone([one, other]).pairs()  # and they are compared at all
    assert (pair.a_id, pair.b_id) == (1, 2)


@pytest.mark.parametrize(("a", "b"), TWO)
def test_names_of_two(a: str, b: str) -> None:
    one, other = person(1, a), person(2, b)
    assert name_likeness(one, other) < ALIKE and name_likeness(other, one) < ALIKE
    assert duplicates.Everyone([one, other]).pairs() == ()


@pytest.mark.parametrize(
    ("emails", "phones", "why"),
    [
        (("DANA@home.example ", "dana@home.example"), ("", ""), ("email", "alike")),
        (("", ""), ("(413) 555-0117", "+1 413 555 0117"), ("phone", "alike")),
        (("", ""), ("0171 5550117", "+49 171 5550117"), ("phone", "alike")),
    ],
)
def test_an_email_or_a_phone_in_common_says_most(emails: Any, phones: Any, why: Any) -> None:
    a = person(1, "Dana Okafor", [emails[0]], [phones[0]])
    alike, other = person(2, "D. Okafor", [emails[1]], [phones[1]]), person(3, "Sam Reyes", [emails[1]], [phones[1]])
    first, *rest = duplicates.Everyone([a, alike, other]).pairs()
    assert (first.a_id, first.b_id, first.why) == (1, 2, why) and first.likeness > 0.9
    assert all(pair.likeness < 0.7 and pair.b_id == 3 for pair in rest) and len(rest) == 2


@pytest.mark.parametrize(("email", "phone"), [("no", "12"), ("", ""), ("n/a", "-")])
def test_what_is_no_email_and_no_phone_says_nothing(email: str, phone: str) -> None:
    people = [person(1, "Dana Okafor", [email], [phone]), person(2, "Ben Cole", [email], [phone])]
    assert duplicates.Everyone(people).pairs() == ()


def test_names_alike_with_other_emails_and_phones_are_left_alone() -> None:
    a, b = person(1, "Anna Schmidt", ["anna@a.example"]), person(2, "Anna Schmitt", ["anna@b.example"])
    assert duplicates.Everyone([a, b]).pairs() == ()
    same = person(3, "Anna Schmidt", ["third@c.example"])  # the same words are asked about all the same
    assert [pair.why for pair in duplicates.Everyone([a, same]).pairs()] == [("name",)]


def test_further_addresses_count_and_archived_clients_too(store: Store) -> None:
    def fill(session: Session) -> tuple[int, int]:
        a, b = clients.create(session, "Dana Okafor"), clients.create(session, "Okafor Tiles")
        clients.update(session, a, email="dana@home.example")
        session.add(ContactPoint(client_id=b, kind="email", value="Dana@Home.example"))
        session.get_one(Client, b).archived_at = datetime.now(UTC)
        return a, b

    a, b = store.write(fill).result
    (pair,) = store.read(duplicates.pairs)
    assert (pair.a_id, pair.b_id, pair.why) == (a, b, ("email",))


def test_the_owners_word_that_they_are_two_is_kept_and_can_be_taken_back(store: Store) -> None:
    a, b = store.write(lambda s: [clients.create(s, "Dana Okafor") for _ in range(2)]).result
    written = store.write(lambda s: duplicates.not_same(s, b, a))
    assert store.read(duplicates.pairs) == ()
    assert written.undo
    store.undo(written.undo)
    assert len(store.read(duplicates.pairs)) == 1


def test_who_may_be_this_one_likeliest_first(store: Store) -> None:
    def fill(session: Session) -> list[int]:
        ids = [clients.create(session, name) for name in ("Dana Okafor", "D. Okafor", "Ben Cole", "Sam Reyes")]
        clients.update(session, ids[3], email="dana@home.example")
        return ids

    ids = store.write(fill).result
    found = store.read(lambda s: duplicates.like(s, "Dana Okafor", ["dana@home.example"]))
    assert [one.client_id for one in found] == [ids[0], ids[1], ids[3]] and found[0].why == ("name",)
    assert store.read(lambda s: duplicates.like(s, "Nobody Known")) == ()


def test_rows_of_one_file_are_compared_with_each_other_too() -> None:
    everyone = duplicates.Everyone([])
    assert everyone.like("Dana Okafor") == ()
    everyone.add(person(-7, "Dana Okafor"))
    assert [one.client_id for one in everyone.like("dana  okafor")] == [-7]


def test_the_likely_ones_among_very_many_are_found_in_seconds() -> None:
    chance = random.Random(5)
    parts = ["ka", "lo", "mi", "ra", "ten", "sor", "bel", "du", "vin", "gar", "pet", "chen", "way", "man", "ul"]
    names = [" ".join("".join(chance.choices(parts, k=3)) for _ in range(2)) for _ in range(4000)]
    people = [person(n, name, [f"mail{n}@x.example"]) for n, name in enumerate(names)]
    crowd = [person(10_000 + n, "Walk-in customer") for n in range(3000)]  # and a crowd of one name takes no longer
    twins = [person(20_000 + n, names[n]) for n in range(50)]
    pairs = duplicates.Everyone([*people, *crowd, *twins]).pairs()
    assert len(pairs) <= duplicates.MOST_PAIRS
    assert {pair.a_id for pair in pairs if pair.b_id >= 20_000} >= set(range(50))


# merging


@pytest.fixture
def two(store: Store) -> tuple[int, int]:
    def fill(session: Session) -> tuple[int, int]:
        a, b = clients.create(session, "Dana Okafor"), clients.create(session, "D. Okafor")
        own = {"email": "dana@home.example", "phone": "413 555 0117", "notes": "Teaches"}
        clients.update(session, a, **own, email_label="home")
        more = {"email": "d@work.example", "phone": "(413) 555-0117", "address": "8 Elm Street", "margin": 0.2}
        clients.update(session, b, **more, notes="Call after four", style="direct", style_answers="x", email_label="work")
        for n, id in enumerate((a, b), 1):
            payments.save(session, PaymentForm(id, date.today(), Decimal(100 * n)))
            disputes.create(session, DisputeForm(f"Dispute {n}", id))
            session.add(Reminder(client_id=id, text=f"Reminder {n}", due_at=datetime.now(UTC), set_at=datetime.now(UTC)))
            session.add(Tag(client_id=id, text="VIP", sort_key="vip"))
            session.get_one(Client, id).marks = {"1": n == 1, str(n + 1): True}
        session.add(Tag(client_id=b, text="Roofs", sort_key="roofs"))
        session.add(ContactPoint(client_id=b, kind="email", label="old", value="old@home.example"))
        session.get_one(Client, b).added_at = datetime.now(UTC) - timedelta(days=900)
        friend = clients.create(session, "Ben Cole")
        clients.update(session, friend, sent_by_id=b)
        duplicates.not_same(session, friend, b)
        return a, b

    found: tuple[int, int] = store.write(fill).result
    return found


def everything(store: Store) -> dict[str, Any]:
    def read(session: Session) -> dict[str, Any]:
        names = [name for name in Base.metadata.tables if name != "search_entry"]
        return {name: sorted(map(repr, session.execute(text(f'SELECT * FROM "{name}"')))) for name in names}

    return store.read(read)


def test_nothing_of_either_is_lost_and_taking_it_back_is_exact(store: Store, two: tuple[int, int]) -> None:
    keep, other = two
    before = everything(store)
    written = store.write(lambda s: merging.merge(s, keep, other))

    def check(session: Session) -> None:
        assert session.get(Client, other) is None
        dana = session.get_one(Client, keep)
        assert (dana.name, dana.email, dana.phone, dana.address) == (
            "Dana Okafor", "dana@home.example", "413 555 0117", "8 Elm Street",
        )
        assert (dana.margin, dana.style, dana.style_answers) == (0.2, "direct", "x")
        assert dana.notes == "Teaches\n\nCall after four\n\nAlso known as D. Okafor."
        more = [(point.kind, point.label, point.value) for point in sorted(dana.contacts, key=lambda p: p.position)]
        assert more == [("email", "work", "d@work.example"), ("email", "old", "old@home.example")]  # the phone is the same
        assert {payment.amount for payment in dana.payments} == {100, 200}
        assert {dispute.title for dispute in dana.disputes} == {"Dispute 1", "Dispute 2"}
        assert {reminder.text for reminder in dana.reminders} == {"Reminder 1", "Reminder 2"}
        assert {tag.text for tag in dana.tags} == {"VIP", "Roofs"}
        assert dana.marks == {"1": True, "2": True, "3": True}
        assert (datetime.now(UTC) - dana.added_at).days >= 899
        (friend,) = session.scalars(select(Client).where(Client.name == "Ben Cole"))
        assert friend.sent_by_id == keep
        (apart,) = session.scalars(select(NotSame))
        assert {apart.a_id, apart.b_id} == {keep, friend.id}

    store.read(check)
    assert written.undo
    store.undo(written.undo)
    assert everything(store) == before


def test_what_was_chosen_stands_and_the_rest_is_kept_beside(store: Store, two: tuple[int, int]) -> None:
    keep, other = two
    choices = {"name": "other", "email": "other", "phone": "other", "margin": "keep", "style": "keep"}
    store.write(lambda s: merging.merge(s, keep, other, choices))

    def check(session: Session) -> None:
        dana = session.get_one(Client, keep)
        assert (dana.name, dana.sort_key, dana.email, dana.email_label) == ("D. Okafor", "d. okafor", "d@work.example", "work")
        assert (dana.phone, dana.margin, dana.style, dana.style_answers) == ("(413) 555-0117", None, "", "")
        assert ("email", "home", "dana@home.example") in {(p.kind, p.label, p.value) for p in dana.contacts}
        assert dana.notes.endswith("Also known as Dana Okafor.")

    store.read(check)


def test_of_an_active_and_an_archived_client_an_active_one_is_left(store: Store, two: tuple[int, int]) -> None:
    keep, other = two

    def archive(session: Session) -> None:
        session.get_one(Client, keep).archived_at = datetime.now(UTC)

    store.write(archive)
    store.write(lambda s: merging.merge(s, keep, other))
    assert store.read(lambda s: s.get_one(Client, keep).archived_at) is None


def test_who_sent_the_other_was_sent_by_nobody(store: Store, two: tuple[int, int]) -> None:
    keep, other = two
    store.write(lambda s: (clients.update(s, keep, sent_by_id=other), clients.update(s, other, sent_by_id=keep)))
    store.write(lambda s: merging.merge(s, keep, other))
    assert store.read(lambda s: s.get_one(Client, keep).sent_by_id) is None


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda s, a, b: merging.merge(s, a, a), WorldError),
        (lambda s, a, b: merging.merge(s, a, 999), Gone),
        (lambda s, a, b: merging.merge(s, a, b, {"marks": "keep"}), TypeError),
        (lambda s, a, b: merging.merge(s, a, b, {"name": "left"}), TypeError),
    ],
)
def test_what_cannot_be_merged_changes_nothing(
    store: Store, two: tuple[int, int], call: Callable[..., Any], error: type[Exception]
) -> None:
    before = everything(store)
    with pytest.raises(error):
        store.write(lambda s: call(s, *two))
    assert everything(store) == before


def test_two_clients_side_by_side(store: Store, two: tuple[int, int]) -> None:
    left = store.read(lambda s: merging.side(s, two[1]))
    assert left.name == "D. Okafor" and left.fields["contacts"] == ("old@home.example",) and left.tags == ("Roofs", "VIP")
    assert dict(left.holds) == {"payment": 1, "dispute": 1, "reminder": 1} and not left.archived
    with pytest.raises(Gone):
        store.read(lambda s: merging.side(s, 999))


def test_a_change_since_keeps_a_merge_from_being_taken_back(store: Store, two: tuple[int, int]) -> None:
    keep, other = two
    written = store.write(lambda s: merging.merge(s, keep, other))
    store.write(lambda s: clients.update(s, keep, phone="1"))
    assert written.undo
    with pytest.raises(WorldError):
        store.undo(written.undo)
    assert store.read(lambda s: len(list(s.scalars(select(Payment).where(Payment.client_id == keep))))) == 2
