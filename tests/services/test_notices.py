"""What a notice tells: each thing once, none lost, whatever the clock does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from clientcare.records import DisputeForm, ReminderForm
from clientcare.services import disputes, notices, own_reminders, settings, snoozing
from clientcare.services.store import Store

NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def told(store: Store) -> list[str]:
    found = store.read(notices.fresh)
    return [item.title for item in store.write(lambda s: notices.tell(s, found)).result]


def add(store: Store, text: str, due: datetime, repeat: str = "") -> int:
    return store.write(lambda s: own_reminders.save(s, ReminderForm(text, due, repeat))).result


def test_each_is_told_once_when_its_time_has_come(store: Store, clock: Any) -> None:
    add(store, "later", NOON + HOUR)
    store.write(lambda s: disputes.create(s, DisputeForm("due today", client_name="Dana", due_on=date(2027, 3, 10))))
    store.write(lambda s: disputes.create(s, DisputeForm("due soon", client_name="Dana", due_on=date(2027, 3, 11))))
    store.write(lambda s: disputes.create(s, DisputeForm("no day", client_name="Dana")))
    assert told(store) == ["due today"] and told(store) == []
    clock.shift(HOUR)
    assert told(store) == ["later"] and told(store) == []
    clock.shift(12 * HOUR)
    assert told(store) == ["due soon"]


def test_a_clock_that_jumps_tells_nothing_twice_and_loses_nothing(store: Store, clock: Any) -> None:
    add(store, "one", NOON - HOUR)
    add(store, "two", NOON + 3 * HOUR)
    assert told(store) == ["one"]
    clock.move_to(NOON - 48 * HOUR)
    assert told(store) == []
    clock.move_to(NOON + 4 * HOUR)
    assert told(store) == ["two"]
    clock.move_to(NOON)
    assert told(store) == []
    clock.move_to(NOON + 5 * HOUR)
    assert told(store) == []


def test_what_repeats_is_told_at_each_turn(store: Store, clock: Any) -> None:
    id = add(store, "daily", NOON, "day")
    assert told(store) == ["daily"]
    store.write(lambda s: own_reminders.done(s, id))
    assert told(store) == []
    clock.shift(24 * HOUR)
    assert told(store) == ["daily"]


def test_what_is_put_off_is_not_told_before(store: Store, clock: Any) -> None:
    add(store, "one", NOON)
    (item,) = store.read(notices.fresh)
    store.write(lambda s: snoozing.put_off(s, item, NOON + HOUR))
    assert told(store) == []
    clock.shift(HOUR)
    assert told(store) == ["one"]


def test_put_off_after_the_notice_it_is_told_when_it_comes_back(store: Store, clock: Any) -> None:
    add(store, "one", NOON)
    (item,) = store.read(notices.fresh)
    assert told(store) == ["one"]
    store.write(lambda s: snoozing.put_off(s, item, NOON + HOUR))
    clock.shift(HOUR)
    assert told(store) == ["one"] and told(store) == []


def test_what_was_told_is_no_change_of_the_owners(store: Store) -> None:
    add(store, "one", NOON)
    found = store.read(notices.fresh)
    written = store.write(lambda s: notices.tell(s, found))
    assert written.undo is None and not written.changes.ids
    assert store.read(settings.load) is not None
