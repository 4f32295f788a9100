"""Tags: one word under any spelling, given and taken from many at once, counted."""

from __future__ import annotations

from typing import Any

import pytest

from clientcare.errors import InvalidInput
from clientcare.services import clients, tags
from clientcare.services.store import Store


@pytest.fixture
def three(store: Store) -> list[int]:
    return store.write(lambda s: [clients.create(s, name) for name in ("Dana", "Marc", "Zoë")]).result


def of(store: Store, ids: list[int]) -> list[tuple[str, ...]]:
    found = store.read(lambda s: tags.of(s, ids))
    return [found.get(id, ()) for id in ids]


def known(store: Store) -> list[tuple[str, int]]:
    return [(tag.text, tag.clients) for tag in store.read(tags.known)]


def test_one_word_however_it_is_spelled(store: Store, three: list[int]) -> None:
    assert store.write(lambda s: tags.add(s, three[:1], " VIP ")).result == 1
    assert store.write(lambda s: tags.add(s, three, "vip, Café  Bar")).result == 3
    assert of(store, three) == [("Café Bar", "VIP"), ("Café Bar", "VIP"), ("Café Bar", "VIP")]
    assert known(store) == [("Café Bar", 3), ("VIP", 3)]
    assert store.write(lambda s: tags.add(s, three, "CAFE BAR")).result == 0


def test_many_are_tagged_in_one_write_that_one_undo_takes_back(store: Store) -> None:
    ids = store.write(lambda s: [clients.create(s, f"Client {n}") for n in range(1200)]).result
    store.write(lambda s: tags.add(s, ids[:2], "new"))
    written = store.write(lambda s: tags.add(s, ids, "new"))
    assert written.result == 1198 and known(store) == [("new", 1200)] and written.undo is not None
    store.undo(written.undo)
    assert known(store) == [("new", 2)]


def test_it_is_taken_from_those_who_have_it(store: Store, three: list[int]) -> None:
    store.write(lambda s: tags.add(s, three[:2], "late, tile"))
    written = store.write(lambda s: tags.remove(s, three, "LATE"))
    assert written.result == 2 and of(store, three) == [("tile",), ("tile",), ()]
    assert written.undo is not None
    store.undo(written.undo)
    assert of(store, three[:1]) == [("late", "tile")]


def test_a_client_deleted_meanwhile_is_left_out(store: Store, three: list[int]) -> None:
    store.write(lambda s: clients.delete(s, three[0]))
    assert store.write(lambda s: tags.add(s, three, "late")).result == 2


@pytest.mark.parametrize("text", ["", "  ", " , ,", "x" * 61, "\ud800", 7])
def test_what_is_no_tag_is_refused(store: Store, three: list[int], text: Any) -> None:
    with pytest.raises(InvalidInput) as error:
        store.write(lambda s: tags.add(s, three, text))
    assert error.value.field == "tag" and known(store) == []


def test_a_deleted_client_comes_back_with_their_tags(store: Store, three: list[int]) -> None:
    store.write(lambda s: tags.add(s, three, "tile"))
    undo = store.write(lambda s: clients.delete(s, three[0])).undo
    assert known(store) == [("tile", 2)] and undo is not None
    store.undo(undo)
    assert known(store) == [("tile", 3)]


def test_a_tag_is_called_otherwise_with_all_who_have_it(store: Store, three: list[int]) -> None:
    store.write(lambda s: (tags.add(s, three[:2], "vip"), tags.add(s, three[1:], "Gold")))
    written = store.write(lambda s: tags.rename(s, "VIP", "gold"))
    assert written.result == 2 and of(store, three) == [("Gold",)] * 3 and written.undo is not None
    store.undo(written.undo)
    assert of(store, three) == [("vip",), ("Gold", "vip"), ("Gold",)]
    store.write(lambda s: tags.rename(s, "vip", "VIP"))
    assert known(store) == [("Gold", 2), ("VIP", 2)]


@pytest.mark.parametrize("text", ["", " ,", "one, two", "x" * 61])
def test_a_tag_is_not_called_what_is_no_tag(store: Store, three: list[int], text: str) -> None:
    store.write(lambda s: tags.add(s, three, "vip"))
    with pytest.raises(InvalidInput):
        store.write(lambda s: tags.rename(s, "vip", text))
    assert known(store) == [("vip", 3)]
