"""The program without its window, as a process that is asked for one thing at a time and may be killed at any point of it."""

from __future__ import annotations

import dataclasses
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from clientcare.db.models import Sending, StoredLetter, TimelineEvent
from clientcare.errors import WorldError
from clientcare.services import letters, outbox, posting
from clientcare.services.store import Store
from clientcare.services.writing.letter_going import draft_of
from tests.mail.loopback import PASSWORD, running
from tests.services.outgoing import DANA, Ready, draft
from tests.services.sender import account


def serve(pipe: Connection, folder: str, server: str, now: datetime) -> None:
    """Answer each (name, arguments) with what that method of `Program` returns, or with the WorldError it raised."""
    program = Program(Path(folder), Path(server), now)
    while True:
        name, arguments = pipe.recv()
        try:
            pipe.send(getattr(program, name)(*arguments))
        except WorldError as error:
            pipe.send(error.said)


class Program:
    """One start of the program. `crash`: where it is to be killed, "2 inside" is in the second write before its commit."""

    def __init__(self, folder: Path, server: Path, now: datetime) -> None:
        self._server = running(server)
        os.environ["SSL_CERT_FILE"] = str(self._server.authority)
        self._store = Store.open(folder)
        self._crash, self._writes = "", 0
        self._clock: Any = None
        self.clock(now)

    def clock(self, now: datetime) -> None:
        if self._clock is not None:
            self._clock.stop()
        self._clock = time_machine.travel(now)
        self._clock.start()

    def write(self, call: Callable[[Session], Any]) -> Any:
        self._writes += 1
        turn = self._writes

        def inside(session: Session) -> Any:
            result = call(session)
            session.flush()
            self._die(f"{turn} inside")
            return result

        self._die(f"{turn} before")
        result = self._store.write(inside).result
        self._die(f"{turn} after")
        return result

    def _die(self, point: str) -> None:
        if point == self._crash:
            os.kill(os.getpid(), signal.SIGKILL)

    def crash_at(self, point: str) -> None:
        self._crash, self._writes = point, 0

    # -- what the owner does

    def begin(self, dispute: int, words: str) -> Ready:
        return draft(self._store, dispute, words)

    def edit(self, letter: int, words: str) -> None:
        def change(session: Session) -> None:
            old = draft_of(session.get_one(StoredLetter, letter))
            letters.save_draft(session, dataclasses.replace(old, facts={**old.facts, "about": words}))

        self.write(change)

    def queue(self, ready: Ready) -> int:
        return int(self.write(lambda s: outbox.queue(s, ready.id, ready.content, ready.pdf, DANA)))

    def again(self, letter: int) -> int:
        return int(self.write(lambda s: outbox.again(s, letter, DANA)))

    def owner(self, verb: str, sending: int) -> None:
        """take_back, try_now, resend or arrived."""
        self.write(lambda s: getattr(outbox, verb)(s, sending))

    # -- what the program does by itself

    def recover(self) -> int:
        return int(self.write(outbox.recover))

    def next(self) -> tuple[int, float] | None:
        """The e-mail to hand over next and in how many seconds."""
        now = datetime.now().astimezone()
        row = self._store.read(lambda s: outbox.next_due(s, now))
        return (row.id, outbox.wait_for(row, now)) if row else None

    def deliver(self, sending: int, password: str = PASSWORD, port: int = 0) -> str:
        to = account(self._server)
        to = dataclasses.replace(to, port=port) if port else to
        return posting.deliver(self._store.read, self.write, to, password, sending).answer

    def deliver_while_taking_back(self, sending: int, pause: float) -> bool:
        """The owner takes it back while it is handed over on another thread; whether that was allowed."""
        sender = threading.Thread(target=self.deliver, args=(sending,))
        sender.start()
        time.sleep(pause)
        try:
            self._store.write(lambda s: outbox.take_back(s, sending))
            return True
        except WorldError:
            return False
        finally:
            sender.join()

    # -- how everything stands

    def stand(self, dispute: int) -> dict[str, Any]:
        """`sendings` and `letters` by id, how often the timeline tells of an e-mail."""
        return self._store.read(lambda s: _standing(s, dispute))

    def sound(self) -> list[Any]:
        """What is wrong with the file."""
        checks = ("PRAGMA integrity_check", "PRAGMA foreign_key_check")
        return [row for sql in checks for row in self._store.read(lambda s, sql=sql: s.connection().exec_driver_sql(sql).all())]


def _standing(session: Session, dispute: int) -> dict[str, Any]:
    mine = select(StoredLetter).where(StoredLetter.dispute_id == dispute).options(undefer(StoredLetter.pdf))
    found = {letter.id: letter for letter in session.scalars(mine)}
    sendings = session.scalars(select(Sending).where(Sending.letter_id.in_(found)).options(undefer(Sending.message)))
    told = select(TimelineEvent).where(TimelineEvent.dispute_id == dispute, TimelineEvent.kind == "email")
    return {
        "sendings": {
            one.id: (one.letter_id, one.state, one.ended_at is not None, one.message_id, one.message) for one in sendings
        },
        "letters": {
            id: (one.state, one.pdf, (one.content, one.sha256, one.sent_at, one.sent_to), draft_of(one))
            for id, one in found.items()
        },
        "told": len(session.scalars(told).all()),
    }
