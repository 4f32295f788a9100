"""The threads: the database's, for short calls; one for work without it; one for each call that may wait for the network."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot

from clientcare.errors import DataTrouble, Gone, InvalidInput
from clientcare.services.progress import Stopped
from clientcare.ui.callbacks import Asked, Then, lives, receiver_of

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
GIVES_WAY = 0.0005  # seconds until a thread that computes lets the window's on, each time; Python's own 5 ms are felt in typing
DATABASE, WORK, POST = "database", "work", "post"
LAST_WORDS = 0.2  # seconds a call to the network gets to end in when the window closes, unless it is given more


class Closed(Exception):
    """The window has closed: a call that still waited for the network can keep nothing any more."""


class Threads(QObject):
    """Runs calls off the window's thread and brings each result home by queued signal.

    `failed(Exception)`: whatever had no handler of its own; `troubled(DataTrouble)`: any trouble with the data, handled or not.
    A `then` bound to a dead widget is dropped, never called.
    """

    failed = Signal(object)
    troubled = Signal(object)
    _home = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._asked: dict[int, Asked] = {}
        self._posts: dict[int, threading.Thread] = {}
        self._number = 0
        self.closed = False
        self._home.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """From now on calls are taken."""
        from concurrent.futures import ThreadPoolExecutor  # not needed for the first picture

        sys.setswitchinterval(GIVES_WAY)
        self._pools = self._pools or {name: ThreadPoolExecutor(1, name) for name in (DATABASE, WORK)}

    @property
    def busy(self) -> bool:
        """Whether anything asked for has not come home yet, what waits for the network apart."""
        return len(self._asked) > len(self._posts)

    def run(
        self, thread: str, call: Callable[[], Any], then: Then, failed: Then | None, receiver: QObject | None = None
    ) -> None:
        """Run `call` on the thread DATABASE or WORK, after all that was asked of it before."""
        if not self.closed:
            self._pools[thread].submit(self._run, self._remember(call, then, failed, receiver))

    def post(self, call: Callable[[], Any], then: Then, failed: Then | None) -> None:
        """Run `call` on a thread of its own."""
        if not self.closed:
            number = self._remember(call, then, failed)
            # A daemon: an answer that never comes must not keep the process alive.
            self._posts[number] = threading.Thread(target=self._run, args=(number,), name=POST, daemon=True)
            self._posts[number].start()

    def ask(self, call: Callable[[], T]) -> T:
        """From the thread of a post: what `call` gives on the database thread. Closed where that takes no more."""
        try:
            return self._pools[DATABASE].submit(call).result()
        except RuntimeError as error:
            if not self.closed:
                raise
            raise Closed from error

    def finish(self) -> None:
        """Wait until all that was asked of the database is done and told to whom it concerns, and what they made of it."""
        for _ in range(2):
            if not self.closed and self._pools:
                self._pools[DATABASE].submit(lambda: None).result()
                QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def close(self, patience: float, last: Callable[[], None]) -> None:
        """Finish what was asked of the database, and then `last`. What waits for the network gets so many seconds to end in."""
        self.closed = True
        _wait_for(self._posts.values(), patience)
        if self._pools:
            self._pools[WORK].shutdown(cancel_futures=True)
            self._pools[DATABASE].submit(last).result()
            self._pools[DATABASE].shutdown()
            _wait_for(self._posts.values(), LAST_WORDS)  # what waited for the database finds it closed, and ends
        self._asked.clear()
        self._posts.clear()

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
            if not self.closed:  # else nobody is there to hear it
                self._home.emit((number, False, error))
        else:
            if not self.closed:
                self._home.emit((number, True, result))

    @Slot(object)
    def _arrive(self, parcel: tuple[int, bool, Any]) -> None:
        number, done, content = parcel
        asked = self._asked.pop(number, None)
        self._posts.pop(number, None)
        if self.closed or asked is None:
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
