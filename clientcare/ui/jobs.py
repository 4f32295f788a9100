"""The threads: short database calls on one, work without the database on another, the network on its own; results back on
the window's thread."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot

from clientcare.errors import DataTrouble, Gone, InvalidInput, WorldError
from clientcare.said import Said
from clientcare.services.progress import Stopped
from clientcare.ui.callbacks import Asked, Then, lives, receiver_of
from clientcare.ui.collecting import Collector
from clientcare.ui.fingers import Fingers

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor
    from pathlib import Path

    from sqlalchemy.orm import Session

    from clientcare.records import Changes
    from clientcare.services.store import Store

T = TypeVar("T")
Ask = Callable[[Callable[[Any], Any]], Any]  # runs a call with a session on the database thread, and waits for its result
UNDO_KEPT = 20
GIVES_WAY = 0.0005  # seconds until a thread that computes lets the window's on, each time; Python's own 5 ms are felt in typing
DATABASE, WORK, POST = "database", "work", "post"
LAST_WORDS = 0.2  # seconds a call to the network gets to end in when the window closes, unless it is given more


class Closed(Exception):
    """The window has closed: a call that still waited for the network can keep nothing any more."""


class Jobs(QObject):
    """Runs calls off the window's thread and brings each result home by queued signal.

    `changed(Changes)` follows every write; `undoable(Said)` a write that can be undone, `undone()` its undoing;
    `saved()` any confirmed write; `failed(Exception)` whatever had no handler of its own, `troubled(DataTrouble)` any trouble
    with the data, handled or not. A `then` bound to a dead
    widget is dropped, never called.
    """

    changed = Signal(object)
    undoable = Signal(object)
    undone = Signal()
    saved = Signal()
    failed = Signal(object)
    troubled = Signal(object)
    _home = Signal(object)
    _posted = Signal(object)

    def __init__(self, open_store: Callable[[], Store]) -> None:
        super().__init__()
        self._threads: dict[str, ThreadPoolExecutor] = {}
        self._store: Store | None = None
        self._open_store = open_store
        self._newest: dict[str, int] = {}
        self._undos: deque[tuple[Said, Any]] = deque(maxlen=UNDO_KEPT)  # an Undo of the store, or a call that takes back
        self._asked: dict[int, Asked] = {}
        self._posts: dict[int, threading.Thread] = {}
        self._number = 0
        self._closed = False
        self.fingers = Fingers(self)
        self._collector = Collector(self)
        self._home.connect(self._arrive, Qt.ConnectionType.QueuedConnection)
        self._posted.connect(self._announce, Qt.ConnectionType.QueuedConnection)

    def open(self, then: Then, failed: Then | None = None) -> None:
        """Open the store on the database thread; `then(None)` when it is ready. Where that failed it may be tried again."""
        from concurrent.futures import ThreadPoolExecutor  # not needed for the first picture

        sys.setswitchinterval(GIVES_WAY)
        self._threads = self._threads or {name: ThreadPoolExecutor(1, name) for name in (DATABASE, WORK)}
        self._submit(DATABASE, self._opened, lambda _: then(None), failed, receiver=receiver_of(then))

    def _opened(self) -> None:
        self._close_store()  # it may be open, and yet not readable
        self._store = self._open_store()

    @property
    def ready(self) -> bool:
        return self._store is not None

    def read(self, call: Callable[[Session], T], then: Callable[[T], None], failed: Then | None = None) -> None:
        """Run `call` in a short read transaction; `then` gets its result."""
        self._submit(DATABASE, lambda: self._opened_store.read(call), then, failed)

    def write(
        self,
        call: Callable[[Session], T],
        then: Callable[[T], None] | None = None,
        failed: Then | None = None,
        undo: Said | Callable[[T], Said] | None = None,
    ) -> None:
        """Run `call` in one write transaction. `undo` names what was done, by what `call` gave where it is a call itself, and
        offers to take it back."""
        done = partial(self._written, undo, then)
        self._submit(DATABASE, lambda: self._opened_store.write(call), done, failed)

    def finish(self) -> None:
        """Wait until all that was asked of the database is done and told to whom it concerns, and what they made of it."""
        for _ in range(2):
            if not self._closed and self._threads:
                self._threads[DATABASE].submit(lambda: None).result()
                QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def work(self, call: Callable[[], T], then: Callable[[T], None], failed: Then | None = None, key: str = "") -> None:
        """Run `call` without a database. Of several with one `key` only the newest runs and reports."""
        turn = self._newest[key] = self._newest.get(key, 0) + 1 if key else 0
        stale = object()

        def newest_only() -> Any:
            return stale if key and self._newest[key] != turn else call()

        def report(result: Any) -> None:
            if result is not stale and not (key and self._newest[key] != turn):
                then(result)

        self._submit(WORK, newest_only, report, failed, receiver=receiver_of(then))

    def post(self, call: Callable[[Ask, Ask], T], then: Callable[[T], None], failed: Then | None = None) -> None:
        """Run `call(read, write)` where it may wait for the network, beside everything else; each such call has a thread.

        `read` and `write` run a short call with a session on the database thread and wait for its result; they raise Closed
        once the window has closed. `busy` does not count what waits for the network.
        """
        if self._closed:
            return
        number = self._remember(partial(call, self._read_waiting, self._write_waiting), then, failed)
        # A daemon: an answer that never comes must not keep the process alive.
        self._posts[number] = threading.Thread(target=self._run, args=(number,), name=POST, daemon=True)
        self._posts[number].start()

    def _read_waiting(self, call: Callable[[Session], T]) -> T:
        return self._waiting(lambda: self._opened_store.read(call))

    def _write_waiting(self, call: Callable[[Session], T]) -> T:
        written = self._waiting(lambda: self._opened_store.write(call))
        if not self._closed:
            self._posted.emit(written.changes)
        return written.result

    def _waiting(self, call: Callable[[], T]) -> T:
        """On the thread of a post: run `call` on the database thread, as long as there is a store."""

        def unless_closed() -> T:
            if self._store is None:
                raise Closed
            return call()

        try:
            return self._threads[DATABASE].submit(unless_closed).result()
        except RuntimeError as error:
            if not self._closed:
                raise
            raise Closed from error  # the database thread takes no more

    def probe(self, then: Then, failed: Then) -> None:
        """Ask whether a save would reach the disk now; changes nothing."""
        self._submit(DATABASE, lambda: self._opened_store.probe(), then, failed)

    def put_back(self, then: Then, failed: Then) -> None:
        """Write the data this window still reads to the place its file has gone from."""
        self._submit(DATABASE, lambda: self._opened_store.put_back(), then, failed)

    def fail_unless_gone(self, error: Exception) -> None:
        """A handler for what reads a record that a page shows: where it was deleted meanwhile, the page itself says so."""
        if not isinstance(error, WorldError):
            self.failed.emit(error)

    def now(self, call: Callable[[Session], T]) -> T:
        """Read on the window's own thread and connection: for the few rows being painted, nothing longer."""
        return self._opened_store.read_now(call)

    @property
    def _opened_store(self) -> Store:
        assert self._store is not None, "the store is opened before any page asks it"
        return self._store

    @property
    def files(self) -> Path:
        """The folder of the files beside the timeline; their services say what is where in it."""
        return self._opened_store.files

    @property
    def can_undo(self) -> bool:
        return bool(self._undos)

    @property
    def busy(self) -> bool:
        """Whether anything asked for has not come home yet."""
        return len(self._asked) > len(self._posts)

    def undo(self, failed: Then | None = None) -> None:
        """Take back the newest change that offered to be."""
        if self._undos:
            _, undo = self._undos.pop()
            if callable(undo):
                undo()
            else:
                self._submit(DATABASE, lambda: self._opened_store.undo(undo), self._taken_back, failed)

    def offer_undo(self, done: Said, take_back: Callable[[], object]) -> None:
        """What was `done` is taken back in a way of its own, as long as `withdraw_undo` does not end that."""
        self._undos.append((done, take_back))

    def withdraw_undo(self, take_back: Callable[[], object]) -> None:
        """It cannot be taken back any more, or was."""
        kept = [one for one in self._undos if one[1] is not take_back]
        self._undos.clear()
        self._undos.extend(kept)

    def close(self, patience: float = LAST_WORDS) -> None:
        """Finish what was asked for, then close the store. What waits for the network gets so many seconds to end in."""
        if self._closed:
            return  # a window may be closed twice
        self._closed = True
        _wait_for(self._posts.values(), patience)
        if self._threads:
            self._threads[WORK].shutdown(cancel_futures=True)
            self._threads[DATABASE].submit(self._close_store).result()
            self._threads[DATABASE].shutdown()
            _wait_for(self._posts.values(), LAST_WORDS)  # what waited for the database finds it closed, and ends
        self._asked.clear()
        self._posts.clear()

    def _close_store(self) -> None:
        """On the database thread: whatever comes after this finds no store."""
        store, self._store = self._store, None
        if store is not None:
            store.close()

    def _written(self, undo: Said | Callable[[Any], Said] | None, then: Then | None, written: Any) -> None:
        if undo is not None and written.undo is not None:
            said = undo(written.result) if callable(undo) else undo
            self._undos.append((said, written.undo))
            self.undoable.emit(said)
        if then is not None and lives(receiver_of(then)):
            then(written.result)
        self._announce(written.changes)  # what was written concerns every page, also when who wrote it has gone

    def _taken_back(self, changes: Changes) -> None:
        self.undone.emit()
        self._announce(changes)

    def _announce(self, changes: Changes) -> None:
        self.saved.emit()
        if changes.ids:
            self.changed.emit(changes)

    def _submit(
        self,
        thread: str,
        call: Callable[[], Any],
        then: Then,
        failed: Then | None,
        receiver: QObject | None = None,
    ) -> None:
        if not self._closed:
            self._threads[thread].submit(self._run, self._remember(call, then, failed, receiver))

    def _remember(self, call: Callable[[], Any], then: Then, failed: Then | None, receiver: QObject | None = None) -> int:
        number = self._number = self._number + 1
        self._asked[number] = Asked(call, receiver or receiver_of(then), then, failed)
        return number

    def _run(self, number: int) -> None:
        """On the job's thread, which gets no more than a number to hold: were it the last to let go of a widget that Qt is
        deleting on the window's thread, that would be freed under Qt's hands."""
        try:
            result = self._asked[number].call()
        except Exception as error:
            _note(error)
            if not self._closed:  # else nobody is there to hear it
                self._home.emit((number, False, error))
        else:
            if not self._closed:
                self._home.emit((number, True, result))

    @Slot(object)
    def _arrive(self, parcel: tuple[int, bool, Any]) -> None:
        number, done, content = parcel
        asked = self._asked.pop(number, None)
        self._posts.pop(number, None)
        if self._closed or asked is None:
            return
        receiver, deliver = asked.receiver, asked.then
        if isinstance(content, DataTrouble):
            self.troubled.emit(content)
        if not done:
            receiver, deliver = receiver_of(asked.failed), asked.failed or self.failed.emit
        if lives(receiver):
            deliver(content)
        elif isinstance(content, Exception):
            self.failed.emit(content)


def _note(error: Exception) -> None:
    """To the log: where it went wrong, unless nothing did."""
    import logging

    from clientcare import log  # noqa: F401 - from now on the entry is remembered, for a report

    where = None if isinstance(error, Gone | InvalidInput | Stopped | Closed) else error
    logging.getLogger(__name__).info("a job failed: %s", type(error).__name__, exc_info=where)


def _wait_for(threads: Iterable[threading.Thread], patience: float) -> None:
    """Until all have ended, but no more than so many seconds."""
    until = time.monotonic() + patience
    for thread in list(threads):
        thread.join(max(until - time.monotonic(), 0))
