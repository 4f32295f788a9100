"""The calendar file: everything with a date, read back by a reader that is not ours, and taken again without doubling."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
import vobject
from dateutil import rrule
from icalendar import Calendar
from sqlalchemy.orm import Session

from clientcare.db.models import StoredLetter
from clientcare.records import CalendarEntry, DecisionForm, DisputeForm, LetterDraft, ReminderForm
from clientcare.services import calendar, decisions, disputes, letters, own_reminders
from clientcare.services.reminding.calendar_file import Worded, written
from clientcare.services.store import Store

NOW = datetime(2027, 3, 10, 12, tzinfo=ZoneInfo("Europe/Madrid"))
TODAY, DAY = date(2027, 3, 10), timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def add(session: Session, title: str, *, closed: bool = False, decided: date | None = None, **fields: Any) -> int:
    id = disputes.create(session, DisputeForm(title, client_name=f"Client of {title}"))
    if decided:
        decisions.decide(session, DecisionForm(id, "hold", look_back_on=decided))
    disputes.update(session, id, **fields)
    if closed:
        disputes.close(session, id)
    return id


def fill(session: Session) -> dict[str, int]:
    ids = {
        "due": add(session, "due", due_on=TODAY + 3 * DAY),
        "answer": add(session, "answer", stage="follow", waiting_until=TODAY - DAY),
        "deliver": add(session, "deliver", stage="follow", answer="accepted", deliver_by=TODAY + 9 * DAY),
        "lesson": add(session, "lesson", closed=True, lesson="A photo", lesson_by=TODAY + 30 * DAY),
        "look_back": add(session, "look_back", closed=True, decided=TODAY + 60 * DAY),
        "paused": add(session, "paused"),
        "asleep": add(session, "asleep"),
    }
    add(session, "answered", stage="follow", due_on=TODAY)  # when it was due is nobody's business any more
    add(session, "done", closed=True, due_on=TODAY, lesson="A photo", lesson_by=TODAY, lesson_done=True)
    disputes.pause(session, ids["paused"], NOW + DAY)
    letter = letters.save_draft(session, LetterDraft(ids["asleep"], "holding"))
    session.get_one(StoredLetter, letter).held_until = NOW + timedelta(hours=20)
    own_reminders.save(session, ReminderForm("Call them", NOW + 2 * DAY, "month", dispute_id=ids["due"]))
    return ids


def test_everything_with_a_date_is_there_and_nothing_that_is_done(store: Store) -> None:
    ids = store.write(fill).result
    found = store.read(calendar.entries)
    assert {entry.what for entry in found} == {*ids, "own"} and len(found) == 8
    assert [type(entry.when) for entry in found if entry.what in ("paused", "asleep", "own")] == [datetime] * 3
    of_one = store.read(lambda s: calendar.entries(s, ids["due"]))
    assert [(entry.what, entry.title, entry.client_name) for entry in of_one] == [
        ("own", "Call them", "Client of due"),
        ("due", "due", "Client of due"),
    ]


def test_the_name_of_the_file_stays(store: Store) -> None:
    first = store.write(calendar.name).result
    assert len(first) == 32 and store.write(calendar.name).result == first


def events(content: bytes) -> dict[str, Any]:
    return {str(event["uid"]).split("-")[0]: event for event in Calendar.from_ical(content).walk("VEVENT")}


def made(*entries: CalendarEntry, zone: str = "Europe/Madrid") -> bytes:
    return written([Worded(entry, f"About {entry.client_name}", entry.title) for entry in entries], "abc", zone)


def entry(what: str, when: date | datetime, repeat: str = "", anchor: int = 0, title: str = "Tiles") -> CalendarEntry:
    return CalendarEntry(what, 7, "Zoë; Söhne, \\n & <Co>", title, when, repeat, anchor)


def test_a_day_is_a_whole_day_and_a_time_is_a_time_here(store: Store) -> None:
    found = events(made(entry("due", TODAY), entry("own", NOW.astimezone(UTC))))
    assert found["due"].decoded("dtstart") == TODAY and found["due"].decoded("dtend") == TODAY + DAY
    start = found["own"].decoded("dtstart")
    assert start == NOW and str(start.tzinfo) == "Europe/Madrid" and start.hour == 12
    assert found["own"].walk("VALARM") and not found["due"].walk("VALARM")


def test_what_people_type_comes_through_whole_in_another_reader() -> None:
    long = "Ärger über “Fliesen”, 太郎; line\nbreak \x07" * 30
    content = made(entry("due", TODAY, title=long))
    (event,) = vobject.readOne(content.decode()).contents["vevent"]
    assert event.summary.value == "About Zoë; Söhne, \\n & <Co>" and event.description.value == long.replace("\x07", "")
    assert all(len(line) <= 75 for line in content.split(b"\r\n")) and b"\n" not in content.replace(b"\r\n", b"")
    assert b"\x07" not in content


def test_taken_again_it_changes_what_is_there(clock: Any) -> None:
    """The same entry has the same name for ever, and a higher number later."""
    first = events(made(entry("due", TODAY)))["due"]
    clock.shift(DAY)
    second = events(made(entry("due", TODAY + DAY)))["due"]
    assert first["uid"] == second["uid"] == "due-7-abc@clientcare" and int(second["sequence"]) > int(first["sequence"])


def test_no_two_entries_share_a_name(store: Store) -> None:
    store.write(fill)
    content = written([Worded(one, "x", "") for one in store.read(calendar.entries)], "abc", "Europe/Madrid")
    names = [str(event["uid"]) for event in Calendar.from_ical(content).walk("VEVENT")]
    assert len(names) == len(set(names)) == 8


@pytest.mark.parametrize(
    ("start", "repeat", "anchor", "days"),
    [
        (datetime(2027, 1, 31, 9), "month", 31, ["0131", "0228", "0331", "0430"]),
        (datetime(2027, 1, 30, 9), "month", 30, ["0130", "0228", "0330", "0430"]),
        (datetime(2027, 1, 15, 9), "month", 15, ["0115", "0215", "0315", "0415"]),
        (datetime(2028, 2, 29, 9), "year", 29, ["0229", "0228", "0228", "0228"]),
        (datetime(2027, 3, 26, 9), "day", 0, ["0326", "0327", "0328", "0329"]),
        (datetime(2027, 3, 22, 9), "week", 1, ["0322", "0329", "0405", "0412"]),
    ],
)
def test_a_calendar_repeats_it_as_we_do(start: datetime, repeat: str, anchor: int, days: list[str]) -> None:
    """Also at the end of the month, and at the same time of day once the clocks have changed."""
    here = start.replace(tzinfo=ZoneInfo("Europe/Madrid"))
    event = events(made(entry("own", here.astimezone(UTC), repeat, anchor)))["own"]
    turns = rrule.rrulestr(event["rrule"].to_ical().decode(), dtstart=event.decoded("dtstart").replace(tzinfo=None))
    assert [f"{turn:%m%d}" for turn in turns[:4]] == days and {turn.hour for turn in turns[:4]} == {9}


def test_the_zone_is_told_with_its_summer_time() -> None:
    content = made(entry("own", NOW.astimezone(UTC)))
    assert b"BEGIN:VTIMEZONE" in content and b"BEGIN:DAYLIGHT" in content


@pytest.mark.parametrize("zone", ["", "Nowhere/Atlantis", "../etc/passwd"])
def test_without_a_zone_times_are_those_of_the_world(zone: str) -> None:
    assert events(made(entry("own", NOW.astimezone(UTC)), zone=zone))["own"].decoded("dtstart") == NOW
