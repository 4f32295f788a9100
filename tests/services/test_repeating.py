"""When a reminder comes again: short months, leap years, the hour that is skipped, another zone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from clientcare.services.reminding.repeating import anchor_of, at, minute_of, next_time


@contextmanager
def here(place: str, now: datetime) -> Iterator[None]:
    with time_machine.travel(now.replace(tzinfo=ZoneInfo(place)), tick=False):
        yield


def again(first: datetime, repeat: str, turns: int) -> list[str]:
    """The days and times after the first, each done in time."""
    anchor, minute, due, said = anchor_of(first.date(), repeat), minute_of(first.astimezone()), first.astimezone(UTC), []
    for _ in range(turns):
        due = next_time(due, repeat, anchor, minute, now=due)
        said.append(f"{due.astimezone():%Y-%m-%d %H:%M}")
    return said


def test_the_end_of_the_month_stays_the_end() -> None:
    with here("Europe/Madrid", datetime(2027, 1, 31, 9)):
        assert again(datetime(2027, 1, 31, 9), "month", 4) == [
            "2027-02-28 09:00",
            "2027-03-31 09:00",
            "2027-04-30 09:00",
            "2027-05-31 09:00",
        ]


def test_a_leap_day_comes_every_year() -> None:
    with here("America/New_York", datetime(2028, 2, 29, 9)):
        assert again(datetime(2028, 2, 29, 9), "year", 4)[::3] == ["2029-02-28 09:00", "2032-02-29 09:00"]


@pytest.mark.parametrize(
    ("place", "first"),
    [
        ("Europe/Madrid", datetime(2027, 3, 27, 9)),
        ("America/New_York", datetime(2027, 3, 13, 9)),
        ("Asia/Tokyo", datetime(2027, 3, 27, 9)),
    ],
)
def test_nine_stays_nine_when_the_clocks_change(place: str, first: datetime) -> None:
    with here(place, first):
        assert [one[-5:] for one in again(first, "day", 3)] == ["09:00"] * 3
        assert [one[-5:] for one in again(first.replace(month=10), "week", 5)] == ["09:00"] * 5


def test_a_time_that_is_skipped_comes_later_that_day_and_is_itself_again_the_next() -> None:
    with here("Europe/Madrid", datetime(2027, 3, 27, 2, 30)):
        said = again(datetime(2027, 3, 27, 2, 30), "day", 2)
    assert said == ["2027-03-28 03:30", "2027-03-29 02:30"]


def test_a_time_that_comes_twice_is_told_once() -> None:
    with here("Europe/Madrid", datetime(2027, 10, 30, 2, 30)):
        assert again(datetime(2027, 10, 30, 2, 30), "day", 2) == ["2027-10-31 02:30", "2027-11-01 02:30"]


def test_what_was_missed_is_not_made_up_for() -> None:
    with here("Europe/Madrid", datetime(2027, 6, 15, 12)):
        first, now = datetime(2026, 1, 5, 9).astimezone(UTC), datetime.now(UTC)
        anchors = {"day": 0, "week": 1, "month": 5}
        said = {repeat: next_time(first, repeat, anchor, 540, now) for repeat, anchor in anchors.items()}
        days = {repeat: f"{moment.astimezone():%a %d %b}" for repeat, moment in said.items()}
    assert days == {"day": "Wed 16 Jun", "week": "Mon 21 Jun", "month": "Mon 05 Jul"}


def test_nine_in_the_morning_is_nine_wherever_the_owner_is() -> None:
    """Set in Tokyo, done in Los Angeles, where that moment was still Sunday."""
    with here("Asia/Tokyo", datetime(2027, 5, 3, 9)):
        due = datetime.now(UTC)
    with here("America/Los_Angeles", datetime(2027, 5, 3, 12)):
        following = next_time(due, "week", 1, 540, datetime.now(UTC)).astimezone()
        assert f"{following:%a %d %b %H:%M}" == "Mon 10 May 09:00"


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 1439), st.sampled_from(("day", "week", "month", "year")),
    st.integers(-400, 4000),
)
def test_the_next_time_is_to_come_and_not_too_far(day: date, minute: int, repeat: str, missed: int) -> None:
    due = at(day, minute)
    now = due + timedelta(days=missed, minutes=7)
    found = next_time(due, repeat, anchor_of(day, repeat), minute, now)
    longest = {"day": 2, "week": 8, "month": 32, "year": 367}[repeat]
    assert max(due, now) < found <= max(due, now) + timedelta(days=longest)
