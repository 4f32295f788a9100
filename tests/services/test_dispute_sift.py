"""The list of disputes sifted and by step, filters kept under a name, and the same done with many at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select

from clientcare.db.models import Dispute, Sending, StoredLetter, TimelineEvent
from clientcare.errors import InvalidInput, WorldError
from clientcare.records import DisputeForm, DisputeSift
from clientcare.services import dispute_batches, disputes, saved_filters
from clientcare.services.progress import Progress, Stopped
from clientcare.services.store import Store

TODAY = date.today()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path)
    yield made
    made.close()


@pytest.fixture
def known(store: Store) -> dict[str, int]:
    """Late, soon and undated are open; asked waits, its own date long past; done is closed, old was opened 200 days ago."""

    def write(session: Any) -> dict[str, int]:
        made: dict[str, int] = {}
        due = (("late", -1), ("soon", 3), ("undated", None), ("asked", -40), ("done", 2), ("old", 20))
        for title, days in due:
            day = None if days is None else TODAY + timedelta(days)
            made[title] = disputes.create(session, DisputeForm(title, client_name=f"Client of {title}", due_on=day))
        disputes.update(session, made["soon"], asked=Decimal(100), stage="write")
        disputes.update(session, made["asked"], asked=Decimal("250.5"), stage="follow", waiting_until=TODAY + timedelta(6))
        disputes.close(session, made["done"])
        session.get_one(Dispute, made["old"]).opened_at = datetime.now(UTC) - timedelta(days=200)
        return made

    return store.write(write).result


def titles(store: Store, **asked: Any) -> list[str]:
    return [row.title for row in store.read(lambda s: disputes.rows(s, disputes.ids(s, **asked)))]


@pytest.mark.parametrize(
    ("sift", "expected"),
    [
        (DisputeSift(due="overdue"), ["late"]),
        (DisputeSift(due="week"), ["soon", "asked"]),
        (DisputeSift(due="month"), ["soon", "asked", "old"]),
        (DisputeSift(due="none"), ["undated"]),
        (DisputeSift(stage="write"), ["soon"]),
        (DisputeSift(stage="learn"), []),
        (DisputeSift(asked_from=Decimal(100)), ["soon", "asked"]),
        (DisputeSift(asked_to=Decimal(250)), ["soon"]),
        (DisputeSift(asked_from=Decimal("250.5"), asked_to=Decimal("250.5")), ["asked"]),
        (DisputeSift(opened="older"), ["old"]),
        (DisputeSift(opened="year"), []),
        (DisputeSift(opened="month", due="overdue"), ["late"]),
    ],
)
def test_each_sift_leaves_what_it_says(store: Store, known: dict[str, int], sift: DisputeSift, expected: list[str]) -> None:
    assert titles(store, sift=sift) == expected
    for sort in ("title", "opened", "asked", "client"):
        assert set(titles(store, sort=sort, sift=sift)) == set(expected)


def test_sift_status_words_and_client_go_together(store: Store, known: dict[str, int]) -> None:
    client = store.read(lambda s: disputes.rows(s, [known["soon"]]))[0].client_id
    assert titles(store, sift=DisputeSift(client_id=client)) == ["soon"]
    assert titles(store, sift=DisputeSift(client_id=client, due="none")) == []
    assert titles(store, status="waiting", sift=DisputeSift(due="week")) == ["asked"]
    assert titles(store, text="SOON", sift=DisputeSift(due="week")) == ["soon"]


def test_due_is_the_day_that_counts_and_what_has_none_stands_last(store: Store, known: dict[str, int]) -> None:
    assert titles(store)[:4] == ["late", "soon", "asked", "old"], "by when their answer is due, not by our own old date"
    assert set(titles(store, descending=True)[:4]) == {"old", "asked", "soon", "late"}


def test_the_day_follows_whatever_is_written_and_taken_back(store: Store, known: dict[str, int]) -> None:
    id = known["late"]

    def day() -> date | None:
        return store.read(lambda s: s.scalar(select(Dispute.next_on).where(Dispute.id == id)))

    later = store.write(lambda s: disputes.update(s, id, due_on=TODAY + timedelta(9)))
    assert day() == TODAY + timedelta(9)
    assert later.undo is not None
    store.undo(later.undo)
    assert day() == TODAY - timedelta(1)
    closed = store.write(lambda s: disputes.close(s, id))
    assert day() is None
    assert closed.undo is not None
    store.undo(closed.undo)
    assert day() == TODAY - timedelta(1)
    gone = store.write(lambda s: disputes.delete(s, id))
    assert gone.undo is not None
    store.undo(gone.undo)
    assert day() == TODAY - timedelta(1)


def test_by_step_holds_all_of_them_due_first(store: Store, known: dict[str, int]) -> None:
    steps = store.read(lambda s: disputes.by_stage(s))
    assert list(steps) == ["listen", "weigh", "decide", "write", "follow", "learn"]
    assert steps["listen"] == [known["late"], known["old"], known["undated"]]
    assert steps["follow"] == [known["asked"]] and steps["learn"] == [known["done"]] and steps["weigh"] == []
    assert store.read(lambda s: disputes.by_stage(s, "open"))["learn"] == []


def test_an_unknown_sift_is_refused(store: Store) -> None:
    for sift in (DisputeSift(due="someday"), DisputeSift(stage="nap"), DisputeSift(opened="once")):
        with pytest.raises(InvalidInput):
            store.read(lambda s, sift=sift: disputes.ids(s, sift=sift))


def test_a_row_says_when_they_were_last_in_touch_and_notes_are_no_touch(store: Store, known: dict[str, int]) -> None:
    at = datetime(2026, 3, 4, 10, tzinfo=UTC)

    def write(session: Any) -> None:
        for kind, days in (("call", 0), ("email", 2), ("note", 9)):
            session.add(TimelineEvent(dispute_id=known["late"], kind=kind, at=at + timedelta(days), by="us", text=""))

    store.write(write)
    late, soon = store.read(lambda s: disputes.rows(s, [known["late"], known["soon"]]))
    assert late.touched_at == at + timedelta(2) and soon.touched_at is None


# -- many at once


def statuses(store: Store, known: dict[str, int]) -> dict[str, str]:
    return {row.title: row.status for row in store.read(lambda s: disputes.rows(s, list(known.values())))}


def test_one_write_and_one_undo_for_all(store: Store, known: dict[str, int]) -> None:
    before = statuses(store, known)
    written = store.write(lambda s: dispute_batches.close(s, [*known.values(), 999_999]))
    assert written.result == 5, "one was closed before, one is nowhere"
    assert set(statuses(store, known).values()) == {"closed"}
    assert written.undo is not None
    store.undo(written.undo)
    assert statuses(store, known) == before


def test_reopen_due_and_pause(store: Store, known: dict[str, int]) -> None:
    ids = list(known.values())
    assert store.write(lambda s: dispute_batches.reopen(s, ids)).result == 1
    assert statuses(store, known)["done"] == "open" and statuses(store, known)["asked"] == "waiting"
    store.write(lambda s: dispute_batches.set_due(s, ids, TODAY))
    until = datetime.now(UTC) + timedelta(days=1)
    store.write(lambda s: dispute_batches.pause(s, ids, until))
    rows = store.read(lambda s: disputes.rows(s, ids))
    assert {row.due_on for row in rows} == {TODAY} and {row.paused_until for row in rows} == {until}
    store.write(lambda s: dispute_batches.pause(s, ids, None))
    assert {row.paused_until for row in store.read(lambda s: disputes.rows(s, ids))} == {None}


def test_delete_takes_all_that_hangs_on_them_and_undo_brings_it_back(store: Store, known: dict[str, int]) -> None:
    def add(session: Any) -> None:
        for id in known.values():
            session.add(TimelineEvent(dispute_id=id, kind="call", at=datetime.now(UTC), by="us", text="They called."))

    def counts(session: Any) -> tuple[int, int]:
        return tuple(session.scalar(select(func.count()).select_from(kind)) for kind in (Dispute, TimelineEvent))

    store.write(add)
    written = store.write(lambda s: dispute_batches.delete(s, list(known.values())))
    assert store.read(counts) == (0, 0) and written.undo is not None
    store.undo(written.undo)
    assert store.read(counts) == (6, 6)


def test_deleting_many_asks_the_file_no_more_often_than_deleting_two(store: Store, known: dict[str, int]) -> None:
    """But for the journal, which looks at each row."""

    def add(session: Any) -> list[int]:
        made = [disputes.create(session, DisputeForm(f"Gate {n}", client_name="Dana")) for n in range(32)]
        for id in made:
            session.add(TimelineEvent(dispute_id=id, kind="call", at=datetime.now(UTC), by="us", text="They called."))
        return made

    def reads(ids: list[int]) -> int:
        seen: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
            if statement.startswith("SELECT") and not statement.startswith("SELECT *"):
                seen.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            store.write(lambda s: dispute_batches.delete(s, ids))
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        return len(seen)

    made = store.write(add).result
    assert reads(made[2:]) <= reads(made[:2]) + 3


def test_stopped_halfway_nothing_is_changed(store: Store, known: dict[str, int]) -> None:
    before, progress = statuses(store, known), Progress()
    progress.stop()
    with pytest.raises(Stopped):
        store.write(lambda s: dispute_batches.close(s, list(known.values()), progress))
    assert statuses(store, known) == before


def test_none_is_deleted_while_an_email_of_one_is_handed_over(store: Store, known: dict[str, int]) -> None:
    def leave(session: Any) -> None:
        now = datetime.now(UTC)
        letter = StoredLetter(dispute_id=known["soon"], kind="compromise", state="outbox", written_at=now)
        session.add(letter)
        session.flush()
        sending = {"sender": "d@own.example", "recipient": "k@home.example", "message_id": "<1@own.example>", "message": b"x"}
        session.add(Sending(letter_id=letter.id, state="handing_over", queued_at=now, due_at=now, **sending))

    store.write(leave)
    with pytest.raises(WorldError):
        store.write(lambda s: dispute_batches.delete(s, list(known.values())))
    assert len(statuses(store, known)) == 6


# -- kept under a name


def names(store: Store, place: str = "disputes") -> list[str]:
    return [one.name for one in store.read(lambda s: saved_filters.kept(s, place))]


def test_a_filter_is_kept_replaced_renamed_and_deleted(store: Store) -> None:
    first = store.write(lambda s: saved_filters.save(s, "disputes", "  Large   ones ", {"asked_from": "500"})).result
    store.write(lambda s: saved_filters.save(s, "disputes", "abc", {"due": "week"}))
    store.write(lambda s: saved_filters.save(s, "clients", "Elsewhere", {"tag": "x"}))
    assert names(store) == ["abc", "Large ones"] and names(store, "clients") == ["Elsewhere"]
    again = store.write(lambda s: saved_filters.save(s, "disputes", "LARGE ones", {"asked_from": "900"})).result
    kept = {one.name: one.content for one in store.read(lambda s: saved_filters.kept(s, "disputes"))}
    assert again == first and kept["LARGE ones"] == {"asked_from": "900"}
    store.write(lambda s: saved_filters.rename(s, first, "Big"))
    assert names(store) == ["abc", "Big"]
    with pytest.raises(InvalidInput):
        store.write(lambda s: saved_filters.rename(s, first, "ABC"))
    gone = store.write(lambda s: saved_filters.delete(s, first))
    assert names(store) == ["abc"] and gone.undo is not None
    store.undo(gone.undo)
    assert names(store) == ["abc", "Big"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\0b"])
def test_a_name_that_cannot_be_is_refused_in_words(store: Store, name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        store.write(lambda s: saved_filters.save(s, "disputes", name, {}))
    assert refused.value.field == "name"
