"""The owner's own reminders, what is put off, and clocks that are not to be trusted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clientcare.db.models import Reminder, Snooze
from clientcare.errors import Gone, InvalidInput
from clientcare.records import DisputeForm, ReminderForm, TodayItem
from clientcare.services import clients, disputes, own_reminders, reminders, snoozing
from clientcare.services.store import Store

NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def add(store: Store, text: str, due: datetime, repeat: str = "", **of: Any) -> int:
    return store.write(lambda s: own_reminders.save(s, ReminderForm(text, due, repeat, **of))).result


def dispute(store: Store, due_on: date | None = None) -> int:
    form = DisputeForm("Hall tiles", client_name="Dana Okafor", due_on=due_on)
    return store.write(lambda s: disputes.create(s, form)).result


def said(store: Store) -> list[str]:
    return [item.title for item in store.read(lambda s: reminders.today(s, date.today())).items]


def put_off(store: Store) -> list[tuple[str, datetime | None]]:
    return [(item.title, item.until) for item in store.read(lambda s: reminders.today(s, date.today())).put_off]


def item(store: Store, title: str) -> TodayItem:
    view = store.read(lambda s: reminders.today(s, date.today()))
    return next(one for one in (*view.items, *view.put_off) if one.title == title)


def later(store: Store, title: str, until: datetime) -> Any:
    found = item(store, title)
    return store.write(lambda s: snoozing.put_off(s, found, until))


def test_they_stand_among_the_rest_the_longest_waiting_first(store: Store) -> None:
    id = dispute(store, date(2027, 3, 10))
    add(store, "in a week", NOON + 7 * DAY)
    add(store, "in eight days", NOON + 8 * DAY)
    add(store, "this evening", NOON + 5 * HOUR, dispute_id=id)
    add(store, "this morning", NOON - 3 * HOUR)
    add(store, "last week", NOON - 6 * DAY)
    assert said(store) == ["last week", "this morning", "this evening", "Hall tiles", "in a week"]


def test_each_says_what_it_is_about_and_where_it_leads(store: Store) -> None:
    id = dispute(store)
    client = store.read(lambda s: disputes.detail(s, id)).client.id
    for name, of in (("of the dispute", {"dispute_id": id}), ("of the client", {"client_id": client}), ("of nobody", {})):
        add(store, name, NOON, **of)
    found = {name: item(store, name) for name in ("of the dispute", "of the client", "of nobody")}
    assert [(one.dispute_id, one.client_id, one.client_name, one.about) for one in found.values()] == [
        (id, 0, "Dana Okafor", "Hall tiles"),
        (0, client, "Dana Okafor", ""),
        (0, 0, "", ""),
    ]
    assert [row.text for row in store.read(lambda s: own_reminders.of_dispute(s, id))] == ["of the dispute"]
    assert [row.text for row in store.read(lambda s: own_reminders.of_client(s, client))] == ["of the client"]


def test_done_is_gone_and_undo_brings_it_back(store: Store) -> None:
    id = add(store, "call", NOON)
    written = store.write(lambda s: own_reminders.done(s, id))
    assert written.result is None and said(store) == [] and written.undo
    store.undo(written.undo)
    assert said(store) == ["call"]


def test_what_repeats_comes_again(store: Store, clock: Any) -> None:
    id = add(store, "invoice", NOON - 3 * DAY, "week")
    assert store.write(lambda s: own_reminders.done(s, id)).result == NOON + 4 * DAY
    assert item(store, "invoice").when == date(2027, 3, 14)
    clock.shift(4 * DAY)
    assert said(store) == ["invoice"]


def test_changing_one_keeps_what_it_is_about(store: Store) -> None:
    of = dispute(store)
    id = add(store, "call", NOON, dispute_id=of)
    store.write(lambda s: own_reminders.save(s, ReminderForm("write", NOON + DAY, "month", id=id)))
    (row,) = store.read(lambda s: own_reminders.of_dispute(s, of))
    assert (row.text, row.due_at, row.repeat) == ("write", NOON + DAY, "month")


def test_it_goes_with_its_dispute_and_with_its_client(store: Store) -> None:
    id = dispute(store)
    client = store.read(lambda s: disputes.detail(s, id)).client.id
    add(store, "a", NOON, dispute_id=id)
    add(store, "b", NOON, client_id=client)
    later(store, "Hall tiles", NOON + HOUR)
    written = store.write(lambda s: clients.delete(s, client))
    count = lambda s: (s.scalar(select(func.count(Reminder.id))), s.scalar(select(func.count(Snooze.id))))  # noqa: E731
    assert store.read(count) == (0, 0) and written.undo
    store.undo(written.undo)
    assert store.read(count) == (2, 1)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (ReminderForm(" ", NOON), "text"),
        (ReminderForm("x" * 301, NOON), "text"),
        (ReminderForm("x", None), "due_at"),  # type: ignore[arg-type]
        (ReminderForm("x", datetime(9999, 12, 31, tzinfo=UTC)), "due_at"),
        (ReminderForm("x", NOON, "hourly"), "repeat"),
    ],
)
def test_what_cannot_be_kept_is_named(store: Store, form: ReminderForm, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        store.write(lambda s: own_reminders.save(s, form))
    assert caught.value.field == field


@pytest.mark.parametrize("call", [own_reminders.done, own_reminders.delete, own_reminders.get])
def test_one_that_is_gone_is_said_to_be(store: Store, call: Callable[[Session, int], Any]) -> None:
    with pytest.raises(Gone):
        store.write(lambda s: call(s, 99))


# -- later


def test_put_off_it_is_silent_until_then_and_can_be_brought_back(store: Store, clock: Any) -> None:
    dispute(store)
    add(store, "call", NOON)
    for title in ("Hall tiles", "call"):
        later(store, title, NOON + 3 * HOUR)
    assert said(store) == [] and put_off(store) == [("Hall tiles", NOON + 3 * HOUR), ("call", NOON + 3 * HOUR)]
    found = item(store, "call")
    store.write(lambda s: snoozing.bring_back(s, found))
    assert said(store) == ["call"]
    clock.shift(3 * HOUR)
    assert set(said(store)) == {"Hall tiles", "call"} and put_off(store) == []


def test_putting_off_can_be_undone_and_done_again(store: Store) -> None:
    dispute(store)
    written = later(store, "Hall tiles", NOON + HOUR)
    later_still = later(store, "Hall tiles", NOON + 2 * HOUR)
    assert put_off(store) == [("Hall tiles", NOON + 2 * HOUR)]
    store.undo(later_still.undo)
    store.undo(written.undo)
    assert said(store) == ["Hall tiles"]


def test_it_never_hides_the_day_it_is_due(store: Store, clock: Any) -> None:
    """Unless the owner puts it off on that very day."""
    dispute(store, date(2027, 3, 12))
    later(store, "Hall tiles", NOON + 9 * DAY)
    assert put_off(store) == [("Hall tiles", datetime(2027, 3, 12).astimezone(UTC))]
    clock.shift(2 * DAY)
    assert said(store) == ["Hall tiles"]
    later(store, "Hall tiles", NOON + 9 * DAY)
    assert put_off(store) == [("Hall tiles", NOON + 9 * DAY)]


def test_a_time_that_has_passed_is_refused(store: Store) -> None:
    dispute(store)
    with pytest.raises(InvalidInput, match="passed"):
        later(store, "Hall tiles", NOON)


# -- clocks


def test_a_clock_that_ran_ahead_loses_nothing(store: Store, clock: Any) -> None:
    """Four years ahead, something is put off till tomorrow, done for this month, and noted for the day after."""
    dispute(store)
    monthly = add(store, "monthly", NOON, "month")
    clock.move_to(NOON.replace(year=2031))
    later(store, "Hall tiles", datetime.now(UTC) + DAY)
    store.write(lambda s: own_reminders.done(s, monthly))
    add(store, "noted", datetime.now(UTC) + 2 * DAY)
    clock.move_to(NOON + HOUR)
    assert set(said(store)) == {"Hall tiles", "monthly", "noted"} and put_off(store) == []


def test_a_clock_that_was_put_back_a_little_changes_nothing(store: Store, clock: Any) -> None:
    dispute(store)
    later(store, "Hall tiles", NOON + 5 * HOUR)
    clock.move_to(NOON - 2 * HOUR)
    assert said(store) == [] and put_off(store) == [("Hall tiles", NOON + 5 * HOUR)]
