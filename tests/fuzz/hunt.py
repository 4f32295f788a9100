"""A hunt: each target in a process of its own, that is begun anew where an input ends it; what was found is kept once."""

from __future__ import annotations

import hashlib
import multiprocessing
import re
import signal
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.fuzz import held
from tests.fuzz.corpora import shared_memory
from tests.fuzz.targets import Target, Unsound, named

ROOT = Path(__file__).parents[2]
SPAWN = multiprocessing.get_context("spawn")
SAID = "said.txt"  # what the process says to nobody
KEPT = 50  # failures of one target, each of its own kind


@dataclass
class Tally:
    """What a hunt of one target came to: how many inputs, and by its first words each thing that went wrong, with where the
    input was kept. `contained`: how many were refused by the library with an error of its own, or ended the process apart."""

    name: str
    tried: int = 0
    seconds: float = 0.0
    contained: int = 0
    found: dict[str, Path] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def in_words(self) -> str:
        pace = self.tried / self.seconds if self.seconds else 0
        said = f"{self.name:<12}{self.tried:>10,}{pace:>9,.0f}/s{self.contained:>11,}{len(self.found):>8}"
        return "\n".join((said, *(f"    {words}\n      {file}" for words, file in self.found.items())))


def hunt(names: Sequence[str], seed: int, seconds: float, out: Path, *, most: int = 0, beside: int = 2) -> list[Tally]:
    """Try each target for so long, or for `most` inputs; `beside`: how many at once. Failing inputs are kept in `out`."""
    waiting, done = list(names), {name: Tally(name) for name in names}
    share = seconds * beside / max(beside, len(waiting))

    def work() -> None:
        while waiting:
            tally = done[waiting.pop(0)]
            _hunted(named(tally.name), tally, seed, share, most, out)

    threads = [threading.Thread(target=work) for _ in range(min(beside, len(waiting)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(done.values())


def replay(name: str, content: bytes) -> str:
    """What is wrong with one input, in a process of its own; "" for nothing."""
    tally = Tally(name)
    with tempfile.TemporaryDirectory() as out:
        _round(named(name), tally, content, 0, 1, 3600, Path(out))
    return "\n".join(tally.words.values())


def _hunted(target: Target, tally: Tally, seed: int, seconds: float, most: int, out: Path) -> None:
    began, number = time.monotonic(), 0
    while (left := seconds - (time.monotonic() - began)) > 0 and (not most or number < most) and len(tally.found) < KEPT:
        number = _round(target, tally, seed, number, most, left, out)
    tally.seconds = time.monotonic() - began


def _round(target: Target, tally: Tally, seed: int | bytes, first: int, most: int, seconds: float, out: Path) -> int:
    """One process, until its time is over or an input ends it; the number the next one begins with."""
    at, (ours, theirs), ended = SPAWN.Value("q", first), SPAWN.Pipe(duplex=False), False
    with tempfile.TemporaryDirectory(prefix="clientcare-fuzz-", dir=shared_memory()) as folder:
        process = SPAWN.Process(target=_work, args=(target.name, seed, first, most, seconds, at, theirs, folder))
        process.start()
        theirs.close()
        while (told := _told(ours)) is not None:
            if isinstance(told, int):
                tally.contained, ended = tally.contained + told, True
            else:
                _keep(target, tally, seed, *told, out)
        process.join()
        if not ended:
            _keep_end(target, tally, seed, at.value, process.exitcode or 0, Path(folder) / SAID, out)
    tally.tried += at.value + (not ended) - first
    return int(at.value) + (not ended)


def _told(pipe: Connection) -> Any:
    """The next the process has to say: an input that went wrong, or at its end a number; None where it ended without."""
    try:
        return pipe.recv()
    except EOFError:
        return None


def _keep_end(target: Target, tally: Tally, seed: int | bytes, number: int, code: int, said: Path, out: Path) -> None:
    if target.contained:
        tally.contained += 1
        return
    name = signal.Signals(-code).name if code < 0 else f"status {code}"
    why = {"SIGPROF": "computes without end", "SIGALRM": "waits without end"}.get(name, f"ended the process: {name}")
    where = said.read_text("utf-8", "replace") if said.exists() else ""
    places = re.findall(r'File "([^"]+)", line (\d+)', where[where.rfind("most recent call first") :])
    ours = next((f" at {Path(file).name}:{line}" for file, line in places if _is_ours(file)), "")
    _keep(target, tally, seed, number, f"{why}{ours}\n{where[-3000:]}", out)


def _is_ours(file: str) -> bool:
    return Path(file).is_relative_to(ROOT) and not Path(file).is_relative_to(ROOT / ".venv")


def _keep(target: Target, tally: Tally, seed: int | bytes, number: int, words: str, out: Path) -> None:
    first = words.split("\n")[0]
    kind = re.sub(r"[0-9]+", "0", first)[:60]
    if kind in tally.words:
        return
    tally.words[kind] = words
    content = _input(target, seed, number)
    out.mkdir(parents=True, exist_ok=True)
    file = out / f"{target.name}-{hashlib.sha256(content).hexdigest()[:12]}"
    file.write_bytes(content)
    whence = f"input {number} of seed {seed}\n" if isinstance(seed, int) else ""
    file.with_suffix(".txt").write_text(f"{whence}{words}\n", "utf-8")
    tally.found[first] = file


def _input(target: Target, seed: int | bytes, number: int) -> bytes:
    return seed if isinstance(seed, bytes) else target.input(seed, number)


def _work(
    name: str, seed: int | bytes, first: int, most: int, seconds: float, at: Any, report: Connection, folder: str
) -> None:
    """In the process: try inputs, tell what is wrong, at the end how many the library refused by an error of its own."""
    target, until, contained = named(name), time.monotonic() + seconds, 0
    inner = Path(folder).resolve() / "own"
    inner.mkdir()
    held.be_quiet(Path(folder) / SAID)
    target.corpus()
    watch = held.Watch(inner)
    held.hold(target.held)
    while time.monotonic() < until and (not most or at.value < most):
        content = _input(target, seed, at.value)
        found = held.tried(lambda one: target.check(one, inner), content, watch, target.seconds, target.memory)
        if found and target.contained and not found.startswith(("reached out", Unsound.__name__)):
            contained += 1
        elif found:
            report.send((at.value, found))
        at.value += 1
    report.send(contained)
