"""The health check: every kind of damage is noticed, said in words, and stops the thinning until all is well again."""

from __future__ import annotations

import random
import shutil
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from backing import filled
from first_day import first_day

from clientcare.db import errors
from clientcare.db import health as looks
from clientcare.db.copying import opened
from clientcare.db.database import FILE
from clientcare.db.models import TimelineEvent
from clientcare.errors import WorldError
from clientcare.records import Health
from clientcare.services import backups, clients, health, index, search
from clientcare.services.keeping import marks
from clientcare.services.progress import Progress, Stopped
from clientcare.services.store import Store

PAGE = 4096


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """At rest, with some pages no longer used, and a backup; only to be copied."""
    folder = first_day(tmp_path_factory.mktemp("made") / "data")
    store = Store.open(folder)
    filled(store)
    made = store.write(lambda session: [clients.create(session, f"Client {n:03} of many") for n in range(300)]).result
    words = "the hall tiles were not the colour she had chosen, and nobody had asked her "
    store.write(lambda session: session.add_all(TimelineEvent(dispute_id=1, kind="note", at=datetime.now(UTC), text=words * 20)
                                                for _ in range(60)))  # fmt: skip
    for id in made[:280]:
        store.write(lambda session, id=id: session.delete(session.get(clients.Client, id)))
    while store.write(index.catch_up).result:
        pass
    store.close()
    backups.take(folder, "asked")
    return folder


@pytest.fixture
def data(made: Path, folder: Path) -> Path:
    return Path(shutil.copytree(made, folder))


def checked(data: Path) -> list[str]:
    """What an owner is told by the start, or by either check."""
    found = list[str]()
    for look in (health.quick, health.whole):
        try:
            found += [one.text for one in look(data).findings]
        except WorldError as error:
            found.append(error.said.text)
    return found


def page_of(data: Path, name: str) -> int:
    with closing(sqlite3.connect(data / FILE)) as file:
        return int(file.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0])


def leaf_of(data: Path, name: str) -> int:
    """Where the first leaf of a table or an index begins in the file."""
    content, page = (data / FILE).read_bytes(), page_of(data, name)
    while content[(page - 1) * PAGE] in (2, 5):
        (page,) = struct.unpack_from(">L", content, (page - 1) * PAGE + 8)
    return (page - 1) * PAGE


def trunk(data: Path) -> int:
    (page,) = struct.unpack_from(">L", (data / FILE).read_bytes(), 32)
    assert page, "no page is free"
    return int(page - 1) * PAGE


def inside(data: Path, words: bytes) -> int:
    place = (data / FILE).read_bytes().find(words)
    assert place > 0
    return place


def words_of_the_search(data: Path) -> bytes:
    """Some of a page of the index over the events."""
    with closing(sqlite3.connect(data / FILE)) as file:
        found = file.execute("SELECT block FROM search_event_data WHERE id > 10 ORDER BY length(block) DESC LIMIT 1").fetchone()
    return bytes(found[0][20:60])


REGIONS: dict[str, Callable[[Path], int]] = {
    "header: what it is": lambda data: 0,
    "header: size of a page": lambda data: 16,
    "header: first free page": lambda data: 35,
    "header: free pages": lambda data: 39,
    "header: encoding": lambda data: 59,
    "header: schema number": lambda data: 63,
    "header: whose it is": lambda data: 68,
    "schema page: kind": lambda data: 100,
    "schema page: cells": lambda data: 104,
    "schema page: a cell's place": lambda data: 109,
    "schema: words of a table": lambda data: inside(data, b"CREATE TABLE"),
    "interior: right-most page": lambda data: (page_of(data, "timeline_event") - 1) * PAGE + 11,
    "leaf: kind": lambda data: leaf_of(data, "client"),
    "leaf: cells": lambda data: leaf_of(data, "client") + 4,
    "leaf: a cell's place": lambda data: leaf_of(data, "client") + 8,
    "leaf: what somebody wrote": lambda data: inside(data, b"Client 290") + 2,
    "index: kind": lambda data: leaf_of(data, "ix_client_sort"),
    "index: a cell": lambda data: inside(data, b"client 295 of many") + 3,
    "search: kind": lambda data: leaf_of(data, "search_client_data"),
    "search: words": lambda data: inside(data, words_of_the_search(data)) + 10,
    "search: what was found there": lambda data: leaf_of(data, "search_entry") + PAGE - 40,
    "free list: next": lambda data: trunk(data) + 3,
    "free list: how many": lambda data: trunk(data) + 7,
    "free list: a page": lambda data: trunk(data) + 11,
}


def flip(data: Path, place: int) -> None:
    with (data / FILE).open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 0xFF]))


def test_all_is_well_with_what_is_well(data: Path) -> None:
    progress = Progress()
    assert health.quick(data) == Health((), whole=False)
    assert health.whole(data, progress) == Health((), whole=True)
    assert progress.done == progress.total > 0


@pytest.mark.parametrize("region", REGIONS)
def test_a_flipped_byte_is_noticed_and_stops_the_thinning(data: Path, region: str) -> None:
    before = backups.all(data)
    flip(data, REGIONS[region](data))
    damaged = (data / FILE).read_bytes()
    found = checked(data)
    assert found, region
    if set(found) - {looks.SEARCH, errors.FOREIGN, errors.NEWER}:
        assert not backups.status(data).healthy
        assert (data / FILE).read_bytes() == damaged, "what is damaged is kept as it is"
    for _ in range(3):
        with suppress(WorldError):
            backups.take(data, "timed")
    assert before[0] in backups.all(data) and before[0].file.exists()


@pytest.mark.slow
def test_bytes_flipped_anywhere(data: Path) -> None:
    """Where nothing but the letters of a text are others, nothing can tell: those, and bytes nobody reads, are counted."""
    chance, whole = random.Random(5), (data / FILE).read_bytes()
    tried, noticed = 150, 0
    for _ in range(tried):
        flip(data, chance.randrange(len(whole)))
        noticed += bool(checked(data))
        (data / FILE).write_bytes(whole)
        marks.well(data / backups.FOLDER)
    print(f"\nbytes flipped anywhere in a file: {tried} tried, {noticed} noticed, 0 backups lost")
    assert noticed > tried / 10 and len(backups.all(data)) == 1


def test_after_damage_nothing_is_thinned_until_all_is_well(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups.shelf.thinning, "kept", lambda made: {max(made)[0]})
    marks.damaged(data / backups.FOLDER)
    for number in range(2, 5):
        backups.take(data, "timed")
        assert len(backups.all(data)) == number
    health.quick(data)
    assert not backups.status(data).healthy, "a quick look cannot say that all is well"
    assert health.whole(data).well and backups.status(data).healthy
    backups.take(data, "timed")
    assert len(backups.all(data)) == 1


def test_of_a_damaged_file_no_backup_is_made(data: Path) -> None:
    before = backups.all(data)
    flip(data, leaf_of(data, "client"))
    with pytest.raises(WorldError) as error:
        backups.take(data, "asked")
    status = backups.status(data)
    assert error.value.said.text == errors.DAMAGED == (status.trouble and status.trouble.text)
    assert backups.all(data) == before and not status.healthy


def test_a_row_that_points_nowhere_is_found(data: Path) -> None:
    with closing(sqlite3.connect(data / FILE)) as file:
        names = "client_id, paid_on, amount, what, job, reference"
        file.execute(f"INSERT INTO payment ({names}) VALUES (9999, '2026-01-01', 1, '', '', '')")
        file.commit()
    assert looks.LINKS in checked(data)


@pytest.mark.parametrize("sql", [
    "CREATE TRIGGER t AFTER INSERT ON client BEGIN DELETE FROM dispute; END", "CREATE VIEW v AS SELECT 1",
    "DROP INDEX ix_client_sort", "CREATE TABLE extra (id)", "DROP TRIGGER dispute_next_on_added",
])  # fmt: skip
def test_parts_that_are_not_ours_are_found(data: Path, sql: str) -> None:
    with closing(sqlite3.connect(data / FILE)) as file:
        file.execute(sql)
        file.commit()
    assert health.whole(data).findings[0].text == looks.STRANGE


def test_a_letter_that_is_not_what_was_sent_is_found(data: Path) -> None:
    with closing(sqlite3.connect(data / FILE)) as file:
        names = "dispute_id, kind, state, how, subject, edits, facts, provider_ids, style, kept, pdf, sha256, written_at"
        row = (1, "reply", "done", "printed", "Hall", "{}", "{}", "[]", "", "[]", b"%PDF", "0" * 64, "2026-03-04 10:00:00")
        file.execute(f"INSERT INTO letter ({names}, sent_to, sort_key) VALUES ({', '.join('?' * len(row))}, '', '')", row)
        file.commit()
    (found,) = health.whole(data).findings
    assert (found.text, found.n) == (looks.LETTERS, 1)


def test_a_search_that_is_wrong_is_made_anew_at_the_next_start(data: Path) -> None:
    with opened(data / FILE) as file:
        entry = "SELECT 'delete', id, names, body FROM search_client_entry LIMIT 1"
        file.execute(f"INSERT INTO search_client(search_client, rowid, names, body) {entry}")
    assert set(checked(data)) == {looks.SEARCH}
    store = Store.open(data)
    while store.write(index.catch_up).result:
        pass
    hits = store.read(lambda session: search.find(session, "Okafor"))
    store.close()
    assert hits and health.whole(data).well
    assert backups.take(data, "asked").number == 2


def test_a_file_that_is_gone_comes_back_from_the_backups(data: Path) -> None:
    gone, damaged = sorted((data / backups.FILES).glob("*/*"))
    before = (gone.read_bytes(), damaged.read_bytes())
    gone.unlink()
    damaged.write_bytes(b"damaged")
    (found,) = health.whole(data).findings
    assert (found.text, found.n, found.values["names"]) == (health.PUT_BACK, 2, "hall.jpg, quote.pdf")
    assert (gone.read_bytes(), damaged.read_bytes()) == before
    assert health.whole(data).well and backups.status(data).healthy


def test_a_file_that_is_nowhere_is_called_by_its_name(data: Path) -> None:
    for copy in (*(data / backups.FILES).glob("*/*"), *(data / backups.FOLDER / backups.FILES).glob("*/*")):
        copy.unlink()
    (found,) = health.whole(data).findings
    assert (found.text, found.n, found.values["names"]) == (health.LOST, 2, "hall.jpg, quote.pdf")
    assert not backups.status(data).healthy


def test_no_data_file_is_said_and_is_no_damage(tmp_path: Path) -> None:
    assert [one.text for one in health.whole(tmp_path).findings] == [health.GONE]
    assert list(tmp_path.iterdir()) == []


def test_a_check_can_be_stopped_and_leaves_nothing(data: Path) -> None:
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        health.whole(data, progress)
    assert not list((data / backups.FOLDER).glob("new-*")) and backups.status(data).healthy


def test_the_window_goes_on_saving_while_all_is_checked(data: Path) -> None:
    store = Store.open(data)

    class Saves(Progress):
        def step(self, steps: int = 1) -> None:
            super().step(steps)
            store.write(lambda session: clients.create(session, "Meanwhile"))

    assert health.whole(data, Saves()).well
    assert store.read(lambda session: clients.rows(session, clients.ids(session)))[-1].name == "Meanwhile"
    store.close()
