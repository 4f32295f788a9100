"""The right client: the owner's own traits, who has them, and what the best and the worst clients show."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from clientcare.errors import InvalidInput, WorldError
from clientcare.records import Fit, PaymentForm, TraitPattern
from clientcare.services import clients, payments, traits
from clientcare.services.store import Store


def client(session: Session, paid: int, **marks: bool | None) -> int:
    """A client who paid that much last month, with these marks by the trait's words."""
    id = clients.create(session, f"Client of {paid}")
    if paid:
        payments.save(session, PaymentForm(id, date.today() - timedelta(days=30), Decimal(paid)))
    ids = {row.text: row.id for row in traits.rows(session)}
    for words, has in marks.items():
        traits.mark(session, id, ids[words], has)
    return id


def texts(store: Store) -> list[str]:
    return [row.text for row in store.read(traits.rows)]


def fit(store: Store, id: int) -> Fit:
    return store.read(lambda s: traits.fit(s, id))


@pytest.fixture
def two(store: Store) -> dict[str, int]:
    """Two traits, "kind" and "prompt", by their words."""
    return store.write(lambda s: {words: traits.save(s, words) for words in ("kind", "prompt")}).result


def test_traits_stand_in_the_order_they_were_added_and_keep_it_when_reworded(store: Store, two: dict[str, int]) -> None:
    assert texts(store) == ["kind", "prompt"]
    assert store.write(lambda s: traits.save(s, "  kind to Ben ", two["kind"])).result == two["kind"]
    store.write(lambda s: traits.save(s, "curious"))
    assert texts(store) == ["kind to Ben", "prompt", "curious"]


@pytest.mark.parametrize("words", ["", "   ", "x" * 301])
def test_a_trait_says_something_in_one_line(store: Store, words: str) -> None:
    with pytest.raises(InvalidInput) as error:
        store.write(lambda s: traits.save(s, words))
    assert error.value.field == "text" and texts(store) == []


def test_five_usual_ones_are_suggested_once(store: Store) -> None:
    store.write(traits.suggest)
    found = texts(store)
    assert len(found) == 5 and "Pays on time" in found
    store.write(traits.suggest)
    assert texts(store) == found


def test_nothing_is_suggested_beside_the_owners_own(store: Store, two: dict[str, int]) -> None:
    store.write(traits.suggest)
    assert texts(store) == ["kind", "prompt"]


def test_a_mark_is_yes_no_or_not_known(store: Store, two: dict[str, int]) -> None:
    id = store.write(lambda s: client(s, 100, kind=True, prompt=False)).result
    assert fit(store, id).marks == {two["kind"]: True, two["prompt"]: False} and fit(store, id).having == 1
    store.write(lambda s: traits.mark(s, id, two["prompt"], None))
    store.write(lambda s: traits.mark(s, id, two["kind"], False))
    assert fit(store, id).marks == {two["kind"]: False} and fit(store, id).having == 0


def test_a_deleted_trait_is_gone_from_every_client_and_undo_brings_its_marks_back(store: Store, two: dict[str, int]) -> None:
    id = store.write(lambda s: client(s, 100, kind=True, prompt=True)).result
    deleted = store.write(lambda s: traits.delete(s, two["kind"]))
    assert fit(store, id).marks == {two["prompt"]: True} and fit(store, id).having == 1
    assert store.write(lambda s: traits.save(s, "new")).result not in two.values()  # nobody has that one already
    assert deleted.undo is not None
    store.undo(deleted.undo)
    assert fit(store, id).marks == {two["kind"]: True, two["prompt"]: True}


def test_what_is_gone_is_said(store: Store, two: dict[str, int]) -> None:
    id = store.write(lambda s: client(s, 100)).result
    for call in (lambda s: traits.mark(s, id, 99, True), lambda s: traits.mark(s, 99, two["kind"], True)):
        with pytest.raises(WorldError, match="no longer here"):
            store.write(call)
    with pytest.raises(WorldError, match="no longer here"):
        fit(store, 99)


def test_marks_come_from_the_fit_and_from_no_form(store: Store, two: dict[str, int]) -> None:
    id = store.write(lambda s: client(s, 100, kind=True)).result
    with pytest.raises(TypeError):
        store.write(lambda s: clients.update(s, id, marks={"1": "x"}))
    assert "marks" not in store.read(lambda s: clients.detail(s, id)).answers


def test_five_clients_show_no_pattern_and_six_do(store: Store, two: dict[str, int]) -> None:
    first = store.write(lambda s: [client(s, 100 * n, kind=n > 2) for n in range(1, 6)]).result[0]
    assert fit(store, first).pattern == ()
    store.write(lambda s: client(s, 600, kind=True))
    assert fit(store, first).pattern == (TraitPattern(two["kind"], best=1, best_of=1, worst=0, worst_of=1),)


def test_the_best_and_the_worst_fifth_are_compared_by_what_they_leave(store: Store, two: dict[str, int]) -> None:
    def fill(session: Session) -> int:
        for n in range(1, 16):
            id = client(session, 100 * n, kind=n % 2 == 0, prompt=n > 10 if n != 14 else None)
            if n == 15:  # pays most, and costs more than that
                clients.update(session, id, hours_beyond=60.0)
        client(session, 5000)  # never judged
        client(session, 0, kind=True)  # has not paid
        return client(session, 10_000, kind=None)  # judged no more

    found = fit(store, store.write(fill).result).pattern
    best, worst = (14, 13, 12), (2, 1, 15)
    assert found == (
        TraitPattern(two["kind"], sum(n % 2 == 0 for n in best), 3, sum(n % 2 == 0 for n in worst), 3),
        TraitPattern(two["prompt"], best=2, best_of=2, worst=1, worst_of=3),
    )


def test_of_very_many_clients_five_and_five_are_compared(store: Store, two: dict[str, int]) -> None:
    id = store.write(lambda s: [client(s, n, kind=n > 20) for n in range(1, 41)]).result[0]
    assert fit(store, id).pattern == (TraitPattern(two["kind"], best=5, best_of=5, worst=0, worst_of=5),)
