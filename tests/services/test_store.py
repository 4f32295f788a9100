"""The store under two threads: the window reads while the database thread writes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clientcare.errors import WorldError
from clientcare.services import clients
from clientcare.services.store import Store


def test_the_window_reads_while_the_database_thread_writes(store: Store) -> None:
    def save(n: int) -> int:
        return store.write(lambda session: clients.create(session, f"Client {n:03}")).result

    with ThreadPoolExecutor(1) as database:
        saving = [database.submit(save, n) for n in range(100)]
        seen = [0]
        while not saving[-1].done():
            seen.append(len(store.read_now(lambda session: clients.rows(session, clients.ids(session)))))
        ids = [job.result() for job in saving]
    assert seen == sorted(seen)  # never a step back, never half a save
    assert store.read_now(clients.ids) == ids


def test_what_a_reader_changes_is_never_kept(store: Store) -> None:
    store.read(lambda session: clients.create(session, "Dana"))
    assert store.read(clients.ids) == []


def test_a_store_opens_again_where_it_was_closed(folder: Path) -> None:
    for n in range(3):
        store = Store.open(folder)
        store.write(lambda session: clients.create(session, "Dana"))
        assert len(store.read(clients.ids)) == n + 1
        store.close()


def test_two_stores_of_one_folder_see_each_others_saves(store: Store, folder: Path) -> None:
    other = Store.open(folder)
    other.write(lambda session: clients.create(session, "Dana"))
    assert len(store.read_now(clients.ids)) == 1
    other.close()
    store.write(lambda session: clients.create(session, "Eli"))
    assert len(store.read(clients.ids)) == 2


def test_the_thing_in_the_way_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "clientcare.db").mkdir()
    with pytest.raises(WorldError):
        Store.open(tmp_path)
