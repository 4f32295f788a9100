"""The outbox in a real file: what waits, what is taken back, what is honestly not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import text

from clientcare.errors import InvalidInput, WorldError
from clientcare.mail.account import LARGEST
from clientcare.mail.transport import Outcome
from clientcare.said import Said
from clientcare.services import clients, disputes, letters, outbox, settings
from clientcare.services.sending.outbox_rows import BACK_OFF, UNDO_FOR
from clientcare.services.store import Store
from tests.services import outgoing
from tests.services.outgoing import DANA, SENDER, Ready, business, draft, message, parsed, queued, row, stored

SENT, NO = Outcome("sent", Said("It has gone.")), Outcome("stopped", Said("No such mailbox at {host}.", {"host": "okafor"}))
LATER, MAYBE = Outcome("later", Said("No network.")), Outcome("maybe", Said("The line broke."))
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def dispute(store: Store) -> int:
    return business(store)


@pytest.fixture
def ready(store: Store, dispute: int) -> Ready:
    return draft(store, dispute)


def claim(store: Store, sending: int) -> int:
    return store.write(lambda s: outbox.claim(s, sending)).result


def settle(store: Store, sending: int, outcome: Outcome, attempt: int = 0) -> None:
    store.write(lambda s: outbox.settle(s, sending, outcome, attempt))


def handed_over(store: Store, sending: int, outcome: Outcome) -> None:
    settle(store, sending, outcome, claim(store, sending))


def test_what_is_queued_is_the_e_mail_itself(store: Store, ready: Ready) -> None:
    with time_machine.travel(START, tick=False):
        sending = queued(store, ready, f"  {DANA} ")
    found, mail = row(store, sending), parsed(message(store, sending))
    assert (found.state, found.recipient, found.tries, found.trouble) == ("waiting", DANA, 0, None)
    assert (found.queued_at, found.due_at) == (START, START + UNDO_FOR)
    assert mail["Message-ID"] == found.message_id and found.message_id.endswith("@rivera.example>")
    assert (mail["From"].addresses[0].addr_spec, mail["To"].addresses[0].addr_spec) == (SENDER, DANA)
    assert mail["Date"].datetime == START
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == ready.pdf == store.read(lambda s: letters.pdf(s, ready.id))


def test_the_text_is_the_message_as_the_owner_would_copy_it(store: Store, ready: Ready) -> None:
    sending = queued(store, ready)
    (said,) = [part.get_content() for part in parsed(message(store, sending)).walk() if part.get_content_type() == "text/plain"]
    kept = stored(store, ready.id)["content"]["short"]
    assert "I will call you on Monday." in kept  # their own words stand in the letter, and it is short enough to go whole
    assert said.replace("\r\n", "\n").startswith(kept)


def test_two_letters_never_share_an_id(store: Store, dispute: int) -> None:
    ids = {row(store, queued(store, draft(store, dispute))).message_id for _ in range(20)}
    assert len(ids) == 20


def test_undo_gives_the_draft_back_exactly_as_it_is(store: Store, ready: Ready) -> None:
    before = store.read(lambda s: letters.current_draft(s, ready.dispute_id))
    columns = stored(store, ready.id)
    sending = queued(store, ready)
    with pytest.raises(WorldError, match="on its way"):
        store.write(lambda s: letters.save_draft(s, replace(before, subject="Changed meanwhile")))
    store.write(lambda s: outbox.take_back(s, sending))
    assert store.read(lambda s: letters.current_draft(s, ready.dispute_id)) == before
    assert {name for name, value in stored(store, ready.id).items() if value != columns[name]} <= {"written_at"}
    assert store.read(outbox.rows) == []
    store.write(lambda s: letters.save_draft(s, replace(before, subject="Changed after")))
    assert store.read(lambda s: disputes.detail(s, ready.dispute_id)).events == ()


@pytest.mark.parametrize(
    "to", ["", "dana", "dana@gmail", "a@x.org, b@x.org", f"{DANA}\r\nBcc: a@x.org", "dänä@x.org", "a\u2028@x.org"]
)
def test_an_address_that_cannot_be_used_is_named_and_nothing_changed(store: Store, ready: Ready, to: str) -> None:
    before = stored(store, ready.id)
    with pytest.raises(InvalidInput) as refused:
        queued(store, ready, to)
    assert refused.value.field == "to"
    assert stored(store, ready.id) == before and store.read(outbox.rows) == []


def test_a_domain_in_other_letters_travels_in_ascii_and_is_shown_as_typed(store: Store, ready: Ready) -> None:
    sending = queued(store, ready, "dana@käse.example")
    parcel = store.read(lambda s: outbox.parcel(s, sending))
    assert parcel is not None and parcel.recipient == "dana@xn--kse-qla.example"
    assert row(store, sending).recipient == "dana@käse.example"


def test_without_an_address_of_our_own_nothing_goes(store: Store, ready: Ready) -> None:
    store.write(lambda s: settings.update(s, email=""))
    with pytest.raises(InvalidInput, match="Your own e-mail address is missing") as refused:
        queued(store, ready)
    assert refused.value.field == "email"


def test_what_no_mailbox_takes_is_refused_before_it_is_tried(store: Store, ready: Ready) -> None:
    with pytest.raises(WorldError, match="this e-mail has") as refused:
        queued(store, replace(ready, pdf=b"x" * (LARGEST * 3 // 4)))
    assert refused.value.said.values == {"size": 26, "most": 25}
    fits = queued(store, replace(ready, pdf=b"x" * (LARGEST // 4 * 3 - 800_000)))
    assert len(message(store, fits)) <= LARGEST


def test_only_a_draft_can_be_queued_and_only_once(store: Store, ready: Ready) -> None:
    sending = queued(store, ready)
    with pytest.raises(WorldError, match="on its way"):
        queued(store, ready)
    handed_over(store, sending, SENT)
    with pytest.raises(WorldError, match="stays as it is"):
        queued(store, ready)


def test_a_deleted_dispute_has_nothing_to_send(store: Store, ready: Ready) -> None:
    store.write(lambda s: disputes.delete(s, ready.dispute_id))
    with pytest.raises(WorldError, match="no longer here"):
        queued(store, ready)


def test_sent_is_fixed_and_stands_on_the_timeline_once(store: Store, ready: Ready) -> None:
    sending = queued(store, ready)
    attempt = claim(store, sending)
    settle(store, sending, SENT, attempt)
    settle(store, sending, SENT, attempt)
    settle(store, sending, MAYBE, attempt)
    found = stored(store, ready.id)
    assert (found["state"], found["how"], found["sent_to"]) == ("done", "sent", DANA)
    assert row(store, sending).state == "sent"
    (event,) = store.read(lambda s: disputes.detail(s, ready.dispute_id)).events
    assert (event.kind, event.by, event.text) == ("email", "us", ready.content.subject)


def test_once_more_is_the_very_same_letter(store: Store, ready: Ready) -> None:
    handed_over(store, queued(store, ready), SENT)
    before = stored(store, ready.id)
    more = store.write(lambda s: outbox.again(s, ready.id, "accounts@okafor.example")).result
    handed_over(store, more, SENT)
    assert stored(store, ready.id) == before
    events = store.read(lambda s: disputes.detail(s, ready.dispute_id)).events
    assert sorted(event.text for event in events) == sorted(
        [ready.content.subject, f"Sent once more to accounts@okafor.example: {ready.content.subject}"]
    )
    (attached,) = parsed(message(store, more)).iter_attachments()
    assert attached.get_content() == ready.pdf


def test_once_more_waits_for_what_is_still_under_way(store: Store, ready: Ready) -> None:
    handed_over(store, queued(store, ready), SENT)
    more = store.write(lambda s: outbox.again(s, ready.id, DANA)).result
    for outcome in (LATER, NO, MAYBE):
        with pytest.raises(WorldError, match="already under way"):
            store.write(lambda s: outbox.again(s, ready.id, DANA))
        if outcome is MAYBE:
            store.write(lambda s: outbox.resend(s, more))
        handed_over(store, more, outcome)
    with pytest.raises(WorldError, match="already under way"):
        store.write(lambda s: outbox.again(s, ready.id, DANA))


def test_once_more_can_be_taken_back_and_the_letter_stays_sent(store: Store, ready: Ready) -> None:
    handed_over(store, queued(store, ready), SENT)
    before = stored(store, ready.id)
    more = store.write(lambda s: outbox.again(s, ready.id, DANA)).result
    assert store.write(lambda s: outbox.take_back(s, more)).result == "done"
    assert stored(store, ready.id) == before
    assert [one.state for one in store.read(lambda s: outbox.rows(s, ready.id))] == ["sent"]


def test_a_damaged_page_is_never_shown_or_sent_as_what_went(store: Store, ready: Ready) -> None:
    handed_over(store, queued(store, ready), SENT)
    store.write(lambda s: s.execute(text("UPDATE letter SET pdf = :pdf"), {"pdf": ready.pdf[:-1] + b"!"}))
    for read in (lambda s: letters.pdf(s, ready.id), lambda s: outbox.again(s, ready.id, DANA)):
        with pytest.raises(WorldError, match="damaged"):
            store.write(read)


@pytest.mark.parametrize("ended", [None, SENT, MAYBE])
def test_what_is_leaving_cannot_be_taken_back(store: Store, ready: Ready, ended: Outcome | None) -> None:
    sending = queued(store, ready)
    attempt = claim(store, sending)
    if ended:
        settle(store, sending, ended, attempt)
    with pytest.raises(WorldError, match="cannot be taken back"):
        store.write(lambda s: outbox.take_back(s, sending))


def test_nobody_takes_it_in_hand_twice_or_after_it_was_taken_back(store: Store, ready: Ready) -> None:
    sending = queued(store, ready)
    assert claim(store, sending) == 1
    assert claim(store, sending) == 0
    settle(store, sending, LATER, 1)
    store.write(lambda s: outbox.take_back(s, sending))
    assert claim(store, sending) == 0
    settle(store, sending, SENT, 1)  # late, of something that is gone: no error


def test_back_off_grows_and_never_gives_up_and_says_why(store: Store, ready: Ready) -> None:
    with time_machine.travel(START, tick=False) as clock:
        sending, waits = queued(store, ready), []
        for _ in range(8):
            clock.shift(timedelta(hours=1))
            settle(store, sending, LATER)
            found = row(store, sending)
            waits.append(found.due_at - datetime.now(UTC))
            assert (found.state, found.trouble, found.queued_at) == ("waiting", LATER.said, START)
    assert waits == [*BACK_OFF, BACK_OFF[-1], BACK_OFF[-1], BACK_OFF[-1]]
    assert [wait.total_seconds() / 60 for wait in BACK_OFF] == [1, 2, 5, 15, 30]


def test_stopped_says_why_and_can_be_tried_again_or_taken_back(store: Store, ready: Ready) -> None:
    sending = queued(store, ready)
    handed_over(store, sending, NO)
    assert (row(store, sending).state, row(store, sending).trouble) == ("stopped", NO.said)
    assert store.read(lambda s: outbox.next_due(s, datetime.now(UTC))) is None
    before = message(store, sending)
    store.write(lambda s: outbox.resend(s, sending))
    assert (row(store, sending).state, message(store, sending)) == ("waiting", before)
    handed_over(store, sending, NO)
    store.write(lambda s: outbox.take_back(s, sending))
    assert stored(store, ready.id)["state"] == "draft"


def test_maybe_waits_for_its_owner(store: Store, ready: Ready) -> None:
    sending = queued(store, ready)
    handed_over(store, sending, MAYBE)
    assert row(store, sending).state == "maybe"
    assert store.read(lambda s: outbox.next_due(s, datetime.now(UTC) + timedelta(days=9))) is None
    store.write(outbox.recover)
    store.write(outbox.try_all)
    assert row(store, sending).state == "maybe"
    store.write(lambda s: outbox.arrived(s, sending))
    assert stored(store, ready.id)["how"] == "sent" and row(store, sending).state == "sent"


def test_sent_again_from_maybe_and_taken_back_it_is_still_maybe(store: Store, ready: Ready) -> None:
    """It may lie in their mailbox: taking it back must not make it a draft that never went."""
    sending = queued(store, ready)
    handed_over(store, sending, MAYBE)
    store.write(lambda s: outbox.resend(s, sending))
    assert store.write(lambda s: outbox.take_back(s, sending)).result == "maybe"
    assert (row(store, sending).state, stored(store, ready.id)["state"]) == ("maybe", "outbox")
    store.write(lambda s: outbox.resend(s, sending))
    handed_over(store, sending, NO)
    assert (row(store, sending).state, row(store, sending).trouble) == ("maybe", NO.said)  # "it has not gone" would be too much
    store.write(lambda s: outbox.resend(s, sending))
    store.write(lambda s: outbox.arrived(s, sending))  # the first one had
    assert stored(store, ready.id)["state"] == "done"


def test_what_never_left_cannot_have_arrived(store: Store, ready: Ready) -> None:
    sending = queued(store, ready)
    with pytest.raises(WorldError, match="gone on meanwhile"):
        store.write(lambda s: outbox.arrived(s, sending))


def test_what_an_earlier_start_had_in_hand_is_maybe_at_the_next(store: Store, ready: Ready) -> None:
    sending = queued(store, ready)
    attempt = claim(store, sending)
    with outbox.in_hand(sending):
        assert store.write(outbox.recover).result == 0
        assert row(store, sending).state == "handing_over"  # this very start is at it
    assert store.write(outbox.recover).result == 1
    found = row(store, sending)
    assert found.state == "maybe" and found.trouble is not None and "ended before" in found.trouble.text
    settle(store, sending, LATER, attempt)
    assert row(store, sending).state == "maybe"  # a no that comes late does not send it again by itself
    settle(store, sending, SENT, attempt)
    assert row(store, sending).state == "sent"  # but sent is sent


def test_one_that_failed_early_says_nothing_about_one_that_is_leaving(store: Store, ready: Ready) -> None:
    """Two starts of the program on one file: the other has no network while this one hands over."""
    sending = queued(store, ready)
    attempt = claim(store, sending)
    for outcome in (LATER, NO):
        settle(store, sending, outcome)
        assert row(store, sending).state == "handing_over"
    settle(store, sending, MAYBE, attempt + 1)
    assert row(store, sending).state == "handing_over"
    settle(store, sending, SENT, attempt)
    assert row(store, sending).state == "sent"


def test_the_next_one_is_whichever_is_due_first(store: Store, dispute: int) -> None:
    with time_machine.travel(START, tick=False) as clock:
        first, second = queued(store, draft(store, dispute)), queued(store, draft(store, dispute))
        settle(store, first, LATER)
        clock.shift(timedelta(seconds=20))
        found = store.read(lambda s: outbox.next_due(s, datetime.now(UTC)))
        assert found is not None and (found.id, outbox.wait_for(found, datetime.now(UTC))) == (second, 10.0)
        store.write(lambda s: outbox.try_now(s, first))
        found = store.read(lambda s: outbox.next_due(s, datetime.now(UTC)))
        assert found is not None and (found.id, outbox.wait_for(found, datetime.now(UTC))) == (first, 0.0)


@pytest.mark.parametrize("years", [-1, 1])
def test_a_clock_that_jumps_never_makes_a_letter_wait_for_it(store: Store, ready: Ready, years: int) -> None:
    with time_machine.travel(START, tick=False) as clock:
        sending = queued(store, ready)
        for tries in range(7):
            longest = UNDO_FOR if tries == 0 else BACK_OFF[min(tries, 5) - 1]
            assert outbox.wait_for(row(store, sending), datetime.now(UTC)) == longest.total_seconds()
            clock.shift(timedelta(days=365 * years))
            assert outbox.wait_for(row(store, sending), datetime.now(UTC)) == 0
            settle(store, sending, LATER)


def test_at_any_other_time_it_waits_no_longer_than_it_was_put_off(store: Store, ready: Ready) -> None:
    with time_machine.travel(START, tick=False):
        sending = queued(store, ready)
        settle(store, sending, LATER)
        found = row(store, sending)
    for seconds in range(-4000, 4000, 7):
        wait = outbox.wait_for(found, START + timedelta(seconds=seconds))
        assert 0 <= wait <= 60


def test_trying_all_leaves_the_time_to_take_back_alone(store: Store, dispute: int) -> None:
    with time_machine.travel(START, tick=False):
        tried, fresh = queued(store, draft(store, dispute)), queued(store, draft(store, dispute))
        settle(store, tried, LATER)
        store.write(outbox.try_all)
        waits = [outbox.wait_for(row(store, one), START) for one in (tried, fresh)]
    assert waits == [0.0, 30.0]


def test_a_wrong_clock_does_not_lose_that_it_was_sent(store: Store, ready: Ready) -> None:
    """A day before the dispute was opened, or still to come, cannot stand on the timeline; the letter has gone all the same."""
    with time_machine.travel(START + timedelta(days=400)):
        sending = queued(store, ready)
        handed_over(store, sending, MAYBE)
    with time_machine.travel(START - timedelta(days=400)):
        store.write(lambda s: outbox.arrived(s, sending))
        assert stored(store, ready.id)["state"] == "done"


def test_arrived_is_noted_on_the_day_it_left(store: Store, dispute: int) -> None:
    today = datetime.now(UTC)
    ready = draft(store, dispute)
    with time_machine.travel(today + timedelta(days=1)):
        sending = queued(store, ready)
        handed_over(store, sending, MAYBE)
    with time_machine.travel(today + timedelta(days=4)):
        store.write(lambda s: outbox.arrived(s, sending))
    assert stored(store, ready.id)["sent_at"].date() == date.today() + timedelta(days=1)


def test_nothing_is_deleted_under_an_e_mail_that_is_leaving(store: Store, ready: Ready) -> None:
    sending = queued(store, ready)
    attempt = claim(store, sending)
    client = store.read(clients.ids)[0]
    for delete in (lambda s: disputes.delete(s, ready.dispute_id), lambda s: clients.delete(s, client)):
        with pytest.raises(WorldError, match="being handed over"):
            store.write(delete)
    settle(store, sending, LATER, attempt)
    store.write(lambda s: clients.delete(s, client))
    assert store.read(outbox.rows) == [] and claim(store, sending) == 0


def test_the_rows_of_a_letter_and_of_all(store: Store, dispute: int) -> None:
    done, waits = draft(store, dispute), draft(store, dispute)
    first = queued(store, done)
    handed_over(store, first, SENT)
    second = queued(store, waits)
    assert [one.id for one in store.read(outbox.rows)] == [second]
    assert [one.id for one in store.read(lambda s: outbox.rows(s, done.id))] == [first]
    with pytest.raises(WorldError, match="no longer here"):
        outgoing.row(store, 99)


def test_a_dispute_deleted_and_brought_back_brings_its_e_mail_back(store: Store, ready: Ready) -> None:
    sending = queued(store, ready)
    before = message(store, sending)
    undo = store.write(lambda s: disputes.delete(s, ready.dispute_id)).undo
    assert claim(store, sending) == 0 and undo is not None
    store.undo(undo)
    assert (row(store, sending).state, message(store, sending)) == ("waiting", before)
    handed_over(store, sending, SENT)
    assert stored(store, ready.id)["state"] == "done"
