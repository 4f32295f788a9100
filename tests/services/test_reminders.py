"""Today: what needs the owner, the longest overdue first, and figures one can trust."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from clientcare.db.models import Sending, StoredLetter
from clientcare.errors import InvalidInput
from clientcare.records import DecisionForm, DisputeForm, LetterDraft, TodayView
from clientcare.services import decisions, disputes, letters, reminders
from clientcare.services.store import Store

TODAY = date.today()


def day(n: int) -> date:
    return TODAY + timedelta(days=n)


def today(store: Store) -> TodayView:
    return store.read(lambda s: reminders.today(s, TODAY))


def add(session: Session, title: str, closed: bool = False, decided: date | None = None, **fields: Any) -> int:
    id = disputes.create(session, DisputeForm(title, client_name=f"Client of {title}"))
    if decided:
        decisions.decide(session, DecisionForm(id, "hold", look_back_on=decided))
    disputes.update(session, id, **fields)
    if closed:
        disputes.close(session, id)
    return id


def shown(store: Store) -> list[tuple[str, str]]:
    return [(item.what, item.title) for item in today(store).items]


def test_nothing_to_do_on_the_first_day(store: Store) -> None:
    assert today(store) == TodayView((), 0, 0, 0, 0, "", 0, 0, False)


def test_the_most_overdue_comes_first(store: Store) -> None:
    def fill(session: Session) -> None:
        add(session, "no day", due_on=None)
        add(session, "soon", due_on=day(7))
        add(session, "later", due_on=day(8))
        add(session, "today", due_on=TODAY)
        add(session, "letter", decided=day(90), due_on=day(3))
        add(session, "overdue", due_on=day(-3))
        add(session, "answer", stage="follow", waiting_until=day(-1))
        add(session, "patience", stage="follow", waiting_until=day(1))
        add(session, "promise", stage="follow", answer="accepted", deliver_by=day(-5))
        add(session, "kept", stage="follow", answer="accepted", deliver_by=day(-5), delivered=True)
        add(session, "lesson", closed=True, lesson="Write it down", lesson_by=day(-2))
        add(session, "learnt", closed=True, lesson="Write it down", lesson_by=day(-2), lesson_done=True)
        add(session, "look", closed=True, decided=day(-4))
        add(session, "seen", closed=True, decided=day(-4), stayed="yes")
        add(session, "not yet", closed=True, decided=day(4))

    store.write(fill)
    assert shown(store) == [
        ("deliver", "promise"),
        ("look_back", "look"),
        ("reply", "overdue"),
        ("lesson", "lesson"),
        ("answer", "answer"),
        ("reply", "today"),
        ("letter", "letter"),
        ("reply", "soon"),
        ("reply", "no day"),
    ]
    first = today(store).items[0]
    assert (first.client_name, first.when, first.screen) == ("Client of promise", day(-5), "follow.deliver")


def test_the_figures(store: Store) -> None:
    def fill(session: Session) -> None:
        add(session, "open", due_on=day(30))
        add(session, "waiting", waiting_until=day(30))
        for stayed, cause in (("yes", "quote"), ("yes", "quote"), ("no", "mistake"), ("unknown", "")):
            add(session, "closed", closed=True, stayed=stayed, cause=cause)

    store.write(fill)
    found = today(store)
    assert (found.open_disputes, found.waiting) == (2, 1)
    assert (found.settled_this_year, found.kept_this_year) == (3, 2)
    assert (found.top_cause, found.top_cause_count, found.causes_of, found.any_clients) == ("quote", 2, 3, True)


@pytest.mark.parametrize("stayed", ["", "unknown"])
def test_too_early_to_say_is_asked_again_but_not_for_ever(store: Store, stayed: str) -> None:
    store.write(lambda s: add(s, "recent", closed=True, decided=day(-1), stayed=stayed))
    store.write(lambda s: add(s, "long ago", closed=True, decided=day(-61), stayed=stayed))
    assert shown(store) == [("look_back", "recent")]


@pytest.mark.parametrize("stage", ["listen", "write"])
def test_a_paused_dispute_is_left_alone_until_then(store: Store, stage: str) -> None:
    id = store.write(lambda s: add(s, "paused", stage=stage, due_on=day(3))).result
    before = shown(store)
    store.write(lambda s: disputes.pause(s, id, datetime.now(UTC) + timedelta(hours=12)))
    assert len(before) == 1 and shown(store) == []
    assert store.read(lambda s: disputes.detail(s, id)).answers["paused_until"] > datetime.now(UTC)
    store.write(lambda s: disputes.pause(s, id, datetime.now(UTC) - timedelta(minutes=1)))
    assert shown(store) == before
    store.write(lambda s: disputes.pause(s, id, datetime.now(UTC) + timedelta(days=1)))
    store.write(lambda s: disputes.pause(s, id, None))
    assert shown(store) == before


@pytest.mark.parametrize(("due", "items"), [(0, 1), (-1, 1), (1, 0), (None, 0)])
def test_no_pause_goes_past_the_day_an_answer_is_due(store: Store, due: int | None, items: int) -> None:
    id = store.write(lambda s: add(s, "paused", due_on=None if due is None else day(due))).result
    store.write(lambda s: disputes.pause(s, id, datetime.now(UTC) + timedelta(days=5)))
    assert len(shown(store)) == items


def test_a_pause_says_nothing_about_promises(store: Store) -> None:
    id = store.write(lambda s: add(s, "promise", stage="follow", answer="accepted", deliver_by=day(-5))).result
    store.write(lambda s: disputes.pause(s, id, datetime.now(UTC) + timedelta(days=5)))
    assert shown(store) == [("deliver", "promise")]


def test_deciding_ends_a_pause_and_undoing_it_brings_it_back(store: Store) -> None:
    id = store.write(lambda s: add(s, "paused", due_on=day(3))).result
    store.write(lambda s: disputes.pause(s, id, datetime.now(UTC) + timedelta(days=1)))
    written = store.write(lambda s: decisions.decide(s, DecisionForm(id, "hold")))
    assert shown(store) == [("letter", "paused")]
    assert written.undo is not None
    store.undo(written.undo)
    assert shown(store) == []


def test_a_pause_is_set_by_no_form(store: Store) -> None:
    id = store.write(lambda s: add(s, "open")).result
    with pytest.raises(TypeError):
        store.write(lambda s: disputes.update(s, id, paused_until=datetime.now(UTC)))
    with pytest.raises(InvalidInput):
        store.write(lambda s: disputes.pause(s, id, "tomorrow"))  # type: ignore[arg-type]


# -- e-mails under way (what sleeps stands in test_letter_sleep)

STOPPED = {"text": "The mail server does not know {to}.", "values": {"to": "dana@home.example"}}


def mailed(session: Session, dispute: int, state: str, *earlier: str, **letter: Any) -> None:
    """A letter in the mail, its newest e-mail in this state."""
    id = letters.save_draft(session, LetterDraft(dispute, "courteous_no", **letter))
    stored = session.get_one(StoredLetter, id)
    stored.state = "outbox"
    for one in (*earlier, state):
        now, trouble = datetime.now(UTC), STOPPED if one in ("stopped", "maybe") else None
        whole = {"sender": "a@b.example", "recipient": "dana@home.example", "message_id": "<1@b.example>", "message": b""}
        stored.sendings.append(Sending(state=one, queued_at=now, due_at=now, trouble=trouble, **whole))


@pytest.mark.parametrize("state", ["waiting", "handing_over", "stopped", "maybe"])
def test_a_letter_in_the_mail_is_not_asked_for_once_more(store: Store, state: str) -> None:
    """Only what went wrong with it is told, today, with the reason where there is one."""
    id = store.write(lambda s: add(s, "tiles", decided=day(90), due_on=day(2))).result
    assert shown(store) == [("letter", "tiles")]
    store.write(lambda s: mailed(s, id, state))
    found, told = today(store).items, [(state, TODAY, "write:1")] if state in ("stopped", "maybe") else []
    assert [(item.what, item.when, item.screen) for item in found] == told
    for item in found:
        assert item.client_name == "Client of tiles"
        assert (item.why.values if item.why else None) == (STOPPED["values"] if state == "stopped" else None)


@pytest.mark.parametrize(("tries", "minutes", "told"), [(3, 1, False), (4, 1, True), (0, 20, True)])
def test_a_letter_that_waits_for_long_is_told_with_the_reason(store: Store, tries: int, minutes: int, told: bool) -> None:
    """Also one that nothing tries to send, because the settings changed meanwhile."""
    id = store.write(lambda s: add(s, "tiles", decided=day(90))).result

    def wait(session: Session) -> None:
        mailed(session, id, "waiting")
        sending = session.scalars(select(Sending)).one()
        sending.tries, sending.trouble = tries, STOPPED if tries else None
        sending.due_at = datetime.now(UTC) - timedelta(minutes=minutes)

    store.write(wait)
    found = [(item.what, item.screen, bool(item.why)) for item in today(store).items]
    assert found == ([("waiting", "write:1", bool(tries))] if told else [])


def test_only_the_newest_e_mail_of_a_letter_counts(store: Store) -> None:
    id = store.write(lambda s: add(s, "tiles", decided=day(90))).result
    store.write(lambda s: mailed(s, id, "waiting", "stopped", "maybe"))
    assert shown(store) == []


def test_a_letter_to_another_firm_is_named_by_the_firm(store: Store) -> None:
    from clientcare.records import ProviderForm
    from clientcare.services import referrals

    def write(session: Session) -> None:
        id = add(session, "tiles", decided=day(90), due_on=day(2))
        mailed(session, id, "stopped", provider_id=referrals.save(session, ProviderForm("Pioneer Roofing")))

    store.write(write)
    assert [(item.what, item.client_name) for item in today(store).items] == [
        ("stopped", "Pioneer Roofing"),
        ("letter", "Client of tiles"),
    ]


def test_no_letter_is_read_that_does_not_sleep_or_wait(store: Store) -> None:
    """However many have gone over the years, Today finds the few in question by an index."""
    from test_lists import plan

    steps = plan(store, lambda s: reminders.today(s, TODAY))
    of_letters = [step for step in steps if "letter" in step or "sending" in step]
    narrow = ("held_until", "(state=?)", "dispute_id=? AND written_at>?", "letter_id=?", "PRIMARY KEY")
    assert of_letters and all(any(part in step for part in narrow) for step in of_letters), of_letters
    assert not any("provider_id=?" in step for step in steps)
