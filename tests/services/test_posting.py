"""An e-mail of the outbox handed to a real mail server, which fails in every way, as do the file and the program."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from clientcare.errors import WorldError
from clientcare.mail import transport
from clientcare.mail.account import Account
from clientcare.mail.transport import Outcome
from clientcare.said import Said
from clientcare.services import disputes, outbox, posting, settings
from clientcare.services.store import Store
from tests.mail.loopback import PASSWORD, Loopback
from tests.services.outgoing import Ready, business, draft, message, queued, row, stored
from tests.services.sender import account

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")
Sender = subprocess.Popen[str]
FULL = WorldError(Said("The disk is full."))


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    with Loopback(tmp_path / "server") as running_server:
        monkeypatch.setenv("SSL_CERT_FILE", str(running_server.authority))
        yield running_server


@pytest.fixture
def ready(store: Store) -> Ready:
    return draft(store, business(store))


@pytest.fixture
def sending(store: Store, ready: Ready) -> int:
    return queued(store, ready)


def deliver(store: Store, to: Account, sending: int, password: str = PASSWORD, **more: Any) -> Outcome:
    return posting.deliver(store.read, store.write, to, password, sending, **more)


def states(store: Store) -> dict[int, str]:
    return {one.id: one.state for one in store.read(outbox.rows)}


def test_it_arrives_as_it_is_stored_and_the_letter_has_gone(store: Store, server: Loopback, ready: Ready, sending: int) -> None:
    assert deliver(store, account(server), sending).answer == "sent"
    (taken,) = server.received
    found = row(store, sending)
    assert taken.message == message(store, sending)
    assert (taken.sender, taken.recipients) == ("ana@rivera.example", (found.recipient,))
    assert (found.state, stored(store, ready.id)["how"]) == ("sent", "sent")
    assert deliver(store, account(server), sending).answer == "withdrawn"
    assert len(server.received) == 1


FAULTS = [
    ("CONNECT 421 too busy", "later", 0),
    ("CONNECT drop", "later", 0),
    ("EHLO drop", "later", 0),
    ("AUTH 454 not now", "later", 0),
    ("MAIL 451 not now", "later", 0),
    ("RCPT 450 come back", "later", 0),
    ("RCPT 550 no such user", "stopped", 0),
    ("DATA drop", "later", 0),
    ("DATA 554 no", "stopped", 0),
    ("BODY drop", "maybe", 0),
    ("END lose", "maybe", 0),
    ("END drop", "maybe", 1),
    ("END 451 come back", "later", 0),
    ("END 554 spam", "stopped", 0),
]


@pytest.mark.parametrize(("fault", "answer", "taken"), FAULTS, ids=[fault for fault, *_ in FAULTS])
def test_whatever_goes_wrong_the_row_says_so(
    store: Store, server: Loopback, ready: Ready, sending: int, fault: str, answer: str, taken: int
) -> None:
    server.fault = fault
    outcome = deliver(store, account(server), sending)
    found = row(store, sending)
    assert (outcome.answer, len(server.received)) == (answer, taken)
    assert found.state == {"later": "waiting"}.get(answer, answer)
    assert found.trouble is not None and found.trouble.text == outcome.said.text
    assert stored(store, ready.id)["state"] == "outbox"
    server.fault = ""
    if answer != "maybe":
        if answer == "stopped":
            store.write(lambda s: outbox.resend(s, sending))
        assert deliver(store, account(server), sending).answer == "sent"
        assert [one.message for one in server.received] == [message(store, sending)]
    else:
        assert deliver(store, account(server), sending).answer == "withdrawn"
        assert len(server.received) == taken


def test_a_wrong_password_stops_it_and_the_right_one_sends_it(store: Store, server: Loopback, sending: int) -> None:
    assert deliver(store, account(server), sending, "wrong").answer == "stopped"
    assert row(store, sending).state == "stopped"
    store.write(lambda s: outbox.resend(s, sending))
    assert deliver(store, account(server), sending).answer == "sent"


def test_the_account_is_that_of_the_settings_once_they_are_whole(store: Store) -> None:
    found = []
    for fields in ({"mail_way": "direct"}, {"smtp_host": "mail.x.example", "smtp_user": "ana"}, {"email": "ana@x.example"}):
        store.write(lambda s, fields=fields: settings.update(s, **fields))
        found.append(store.read(posting.account))
    assert found == [None, None, Account("mail.x.example", 465, "tls", "ana", "ana@x.example")]
    store.write(lambda s: settings.update(s, mail_way="program"))
    assert store.read(posting.account) is None


def test_no_transaction_is_open_while_the_network_is_slow(store: Store, server: Loopback, sending: int) -> None:
    """The window keeps what is typed while the server thinks, before the claim and after it."""
    server.fault = "RCPT late 0.4\nEND late 0.4"
    sender = threading.Thread(target=deliver, args=(store, account(server), sending))
    sender.start()
    for command, state in (("RCPT", "waiting"), ("DATA", "handing_over")):
        while not any(line.startswith(command) for line in server.talk) or row(store, sending).state != state:
            time.sleep(0.01)
        store.write(lambda s, command=command: settings.update(s, phone=command))
        assert row(store, sending).state == state  # and it had not to wait for the answer
    sender.join()
    assert row(store, sending).state == "sent"


def test_taken_back_while_the_server_is_asked_it_does_not_go(
    store: Store, server: Loopback, ready: Ready, sending: int
) -> None:
    def go_ahead() -> bool:
        store.write(lambda s: outbox.take_back(s, sending))
        return True

    assert deliver(store, account(server), sending, go_ahead=go_ahead).answer == "withdrawn"
    assert server.received == [] and stored(store, ready.id)["state"] == "draft"


def test_without_a_go_ahead_it_waits_on(store: Store, server: Loopback, sending: int) -> None:
    assert deliver(store, account(server), sending, go_ahead=lambda: False).answer == "withdrawn"
    assert (row(store, sending).state, row(store, sending).tries, server.received) == ("waiting", 0, [])


def refusing(store: Store, *numbers: int) -> Callable[[Callable[[Any], Any]], Any]:
    """A `write` whose so many-eth calls fail."""
    count = [0]

    def write(call: Callable[[Any], Any]) -> Any:
        count[0] += 1
        if count[0] in numbers:
            raise FULL
        return store.write(call)

    return write


def test_a_file_that_cannot_be_written_sends_nothing(
    store: Store, server: Loopback, sending: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = posting.deliver(store.read, refusing(store, 1), account(server), PASSWORD, sending)
    assert (outcome.answer, outcome.said, server.received) == ("later", FULL.said, [])
    assert (row(store, sending).state, row(store, sending).trouble) == ("waiting", FULL.said)
    monkeypatch.setattr(posting, "PATIENCE", (0.0,))
    store.write(lambda s: outbox.try_now(s, sending))
    with pytest.raises(WorldError):
        posting.deliver(store.read, refusing(store, *range(9)), account(server), PASSWORD, sending)
    assert (row(store, sending).state, server.received) == ("waiting", [])


def test_that_it_was_sent_is_kept_as_soon_as_the_file_allows(
    store: Store, server: Loopback, sending: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "PATIENCE", (0.0, 0.0, 0.0))
    assert posting.deliver(store.read, refusing(store, 2, 3), account(server), PASSWORD, sending).answer == "sent"
    assert row(store, sending).state == "sent"


def test_where_the_file_never_allows_it_the_next_start_says_maybe(
    store: Store, server: Loopback, sending: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "PATIENCE", (0.0,))
    with pytest.raises(WorldError):
        posting.deliver(store.read, refusing(store, *range(2, 9)), account(server), PASSWORD, sending)
    assert (row(store, sending).state, len(server.received)) == ("handing_over", 1)
    store.write(outbox.recover)
    assert row(store, sending).state == "maybe"


@pytest.mark.parametrize(("claims", "state"), [(False, "waiting"), (True, "maybe")])
def test_a_mistake_of_ours_leaves_what_is_true(
    store: Store, server: Loopback, sending: int, monkeypatch: pytest.MonkeyPatch, claims: bool, state: str
) -> None:
    def broken(*args: Any, **more: Any) -> Outcome:
        if claims:
            args[5]()
        raise RuntimeError("ours")

    monkeypatch.setattr(transport, "send", broken)
    with pytest.raises(RuntimeError):
        deliver(store, account(server), sending)
    found = row(store, sending)
    assert (found.state, found.tries) == (state, 1)
    assert outbox.wait_for(found, datetime.now(UTC)) > 50 or state == "maybe"  # it does not go round in circles


# -- time, and no network


def offline(server: Loopback) -> Account:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return replace(account(server), host="127.0.0.1", port=free.getsockname()[1])


def run(store: Store, to: Account, clock: time_machine.Coordinates, until: datetime) -> list[datetime]:
    """What the window does until then: wait for the next one, try it. When it tried."""
    tried = []
    while (found := store.read(lambda s: outbox.next_due(s, datetime.now(UTC)))) is not None:
        due = datetime.now(UTC) + timedelta(seconds=outbox.wait_for(found, datetime.now(UTC)))
        if due > until:
            clock.move_to(until)
            break
        clock.move_to(due)
        tried.append(due)
        deliver(store, to, found.id)
    return tried


def test_without_network_for_an_hour_it_goes_within_half_an_hour_of_its_return(
    store: Store, server: Loopback, ready: Ready
) -> None:
    start = datetime.now(UTC)
    with time_machine.travel(start, tick=False) as clock:
        sending = queued(store, ready)
        tried = run(store, offline(server), clock, start + timedelta(hours=1))
        minutes = [round((at - start).total_seconds() / 60, 1) for at in tried]
        assert minutes == [0.5, 1.5, 3.5, 8.5, 23.5, 53.5]
        found = row(store, sending)
        assert (found.state, found.queued_at, found.tries) == ("waiting", start, 6) and found.trouble is not None
        tried = run(store, account(server), clock, start + timedelta(hours=2))
    assert len(tried) == 1 and tried[0] - start <= timedelta(minutes=90)
    assert row(store, sending).state == "sent" and len(server.received) == 1


@pytest.mark.parametrize("years", [-1, 1])
def test_a_clock_set_wrong_neither_holds_it_back_nor_sends_it_twice(
    store: Store, server: Loopback, ready: Ready, years: int
) -> None:
    start = datetime.now(UTC)
    with time_machine.travel(start, tick=False) as clock:
        sending = queued(store, ready)
        run(store, offline(server), clock, start + timedelta(minutes=10))
        clock.move_to(start + timedelta(days=365 * years))
        tried = run(store, account(server), clock, datetime.now(UTC) + timedelta(seconds=1))
        assert len(tried) == 1 and len(server.received) == 1
        clock.move_to(start + timedelta(hours=1))
        assert run(store, account(server), clock, start + timedelta(days=400)) == []
    assert row(store, sending).state == "sent" and stored(store, ready.id)["state"] == "done"
    assert len(store.read(lambda s: disputes.detail(s, ready.dispute_id)).events) == 1


# -- other processes


@contextmanager
def senders(count: int, folder: Path, server: Loopback, *sendings: int) -> Iterator[list[Sender]]:
    line = [sys.executable, "-m", "tests.services.sender", str(folder), str(server.folder), *map(str, sendings)]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [subprocess.Popen(line, **pipes) for _ in range(count)]
    try:
        for one in started:
            assert one.stdout is not None and one.stdout.readline() == "ready\n"
        yield started
    finally:
        for one in started:
            one.kill()
            one.communicate()


def begin(sender: Sender) -> None:
    assert sender.stdin is not None
    sender.stdin.write("\n")
    sender.stdin.flush()


@on_posix
@pytest.mark.parametrize(("fault", "taken"), [("DATA silence", 0), ("BODY silence", 0), ("END silence", 1)])
def test_killed_before_the_answer_it_is_maybe_and_never_goes_again_by_itself(
    folder: Path, store: Store, server: Loopback, sending: int, fault: str, taken: int
) -> None:
    server.fault = fault
    leaving = "waiting" if fault.startswith("DATA") else "handing_over"  # the claim follows the answer to DATA
    with senders(1, folder, server, sending) as (sender,):
        begin(sender)
        until = time.monotonic() + 20
        while ("DATA" not in server.talk or row(store, sending).state != leaving or len(server.received) != taken) and (
            time.monotonic() < until
        ):
            time.sleep(0.01)
        sender.send_signal(signal.SIGKILL)
        assert sender.wait(10) == -signal.SIGKILL
    server.fault = ""
    assert (row(store, sending).state, len(server.received)) == (leaving, taken)
    store.write(outbox.recover)
    if leaving == "waiting":
        assert deliver(store, account(server), sending).answer == "sent"
    else:
        assert row(store, sending).state == "maybe"
        assert deliver(store, account(server), sending).answer == "withdrawn"
        assert len(server.received) == taken
        store.write(lambda s: outbox.arrived(s, sending))
    assert row(store, sending).state == "sent"


@on_posix
def test_two_programs_on_one_file_send_each_letter_once(folder: Path, store: Store, server: Loopback, ready: Ready) -> None:
    sendings = [queued(store, ready), *(queued(store, draft(store, ready.dispute_id)) for _ in range(7))]
    with senders(2, folder, server, *sendings) as racing:
        for sender in racing:
            begin(sender)
        ended = [sender.communicate(timeout=60)[0].split() for sender in racing]
    assert [sorted(pair) for pair in zip(*ended, strict=True)] == [["sent", "withdrawn"]] * len(sendings)
    assert sorted(one.message for one in server.received) == sorted(message(store, one) for one in sendings)
    assert states(store) == {}


