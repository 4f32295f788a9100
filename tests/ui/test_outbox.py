"""The window's outbox: what goes when, what is told, what closing and a sleeping computer change; and the network's thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from clientcare import services
from clientcare.errors import WorldError
from clientcare.said import Said, mark
from clientcare.ui import outbox
from clientcare.ui.threads import Closed
from clientcare.ui.widgets.toast import Countdown
from tests.mail.loopback import Loopback

from .conftest import close
from .sending import LONG, SHORT, Sender
from .test_jobs import Listener


def posts() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "post"]


# -- the thread of the network


def test_the_network_is_waited_for_beside_everything_else(owner: Any) -> None:
    jobs, answered, listener = owner.window.jobs, threading.Event(), Listener()
    jobs.post(lambda read, write: answered.wait(5), listener.hear)
    assert not jobs.busy
    id = owner.write(lambda session: services.clients.create(session, "Dana Okafor"))
    assert id and not listener.heard
    answered.set()
    owner.qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard[0] == (True, threading.main_thread())


def test_it_reads_and_writes_where_the_data_are_and_every_page_hears(owner: Any) -> None:
    jobs, listener, told = owner.window.jobs, Listener(), []
    jobs.changed.connect(told.append)

    def call(read: Any, write: Any) -> tuple[int, str, str]:
        id = write(lambda session: services.clients.create(session, "Dana Okafor"))
        name = read(lambda session: services.clients.detail(session, id).name)
        return id, name, threading.current_thread().name

    jobs.post(call, listener.hear)
    owner.qtbot.waitUntil(lambda: bool(listener.heard))
    id, name, thread = listener.heard[0][0]
    owner.settle()
    assert (name, thread) == ("Dana Okafor", "post") and told[-1].touches("Client", id)


def test_its_failure_is_told_like_any_other(owner: Any) -> None:
    owner.dialogs.expects_trouble = True
    listener, full = Listener(), WorldError(Said(mark("The disk is full.")))

    def fail(read: Any, write: Any) -> None:
        write(lambda session: (_ for _ in ()).throw(full).send(None))

    owner.window.jobs.post(fail, lambda _: None, listener.hear)
    owner.qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard[0][0] is full


def test_closing_does_not_wait_for_an_answer_that_never_comes(open_window: Callable[..., Any]) -> None:
    owner, over, ended = open_window(), threading.Event(), []

    def call(read: Any, write: Any) -> None:
        over.wait(10)
        try:
            write(lambda session: services.clients.create(session, "Too late"))
        except Closed as error:
            ended.append(error)

    owner.window.jobs.post(call, lambda _: None)
    before = time.monotonic()
    close(owner)
    assert time.monotonic() - before < 2
    over.set()
    owner.qtbot.waitUntil(lambda: not posts(), timeout=5000)
    assert len(ended) == 1


# -- taking back


def test_ctrl_z_takes_back_the_newest_thing_whichever_it_is(owner: Any) -> None:
    jobs, taken = owner.window.jobs, []
    first, second = (lambda: taken.append("first")), (lambda: taken.append("second"))
    jobs.offer_undo(Said(mark("One.")), first)
    jobs.offer_undo(Said(mark("Two.")), second)
    added = Said(mark("A client was added."))
    jobs.write(lambda session: services.clients.create(session, "Dana"), undo=added)
    owner.settle()
    owner.window.undo()
    owner.settle()
    assert not taken and not owner.read(lambda session: services.clients.ids(session))
    jobs.withdraw_undo(second)
    owner.window.undo()
    assert taken == ["first"] and not jobs.can_undo


def test_a_countdown_stays_counts_and_comes_back_after_another_word(owner: Any) -> None:
    toast, taken = owner.window.toast, []
    toast.count_down(Countdown(time.monotonic() + 20, lambda left: f"{left} left", lambda: taken.append(1)))
    assert toast.text == "20 left" and toast.back_button.isVisible() and not toast.undo_button.isVisible()
    spoken = toast._label.accessibleName()
    toast._countdown = Countdown(time.monotonic() + 12, toast._countdown.say, toast._countdown.take_back)
    toast._second.timeout.emit()
    assert toast.text == "12 left" and toast._label.accessibleName() == spoken, "it is read out once"
    toast.say("Saved.")
    assert toast.text == "Saved." and not toast.back_button.isVisible()
    toast._timer.timeout.emit()
    assert toast.text == "12 left" and toast.isVisible()
    owner.click("toast.take_back")
    assert taken == [1] and not toast.isVisible()


def test_a_countdown_goes_when_it_is_over(owner: Any) -> None:
    toast = owner.window.toast
    toast.count_down(Countdown(time.monotonic() + 0.01, lambda left: f"{left} left", lambda: None))
    time.sleep(0.02)
    toast._second.timeout.emit()
    assert not toast.isVisible()


# -- what goes when


def test_a_clock_put_forward_does_not_cut_the_time_to_take_it_back(
    sender: Sender, hold: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(LONG)
    sender.send()
    soon = services.outbox.wait_for
    monkeypatch.setattr(services.outbox, "wait_for", lambda row, now: soon(row, now) and 0.0)
    sender.owner.write(lambda session: services.settings.update(session, phone="1"))  # the outbox looks again
    sender.owner.qtbot.waitUntil(lambda: not posts(), timeout=5000)  # the search's own look at the file has one, too
    assert sender.standing == "waiting" and sender.owner.window.outbox.held(1) > 20


def test_after_the_computer_has_slept_it_is_tried_at_once(
    sender: Sender, hold: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(SHORT)
    sender.server.fault = "CONNECT drop"
    sender.send()
    sender.owner.qtbot.waitUntil(lambda: sender.owner.sees("sending.try"), timeout=8000)
    sender.settle()
    sender.server.fault = ""
    box = sender.owner.window.outbox
    box._at = (box._at[0] - 40, box._at[1])  # the clock on the wall has run on, ours has not
    box._timer.timeout.emit()
    sender.becomes("sent")
    assert len(sender.taken) == 1


def test_one_after_the_other_and_each_once(sender: Sender, hold: Any) -> None:
    hold(SHORT)
    sender.send()
    sender.becomes("sent")
    letter = sender.detail.letters[0].id
    for address in ("a@home.example", "b@home.example"):
        sender.owner.window.outbox.send_again(letter, address)
        sender.becomes("sent")
        sender.owner.qtbot.waitUntil(lambda: not sender.owner.window.outbox.waits, timeout=8000)
    sender.owner.qtbot.waitUntil(lambda: len(sender.taken) == 3, timeout=8000)
    assert [one.recipients[0] for one in sender.server.received][1:] == ["a@home.example", "b@home.example"]


def test_where_the_mail_program_sends_again_it_waits_and_says_so(sender: Sender, hold: Any) -> None:
    hold(SHORT)
    sender.server.fault = "CONNECT drop"
    sender.send()
    sender.owner.qtbot.waitUntil(lambda: sender.owner.sees("sending.try"), timeout=8000)
    sender.owner.write(lambda session: services.settings.update(session, mail_way="program"))
    assert "settings" in sender.owner.find("sending.why").text() and sender.owner.sees("sending.settings")
    assert not sender.owner.window.outbox.waits and not sender.owner.window.outbox._timer.isActive()


# -- closing


def test_closing_before_the_server_was_told_leaves_it_waiting(
    open_window: Callable[..., Any], server: Loopback, hold: Any, tmp_path: Path
) -> None:
    hold(SHORT)
    server.fault = "CONNECT silence"
    first = Sender(open_window(tmp_path / "data"), server)
    first.send()
    first.owner.qtbot.waitUntil(lambda: bool(posts()), timeout=8000)
    before = time.monotonic()
    close(first.owner)
    assert time.monotonic() - before < 2
    first.owner.qtbot.waitUntil(lambda: not posts(), timeout=8000)
    server.fault = ""
    again = open_window(tmp_path / "data")
    again.qtbot.waitUntil(lambda: len(server.received) == 1, timeout=8000)
    again.qtbot.waitUntil(lambda: not posts(), timeout=8000)


def test_closing_while_the_answer_is_awaited_ends_as_maybe(
    open_window: Callable[..., Any], server: Loopback, hold: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(SHORT)
    monkeypatch.setattr(outbox, "ANSWER_WITHIN", 0.3)
    server.fault = "END silence"
    first = Sender(open_window(tmp_path / "data"), server)
    first.send()
    first.becomes("sending")
    before = time.monotonic()
    close(first.owner)
    assert 0.3 <= time.monotonic() - before < 2
    first.owner.qtbot.waitUntil(lambda: not posts(), timeout=10_000)
    again = open_window(tmp_path / "data")
    again.go("dispute", first.id, "write")
    again.qtbot.waitUntil(lambda: again.sees("sending.arrived"), timeout=8000)
    again.click("sending.arrived")
    again.qtbot.waitUntil(lambda: again.sees("sent.how"), timeout=8000)
    assert len(server.received) == 1, "it had arrived, and did not go twice"


def test_an_answer_that_comes_while_closing_is_kept(
    open_window: Callable[..., Any], server: Loopback, hold: Any, tmp_path: Path
) -> None:
    hold(SHORT)
    server.fault = "END late 0.6"
    first = Sender(open_window(tmp_path / "data"), server)
    first.send()
    first.becomes("sending")
    close(first.owner)
    again = open_window(tmp_path / "data")
    again.go("dispute", first.id, "write")
    assert again.sees("sent.how") and len(server.received) == 1


def test_nothing_runs_while_nothing_waits(owner: Any) -> None:
    owner.window.outbox.start()
    owner.settle()
    assert not [timer for timer in owner.window.outbox.findChildren(QTimer) if timer.isActive()] and not posts()


def test_what_is_taken_out_elsewhere_stops_counting_down(sender: Sender, hold: Any) -> None:
    """A client who takes their yes back takes the note to the firm out of the outbox: nothing may say that it still goes."""
    hold(LONG)
    sender.send()
    window = sender.owner.window
    assert window.toast.back_button.isVisible() and window.outbox.held(1) > 20
    sender.owner.write(lambda session: services.outbox.take_back(session, 1))
    sender.settle()
    assert sender.standing == "draft" and window.outbox.held(1) == 0
    assert not window.toast.back_button.isVisible() and not window.jobs.can_undo
