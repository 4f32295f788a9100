"""What a restore would take out of sight: counted by kind, since the backup, whatever else is in the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clientcare.records import DisputeForm, EventForm
from clientcare.services import clients, disputes, entries, newer
from clientcare.services.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path)
    yield opened
    opened.close()


def test_what_was_added_since_is_counted_by_kind(store: Store, tmp_path: Path) -> None:
    store.write(lambda s: clients.create(s, "Dana Okafor"))
    before = datetime.now(UTC)
    ravi = store.write(lambda s: clients.create(s, "Ravi Menon")).result
    store.write(lambda s: disputes.create(s, DisputeForm("Late again", ravi)))
    found = newer.newer(tmp_path, before)
    assert found is not None
    assert (found.clients, found.disputes, found.letters, found.files, found.decisions) == (1, 1, 0, 0, 0)
    assert (found.now.clients, found.now.disputes) == (2, 1)
    everything, nothing = newer.newer(tmp_path, None), newer.newer(tmp_path, datetime.now(UTC))
    assert everything is not None and everything.clients == 2
    assert nothing is not None and nothing.changes == 0


def test_an_entry_counts_when_it_happened_or_was_changed_since_but_not_what_is_to_come(store: Store, tmp_path: Path) -> None:
    day, now = timedelta(days=1), datetime.now(UTC)
    dana = store.write(lambda s: clients.create(s, "Dana Okafor")).result
    id = store.write(lambda s: disputes.create(s, DisputeForm("Late again", dana))).result

    def entry(at: datetime) -> int:
        form = EventForm(id, "call", at, "She called")
        return store.write(lambda s: entries.save(s, form)).result

    last_week = entry(now - 7 * day)
    entry(now - day)
    entry(now + 3 * day)
    since = now - 2 * day
    found = newer.newer(tmp_path, since)
    assert found is not None and found.entries == 1
    changed = EventForm(id, "call", now - 7 * day, "She called twice", id=last_week)
    store.write(lambda s: entries.save(s, changed))
    found = newer.newer(tmp_path, since)
    assert found is not None and found.entries == 2


def test_a_file_that_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    assert newer.newer(tmp_path, None) is None
    (tmp_path / "clientcare.db").write_bytes(b"not a database" * 1000)
    assert newer.newer(tmp_path, None) is None
