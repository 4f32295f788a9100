"""Random lives of letters: written, sent, taken back, killed, cut off; in the end none is lost and none went twice by itself.

`python -m tests.services.sending_walk --sequences 500` prints the figures.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import shutil
import socket
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

from clientcare.said import Said
from clientcare.services.store import Store
from tests.mail.loopback import Folder, apart
from tests.services.outgoing import Ready, business
from tests.services.sending_program import serve

BATCH = 25  # sequences on one file and one server
PHASES = ("EHLO", "AUTH", "MAIL", "RCPT", "DATA", "BODY", "END")
LOSSES = ("CONNECT drop", *(f"{phase} drop" for phase in PHASES), "BODY drop", "END drop", "END drop", "END lose", "END lose")
ANSWERS = ("AUTH 454 not now", "RCPT 450 come back", "RCPT 550 no such user", "END 451 come back", "END 554 spam")
POINTS = ("1 before", "1 inside", "1 after", "2 before", "2 inside", "2 after")  # 1 is the claim, 2 keeps how it ended
NAMES = ("before the claim", "in the claim", "after the claim", "after the answer", "while it is kept", "after it was kept")
FORK = multiprocessing.get_context("forkserver")  # a start that costs milliseconds


class Walk:
    """One sequence after another on one data folder, against one server. `figures` counts what was done.

    `broken`: the promises that were not kept, each with its sequence and the steps that led there.
    """

    def __init__(self, folder: Path, server: Folder, figures: Counter[str], broken: list[str]) -> None:
        self.folder, self.server, self.figures, self.broken = folder, server, figures, broken
        self._now = datetime.now(UTC)
        with_business = Store.open(folder)
        self._disputes = [business(with_business) for _ in range(BATCH)]
        with_business.close()
        self._taken: list[tuple[str, bytes]] = []
        self._start()

    # -- the process

    def _start(self) -> None:
        """Start the program; what was in its hands is recovered first of all."""
        self._pipe, theirs = FORK.Pipe()
        self._process = FORK.Process(target=serve, args=(theirs, str(self.folder), str(self.server.folder), self._now))
        self._process.start()
        theirs.close()
        self.figures["maybe after a kill"] += self._ask("recover")

    def _ask(self, name: str, *arguments: Any) -> Any:
        """The answer; a Said if it was refused; EOFError if the process was killed meanwhile."""
        self._pipe.send((name, arguments))
        return self._pipe.recv()

    def _killed(self, where: str) -> None:
        """Make sure of it, and start again."""
        self._process.kill()
        self._process.join()
        self._pipe.close()
        self.figures["kills"] += 1
        self.figures[f"killed: {where}"] += 1
        self._start()

    def close(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    # -- one sequence

    def sequence(self, seed: int) -> None:
        self.chance, self.steps = random.Random(seed), []
        self.dispute = self._disputes.pop()
        self.ready: dict[int, Ready] = {}
        self.drafts: dict[int, Any] = {}  # as each was when it was last seen as a draft
        self.fixed: dict[int, Any] = {}  # as each letter was when it had first gone
        self.seen: dict[int, tuple[Any, ...]] = {}
        self.asked_back: set[int] = set()  # sendings their owner wanted back
        self.taken_back: set[str] = set()
        self.copies: Counter[int] = Counter()  # how many of a sending may be on the server
        self.said_arrived: set[int] = set()
        try:
            self._write_letter()
            for _ in range(self.chance.randint(5, 13)):
                self._step()
                self._look()
            self._settle_down()
            self._check()
        except AssertionError as failed:
            self.broken.append(f"{failed}\nsequence {seed}:\n" + "\n".join(self.steps))
            self._killed("after a broken promise")
        self.figures["sequences"] += 1

    def _step(self) -> None:
        steps = {
            self._write_letter: 2, self._queue: 5, self._edit: 2, self._take_back: 5, self._deliver: 5, self._lose: 4,
            self._wrong_password: 1, self._kill_in_phase: 4, self._kill_any_time: 2, self._kill_at_point: 4,
            self._kill_in_write: 2, self._jump: 1, self._restart: 1, self._decide: 4, self._again: 1, self._race: 2,
        }  # fmt: skip
        (step,) = self.chance.choices([*steps], [*steps.values()])
        self.figures["steps"] += 1
        self.steps.append(step.__name__)
        step()

    def _note(self, words: object) -> None:
        self.steps[-1] += f" · {words}"

    # -- the owner

    def _write_letter(self) -> None:
        ready = self._ask("begin", self.dispute, f"Letter {self.figures['letters']}: I will call you.")
        self.ready[ready.id] = ready
        self.figures["letters"] += 1
        self._look()

    def _queue(self) -> None:
        letter = self._some("draft")
        if letter:
            self.figures["sends"] += 1
            self._note(self._ask("queue", self.ready[letter]))

    def _edit(self) -> None:
        """Only a draft can be changed; the rest is as `_look` finds it."""
        letter = self.chance.choice([*self.ready])
        state = self.stand["letters"][letter][0]
        answer = self._ask("edit", letter, f"words {self.chance.random()}")
        assert isinstance(answer, Said) == (state != "draft"), f"letter {letter} is {state}, edited: {answer}"
        if state == "draft":
            self.drafts.pop(letter)

    def _take_back(self) -> None:
        sending = self._sending("waiting", "stopped") or self._sending()
        if sending:
            self._ask_back(sending, self._ask("owner", "take_back", sending))

    def _ask_back(self, sending: int, answer: object) -> None:
        state = self.seen[sending][1]
        allowed = state in ("waiting", "stopped")
        assert isinstance(answer, Said) != allowed, f"sending {sending} is {state}, taken back: {answer}"
        if allowed:
            self.asked_back.add(sending)
            self.figures["undos"] += 1

    def _decide(self) -> None:
        """What stopped or may have gone waits for its owner, who mostly knows, and sometimes is wrong."""
        sending = self._sending("maybe", "stopped")
        if not sending:
            return self._deliver()
        maybe, there = self.seen[sending][2], self._on_server(sending) > 0
        if maybe and (there if self.chance.random() < 0.8 else not there):
            self._note(("arrived", sending))
            self.said_arrived.add(sending)
            self.figures["it arrived"] += 1
            assert self._ask("owner", "arrived", sending) is None
        else:
            self._note(("resend", sending))
            self.copies[sending] += maybe
            self.figures["send it again"] += 1
            assert self._ask("owner", "resend", sending) is None
        return None

    def _again(self) -> None:
        letter = self._some("done")
        if letter:
            answer = self._ask("again", letter)
            self.figures["sent once more"] += isinstance(answer, int)

    # -- the world

    def _deliver(self, *more: Any) -> None:
        """The next one when its time has come, as the window does it."""
        sending = self._due()
        answer = self._ask("deliver", sending, *more)
        self._note((sending, answer))
        self.figures[f"answer: {answer}"] += 1

    def _due(self) -> int:
        """The next one, its time having come."""
        found = self._ask("next")
        if found is None:  # then their owner sends one
            if not self._some("draft"):
                self._write_letter()
            self._queue()
            self._look()
            found = self._ask("next")
        sending, wait = found
        assert wait <= 1800, f"sending {sending} would wait {wait} s"
        if wait:
            self._set_clock(timedelta(seconds=wait + 0.01))
        return int(sending)

    def _lose(self) -> None:
        fault = self.chance.choice((*LOSSES, *ANSWERS, "offline"))
        self._note(fault)
        self.figures["losses"] += 1
        if fault == "offline":
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                return self._deliver("any", free.getsockname()[1])
        self.server.fault = fault
        self._deliver()
        self.server.fault = ""
        return None

    def _wrong_password(self) -> None:
        self.figures["wrong passwords"] += 1
        self._deliver("wrong")

    def _race(self) -> None:
        """The owner takes it back while it is being handed over."""
        sending = self._due()
        self.server.fault = self.chance.choice(("RCPT late 0.02", "DATA late 0.02", "END late 0.02"))
        allowed = self._ask("deliver_while_taking_back", sending, self.chance.uniform(0, 0.08))
        self._note((self.server.fault, allowed))
        self.server.fault = ""
        if allowed:
            self.asked_back.add(sending)
        self.figures["undos"] += allowed
        self.figures["undos while handed over"] += 1

    def _jump(self) -> None:
        days = self.chance.choice((-400, -30, -0.01, 0.01, 30, 400))
        self._note(days)
        self.figures["clock jumps"] += 1
        self._set_clock(timedelta(days=days))

    def _set_clock(self, by: timedelta) -> None:
        self._now += by
        self._ask("clock", self._now)

    def _restart(self) -> None:
        self._killed("idle")

    def _kill_in_phase(self) -> None:
        """While the server says nothing in this phase."""
        sending, phase = self._due(), self.chance.choice((*PHASES, "BODY", "END"))
        self._note(phase)
        self.server.fault = f"{phase} silence"
        before = len(self.server.talk)
        self._pipe.send(("deliver", (sending,)))
        until = time.monotonic() + 10
        seen = "DATA" if phase in ("BODY", "END") else phase
        while not any(line.startswith(seen) for line in self.server.talk[before:]):
            assert time.monotonic() < until, f"the server never heard {seen}"
            time.sleep(0.002)
        time.sleep(self.chance.uniform(0, 0.04))
        self._killed(f"server silent at {phase}")
        self.server.fault = ""

    def _kill_any_time(self) -> None:
        self._pipe.send(("deliver", (self._due(),)))
        time.sleep(self.chance.uniform(0, 0.12))
        self._killed("at any moment")

    def _kill_at_point(self) -> None:
        sending, point = self._due(), self.chance.choice(POINTS)
        self._note(point)
        self._ask("crash_at", point)
        try:
            self._ask("deliver", sending)
        except (EOFError, ConnectionError):
            return self._killed(NAMES[POINTS.index(point)])
        raise AssertionError(f"it was not killed at {point}")

    def _kill_in_write(self) -> None:
        """While the owner's click is being kept: afterwards it is kept, or it is not."""
        letter, sending = self._some("draft"), self._sending("waiting", "stopped")
        if not (letter or sending):
            return
        point = self.chance.choice(POINTS[:3])
        self._ask("crash_at", point)
        try:
            if letter and (not sending or self.chance.random() < 0.5):
                self._note(("queue", letter, point))
                self._ask("queue", self.ready[letter])
            else:
                self._note(("take back", sending, point))
                self.asked_back.add(sending)
                self._ask("owner", "take_back", sending)
        except (EOFError, ConnectionError):
            return self._killed("while a click is kept")
        raise AssertionError(f"it was not killed at {point}")

    # -- looking

    def _some(self, state: str) -> int:
        return self.chance.choice([id for id, letter in self.stand["letters"].items() if letter[0] == state] or [0])

    def _sending(self, *states: str) -> int:
        return self.chance.choice([id for id, one in self.seen.items() if not states or one[1] in states] or [0])

    def _look(self) -> None:
        """How everything stands, and that nothing vanished or changed that must not."""
        self.stand = self._ask("stand", self.dispute)
        before, self.seen = self.seen, self.stand["sendings"]
        for id, one in before.items():
            if id not in self.seen:
                self.figures["lost"] += id not in self.asked_back or one[2]
                assert id in self.asked_back and not one[2], f"sending {id} ({one[1]}) vanished"
                self.taken_back.add(one[3])
            else:
                assert one[3:] == self.seen[id][3:], f"the e-mail of sending {id} changed"
        for id in self.seen.keys() - self.copies.keys():
            self.copies[id] = 1
        for id, (state, pdf, gone, draft) in self.stand["letters"].items():
            if state == "draft":
                assert self.drafts.setdefault(id, draft) == draft, f"draft {id} is not what it was"
                assert pdf is None
            else:
                assert pdf == self.ready[id].pdf, f"the page of letter {id} changed"
            if state == "done":
                assert self.fixed.setdefault(id, gone) == gone, f"letter {id} changed after it had gone"

    def _arrivals(self) -> Counter[str]:
        """How often each Message-ID is on the server."""
        place = self.server.folder / "received"
        while (place / f"{len(self._taken) + 1}.json").exists():
            message = (place / f"{len(self._taken) + 1}.eml").read_bytes()
            self._taken.append((str(message_from_bytes(message)["Message-ID"]), message))
        return Counter(id for id, _ in self._taken)

    def _on_server(self, sending: int) -> int:
        return self._arrivals()[self.seen[sending][3]]

    # -- the end of a sequence

    def _settle_down(self) -> None:
        """The network is back and the window open: all that waits goes."""
        self.server.fault = ""
        for _ in range(40):
            if self._ask("next") is None:
                break
            self.steps.append("at the end")
            self._deliver()
        self._look()

    def _check(self) -> None:
        arrivals, bytes_taken = self._arrivals(), dict(self._taken)
        for id in self.taken_back:
            assert arrivals[id] == 0, f"{id} was taken back and went"
        for id, (letter, state, _, message_id, message) in self.seen.items():
            there = arrivals[message_id]
            lost, twice = state == "sent" and not there and id not in self.said_arrived, there > self.copies[id]
            self.figures["lost"] += lost
            self.figures["twice"] += twice
            assert not lost, f"sending {id} counts as sent and never arrived"
            assert not twice, f"sending {id} went {there} times, asked for {self.copies[id]}"
            assert state in ("sent", "maybe", "stopped"), f"sending {id} is still {state}"
            assert not there or state != "stopped", f"sending {id} went and counts as stopped"
            assert not there or bytes_taken[message_id] == message, f"sending {id} went with other bytes"
            self.figures[f"in the end {state}"] += 1
            if state == "sent":
                assert self.stand["letters"][letter][0] == "done"
        sent = [one for one in self.seen.values() if one[1] == "sent"]
        assert self.stand["told"] == len(sent), f"the timeline tells {self.stand['told']} times of {len(sent)}"
        for id, letter in self.stand["letters"].items():
            states = [one[1] for one in self.seen.values() if one[0] == id]
            assert (letter[0] == "done") == ("sent" in states), f"letter {id} is {letter[0]}, its e-mails {states}"
            assert (letter[0] == "draft") == (not states), f"letter {id} is {letter[0]}, its e-mails {states}"
            if letter[0] == "draft":
                assert self._ask("edit", id, "still to be changed") is None
        assert self._ask("sound") == [("ok",)]


def walk(sequences: int, folder: Path, seed: int = 0) -> tuple[Counter[str], list[str]]:
    """So many sequences: what they did, and the promises that were not kept."""
    FORK.set_forkserver_preload(["tests.services.sending_program"])
    figures: Counter[str] = Counter({"lost": 0, "twice": 0})
    broken: list[str] = []
    for first in range(0, sequences, BATCH):
        with apart(folder / f"server-{first}") as server:
            batch = Walk(folder / f"data-{first}", server, figures, broken)
            try:
                for number in range(first, min(first + BATCH, sequences)):
                    batch.sequence(seed + number)
            finally:
                batch.close()
        shutil.rmtree(folder / f"data-{first}")
        shutil.rmtree(folder / f"server-{first}")
    return figures, broken


def told(figures: Counter[str], seconds: float) -> str:
    lines = [f"{name:32}{count:8}" for name, count in sorted(figures.items())]
    return "\n".join([*lines, f"{'seconds':32}{seconds:8.0f}"])


def main() -> None:
    parser = argparse.ArgumentParser(description="Random sequences of sending against a real mail server.")
    parser.add_argument("--sequences", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figures, broken = walk(options.sequences, Path(folder), options.seed)
    print("\n\n".join(broken))
    print(told(figures, time.monotonic() - began))


if __name__ == "__main__":
    main()
