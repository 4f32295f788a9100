"""A letter slept on: never past a deadline, over when its night is, whatever the clocks do meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from clientcare.errors import InvalidInput, WorldError
from clientcare.letters.compose import compose
from clientcare.records import DecisionForm, DisputeForm, LetterDraft, LetterRow, OfferForm, ProviderForm
from clientcare.services import decisions, disputes, letters, referrals, reminders, settings
from clientcare.services.store import Store

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 6, 10, 10, 0, tzinfo=NEW_YORK)  # a Wednesday
TODAY = NOW.date()
Travel = Callable[[datetime], None]


@pytest.fixture
def clock() -> Iterator[Travel]:
    """Stands at NOW in New York, and goes where it is told."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield lambda at: traveller.move_to(at)


def at(day: int, hour: int = 9, month: int = 6) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=NEW_YORK)


def begun(store: Store, due: date | None = None, way: str = "hold", **draft: Any) -> int:
    """The id of a draft, of a dispute decided so."""

    def write(session: Any) -> int:
        id = disputes.create(session, DisputeForm("Hall tiles", client_name="Dana Okafor", due_on=due))
        if way == "offer":
            money = Decimal(160)
            back = OfferForm(id, "$160 back", money, money, owed_from="us", owed=money, owed_by=date(2026, 6, 24))
            way_key = f"offer-{decisions.save_offer(session, back)}"
        else:
            way_key = way
        decisions.decide(session, DecisionForm(id, way_key))
        disputes.update(session, id, due_on=due)
        fitting = letters.current_draft(session, id)
        return letters.save_draft(session, replace(fitting, open_until=draft.pop("open_until", fitting.open_until), **draft))

    return store.write(write).result


def firm(store: Store) -> int:
    return store.write(lambda s: referrals.save(s, ProviderForm("Pioneer Roofing"))).result


def hold(store: Store, id: int, until: datetime) -> None:
    store.write(lambda s: letters.hold(s, id, until))


def stands(store: Store, dispute: int = 1) -> LetterRow:
    return store.read(lambda s: disputes.detail(s, dispute)).letters[0]


def refused(store: Store, id: int, until: datetime) -> tuple[str, dict[str, Any]]:
    """What is said of such a wish; nothing changes."""
    before = stands(store)
    with pytest.raises(InvalidInput) as objection:
        hold(store, id, until)
    assert stands(store) == before and objection.value.field == "until"
    return objection.value.said.text, dict(objection.value.said.values)


def shown(store: Store, on: date | None = None) -> list[tuple[str, date | None]]:
    return [(item.what, item.when) for item in store.read(lambda s: reminders.today(s, on or date.today())).items]


def test_it_sleeps_until_then_and_wants_to_be_read_again(store: Store, clock: Travel) -> None:
    id = begun(store)
    hold(store, id, at(11))
    assert (stands(store).standing, stands(store).held_until) == ("sleeping", at(11))
    clock(at(11, 8))
    assert stands(store).standing == "sleeping"
    clock(at(11))
    assert stands(store).standing == "reread"
    store.write(lambda s: letters.wake(s, id))
    assert (stands(store).standing, stands(store).held_until) == ("draft", None)


def test_writing_on_it_does_not_wake_it(store: Store, clock: Travel) -> None:
    id = begun(store)
    hold(store, id, at(11))
    draft = store.read(lambda s: letters.current_draft(s, 1))
    assert draft.held_until == at(11)
    for held in (draft.held_until, None):  # also a window that does not know yet
        typed = replace(draft, edits={"close": f"Warmly {held}"}, held_until=held)
        store.write(lambda s, typed=typed: letters.save_draft(s, typed))
        assert stands(store).standing == "sleeping"


def test_falling_asleep_and_waking_can_be_undone(store: Store, clock: Travel) -> None:
    id = begun(store)
    slept = store.write(lambda s: letters.hold(s, id, at(11)))
    woken = store.write(lambda s: letters.wake(s, id))
    assert slept.undo is not None and woken.undo is not None
    store.undo(woken.undo)
    assert stands(store).held_until == at(11)
    store.undo(slept.undo)
    assert stands(store).held_until is None


@pytest.mark.parametrize("until", [NOW, NOW - timedelta(seconds=1), at(1, month=1)])
def test_not_until_a_time_that_has_passed(store: Store, clock: Travel, until: datetime) -> None:
    assert "has passed" in refused(store, begun(store), until)[0]


@pytest.mark.parametrize("until", ["tomorrow", date(2026, 6, 11), datetime(2026, 6, 11, 9)])
def test_not_until_what_is_no_moment(store: Store, clock: Travel, until: Any) -> None:
    assert "not a time" in refused(store, begun(store), until)[0]


def test_not_longer_than_sixty_days(store: Store, clock: Travel) -> None:
    id = begun(store)
    assert "sixty days" in refused(store, id, NOW + timedelta(days=60, minutes=1))[0]
    hold(store, id, NOW + timedelta(days=60))


def test_never_past_the_day_an_answer_is_due(store: Store, clock: Travel) -> None:
    id = begun(store, due=date(2026, 6, 12))
    text, values = refused(store, id, at(12, 18))
    assert "due on {day}" in text and values == {"day": date(2026, 6, 12), "until": at(12, 17)}
    refused(store, id, at(13))
    hold(store, id, at(12, 17))
    assert stands(store).held_until == at(12, 17)


def test_on_that_day_until_the_evening_or_not_at_all(store: Store, clock: Travel) -> None:
    id = begun(store, due=TODAY)
    hold(store, id, at(10, 17))
    store.write(lambda s: letters.wake(s, id))
    clock(at(10, 17))
    assert "due today" in refused(store, id, at(10, 18))[0]
    clock(at(11, 8))
    assert "was due on" in refused(store, id, at(11, 9))[0]


def test_no_deadline_holds_it_once_they_have_our_answer(store: Store, clock: Travel) -> None:
    """Nor does it hold a letter to another firm."""
    id = begun(store, due=date(2026, 6, 11))
    store.write(lambda s: disputes.update(s, 1, stage="follow"))
    hold(store, id, at(20))
    other = begun(store, due=date(2026, 6, 11), kind="handover", provider_id=firm(store))
    hold(store, other, at(20))


def test_its_offers_must_reach_them_while_they_are_open(store: Store, clock: Travel) -> None:
    id = begun(store, way="offer", open_until=date(2026, 6, 15))
    text, values = refused(store, id, at(15))
    assert "offers are open until {day}" in text and values == {"day": date(2026, 6, 15), "until": at(14, 17)}
    hold(store, id, at(14, 17))


def test_what_it_promises_to_be_done_by_a_day_is_said_before(store: Store, clock: Travel) -> None:
    id = begun(store, way="offer", open_until=date(2026, 7, 30))  # $160 back by 24 June
    assert refused(store, id, at(24))[1]["day"] == date(2026, 6, 24)
    other = begun(store, way="give", facts={"give_by": "2026-06-11"})
    assert refused(store, other, at(11))[1]["until"] == at(10, 17)
    third = begun(store, way="give", facts={"give_by": "2026-06-10"})
    assert "Let it go now" in refused(store, third, at(10, 12))[0]


def test_the_window_knows_the_same_limit(store: Store, clock: Travel) -> None:
    begun(store, due=date(2026, 6, 12))
    fitting = LetterDraft(1, "courteous_no")  # also of a letter that is not stored yet
    limit = store.read(lambda s: letters.latest(s, fitting))
    assert limit.until == at(12, 17) and limit.why.values["day"] == date(2026, 6, 12)


def test_a_clock_put_back_ends_the_night(store: Store, clock: Travel) -> None:
    """Set while the clock ran a year ahead, it would else sleep for that year."""
    id = begun(store)
    clock(NOW + timedelta(days=365))
    hold(store, id, NOW + timedelta(days=366))
    clock(NOW)
    assert stands(store).standing == "reread"
    assert ("reread", TODAY) in shown(store)


@pytest.mark.parametrize(("zone", "hours"), [("America/New_York", 23), ("Europe/Berlin", 25), ("Asia/Kolkata", 24)])
def test_tomorrow_at_nine_is_nine_on_the_owners_clock(store: Store, zone: str, hours: int) -> None:
    """Also over the night in which the clocks change."""
    from clientcare.ui.steps.listening.pause import tomorrow_morning

    days = {"America/New_York": (2026, 3, 7), "Europe/Berlin": (2026, 10, 24), "Asia/Kolkata": (2026, 10, 24)}
    evening = datetime(*days[zone], 9, 0, tzinfo=ZoneInfo(zone))
    with time_machine.travel(evening, tick=False) as traveller:
        id = begun(store)
        morning = tomorrow_morning()
        assert morning - evening == timedelta(hours=hours) and morning.astimezone(ZoneInfo(zone)).hour == 9
        hold(store, id, morning)
        traveller.move_to(morning - timedelta(seconds=1))
        assert stands(store).standing == "sleeping"
        traveller.move_to(morning)
        assert stands(store).standing == "reread"


def test_only_a_draft_sleeps(store: Store, clock: Travel) -> None:
    """And what goes out has slept enough."""
    store.write(lambda s: settings.update(s, business_name="Rivera Home Repairs"))
    id = begun(store, kind="acknowledgement", facts={"answer_by": "2026-06-20"})
    hold(store, id, at(11))

    def on_its_way(session: Any) -> None:
        draft = letters.current_draft(session, 1, letter_id=id)
        letters.fix(session, id, compose(letters.facts(session, 1, draft), draft.kind), b"%PDF-1")

    store.write(on_its_way)
    assert stands(store).held_until is None
    for call in (lambda s: letters.hold(s, id, at(12)), lambda s: letters.wake(s, id)):
        with pytest.raises(WorldError, match="on its way"):
            store.write(call)


# -- Today


def test_today_leaves_it_alone_until_its_night_is_over(store: Store, clock: Travel) -> None:
    id = begun(store, due=date(2026, 6, 15))
    assert shown(store) == [("letter", date(2026, 6, 15))]
    hold(store, id, at(11))
    assert shown(store) == []
    clock(at(11))
    assert shown(store) == [("reread", date(2026, 6, 11))]
    clock(at(13))
    assert shown(store) == [("reread", date(2026, 6, 13))]  # it is a thing of that day, nobody is late
    store.write(lambda s: letters.wake(s, id))
    assert shown(store) == [("letter", date(2026, 6, 15))]


def test_it_is_asked_for_on_the_day_it_is_due_whatever_sleeps(store: Store, clock: Travel) -> None:
    id = begun(store, due=date(2026, 6, 12))
    hold(store, id, at(12, 15))
    assert shown(store) == []
    clock(at(12, 8))
    assert shown(store) == [("letter", date(2026, 6, 12))]
    clock(at(12, 15))
    assert shown(store) == [("reread", date(2026, 6, 12))]
    store.write(lambda s: disputes.update(s, 1, due_on=date(2026, 6, 9)))
    assert shown(store) == [("reread", date(2026, 6, 9))]


def test_the_draft_worked_on_last_counts(store: Store, clock: Travel) -> None:
    hold(store, begun(store, due=date(2026, 6, 15)), at(12))
    clock(NOW + timedelta(minutes=5))
    second = store.write(lambda s: letters.save_draft(s, LetterDraft(1, "holding"))).result
    assert shown(store) == [("letter", date(2026, 6, 15))]
    clock(at(12))
    assert shown(store) == [("letter", date(2026, 6, 15))]
    store.write(lambda s: letters.delete_draft(s, second))
    assert shown(store) == [("reread", date(2026, 6, 12))]


def test_a_letter_to_another_firm_says_nothing_about_the_answer(store: Store, clock: Travel) -> None:
    begun(store, due=date(2026, 6, 15))
    clock(NOW + timedelta(minutes=5))
    draft = LetterDraft(1, "handover", provider_id=firm(store))
    other = store.write(lambda s: letters.save_draft(s, draft)).result
    hold(store, other, at(12))
    assert shown(store) == [("letter", date(2026, 6, 15))]


def test_the_pause_of_the_dispute_is_another_thing(store: Store, clock: Travel) -> None:
    id = begun(store, due=date(2026, 6, 20))
    hold(store, id, at(11))
    store.write(lambda s: disputes.pause(s, 1, at(15)))
    clock(at(11))
    assert shown(store) == [("reread", date(2026, 6, 11))]
    store.write(lambda s: letters.wake(s, id))
    assert shown(store) == []
    assert store.read(lambda s: disputes.detail(s, 1)).answers["paused_until"] == at(15)


def test_what_slept_is_let_be_once_the_dispute_is_closed(store: Store, clock: Travel) -> None:
    hold(store, begun(store), at(11))
    clock(at(10, 12))
    store.write(lambda s: disputes.close(s, 1))
    clock(at(11))
    assert "reread" not in [what for what, _ in shown(store)]
    thanks = store.write(lambda s: letters.save_draft(s, LetterDraft(1, "thank_you"))).result
    hold(store, thanks, at(12))
    clock(at(12))
    assert ("reread", date(2026, 6, 12)) in shown(store)
