"""What the pages ask for: reading, writing and undoing in the store, work without it, and the network beside it all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from clientcare.errors import WorldError
from clientcare.said import Said
from clientcare.ui.callbacks import Then, lives, receiver_of
from clientcare.ui.collecting import Collector
from clientcare.ui.fingers import Fingers
from clientcare.ui.threads import DATABASE, LAST_WORDS, WORK, Closed, Threads

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from clientcare.records import Changes
    from clientcare.services.store import Store

T = TypeVar("T")
Ask = Callable[[Callable[[Any], Any]], Any]  # runs a call with a session on the database thread, and waits for its result
UNDO_KEPT = 20


class Jobs(QObject):
    """Each result comes home to the window's thread, as `Threads` has it, and so do the signals `failed` and `troubled`.

    `changed(Changes)` follows every write; `undoable(Said)` a write that can be undone, `undone()` its undoing;
    `saved()` any confirmed write.
    """

    changed = Signal(object)
    undoable = Signal(object)
    undone = Signal()
    saved = Signal()
    failed = Signal(object)
    troubled = Signal(object)
    _posted = Signal(object)

    def __init__(self, open_store: Callable[[], Store]) -> None:
        super().__init__()
        self._threads = Threads(self)
        self._store: Store | None = None
        self._open_store = open_store
        self._newest: dict[str, int] = {}
        self._undos: deque[tuple[Said, Any]] = deque(maxlen=UNDO_KEPT)  # an Undo of the store, or a call that takes back
        self.fingers = Fingers(self)
        self._collector = Collector(self)
        self._threads.failed.connect(self.failed)
        self._threads.troubled.connect(self.troubled)
        self._posted.connect(self._announce, Qt.ConnectionType.QueuedConnection)

    def open(self, then: Then, failed: Then | None = None) -> None:
        """Open the store on the database thread; `then(None)` when it is ready. Where that failed it may be tried again."""
        self._threads.start()
        self._threads.run(DATABASE, self._opened, lambda _: then(None), failed, receiver=receiver_of(then))

    def _opened(self) -> None:
        self._close_store()  # it may be open, and yet not readable
        self._store = self._open_store()

    @property
    def ready(self) -> bool:
        return self._store is not None

    def read(self, call: Callable[[Session], T], then: Callable[[T], None], failed: Then | None = None) -> None:
        """Run `call` in a short read transaction; `then` gets its result."""
        self._threads.run(DATABASE, lambda: self._opened_store.read(call), then, failed)

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
        self._threads.run(DATABASE, lambda: self._opened_store.write(call), done, failed)

    def finish(self) -> None:
        """Wait until all that was asked of the database is done and told to whom it concerns, and what they made of it."""
        self._threads.finish()

    def work(self, call: Callable[[], T], then: Callable[[T], None], failed: Then | None = None, key: str = "") -> None:
        """Run `call` without a database. Of several with one `key` only the newest runs and reports."""
        turn = self._newest[key] = self._newest.get(key, 0) + 1 if key else 0
        stale = object()

        def newest_only() -> Any:
            return stale if key and self._newest[key] != turn else call()

        def report(result: Any) -> None:
            if result is not stale and not (key and self._newest[key] != turn):
                then(result)

        self._threads.run(WORK, newest_only, report, failed, receiver=receiver_of(then))

    def post(self, call: Callable[[Ask, Ask], T], then: Callable[[T], None], failed: Then | None = None) -> None:
        """Run `call(read, write)` where it may wait for the network, beside everything else; each such call has a thread.

        `read` and `write` run a short call with a session on the database thread and wait for its result; they raise Closed
        once the window has closed. `busy` does not count what waits for the network.
        """
        self._threads.post(partial(call, self._read_waiting, self._write_waiting), then, failed)

    def _read_waiting(self, call: Callable[[Session], T]) -> T:
        return self._waiting(lambda store: store.read(call))

    def _write_waiting(self, call: Callable[[Session], T]) -> T:
        written = self._waiting(lambda store: store.write(call))
        if not self._threads.closed:
            self._posted.emit(written.changes)
        return written.result

    def _waiting(self, call: Callable[[Store], T]) -> T:
        """On the thread of a post: what `call` gives on the database thread, as long as there is a store."""

        def unless_closed() -> T:
            if self._store is None:
                raise Closed
            return call(self._store)

        return self._threads.ask(unless_closed)

    def probe(self, then: Then, failed: Then) -> None:
        """Ask whether a save would reach the disk now; changes nothing."""
        self._threads.run(DATABASE, lambda: self._opened_store.probe(), then, failed)

    def put_back(self, then: Then, failed: Then) -> None:
        """Write the data this window still reads to the place its file has gone from."""
        self._threads.run(DATABASE, lambda: self._opened_store.put_back(), then, failed)

    def fail_unless_gone(self, error: Exception) -> None:
        """A handler for what reads a record that a page shows: the page itself says that it was deleted meanwhile, or that the
        data cannot be read."""
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
        """Whether anything asked for has not come home yet, what waits for the network apart."""
        return self._threads.busy

    def undo(self, failed: Then | None = None) -> None:
        """Take back the newest change that offered to be."""
        if self._undos:
            _, undo = self._undos.pop()
            if callable(undo):
                undo()
            else:
                self._threads.run(DATABASE, lambda: self._opened_store.undo(undo), self._taken_back, failed)

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
        if not self._threads.closed:  # a window may be closed twice
            self._threads.close(patience, self._close_store)

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
