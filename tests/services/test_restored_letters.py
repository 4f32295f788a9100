"""A letter that waited in the outbox when a backup was made may have gone since: restored, it never goes by itself."""

from __future__ import annotations

from pathlib import Path

from clientcare.services import backups, outbox, restoring
from clientcare.services.sending.restored import SINCE
from clientcare.services.store import Store
from tests.services.outgoing import business, draft, queued, row


def test_a_letter_that_waited_is_not_sent_again_by_a_restore(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    ready = draft(store, business(store))
    sending = queued(store, ready)
    backup = backups.take(tmp_path, "asked")
    assert row(store, sending).state == "waiting", "the backup has changed nothing"
    store.close()
    restoring.adopt(tmp_path, restoring.stage(tmp_path, backup.file))
    assert restoring.finish(tmp_path) is not None
    again = Store.open(tmp_path)
    try:
        found = row(again, sending)
        assert found.state == "maybe" and found.ended_at is not None
        assert found.trouble is not None and found.trouble.text == SINCE
        assert again.write(lambda s: outbox.claim(s, sending)).result == 0, "nothing takes it in hand"
        assert again.write(lambda s: outbox.recover(s)).result == 0
    finally:
        again.close()
