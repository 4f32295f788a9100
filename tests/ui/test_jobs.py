"""Work leaves the window's thread and comes home to it; what belongs to a closed widget is dropped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

from clientcare import services
from clientcare.errors import InvalidInput
from clientcare.records import Changes
from clientcare.said import Said, mark


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[Any, threading.Thread]] = []

    def hear(self, result: object) -> None:
        self.heard.append((result, threading.current_thread()))


def test_a_read_runs_elsewhere_and_reports_here(owner: Any) -> None:
    listener = Listener()
    owner.window.jobs.read(lambda session: threading.current_thread(), listener.hear)
    owner.settle()
    (worked, reported) = listener.heard[0]
    assert worked is not threading.main_thread() and reported is threading.main_thread()


def test_a_write_says_what_changed(owner: Any) -> None:
    told: list[Changes] = []
    owner.window.jobs.changed.connect(told.append)
    id = owner.write(lambda session: services.clients.create(session, "Dana Okafor"))
    assert told[-1].touches("Client", id)


def test_nothing_is_delivered_to_a_widget_that_has_gone(owner: Any) -> None:
    listener = Listener()
    heard = listener.heard
    owner.window.jobs.read(lambda session: 1, listener.hear)
    shiboken6.delete(listener)
    owner.settle()
    assert heard == []


def test_a_write_is_announced_even_when_who_asked_for_it_has_gone(owner: Any) -> None:
    told: list[Changes] = []
    owner.window.jobs.changed.connect(told.append)
    listener = Listener()
    added = Said(mark("A client was added."))
    owner.window.jobs.write(lambda s: services.clients.create(s, "Dana"), then=listener.hear, undo=added)
    shiboken6.delete(listener)
    owner.settle()
    assert told and owner.window.jobs.can_undo


def test_a_failure_is_shown_even_when_who_asked_for_it_has_gone(owner: Any) -> None:
    owner.dialogs.expects_trouble = True
    listener = Listener()
    owner.window.jobs.read(lambda session: 1 / 0, lambda _: None, failed=listener.hear)
    shiboken6.delete(listener)
    owner.settle()
    assert len(owner.dialogs.troubles) == 1


def test_of_many_previews_only_the_newest_reports(owner: Any) -> None:
    listener, started = Listener(), threading.Event()
    owner.window.jobs.work(started.wait, listener.hear, key="other")
    for n in range(20):
        owner.window.jobs.work(lambda n=n: n, listener.hear, key="preview")
    started.set()
    owner.settle()
    assert [result for result, _ in listener.heard] == [True, 19]


def test_an_error_comes_home_too(owner: Any) -> None:
    errors: list[Exception] = []

    def fail(session: object) -> None:
        raise InvalidInput(Said(mark("Please type a name.")), "name")

    owner.window.jobs.write(fail, failed=errors.append)
    owner.settle()
    assert isinstance(errors[0], InvalidInput) and errors[0].field == "name"


def test_an_error_nobody_handles_is_shown_in_one_dialog(owner: Any) -> None:
    owner.dialogs.expects_trouble = True
    owner.window.jobs.read(lambda session: 1 / 0, lambda _: None)
    owner.settle()
    assert [type(error) for error in owner.dialogs.troubles] == [ZeroDivisionError]


def test_a_delete_can_be_taken_back_with_one_key(owner: Any) -> None:
    id = owner.write(lambda session: services.clients.create(session, "Dana Okafor"))
    gone = Said(mark("The client was deleted."))
    owner.window.jobs.write(lambda session: services.clients.delete(session, id), undo=gone)
    owner.settle()
    assert owner.window.toast.text == "The client was deleted." and owner.window.toast.undo_button.isVisible()
    assert owner.read(lambda session: services.clients.ids(session)) == []
    owner.window.undo()
    owner.settle()
    assert owner.read(lambda session: services.clients.ids(session)) == [id]


def test_closing_waits_for_what_was_asked(open_window: Callable[..., Any], tmp_path: Any) -> None:
    first = open_window(tmp_path / "data")
    for n in range(30):
        first.window.jobs.write(lambda session, n=n: services.clients.create(session, f"Client {n}"))
    first.window.close()
    second = open_window(tmp_path / "data")
    assert len(second.read(lambda session: services.clients.ids(session))) == 30


class Leaf:
    """Something a widget holds: notes on which thread the last one let go of it."""

    def __init__(self, freed_on: list[threading.Thread]) -> None:
        self.freed_on = freed_on

    def __del__(self) -> None:
        self.freed_on.append(threading.current_thread())


def test_no_other_thread_is_the_last_to_let_go_of_a_widget(owner: Any) -> None:
    """It would be freed there while Qt may be deleting it here: a crash that comes once in a thousand screens."""
    freed_on: list[threading.Thread] = []
    jobs = owner.window.jobs

    def ask() -> None:
        asking, hearing = Leaf(freed_on), Leaf(freed_on)
        jobs.read(lambda session: id(asking) and None, lambda _: id(hearing) and None)
        jobs.work(lambda: id(asking) and None, lambda _: id(hearing) and None)

    for _ in range(50):
        ask()
        owner.settle()
    assert len(freed_on) == 100 and set(freed_on) == {threading.main_thread()}
